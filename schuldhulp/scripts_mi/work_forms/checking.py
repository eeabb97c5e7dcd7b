"""What a work form must keep to, beyond its schema: names, conditions, wording, what is said back."""

import re
from collections.abc import Iterator

from schuldhulp.scripts_mi.wording import forbidden, question_count, sentences, words
from schuldhulp.scripts_mi.work_forms.feedback import PLACEHOLDER
from schuldhulp.scripts_mi.work_forms.form import (
    OTHER,
    OTHER_SUFFIX,
    WEEKDAYS,
    WITH_OPTIONS,
    AnswerTest,
    Computed,
    FeedbackRule,
    Field,
    FieldKind,
    WorkForm,
)
from schuldhulp.scripts_mi.yaml_lines import Path, Source

MOST_WORDS = 20
_ORDER = ("lt", "lte", "gt", "gte")
_OPS: dict[FieldKind, tuple[str, ...]] = {
    FieldKind.SHORT_TEXT: ("exists",),
    FieldKind.LONG_TEXT: ("exists",),
    FieldKind.CHOICE: ("eq", "ne", "in", "exists"),
    FieldKind.CHOICES: ("contains", "exists", *_ORDER),
    FieldKind.RULER: ("eq", "ne", "exists", *_ORDER),
    FieldKind.DATE: ("exists",),
    FieldKind.WEEKDAY: ("eq", "ne", "in", "exists"),
    FieldKind.EURO: ("eq", "exists", *_ORDER),
    FieldKind.LINES: ("exists", *_ORDER),
    FieldKind.AMOUNTS: ("exists", *_ORDER),
    FieldKind.YES_NO: ("eq", "exists"),
    FieldKind.IF_THEN: ("exists",),
}
_PRAISE = re.compile(
    r"\b(goed zo|knap|prima|super|top|geweldig|fantastisch|goed gedaan|wat goed|heel goed|mooi dat|wat mooi|fijn dat"
    r"|wat fijn|trots op u|bravo|uitstekend|complimenten?)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(wat|hoe|welke?|wie|waar|waar[a-z]+|wanneer)\b", re.IGNORECASE)
_WHY = re.compile(r"\bwaarom\b", re.IGNORECASE)
_HIGHER = re.compile(r"\bgeen (hoger|\d|acht|negen|tien)", re.IGNORECASE)
_BALANCE = re.compile(r"\b(voordelen|nadelen|voors|tegens|spreekt (er)?tegen|pleit)\b", re.IGNORECASE)
_FORMS_OF_ADDRESS = {
    "u": re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    "je": re.compile(r"\b(u|uw)\b", re.IGNORECASE),
}
_QUOTED = re.compile(r"‘[^’]*’")


def check_form(source: Source, path: Path, form: WorkForm) -> None:
    """Refuse a form that breaks a rule. Raises CatalogueFault with file, line and reason."""
    for where, reason in _faults(form):
        raise source.fault((*path, *where), reason)


def _faults(form: WorkForm) -> Iterator[tuple[Path, str]]:
    if form.id.split(".")[0] != form.theme:
        yield ("id",), f"het kenmerk van een werkvorm begint met het thema: {form.theme}."
    yield from _names(form)
    for n, field in enumerate(form.fields):
        yield from (((("fields", n)), reason) for reason in _field_faults(field))
    for n, computed in enumerate(form.computed):
        yield from (((("computed", n)), reason) for reason in _computed_faults(form, computed))
    yield from _feedback_faults(form)
    if form.follow_up and not _is(form, form.follow_up.field, FieldKind.IF_THEN):
        yield ("follow_up",), f"{form.follow_up.field} is geen als-dan-vraag van deze werkvorm"
    yield from _wording(form)


def _names(form: WorkForm) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    places: list[tuple[Path, str]] = [(("fields", n), each.name) for n, each in enumerate(form.fields)]
    places += [(("computed", n), each.name) for n, each in enumerate(form.computed)]
    for where, name in places:
        if name in seen:
            yield where, f"{name} staat hier twee keer"
        if name.endswith(OTHER_SUFFIX):
            yield where, f"een naam eindigt niet op {OTHER_SUFFIX}: dat is voor eigen woorden"
        seen.add(name)


def _field_faults(field: Field) -> Iterator[str]:
    if (field.kind in WITH_OPTIONS) is not bool(field.options):
        yield f"{field.name}: keuzes (options) horen bij een keuzevraag, en zijn daar nodig"
    if OTHER in field.options:
        yield f"{field.name}: gebruik `other: true` voor eigen woorden, geen keuze {OTHER}"
    if field.other and field.kind not in WITH_OPTIONS:
        yield f"{field.name}: `other` hoort bij een keuzevraag"
    if (field.kind is FieldKind.RULER) is not bool(field.low and field.high):
        yield f"{field.name}: low en high zijn de uiteinden van een schaal, en zijn daar nodig"
    if field.examples and field.kind is not FieldKind.IF_THEN:
        yield f"{field.name}: voorbeelden horen bij een als-dan-vraag"


def _computed_faults(form: WorkForm, computed: Computed) -> Iterator[str]:
    money = computed.of is FieldKind.EURO
    fitting = (FieldKind.EURO, FieldKind.AMOUNTS) if money else (computed.of,)
    if not money and computed.of not in (FieldKind.RULER, FieldKind.LINES, FieldKind.CHOICES):
        yield f"{computed.name}: met {computed.of} valt niet te rekenen"
    for name in (*computed.plus, *computed.minus):
        if not any(each.name == name and each.kind in fitting for each in form.fields):
            yield f"{computed.name}: {name} is geen vraag van dezelfde soort"


def _feedback_faults(form: WorkForm) -> Iterator[tuple[Path, str]]:
    for n, rule in enumerate(form.feedback):
        here: Path = ("feedback", n)
        tests = (*rule.when.all, *rule.when.any, *rule.when.none)
        if bool(tests) is (n == len(form.feedback) - 1):
            yield here, "de laatste regel heeft geen voorwaarde (when), en elke andere regel wel"
        for test in tests:
            yield from ((here, reason) for reason in _test_faults(form, test))
        yield from ((here, reason) for reason in _placeholder_faults(form, rule))


def _test_faults(form: WorkForm, test: AnswerTest) -> Iterator[str]:
    computed = any(each.name == test.field for each in form.computed)
    field = next((each for each in form.fields if each.name == test.field), None)
    if field is None and not computed:
        yield f"de vraag ‘{test.field}’ bestaat niet"
        return
    ops = (*_ORDER, "eq", "exists") if field is None else _OPS[field.kind]
    if test.op not in ops:
        yield f"‘{test.op}’ past niet bij de vraag {test.field}"
    elif test.op != "exists" and not _fits(field, test):
        yield f"‘{test.value}’ is geen antwoord op de vraag {test.field}"


def _fits(field: Field | None, test: AnswerTest) -> bool:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    if (test.op == "in") is not isinstance(test.value, tuple):
        return False
    if field is None or test.op in _ORDER or field.kind in (FieldKind.RULER, FieldKind.EURO):
        return all(isinstance(each, int) and not isinstance(each, bool) for each in values)
    if field.kind is FieldKind.YES_NO:
        return isinstance(test.value, bool)
    known = (
        WEEKDAYS if field.kind is FieldKind.WEEKDAY else (*field.options, *((OTHER,) if field.other else ()))
    )
    return all(each in known for each in values)


def _placeholder_faults(form: WorkForm, rule: FeedbackRule) -> Iterator[str]:
    leftover = PLACEHOLDER.sub("", rule.text)
    if "{" in leftover or "}" in leftover:
        yield "een invulplek is {vraag} of {vraag.aantal}"
    certain = {test.field for test in rule.when.all if not (test.op == "exists" and test.value is False)}
    certain |= {each.name for each in form.fields if each.required}
    several = {
        test.field
        for test in rule.when.all
        if isinstance(test.value, int)
        and (test.op == "gte" and test.value >= 2 or test.op == "gt" and test.value >= 1)
    }
    certain |= {each.plus[0] for each in form.computed if each.name in certain and len(each.plus) == 1}
    certain |= {each.name for each in form.computed if certain & set(each.plus)}
    for name, count in PLACEHOLDER.findall(rule.text):
        field = next((each for each in form.fields if each.name == name), None)
        if field is None and not any(each.name == name for each in form.computed):
            yield f"de invulplek {{{name}}} noemt geen vraag"
        elif name not in certain:
            yield f"{{{name}}} kan hier leeg zijn: toets dat in `all`, of maak de vraag verplicht"
        elif count and (field is None or field.kind not in (FieldKind.LINES, FieldKind.CHOICES)):
            yield f"{{{name}.aantal}} is voor regels en keuzes"
        elif count and name not in several:
            yield f"{{{name}.aantal}} kan één zijn: toets in `all` dat het er twee of meer zijn"
        elif field is not None and field.kind is FieldKind.YES_NO:
            yield f"{{{name}}} is ja of nee: schrijf voor elk een regel"


def _wording(form: WorkForm) -> Iterator[tuple[Path, str]]:
    for where, text in _instructions(form):
        yield from ((where, reason) for reason in _text_faults(form, text, instruction=True))
        if "{" in text or "}" in text:
            yield where, "een invulplek hoort alleen in wat wordt teruggezegd"
        if _BALANCE.search(text) and not form.real_choice:
            yield where, "voor en tegen alleen bij een echte keuze: noem die in real_choice"
    for n, rule in enumerate(form.feedback):
        here: Path = ("feedback", n)
        text = PLACEHOLDER.sub("dit", rule.text)
        yield from ((here, reason) for reason in _text_faults(form, text, instruction=False))
        if question_count(text):
            yield here, "wat wordt teruggezegd stelt geen vraag: de vraag komt erna"
        if praise := _PRAISE.search(text):
            yield here, f"lof in plaats van wat er geantwoord is: ‘{praise.group(0)}’"
    for part, text in (("evoke", form.evoke), ("suggest", form.suggest.reason if form.suggest else "")):
        if "{" in text or "}" in text:
            yield (part,), "een invulplek hoort alleen in wat wordt teruggezegd"
    yield from ((("evoke",), reason) for reason in _evoke_faults(form))
    if form.suggest:
        yield from (
            (("suggest",), reason) for reason in _text_faults(form, form.suggest.reason, instruction=False)
        )


def _evoke_faults(form: WorkForm) -> Iterator[str]:
    yield from _text_faults(form, form.evoke, instruction=False)
    asked = form.evoke.rsplit(". ", 1)[-1]
    if question_count(form.evoke) != 1 or not form.evoke.endswith("?"):
        yield "de vraag om verder te denken is precies één vraag"
    elif not _OPEN.search(asked) or _WHY.search(asked):
        yield "de vraag om verder te denken is open: met wat, hoe, welke, wie of waar, en niet met waarom"
    if _HIGHER.search(form.evoke):
        yield "vragen waarom een cijfer niet hoger is, roept op wat iemand tegenhoudt"


def _instructions(form: WorkForm) -> Iterator[tuple[Path, str]]:
    yield ("title",), form.title
    yield ("purpose",), form.purpose
    yield ("intro",), form.intro
    for n, field in enumerate(form.fields):
        for text in (field.ask, field.help, field.low, field.high, *field.options.values()):
            if text:
                yield ("fields", n), text
        for situation, action in field.examples:
            yield ("fields", n), f"Als {situation}, dan {action}."


def _text_faults(form: WorkForm, text: str, *, instruction: bool) -> Iterator[str]:
    yield from forbidden(text, crisis=instruction)
    if other := _FORMS_OF_ADDRESS[form.register].search(_QUOTED.sub("", text)):
        yield f"‘{other.group(0)}’ in een werkvorm in de {form.register}-vorm"
    for sentence in sentences(text):
        if len(words(sentence)) > MOST_WORDS:
            yield f"een zin van meer dan {MOST_WORDS} woorden: ‘{sentence[:50]} …’"


def _is(form: WorkForm, name: str, kind: FieldKind) -> bool:
    return any(each.name == name and each.kind is kind for each in form.fields)
