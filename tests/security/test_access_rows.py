"""Each page of a dossier that staff open writes one row of who, what, when and why; and each fault is told."""

import json
import re

import pytest
from sqlalchemy import select

from schuldhulp.access_log.tables import AccessEntry
from tests.security.estate import furnish, rows_by_kind
from tests.security.matrix import MATRIX
from tests.security.test_access_matrix import addresses, rules_of, send
from tests.web_client import WebClient
from tests.world import World


def entries(world: World) -> list[AccessEntry]:
    with world.open() as session:
        return list(
            session.scalars(select(AccessEntry).order_by(AccessEntry.municipality_id, AccessEntry.seq))
        )


def test_every_page_of_a_dossier_writes_one_row(sqlite_world: World) -> None:
    furnish(sqlite_world)
    rows, noor, opened = rows_by_kind(sqlite_world, "anna"), WebClient(sqlite_world, "noor"), []
    named = [rule for rule in rules_of(sqlite_world) if door_of(sqlite_world, rule.endpoint) == "named"]
    for rule in named:
        if "GET" not in (rule.methods or ()) or "counsellor" not in MATRIX[rule.endpoint]:  # type: ignore[operator]
            continue
        before = len(entries(sqlite_world))
        address = next(addresses(sqlite_world, rule, "anna", rows))
        status, _, _ = send(noor, "GET", address)
        assert status < 500, f"{address}: {status}"
        written = entries(sqlite_world)[before:]
        assert len(written) == 1, f"{rule.endpoint} wrote {len(written)} rows"
        assert written[0].part and written[0].act == "open" and written[0].dossier_id and written[0].at
        opened.append(rule.endpoint)
    assert len(opened) > 40


def door_of(world: World, endpoint: str) -> str:
    rule = getattr(world.app.view_functions[endpoint], "guard_rule", None)
    return rule.dossier if rule is not None else "none"


def test_a_fault_in_any_view_is_a_page_with_a_number_that_is_logged_once(
    sqlite_world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each view breaks in turn: a Dutch page, the number on it in one line of the log, nothing of the inside."""
    app, noor, broken = sqlite_world.app, WebClient(sqlite_world, "noor"), 0
    anna = WebClient(sqlite_world, "anna")

    def breaks(**_values: object) -> str:
        raise KeyError("een geheim van binnen")

    for rule in rules_of(sqlite_world):
        wanted = MATRIX[rule.endpoint]
        allowed = wanted if isinstance(wanted, frozenset) else frozenset()
        client = anna if "client" in allowed else noor if "counsellor" in allowed else None
        if client is None or "GET" not in (rule.methods or ()):
            continue
        real = app.view_functions[rule.endpoint]
        breaks.guard_rule = real.guard_rule  # type: ignore[attr-defined]
        app.view_functions[rule.endpoint] = breaks
        try:
            capfd.readouterr()
            status, page, _ = send(client, "GET", next(addresses(sqlite_world, rule, "anna", {})))
        finally:
            app.view_functions[rule.endpoint] = real
        number = re.search(r"\b[0-9a-f]{8}\b", page)
        assert status == 500 and number, f"{rule.endpoint}: {status}"
        assert "geheim" not in page and "Traceback" not in page
        out = capfd.readouterr()
        told = [line for line in (out.out + out.err).splitlines() if number[0] in line]
        assert len(told) == 1 and json.loads(told[0])["event"] == "unexpected", f"{rule.endpoint}: {told}"
        assert "geheim" not in told[0]
        broken += 1
    assert broken > 100
