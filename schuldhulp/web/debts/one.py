"""One debt: what everybody said of it, where it stands and what helps now, its costs against the law, its rank."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import abort, render_template

from schuldhulp.budget import incassokosten, verjaring
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.shown import Figure, figure
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.budget.verjaring import Verjaring
from schuldhulp.calendar import local_date
from schuldhulp.creditors.book import Book
from schuldhulp.creditors.queries import book_of
from schuldhulp.debts.balance import Balance, CostCheck, Said, Verdict, check_costs, established
from schuldhulp.debts.course import Course, course_of
from schuldhulp.debts.expiry import expiry_hint
from schuldhulp.debts.ladder import StageWords, words_for
from schuldhulp.debts.owed import Owed, StoredDebt
from schuldhulp.debts.queries import debts_of, recorded_stages
from schuldhulp.debts.register import KINDS
from schuldhulp.debts.settling import RANK_LABELS, Assessment, assess
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.queries import EstablishedFact, established_of
from schuldhulp.norms.queries import norm_loader
from schuldhulp.partners.queries import known_to_partner
from schuldhulp.partners.shown import Kind, unaware_of
from schuldhulp.web.debts.forms import AssessForm, BalanceForm, StageForm
from schuldhulp.web.forms import PageForm
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place

Answer = str | tuple[str, int]
_SAID = {Author.CREDITOR: Said.CREDITOR, Author.STAFF: Said.STAFF}


@dataclass(frozen=True, kw_only=True)
class OneDebt:
    """Everything the page of one debt shows; `counting` is the balance for an offer, None while only told."""

    debt: StoredDebt
    kind: str
    letters: tuple[StoredDebt, ...]
    course: Course
    balances: tuple[Balance, ...]
    counting: Balance | None
    costs: CostCheck | None
    assessment: Assessment
    expiry: Berekening[Verjaring] | None
    facts: tuple[EstablishedFact, ...]

    @property
    def kind_label(self) -> str:
        """The kind of creditor in words."""
        return KINDS[self.kind][0]

    @property
    def scale(self) -> Figure | None:
        """The most that the law gives for collecting, as a figure that opens."""
        if self.costs is None or self.costs.scale is None or self.costs.most_cents is None:
            return None
        return figure(
            "incassokosten", "Wat de wet hoogstens geeft aan kosten", self.costs.most_cents, self.costs.scale
        )

    @property
    def expiry_figure(self) -> Figure | None:
        """The hint about expiry, opened; it has no amount."""
        if self.expiry is None:
            return None
        words = "misschien verjaard" if self.perhaps_expired else "waarschijnlijk niet verjaard"
        unsure = any(each.code == "verjaring_vonnis_dag" for each in self.expiry.waarschuwingen)
        until = "op zijn laatst tot" if unsure else "vermoedelijk tot"
        name = f"Verjaring: {words}, {until} {self.expiry.uitkomst.presumed_on:%d-%m-%Y}"
        return replace(figure("verjaring", name, 0, self.expiry), cents=None)

    @property
    def words(self) -> StageWords:
        """What the step means for this kind of creditor, and what helps now."""
        return words_for(self.course.position, self.kind)

    @property
    def perhaps_expired(self) -> bool:
        """Whether the neutral sentence is shown, to both sides."""
        return self.expiry is not None and self.expiry.uitkomst.perhaps_expired


def debt_page(place: Place, debt_id: UUID) -> Answer:
    """Show one debt."""
    return render_debt(place, debt_id)


def render_debt(
    place: Place, debt_id: UUID, change: Callable[[StoredDebt], dict[str, PageForm]] | None = None
) -> Answer:
    """The page of one debt, with a form that was refused in the place of an empty one (status 422)."""
    actor = place.actor
    value = debts_of(session(), actor, place.dossier.id)
    if not any(debt.id == debt_id for debt in value.debts):
        abort(404)
    stages = recorded_stages(session(), actor, place.dossier.id)
    facts = [f for f in established_of(session(), actor, place.dossier.id) if f.subject is Subject.DEBT]
    book, load = book_of(session(), actor), norm_loader(session())
    knows = known_to_partner(session(), actor, place.dossier.id) if place.beside else None
    session().close()
    shown = one_debt(value, debt_id, stages, facts, book, load)
    forms: dict[str, Any] = {"balance": None, "assess": None, "stage": None}
    if place.beside:
        forms = empty_forms(shown.debt)
    changed = change(shown.debt) if change else {}
    page = render_template(
        "debts/one.html", place=place, shown=shown, forms=forms | changed, rank_labels=RANK_LABELS, said=Said,
        neutral=verjaring.NEUTRAL, verdicts=Verdict, unaware=unaware_of(Kind.DEBT, debt_id, knows),
    )  # fmt: skip
    return (page, 422) if changed else page


def empty_forms(debt: StoredDebt) -> dict[str, Any]:
    """The three forms of staff as they are before anybody typed."""
    balance = BalanceForm(formdata=None)
    balance.on.data = local_date(now())
    assessing = AssessForm(formdata=None, data={
        "rank": debt.rank or "", "settleable": debt.settleable or "", "claim_kind": debt.claim_kind or "",
    })  # fmt: skip
    assessing.version.data = debt.version
    return {"balance": balance, "assess": assessing, "stage": StageForm(formdata=None)}


def one_debt(
    value: Owed,
    debt_id: UUID,
    stages: dict[UUID, Any],
    facts: list[EstablishedFact],
    book: Book,
    load: Load,
) -> OneDebt:
    """Put together what is known of one debt and of the letters that are the same claim."""
    debt, letters, today = value.debt(debt_id), value.same_as(debt_id), local_date(now())
    ids = {debt_id, *(letter.id for letter in letters)}
    course = course_of(debt, [row for each in ids for row in stages.get(each, [])], letters)
    kind = book.kind(debt.told.creditor_id, debt.name)
    own = tuple(fact for fact in facts if fact.about in ids)
    balances = balances_of(debt, own)
    counting = established(balances)
    best = counting or (balances[0] if balances else None)
    costs: CostCheck | None = None
    hint: Berekening[Verjaring] | None = None
    with suppress(NormMissing):
        costs = check_costs(best, kind, course.position, load(today, incassokosten.SET)) if best else None
    with suppress(NormMissing):  # on its own: without a scale of costs an old claim still asks for care
        hint = expiry_hint(
            debt.told, kind, course, today, load(today, verjaring.SET),
            debt.claim_kind or None,
        )  # fmt: skip
    return OneDebt(
        debt=debt, kind=kind, letters=letters, course=course, balances=balances, counting=counting, costs=costs,
        assessment=assess(kind, debt.rank, debt.settleable), expiry=hint, facts=own,
    )  # fmt: skip


def balances_of(debt: StoredDebt, facts: tuple[EstablishedFact, ...]) -> tuple[Balance, ...]:
    """What the client told first, then what was established, oldest first."""
    found: list[Balance] = []
    if debt.told.claimed_cents is not None:
        found.append(Balance(said=Said.CLIENT, total_cents=debt.told.claimed_cents, on=debt.told.letter_date))
    found += [
        Balance(
            said=_SAID[fact.author], total_cents=fact.cents, on=fact.on, source=fact.source,
            principal_cents=fact.principal_cents, interest_cents=fact.interest_cents, costs_cents=fact.costs_cents,
        )
        for fact in reversed(facts) if fact.cents is not None
    ]  # fmt: skip
    return tuple(found)
