"""One worker: how long it takes to be ready, and what it weighs after its first pages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PAGES = (
    "/inbox?toon=alles",
    "/dossiers/{kenmerk}",
    "/dossiers/{kenmerk}/werkboek",
    "/dossiers/{kenmerk}/budget",
)
# Runs in a process of its own, because it is about loading. `rich` stands among the packages of the tests only, and
# structlog loads it where it finds it: an installation has none.
_SCRIPT = """
import json, sys, time
from pathlib import Path
sys.modules["rich"] = None
begun = time.process_time()
from schuldhulp.settling import settle, undisturbed
url, data, pages = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
with undisturbed():
    from bench.product import product
    ours = product(url, data)
settle()
made = time.process_time()
for _ in range(20):
    for page in pages:
        ours.coach.ask(page.format(kenmerk=ours.kenmerk))
    ours.client.ask("/mijn")
with open("/proc/self/smaps_rollup", encoding="ascii") as file:
    parts = dict(line.split()[:2] for line in file.readlines()[1:])
private = sum(int(parts[name]) for name in ("Private_Clean:", "Private_Dirty:"))
print(json.dumps({"ready_ms": (made - begun) * 1000, "rss_mb": int(parts["Rss:"]) / 1024, "private_mb": private / 1024,
                  "weasyprint": "weasyprint" in sys.modules}))
"""


def measured(url: str, data: Path) -> dict[str, Any]:
    """CPU milliseconds of loading the code and making the application, and megabytes after a hundred pages."""
    _once(url, data)  # writes the compiled files, as `./run` and an installation do
    found = [_once(url, data) for _ in range(3)]
    ready = [one["ready_ms"] for one in found]
    middle = sorted(ready)[1]
    return {
        "werkproces klaar": {
            "maat": "cpu_ms",
            "doel": 1_000.0,
            "cpu_ms": middle,
            "rondes": ready,
            "delen": found,
        },
        "geheugen van een werkproces": {
            "maat": "mb",
            "doel": 130.0,
            "mb": max(one["rss_mb"] for one in found),
        },
    }


def _once(url: str, data: Path) -> dict[str, Any]:
    words = [sys.executable, "-c", _SCRIPT, url, str(data), *PAGES]
    compiling = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(
        words, check=True, capture_output=True, text=True, env=compiling | {"PYTHONPATH": "."}
    )
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told
