"""Debts and machtigingen, as lines of the steps about debts; the rough list in one go."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from schuldhulp.access import Actor
from schuldhulp.calendar import local_date, say_date
from schuldhulp.creditors.queries import book_of
from schuldhulp.debts import actions, queries, rows
from schuldhulp.debts.owed import StoredDebt
from schuldhulp.debts.register import register
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.open_answers import known
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.records.answers import Choice, YesNo
from schuldhulp.dossier.steps import Step
from schuldhulp.money import Period, format_euro
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.unit_of_work import Act, FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.steps.debt_forms import (
    DebtForm,
    DebtOf,
    DebtThreat,
    Judgment,
    Kept,
    MandateForm,
    RoughDebtsForm,
    WithdrawMandateForm,
)
from schuldhulp.web.steps.row_editor import InStep, RowEditor, RowLine
from schuldhulp.web.steps.step_form import with_open_answers

ROUGH = "schulden-grof"


class SignAnew(Refused):
    """A withdrawn machtiging does not come back to life."""

    sentence = "Een ingetrokken machtiging geldt niet meer. U kunt een nieuwe tekenen."


def creditor_names(at: InStep) -> list[str]:
    """The names that are suggested while somebody types: the register, and the municipality's own."""
    return [*(creditor.name for creditor in register()), *book_of(at.session, at.actor).names]


class DebtRows(RowEditor):
    """The debts of a dossier: the same list in every step about debts."""

    def lines(self, at: InStep) -> Sequence[RowLine]:
        """Every debt on the list."""
        found = queries.debts_of(at.session, at.actor, at.dossier.id)
        return [
            RowLine(debt.id, debt.name, debt_detail(debt), debt_amount(debt), debt.version)
            for debt in found.debts
        ]

    def heading(self, step: Step, row_id: UUID | None) -> str:
        """The page of one debt."""
        return "Schuld toevoegen" if row_id is None else "Schuld aanpassen"

    def form(
        self, at: InStep, row_id: UUID | None, kind: str, posted: MultiDict[str, str] | None
    ) -> PageForm:
        """The form of one debt."""
        stored: dict[str, Any] = {}
        if row_id is not None:
            found = _standing(at.session, at.actor, at.dossier, row_id)
            stored = {**fields_of(found.told), "version": found.version}
        return DebtForm(formdata=posted, data=stored, creditors=creditor_names(at))

    def save(self, at: InStep, row_id: UUID | None, form: PageForm, token: FormToken) -> None:
        """Add or change one debt; what the form does not ask stays as it was."""
        assert isinstance(form, DebtForm)
        if row_id is None:
            told = told_by(form, DebtTold(creditor=""))
            actions.add_debt(*at.act, told, step=at.step.slug, form=token)
            return
        before = _standing(at.session, at.actor, at.dossier, row_id).told
        at.session.close()
        told = told_by(form, before)
        actions.change_debt(*at.act, row_id, told, form.version.data, form=token)

    def remove(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Take one debt off the list."""
        actions.remove_debt(*at.act, row_id, form=token)

    def restore(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Put one debt back."""
        actions.restore_debt(*at.act, row_id, form=token)

    def quick_form(self, at: InStep, posted: MultiDict[str, str] | None) -> PageForm | None:
        """Ten names with 'ongeveer' amounts, in the rough step only."""
        return (
            RoughDebtsForm(formdata=posted, creditors=creditor_names(at)) if at.step.slug == ROUGH else None
        )

    def quick_rows(self, at: InStep, form: PageForm) -> Callable[[Act], None]:
        """The named lines, added inside the act that answers the step."""
        assert isinstance(form, RoughDebtsForm)
        lines = form.named_lines()

        def add(doing: Act) -> None:
            locked = doing.dossier(at.dossier.id, "debt:change")
            for told in rough_debts(lines):
                rows.add_debt(doing, locked, at.dossier, told, at.step.slug)

        return add


def rough_debts(lines: Sequence[tuple[str, int | None]]) -> list[DebtTold]:
    """Names with 'ongeveer' amounts as debts; None is an amount that is not known."""
    return [
        DebtTold(creditor=name, claimed_cents=cents, approximate=cents is not None) for name, cents in lines
    ]


def _standing(session: Session, actor: Actor, dossier: DossierView, debt_id: UUID) -> StoredDebt:
    found = queries.find_debt(session, actor, dossier.id, debt_id)
    if found is None or found.removed_at is not None:
        raise NotYours
    return found


def told_by(form: DebtForm, before: DebtTold) -> DebtTold:
    """What the form tells, over what was told before."""
    arranged = form.has_arrangement.data is YesNo.YES
    threat = known(form.threat.data)
    return replace(
        before, creditor=form.creditor.data, collector=known(form.collector.data) or "",
        whose=_value(form.whose.data) or "client", claimed_cents=known(form.claimed.data),
        approximate=bool(form.approximate.data), original_cents=known(form.original.data),
        reference=known(form.reference.data) or "", letter_date=known(form.letter_date.data),
        arrangement_cents=known(form.arrangement.data) if arranged else None,
        arrangement_period=(form.arrangement_per.data or Period.MONTH) if arranged else None,
        arrangement_until=known(form.arrangement_until.data) if arranged else None,
        arrangement_kept=_value(form.arrangement_kept.data) if arranged else None,
        last_payment_on=known(form.last_payment_on.data), judgment=_value(form.judgment.data),
        threat=_value(threat), threat_on=None if form.is_hidden("threat_on") else known(form.threat_on.data),
        disputed=form.correct.data is YesNo.NO,
        dispute="" if form.is_hidden("dispute") else known(form.dispute.data) or "",
        most_worried=bool(form.most_worried.data), open_answers=tuple(sorted(form.open_answers())),
    )  # fmt: skip


def _value(answer: Any) -> str | None:
    answer = known(answer)
    return str(answer.value) if answer is not None else None


def _chosen(kind: type[Choice], code: str | None) -> Choice | None:
    return next((member for member in kind if member.value == code), None)


def fields_of(told: DebtTold) -> dict[str, Any]:
    """A stored debt as the fields of its form."""
    fields: dict[str, Any] = {
        "creditor": told.creditor, "collector": told.collector or None, "whose": _chosen(DebtOf, told.whose),
        "claimed": told.claimed_cents, "approximate": told.approximate, "original": told.original_cents,
        "reference": told.reference or None, "letter_date": told.letter_date,
        "last_payment_on": told.last_payment_on, "most_worried": told.most_worried,
        "judgment": _chosen(Judgment, told.judgment),
        "threat": _chosen(DebtThreat, told.threat), "threat_on": told.threat_on,
        "correct": YesNo.NO if told.disputed else None, "dispute": told.dispute or None,
    }  # fmt: skip
    if told.arrangement_cents or told.arrangement_kept or told.arrangement_until:
        fields |= {
            "has_arrangement": YesNo.YES, "arrangement": told.arrangement_cents,
            "arrangement_per": told.arrangement_period or Period.MONTH, "arrangement_until": told.arrangement_until,
            "arrangement_kept": _chosen(Kept, told.arrangement_kept),
        }  # fmt: skip
    return with_open_answers(fields, told.open_answers)


def debt_amount(debt: StoredDebt) -> str:
    """The amount as it was told."""
    if debt.told.claimed_cents is None:
        return "bedrag nog niet bekend"
    return f"{'ongeveer ' if debt.told.approximate else ''}{format_euro(debt.told.claimed_cents)}"


def debt_detail(debt: StoredDebt) -> str:
    """What else is known, in a few words."""
    told, parts = debt.told, []
    if told.collector:
        parts.append(f"via {told.collector}")
    if told.arrangement_cents:
        period = (told.arrangement_period or Period.MONTH).label
        parts.append(f"u betaalt {format_euro(told.arrangement_cents)} {period}")
    if told.judgment in ("vonnis", "dwangbevel"):
        parts.append(told.judgment)
    if told.disputed:
        parts.append("klopt niet volgens u")
    if told.open_questions:
        parts.append(f"nog open: {', '.join(told.open_questions)}")
    return ", ".join(parts)


class MandateRows(RowEditor):
    """Machtigingen: sign one for chosen organisations, withdraw one."""

    def lines(self, at: InStep) -> Sequence[RowLine]:
        """The machtigingen that hold."""
        return [
            RowLine(m.id, ", ".join(m.creditors), f"getekend op {say_date(m.signed_on)}")
            for m in queries.mandates_of(at.session, at.actor, at.dossier.id) if m.withdrawn_at is None
        ]  # fmt: skip

    def heading(self, step: Step, row_id: UUID | None) -> str:
        """Sign, or withdraw."""
        return "Machtiging tekenen" if row_id is None else "Machtiging intrekken"

    def form(
        self, at: InStep, row_id: UUID | None, kind: str, posted: MultiDict[str, str] | None
    ) -> PageForm:
        """The form to sign, or the one to withdraw."""
        if row_id is not None:
            if not any(m.id == row_id for m in queries.mandates_of(at.session, at.actor, at.dossier.id)):
                raise NotYours
            return WithdrawMandateForm(formdata=posted)
        debts = [
            (str(debt.id), debt.name)
            for debt in queries.debts_of(at.session, at.actor, at.dossier.id).counted
        ]
        return MandateForm(formdata=posted, data={"signed_on": local_date(at.now)}, debts=debts)

    def save(self, at: InStep, row_id: UUID | None, form: PageForm, token: FormToken) -> None:
        """Sign or withdraw."""
        if isinstance(form, MandateForm):
            chosen = [UUID(debt_id) for debt_id in form.debts.data or ()]
            actions.sign_mandate(
                *at.act, chosen, how=form.how.data, signed_on=form.signed_on.data, form=token
            )
        elif row_id is not None and isinstance(form, WithdrawMandateForm):
            actions.withdraw_mandate(*at.act, row_id, reason=form.reason.data or "", form=token)

    def remove(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Withdraw one."""
        actions.withdraw_mandate(*at.act, row_id, form=token)

    def restore(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """A withdrawn one stays withdrawn. Raises SignAnew."""
        raise SignAnew
