"""The municipality's reports: on screen, as PDF and as CSV. Figures only; no dossier is reachable from here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

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
from schuldhulp.reports.standing import beside_its_quarters, counted_again, with_columns_as_printed
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
    if not _is_over(asked):
        opens = asked.last + timedelta(days=1)
        return render_template("municipality/report.html", period=asked, report=None, opens=opens)
    kept, municipality = _kept(asked)
    found = kept.document
    if form.validate_on_submit():
        answer = _set(asked, municipality, kept, form)
        if answer is not None:
            return answer
    page = render_template(
        "municipality/report.html", report=found, period=asked, form=form, kept_on=kept.kept_on,
        may_set=may(current_actor(), "report:set"), counted=kept.number == actions.COUNTED,
    )  # fmt: skip
    return (page, 422) if form.errors else page


@blueprint.get("/rapportage/<period>.pdf")
@door("report:read")
def report_pdf(period: str) -> FlaskResponse:
    """One report as a tagged PDF."""
    asked = _period(period, over=True)
    kept, municipality = _kept(asked)
    found = kept.document
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
    asked = _period(period, over=True)
    kept, _ = _kept(asked)
    return file_to_keep(
        to_csv(kept.document).encode("utf-8-sig"), "text/csv; charset=utf-8", f"rapportage-{asked.code}.csv"
    )


def _period(text: str, *, over: bool = False) -> ReportPeriod:
    try:
        asked = parse_period(text)
    except NotAPeriod:
        abort(404)
    if asked.first > local_date(now()) or (over and not _is_over(asked)):
        abort(404)
    return asked


def _is_over(period: ReportPeriod) -> bool:
    """Of a period that runs there are no figures yet: from one day to the next they would tell of one person."""
    return period.last < local_date(now())


def _kept(asked: ReportPeriod) -> tuple[queries.KeptReport, MunicipalityView]:
    """The figures of a period that is over: what was kept, else counted now, once, with all that were not counted."""
    actor = current_actor()
    municipality = get_municipality(session(), actor.own_municipality)
    kept = queries.kept_report(session(), actor, asked)
    if kept is None:
        lines = queries.periods(session(), actor, local_date(now()))
        open_periods = {line.period for line in lines if line.over and line.kept_on is None} | {asked}
        counted = list(
            _counted(sorted(open_periods, key=lambda each: (each.last, not each.quarter)), municipality)
        )
        session().close()
        actions.keep_counts(session(), actor, now(), counted)
        kept = queries.kept_report(session(), actor, asked)
    session().close()
    assert kept is not None
    return kept, municipality


def _counted(
    asked: list[ReportPeriod], municipality: MunicipalityView
) -> Iterator[tuple[ReportPeriod, ReportDocument]]:
    """Count periods, oldest first; beside each the earlier periods as their own reports gave them."""
    actor, told = current_actor(), queries.histories(session(), current_actor())
    settings = replace(queries.settings_of(municipality), today=local_date(now()))
    printed: dict[ReportPeriod, ReportDocument | None] = {}

    def before(period: ReportPeriod) -> ReportDocument | None:
        if period not in printed:
            kept = queries.kept_report(session(), actor, period)
            printed[period] = kept.document if kept else None
        return printed[period]

    for period in asked:
        document = compose(told, period, settings, Edition(municipality.name))
        document = with_columns_as_printed(
            document, before(period.previous()), before(period.year_before()) if period.quarter else None
        )
        if period.quarter is None:
            quarters = [found for quarter in period.quarters() if (found := before(quarter))]
            document = beside_its_quarters(document, quarters)
        printed[period] = document
        yield period, document


def _set(
    asked: ReportPeriod, municipality: MunicipalityView, kept: queries.KeptReport, form: SettingForm
) -> Response | None:
    """Set what was read; a version that was set is counted anew. A refusal stands beside the comment."""
    actor = current_actor()
    if not may(actor, "report:set"):
        abort(404)
    document = kept.document
    if kept.number != actions.COUNTED:
        ((_, fresh),) = _counted([asked], municipality)
        document = counted_again(fresh, kept.document)
    session().close()
    document = replace(
        document, version=kept.number + 1, comment=form.comment.data or "", set_on=local_date(now())
    )
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
