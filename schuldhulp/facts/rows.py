"""What acts that establish facts share: a fact as it is told, and the row it becomes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from schuldhulp.base import DossierPart, new_id
from schuldhulp.budget.tables import BudgetPost
from schuldhulp.calendar import local_date
from schuldhulp.debts.balance import PartsDiffer, check_parts
from schuldhulp.debts.tables import Debt
from schuldhulp.dossier.events import FactEstablished
from schuldhulp.dossier.tables import Established
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act

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


def add_fact(doing: Act, dossier_id: UUID, told: Told) -> Established:
    """Add an established fact to the act under way; of a debt it becomes the balance that counts.

    Raises NothingEstablished, SourceMissing, PartsDoNotAddUp, EstablishedInTheFuture,
    NotYours for a debt or line of another dossier.
    """
    _check(doing, told)
    if told.about is not None and told.subject in _ROWS:
        about = doing.row(_ROWS[told.subject], told.about, dossier_id)
        if isinstance(about, Debt) and told.cents is not None:
            newest = _newest_day(doing, dossier_id, told.about)
            if newest is None or told.on >= newest:  # an older letter that comes in later changes nothing
                about.confirmed_cents = told.cents
    row = doing.new_row(
        Established, dossier_id, id=new_id(), subject=told.subject.value, subject_id=told.about,
        author=told.author.value, amount_cents=told.cents, principal_cents=told.principal_cents,
        interest_cents=told.interest_cents, costs_cents=told.costs_cents,
        established_on=told.on, recorded_by=doing.actor.person_id,
    )  # fmt: skip
    doing.keyring.seal(row, "value_sealed", told.value.strip())
    doing.keyring.seal(row, "source_sealed", told.source.strip())
    doing.record(
        FactEstablished(
            subject=told.subject.value, subject_id=told.about, author=told.author.value, cents=told.cents
        ),
        dossier_id,
    )
    return row


def _newest_day(doing: Act, dossier_id: UUID, debt_id: UUID) -> date | None:
    found: date | None = doing.session.scalar(
        select(func.max(Established.established_on)).where(
            Established.municipality_id == doing.municipality_id, Established.dossier_id == dossier_id,
            Established.subject == Subject.DEBT.value, Established.subject_id == debt_id,
            Established.amount_cents.is_not(None),
        )
    )  # fmt: skip
    return found


def _check(doing: Act, told: Told) -> None:
    if told.cents is None and not told.value.strip():
        raise NothingEstablished
    if not told.source.strip():
        raise SourceMissing
    try:
        check_parts(told.cents or 0, told.principal_cents, told.interest_cents, told.costs_cents)
    except PartsDiffer:
        raise PartsDoNotAddUp from None
    if told.on > local_date(doing.now):
        raise EstablishedInTheFuture
