"""Bringing a package along: it waits, sealed, until somebody looked at what comes with it; then it is one act."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.budget.rows import add_post
from schuldhulp.debts.rows import add_debt
from schuldhulp.documents.files import SafeFile
from schuldhulp.documents.rows import add_file, add_paper, mark
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import TakenIn
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Dossier
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.storage.attached import Kept, laid_in
from schuldhulp.takein.offered import Offered, Person
from schuldhulp.takein.package import Package
from schuldhulp.takein.tables import TakeIn
from schuldhulp.unit_of_work import Act, FormToken, act
from schuldhulp.workbook.queries import read_stored
from schuldhulp.workbook.rows import save_answer
from schuldhulp.workbook.tables import HouseholdMember

SOURCE = "meegenomen"


class AlreadyTaken(Refused):
    """The package was taken over before."""

    sentence = "Dit pakket is al overgenomen."


def stage(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, data: bytes, package: Package, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Keep a package that passed every check, sealed, until it is taken over or thrown away. Gives its id.

    It takes the place of one that waited: of these large files a dossier holds one at a time.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "dossier:take_in")
        waiting = delete(TakeIn).where(
            TakeIn.municipality_id == doing.municipality_id,
            TakeIn.dossier_id == dossier.id,
            TakeIn.taken_at.is_(None),
        )
        session.execute(waiting.execution_options(synchronize_session=False))
        row = doing.new_row(
            TakeIn, dossier.id, source=package.source, made_at=package.made_at, digest=package.digest, counts={},
            brought_at=now, brought_by_role=doing.actor.writes_as, version=1,
        )  # fmt: skip
        doing.keyring.seal(row, "staged_sealed", data)
    return row.id


def throw_away(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    take_in_id: UUID,
    *,
    form: FormToken | None = None,
) -> None:
    """Throw away a package that waits. Raises NotYours, AlreadyTaken."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "dossier:take_in")
        session.delete(_waiting(doing, take_in_id, dossier.id))


def take_in(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, take_in_id: UUID, offered: Offered,
    clean: Mapping[str, SafeFile], *, form: FormToken | None = None,
) -> dict[str, int]:  # fmt: skip
    """Take everything over in one act; `clean` are the files by their place in the package, made safe before.

    A step that was answered here stays as it is. Gives how much came along. Raises NotYours, AlreadyTaken, StoreFailed.
    """
    paths = [path for paper in offered.papers for _, path in paper.files if path in clean]
    with (
        laid_in(session, [clean[path].content for path in paths]) as kept,
        act(session, actor, now, form=form) as doing,
    ):
        row = doing.dossier(dossier.id, "dossier:take_in")
        brought = _waiting(doing, take_in_id, dossier.id)
        for person in offered.people:
            _add_person(doing, dossier.id, person)
        session.flush()
        steps = _add_steps(doing, row, offered)
        for post, step in offered.posts:
            add_post(doing, dossier.id, post, step, source=SOURCE, together=True)
        for debt in offered.debts:
            add_debt(doing, row, dossier, debt)
        files = _add_papers(doing, dossier, offered, clean, dict(zip(paths, kept, strict=True)))
        counts = {**offered.counts, "stappen": steps, "bestanden": files}
        brought.counts, brought.taken_at, brought.version = counts, now, brought.version + 1
        brought.staged_sealed = None
        doing.record(
            TakenIn(
                take_in_id=brought.id, steps=steps, debts=len(offered.debts), amounts=len(offered.posts),
                papers=len(offered.papers),
            ),
            dossier.id,
            {"note": f"Meegenomen uit {brought.source}"},
        )  # fmt: skip
    return counts


def _waiting(doing: Act, take_in_id: UUID, dossier_id: UUID) -> TakeIn:
    row = doing.row(TakeIn, take_in_id, dossier_id)
    if row.taken_at is not None:
        raise AlreadyTaken
    if row.staged_sealed is None:
        raise NotYours
    return row


def _add_person(doing: Act, dossier_id: UUID, person: Person) -> None:
    row = doing.new_row(
        HouseholdMember, dossier_id, id=new_id(), kind=person.kind, birth_year=person.birth_year,
        days_a_week=person.days_a_week, has_income=person.has_income, open_answers={},
        added_by_role=doing.actor.writes_as, version=1,
    )  # fmt: skip
    doing.keyring.seal(row, "name_sealed", person.name or None)


def _add_steps(doing: Act, row: Dossier, offered: Offered) -> int:
    answered = read_stored(doing.session, doing.municipality_id, row.id)
    new = [(slug, record) for slug, record in offered.steps.items() if slug not in answered]
    for slug, record in new:
        save_answer(doing, row, slug, record)
    return len(new)


def _add_papers(
    doing: Act,
    dossier: DossierView,
    offered: Offered,
    clean: Mapping[str, SafeFile],
    kept: Mapping[str, Kept],
) -> int:
    levels, opening, files = dossier.municipality.levels, dossier.municipality.opening, 0
    for paper in offered.papers:
        row = add_paper(doing, dossier.id, kind=paper.kind, label=paper.label)
        there = [(name, path) for name, path in paper.files if path in clean]
        for place, (name, path) in enumerate(there):
            add_file(doing, row, name, clean[path], kept[path], place=place)
        files += len(there)
        if there:
            due = reply_due(doing.now, levels, opening)
            mark(doing, row, "received", how="photo", file=True, reply_due_at=due)
    return files
