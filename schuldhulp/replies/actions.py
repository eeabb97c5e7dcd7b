"""What a counsellor does from the reply page besides sending: answer about help online, mark steps as seen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.appointments.rows import talk_stands
from schuldhulp.dossier.events import OnlineAnswered, PhaseChanged, StepReviewed
from schuldhulp.dossier.phases import CaseFacts, Phase, check, transition
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.origin import Origin
from schuldhulp.messages.rows import add_message, check_reply, forget_draft
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.replies.composing import ONLINE_NO, ONLINE_YES
from schuldhulp.unit_of_work import FormToken, act
from schuldhulp.workbook.tables import StepAnswer


class OnlineAlreadyAnswered(Refused):
    """Somebody answered whether help online fits, before."""

    sentence = (
        "De vraag of online past is al beantwoord. Uw tekst staat er nog; u kunt hem als bericht sturen."
    )


def answer_online(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, fits: bool, body: str, *,
    origin: Origin | None = None, minutes: int | None = None, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Answer 'past online bij u?' with a message, as one act. The legal clock of the first talk runs on.

    Yes starts the dossier online; no sends it along the ordinary route. Raises OnlineAlreadyAnswered,
    NothingWritten, NotYours, DossierClosedForWriting.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "phase:change")
        if row.past_online != "open":
            raise OnlineAlreadyAnswered
        row.past_online = ONLINE_YES if fits else ONLINE_NO
        row.version += 1
        doing.record(OnlineAnswered(fits=fits, talk_stands=talk_stands(doing, dossier)), dossier.id)
        if row.phase == Phase.AANMELDING:
            way = transition(Phase.AANMELDING, Phase.ONLINE_GESTART if fits else Phase.GEWONE_ROUTE)
            check(way, CaseFacts(past_online=fits))
            row.phase = way.target.value
            changed = PhaseChanged(from_phase=way.source.value, to_phase=way.target.value, transition=way.act)
            doing.record(changed, dossier.id)
        check_reply(doing, dossier, body)
        message = add_message(doing, dossier, body, origin=origin, minutes=minutes)
        forget_draft(doing, dossier.id)
    return message.id


def review_steps(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, steps: Sequence[str], *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Mark finished steps as seen; with all of them seen it is no longer our turn for a step.

    Raises NotYours for a step that has no answer here.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "step:review")
        query = select(StepAnswer).where(
            StepAnswer.municipality_id == doing.municipality_id, StepAnswer.dossier_id == dossier.id,
            StepAnswer.step.in_(steps),
        )  # fmt: skip
        found = {row.step: row for row in session.scalars(query)}
        if not steps or set(steps) - set(found):
            raise NotYours
        for slug in dict.fromkeys(steps):
            found[slug].reviewed_at = now
            doing.record(StepReviewed(step=slug), dossier.id)
