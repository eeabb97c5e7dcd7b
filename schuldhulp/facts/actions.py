"""What can be done with established facts: staff write one down, the client disputes it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import DossierPart, new_id
from schuldhulp.budget.tables import BudgetPost
from schuldhulp.calendar import local_date
from schuldhulp.debts.balance import PartsDiffer, check_parts
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import FactDisputed, FactEstablished
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Established
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.messages.rows import announce_change
from schuldhulp.money import format_euro
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act

_ROWS: dict[Subject, type[DossierPart]] = {Subject.DEBT: Debt, Subject.BUDGET_POST: BudgetPost}


class NothingEstablished(Refused):
    """There is neither an amount nor words."""

    sentence = "Vul een bedrag in, of schrijf op wat er is vastgesteld."


class SourceMissing(Refused):
    """A fact without its source is a claim."""

    sentence = "Schrijf op waar dit uit blijkt, bijvoorbeeld: brief van 3 november."


class PartsDoNotAddUp(Refused):
    """Principal, interest and costs are not the balance."""

    sentence = "Hoofdsom, rente en kosten zijn samen niet het saldo. Kijk de bedragen na."


class EstablishedInTheFuture(Refused):
    """The day is to come."""

    sentence = "Deze dag komt nog."


class AlreadyDisputed(Refused):
    """The client said so before."""

    sentence = "U heeft al laten weten dat dit niet klopt. Uw schuldhulpverlener kijkt ernaar."


class WhyMissing(Refused):
    """Disputing asks one sentence."""

    sentence = "Schrijf in één zin op wat er niet klopt."


@dataclass(frozen=True, kw_only=True)
class Told:
    """A fact as it is written down: an amount in eurocents, words, or both; with its source and day.

    Of a balance the parts may be told: principal, interest and costs, which make the amount.
    """

    subject: Subject
    author: Author
    on: date
    source: str
    value: str = ""
    cents: int | None = None
    principal_cents: int | None = None
    interest_cents: int | None = None
    costs_cents: int | None = None
    about: UUID | None = None


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
    if told.cents is None and not told.value.strip():
        raise NothingEstablished
    if not told.source.strip():
        raise SourceMissing
    try:
        check_parts(told.cents or 0, told.principal_cents, told.interest_cents, told.costs_cents)
    except PartsDiffer:
        raise PartsDoNotAddUp from None
    if told.on > local_date(now):
        raise EstablishedInTheFuture
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "fact:establish")
        if told.about is not None and told.subject in _ROWS:
            about = doing.row(_ROWS[told.subject], told.about, dossier.id)
            if isinstance(about, Debt) and told.cents is not None:
                about.confirmed_cents = told.cents
        row = doing.new_row(
            Established, dossier.id, id=new_id(), subject=told.subject.value, subject_id=told.about,
            author=told.author.value, amount_cents=told.cents, principal_cents=told.principal_cents,
            interest_cents=told.interest_cents, costs_cents=told.costs_cents,
            established_on=told.on, recorded_by=actor.person_id,
        )  # fmt: skip
        doing.keyring.seal(row, "value_sealed", told.value.strip())
        doing.keyring.seal(row, "source_sealed", told.source.strip())
        doing.record(
            FactEstablished(
                subject=told.subject.value, subject_id=told.about, author=told.author.value, cents=told.cents
            ),
            dossier.id,
        )
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
