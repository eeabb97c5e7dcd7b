"""Files in the store and rows in the database are the same set; what is left over on either side is found."""

import os

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.documents import actions
from schuldhulp.documents.files import NamedFile, SafeFile
from schuldhulp.documents.keeping.actions import drop_orphans, move_to_store
from schuldhulp.documents.keeping.queries import compare, in_the_database, stored_files
from schuldhulp.documents.keeping.rows import forget_files
from schuldhulp.documents.tables import PaperFile
from schuldhulp.refusals import NotYours
from schuldhulp.storage.attached import keep, let_go
from schuldhulp.storage.sealing import Damaged
from schuldhulp.unit_of_work import act
from tests.world import World


def hand_in(world: World, session: Session, *contents: bytes, who: str = "anna") -> None:
    mine = (session, world.people[who], world.now, world.dossier(session, who))
    paper = actions.list_paper(*mine, kind="rent")
    files = [SafeFile("application/pdf", content, "pdf", 1) for content in contents]
    actions.hand_in(*mine, paper, [NamedFile(f"K-{n}.pdf", file) for n, file in enumerate(files)])


def names(world: World) -> set[str]:
    return {found.name for found in world.store.objects()}


def test_all_files_of_a_dossier_are_listed_opened_and_forgotten(world: World) -> None:
    with world.open() as session:
        hand_in(world, session, b"%PDF een", b"%PDF twee")
        hand_in(world, session, b"%PDF van berend", who="berend")
        system = system_actor(world.municipalities["voorbeeldstad"])
        dossier_id = world.people["anna"].dossier_id
        assert dossier_id is not None
        for actor in (world.people["anna"], system):
            found = stored_files(session, actor, dossier_id)
            assert [file.name for file in found] == ["K-0.pdf", "K-1.pdf"]
            assert [b"".join(file.open()) for file in found if file.open] == [b"%PDF een", b"%PDF twee"]
        assert stored_files(session, world.people["berend"], dossier_id) == []
        session.close()
        with act(session, system, world.now) as doing:
            gone = forget_files(doing, dossier_id)
        let_go(session, gone)
        assert len(gone) == 2 and len(names(world)) == 1
        assert stored_files(session, system, dossier_id) == []


def test_an_act_that_fails_leaves_no_file_and_a_kill_leaves_one_that_is_found(world: World) -> None:
    with world.open() as session:
        mine = (session, world.people["anna"], world.now, world.dossier(session))
        hand_in(world, session, b"%PDF blijft")
        there = names(world)
        file = SafeFile("application/pdf", b"%PDF", "pdf", 1)
        with pytest.raises(NotYours):
            actions.hand_in(*mine, world.municipalities["lindewaard"], [NamedFile("a.pdf", file)])
        assert names(world) == there
        young, old = keep(world.store, [b"just now"]), keep(world.store, [b"of a killed process"])
        for path in world.store.root.rglob(old.name):
            os.utime(path, (0, 0))
        (row,) = session.scalars(select(PaperFile)).all()
        session.close()
        found = compare(session, world.store, world.now)
        assert (found.files, found.orphans, found.lost) == (1, (old.name,), ())
        session.close()
        drop_orphans(session, found.orphans)
        assert names(world) == there | {young.name}
        world.store.drop(row.stored_as or "")
        assert compare(session, world.store, world.now).lost == ((row.municipality_id, row.id),)


def test_a_changed_file_is_not_given(world: World) -> None:
    with world.open() as session:
        hand_in(world, session, b"%PDF echt")
        (row,) = session.scalars(select(PaperFile)).all()
        (path,) = world.store.root.rglob(row.stored_as or "")
        path.write_bytes(path.read_bytes()[:-1] + b"\x00")
        actor = world.people["anna"]
        (file,) = stored_files(session, actor, row.dossier_id)
        assert file.open is not None
        with pytest.raises(Damaged):
            file.open()


def test_a_file_of_before_the_store_is_read_and_moves_into_it(world: World) -> None:
    with world.open() as session:
        hand_in(world, session, b"%PDF oud")
        (row,) = session.scalars(select(PaperFile)).all()
        ring = session.info["keyring"]
        sealed = ring.seal_at(b"%PDF oud", "paper_file", "content_sealed", row.id,
                              municipality_id=row.municipality_id, dossier_id=row.dossier_id)  # fmt: skip
        world.store.drop(row.stored_as or "")
        session.execute(update(PaperFile).values(content_sealed=sealed, stored_as=None, key_sealed=None))
        session.commit()
    with world.open() as session:
        actor = world.people["anna"]
        for moved in (True, False):
            (file,) = stored_files(session, actor, row.dossier_id)
            assert file.open is not None and b"".join(file.open()) == b"%PDF oud"
            assert len(in_the_database(session)) == moved
            session.close()
            assert move_to_store(session, row.municipality_id, row.id) is moved
            session.expire_all()
            session.close()
        assert len(names(world)) == 1
