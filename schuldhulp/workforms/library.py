"""The library of work forms, and which of them fit now; what a municipality has of its own comes from `own_texts`."""

from dataclasses import dataclass
from functools import lru_cache

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.conditions import verdict
from schuldhulp.scripts_mi.facts import Snapshot
from schuldhulp.scripts_mi.wording import words
from schuldhulp.scripts_mi.work_forms.addressing import in_je_form
from schuldhulp.scripts_mi.work_forms.form import Library, WorkForm
from schuldhulp.scripts_mi.work_forms.loader import load_work_forms

_STEPS = frozenset(STEP)
THEME_NAMES = {
    "start": "Beginnen", "post": "Post en papieren", "schuldenoverzicht": "Overzicht van schulden",
    "budget": "Rondkomen", "inkomen": "Inkomen en regelingen", "uitgaven": "Uitgeven en kopen",
    "schuldeisers": "Schuldeisers", "werk": "Werk en leren", "relaties": "Gezin en anderen",
    "stress": "Stress en piekeren", "waarden": "Wat telt voor mij", "vertrouwen": "Vertrouwen",
    "terugval": "Als het tegenzit", "nazorg": "Daarna", "digitaal": "Digitaal en veilig",
    "levensgebeurtenissen": "Als er iets verandert",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fitting:
    """A form that fits now, and why."""

    form: WorkForm
    reason: str


def library() -> Library:
    """Every work form of the product, read once a process."""
    return load_work_forms(_STEPS)


def spoken(form: WorkForm, register: str) -> WorkForm:
    """A form as this client chose to be addressed."""
    return _in_je(form) if register == "je" and form.register == "u" else form


@lru_cache(maxsize=1024)
def _in_je(form: WorkForm) -> WorkForm:
    return in_je_form(form)


def id_at(theme: str, name: str) -> str:
    """The id of the form at an address: dashes for underscores."""
    return f"{theme}.{name.replace('-', '_')}"


def address_of(form_id: str) -> tuple[str, str]:
    """Theme and name of a form as they stand in an address."""
    theme, _, name = form_id.partition(".")
    return theme, name.replace("_", "-")


def fitting(offered: Library, snapshot: Snapshot, done: frozenset[str], most: int = 3) -> tuple[Fitting, ...]:
    """The forms to offer first: their condition holds, and the client did not do them or lay them aside.

    Nothing at a threat or a sign of a crisis. Order: priority, then id; one of each theme before a second.
    """
    if snapshot.get("crisis.open") or snapshot.get("threat.open"):
        return ()
    found = [
        (form.suggest.priority, form, form.suggest.reason)
        for form in offered.forms.values()
        if form.suggest and form.id not in done and verdict(form.suggest.when, snapshot).holds
    ]
    found.sort(key=lambda each: (-each[0], each[1].id))
    seen: dict[str, int] = {}
    ranked = []
    for nth, (_, form, reason) in enumerate(found):
        seen[form.theme] = seen.get(form.theme, 0) + 1
        ranked.append((seen[form.theme], nth, Fitting(form, reason)))
    return tuple(each for _, _, each in sorted(ranked, key=lambda each: each[:2])[:most])


def search(offered: Library, wanted: str) -> tuple[WorkForm, ...]:
    """The forms in which every word that was typed begins a word; the best hits first."""
    typed = words(wanted)
    hits = []
    for nth, form in enumerate(offered.forms.values()):
        title, rest = words(form.title), words(_text(form))
        if typed and all(any(each.startswith(word) for each in (*title, *rest)) for word in typed):
            in_title = sum(any(each.startswith(word) for each in title) for word in typed)
            hits.append((-in_title, nth, form))
    return tuple(form for _, _, form in sorted(hits, key=lambda each: each[:2]))


def _text(form: WorkForm) -> str:
    return " ".join((form.purpose, form.intro, THEME_NAMES[form.theme], *form.words))
