"""The geometry of charts: from values to rectangles and points, and the table that says the same.

A chart is drawn by the macros of templates/components/charts.html. Lengths are in units of the viewBox;
WIDTH units fill the width of the page, so that text of 14 units is 12 to 13 pixels on a phone of 360
pixels and about 12 points in print. A label that does not fit in its bar stands in the legend below, never
smaller inside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schuldhulp.money import format_euro

WIDTH = 360
TEXT = 14
_BAR = 34
_GAP = 8
# The average width of a letter, in parts of its height; wide enough for the digits of an amount.
_LETTER = 0.56
_LEGEND_ROW = 24


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar: what it is, how much, and the style (a class of the stylesheet and its pattern)."""

    label: str
    cents: int
    style: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its label; `inside` is the text that fits in it, or empty."""

    part: Part
    x: float
    y: float
    width: float
    height: float
    inside: str

    @property
    def text_y(self) -> float:
        """The baseline of text in the middle of the box."""
        return round(self.y + self.height / 2 + TEXT * 0.36, 2)


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A row of the legend: a sample at (x, y), the words and the amount."""

    part: Part
    x: float
    y: float
    text: str
    amount: str


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its heading above it."""

    heading: str
    heading_y: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class MonthBar:
    """Income above what goes out, to one scale, with a legend below; `table` has the same figures."""

    title: str
    description: str
    height: float
    rows: tuple[Row, Row]
    legend: tuple[LegendItem, ...]
    table: tuple[tuple[str, int], ...]
    width: int = WIDTH


def month_bar(
    income: Sequence[Part], out: Sequence[Part], *, title: str, rest_labels: tuple[str, str]
) -> MonthBar:
    """Two bars to one scale; the shorter one is filled up with what is left over, or with what is short.

    Amounts are eurocents, never negative; parts of 0 are left out. `rest_labels` are the words for what is
    left and for what is short.
    """
    came, went = sum(part.cents for part in income), sum(part.cents for part in out)
    left, short = max(0, came - went), max(0, went - came)
    top = [*income, Part(rest_labels[1], short, "short")]
    bottom = [*out, Part(rest_labels[0], left, "free")]
    scale = max(came, went, 1)
    first = Row(f"Erin: {format_euro(came)}", TEXT, _boxes(top, scale, TEXT + _GAP))
    y = TEXT + _GAP + _BAR + TEXT + 2 * _GAP
    second = Row(f"Eruit: {format_euro(went)}", y, _boxes(bottom, scale, y + _GAP))
    shown = [part for part in (*out, top[-1], bottom[-1]) if part.cents]
    legend = _legend(shown, y + _GAP + _BAR + 2 * _GAP)
    height = (legend[-1].y + TEXT if legend else y + _GAP + _BAR) + _GAP
    table = tuple((part.label, part.cents) for part in (*income, *out, *top[-1:], *bottom[-1:]) if part.cents)
    return MonthBar(title, _month_words(came, went), height, (first, second), legend, table)


def _month_words(came: int, went: int) -> str:
    difference = format_euro(abs(came - went))
    end = f"Er blijft {difference} over." if came >= went else f"Er is {difference} tekort."
    return f"Er komt {format_euro(came)} binnen. Er gaat {format_euro(went)} uit. {end}"


def _boxes(parts: Sequence[Part], scale: int, y: float) -> tuple[Box, ...]:
    boxes: list[Box] = []
    x, total = 0.0, 0
    for part in parts:
        if not part.cents:
            continue
        total += part.cents
        # Each edge is rounded from the running total, so that the pieces never drift from the whole.
        edge = round(WIDTH * total / scale, 2)
        width = round(edge - x, 2)
        boxes.append(Box(part, x, y, width, _BAR, fitting(part.label, width - 2 * _GAP)))
        x = edge
    return tuple(boxes)


def fitting(text: str, width: float, size: float = TEXT) -> str:
    """The text when it fits in so many units, otherwise nothing."""
    return text if len(text) * size * _LETTER <= width else ""


def _legend(parts: Sequence[Part], y: float) -> tuple[LegendItem, ...]:
    return tuple(
        LegendItem(part, 0, y + place * _LEGEND_ROW, part.label, format_euro(part.cents))
        for place, part in enumerate(parts)
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column (or bar lying down) of a report; `mark` is where the target lies, on the same scale."""

    label: str
    value: float
    shown: str
    x: float
    y: float
    width: float
    height: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Lying columns, one a row with its label above it, so that long Dutch labels stay readable."""

    title: str
    description: str
    height: float
    columns: tuple[Column, ...]
    target_x: float | None
    target_label: str
    table: tuple[tuple[str, str], ...]
    width: int = WIDTH


def columns(
    values: Sequence[tuple[str, float | None, str]],
    *,
    title: str,
    description: str,
    target: float | None = None,
    target_label: str = "",
) -> Columns:
    """Columns for (label, value, value as shown). A value of None (suppressed, unknown) has words and no
    bar."""
    highest = max([value for _, value, _ in values if value is not None] + [target or 0, 0]) or 1
    room = WIDTH - 90
    step = TEXT + 3 * _GAP + 12
    drawn = []
    for place, (label, value, shown) in enumerate(values):
        top = place * step + (TEXT + _GAP if target is not None else 0)
        length = round(room * (value or 0) / highest, 2)
        drawn.append(Column(label, value or 0, shown, 0, top + TEXT + 6, length, 16, top + TEXT))
    height = len(values) * step + (TEXT + _GAP if target is not None else 0)
    target_x = None if target is None else round(room * target / highest, 2)
    table = tuple((label, shown) for label, _, shown in values)
    return Columns(title, description, height, tuple(drawn), target_x, target_label, table)


@dataclass(frozen=True, slots=True)
class SpreadPoint:
    """One period on the line: the middle with the spread (for instance the 25th and 75th percentile)
    around it."""

    label: str
    x: float
    middle_y: float
    low_y: float
    high_y: float
    shown: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A line of middles with a band; `line` and `band` are ready for the points of polyline and polygon."""

    title: str
    description: str
    points: tuple[SpreadPoint, ...]
    line: str
    band: str
    target_y: float | None
    target_label: str
    top_label: str
    table: tuple[tuple[str, str, str, str], ...]
    width: int = WIDTH
    height: int = 220


@dataclass(frozen=True, slots=True)
class Period:
    """What a spread chart gets per period; `shown` are the words for low, middle and high in the table."""

    label: str
    low: float
    middle: float
    high: float
    shown: tuple[str, str, str]


def spread(
    periods: Sequence[Period],
    *,
    title: str,
    description: str,
    target: float | None = None,
    target_label: str = "",
    top_label: str = "",
) -> Spread:
    """The middle per period as a line and the spread as a band around it, from zero up."""
    highest = max([period.high for period in periods] + [target or 0]) or 1
    left, right, top, bottom = 12.0, WIDTH - 12.0, 30.0, 180.0
    gap = (right - left) / max(1, len(periods) - 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * value / highest, 2)

    points = tuple(
        SpreadPoint(
            period.label,
            round(left + place * gap, 2),
            y(period.middle),
            y(period.low),
            y(period.high),
            period.shown[1],
        )
        for place, period in enumerate(periods)
    )
    line = " ".join(f"{point.x},{point.middle_y}" for point in points)
    upper = [f"{point.x},{point.high_y}" for point in points]
    lower = [f"{point.x},{point.low_y}" for point in reversed(points)]
    return Spread(
        title,
        description,
        points,
        line,
        " ".join(upper + lower),
        None if target is None else y(target),
        target_label,
        top_label,
        tuple((period.label, *period.shown) for period in periods),
    )
