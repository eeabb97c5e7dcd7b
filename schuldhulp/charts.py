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
