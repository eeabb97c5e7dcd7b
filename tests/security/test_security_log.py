"""What may be an attack has a line in the log, with a view and a code and nothing of anybody."""

import json
import re
from collections.abc import Callable

import pytest

from schuldhulp.accounts import limits
from schuldhulp.web import security_log
from tests.web_client import WebClient
from tests.world import PASSWORD

ClientAs = Callable[[str | None], WebClient]
MAIL = "anna@client.example"


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str]) -> Callable[[], list[tuple[str, ...]]]:
    """The lines since the last time: what, where, and the codes that go with it."""

    def lines() -> list[tuple[str, ...]]:
        found = [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
        return [
            tuple(line[key] for key in ("event", "endpoint", "code", "kind") if key in line) for line in found
        ]

    return lines


def test_every_address_where_somebody_shows_who_they_are_is_known(client_as: ClientAs) -> None:
    views = set(client_as(None).world.app.view_functions)
    assert set(security_log.WAYS) <= views
    showing = re.compile(r"(sign_in|second_step|recovery_code|prove_again|came_back|back_from)")
    pages = {
        "public.sign_in_here",
        "public.sign_in_at_municipality",
        "public.sign_in_with_word",
        "account.sign_in_services",
    }
    there = {view for view in views if view.startswith(("public.", "account.")) and showing.search(view)}
    own = {"account.second_steps", "account.second_step", "account.remove_second_step"}
    assert {view for view in there - own - pages if view not in security_log.WAYS} == set()


def test_coming_in_and_failing_to_each_have_a_line(
    client_as: ClientAs, told: Callable[[], list[tuple[str, ...]]]
) -> None:
    nobody = client_as(None)
    told()
    nobody.submit("/inloggen", {"email": MAIL, "password": "niet dit woord"}, status=422)
    assert told() == [("sign_in_refused", "public.sign_in", "password")]
    nobody.submit("/inloggen", {"email": MAIL, "password": PASSWORD})
    assert told() == [("signed_in", "public.sign_in", "password", "whole")]
    staff = client_as(None)
    staff.submit("/inloggen", {"email": "noor@staf.example", "password": PASSWORD})
    assert told() == [("signed_in", "public.sign_in", "password", "half")]
    staff.submit("/inloggen/herstelcode", {"code": "AAAA-AAAA-AAAA-AAAA"}, status=422)
    assert told() == [("sign_in_refused", "public.recovery_code", "paper_code")]
    words = "een twee drie vier vijf zes"
    nobody = client_as(None)
    nobody.submit("/inloggen/zonder-naam", {"codename": "R7K-4PX", "codewords": words}, status=422)
    assert told() == [("sign_in_refused", "public.sign_in_codename", "codename")]


def test_what_the_door_refuses_has_a_line_without_the_dossier(
    client_as: ClientAs, told: Callable[[], list[tuple[str, ...]]]
) -> None:
    anna, noor = client_as("anna"), client_as("noor")
    told()
    anna.get("/inbox", status=404)
    anna.get(f"/dossiers/{anna.world.kenmerken['berend']}", status=404)
    noor.get("/beheer/medewerkers", status=404)
    noor.get("/bestaat-niet", status=404)
    anna.get("/g/geen-gemeente", status=404)
    assert told() == [
        ("denied", "counsellor.inbox", "client"), ("denied", "counsellor.case", "client"),
        ("denied", "admin.staff", "counsellor"),
    ]  # fmt: skip


def test_who_is_slowed_down_has_a_line(
    client_as: ClientAs, told: Callable[[], list[tuple[str, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = client_as(None)
    monkeypatch.setattr(limits, "SIGN_IN_PER_ORIGIN", limits.Limit("sign-in-origin", 0, 10))
    nobody.submit("/inloggen", {"email": MAIL, "password": PASSWORD}, status=429)
    assert ("slowed_down", "public.sign_in") in told()
