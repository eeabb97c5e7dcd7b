"""Pages to read: help now, accessibility, privacy; and how to ask a question or look without a name."""

from flask import g, render_template, request
from werkzeug.wrappers import Response

from schuldhulp.dossier.clocks import reply_due
from schuldhulp.money import Period, per_month
from schuldhulp.municipalities.queries import MunicipalityView, find_municipality
from schuldhulp.web.forms import EuroField, InputRequired, PageForm, PeriodField
from schuldhulp.web.guard import now, public, session
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.fronts import find_or_404, unchanged_or

NEEDED = "Schrijf een bedrag. Ongeveer is goed; niets is 0."


class LookForm(PageForm):
    """Five amounts, of which nothing is kept."""

    income = EuroField(
        "Wat komt er bij u binnen?",
        [InputRequired(NEEDED)],
        description="Loon, uitkering en toeslagen samen.",
    )
    period = PeriodField("Per")
    home = EuroField("Wat betaalt u per maand aan huur of hypotheek?", [InputRequired(NEEDED)])
    fixed = EuroField(
        "En aan energie, water, zorg, verzekeringen en telefoon?",
        [InputRequired(NEEDED)],
        description="Per maand, bij elkaar.",
    )
    week = EuroField(
        "Wat geeft u per week uit aan eten en huishouden?", [InputRequired(NEEDED)], description="Per week."
    )
    debts = EuroField("Hoeveel betaalt u per maand af aan schulden?", [InputRequired(NEEDED)])

    def left_cents(self) -> int:
        """What is left in a month; below zero when there is too little."""
        coming = per_month(self.income.data, self.period.data or Period.MONTH)
        going = self.home.data + self.fixed.data + self.debts.data + per_month(self.week.data, Period.WEEK)
        return coming - going


@blueprint.route("/g/<gemeente>/kijken", methods=["GET", "POST"])
@public
def look(gemeente: str) -> str | tuple[str, int]:
    """Five questions without a name; the answer stands on the page and nowhere else."""
    place, form = find_or_404(gemeente), LookForm()
    left = form.left_cents() if form.validate_on_submit() else None
    page = render_template("public/look.html", place=place, form=form, left=left)
    return (page, 422) if form.errors else page


@blueprint.get("/g/<gemeente>/vraag")
@public
def question(gemeente: str) -> Response:
    """How to ask something without a name."""
    place = find_or_404(gemeente)
    due = reply_due(now(), place.levels, place.opening)
    return unchanged_or(render_template("public/question.html", place=place, due=due))


@blueprint.get("/hulp-nu")
@public
def help_now() -> Response:
    """Whom to call when it cannot wait."""
    return unchanged_or(render_template("public/help_now.html", place=_asked_for()))


@blueprint.get("/toegankelijkheid")
@public
def accessibility() -> Response:
    """How these pages can be used, and whom to tell when that fails."""
    return unchanged_or(render_template("public/accessibility.html", place=_asked_for()))


@blueprint.get("/privacy")
@public
def privacy() -> Response:
    """What happens with what somebody tells."""
    return unchanged_or(render_template("public/privacy.html", place=_asked_for()))


def _asked_for() -> MunicipalityView | None:
    """The municipality these pages are about: one's own, or the one in the address."""
    slug = request.args.get("gemeente", "")
    if g.municipality is None and slug:
        g.municipality = find_municipality(session(), slug)
        session().close()
    found: MunicipalityView | None = g.municipality
    return found
