"""What can be done with the check of schemes: fill in what the dossier asks nowhere else."""

from datetime import datetime

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.changes import change_line
from schuldhulp.messages.rows import announce_change
from schuldhulp.schemes.given import Answers
from schuldhulp.schemes.tables import SchemeAnswers
from schuldhulp.unit_of_work import FormToken, act


def tell_schemes(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: Answers, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep the answers of the check; None gives the place back to the dossier.

    `told.version` is the version that was changed, 0 for none. Raises Conflict.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        row = doing.only_row(SchemeAnswers, dossier.id, version=told.version)
        added = row is None
        if row is None:
            row = doing.new_row(
                SchemeAnswers, dossier.id, id=new_id(), version=0, changed_at=now, changed_by=actor.person_id,
                changed_by_role=str(actor.role),
            )  # fmt: skip
        wanted = {
            "age_group": told.age_group.value if told.age_group else None,
            "home": told.home.value if told.home else None, "year_income_cents": told.year_income_cents,
            "housemates_income_cents": told.housemates_income_cents, "bare_rent_cents": told.bare_rent_cents,
            "assets_cents": told.assets_cents,
        }  # fmt: skip
        changed = {
            name: [getattr(row, name), value] for name, value in wanted.items() if getattr(row, name) != value
        }
        if not changed and not added:
            return
        for name, value in wanted.items():
            setattr(row, name, value)
        row.version += 1
        row.changed_at, row.changed_by_role = now, str(actor.role)
        if actor.person_id is not None:
            row.changed_by = actor.person_id
        change = "added" if added else "changed"
        doing.record(
            RowChanged(table="scheme_answers", row_id=row.id, change=change), dossier.id, {"changed": changed}
        )
        announce_change(doing, dossier.id, change_line("wat nodig is om toeslagen te schatten", change))
