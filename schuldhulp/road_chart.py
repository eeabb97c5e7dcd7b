"""The picture of a road out of debt: a bar of months per creditor, and the table that says the same.

Drawn by the macros of templates/components/road.html to the measures of `charts`. More creditors than fit on a page
share one last bar; the table names them all.
"""

from dataclasses import dataclass

from schuldhulp.budget.uitweg import Stuk, Uitweg, say_months
from schuldhulp.charts import TEXT, WIDTH

ROWS = 8
_ROW = 42
_BAR = 14
_LETTERS = 22


@dataclass(frozen=True, slots=True)
class RoadRow:
    """One creditor: the name and months above a bar from the left."""

    name: str
    words: str
    text_y: float
    bar_y: float
    bar_width: float


@dataclass(frozen=True, slots=True)
class Road:
    """The rows, lines for whole years (x, words), and all pieces for the table."""

    title: str
    description: str
    rows: tuple[RoadRow, ...]
    years: tuple[tuple[float, str], ...]
    pieces: tuple[Stuk, ...]
    height: float
    bar: int = _BAR
    width: int = WIDTH


def road_chart(road: Uitweg) -> Road | None:
    """The picture of a road that ends; None for one that does not, or without debts."""
    if not road.months or not road.stukken:
        return None
    going = [part for part in road.stukken if part.months is not None]
    shown = [(part.name, part.months or 0) for part in sorted(going, key=lambda part: -part.cents)]
    if len(shown) > ROWS:
        rest = shown[ROWS - 1 :]
        shown = [*shown[: ROWS - 1], (f"{len(rest)} andere", max(months for _, months in rest))]
    rows = tuple(
        RoadRow(
            _short(name), say_months(months), TEXT + place * _ROW, TEXT + place * _ROW + 7,
            round(WIDTH * months / road.months, 2),
        )
        for place, (name, months) in enumerate(shown)
    )  # fmt: skip
    step = max(1, -(-road.months // 12 // 5))
    years = tuple(
        (round(WIDTH * 12 * year / road.months, 2), f"{year} jaar")
        for year in range(step, road.months // 12 + 1, step)
        if 12 * year < road.months
    )
    return Road(
        f"De weg per schuldeiser: {road.name.lower()}", f"{road.sentence} Een balk is de tijd tot iets klaar is.",
        rows, years, road.stukken, len(shown) * _ROW + TEXT + 6,
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
