"""`python -m bench`: our pages against a bare Flask with the same queries, in one run.

BENCH_LARGE=0 leaves out the inbox over 100,000 dossiers, whose database takes minutes to make the first time.
"""

import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import calculations, paper, statements
from bench.bare import bare_app
from bench.drawing import Bar, picture
from bench.measuring import ROUNDS, Browser, Call, interleaved
from bench.product import Product, hidden_fields, product
from bench.worlds import database
from schuldhulp.database import make_engine

HERE = Path(__file__).parent
STEP = "/mijn/werkboek/hoe-belangrijk-en-zeker"
SMALL, LARGE = 1_000, 100_000


def main() -> int:
    """Measure, print, and write results.json and results.svg."""
    large = os.environ.get("BENCH_LARGE", "1") != "0"
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="schuldhulp-bench-") as folder:
        data = Path(folder)
        found = _pages(data, SMALL)
        inbox_small = statistics.median(found["inbox"])
        results["inbox 1.000"] = _compared(found, "inbox", "inbox kaal", 3.5)
        results["dossierpagina"] = _absolute(found, "dossier", "dossier kaal", 6.0)
        results["stap opslaan"] = _compared(found, "stap", "stap kaal", 4.0)
        results.update(calculations.measured())
        results.update(paper.measured(product(database(SMALL, data / "paper.sqlite"), data)))
        results.update(statements.measured())
        if large:
            found = _pages(data, LARGE, only_inbox=True)
            results["inbox 100.000"] = _compared(found, "inbox", "inbox kaal", 3.5)
            grown = statistics.median(found["inbox"]) / inbox_small
            results["groei 1.000 naar 100.000"] = {"verhouding": grown, "doel": 1.2, "maat": "verhouding"}
    _tell(results)
    return 0


def _pages(data: Path, dossiers: int, *, only_inbox: bool = False) -> dict[str, list[float]]:
    url = database(dossiers, data / f"{dossiers}.sqlite")
    ours = product(url, data)
    engine = make_engine(url)
    bare = Browser(bare_app(engine, ours.counsellor, ours.kenmerk), {})
    calls: dict[str, Call] = {
        "inbox": _get(ours.coach, "/inbox?toon=alles"),
        "inbox kaal": _get(bare, "/inbox"),
    }
    if not only_inbox:
        calls |= {
            "dossier": _get(ours.coach, f"/dossiers/{ours.kenmerk}"),
            "dossier kaal": _get(bare, "/case"),
            "stap": _save(ours),
            "stap kaal": _post(bare, "/step", {"importance": "7", "why": "Omdat ik rust wil."}),
        }
    found = interleaved(calls, times=15)
    engine.dispose()
    return found


def _get(browser: Browser, path: str) -> Call:
    return lambda: browser.ask(path)[1]


def _post(browser: Browser, path: str, fields: dict[str, str]) -> Call:
    return lambda: browser.ask(path, fields, status=303)[1]


def _save(ours: Product) -> Callable[[], float]:
    def call() -> float:
        page, _ = ours.client.ask(STEP)
        fields = hidden_fields(page) | {
            "importance": "7", "importance_why": "Omdat ik rust wil.", "confidence": "5", "confidence_why": "",
        }  # fmt: skip
        return ours.client.ask(STEP, fields, status=303)[1]

    return call


def _compared(found: dict[str, list[float]], ours: str, bare: str, goal: float) -> dict[str, Any]:
    mine, least = statistics.median(found[ours]), statistics.median(found[bare])
    return {"maat": "verhouding", "verhouding": mine / least, "doel": goal, "cpu_ms": mine, "kaal_cpu_ms": least,
            "rondes": found[ours], "rondes_kaal": found[bare]}  # fmt: skip


def _absolute(found: dict[str, list[float]], ours: str, bare: str, goal: float) -> dict[str, Any]:
    return _compared(found, ours, bare, goal) | {"maat": "cpu_ms"}


def _tell(results: dict[str, Any]) -> None:
    bars = []
    print(f"\n{'':28}{'wij':>10}{'kaal':>10}{'×':>8}  doel")
    for name, one in results.items():
        value = one[one["maat"]]
        unit = "×" if one["maat"] == "verhouding" else "ms"
        mine = f"{one['cpu_ms']:.2f} ms" if "cpu_ms" in one else ""
        least = f"{one['kaal_cpu_ms']:.2f} ms" if "kaal_cpu_ms" in one else ""
        ratio = f"{one['verhouding']:.2f}" if "verhouding" in one else ""
        fits = "gehaald" if value <= one["doel"] else "niet gehaald"
        print(f"{name:28}{mine:>10}{least:>10}{ratio:>8}  ≤ {one['doel']:g} {unit}  {fits}")
        bars.append(Bar(name, value, one["doel"], f"{value:.2f} {unit}, doel {one['doel']:g} {unit}: {fits}"))
    about = {"rondes": ROUNDS, "python": platform.python_version(), "machine": platform.machine(),
             "processors": os.cpu_count(), "belasting": os.getloadavg()}  # fmt: skip
    text = json.dumps({"over": about, "resultaten": results}, ensure_ascii=False, indent=1)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    (HERE / "results.svg").write_text(
        picture(bars, "CPU per aanvraag; de streep is het doel"), encoding="utf-8"
    )
    print(f"\nMediaan van {ROUNDS} rondes om en om. Meer in {HERE.name}/results.json en results.svg.")


if __name__ == "__main__":
    sys.exit(main())
