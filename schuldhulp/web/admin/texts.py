"""The municipality's own words and colours."""

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from schuldhulp.municipalities import actions
from schuldhulp.municipalities.colours import DARK_GROUND, WHITE, Theme, colour_faults, contrast, theme_of
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import beaten, own_municipality, saved, status_of
from schuldhulp.web.forms import EmailField, InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import current_actor, door, now, session

NEEDED = [InputRequired("Dit kan niet leeg blijven.")]


class TextsForm(PageForm):
    """The texts; an empty one gives the standard."""

    name = TextField("Naam van de gemeente", NEEDED, max_length=80)
    office = TextField(
        "Naam van het loket", max_length=80, description="Bijvoorbeeld Geldhulp Voorbeeldstad."
    )
    phone = TextField("Telefoonnummer", max_length=30, description="Staat onderaan elke pagina.")
    email = EmailField("E-mailadres voor vragen")
    welcome = LongTextField("Inleiding op de voorpagina", rows=3, max_length=400)
    costs = LongTextField("Wat kost het?", rows=2, max_length=400)
    address = LongTextField(
        "Adres van het loket", rows=3, max_length=300,
        description="Hier kan iemand terecht als hulp online niet past. Schrijf ook hoe iemand een afspraak maakt.",
    )  # fmt: skip
    post_address = LongTextField("Postadres", rows=2, max_length=300, description="Komt op brieven te staan.")
    information = LongTextField(
        "Informatie bij de aanmelding", rows=6,
        description="Wat u met de gegevens doet, en wat er van iemand wordt verwacht. Leeg: de standaardtekst.",
    )  # fmt: skip
    other_help = LongTextField(
        "Andere hulp in de buurt", rows=4, description="Voor wie hier niet terecht kan."
    )


class ColoursForm(PageForm):
    """Three colours as #rrggbb."""

    main = TextField("Hoofdkleur", NEEDED, max_length=7, description="Van knoppen en links op wit.")
    main_dark = TextField("Hoofdkleur op donker", NEEDED, max_length=7, description="Een lichte tint.")
    accent = TextField("Accent", NEEDED, max_length=7, description="Voor de balk ‘U bent aan zet’.")


@blueprint.route("/beheer/teksten", methods=["GET", "POST"])
@door("municipality:configure")
def texts() -> str | Response | tuple[str, int]:
    """Change the name and the texts."""
    place = own_municipality()
    stored = {"name": place.name, **{k: place.text(k) for k in TextsForm.__dict__ if k in place.texts}}
    form = TextsForm(data={**stored, "version": place.version})
    if form.validate_on_submit():
        given = {k: v or "" for k, v in form.answers().items() if k != "name"}
        answer = saved(
            form,
            lambda token: actions.change_texts(
                session(), current_actor(), now(), form.name.data, given, form.version.data, form=token
            ),
            url_for("admin.texts"),
        )
        if answer is not None:
            return answer
    theirs = []
    if beaten(form):
        form.version.data = place.version
        theirs = [(f.label.text, stored.get(f.short_name) or "(leeg)") for f in form.asked
                  if (f.data or "") != stored.get(f.short_name, "")]  # fmt: skip
    return render_template("admin/texts.html", form=form, theirs=theirs), status_of(form)


@blueprint.route("/beheer/kleuren", methods=["GET", "POST"])
@door("municipality:configure")
def colours() -> str | Response | tuple[str, int]:
    """Change the colours; each is judged by its contrast, and can be looked at first."""
    place = own_municipality()
    present = theme_of(place.theme)
    form = ColoursForm(
        data={
            "main": present.main,
            "main_dark": present.main_dark,
            "accent": present.accent,
            "version": place.version,
        }
    )
    if form.validate_on_submit() and _readable(form) and request.form.get("actie") != "bekijk":
        answer = saved(
            form,
            lambda token: actions.change_colours(
                session(), current_actor(), now(), _given(form), form.version.data, form=token
            ),
            url_for("admin.colours"),
        )
        if answer is not None:
            return answer
    if beaten(form):
        form.version.data = place.version
    shown = theme_of(_given(form))
    ratios = [("Hoofdkleur op wit", contrast(shown.main, WHITE)),
              ("Hoofdkleur op donker", contrast(shown.main_dark, DARK_GROUND))]  # fmt: skip
    return render_template("admin/colours.html", form=form, shown=shown, ratios=ratios), status_of(form)


def _given(form: ColoursForm) -> dict[str, str]:
    return {name: str(value or "").lower() for name, value in form.answers().items()}


def _readable(form: ColoursForm) -> bool:
    faults = colour_faults(_given(form))
    for name, sentence in faults.items():
        form[name].errors = [sentence]
    return not faults


@blueprint.get("/beheer/kleuren/voorbeeld.css")
@door("municipality:configure")
def colours_preview() -> Response:
    """The colours in the address as a stylesheet for the example on the page; a wrong one becomes the standard."""
    theme: Theme = theme_of({name: request.args.get(name, "") for name in ("main", "main_dark", "accent")})
    response = make_response(render_template("components/theme_preview.css.j2", theme=theme))
    response.mimetype = "text/css"
    return response
