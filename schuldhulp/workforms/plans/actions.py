"""Saying how an als-dan plan went."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import PlanReported
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act
from schuldhulp.workforms.rows import own_entry
from schuldhulp.workforms.tables import IfThenPlan, PlanReport

AGAIN_AFTER = timedelta(days=7)


class PlanOver(Refused):
    """The plan was ended already."""

    sentence = "Dit plan is al klaar."


class Outcome(StrEnum):
    """How a plan went; each is as good an answer as the other."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NO_CHANCE = "no_chance"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "done": "Het is gelukt", "partly": "Een deel is gelukt", "not_done": "Het is er niet van gekomen",
            "no_chance": "Het moment kwam nog niet",
        }[self.value]  # fmt: skip


class Next(StrEnum):
    """What happens with a plan after that."""

    KEEP = "keep"
    STOP = "stop"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "keep": "Ik houd dit plan. Vraag er over een week nog eens naar",
            "stop": "Ik ben klaar met dit plan",
        }[self.value]


def tell_how_it_went(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, plan_id: UUID, outcome: Outcome,
    then: Next, words: str = "", *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep how a plan went; it is asked after again in a week, or ends. Raises NotYours, PlanOver."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:write")
        plan = doing.row(IfThenPlan, plan_id, dossier.id)
        own_entry(doing, dossier.id, plan.entry_id)
        if plan.ended_at is not None:
            raise PlanOver
        report = doing.new_row(
            PlanReport, dossier.id, id=new_id(), plan_id=plan.id, outcome=outcome.value, reported_at=now
        )
        doing.keyring.seal(report, "words_sealed", words.strip() or None)
        plan.version += 1
        if then is Next.STOP:
            plan.ended_at = now
        else:
            plan.ask_on = local_date(now) + AGAIN_AFTER
        doing.record(PlanReported(plan_id=plan.id, outcome=outcome.value), dossier.id)
