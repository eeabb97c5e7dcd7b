"""The form for what all creditors answered to one proposal, and what was typed into it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import wtforms

from schuldhulp.calendar import say_date
from schuldhulp.schuldregeling.answers import Answered, stands, state_of
from schuldhulp.schuldregeling.stored import LineView
from schuldhulp.web.forms import ChoiceField, DateField, EuroField, InputRequired, PageForm, TextField

CHOICES = (
    ("open", "Nog niets"),
    ("accepted", "Akkoord"),
    ("refused", "Weigert"),
    ("silent", "Geen antwoord"),
)
_NOTHING_YET = Answered(answer="open").print
_CHOOSE = "Kies ook wat deze schuldeiser antwoordde, of maak de andere vakken leeg."


class AnswersForm(PageForm):
    """On which day the answers came; of each creditor what it said, or nothing."""

    on = DateField(
        "Op welke dag kwamen de antwoorden?", [InputRequired("Vul de dag in.")], not_future=True,
        description="Geldt voor elk nieuw antwoord hieronder. Een andere dag kan bij de schuldeiser zelf.",
    )  # fmt: skip

    def typed(self, line: LineView) -> Answered:
        """What was chosen and typed of one creditor; a new answer without a day of its own has the day above."""
        key = line.id.hex
        answer = self[f"answer_{key}"].data or "open"
        if answer == "open":
            return Answered(answer="open")
        return Answered(
            answer=answer, on=self[f"on_{key}"].data or self.on.data, cents=self[f"cents_{key}"].data,
            note=self[f"note_{key}"].data or "",
        )  # fmt: skip

    def touched(self, line: LineView) -> bool:
        """Whether something else stands here than was shown."""
        return self.typed(line).print != self.seen(line).partition("-")[0]

    def seen(self, line: LineView) -> str:
        """The state in which a line was shown."""
        return str(self[f"seen_{line.id.hex}"].data or "")

    def told(self, lines: Sequence[LineView]) -> list[tuple[UUID, Answered, str]]:
        """What is new of each creditor, with the state in which its line was shown."""
        return [(line.id, self.typed(line), self.seen(line)) for line in lines if self.touched(line)]

    def check(self, lines: Sequence[LineView], offered_on: date | None) -> bool:
        """Whether what was typed of each creditor hangs together; what does not is said beside the field."""
        for line in lines:
            key = line.id.hex
            answer, on = self[f"answer_{key}"], self[f"on_{key}"]
            rest = [self[f"{name}_{key}"] for name in ("on", "cents", "note")]
            if (answer.data or "open") == "open":
                if any(field.data for field in rest) and self.seen(line).startswith(_NOTHING_YET):
                    answer.errors = [_CHOOSE]
                continue
            day = self.typed(line).on
            if offered_on and day and day < offered_on and not on.errors:
                on.errors = [f"Het voorstel ging uit op {say_date(offered_on)}. Het antwoord kwam daarna."]
        return not self.errors

    def look_again(self, lines: Sequence[LineView], moved: frozenset[UUID]) -> None:
        """Take the state of now: a line that moved keeps what was typed, an untouched one shows what stands."""
        for line in lines:
            if line.id not in moved and not self.touched(line):
                for name, value in _values(line).items():
                    _put(self[f"{name}_{line.id.hex}"], value)
            _put(self[f"seen_{line.id.hex}"], state_of(stands(line), line.forced))


def _put(field: Any, value: Any) -> None:
    field.data, field.raw_data = value, None


def _values(line: LineView) -> dict[str, Any]:
    return {"answer": line.answer, "on": line.answered_on, "cents": line.answered_cents, "note": line.note}


def answers_form(lines: Sequence[LineView]) -> AnswersForm:
    """The form of these lines, filled with what stands."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for line in lines:
        key, name = line.id.hex, line.creditor
        fields[f"answer_{key}"] = ChoiceField(f"Antwoord van {name}", choices=list(CHOICES))
        fields[f"cents_{key}"] = EuroField(f"Bedrag dat {name} noemt")
        fields[f"on_{key}"] = DateField(f"Dag van het antwoord van {name}", not_future=True)
        fields[f"note_{key}"] = TextField(f"Wat {name} schreef", max_length=300)
        fields[f"seen_{key}"] = wtforms.HiddenField()
        data |= {f"{part}_{key}": value for part, value in _values(line).items()}
        data[f"seen_{key}"] = state_of(stands(line), line.forced)
    made: AnswersForm = type("AnswersOfCreditors", (AnswersForm,), fields)(data=data)
    return made
