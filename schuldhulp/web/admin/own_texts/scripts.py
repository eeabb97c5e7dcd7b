"""Own reply scripts: the words of each part, and the letter as both sides see it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.own_texts.kinds import SCRIPT, SLUGS
from schuldhulp.own_texts.queries import offered_catalogue
from schuldhulp.scripts_mi.browsing import browse
from schuldhulp.scripts_mi.choosing import look_up
from schuldhulp.scripts_mi.composing import compose
from schuldhulp.scripts_mi.example import example_for
from schuldhulp.scripts_mi.facts import snapshot_of
from schuldhulp.scripts_mi.ledger import Ledger
from schuldhulp.scripts_mi.own import Item, edited, faults_of, item_of, with_own
from schuldhulp.scripts_mi.script import Script
from schuldhulp.web.admin.own_texts.shelf import Line, Looked, Names, OwnTextForm, Shelf
from schuldhulp.web.forms import InputRequired, LongTextField, TextField

_ANYWHERE = snapshot_of({"crisis.open": False, "threat.open": False})
_SLOT_NAMES = {
    "opening": "Opening", "waardering": "Waardering", "reflectie": "Weergeven wat u leest", "kern": "Vraag",
    "stap": "Kleine stap", "autonomie": "Ruimte om te kiezen", "afsluiting": "Afsluiting",
}  # fmt: skip


def _slot_field(name: str) -> LongTextField:
    return LongTextField(
        _SLOT_NAMES[name], rows=5, max_length=8000, description="Eén zin of twee op elke regel."
    )


class ScriptForm(OwnTextForm):
    """A script in words: per part its variants, each on a row."""

    title = TextField("Titel in de lijst", [InputRequired("Vul een titel in.")], max_length=70)
    why = TextField("Waarom deze tekst past", [InputRequired("Zeg waarom deze tekst past.")], max_length=160)
    opening = _slot_field("opening")
    waardering = _slot_field("waardering")
    reflectie = _slot_field("reflectie")
    kern = _slot_field("kern")
    stap = _slot_field("stap")
    autonomie = _slot_field("autonomie")
    afsluiting = _slot_field("afsluiting")


class Scripts(Shelf):
    """The scripts of a municipality."""

    kind, address, preview = SCRIPT, "scripts", "admin/previews/script.html"
    names = Names(
        "Teksten voor antwoorden", "tekst", "teksten",
        "Kies een tekst, verander een kopie en bekijk hoe een cliënt die leest. Een versie die geldt, verandert nooit "
        "meer; een nieuwe versie komt ervoor in de plaats.",
    )  # fmt: skip

    def __init__(self, session: Session, municipality_id: UUID | None) -> None:
        self.catalogue = offered_catalogue(session, municipality_id)

    def item(self, text_id: str) -> Item | None:
        """The content in force, or None."""
        found = self.catalogue.scripts.get(text_id)
        return item_of(found) if found else None

    def of_theme(self, theme: str) -> Sequence[Line]:
        """The scripts of a theme."""
        return [Line(one.id, one.title, one.why) for one in browse(self.catalogue, _ANYWHERE, theme=theme)]

    def form(self, item: Item, *, filled: bool) -> OwnTextForm:
        """The form with the parts this script has."""
        form = ScriptForm()
        form.shown = ("title", "why", *(name for name in _SLOT_NAMES if name in item["slots"]))
        if filled:
            form.title.data, form.why.data = item["title"], item["why"]
            for name, lines in item["slots"].items():
                form[name].data = "\n".join(line["t"] for line in lines)
        return form

    def typed(self, form: OwnTextForm, old: Item, writer: str) -> Item:
        """The content with the words of the form."""
        lines = {name: form[name].data or "" for name in old["slots"]}
        return edited(
            old, title=form["title"].data, why=form["why"].data, lines=lines, reviewed_by=writer,
            version=old["version"] + 1,
        )  # fmt: skip

    def look(self, item: Item) -> Looked:
        """Check it, and compose the letter as an invented client reads it, in the u-form and in the je-form."""
        made, reasons = faults_of(self.catalogue, SLUGS, item)
        return Looked(reasons, {"script": made, "letters": self._letters(made)} if made else None)

    def _letters(self, made: Script) -> list[str]:
        catalogue, texts = with_own(self.catalogue, [made]), []
        for register in ("u", "je"):
            snapshot = example_for(made, client__register=register)
            found = look_up(made, snapshot, Ledger(), "voorbeeld")
            if found is not None:
                texts.append(compose(catalogue, found, snapshot).text)
        return texts
