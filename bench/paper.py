"""The budget plan as PDF: with a new child, with a running one and from the cache, against WeasyPrint alone."""

import statistics
import time
from typing import Any
from unittest import mock

from bench.measuring import cpu_of
from bench.product import Product
from schuldhulp import pdf
from schuldhulp.web.budget import plans

PLAN = "/mijn/budget/plan.pdf"
TIMES = 5


def measured(ours: Product) -> dict[str, Any]:
    """CPU milliseconds of our process and its child together, in turn with WeasyPrint in this process."""
    html, title = _page(ours)
    _bare(html, title)  # loads WeasyPrint
    cold, warm, cached, least = [], [], [], []
    for _ in range(TIMES):
        pdf._RENDERER.close()
        cold.append(_made(ours))
        warm.append(_made(ours))
        cached.append(_asked(ours))
        least.append(_bare(html, title))
    pdf._RENDERER.close()
    bare = statistics.median(least)
    return {
        "pdf, nieuw proces": _one(cold, bare, goal=3.0),
        "pdf": _one(warm, bare, goal=1.15),
        "pdf, ongewijzigd": _one(cached, bare, goal=20.0) | {"maat": "cpu_ms"},
    }


def _one(spent: list[float], bare: float, goal: float) -> dict[str, Any]:
    mine = statistics.median(spent)
    return {"maat": "verhouding", "verhouding": mine / bare, "doel": goal, "cpu_ms": mine, "kaal_cpu_ms": bare,
            "rondes": spent}  # fmt: skip


def _page(ours: Product) -> tuple[str, str]:
    """The HTML of the plan as the product hands it over."""
    kept: list[tuple[str, str]] = []

    def keep(html: str, *, title: str, lang: str = "nl") -> bytes:
        kept.append((html, title))
        return b"%PDF"

    with mock.patch.object(plans, "render_pdf", keep):
        ours.client.ask(PLAN)
    return kept[0]


def _asked(ours: Product) -> float:
    before = cpu_of(pdf._RENDERER.child_id)
    _, spent = ours.client.ask(PLAN)
    return (spent + cpu_of(pdf._RENDERER.child_id) - before) * 1000


def _made(ours: Product) -> float:
    """The plan made anew: nothing is in the cache."""
    pdf._CACHE._kept.clear()
    return _asked(ours)


def _bare(html: str, title: str) -> float:
    begun = time.process_time()
    pdf.render_here(html, title, "nl")
    return (time.process_time() - begun) * 1000
