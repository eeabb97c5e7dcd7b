"""Row functions of homework: asking for a step as a part of an act."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from schuldhulp.base import new_id
from schuldhulp.dossier.events import HomeworkAssigned
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.unit_of_work import Act
from schuldhulp.workbook.tables import Homework


def add_homework(doing: Act, dossier: DossierView, step: str, due_on: date, note: str = "") -> Homework:
    """Ask for a step; one that was asked for already gets the new day and note."""
    for old in open_homework(doing, dossier.id, step):
        old.ended_at, old.outcome = doing.now, "withdrawn"
    row = doing.new_row(
        Homework, dossier.id, id=new_id(), step=step, due_on=due_on, assigned_by=doing.actor.person_id,
        assigned_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "note_sealed", note.strip() or None)
    doing.record(
        HomeworkAssigned(step=step, due_on=due_on),
        dossier.id,
        {"note": note.strip()} if note.strip() else None,
    )
    if dossier.mail_allowed:
        for person_id in clients_of(doing.session, doing.municipality_id, dossier.id):
            doing.mail(person_id, "homework", dossier.id, dedupe_key=f"homework:{row.id}:{person_id}")
    return row


def open_homework(doing: Act, dossier_id: UUID, step: str) -> list[Homework]:
    """What is asked of this step now."""
    query = select(Homework).where(
        Homework.municipality_id == doing.municipality_id, Homework.dossier_id == dossier_id,
        Homework.step == step, Homework.ended_at.is_(None),
    )  # fmt: skip
    return list(doing.session.scalars(query))
