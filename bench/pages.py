"""The pages and the acts: ours in turn with the bare ones, on one database."""

import statistics
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from bench.bare import STEP as SLUG
from bench.bare import bare_app
from bench.measuring import Browser, Call, interleaved
from bench.product import Product, hidden_fields
from schuldhulp.database import make_engine

STEP = f"/mijn/werkboek/{SLUG}"
TALK = "/mijn/berichten"
TIMES = 15


def inbox(ours: Product, url: str, beside: Callable[[], float]) -> dict[str, list[float]]:
    """The first page of everything, ours and bare."""
    engine = make_engine(url)
    bare = _bare(ours, engine, beside)
    found = interleaved(_inbox_calls(ours, bare), times=TIMES)
    engine.dispose()
    return found


def every(ours: Product, url: str, beside: Callable[[], float]) -> dict[str, list[float]]:
    """All of them; CPU milliseconds of each round by name."""
    engine = make_engine(url)
    bare = _bare(ours, engine, beside)
    answers = {"importance": "7", "why": "Omdat ik rust wil."}
    calls: dict[str, Call] = {
        **_inbox_calls(ours, bare),
        "dossier": _get(ours.coach, f"/dossiers/{ours.kenmerk}"), "dossier kaal": _get(bare, "/case"),
        "stap tonen": _get(ours.client, STEP),
        "stap": _save(ours), "stap kaal": _post(bare, "/step", answers),
        "stap minst": _post(bare, "/step-least", answers),
        "bericht": _message(ours),
        "voorkant": _get(ours.anybody, ours.front), "voorkant ongewijzigd": _unchanged(ours),
    }  # fmt: skip
    found = interleaved(calls, times=TIMES)
    engine.dispose()
    return found


def results(found: dict[str, list[float]], *, postgres: bool) -> dict[str, dict[str, Any]]:
    """What was found beside the goals, by the name it has in the table."""
    return {
        "inbox": compared(found, "inbox", 3.5),
        "dossierpagina": absolute(found, "dossier", 6.0),
        "stap tonen": absolute(found, "stap tonen", 3.0),
        "stap opslaan": compared(found, "stap", 4.0),
        "bericht sturen": absolute(found, "bericht", 6.0),
        "voorkant": absolute(found, "voorkant", 1.5),
        "voorkant ongewijzigd": absolute(found, "voorkant ongewijzigd", 1.5),
    } | (
        {"inbox in ms": absolute(found, "inbox", 8.0), "stap in ms": absolute(found, "stap", 5.5)}
        if postgres
        else {}
    )


def compared(found: dict[str, list[float]], name: str, goal: float) -> dict[str, Any]:
    """Ours against the same statements, and against the least, where those are measured."""
    mine = statistics.median(found[name])
    told: dict[str, Any] = {"maat": "verhouding", "doel": goal, "cpu_ms": mine, "rondes": found[name]}
    for kind, value, ratio in (
        ("kaal", "kaal_cpu_ms", "verhouding"), ("minst", "minst_cpu_ms", "verhouding_minst"),
    ):  # fmt: skip
        rounds = found.get(f"{name} {kind}")
        if rounds:
            least = statistics.median(rounds)
            told |= {value: least, ratio: mine / least, f"rondes_{kind}": rounds}
    return told


def absolute(found: dict[str, list[float]], name: str, goal: float) -> dict[str, Any]:
    """Ours in CPU milliseconds."""
    return compared(found, name, goal) | {"maat": "cpu_ms"}


def _bare(ours: Product, engine: Any, beside: Callable[[], float]) -> Browser:
    if engine.dialect.name == "postgresql":  # the least there can be, without a guard
        event.listen(engine, "connect", _everywhere)
    _save(ours)()  # what the bare act writes again
    return Browser(bare_app(engine, ours.counsellor, ours.client_actor, ours.kenmerk), {}, beside)


def _everywhere(connection: Any, _record: Any) -> None:
    connection.execute("SET app.everywhere = 'on'")
    connection.commit()  # a connection in the middle of something cannot be asked whether it is alive


def _inbox_calls(ours: Product, bare: Browser) -> dict[str, Call]:
    return {
        "inbox": _get(ours.coach, "/inbox?toon=alles"), "inbox kaal": _get(bare, "/inbox"),
        "inbox minst": _get(bare, "/inbox-least"),
    }  # fmt: skip


def _get(browser: Browser, path: str) -> Call:
    return lambda: browser.ask(path)[1]


def _unchanged(ours: Product) -> Call:
    ours.anybody.ask(ours.front)
    etag = ours.anybody.etag
    return lambda: ours.anybody.ask(ours.front, status=304, etag=etag)[1]


def _post(browser: Browser, path: str, fields: dict[str, str]) -> Call:
    return lambda: browser.ask(path, fields, status=303)[1]


def _save(ours: Product) -> Call:
    def call() -> float:
        page, _ = ours.client.ask(STEP)
        fields = hidden_fields(page) | {
            "importance": "7", "importance_why": "Omdat ik rust wil.", "confidence": "5", "confidence_why": "",
        }  # fmt: skip
        return ours.client.ask(STEP, fields, status=303)[1]

    return call


def _message(ours: Product) -> Call:
    def call() -> float:
        page, _ = ours.client.ask(TALK)
        fields = hidden_fields(page) | {"body": "Dank voor uw bericht. Ik kijk ernaar."}
        return ours.client.ask(TALK, fields, status=303)[1]

    return call
