"""Changing keys: nothing is lost or shut while it happens, and nothing is left under the old key."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from schuldhulp import create_app
from schuldhulp.crypto import Sealed, attach_keyring, keyring
from schuldhulp.dossier.tables import Dossier, DossierKey
from schuldhulp.extensions import db
from schuldhulp.keys import actions
from schuldhulp.keys.queries import left_under
from schuldhulp.messages.actions import send_message
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Membership, MunicipalityKey
from schuldhulp.sealed_file import master_key_id
from schuldhulp.tenancy import EVERYWHERE, look_in
from schuldhulp.unit_of_work import open_write
from tests.world import MASTER, World, config

NEW = bytes(range(101, 133))


@contextmanager
def opened(world: World, *masters: bytes) -> Iterator[Session]:
    """A session of a process that knows these master keys."""
    with sessionmaker(world.engine, expire_on_commit=False)() as session:
        attach_keyring(session, *masters)
        look_in(session, EVERYWHERE)
        yield session


def readable(world: World, *masters: bytes) -> list[str]:
    """What every dossier and every member of staff is called, opened."""
    with opened(world, *masters) as session:
        ring = keyring(session)
        called = [
            ring.open(row, "called_sealed") for row in session.scalars(select(Dossier).order_by(Dossier.id))
        ]
        staff = session.scalars(select(Membership).order_by(Membership.id))
        names = [ring.open(row, "name_sealed") for row in staff]
    return [name or "" for name in called + names]


def sleutels(world: World, *words: str, master: bytes = MASTER, before: bytes | None = None) -> Result:
    told = {"MASTER_KEY": base64.b64encode(master).decode()}
    if before is not None:
        told["MASTER_KEY_BEFORE"] = base64.b64encode(before).decode()
    app = create_app(config(world.url, world.data, **told))
    done: Result = app.test_cli_runner().invoke(args=["sleutels", *words])
    with app.app_context():
        db.engine.dispose()
    return done


def under_master(world: World, master: bytes) -> int:
    with opened(world, MASTER) as session:
        query = select(func.count()).select_from(MunicipalityKey)
        return session.scalar(query.where(MunicipalityKey.master_key_id == master_key_id(master))) or 0


def test_a_new_master_key_takes_over_and_the_old_one_opens_nothing(world: World) -> None:
    before = readable(world, MASTER)
    assert len(before) > 10 and all(before)
    assert readable(world, NEW, MASTER) == before, (
        "a process that was started again reads on before the change"
    )
    done = sleutels(world, "wissel", master=NEW, before=MASTER)
    assert done.exit_code == 0, done.stderr
    assert (under_master(world, MASTER), under_master(world, NEW)) == (0, 4)
    assert readable(world, NEW) == readable(world, NEW, MASTER) == before
    with pytest.raises(Sealed):
        readable(world, MASTER)
    assert sleutels(world, "wissel", master=NEW).exit_code == 0, "a second time changes nothing"


def test_a_wrong_master_key_changes_nothing(world: World) -> None:
    done = sleutels(world, "wissel", master=NEW)
    assert done.exit_code == 2 and "niets kwijt" in done.stderr
    assert under_master(world, MASTER) == 4


def test_a_municipality_gets_another_key_and_the_other_keeps_its_own(world: World) -> None:
    ours, theirs = world.municipalities["voorbeeldstad"], world.municipalities["lindewaard"]
    before, kept = readable(world, MASTER), keys_of(world, theirs)
    old = keys_of(world, ours)["seal"]
    done = sleutels(world, "wissel", "--gemeente", "voorbeeldstad", "--wacht", "0")
    assert done.exit_code == 0, done.stderr
    assert "0 onder de oude" in done.stdout
    assert keys_of(world, ours)["seal"] != old and keys_of(world, theirs) == kept
    with opened(world, MASTER) as session:
        assert list(left_under(session, ours, old)) == []
        assert session.get(MunicipalityKey, (ours, old)) is None
    assert readable(world, MASTER) == before
    with world.open() as session:
        send_message(session, world.people["anna"], world.now, world.dossier(session, "anna"), "Na de wissel")
        row = session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert keyring(session).open(row, "body_sealed") == "Na de wissel"


def keys_of(world: World, municipality_id: UUID) -> dict[str, UUID]:
    with opened(world, MASTER) as session:
        query = select(MunicipalityKey).where(MunicipalityKey.municipality_id == municipality_id)
        return {
            row.purpose: row.id for row in session.scalars(query.where(MunicipalityKey.retired.is_(False)))
        }


def test_a_change_that_was_broken_off_goes_on_and_what_is_written_meanwhile_is_taken_along(
    world: World,
) -> None:
    ours, before = world.municipalities["voorbeeldstad"], readable(world, MASTER)
    with opened(world, MASTER) as late, opened(world, MASTER) as session:
        member = late.scalars(select(Membership).where(Membership.municipality_id == ours)).first()
        assert member is not None
        keyring(late).open(member, "name_sealed")  # this answer began under the old key
        late.close()
        old = actions.retire_key(session, ours)
        actions.rewrap_dossiers(session, ours, old)  # and here the process is killed
        assert readable(world, MASTER) == before, "two keys side by side"
        session.close()
        open_write(late, ours)
        member = late.get_one(Membership, (ours, member.id))
        keyring(late).seal(member, "intro_sealed", "Onder de oude sleutel")
        late.commit()
        assert session.scalar(select(func.count()).select_from(DossierKey)) == 3
        session.close()
        assert not actions.end_key(session, ours, old), "the old key stays while something is under it"
    assert sleutels(world, "wissel", "--gemeente", "voorbeeldstad", "--wacht", "0").exit_code == 0
    assert readable(world, MASTER) == before
    with opened(world, MASTER) as session:
        assert list(left_under(session, ours, old)) == []
        member = session.scalars(select(Membership).where(Membership.intro_sealed.is_not(None))).one()
        assert keyring(session).open(member, "intro_sealed") == "Onder de oude sleutel"
