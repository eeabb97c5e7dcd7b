"""`python -m bench`: our pages against a bare Flask with the same queries, in one run.

BENCH_LARGE=0 leaves out the inbox over 100,000 dossiers, whose database takes minutes to make the first time;
BENCH_ONLY=pages leaves out what is no page: paper, calculations, texts, statements and the worker.
"""

import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import calculations, loading, pages, paper, statements, texts, worker
from bench.drawing import Bar, picture
from bench.measuring import ROUNDS
from bench.product import product
from bench.worlds import PostgresServer, database
from schuldhulp.settling import settle

HERE = Path(__file__).parent
SMALL, LARGE = 1_000, 100_000


def main() -> int:
    """Measure, print, and write results.json and results.svg."""
    results: dict[str, Any] = {}
    settle()  # as a server does
    with tempfile.TemporaryDirectory(prefix="schuldhulp-bench-") as folder:
        data = Path(folder)
        found = _on_sqlite(data, results)
        results.update(_on_postgres(data))
        if os.environ.get("BENCH_ONLY") != "pages":
            results.update(calculations.measured())
            results.update(texts.measured())
            results.update(paper.measured(product(database(SMALL, data / "paper.sqlite"), data)))
            results.update(statements.measured())
            results.update(loading.measured(data))
            results.update(worker.measured(database(SMALL, data / "worker.sqlite"), data))
        if os.environ.get("BENCH_LARGE", "1") != "0":
            results.update(_large(data, found))
    _tell(results)
    return 0


def _on_sqlite(data: Path, results: dict[str, Any]) -> dict[str, list[float]]:
    url = database(SMALL, data / "small.sqlite")
    found = pages.every(product(url, data), url, lambda: 0.0)
    results.update(pages.results(found, postgres=False))
    return found


def _on_postgres(data: Path) -> dict[str, Any]:
    server = PostgresServer()
    try:
        url = server.database(SMALL)
        found = pages.every(product(url, data, server.spent), url, server.spent)
    finally:
        server.close()
    told = pages.results(found, postgres=True)
    return {f"{name}, PostgreSQL": one for name, one in told.items()}


def _large(data: Path, small: dict[str, list[float]]) -> dict[str, Any]:
    """The inbox over a hundred thousand, and how much it grew."""
    url = database(LARGE, data / "large.sqlite")
    found = pages.inbox(product(url, data), url, lambda: 0.0)
    middle = {name: statistics.median(found[name]) / statistics.median(small[name]) for name in found}
    return {
        "inbox 100.000": pages.compared(found, "inbox", 3.5),
        "groei 1.000 naar 100.000": {"maat": "verhouding", "doel": 1.2, "verhouding": middle["inbox"],
                                     "kaal": middle["inbox kaal"], "minst": middle["inbox minst"]},
    }  # fmt: skip


_UNITS = {"verhouding": "×", "cpu_ms": "ms", "mb": "MB"}


def _tell(results: dict[str, Any]) -> None:
    bars = []
    print(f"\n{'':34}{'wij':>10}{'kaal':>9}{'×':>7}{'minst':>9}{'×':>7}  doel")
    for name, one in results.items():
        value, unit = one[one["maat"]], _UNITS[one["maat"]]
        fits = "gehaald" if value <= one["doel"] else "niet gehaald"
        mine = _cell(one, "cpu_ms") or _cell(one, "mb")
        columns = f"{mine:>10}{_cell(one, 'kaal_cpu_ms'):>9}{_cell(one, 'verhouding'):>7}"
        columns += f"{_cell(one, 'minst_cpu_ms'):>9}{_cell(one, 'verhouding_minst'):>7}"
        print(f"{name:34}{columns}  ≤ {one['doel']:g} {unit}  {fits}")
        bars.append(Bar(name, value, one["doel"], f"{value:.2f} {unit}, doel {one['doel']:g} {unit}: {fits}"))
    about = {"rondes": ROUNDS, "python": platform.python_version(), "machine": platform.machine(),
             "processors": os.cpu_count(), "belasting": os.getloadavg()}  # fmt: skip
    text = json.dumps({"over": about, "resultaten": results}, ensure_ascii=False, indent=1)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    (HERE / "results.svg").write_text(
        picture(bars, "CPU per aanvraag; de streep is het doel"), encoding="utf-8"
    )
    print(f"\nMediaan van {ROUNDS} rondes om en om. Meer in {HERE.name}/results.json en results.svg.")


def _cell(one: dict[str, Any], name: str) -> str:
    return f"{one[name]:.2f}" if name in one else ""


if __name__ == "__main__":
    sys.exit(main())
