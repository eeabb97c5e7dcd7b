"""What followed after messages, and how clients say the help is: on screen and as CSV, never about one person."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from flask import Response as FlaskResponse
from flask import render_template

from schuldhulp.calendar import local_date, say_date
from schuldhulp.effects import following, queries, told
from schuldhulp.effects.following import MEASURES, OWN_WORDS, Line, twelve_months
from schuldhulp.effects.intervals import Share
from schuldhulp.effects.told import ANSWERS, Told
from schuldhulp.experience.actions import Answer
from schuldhulp.experience.queries import QUESTIONS
from schuldhulp.replies.themes import NAMES
from schuldhulp.web.guard import current_actor, door, now, session
from schuldhulp.web.municipality.blueprint import blueprint
from schuldhulp.web.municipality.reports import file_to_keep

MEASURE_NAMES = {
    "responded": "Reactie binnen 5 dagen",
    "step": "Stap klaar binnen 14 dagen",
    "helped": "‘Hielp dit bericht u verder?’ Ja",
}
HIDDEN = "te weinig"
NO_CAUSE = "geen oorzaak aangetoond"
_OTHER_THEMES = {
    "afspraken": "afspraken", "contact": "contact", "dreiging": "dreiging", "motivatie": "motivatie",
    "papieren": "papieren", "plan": "het plan", "schulden": "schulden", "traject": "het traject",
    "volhouden": "volhouden", "werkboek": "het werkboek",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its name; `cells` are texts for the table in the order of MEASURES, `of` where the line belongs."""

    name: str
    of: str
    depth: int
    n: str
    shares: tuple[Share | None, ...]

    @property
    def cells(self) -> list[str]:
        """Per measure the share with its range, or that there is too little."""
        return [say_share(share) for share in self.shares]


def say_share(share: Share | None) -> str:
    """A share as it stands in the table."""
    if share is None:
        return HIDDEN
    low, high = share.interval
    return f"{share.percent} % ({low} tot {high} %)"


@blueprint.get("/rapportage/teksten")
@door("effect:read")
def effects() -> str:
    """What followed after messages: begun with a text or not, per theme and per version of a text."""
    first, last = twelve_months(local_date(now()))
    rows = _rows(first, last)
    session().close()
    return render_template(
        "municipality/effects.html", rows=rows,
        few=[row for row in rows if row.depth > 1 and row.n == HIDDEN],
        period=_period(first, last),
        measures=[MEASURE_NAMES[name] for name in MEASURES], least=following.LEAST, no_cause=NO_CAUSE, hidden=HIDDEN,
    )  # fmt: skip


@blueprint.get("/rapportage/teksten.csv")
@door("effect:read")
def effects_csv() -> FlaskResponse:
    """The same figures as CSV."""
    first, last = twelve_months(local_date(now()))
    rows = _rows(first, last)
    session().close()
    headings = ["van", "tot en met", "onderdeel", "van onderdeel", "berichten"]
    for name in MEASURES:
        headings += [MEASURE_NAMES[name], "ondergrens 95 %", "bovengrens 95 %", "aantal"]
    lines = [
        [first.isoformat(), last.isoformat(), row.name, row.of, row.n, *_csv_cells(row), NO_CAUSE]
        for row in rows
    ]
    return _csv([[*headings, "let op"], *lines], f"wat-volgde-op-berichten-{last:%Y-%m}.csv")


def _csv_cells(row: Row) -> list[str]:
    cells: list[str] = []
    for share in row.shares:
        if share is None:
            cells += [HIDDEN, "", "", ""]
        else:
            cells += [str(share.percent), *(str(bound) for bound in share.interval), str(share.n)]
    return cells


@blueprint.get("/rapportage/ervaring")
@door("effect:read")
def experiences() -> str:
    """How clients say the help is: the whole municipality and each team."""
    first, last = twelve_months(local_date(now()))
    groups = queries.told_in_teams(session(), current_actor(), first, last)
    session().close()
    return render_template(
        "municipality/experiences.html", groups=[(name, _told_rows(lines)) for name, lines in groups],
        answers=[Answer(name).label for name in ANSWERS], period=_period(first, last), least=told.LEAST, hidden=HIDDEN,
    )  # fmt: skip


@blueprint.get("/rapportage/ervaring.csv")
@door("effect:read")
def experiences_csv() -> FlaskResponse:
    """The same figures as CSV."""
    first, last = twelve_months(local_date(now()))
    groups = queries.told_in_teams(session(), current_actor(), first, last)
    session().close()
    headings = ["van", "tot en met", "team", "vraag", "antwoorden", *(Answer(name).label for name in ANSWERS)]
    lines = [
        [
            first.isoformat(),
            last.isoformat(),
            name or "alle teams",
            question,
            n or HIDDEN,
            *(c or "" for c in counts),
        ]
        for name, group in groups
        for question, n, counts in _told_rows(group)
    ]
    return _csv([headings, *lines], f"ervaring-{last:%Y-%m}.csv")


def _told_rows(lines: list[Told]) -> list[tuple[str, str, list[str]]]:
    """Per question its words, how many answers ("" while hidden), and how many of each."""
    words = dict(QUESTIONS)
    return [
        (words[one.question], str(one.n) if one.counts else "", [str(one.counts.get(name, "")) for name in ANSWERS])
        for one in lines
    ]  # fmt: skip


def _rows(first: date, last: date) -> list[Row]:
    found = queries.effect(session(), current_actor(), first, last)
    rows, theme = [], ""
    for line in found.lines:
        if line.depth == 2:
            theme = theme_name(line.code)
        rows.append(
            Row(
                _name(line, found), theme if line.depth == 3 else "", line.depth,
                HIDDEN if line.n is None else str(line.n), tuple(line.shares.get(name) for name in MEASURES),
            )
        )  # fmt: skip
    return rows


def _name(line: Line, found: queries.Effect) -> str:
    if line.depth == 3:
        text = found.texts[line.code]
        return f"{text.title}, versie {text.version}"
    if line.depth == 2:
        return theme_name(line.code).capitalize()
    names = {
        "alles": "Alle berichten",
        "tekst": "Begonnen met een tekst",
        OWN_WORDS: "In eigen woorden begonnen",
    }
    return names[line.code]


def theme_name(code: str) -> str:
    """What a theme of texts is called."""
    return NAMES.get(code) or _OTHER_THEMES.get(code, code)


def _period(first: date, last: date) -> str:
    return (
        f"{say_date(first, weekday=False, year=True)} tot en met {say_date(last, weekday=False, year=True)}"
    )


def _csv(lines: list[list[str]], name: str) -> FlaskResponse:
    """Semicolons and CRLF with a byte order mark; a field that a spreadsheet reads as a formula gets an apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow(
            [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in line]
        )
    return file_to_keep(target.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", name)
