"""The figures of the law in force, and publishing a new set after the worked examples were run with it."""

from dataclasses import dataclass
from uuid import uuid4

from flask import render_template, request, url_for
from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from schuldhulp.budget.norm_files import NormFileWrong, read_norm_text, set_names
from schuldhulp.budget.normen import Norm, NormSet
from schuldhulp.budget.zinnen import show_number, show_percent
from schuldhulp.calendar import local_date
from schuldhulp.money import format_euro
from schuldhulp.norms.actions import publish_set
from schuldhulp.norms.queries import editions, published_sets
from schuldhulp.norms.trying import Trial, in_force, try_set
from schuldhulp.refusals import Refused
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.pasted import take_upload
from schuldhulp.web.admin.saving import status_of
from schuldhulp.web.forms import DropdownField, InputRequired, LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session

LONGEST = 60_000
NAMES = {
    "regelingen": "Regelingen van de gemeente", "veertiendagenbrief": "Veertiendagenbrief",
    "voeding": "Richtlijn voor boodschappen",
    "bijstand": "Bijstand", "beslagvrije_voet": "Beslagvrije voet", "toeslagen": "Toeslagen, grenzen en afbouw",
    "toeslagbedragen": "Toeslagen, bedragen", "incassokosten": "Incassokosten", "rente": "Wettelijke rente",
    "verkeersboete": "Verkeersboetes", "controles": "Controles op een begroting", "schuldregeling": "Schuldregeling",
    "verjaring": "Verjaring", "vtlb": "Vrij te laten bedrag",
}  # fmt: skip


class NormForm(PageForm):
    """The set and the text of its file."""

    set_name = DropdownField("Welke set?", [InputRequired("Kies een set.")])
    content = LongTextField(
        "Tekst van het bestand", [InputRequired("Kies een bestand, of plak de tekst.")], rows=12, max_length=LONGEST,
        description="Zoals de bestanden die er al zijn, met geldig_van en geldig_tot.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownSet:
    """One set with its periods; `today` is the one in force, None when there is none."""

    name: str
    title: str
    today: NormSet | None
    others: tuple[NormSet, ...]


@blueprint.get("/beheer/normen")
@door("platform:manage")
def norms() -> str:
    """Show every set: what is in force, and the periods before and after it."""
    published = editions(session())
    session().close()
    today = local_date(now())
    shown = []
    for name in set_names():
        row = in_force([each.period for each in published], name)
        current = next((period for period in row if period.holds_on(today)), None)
        others = tuple(period for period in reversed(row) if period is not current)
        shown.append(ShownSet(name, NAMES.get(name, name), current, others))
    return render_template("admin/norms.html", sets=shown, published=published, value=value_of, names=NAMES)


def value_of(norm: Norm) -> Markup | str:
    """A figure as people read it."""
    if norm.unit.is_money:
        return f"{format_euro(norm.cents)} per {norm.unit}"
    return show_percent(norm.rate) if norm.unit.is_rate else show_number(norm.count)


@blueprint.route("/beheer/normen/nieuw", methods=["GET", "POST"])
@door("platform:manage")
def new_norms() -> str | Response | tuple[str, int]:
    """Try a set against the worked examples; it counts after a second press, never before."""
    form, trial = NormForm(), None
    form.set_name.offer([(name, NAMES.get(name, name)) for name in set_names()])
    if request.method == "POST":
        take_upload(form.content, LONGEST)
    if form.validate_on_submit():
        try:
            if request.form.get("do") == "publiceer":
                publish_set(session(), current_actor(), now(), form.set_name.data, form.content.data)
                return redirect(url_for("admin.norms", melding="norm-gepubliceerd"), 303)
            trial = _tried(form)
        except NormFileWrong as wrong:
            form.content.errors = [f"Dit bestand klopt niet: {wrong}."]
        except Refused as refused:
            form.form_errors = [*form.form_errors, str(refused)]
            trial = _tried(form)
    session().close()
    form.token.data = uuid4().hex
    return render_template("admin/new_norms.html", form=form, trial=trial, value=value_of), status_of(form)


def _tried(form: NormForm) -> Trial:
    known = published_sets(session())
    session().close()
    return try_set(read_norm_text(form.content.data, form.set_name.data), known)
