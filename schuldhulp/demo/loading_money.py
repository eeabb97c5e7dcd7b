"""The money, told again: lines of the budget, debts, the own idea, frozen versions, the machtiging."""

import json
from datetime import datetime, time, timedelta
from uuid import UUID

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.changes import changes_text
from schuldhulp.budget.document import Agreement, Plan, PlanDebt
from schuldhulp.budget.frozen import freeze
from schuldhulp.budget.inhoudingen import DebtPayment, Kind
from schuldhulp.budget.plans import plan_text
from schuldhulp.budget.posten import Direct, PayDay, Post, Whose, Withheld, Withholding
from schuldhulp.budget.tables import BudgetIdea, BudgetPost, BudgetVersion
from schuldhulp.budget.vergelijking import ChangePost
from schuldhulp.calendar import local_date
from schuldhulp.debts.doubles import propose_doubles
from schuldhulp.debts.owed import DIFFERENT, SAME, StoredDebt, claims_of
from schuldhulp.debts.register import recognise
from schuldhulp.debts.tables import Debt, DoubleVerdict, Mandate, MandateCreditor
from schuldhulp.debts.told import DebtTold as TypedDebt
from schuldhulp.demo.loading_case import Case
from schuldhulp.demo.story_money import Debt as DebtTold
from schuldhulp.demo.story_money import Expense, Income
from schuldhulp.dossier.events import BudgetFrozen, DoubleDecided, FactEstablished, RowChanged
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.steps import STEPS
from schuldhulp.dossier.tables import Established
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.money import Period

STEP_OF_CODE = {code: step.slug for step in STEPS for code in step.codes}
_WHOSE = {"partner": "partner", "together": "together"}
_KINDS = {"Bij het plan": "agreed", "Met mijn eigen idee": "idea"}


def money(case: Case) -> None:
    """Lines and debts as they were entered, then what was made of them."""
    keys: dict[str, UUID] = {}
    for income in case.story.incomes:
        keys[income.category] = _post(case, income, "lonen-en-uitkeringen")
    for expense in case.story.expenses:
        keys[expense.category] = _post(case, expense, "elke-week")
    debts = [_debt(case, debt) for debt in case.story.debts]
    for place, debt in enumerate(case.story.debts):
        if debt.double_of is not None:
            _double(case, debts[debt.double_of], debts[place])
    _differing(case, debts)
    _balances(case, debts)
    _mandate(case, debts)
    _idea(case, keys)
    _versions(case)


def entered_at(case: Case, step: str, otherwise: str, place: int) -> datetime:
    """When a line was entered: a little before its step was kept."""
    kept = case.story.steps_done.get(step) or case.story.steps_done.get(otherwise)
    kept = kept or case.story.registered_at + timedelta(hours=1)
    return case.within(kept - timedelta(seconds=12 * (30 - place)))


def _post(case: Case, told: Income | Expense, otherwise: str) -> UUID:
    step = STEP_OF_CODE[told.category]
    at = entered_at(case, step, otherwise, len(case.rows[BudgetPost]))
    withheld: dict[str, int] = {}
    whose, direct = "client", None
    if isinstance(told, Income):
        for line in told.withheld:
            withheld[line.kind] = withheld.get(line.kind, 0) + line.cents
        whose = _WHOSE.get(told.whose, "client")
        direct = None if told.paid_to == "account" else told.paid_to
    row_id = case.add(
        BudgetPost, at, version=1, code=told.category, label_sealed=None, cents=told.cents, period=told.period,
        whose=whose, pay_day=str(told.pay_day) if told.pay_day else None, withheld=withheld, paid_directly=direct,
        arrears_cents=0, approximate=False, step=step, entered_by_role=filled_by(case), entered_at=at,
    )  # fmt: skip
    added = RowChanged(
        table="budget_post", row_id=row_id, change="added", step=step, code=told.category, cents=told.cents
    )
    case.tell(at, case.client, added, {"name": CATEGORY[told.category].label})
    return row_id


def filled_by(case: Case) -> str:
    """Whose answer it is: the client's, also when staff wrote it down beside them."""
    return case.client.acting_for or case.client.role


def _debt(case: Case, told: DebtTold) -> UUID:
    place = len(case.rows[Debt])
    at, answered = entered_at(case, "schulden-grof", "schulden-grof", place), _answered_at(case, place)
    creditor = recognise(told.creditor)
    behind = recognise(told.collector.name) if told.collector else None
    row_id = case.ids.at(at)
    agreed = told.arrangement
    collector = told.collector.name if told.collector and behind is None else None
    case.add(
        Debt, at, id=row_id, version=1, whose=_WHOSE.get(told.whose, "client"),
        creditor_id=creditor.id if creditor else None,
        creditor_sealed=None if creditor else case.sealed(Debt, "creditor_sealed", row_id, told.creditor),
        collector_id=behind.id if behind else None,
        collector_sealed=case.sealed(Debt, "collector_sealed", row_id, collector),
        reference_sealed=case.sealed(Debt, "reference_sealed", row_id, reference_of(told)), claimed_cents=told.cents,
        original_cents=told.original_cents, confirmed_cents=told.confirmed_cents if answered else None,
        approximate=told.about, letter_date=told.judgment_on or told.since, arrangement_cents=agreed.cents if agreed else None,
        arrangement_period=agreed.period if agreed else None,
        arrangement_kept=("ja" if agreed.kept else "nee") if agreed else None, last_payment_on=told.last_payment,
        judgment=told.judgment, attachment=told.attachment, threat=told.threat, threat_on=told.threat_on,
        disputed=told.disputed is not None, dispute_sealed=case.sealed(Debt, "dispute_sealed", row_id, told.disputed),
        most_worried=told.threat is not None, entered_by_role=filled_by(case), entered_at=at,
    )  # fmt: skip
    added = RowChanged(
        table="debt", row_id=row_id, change="added", step="schulden-grof",
        code=creditor.id if creditor else None, cents=told.cents,
    )  # fmt: skip
    case.tell(at, case.client, added, {"name": told.creditor})
    return row_id


def _double(case: Case, debt: UUID, other: UUID, verdict: str = SAME) -> None:
    """Two lines that are one claim, or look like it and are not: said so while the list was made."""
    at = entered_at(case, "schulden-grof", "schulden-grof", 29)
    case.add(
        DoubleVerdict,
        at,
        debt_id=debt,
        other_id=other,
        verdict=verdict,
        decided_by_role=filled_by(case),
        decided_at=at,
    )
    case.tell(at, case.client, DoubleDecided(debt_id=debt, other_id=other, verdict=verdict))


def _differing(case: Case, debts: list[UUID]) -> None:
    """Pairs that would be proposed as one claim and that the story counts twice: somebody said that they differ."""
    told = case.story.debts
    names = [
        name
        for debt in told
        for name in {debt.creditor, debt.collector.name if debt.collector else ""}
        if name
    ]
    if len(set(names)) == len(names):
        return
    listed = [
        StoredDebt(
            id=row_id, version=1, confirmed_cents=None, entered_by_role="", entered_at=case.story.now,
            told=told_debt(debt),
        )
        for row_id, debt in zip(debts, told, strict=True)
    ]  # fmt: skip
    judged = [
        (str(debts[debt.double_of]), str(row_id))
        for row_id, debt in zip(debts, told, strict=True)
        if debt.double_of is not None
    ]
    for found in propose_doubles(claims_of(listed), judged):
        _double(case, UUID(found.counts), UUID(found.spare), DIFFERENT)


def told_debt(debt: DebtTold) -> TypedDebt:
    """A debt of a story as the list compares it."""
    return TypedDebt(
        creditor=debt.creditor, collector=debt.collector.name if debt.collector else "", claimed_cents=debt.cents,
        original_cents=debt.original_cents, approximate=debt.about, reference=reference_of(debt),
    )  # fmt: skip


def reference_of(debt: DebtTold) -> str:
    """The reference on the letter: the creditor's, otherwise that of who writes it."""
    return debt.reference or (debt.collector.reference if debt.collector else "")


def _answered_at(case: Case, place: int) -> datetime | None:
    """When the creditor of this debt answered, some weeks after the besluit; None when that is still to come."""
    besluiten = case.story.besluiten
    asked = utc_at(besluiten[0].on, time(14, 40)) if besluiten else case.story.registered_at
    at = asked + timedelta(days=10 + place * 2)
    return at if case.within(at) == at else None


def _balances(case: Case, debts: list[UUID]) -> None:
    """What creditors answered so far: established beside the words of the client."""
    for place, (row_id, told) in enumerate(zip(debts, case.story.debts, strict=True)):
        at = _answered_at(case, place)
        if told.confirmed_cents is None or at is None:
            continue
        fact = case.ids.at(at)
        case.add(
            Established, at, id=fact, version=1, subject=Subject.DEBT.value, subject_id=row_id,
            author=Author.CREDITOR.value, amount_cents=told.confirmed_cents, principal_cents=None, interest_cents=None,
            costs_cents=None, established_on=local_date(at), recorded_by=case.staff.person_id,
            value_sealed=case.ring.seal_at(
                "", "established", "value_sealed", fact, municipality_id=case.place.id, dossier_id=case.id
            ),
            source_sealed=case.sealed(Established, "source_sealed", fact, "saldo-opgave van de schuldeiser"),
            disputed_at=None, dispute_sealed=None,
        )  # fmt: skip
        event = FactEstablished(
            subject=Subject.DEBT.value,
            subject_id=row_id,
            author=Author.CREDITOR.value,
            cents=told.confirmed_cents,
        )
        case.tell(at, case.staff, event)


def _mandate(case: Case, debts: list[UUID]) -> None:
    signed = case.story.steps_done.get("machtiging")
    arranged = any(entry.phase == "schuldregeling" for entry in case.story.phases)
    if signed is None and not (arranged and case.story.steps_done):
        return
    at = case.within(signed or max(case.story.steps_done.values()))
    row_id = case.add(
        Mandate, at, signed_on=at.date(), how="paper" if case.story.offline else "portal",
        signed_by_role=filled_by(case), withdrawn_at=None,
    )  # fmt: skip
    case.rows[MandateCreditor] += [
        {"municipality_id": case.place.id, "mandate_id": row_id, "debt_id": debt} for debt in debts
    ]
    case.tell(at, case.client, RowChanged(table="mandate", row_id=row_id, change="added", step="machtiging"))


def _idea(case: Case, keys: dict[str, UUID]) -> None:
    idea = case.story.own_idea
    if idea is None:
        return
    at = case.within(idea.at + timedelta(minutes=1))
    row_id = case.ids.at(at)
    spent = next((line for line in case.story.expenses if line.category == idea.category), None)
    changes: tuple[ChangePost, ...] = ()
    if spent and idea.category in keys:
        less = max(0, spent.cents - _per_period(idea.less_cents, Period(spent.period)))
        changes = (ChangePost(str(keys[idea.category]), less, Period(spent.period)),)
    case.add(
        BudgetIdea, at, id=row_id, version=1, words_sealed=case.sealed(BudgetIdea, "words_sealed", row_id, idea.text),
        changes_sealed=case.sealed(BudgetIdea, "changes_sealed", row_id, changes_text(changes)), made_at=at,
        made_by_role=filled_by(case), kept_at=at,
    )  # fmt: skip
    added = RowChanged(table="budget_idea", row_id=row_id, change="added")
    case.tell(at, case.client, added, {"words": idea.text})


_TIMES_A_YEAR = {"week": 52, "2weken": 26, "4weken": 13, "maand": 12, "kwartaal": 4, "halfjaar": 2, "jaar": 1}


def _per_period(cents_a_month: int, period: Period) -> int:
    """An amount a month as the amount per period that comes nearest."""
    times = _TIMES_A_YEAR[period.value]
    return (2 * cents_a_month * 12 + times) // (2 * times)


def story_post(told: Income | Expense) -> Post:
    """A line of a story as the calculations take it."""
    income = isinstance(told, Income)
    direct = Direct(told.paid_to) if isinstance(told, Income) and told.paid_to != "account" else None
    return Post(
        told.category, told.cents, Period(told.period),
        pay_day=PayDay(day=told.pay_day) if told.pay_day else None,
        whose=Whose(_WHOSE.get(told.whose, "client")) if isinstance(told, Income) else Whose.CLIENT,
        withheld=tuple(Withheld(Withholding(line.kind), line.cents) for line in told.withheld)
        if isinstance(told, Income) and income else (),
        paid_directly=direct,
    )  # fmt: skip


def _versions(case: Case) -> None:
    story = case.story
    payments = tuple(
        DebtPayment(Kind.REGELING, debt.arrangement.cents, Period(debt.arrangement.period), debt.creditor)
        for debt in story.debts
        if debt.arrangement and debt.double_of is None
    )
    for number, told in enumerate(story.budgets, 1):
        at = case.within(told.at + timedelta(minutes=2 * number))
        posts = (*map(story_post, told.incomes), *map(story_post, told.expenses))
        kind = _KINDS.get(told.name, "plan")
        who = case.client if kind == "idea" else case.staff
        room = make_budget(posts, payments).room_cents
        row_id = case.ids.at(at)
        content = json.dumps(
            {"budget": freeze(posts, payments), "plan": plan_text(_plan(case))}, ensure_ascii=False
        )
        case.add(
            BudgetVersion, at, id=row_id, number=number, kind=kind,
            name_sealed=case.sealed(BudgetVersion, "name_sealed", row_id, told.name),
            content_sealed=case.sealed(BudgetVersion, "content_sealed", row_id, content), room_cents=room, made_at=at,
            made_by_role=who.role, made_by=who.person_id or case.staff.person_id,
        )  # fmt: skip
        frozen = BudgetFrozen(version_id=row_id, number=number, version_kind=kind, room_cents=room)
        case.tell(at, who, frozen, {"name": told.name})


def _plan(case: Case) -> Plan:
    story = case.story
    return Plan(
        goals=tuple(goal.text for goal in story.goals),
        agreements=tuple(Agreement(text=agreed.text) for agreed in story.agreements),
        debts=tuple(
            PlanDebt(debt.creditor, debt.cents, debt.collector.name if debt.collector else "", approximate=debt.about)
            for debt in story.debts
            if debt.double_of is None
        ),
    )  # fmt: skip
