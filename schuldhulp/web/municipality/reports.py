"""The municipality's reports: on screen, as PDF and as CSV. Figures only; no dossier is reachable from here."""

from dataclasses import replace

from flask import Response as FlaskResponse
from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from schuldhulp.access import may
from schuldhulp.calendar import local_date, say_date
from schuldhulp.municipalities.queries import MunicipalityView, get_municipality
from schuldhulp.pdf import render_pdf
from schuldhulp.refusals import Refused
from schuldhulp.reports import actions, queries
from schuldhulp.reports.composing import Edition, compose
from schuldhulp.reports.document import ReportDocument, to_csv
from schuldhulp.reports.periods import NotAPeriod, ReportPeriod, parse_period
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.forms import LongTextField, PageForm
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.letterhead import sender_of
from schuldhulp.web.municipality.blueprint import blueprint


class SettingForm(PageForm):
    """What the municipality adds when it sets a report."""

    comment = LongTextField(
        "Uw toelichting", description="Bijvoorbeeld wat deze cijfers verklaart. Noem geen personen."
    )


@blueprint.get("/rapportage")
@door("report:read")
def reports() -> str:
    """The periods there are, newest first."""
    lines = queries.periods(session(), current_actor(), local_date(now()))
    session().close()
    return render_template(
        "municipality/reports.html", lines=lines, today=local_date(now()),
        may_see_effect=may(current_actor(), "effect:read"),
    )  # fmt: skip


@blueprint.route("/rapportage/<period>", methods=["GET", "POST"])
@door("report:read")
def report(period: str) -> str | Response | tuple[str, int]:
    """One report on screen; the comment and the setting below it."""
    asked, form = _period(period), SettingForm()
    found, municipality = _found(asked)
    if form.validate_on_submit():
        answer = _set(asked, municipality, form)
        if answer is not None:
            return answer
    may_set = local_date(now()) > asked.last
    page = render_template(
        "municipality/report.html", report=found, period=asked, form=form, may_set=may_set,
        may_comment=_may_set(),
    )  # fmt: skip
    return (page, 422) if form.errors else page


@blueprint.get("/rapportage/<period>.pdf")
@door("report:read")
def report_pdf(period: str) -> FlaskResponse:
    """One report as a tagged PDF."""
    asked = _period(period)
    found, municipality = _found(asked)
    html = render_template(
        "pdf/rapport.html", report=found,
        set_on=say_date(found.set_on, weekday=False, year=True) if found.set_on else None,
        document={
            "title": f"Rapportage schuldhulp {asked.label}",
            "sender": sender_of(municipality, [municipality.phone]),
        },
    )  # fmt: skip
    data = render_pdf(html, title=f"Rapportage schuldhulp {asked.label}")
    return file_to_keep(data, "application/pdf", f"rapportage-{asked.code}.pdf")


@blueprint.get("/rapportage/<period>.csv")
@door("report:read")
def report_csv(period: str) -> FlaskResponse:
    """The same figures as CSV, with a byte order mark so that spreadsheets read the letters right."""
    asked = _period(period)
    found, _ = _found(asked)
    return file_to_keep(
        to_csv(found).encode("utf-8-sig"), "text/csv; charset=utf-8", f"rapportage-{asked.code}.csv"
    )


def _period(text: str) -> ReportPeriod:
    try:
        asked = parse_period(text)
    except NotAPeriod:
        abort(404)
    if asked.first > local_date(now()):
        abort(404)
    return asked


def _may_set() -> bool:
    return may(current_actor(), "report:set")


def _found(asked: ReportPeriod) -> tuple[ReportDocument, MunicipalityView]:
    """The frozen document where the period was set, otherwise a draft of the figures of now."""
    actor = current_actor()
    municipality = get_municipality(session(), actor.own_municipality)
    kept = queries.find_set_report(session(), actor, asked)
    found = kept.document if kept else _draft(asked, municipality)
    session().close()
    return found, municipality


def _draft(asked: ReportPeriod, municipality: MunicipalityView) -> ReportDocument:
    told = queries.histories(session(), current_actor())
    settings = replace(queries.settings_of(municipality), today=local_date(now()))
    return compose(told, asked, settings, Edition(municipality.name))


def _set(asked: ReportPeriod, municipality: MunicipalityView, form: SettingForm) -> Response | None:
    actor = current_actor()
    if not _may_set():
        abort(404)
    number = queries.next_number(session(), actor, asked)
    document = replace(
        _draft(asked, municipality), version=number, comment=form.comment.data or "", set_on=local_date(now())
    )
    session().close()
    there = url_for("municipality.report", period=asked.code, melding="vastgesteld")
    try:
        actions.set_report(session(), actor, now(), asked, document, form=FormToken(form.token.data, there))
    except Refused as refused:
        form.comment.errors = [str(refused)]
        return None
    return redirect(there, 303)


def file_to_keep(data: bytes, media_type: str, name: str) -> FlaskResponse:
    """A file that opens in the browser or is kept under its name."""
    answer = FlaskResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
