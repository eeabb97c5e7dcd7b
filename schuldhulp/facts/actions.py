"""What can be done with established facts: staff write one down, the client disputes it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import FactDisputed
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Established
from schuldhulp.facts.rows import Told, add_fact
from schuldhulp.messages.rows import announce_change
from schuldhulp.money import format_euro
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act


class AlreadyDisputed(Refused):
    """The client said so before."""

    sentence = "U heeft al laten weten dat dit niet klopt. Uw schuldhulpverlener kijkt ernaar."


class WhyMissing(Refused):
    """Disputing asks one sentence."""

    sentence = "Schrijf in één zin op wat er niet klopt."


def establish_fact(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    told: Told,
    *,
    form: FormToken | None = None,
) -> UUID:
    """Write down what a creditor confirmed or a paper shows. The client's own words stay as they are.

    Raises NothingEstablished, SourceMissing, PartsDoNotAddUp, EstablishedInTheFuture,
    NotYours for a debt or line of another dossier.
    """
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "fact:establish")
        row = add_fact(doing, dossier.id, told)
        what = format_euro(told.cents) if told.cents is not None else told.value.strip()
        announce_change(
            doing, dossier.id, f"vastgesteld: {told.subject.label.lower()}, {what} ({told.source.strip()})."
        )
    return row.id


def dispute_fact(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, fact_id: UUID, why: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say that an established fact is not right, with a reason: it stays, the reason stands beside it, we answer.

    Raises WhyMissing, AlreadyDisputed.
    """
    if not why.strip():
        raise WhyMissing
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "fact:dispute")
        row = doing.row(Established, fact_id, dossier.id)
        if row.disputed_at is not None:
            raise AlreadyDisputed
        row.disputed_at = now
        row.version += 1
        doing.keyring.seal(row, "dispute_sealed", why.strip())
        levels, opening = dossier.municipality.levels, dossier.municipality.opening
        doing.record(
            FactDisputed(
                subject=row.subject, subject_id=row.subject_id, reply_due_at=reply_due(now, levels, opening)
            ),
            dossier.id,
        )
