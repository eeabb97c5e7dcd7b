"""What can be done in the werkboek: answer, leave for later, say that it does not work, keep a draft, homework."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.crisis.rows import raise_signal_elsewhere
from schuldhulp.crypto import keyring
from schuldhulp.dossier.events import HomeworkMoved, RowChanged, StepPostponed, StepStuck
from schuldhulp.dossier.facts import Mark
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.steps import STEP
from schuldhulp.messages.rows import announce_change
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act, open_write, was_handled
from schuldhulp.workbook.rows import (
    end_homework,
    forget_draft,
    mark_step,
    promise,
    save_answer,
    tell_threats,
    tells_threats,
)
from schuldhulp.workbook.tables import Homework, HouseholdMember, StepDraft

_MAX_DRAFT = 100_000


class HomeworkOver(Refused):
    """The homework was done or withdrawn already."""

    sentence = "Deze opdracht is al klaar."


def answer_step(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, slug: str, record: Any, *,
    version: int | None = None, stopped: bool = False, alongside: Callable[[Act], None] | None = None,
    form: FormToken | None = None,
) -> Mark:  # fmt: skip
    """Keep the answers of a step; a threat told in them goes out as an alarm, homework for it ends.

    `stopped`: the client stops half-way, so the step stays begun. `alongside` adds rows in the same act. Gives the
    mark. Raises Conflict, NotYours, DossierClosedForWriting.
    """
    with act(session, actor, now, form=form) as doing:
        held = doing.locked(dossier.id, "step:answer")
        if alongside:
            alongside(doing)
            session.flush()
        kept = save_answer(
            doing, held, slug, record, state=Mark.BEGUN if stopped else None, version=version,
            reply_due_at=promise(doing, dossier.municipality),
        )  # fmt: skip
        if tells_threats(slug):
            row = doing.dossier(dossier.id, "step:answer")  # a threat moves the day of its first talk
            tell_threats(doing, row, dossier.municipality, record)
        if kept.mark is Mark.DONE and kept.homework_waits:
            end_homework(doing, dossier.id, slug, "done")
    return kept.mark


def postpone_step(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    slug: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Leave a step for later; what was answered in it stays."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "step:answer")
        mark_step(doing, row, slug, Mark.LATER)
        doing.record(StepPostponed(step=slug), dossier.id)


def report_stuck(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, slug: str, *,
    why: str = "", wish: str = "", form: FormToken | None = None,
) -> None:  # fmt: skip
    """ "Het lukt niet": the client's days stop (never a legal term), and it is the counsellor's turn.

    `why` and `wish` (phone, desk, visit, paper, skip) may stay empty; the words are sealed.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "step:answer")
        kept = mark_step(doing, row, slug, Mark.STUCK)
        said = {name: text for name, text in (("why", why), ("wish", wish)) if text}
        doing.keyring.seal(kept, "stuck_sealed", json.dumps(said, ensure_ascii=False))
        doing.record(
            StepStuck(step=slug, reply_due_at=promise(doing, dossier.municipality)), dossier.id, said
        )
        raise_signal_elsewhere(doing, dossier.id, slug, [why])


def save_draft(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, slug: str,
    typed: Mapping[str, Sequence[str]], *, last_field: str = "", version: int | None = None, of_form: str = "",
) -> bool:  # fmt: skip
    """Keep what somebody typed in a step, per person: no act, nobody else reads it. Gives whether it was kept.

    `typed` is as the form posts it, `last_field` the question they were at, `version` the answer it was made from,
    `of_form` the token of its form: a draft that comes in after its form was handled is old and dropped.
    """
    kept = json.dumps(
        {"typed": {k: list(v) for k, v in typed.items()}, "last": last_field, "version": version},
        ensure_ascii=False,
    )
    if len(kept) > _MAX_DRAFT:
        return False
    open_write(session, dossier.municipality_id)
    if of_form and was_handled(session, actor, dossier.municipality_id, of_form):
        session.rollback()
        return False
    row = session.get(StepDraft, (dossier.municipality_id, dossier.id, slug, actor.person_id))
    if row is None:
        row = StepDraft(
            municipality_id=dossier.municipality_id, dossier_id=dossier.id, step=slug, person_id=actor.person_id,
            id=new_id(),
        )  # fmt: skip
    keyring(session).seal(row, "typed_sealed", kept)
    row.saved_at = now
    session.add(row)
    session.commit()
    return True


def forget_typed(session: Session, actor: Actor, now: datetime, dossier: DossierView, slug: str) -> None:
    """Forget one's own unsent answers of a step, or those of a line that were sent."""
    with act(session, actor, now) as doing:
        forget_draft(doing, doing.dossier(dossier.id, "step:answer"), slug)


def order_steps(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, order: Sequence[str], *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep the client's own order of steps, first to do first; empty goes back to ours. No event: nothing was told."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "step:order")
        row.step_order = [slug for slug in dict.fromkeys(order) if slug in STEP]


def show_successes(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, shown: bool, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say whether the client wants to read what a step gave, and what was done."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:order").successes_shown = shown


def choose_register(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, register: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say how the client wants to be addressed in what we write: `u` or `je`."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:order").register = "je" if register == "je" else "u"


def move_homework(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, homework_id: UUID, *,
    form: FormToken | None = None,
) -> date:  # fmt: skip
    """ "Meer tijd": the date of homework moves by the client's own days, counted from now or from the old date."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:answer")
        row = doing.row(Homework, homework_id, dossier.id)
        if row.ended_at is not None:
            raise HomeworkOver
        days = timedelta(days=dossier.municipality.levels.client_days)
        row.due_on = max(row.due_on, local_date(now)) + days
        doing.record(HomeworkMoved(step=row.step, due_on=row.due_on), dossier.id)
    return row.due_on


def add_household_member(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, kind: str, name: str = "",
    birth_year: int | None = None, days_a_week: int | None = None, has_income: bool | None = None,
    open_answers: Mapping[str, str] | None = None, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Add somebody who lives with the client. `kind`: partner, child or adult."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:answer")
        row = doing.new_row(
            HouseholdMember, dossier.id, kind=kind, birth_year=birth_year, days_a_week=days_a_week,
            has_income=has_income, open_answers=dict(open_answers or {}),
            added_by_role=actor.writes_as, version=1,
        )  # fmt: skip
        doing.keyring.seal(row, "name_sealed", name or None)
        _member_changed(doing, dossier.id, row, "added")
    return row.id


def change_household_member(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, member_id: UUID, *, version: int | None,
    kind: str, name: str = "", birth_year: int | None = None, days_a_week: int | None = None,
    has_income: bool | None = None, open_answers: Mapping[str, str] | None = None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change somebody on the list. Raises Conflict, NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:answer")
        row = doing.row(HouseholdMember, member_id, dossier.id, version=version)
        row.kind, row.birth_year, row.days_a_week, row.has_income = kind, birth_year, days_a_week, has_income
        row.open_answers, row.version = dict(open_answers or {}), row.version + 1
        doing.keyring.seal(row, "name_sealed", name or None)
        _member_changed(doing, dossier.id, row, "changed")


def remove_household_member(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, member_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take somebody off the list; it can be undone."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:answer")
        _mark_member(doing, doing.row(HouseholdMember, member_id, dossier.id), removed=True)


def restore_household_member(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, member_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put somebody back on the list."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:answer")
        _mark_member(doing, doing.row(HouseholdMember, member_id, dossier.id), removed=False)


def _mark_member(doing: Act, row: HouseholdMember, *, removed: bool) -> None:
    row.removed_at, row.version = (doing.now if removed else None), row.version + 1
    _member_changed(doing, row.dossier_id, row, "removed" if removed else "restored")


def _member_changed(doing: Act, dossier_id: UUID, row: HouseholdMember, change: str) -> None:
    doing.record(
        RowChanged(table="household_member", row_id=row.id, change=change, step="thuis", code=row.kind),
        dossier_id,
    )
    announce_change(doing, dossier_id, "de lijst van wie er bij u wonen is veranderd.")
