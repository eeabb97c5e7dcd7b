"""What can be done about an opening: saying in one's own words why, and telling team leads of what is odd."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, system_actor
from schuldhulp.dossier.events import OpenedForOtherReason
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act

MOST_WORDS = 300
ODD, WEEK = "odd_openings", "openings_week"


class NoReasonGiven(Refused):
    """Another reason, without the reason."""

    sentence = "Schrijf in een paar woorden waarom u dit dossier opent."


def give_other_reason(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier_id: UUID,
    words: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Keep a reason that is not on the list, sealed; also of a closed dossier. Raises NoReasonGiven, NotYours."""
    said = " ".join(words.split())[:MOST_WORDS]
    if not said:
        raise NoReasonGiven
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier_id, "inbox:read", closed_too=True)
        doing.record(OpenedForOtherReason(), dossier_id, {"reason": said})


def tell_leads(
    session: Session, now: datetime, municipality_id: UUID, kind: str, slot: str, persons: Iterable[UUID]
) -> int:
    """Mail team leads once a slot that there is something about openings; says nothing of what. Gives how many."""
    told = 0
    with act(session, system_actor(municipality_id), now) as doing:
        # Held, so that two processes that find the same in the same minute do not both mail.
        session.execute(select(Municipality.id).where(Municipality.id == municipality_id).with_for_update())
        for person_id in persons:
            key = f"{kind}:{slot}:{person_id}"
            known = select(OutboxMail.id).where(
                OutboxMail.municipality_id == municipality_id, OutboxMail.dedupe_key == key
            )
            if session.scalar(known) is None:
                doing.mail(person_id, kind, dedupe_key=key)
                told += 1
    return told
