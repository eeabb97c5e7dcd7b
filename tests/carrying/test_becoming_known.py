"""Going on under a name: what was chosen is there, and nothing of the rest opens ever again."""

from typing import Any

import pytest
from sqlalchemy import inspect, select, update

from schuldhulp.accounts import queries as accounts
from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.codename.queries import KIND
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.base import Base
from schuldhulp.carrying.actions import Becoming, KnownAlready, go_on_known
from schuldhulp.carrying.parts import Part
from schuldhulp.crypto import Sealed, keyring
from schuldhulp.dossier.chain.rows import TOMBSTONE
from schuldhulp.dossier.tables import Dossier, Event, SearchToken
from schuldhulp.outbox.tables import OutboxMail
from tests.databases import let_rewrite
from tests.security.estate import furnish
from tests.test_cli import run
from tests.web_client import WebClient
from tests.world import World, password_hash

TAKEN = frozenset({Part.MESSAGES, Part.SITUATION})
TOLD = {
    "called": "Mevrouw Nieuw",
    "email": "nieuw@client.example",
    "postcode": "1000AA",
    "mail_allowed": True,
}


def sealed_values(world: World) -> dict[tuple[str, Any, str], tuple[bytes, bytes]]:
    """Every sealed value of anna's dossier by table, row and column: as it is stored, and opened."""
    found = {}
    with world.open() as session:
        ring, dossier_id = keyring(session), world.people["anna"].dossier_id
        for mapper in Base.registry.mappers:
            table: Any = mapper.class_
            if "dossier_id" not in mapper.columns and table is not Dossier:
                continue
            mine = table.id == dossier_id if table is Dossier else table.dossier_id == dossier_id
            for row in session.scalars(select(table).where(mine)):
                for column in [c.key for c in inspect(table).columns]:
                    blob = getattr(row, column) if column.endswith("_sealed") else None
                    if blob is not None and blob[1:17] == dossier_id.bytes:
                        opened = ring.open_bytes(row, column)
                        assert opened is not None
                        found[table.__tablename__, row.id, column] = blob, opened
    return found


@pytest.fixture
def nameless_anna(sqlite_world: World) -> World:
    """Anna with a row of every kind, as somebody who began without a name."""
    furnish(sqlite_world)
    with sqlite_world.open() as session:
        person_id = sqlite_world.people["anna"].person_id
        session.execute(
            update(Person)
            .where(Person.id == person_id)
            .values(
                handle="BCD-234",
                email_token=None,
                email_sealed=None,
                name_sealed=None,
                email_verified_at=None,
            )
        )
        session.execute(update(Credential).where(Credential.person_id == person_id).values(kind=KIND))
        session.execute(
            update(Dossier)
            .where(Dossier.id == sqlite_world.people["anna"].dossier_id)
            .values(without_name=True)
        )
        session.commit()
    return sqlite_world


def go_on(world: World, chosen: frozenset[Part] = TAKEN) -> None:
    with world.open() as session:
        mine = world.dossier(session, "anna")
        go_on_known(
            session, world.people["anna"], world.now, mine, Becoming(**TOLD, chosen=chosen), password_hash()
        )


def test_what_was_not_taken_is_unreadable_and_what_was_taken_reads_as_before(nameless_anna: World) -> None:
    world, anna = nameless_anna, nameless_anna.people["anna"]
    before = sealed_values(world)
    assert len({table for table, _, _ in before}) > 25
    with world.open() as session:
        token = start_session(session, world.now, anna.person_id, [], "elders")
    files = {found.name for found in world.store.objects()}
    go_on(world)
    assert len(files - {found.name for found in world.store.objects()}) == 1
    after = sealed_values(world)
    with world.open() as session:
        ring = keyring(session)
        closed = 0
        for (table, row_id, column), (blob, _) in before.items():
            with pytest.raises(Sealed):
                ring.open_bytes_at(
                    blob,
                    table,
                    column,
                    row_id,
                    municipality_id=anna.municipality_id,
                    dossier_id=anna.dossier_id,
                )
            closed += 1
        assert closed == len(before)
        assert accounts.find_session(session, token, world.now) is None
    same = {key for key in before if key in after and key[2] not in ("called_sealed", "postcode_sealed")}
    assert all(after[key][1] == before[key][1] for key in same)
    kept = {table for table, _, _ in after} - {"dossier", "event"}
    assert {"message", "household_member", "contact", "threat"} <= kept
    assert not kept & ({"debt", "paper", "paper_file", "budget_post", "work_form_entry", "letter"})
    assert not any(b"Winkel K-anna" in opened for _, opened in after.values())


def test_the_event_chain_holds_and_tells_that_it_happened(nameless_anna: World) -> None:
    world = nameless_anna
    go_on(world)
    assert run(world, "keten").exit_code == 0, run(world, "keten").stderr
    with world.open() as session:
        mine = select(Event).where(Event.dossier_id == world.people["anna"].dossier_id).order_by(Event.seq)
        rows = list(session.scalars(mine))
        erased = [row for row in rows if row.kind == TOMBSTONE]
        assert len(erased) > 20 and all(not row.envelope and row.detail_sealed is None for row in erased)
        told = [row.kind for row in rows if row.kind != TOMBSTONE]
        assert told[:2] == ["CodenameBecameKnown", "DossierRegistered"] and "ThreatReported" in told
        assert rows[len(erased)].envelope["carried"] == ["waar-sta-ik", "berichten"]
        let_rewrite(session.connection(), "event")
        session.execute(update(Event).where(Event.seq == erased[3].seq).values(hash=b"0" * 32))
        session.commit()
    assert run(world, "keten").exit_code == 1


def test_pages_of_both_sides_go_on(nameless_anna: World) -> None:
    world = nameless_anna
    go_on(world)
    mine, staff = WebClient(world, "anna"), WebClient(world, "noor")
    for page in (
        "/mijn",
        "/mijn/berichten",
        "/mijn/werkboek",
        "/mijn/schulden",
        "/mijn/papieren",
        "/mijn/tijdlijn",
        "/account",
    ):
        mine.get(page)
    case = staff.get(f"/dossiers/{world.kenmerken['anna']}")
    assert "Mevrouw Nieuw" in case.text and "Verdergegaan met een naam" in case.text
    assert "Zonder naam" not in case.text and "Winkel K-anna" not in case.text


def test_the_account_is_registered_and_the_clocks_start(nameless_anna: World) -> None:
    world, anna = nameless_anna, nameless_anna.people["anna"]
    go_on(world)
    with world.open() as session:
        ring = keyring(session)
        person = session.get_one(Person, anna.person_id)
        assert (person.handle, ring.open(person, "email_sealed")) == (None, TOLD["email"])
        kinds = session.scalars(select(Credential.kind).where(Credential.person_id == anna.person_id))
        assert list(kinds) == ["password"]
        row = session.get_one(Dossier, (anna.municipality_id, anna.dossier_id))
        assert not row.without_name and row.past_online == "open" and row.mail_allowed
        assert row.first_talk_due is not None and row.first_talk_due > row.clock_started_on
        to_me = (
            select(OutboxMail.template)
            .where(OutboxMail.person_id == anna.person_id)
            .order_by(OutboxMail.id.desc())
        )
        assert session.scalars(to_me).first() == "verify_email"
        words = set(
            session.scalars(select(SearchToken.token).where(SearchToken.dossier_id == anna.dossier_id))
        )
        assert ring.token(anna.municipality_id, "nieuw") in words
        assert (
            ring.token(anna.municipality_id, "k") not in words
            and ring.token(anna.municipality_id, "anna") not in words
        )
        session.close()
        with pytest.raises(KnownAlready):
            go_on(world)
