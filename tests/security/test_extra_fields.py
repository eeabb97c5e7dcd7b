"""Fields that no form has, named after the columns of every table, change nothing beyond what the form itself does."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Boolean, Date, Integer, LargeBinary, Uuid, select

from schuldhulp.access import Role
from schuldhulp.base import Base, UtcDateTime
from schuldhulp.crypto import keyring
from schuldhulp.every_table import metadata
from tests.security.canaries import ID, LAST, chosen_in, fetch, forms_on, pages_of
from tests.security.estate import furnish, rows_by_kind
from tests.security.foreign_ids import mixed, state_of
from tests.web_client import WebClient, _fields
from tests.world import World

MARK, NUMBER, DAY = "kanarie-veld", 424_242, "1999-09-09"
# The form of a paper has a name for it, which the short form on the list does not show: the sender's own words.
OWN_WORDS = {"paper.label_sealed"}
POWERS = (
    "person",
    "membership",
    "participation",
    "municipality",
    "credential",
    "municipality_key",
    "platform_key",
)


def extra_fields(world: World) -> dict[str, str]:
    """One field for each column there is, with a value that can be found again or that gives power."""
    chris = world.people["chris"]
    known = {
        "municipality_id": str(chris.municipality_id), "dossier_id": str(chris.dossier_id),
        "role": Role.PLATFORM_ADMIN.value,
        "person_id": str(world.people["petra"].person_id), "author": "system", "kenmerk": world.kenmerken["chris"],
    }  # fmt: skip
    found: dict[str, str] = {}
    for table in metadata.sorted_tables:
        for column in table.columns:
            kind = column.type
            value = MARK
            if isinstance(kind, Boolean):
                value = "1"
            elif isinstance(kind, Integer):
                value = str(NUMBER)
            elif isinstance(kind, Date | UtcDateTime):
                value = DAY
            elif isinstance(kind, Uuid):
                value = str(chris.dossier_id)
            found[column.name] = known.get(column.name, value)
            found[column.name.removesuffix("_sealed")] = found[column.name]
    return found


def press_every_form(world: World, role: str, who: str) -> int:
    """Send each form of each page of a role once, with all the extra fields; how many were taken."""
    client, extra, done, taken = WebClient(world, who), extra_fields(world), set[str](), 0
    elsewhere = [f"/dossiers/{kenmerk}/" for whose, kenmerk in world.kenmerken.items() if whose != "anna"]
    for page in [address for addresses in pages_of(world, role) for address in addresses]:
        answer = fetch(client, page)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for action, form in forms_on(page, answer.text):
            kind = ID.sub("", action.split("?")[0])
            # A list over all dossiers has forms of others that are theirs too: those change another dossier rightly.
            if kind in done or any(end in kind for end in LAST) or action.startswith(tuple(elsewhere)):
                continue
            done.add(kind)
            fields: dict[str, Any] = _fields(form)
            fields |= chosen_in(form, fields)
            own = {name for node in form.iter() if (name := node.get("name"))}
            more = {name: value for name, value in extra.items() if name not in own}
            with client._clock():
                sent = client.http.post(
                    action, data={**more, **fields, "token": uuid4().hex}, base_url="http://localhost"
                )
            assert sent.status_code < 500, action
            taken += sent.status_code in (200, 204, 303)
    return taken


def stored_marks(world: World) -> list[str]:
    """Where a value of the extra fields stands now, in the open or sealed."""
    wrong = []
    with world.open() as session:
        ring = keyring(session)
        for mapper in Base.registry.mappers:
            columns = [c for c in mapper.columns if not isinstance(c.type, LargeBinary)]
            sealed = [c.key for c in mapper.columns if c.key.endswith("_sealed")]
            for row in session.scalars(select(mapper.class_)):
                plain = {c.key: str(getattr(row, c.key)) for c in columns}
                texts = plain | {
                    name: (ring.open_bytes(row, name) or b"").decode("utf-8", "replace")
                    for name in sealed
                    if mapper.local_table.name != "paper_file"
                }
                wrong += [
                    f"{mapper.local_table.name}.{name}"
                    for name, text in texts.items()
                    if any(mark in text for mark in (MARK, str(NUMBER), DAY))
                ]
    return wrong


def powers(world: World) -> dict[str, list[str]]:
    """Who is who and may what; that somebody came in once more and looked at their ways in is no power."""
    tables = {name: [c for c in metadata.tables[name].c if c.name != "ways_known_at"] for name in POWERS}
    with world.engine.connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
            for name, columns in tables.items()
        }


@pytest.mark.parametrize(
    ("role", "who", "least"),
    [("client", "anna", 25), ("counsellor", "noor", 25), ("municipality_admin", "ada", 5)],
)
def test_an_extra_field_has_no_effect(sqlite_world: World, role: str, who: str, least: int) -> None:
    world = sqlite_world
    furnish(world)
    world.app.config["WTF_CSRF_ENABLED"] = False
    assert stored_marks(world) == []
    before = powers(world)
    others = {whose: state_of(world, whose) for whose in ("berend", "chris")}
    foreign = [one for whose in others for ids in rows_by_kind(world, whose).values() for one in ids]
    assert press_every_form(world, role, who) >= least
    assert set(stored_marks(world)) <= OWN_WORDS
    assert mixed(world, "anna", foreign) == []
    now = {whose: state_of(world, whose) for whose in others}
    assert [sorted(set(now[whose]) ^ set(others[whose])) for whose in others] == [[], []]
    after = powers(world)
    changed = {name for name in POWERS if after[name] != before[name]}
    assert changed <= ({"municipality"} if role == "municipality_admin" else set())
