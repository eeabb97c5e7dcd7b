"""Own work forms: their questions, what is said back, and the form as both sides see it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.own_texts.kinds import SLUGS, WORK_FORM
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.scripts_mi.own import Item
from schuldhulp.scripts_mi.work_forms.example import condition_said, example_answers
from schuldhulp.scripts_mi.work_forms.form import WorkForm
from schuldhulp.scripts_mi.work_forms.own import OWN_QUESTION, edited_form, form_faults, form_item
from schuldhulp.web.admin.own_texts.shelf import Line, Looked, Names, OwnTextForm, Shelf
from schuldhulp.web.forms import InputRequired, LongTextField, TextField
from schuldhulp.workforms.kept import keep
from schuldhulp.workforms.library import THEME_NAMES, spoken

_PARTS = {"ask": ("Vraag {n}", 140), "help": ("Uitleg onder vraag {n}", 200)}
_ENDS = {"low": ("Wat 0 betekent bij vraag {n}", 40), "high": ("Wat 10 betekent bij vraag {n}", 40)}
Place = tuple[str, Any, str]


class WorkForms(Shelf):
    """The work forms of a municipality."""

    kind, address, preview = WORK_FORM, "werkvormen", "admin/previews/work_form.html"
    names = Names(
        "Werkvormen", "werkvorm", "werkvormen",
        "Kies een werkvorm, verander een kopie en bekijk wat de cliënt ziet en wat u zelf ziet. Wie met een "
        "versie bezig is, houdt die; een nieuwe versie geldt voor wie daarna begint.",
    )  # fmt: skip

    def __init__(self, session: Session, municipality_id: UUID | None) -> None:
        self.library = offered_library(session, municipality_id)

    def item(self, text_id: str) -> Item | None:
        """The content in force, or None."""
        found = self.library.forms.get(text_id)
        return form_item(found) if found else None

    def of_theme(self, theme: str) -> Sequence[Line]:
        """The work forms of a theme."""
        forms = self.library.forms.values()
        return [Line(form.id, form.title, form.purpose) for form in forms if form.theme == theme]

    def form(self, item: Item, *, filled: bool) -> OwnTextForm:
        """The form with a field for every text of this work form."""
        places = list(_places(self.library.forms[item["id"]], item))
        fields = {name: field for name, field, _ in places}
        form: OwnTextForm = type("WorkFormTextsForm", (OwnTextForm,), fields)()
        form.shown = tuple(fields)
        if filled:
            for name, _, words in places:
                form[name].data = words
        return form

    def typed(self, form: OwnTextForm, old: Item, writer: str) -> Item:
        """The content with the words of the form."""
        texts = {name: _tidy(form[name].data, name) for name in form.shown}
        return edited_form(old, texts, reviewed_by=writer, version=old["version"] + 1)

    def look(self, item: Item) -> Looked:
        """Check it, and fill it in as an invented client, in the u-form and in the je-form."""
        made, reasons = form_faults(self.library, SLUGS, item)
        return Looked(reasons, _sides(made) if made else None)


def _sides(form: WorkForm) -> Mapping[str, object]:
    answers = example_answers(form)
    both = [(name, spoken(form, name)) for name in ("u", "je")]
    return {
        "form": form, "theme": THEME_NAMES[form.theme],
        "client": [(f"Met {name}", one, keep(one, answers)) for name, one in both],
    }  # fmt: skip


def _tidy(text: str | None, name: str) -> str:
    return (text or "").strip() if name.startswith("options_") else " ".join((text or "").split())


def _places(form: WorkForm, item: Item) -> Iterator[Place]:
    """Name, field and words of every text that can be changed, in the order of the page."""
    yield (
        "title",
        TextField("Titel", [InputRequired("Geef de werkvorm een titel.")], max_length=50),
        form.title,
    )
    yield (
        "purpose",
        TextField(
            "Waar het goed voor is", [InputRequired("Zeg in één zin waar dit goed voor is.")], max_length=140
        ),
        form.purpose,
    )
    yield (
        "intro",
        LongTextField("Inleiding", [InputRequired("Schrijf een korte inleiding.")], rows=3, max_length=420),
        form.intro,
    )
    for number, field in enumerate(item["fields"], start=1):
        yield from _of_question(field, number)
    if not any(field["name"] == OWN_QUESTION for field in item["fields"]) and len(item["fields"]) < 9:
        yield (
            "own",
            TextField("Nog een eigen vraag", max_length=140, description="Een open vraag. Leeg laten mag."),
            "",
        )
    for n, rule in enumerate(form.feedback):
        when = condition_said(form, rule.when)
        words = LongTextField(f"Wat de cliënt terugleest ({n + 1})", rows=3, max_length=360, description=when)
        yield f"said_{n}", words, rule.text
    yield (
        "evoke",
        TextField("De vraag om mee te nemen", [InputRequired("Schrijf de vraag op.")], max_length=160),
        form.evoke,
    )
    if form.suggest:
        why = TextField(
            "Waarom de werkvorm wordt aangeboden", [InputRequired("Zeg waarom.")], max_length=140,
            description="De cliënt leest dit erbij.",
        )  # fmt: skip
        yield "reason", why, form.suggest.reason


def _of_question(field: Item, number: int) -> Iterator[Place]:
    name = field["name"]
    for part, (label, most) in _PARTS.items():
        hint = "Laat leeg om deze vraag weg te laten." if part == "ask" else "Dit hoeft niet."
        words = TextField(label.format(n=number), max_length=most, description=hint)
        yield f"{part}_{name}", words, field.get(part, "")
    if "options" in field:
        rows = LongTextField(
            f"Antwoorden bij vraag {number}",
            rows=6,
            max_length=1_400,
            description="Eén antwoord op elke regel.",
        )
        yield f"options_{name}", rows, "\n".join(field["options"].values())
    for part, (label, most) in _ENDS.items():
        if part in field:
            yield f"{part}_{name}", TextField(label.format(n=number), max_length=most), field[part]
