"""The people at home, as lines of the step 'thuis'."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from schuldhulp.calendar import local_date
from schuldhulp.dossier.open_answers import Open, known, open_words
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.steps import Step
from schuldhulp.refusals import NotYours
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import PageForm
from schuldhulp.web.steps.row_editor import InStep, RowEditor, RowLine
from schuldhulp.web.steps.row_forms import HouseholdMemberForm, MemberKind
from schuldhulp.web.steps.step_form import with_open_answers
from schuldhulp.workbook import actions, queries

_KINDS = {kind.value: kind for kind in MemberKind}
_QUESTIONS = {
    "name": "voornaam",
    "age": "hoe oud",
    "days_a_week": "hoeveel dagen",
    "has_income": "eigen inkomen",
}
_WHO = {"partner": "Partner", "child": "Kind", "adult": "Volwassene"}


class HouseholdRows(RowEditor):
    """Partner, children and other adults."""

    ask = "Wie wonen er nog meer? Woont u alleen? Ga dan verder."
    ask_more = "Woont er nog iemand bij u?"

    def lines(self, at: InStep) -> Sequence[RowLine]:
        """Who lives there, with age and days."""
        year = local_date(at.now).year
        return [
            RowLine(m.id, m.name or _WHO[m.kind], _detail(m, year), version=m.version)
            for m in queries.household(at.session, at.actor, at.dossier.id)
        ]

    def additions(self, at: InStep) -> Sequence[tuple[str, str]]:
        """The three kinds of people."""
        return [(kind.label, kind.value) for kind in MemberKind]

    def heading(self, step: Step, row_id: UUID | None) -> str:
        """The page of one person."""
        return "Wie woont er bij u?" if row_id is None else "Gegevens aanpassen"

    def form(
        self, at: InStep, row_id: UUID | None, kind: str, posted: MultiDict[str, str] | None
    ) -> PageForm:
        """The form of one person."""
        stored: dict[str, Any] = {"kind": _KINDS[kind]} if kind in _KINDS else {}
        if row_id is not None:
            found = queries.household(at.session, at.actor, at.dossier.id, member_id=row_id)
            if not found:
                raise NotYours
            member = found[0]
            income = None if member.has_income is None else (YesNo.YES if member.has_income else YesNo.NO)
            fields = {
                "kind": _KINDS[member.kind], "name": member.name or None, "birth_year": member.birth_year,
                "days_a_week": member.days_a_week, "has_income": income, "version": member.version,
            }  # fmt: skip
            stored = with_open_answers(fields, member.open_answers)
        return HouseholdMemberForm(formdata=posted, data=stored)

    def save(self, at: InStep, row_id: UUID | None, form: PageForm, token: FormToken) -> None:
        """Add or change one person."""
        assert isinstance(form, HouseholdMemberForm)
        income = form.has_income.data
        told: dict[str, Any] = {
            "kind": form.kind.data.value, "name": known(form.name.data) or "",
            "birth_year": form.born_in(local_date(at.now)),
            "days_a_week": _number(form.days_a_week.data) if not form.is_hidden("days_a_week") else None,
            "has_income": income is YesNo.YES if isinstance(income, YesNo) else None,
            "open_answers": dict(form.open_answers()),
        }  # fmt: skip
        if row_id is None:
            actions.add_household_member(*at.act, **told, form=token)
        else:
            actions.change_household_member(*at.act, row_id, version=form.version.data, **told, form=token)

    def remove(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Take one person off the list."""
        actions.remove_household_member(*at.act, row_id, form=token)

    def restore(self, at: InStep, row_id: UUID, token: FormToken) -> None:
        """Put one person back."""
        actions.restore_household_member(*at.act, row_id, form=token)


def _number(value: Any) -> int | None:
    return None if value is None or isinstance(value, Open) else int(value)


def _detail(member: queries.MemberView, year: int) -> str:
    parts = [_WHO[member.kind].lower()] if member.name else []
    if member.birth_year:
        parts.append(f"ongeveer {year - member.birth_year} jaar")
    if member.days_a_week is not None:
        parts.append(f"{member.days_a_week} dagen per week bij u")
    if member.has_income is not None:
        parts.append("eigen inkomen" if member.has_income else "geen eigen inkomen")
    if left := open_words(member.open_answers, _QUESTIONS):
        parts.append(f"nog open: {', '.join(left)}")
    return ", ".join(parts)
