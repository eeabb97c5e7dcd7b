"""The access matrix: every route × every role × own, other, other municipality, deleted × every method.

What may not be opened answers 404 (or asks to sign in), changes no row, and shows nothing of the other dossier.
The headers of every answer score 155 when it is a page and 150 when it is another file.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from werkzeug.routing import Rule

from schuldhulp.access import POLICY
from schuldhulp.dossier.tables import Dossier
from schuldhulp.every_table import metadata
from tests.inside import words_in
from tests.partners.two import join, show
from tests.security.estate import CANARIES, furnish, rows_by_kind
from tests.security.header_score import faults_of
from tests.security.matrix import HALF_SIGNED_IN, MATRIX, PUBLIC, SIGNED_IN
from tests.security.told_outside import told_outside
from tests.web_client import WebClient
from tests.world import World

ROLES = {
    "client": "anna", "counsellor": "noor", "team_lead": "tess", "report_reader": "gert",
    "municipality_admin": "ada", "platform_admin": "petra", "supporter": "sara_anna", "partner": "pim",
}  # fmt: skip
# A partner comes in as the client of a dossier of their own; in the other's the role opens nothing.
COMES_IN_AS = {"partner": "client"}
SHOWN = "Winkel K-anna"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MARKS = frozenset({"access_entry", "access_head", "login_session", "last_visit", "rate_limit", "inbox_view"})
PLAIN = {"gemeente": "voorbeeldstad", "period": "2026-k3", "token": "x" * 43}


@pytest.fixture
def estate(sqlite_world: World) -> World:
    """The world with a row of every kind in the dossiers of anna, berend and chris; anna shows pim one debt."""
    furnish(sqlite_world)
    join(sqlite_world, "anna", "pim")
    show(sqlite_world, "anna", SHOWN)
    return sqlite_world


def rules_of(world: World) -> list[Rule]:
    return [r for r in world.app.url_map.iter_rules() if r.endpoint != "static"]


def test_every_route_is_on_the_list_and_nothing_else(sqlite_world: World) -> None:
    endpoints = {r.endpoint for r in rules_of(sqlite_world)}
    assert endpoints - set(MATRIX) == set(), "routes without a line in tests/security/matrix.py"
    assert set(MATRIX) - endpoints == set(), "lines without a route"


def test_the_door_of_each_route_says_what_the_matrix_says(sqlite_world: World) -> None:
    for rule in rules_of(sqlite_world):
        mark = sqlite_world.app.view_functions[rule.endpoint].guard_rule  # type: ignore[attr-defined]
        wanted = MATRIX[rule.endpoint]
        if wanted in (PUBLIC, HALF_SIGNED_IN, SIGNED_IN):
            assert mark.kind.replace("_", " ") == wanted, rule.endpoint
            continue
        assert mark.kind == "door", rule.endpoint
        allowed = {r.value for r in POLICY[mark.permission]} - {"system"}
        assert "partner" not in allowed, f"{rule.endpoint}: as partner nobody opens anything of a dossier"
        if mark.dossier == "own":
            allowed &= {"client"}
        if mark.dossier == "supported":
            allowed &= {"supporter"}
        if mark.dossier == "named":
            allowed -= {"client", "supporter"}
        assert allowed == wanted, f"{rule.endpoint}: {sorted(allowed)}"


# Which kind of row a parameter of an address names; `row_id` and the rest may be any of several.
KINDS = {
    "paper_id": ("paper",), "file_id": ("paper_file",), "debt_id": ("debt",), "post_id": ("budget_post",),
    "version_id": ("budget_version",), "message_id": ("message",), "appointment_id": ("appointment",),
    "homework_id": ("homework",), "threat_id": ("threat",), "mandate_id": ("mandate",), "fact_id": ("established",),
    "task_id": ("work_form_task",), "entry_id": ("work_form_entry",), "plan_id": ("if_then_plan",),
    "invitation_id": ("invitation",), "participation_id": ("participation",), "letter_id": ("letter",),
    "take_in_id": ("take_in",),
    "point_id": ("own_point",), "contact_id": ("contact",), "proposal_id": ("proposal",), "line_id": ("proposal_line",),
    "correction_id": ("vtlb_correction",), "suspension_id": ("term_suspension",), "request_id": ("rights_request",),
    "municipality_id": (), "row_id": ("debt", "budget_post", "household_member", "paper", "mandate"),
}  # fmt: skip
EVERYBODY = (*CANARIES, "K-anna")
BSN = "111222333"  # of everybody in the estate: masked everywhere, whole on one page that nobody reaches by looking
Rows = dict[str, list[UUID]]


def ids_for(name: str, rows: Rows) -> list[UUID]:
    """The ids that a parameter of this name could take: some of each kind that it may name."""
    return [one for kind in KINDS.get(name, tuple(rows)) for one in rows.get(kind, [])[:3]]


def foreign_to(role: str, theirs: Rows, far: Rows) -> Rows:
    """The rows that are not a role's: a neighbour's and some of another municipality; an administrator's only those."""
    if role == "municipality_admin":
        return {kind: far[kind][:2] for kind in far}
    return {kind: theirs[kind] + far[kind][:1] for kind in theirs}


def addresses(world: World, rule: Rule, whose: str, rows: Rows) -> Iterator[str]:
    """The addresses of a rule for one dossier; a parameter that is an id takes those of its kind in `rows`."""
    names = sorted(rule.arguments)
    values = {n: PLAIN[n] for n in names if n in PLAIN}
    if "kenmerk" in names:
        values["kenmerk"] = world.kenmerken[whose]
    for name in names:
        if name not in values and rule._converters[name].__class__.__name__ != "UUIDConverter":
            values[name] = world_value(name)
    ids = {n: ids_for(n, rows) or [uuid4()] for n in names if n not in values}
    adapter = world.app.url_map.bind("localhost")
    for turn in range(max(map(len, ids.values()), default=1)):
        chosen = {n: some[turn % len(some)] for n, some in ids.items()}
        yield adapter.build(rule.endpoint, {**values, **chosen}, method=None)


def world_value(name: str) -> str:
    """A value for a parameter that is neither kenmerk nor id, from the name it has in the address."""
    known = {
        "stap": "wonen", "step": "wonen", "slug": "wonen", "kind": "plan", "key": "hoofd", "rows": "incomes",
        "name": "basishouding", "client": "fatima", "number": "1", "line": "1",
        "thema": "start", "soort": "wissen", "document": "dpia", "naam": "mijn-eerste-stap",
        "shelf": "werkvormen", "text_id": "post.postmoment",
        "dienst": "medewerkers",
    }  # fmt: skip
    return known.get(name, "iets")


def fingerprint(world: World) -> dict[str, str]:
    """A hash of the rows of each table, marks of reading left out."""
    found = {}
    with world.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name in MARKS:
                continue
            rows = sorted(repr(tuple(r)) for r in connection.execute(text(f"SELECT * FROM {table.name}")))
            found[table.name] = hashlib.sha256("".join(rows).encode()).hexdigest()
    return found


def send(client: WebClient, method: str, address: str) -> tuple[int, str, str]:
    fields = (
        {"token": uuid4().hex, "version": "1", "answer": "yes", "do": "save"} if method == "POST" else None
    )
    with client._clock():
        answer = client.http.open(address, method=method, base_url="http://localhost", data=fields)
    assert faults_of(answer) == [], f"{method} {address}: {answer.status_code}"
    packed = answer.mimetype in ("application/pdf", "application/zip")
    assert told_outside(answer, EVERYBODY) == [], f"{method} {address} tells of somebody outside the page"
    assert not answer.mimetype.startswith("text/") or BSN not in answer.text, (
        f"{method} {address} shows a BSN"
    )
    return (
        answer.status_code,
        words_in(answer.get_data()) if packed else answer.text if answer.mimetype.startswith("text/") else "",
        answer.location or "",
    )


def without_shown(body: str, role: str) -> str:
    """A page without the words that a partner may read: the other's name, and what was shown."""
    return body.replace(SHOWN, "").replace("Anna K-anna", "") if role == "partner" else body


def refused(status: int, location: str) -> bool:
    """A 404 or 405, a form without its token (400), or the way to the sign-in page or the chooser."""
    return status in (400, 404, 405) or (status == 303 and ("/inloggen" in location or "/kies" in location))


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_nobody_opens_what_is_not_theirs(estate: World, role: str, measured: Callable[[str], None]) -> None:
    estate.app.config["WTF_CSRF_ENABLED"] = False
    client = WebClient(estate, ROLES.get(role))
    before = fingerprint(estate)
    neighbour = "anna" if role == "partner" else "berend"
    theirs, far = rows_by_kind(estate, neighbour), rows_by_kind(estate, "chris")
    foreign = foreign_to(role, theirs, far)
    canaries, asked = (*CANARIES, *(["K-anna"] if role == "partner" else [])), 0
    for rule in rules_of(estate):
        wanted = MATRIX[rule.endpoint]
        if wanted == PUBLIC or (wanted == SIGNED_IN and role != "nobody"):
            continue
        for address, strict in _not_theirs(estate, rule, role, foreign):
            for method in METHODS if strict else ("GET", "POST"):
                status, body, location = send(client, method, address)
                asked += 1
                gone = refused(status, location) or (
                    not strict and method == "POST" and status in (303, 409, 422)
                )
                assert gone, f"{role} {method} {address}: {status}"
                seen = [c for c in canaries if c in without_shown(body, role)]
                assert not seen, f"{role} {method} {address} shows {seen}"
    after = fingerprint(estate)
    assert {t for t in before if before[t] != after[t]} == set()
    assert asked > 50
    measured(f"{role}: 0 van {asked} vreemde vragen beantwoord")


def _not_theirs(world: World, rule: Rule, role: str, foreign: Rows) -> Iterator[tuple[str, bool]]:
    """Addresses of a rule that this role must not open, and whether the door itself must refuse.

    An own dossier with the id of somebody else's row passes the door: a form sent without fields may come back with
    its questions or lead back to the own page, but shows nothing of the other and changes nothing.
    """
    wanted = MATRIX[rule.endpoint]
    passes = isinstance(wanted, frozenset) and COMES_IN_AS.get(role, role) in wanted
    if not passes:
        yield from ((a, True) for a in addresses(world, rule, "anna", {}))
        return
    if "kenmerk" in rule.arguments:
        for whose in ("chris", "deleted"):
            yield from ((a, True) for a in addresses(world, rule, whose, {}))
    if any(rule._converters[n].__class__.__name__ == "UUIDConverter" for n in rule.arguments):
        yield from ((a, False) for a in addresses(world, rule, "anna", foreign))


@pytest.mark.parametrize("role", list(ROLES))
def test_everybody_opens_what_is_theirs(estate: World, role: str) -> None:
    client = WebClient(estate, ROLES[role])
    opened = 0
    for rule in rules_of(estate):
        wanted = MATRIX[rule.endpoint]
        if "GET" not in (rule.methods or ()) or not isinstance(wanted, frozenset):
            continue
        if COMES_IN_AS.get(role, role) not in wanted or rule.arguments - {"kenmerk", *PLAIN}:
            continue
        for address in addresses(estate, rule, "anna", {}):
            status, body, _ = send(client, "GET", address)
            assert status in (200, 302, 303), f"{role} {address}: {status}"
            unseen = ("K-anna", "K-chris") if role == "partner" else ("K-chris",)
            assert not [c for c in unseen if c in without_shown(body, role)], address
            opened += 1
    assert opened > 0


def test_a_deleted_dossier_is_gone_for_its_own_client(estate: World) -> None:
    client = WebClient(estate, "anna")
    with estate.open() as session:
        row = session.get(Dossier, (estate.municipalities["voorbeeldstad"], estate.people["anna"].dossier_id))
        assert row is not None
        row.deleted_at = estate.now
        session.commit()
    for rule in rules_of(estate):
        if (
            MATRIX[rule.endpoint] == frozenset({"client"})
            and not rule.arguments
            and "GET" in (rule.methods or ())
        ):
            status, body, location = send(client, "GET", rule.rule)
            assert refused(status, location), f"{rule.rule}: {status}"
            assert not re.search(r"K-anna", body)


def test_one_column_is_for_the_bsn_and_it_is_sealed() -> None:
    found = {
        f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if "bsn" in c.name.lower()
    }
    assert found == {"identity.bsn_sealed"}
