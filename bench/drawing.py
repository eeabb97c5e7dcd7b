"""The results as a picture: a bar for us, a line where the goal is."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

LEFT, WIDTH, ROW = 250, 620, 46


class Bar(NamedTuple):
    """One job: our ratio or milliseconds, the goal in the same measure, and what is said beside it."""

    name: str
    value: float
    goal: float
    words: str


def picture(bars: Sequence[Bar], title: str) -> str:
    """An SVG of the bars, each on its own scale of twice its goal."""
    height = 60 + ROW * len(bars)
    rows = []
    for place, bar in enumerate(bars):
        top = 48 + place * ROW
        span = WIDTH - LEFT - 20
        length = min(1.0, bar.value / (2 * bar.goal)) * span
        colour = "#1f5f5b" if bar.value <= bar.goal else "#8a3f2b"
        rows.append(
            f'<text x="{LEFT - 10}" y="{top + 15}" text-anchor="end">{escape(bar.name)}</text>'
            f'<rect x="{LEFT}" y="{top}" width="{length:.1f}" height="20" fill="{colour}"/>'
            f'<line x1="{LEFT + span / 2}" x2="{LEFT + span / 2}" y1="{top - 4}" y2="{top + 24}" stroke="#222"/>'
            f'<text x="{LEFT}" y="{top + 35}" font-size="11">{escape(bar.words)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="13"><title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="10" y="24" font-weight="bold">{escape(title)}</text>{"".join(rows)}</svg>\n'
    )
