"""What is said back after a work form: the first rule that holds, and the question that follows a ruler."""

import re
from dataclasses import dataclass

from schuldhulp.money import format_euro
from schuldhulp.scripts_mi.register import in_je
from schuldhulp.scripts_mi.work_forms.answers import answered, holds, how_many, in_words, quoted, worked_out
from schuldhulp.scripts_mi.work_forms.form import Answers, Field, FieldKind, Ruler, WorkForm

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.(aantal))?\}")
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class SaidBack:
    """What the client reads after a form. `rule` counts from 0; `rulers` are follow-up questions."""

    rule: int
    text: str
    rulers: tuple[str, ...]
    evoke: str


def said_back(form: WorkForm, answers: Answers) -> SaidBack:
    """Choose the first rule that holds and fill in what was answered."""
    number = next(n for n, rule in enumerate(form.feedback) if holds(rule.when, form, answers))
    text = PLACEHOLDER.sub(lambda match: _value(form, answers, match), form.feedback[number].text)
    return SaidBack(number, _tidy(text), ruler_questions(form, answers), form.evoke)


def ruler_questions(form: WorkForm, answers: Answers) -> tuple[str, ...]:
    """Ask why a score is not lower (importance), or what would raise it (confidence). Never why it is not higher."""
    return tuple(
        in_je(question) if form.register == "je" else question
        for each in answered(form, answers)
        if each.kind is FieldKind.RULER and (question := _ruler_question(each, answers))
    )


def _ruler_question(field: Field, answers: Answers) -> str:
    score = answers.get(field.name)
    if not isinstance(score, int):
        return ""
    if field.measures is Ruler.IMPORTANCE:
        if score == 0:
            return "Wat zou er anders zijn, als u hier een 2 gaf?"
        return f"U geeft een {score}. Wat maakt dat het geen {max(score - 2, 0)} is?"
    if field.measures is Ruler.CONFIDENCE:
        if score == 10:
            return "U geeft een 10. Waar haalt u dat vertrouwen uit?"
        return f"U geeft een {score}. Wat zou er een {score + 1} van maken?"
    return ""


def _value(form: WorkForm, answers: Answers, match: re.Match[str]) -> str:
    name, count = match.groups()
    for computed in form.computed:
        if computed.name == name:
            value = worked_out(computed, form, answers) or 0
            return format_euro(abs(value)) if computed.of is FieldKind.EURO else in_words(abs(value))
    field = form.field(name)
    return in_words(how_many(field, answers)) if count else quoted(field, answers)


def _tidy(text: str) -> str:
    """Only one dot after a value that ends its sentence itself, and a capital after it."""
    plain = _SPACES.sub(" ", text).replace("..", ".").strip()
    return "Eén" + plain[3:] if plain.startswith("één") else plain[:1].upper() + plain[1:]
