"""`analyseer --rol ROL`: labels sentences, JSON lines in and JSON lines out; nothing leaves this process."""

import json
import sys
from collections.abc import Callable
from typing import Any

import click

from schuldhulp.commands.answers import BadInput, OneLineCommand
from schuldhulp.scripts_mi.analysis.labels import Labelled, Tables, label_client, label_counsellor
from schuldhulp.scripts_mi.analysis.sources import load_tables

ROLES: dict[str, Callable[[dict[str, Any], Tables], Labelled]] = {
    "hulpverlener": lambda given, tables: label_counsellor(
        given["text"], tables, _joined(given.get("client_said")), _joined(given.get("prev"))
    ),
    "client": lambda given, tables: label_client(given["text"], tables),
}


@click.command(cls=OneLineCommand)
@click.option("--rol", required=True, type=click.Choice(sorted(ROLES)), help="Wie de zinnen schreef.")
@click.option("--uitleg", is_flag=True, help="Ook de regels en de woorden die tot het label leidden.")
def analyseer(rol: str, uitleg: bool) -> None:
    """Geef elke zin een label: JSON-regels op standaardinvoer, JSON-regels op standaarduitvoer."""
    tables = load_tables()
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            given = _read(number, line)
            found = ROLES[rol](given, tables)
            click.echo(json.dumps(_answer(given["id"], found, uitleg), ensure_ascii=False))


def _read(number: int, line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise BadInput(f"regel {number}: dit is geen geldige JSON") from None
    if not isinstance(given, dict) or not isinstance(given.get("id"), str | int):
        raise BadInput(f"regel {number}: een object met id en text is nodig")
    if not isinstance(given.get("text"), str) or not given["text"].strip():
        raise BadInput(f"regel {number}: text ontbreekt of is geen tekst")
    for name in ("client_said", "prev"):
        if not _is_text(given.get(name)):
            raise BadInput(f"regel {number}: {name} is geen tekst en geen lijst van teksten")
    return given


def _is_text(value: object) -> bool:
    return (
        value is None
        or isinstance(value, str)
        or (isinstance(value, list) and all(isinstance(v, str) for v in value))
    )


def _joined(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else " ".join(value or ())


def _answer(identity: object, found: Labelled, explained: bool) -> dict[str, object]:
    answer: dict[str, object] = {"id": identity, "label": found.label}
    if found.label == "change_talk":
        answer["subtype"] = found.detail
    if explained:
        answer["redenen"] = [
            {"regel": reason.rule, "woorden": list(reason.words)} for reason in found.reasons
        ]
    return answer
