"""Incomes and expenses, as lines of the steps about money."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from schuldhulp.budget import actions, queries
from schuldhulp.budget.categories import CATEGORY, Check
from schuldhulp.budget.told import PostTold
from schuldhulp.dossier.open_answers import Open, known
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.steps import Step
from schuldhulp.money import Period, format_euro, per_month
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.steps.row_editor import Hint, InStep, RowEditor, RowLine
from schuldhulp.web.steps.row_fields import say_pay_day
from schuldhulp.web.steps.row_forms import ExpenseForm, IncomeForm
from schuldhulp.web.steps.step_form import with_open_answers

ON_ACCOUNT = "account"


class BudgetRows(RowEditor):
    """The lines of one step about money; incomes and expenses differ in their form and words."""

    form_class: type[IncomeForm] | type[ExpenseForm]
    noun: str

    def lines(self, at: InStep) -> Sequence[RowLine]:
        """The lines of this step."""
        found = queries.posts_of(at.session, at.actor, at.dossier.id)
        return [
            RowLine(line.id, line.told.name, detail_of(line.told), amount_of(line.told), line.version)
            for line in found if line.step == at.step.slug
        ]  # fmt: skip

    def additions(self, at: InStep) -> Sequence[tuple[str, str]]:
        """The kinds that belong to this step."""
        return [(line.label, line.code) for line in at.step.lines]

    def heading(self, step: Step, row_id: UUID | None) -> str:
        """The page of one line."""
        return f"{self.noun} {'toevoegen' if row_id is None else 'aanpassen'}"

    def form(
        self, at: InStep, row_id: UUID | None, kind: str, posted: MultiDict[str, str] | None
    ) -> PageForm:
        """The form of one line."""
        stored: dict[str, Any] = {"code": kind} if kind in at.step.codes else {}
        if row_id is not None:
            found = queries.find_post(at.session, at.actor, at.dossier.id, row_id)
            if found is None or found.removed_at is not None or found.step != at.step.slug:
                raise NotYours
            stored = {**fields_of(found.told), "version": found.version}
        return self.form_class(formdata=posted, data=stored, step=at.step)

    def save(self, at: InStep, row_id: UUID | None, form: PageForm, token: FormToken) -> None:
        """Add or change one line."""
        told = self.told(form)
        if row_id is None:
            actions.add_post(*at.act, told, at.step.slug, form=token)
        else:
            actions.change_post(*at.act, row_id, told, form.version.data, form=token)

    @abstractmethod
    def told(self, form: PageForm) -> PostTold:
        """What the form tells."""

    def remove(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Take one line out."""
        actions.remove_post(*at.act, row_id, form=token)

    def restore(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Put one line back."""
        actions.restore_post(*at.act, row_id, form=token)


class IncomeRows(BudgetRows):
    """What comes in."""

    form_class = IncomeForm
    noun = "Inkomen"

    def told(self, form: PageForm) -> PostTold:
        """One income: what reaches the account, and what was taken off before."""
        assert isinstance(form, IncomeForm)
        return PostTold(
            **_shared(form), paid_on=known(form.paid_on.data), lowest_cents=known(form.lowest.data),
            withheld=form.withheld(),
        )  # fmt: skip

    def hint(self, form: PageForm) -> Hint | None:
        """A wage by the month may be one per 4 weeks; bijstand may have something taken off."""
        assert isinstance(form, IncomeForm)
        category, amount = CATEGORY[form.code.data], form.amount.data
        if not isinstance(amount, int):
            return None
        day = form.pay_day.data
        if (
            category.check is Check.PERIOD
            and form.per.data is Period.MONTH
            and not (type(day) is str and day.isdigit())
        ):
            four = format_euro(per_month(amount, Period.FOUR_WEEKS))
            return Hint(
                f"Komt dit elke maand, of elke 4 weken? Bij 4 weken is het {four} per maand. "
                "Kijk het na en bewaar het dan nog een keer."
            )
        if category.code == "benefit_pw" and form.something_off.data is None:
            return Hint(
                "Gaat er van dit bedrag al iets af, zoals beslag of zorgpremie via het CAK? Dan staat dat hieronder "
                "bij 'Gaat er al iets af?'. Gaat er niets af? Bewaar het dan nog een keer.",
                in_more=True,
            )
        return None


class ExpenseRows(BudgetRows):
    """What goes out."""

    form_class = ExpenseForm
    noun = "Uitgave"

    def told(self, form: PageForm) -> PostTold:
        """One expense, with what is behind apart."""
        assert isinstance(form, ExpenseForm)
        arrears = None if form.is_hidden("arrears") else known(form.arrears.data)
        return PostTold(**_shared(form), arrears_cents=arrears or 0)


def _shared(form: IncomeForm | ExpenseForm) -> dict[str, Any]:
    amount, direct = form.amount.data, known(form.paid_directly.data)
    return {
        "code": form.code.data,
        "cents": known(amount) or 0,
        "amount_open": amount.value if isinstance(amount, Open) else None,
        "period": form.per.data or Period.MONTH,
        "label": known(form.label.data) or "",
        "whose": known(form.whose.data) or "client",
        "pay_day": known(form.pay_day.data),
        "month": form.month.data,
        "paid_directly": None if direct in (None, ON_ACCOUNT) else direct,
        "approximate": bool(form.approximate.data),
        "open_answers": tuple(sorted(pair for pair in form.open_answers() if pair[0] != "amount")),
    }


def fields_of(told: PostTold) -> dict[str, Any]:
    """A stored line as the fields of its form."""
    fields: dict[str, Any] = {
        "code": told.code, "label": told.label or None, "approximate": told.approximate, "per": told.period,
        "amount": Open(told.amount_open) if told.amount_open else told.cents, "pay_day": told.pay_day,
        "paid_on": told.paid_on, "month": told.month, "whose": told.whose, "lowest": told.lowest_cents,
        "paid_directly": told.paid_directly or ON_ACCOUNT,
    }  # fmt: skip
    if told.withheld:
        fields |= {"something_off": YesNo.YES, **{item.kind.value: item.cents for item in told.withheld}}
    if told.arrears_cents:
        fields |= {"paid_this_month": YesNo.NO, "arrears": told.arrears_cents}
    return with_open_answers(fields, told.open_answers)


def amount_of(told: PostTold) -> str:
    """The amount as it was told: '€ 990,00 per 4 weken'."""
    if told.amount_open:
        return Open(told.amount_open).label.lower()
    return f"{'ongeveer ' if told.approximate else ''}{format_euro(told.cents)} {told.period.label}"


def detail_of(told: PostTold) -> str:
    """What else is known of a line, in a few words."""
    parts = [CATEGORY[told.code].label] if told.name == told.label else []
    if told.pay_day:
        parts.append(say_pay_day(told.pay_day))
    parts += [f"{item.kind.label.lower()} {format_euro(item.cents)} gaat er al af" for item in told.withheld]
    if told.paid_directly == "withheld":
        parts.append("wordt ingehouden")
    elif told.paid_directly:
        parts.append("gaat er direct heen")
    if told.arrears_cents:
        parts.append(f"achterstand {format_euro(told.arrears_cents)}")
    if told.open_questions:
        parts.append(f"nog open: {', '.join(told.open_questions)}")
    return ", ".join(parts)
