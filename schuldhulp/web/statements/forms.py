"""The forms of a statement: the files, and one page of proposals."""

from collections.abc import Mapping
from typing import Any

from wtforms import MultipleFileField

from schuldhulp.budget.categories import CATEGORIES, CATEGORY, Group
from schuldhulp.budget.herkenning.proposal import Proposal
from schuldhulp.money import Period, format_euro
from schuldhulp.statements.drafts import ADD, LEAVE, UPDATE, Choice, Draft
from schuldhulp.statements.matching import Standing, says_the_same
from schuldhulp.statements.parts import RESERVES, Part
from schuldhulp.web.forms import (
    BooleanField,
    ChoiceField,
    DropdownField,
    EuroField,
    InputRequired,
    PageForm,
    PeriodField,
)

_INCOMES = [(c.code, c.label) for c in CATEGORIES if c.group is Group.INCOME]
_EXPENSES = [(c.code, c.label) for c in CATEGORIES if c.group is not Group.INCOME]
_NEEDED = "Vul een bedrag in, of kies ‘weglaten’."


class StatementForm(PageForm):
    """One or more files of a bank."""

    files = MultipleFileField(
        "Het bestand van uw bank",
        description="U haalt het op de website van uw bank. Hoe dat gaat, staat hieronder. Het liefst de laatste 6 of "
        "12 maanden. Heeft u meer rekeningen? Kies de bestanden samen.",
        render_kw={"accept": ".csv,.tab,.txt,.xml,.sta,.940,.mt940,.swi,.zip,text/csv,text/plain,text/xml"},
    )


class PartForm(PageForm):
    """One page of proposals: of each an amount, a period, what it is, and whether it stays away."""

    def choices(self, draft: Draft, part: Part, standing: Mapping[str, Standing]) -> dict[str, Choice]:
        """What was chosen, by the key of the proposal."""
        return {one.key: self._choice(one, standing.get(one.key)) for one in draft.proposals(part)}

    def _choice(self, one: Proposal, line: Standing | None) -> Choice:
        how = self[f"standing_{one.key}"].data if f"standing_{one.key}" in self else None
        skipped = bool(self[f"skip_{one.key}"].data)
        return Choice(
            cents=self[f"cents_{one.key}"].data or 0, period=self[f"per_{one.key}"].data or Period.MONTH,
            code=self[f"code_{one.key}"].data or one.code, skipped=skipped,
            standing=how or (LEAVE if line and says_the_same(one, line.told) else UPDATE),
        )  # fmt: skip

    def reserves(self, codes: tuple[str, ...]) -> dict[str, tuple[int, Period]]:
        """What was typed for posts that the statement does not show, by post."""
        return {
            code: (self[f"cents_{code}"].data, self[f"per_{code}"].data or Period.MONTH)
            for code in codes if self[f"cents_{code}"].data
        }  # fmt: skip


class _AmountUnlessSkipped(InputRequired):
    """An amount is needed, unless the line stays away."""

    def __init__(self, key: str) -> None:
        super().__init__(_NEEDED)
        self.key = key

    def __call__(self, form: Any, field: Any) -> None:
        if not form[f"skip_{self.key}"].data:
            super().__call__(form, field)


def part_form(draft: Draft, part: Part, standing: Mapping[str, Standing], asked: tuple[str, ...]) -> PartForm:
    """The form of one page, filled with what was proposed or chosen before."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for one in draft.proposals(part):
        choice, line = draft.choice(one), standing.get(one.key)
        fields |= _fields(one, line)
        data |= {f"cents_{one.key}": choice.cents, f"per_{one.key}": choice.period, f"code_{one.key}": choice.code,
                 f"skip_{one.key}": choice.skipped, f"standing_{one.key}": choice.standing}  # fmt: skip
    if part is RESERVES:
        for code in asked:
            cents, period = draft.reserves.get(code, (None, CATEGORY[code].period))
            label = CATEGORY[code].label
            fields |= {f"cents_{code}": EuroField(label), f"per_{code}": PeriodField(f"{label}: per")}
            data |= {f"cents_{code}": cents, f"per_{code}": period}
    made: PartForm = type("FilledPartForm", (PartForm,), fields)(data=data)
    return made


def _fields(one: Proposal, line: Standing | None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        f"cents_{one.key}": EuroField(f"Bedrag van {one.name}", [_AmountUnlessSkipped(one.key)]),
        f"per_{one.key}": PeriodField(f"{one.name}: per"),
        f"code_{one.key}": DropdownField(
            "Wat is dit?", choices=_INCOMES if one.group is Group.INCOME else _EXPENSES
        ),
        f"skip_{one.key}": BooleanField("Weglaten"),
    }
    if line and not says_the_same(one, line.told):
        now = "nog geen bedrag" if line.told.amount_open else _per(line.told.cents, line.told.period)
        fields[f"standing_{one.key}"] = ChoiceField(
            f"In het budget stond al: {line.told.name}, {now}",
            choices=[
                (UPDATE, f"Bijwerken naar {_per(one.cents, one.period)}"),
                (LEAVE, "Zo laten"),
                (ADD, "Dit is iets anders: zet het erbij"),
            ],
            default=UPDATE,
        )
    return fields


def _per(cents: int, period: Period) -> str:
    return f"{format_euro(cents)} {period.label}"
