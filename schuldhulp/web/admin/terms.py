"""When the municipality works, by when it answers, what its report aims at, and who is alarmed."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.dossier.clocks import (
    MAX_DECISION_DAYS,
    MAX_FIRST_TALK_DAYS,
    MAX_THREATENING_WORKING_DAYS,
    DecisionClockStart,
)
from schuldhulp.municipalities import actions
from schuldhulp.municipalities.queries import DAYS, MunicipalityView
from schuldhulp.reports.definitions import DEFINITIONS, Definition, ReportSettings, Unit
from schuldhulp.staff.queries import Member, members
from schuldhulp.web.admin.blueprint import blueprint
from schuldhulp.web.admin.saving import beaten, own_municipality, saved, status_of
from schuldhulp.web.forms import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    TextField,
)
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.hours_field import HoursField
from schuldhulp.web.typed_text import NotADate, format_date, parse_date

_DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
NUMBER = [InputRequired("Vul een getal in.")]


class MonthsField(TextField):
    """Numbers of months with commas between; `data` is a list of them, or None."""

    def read(self, typed: str) -> Any:
        """The months, sorted, each once. Raises ValueError with the sentence for the screen."""
        words = [word for word in re.split(r"[,; ]+|\ben\b", typed.strip()) if word]
        if len(words) > 6 or not all(word.isdecimal() and 1 <= int(word) <= 60 for word in words):
            raise ValueError("Schrijf hoogstens zes getallen van 1 tot en met 60, zoals 3, 9, 15.")
        return sorted({int(word) for word in words})

    def shown(self, value: Any) -> str:
        """As people write it: '3, 9, 15'."""
        return ", ".join(str(number) for number in value)


class DaysField(LongTextField):
    """Days under each other; `data` is a list of ISO dates or None."""

    def read(self, typed: str) -> Any:
        """The days, sorted. Raises ValueError with the sentence for the screen."""
        try:
            return sorted(parse_date(line).isoformat() for line in typed.splitlines() if line.strip())
        except NotADate as error:
            raise ValueError(str(error)) from None

    def shown(self, value: Any) -> str:
        """One day a line."""
        return "\n".join(format_date(date.fromisoformat(day)) for day in value)


class OpeningForm(PageForm):
    """Hours on the five working days, and days that are closed besides."""

    ma, di, wo, do, vr = (HoursField(name.capitalize(), max_length=30) for name in _DAY_NAMES)
    closed = DaysField(
        "Extra gesloten dagen",
        rows=4,
        description="Een dag per regel, zoals 24-12-2026. Feestdagen staan er al in.",
    )


@blueprint.route("/beheer/openingstijden", methods=["GET", "POST"])
@door("municipality:configure")
def opening() -> str | Response | tuple[str, int]:
    """Change opening hours; promises are counted on open days only."""
    place = own_municipality()
    stored: dict[str, Any] = dict(place.opening_stored)
    if not stored:
        stored = {
            DAYS[n]: [f"{h.opens:%H:%M}", f"{h.closes:%H:%M}"] for n, h in enumerate(place.opening.week) if h
        }
    form = OpeningForm(data={**stored, "version": place.version})
    if form.validate_on_submit():
        given = {name: value for name, value in form.answers().items() if value}
        weekend = {day: stored[day] for day in DAYS[5:] if stored.get(day)}
        answer = saved(
            form,
            lambda token: actions.change_opening(
                session(), current_actor(), now(), {**weekend, **given}, form.version.data, form=token
            ),
            url_for("admin.opening"),
        )
        if answer is not None:
            return answer
    theirs = [("Openingstijden", place.opening_hours_text)] if beaten(form) else []
    return _shown("admin/opening.html", form, place, theirs)


def _shown(
    template: str, form: PageForm, place: MunicipalityView, theirs: list[tuple[str, str]], **more: Any
) -> Any:
    if theirs:
        form.version.data = place.version
    return render_template(template, form=form, place=place, theirs=theirs, **more), status_of(form)


class LevelsForm(PageForm):
    """The terms; those of the law can be shorter, never longer."""

    past_online_hours = IntegerField("Antwoord op een aanmelding, in uren", NUMBER, min=1, max=999)
    reply_hours = IntegerField("Antwoord op een bericht, in uren", NUMBER, min=1, max=999)
    client_days = IntegerField("Tijd voor een stap van de cliënt, in dagen", NUMBER, min=1, max=90)
    first_talk_days = IntegerField(
        "Eerste gesprek binnen, in dagen",
        NUMBER,
        min=1,
        max=MAX_FIRST_TALK_DAYS,
        description="Wettelijk hoogstens 28 (Wgs artikel 4).",
    )
    threatening_working_days = IntegerField(
        "Eerste gesprek bij dreiging, in werkdagen",
        NUMBER,
        min=1,
        max=MAX_THREATENING_WORKING_DAYS,
        description="Wettelijk hoogstens 3.",
    )
    decision_days = IntegerField(
        "Besluit binnen, in dagen",
        NUMBER,
        min=1,
        max=MAX_DECISION_DAYS,
        description="Wettelijk hoogstens 56 (Wgs artikel 4a).",
    )
    aftercare_months = MonthsField(
        "Nazorg: na hoeveel maanden vragen hoe het gaat?",
        max_length=40,
        description="Bijvoorbeeld 3, 9, 15. Leeg: wij vragen niets.",
    )
    decision_clock_start = ChoiceField(
        "Vanaf wanneer telt de termijn van het besluit?", NUMBER,
        choices=[(DecisionClockStart.FIRST_TALK.value, "Het eerste gesprek"),
                 (DecisionClockStart.REGISTRATION.value, "De aanmelding")],
    )  # fmt: skip
    written_contact_counts = BooleanField(
        "Schriftelijk contact mag het eerste gesprek zijn",
        description="Een keuze van uw gemeente; vraag uw jurist.",
    )


@blueprint.route("/beheer/termijnen", methods=["GET", "POST"])
@door("municipality:configure")
def levels() -> str | Response | tuple[str, int]:
    """Change what the municipality promises; a term against the law is refused."""
    place = own_municipality()
    names = [name for name in LevelsForm.__dict__ if name in type(place.levels).__dataclass_fields__]
    stored = {name: getattr(place.levels, name) for name in names}
    stored["decision_clock_start"] = place.levels.decision_clock_start.value
    form = LevelsForm(data={**stored, "version": place.version})
    if form.validate_on_submit():
        given = {**form.answers(), "reminder_days": list(place.levels.reminder_days)}
        given["aftercare_months"] = form.aftercare_months.data or []
        answer = saved(
            form,
            lambda token: actions.change_levels(
                session(), current_actor(), now(), given, form.version.data, form=token
            ),
            url_for("admin.levels"),
        )
        if answer is not None:
            return answer
    theirs = []
    if beaten(form):
        theirs = [(form[n].label.text, str(stored[n])) for n in names if form[n].data != stored[n]]
        form.version.data = place.version
    return _shown("admin/levels.html", form, place, theirs)


TARGETS = [d for d in DEFINITIONS if d.unit is Unit.PERCENT and d.code in ReportSettings().targets]


class ReportForm(PageForm):
    """The smallest cell that is printed; targets are added per indicator."""

    minimum_cell = IntegerField(
        "Kleinste aantal dat in het rapport komt", NUMBER, min=5, max=50,
        description="Kleinere aantallen worden weggelaten, zodat niemand te herkennen is. Minstens 5.",
    )  # fmt: skip


def _named(definition: Definition, place: MunicipalityView) -> str:
    levels = place.levels
    words = definition.name.format(
        first_talk=levels.first_talk_days,
        threat=levels.threatening_working_days,
        decision=levels.decision_days,
    )
    return words[:1].lower() + words[1:]


def _report_form(place: MunicipalityView) -> tuple[PageForm, list[str]]:
    settings = ReportSettings()
    form_class = type("ReportForm", (ReportForm,), {
        f"target_{n}": IntegerField(f"Doel in procenten: {_named(d, place)}", NUMBER, min=0, max=100)
        for n, d in enumerate(TARGETS)
    })  # fmt: skip
    stored = {**settings.targets, **dict(place.report_settings.get("targets", {}))}
    data = {f"target_{n}": int(stored[d.code]) for n, d in enumerate(TARGETS)}
    cell = int(place.report_settings.get("minimum_cell", settings.minimum_cell))
    return form_class(data={**data, "minimum_cell": cell, "version": place.version}), list(data)


@blueprint.route("/beheer/rapport", methods=["GET", "POST"])
@door("municipality:configure")
def report() -> str | Response | tuple[str, int]:
    """Change what the report aims at, and the smallest number it prints."""
    place = own_municipality()
    form, names = _report_form(place)
    if form.validate_on_submit():
        targets = {d.code: form[name].data for name, d in zip(names, TARGETS, strict=True)}
        given = {"minimum_cell": form["minimum_cell"].data, "targets": targets}
        answer = saved(
            form,
            lambda token: actions.change_report_settings(
                session(), current_actor(), now(), given, form.version.data, form=token
            ),
            url_for("admin.report"),
        )
        if answer is not None:
            return answer
    theirs = [("Doelen", str(place.report_settings.get("targets", "standaard")))] if beaten(form) else []
    return _shown("admin/report.html", form, place, theirs)


def _once(staff: list[Member], chosen: set[str]) -> list[tuple[str, str]]:
    """Each person once, also who works here in two roles: by the place that is chosen, else the first."""
    found: dict[UUID, Member] = {}
    for member in staff:
        if member.person_id not in found or str(member.id) in chosen:
            found[member.person_id] = member
    return [(str(member.id), member.name) for member in found.values()]


class AlarmForm(PageForm):
    """Who gets a mail when a threat comes in and nobody is at work."""

    oncall = CheckboxesField("Wie heeft er dienst?")
    team_leads_too = BooleanField("Ook alle teamleiders")


@blueprint.route("/beheer/alarm", methods=["GET", "POST"])
@door("municipality:configure")
def alarm() -> str | Response | tuple[str, int]:
    """Change who hears of a threat outside office hours."""
    place = own_municipality()
    staff = [m for m in members(session(), current_actor()) if m.ended_on is None]
    session().close()
    stored = place.alarm_settings
    form = AlarmForm(
        data={"oncall": tuple(stored.get("oncall", ())), "team_leads_too": bool(stored.get("team_leads_too", True)),
              "version": place.version}
    )  # fmt: skip
    form.oncall.offer(_once(staff, set(stored.get("oncall", ()))))
    if form.validate_on_submit():
        oncall = [UUID(i) for i in form.oncall.data or ()]
        if not oncall and not form.team_leads_too.data:
            form.team_leads_too.errors = ["Kies ten minste iemand. Anders hoort niemand van een dreiging."]
        else:
            answer = saved(
                form,
                lambda token: actions.change_alarm(
                    session(),
                    current_actor(),
                    now(),
                    oncall,
                    form.team_leads_too.data,
                    form.version.data,
                    form=token,
                ),
                url_for("admin.alarm"),
            )
            if answer is not None:
                return answer
    theirs = [("Alarm", f"{len(stored.get('oncall', ()))} mensen met dienst")] if beaten(form) else []
    return _shown("admin/alarm.html", form, place, theirs)
