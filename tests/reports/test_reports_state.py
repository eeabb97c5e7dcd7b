"""The report from stored events to screen, PDF and CSV, and its freezing."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from schuldhulp.messages.actions import send_message
from schuldhulp.refusals import NotAllowed
from schuldhulp.reports.actions import PeriodNotOver, set_report
from schuldhulp.reports.composing import Edition, compose
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.queries import histories, kept_report, settings_of
from schuldhulp.reports.tables import Report
from tests.web_client import WebClient
from tests.world import World

Q4 = ReportPeriod(2026, 4)
JANUARY = datetime(2027, 1, 8, 9, 0, tzinfo=UTC)


def test_histories_come_from_events_and_stay_in_the_municipality(world: World) -> None:
    later = world.now + timedelta(hours=20)
    with world.open() as session:
        send_message(session, world.people["anna"], world.now, world.dossier(session, "anna"), "Een vraag")
        send_message(
            session, world.people["noor"], later, world.dossier(session, "anna", "noor"), "Een antwoord"
        )
        found = {h.dossier_id: h for h in histories(session, world.people["gert"])}
    ours = {str(world.people[who].dossier_id) for who in ("anna", "berend")}
    assert set(found) == ours
    (reply,) = found[str(world.people["anna"].dossier_id)].replies
    assert (reply.client_message_at, reply.replied_at) == (world.now, later)


def test_a_counsellor_reads_no_report_figures(world: World) -> None:
    with world.open() as session, pytest.raises(NotAllowed):
        histories(session, world.people["noor"])


def test_a_set_report_stands_still(world: World) -> None:
    after = JANUARY
    gert = world.people["gert"]
    with world.open() as session:
        settings = settings_of(world.municipality(session))
        document = compose(
            histories(session, gert), Q4, settings, Edition("Voorbeeldstad", after.date(), 1, "Rustig")
        )
        session.close()
        with pytest.raises(PeriodNotOver):
            set_report(session, gert, world.now, Q4, document)
        assert set_report(session, gert, after, Q4, document) == 1
        assert set_report(session, gert, after, Q4, replace(document, version=2)) == 2
        kept = kept_report(session, gert, Q4)
        assert kept is not None and kept.number == 2 and kept.document.sections == document.sections
        rows = session.scalars(select(Report)).all()
        assert all(b"Rustig" not in (row.comment_sealed or b"") for row in rows)


def test_the_pages_show_the_quarter_and_csv_says_the_same(
    sqlite_world: World, client_as: Callable[[str], WebClient]
) -> None:
    sqlite_world.now = JANUARY
    gert = client_as("gert")
    page = gert.get("/rapportage/2026-k4")
    assert "concept" in page.text.lower()
    answer = gert.get("/rapportage/2026-k4.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert {r["periode"] for r in rows} == {"2026-k4"} and any(r["code"] == "aanmeldingen" for r in rows)
    assert "2026-k4" in gert.get("/rapportage").text
    assert gert.get("/rapportage/2026-k4.pdf").data.startswith(b"%PDF")
    gert.get("/rapportage/2027-k2", status=404)
    client_as("noor").get("/rapportage", status=404)


def test_two_looks_tell_nothing_about_who_came_between(
    sqlite_world: World, client_as: Callable[[str], WebClient]
) -> None:
    """A reader who keeps every answer, and subtracts: while the period runs, after it, and from version to version."""
    gert, there = client_as("gert"), "/rapportage/2026-k4"
    for path in (f"{there}.csv", f"{there}.pdf", "/rapportage/2026.csv"):
        gert.get(path, status=404)
    runs = gert.get(there)
    assert "loopt nog" in runs.text and "<table" not in runs.text

    in_november, sqlite_world.now = sqlite_world.now, JANUARY
    gert = client_as("gert")
    first, year = gert.get(f"{there}.csv").text, gert.get("/rapportage/2026.csv").text
    with sqlite_world.open() as session:
        sqlite_world.now = in_november
        for number in range(4):
            sqlite_world.add_client(session, f"late{number}", "voorbeeldstad")
        sqlite_world.now = JANUARY
    assert gert.get(f"{there}.csv").text == first and gert.get("/rapportage/2026.csv").text == year

    gert.submit(there, {"comment": ""})
    set_once = figures_in(gert.get(f"{there}.csv").text)
    assert set_once == figures_in(first), "setting says what was read"
    gert.submit(there, {"comment": ""})
    again = gert.get(f"{there}.csv").text
    assert again.splitlines()[1].split(";")[2] == "2" and figures_in(again) == set_once


def figures_in(text: str) -> list[list[str]]:
    """The lines of the CSV from the code on: without version and day."""
    return [row[5:] for row in csv.reader(io.StringIO(text), delimiter=";")]
