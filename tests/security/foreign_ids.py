"""Every form that the program gives somebody, sent again with the ids of somebody else's rows in it.

The fields are those of the form itself, filled as the page fills them, so that nothing but the id is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import html5lib
from sqlalchemy import text
from werkzeug.routing import Rule

from schuldhulp.every_table import metadata
from tests.security.estate import CANARIES, rows_by_kind
from tests.security.matrix import MATRIX
from tests.web_client import WebClient, _fields
from tests.world import World

STEPS_WITH_ROWS = ("thuis", "wonen", "een-schuld", "papieren", "machtiging")
# What a person would type where a page leaves a field empty.
TYPED = {
    "body": "Een gewoon bericht.", "text": "Een gewoon bericht.", "reason": "Dat klopt niet.", "how": "Betaald.",
    "why": "Dat klopt niet.", "words": "Goed zo.", "day": "1-12-2026", "on": "1-12-2026", "time": "10:00",
    "answer": "ja", "summary": "Wij spraken elkaar.",
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One form as it was sent, with a foreign id, and what came back."""

    address: str
    status: int
    body: str


def own_pages(world: World, role: str, rules: list[Rule]) -> Iterator[list[str]]:
    """For each page of the own dossier its addresses; of a page of one row, one for each kind of row."""
    adapter, own = world.app.url_map.bind("localhost"), rows_by_kind(world, "anna")
    for rule in rules:
        wanted = MATRIX[rule.endpoint]
        if "GET" not in (rule.methods or ()) or not isinstance(wanted, frozenset) or role not in wanted:
            continue
        if rule.endpoint.startswith("counsellor.") and "kenmerk" not in rule.arguments:
            continue
        ids = [n for n in rule.arguments if rule._converters[n].__class__.__name__ == "UUIDConverter"]
        if not rule.arguments <= {"kenmerk", "stap", *ids}:
            continue
        base: dict[str, Any] = {"kenmerk": world.kenmerken["anna"]} if "kenmerk" in rule.arguments else {}
        every = [{**base, **dict.fromkeys(ids, one[0])} for one in own.values()] if ids else [base]
        for step in STEPS_WITH_ROWS if "stap" in rule.arguments else [""]:
            more = {"stap": step} if step else {}
            yield [adapter.build(rule.endpoint, {**values, **more}) for values in every]


def forms(client: WebClient, pages: Iterator[list[str]]) -> list[tuple[str, dict[str, Any]]]:
    """The forms on these pages: where each posts to, with its fields. One of a kind of address is enough."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for addresses in pages:
        for page in addresses:
            with client._clock():
                answer = client.http.get(page, base_url="http://localhost")
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found.update({a: (a, fields) for a, fields in _forms_of(page, answer.text) if a not in found})
                break
    return list(found.values())


def _forms_of(page: str, html: str) -> Iterator[tuple[str, dict[str, Any]]]:
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("method", "").lower() != "post":
            continue
        fields = _fields(form)
        for name in [n for n in fields if n in TYPED and not fields[n]]:
            fields[name] = TYPED[name]
        for node in form.iter():
            chosen = node.get("type") in ("radio", "checkbox") or node.tag == "button"
            if chosen and node.get("name") and node.get("name") not in fields:
                fields[node.get("name")] = node.get("value", "on")
        yield (form.get("action") or page).split("#")[0], fields


def with_ids_of_another(
    form: tuple[str, dict[str, Any]], own: dict[str, list[UUID]], other: dict[str, list[UUID]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The form with each of its ids replaced by one of the same kind in another dossier."""
    action, fields = form
    for kind, ids in own.items():
        for mine in ids:
            if str(mine) not in action and str(mine) not in repr(fields):
                continue
            for theirs in other[kind][:2]:
                old, new = str(mine), str(theirs)
                changed = {
                    name: [str(v).replace(old, new) for v in value] if isinstance(value, list)
                    else str(value).replace(old, new)
                    for name, value in fields.items()
                }  # fmt: skip
                yield action.replace(old, new), {**changed, "token": uuid4().hex}


def try_all(world: World, role: str, who: str) -> list[Sent]:
    """Send every form of the own dossier of anna with the ids of berend and chris."""
    client = WebClient(world, who)
    rules = [r for r in world.app.url_map.iter_rules() if r.endpoint != "static"]
    own = rows_by_kind(world, "anna")
    found = forms(client, own_pages(world, role, rules))
    sent: list[Sent] = []
    for whose in ("berend", "chris"):
        other = rows_by_kind(world, whose)
        for form in found:
            for address, fields in with_ids_of_another(form, own, other):
                with client._clock():
                    answer = client.http.post(address, data=fields, base_url="http://localhost")
                sent.append(
                    Sent(address, answer.status_code, answer.text if answer.is_json or answer.text else "")
                )
    return sent


def state_of(world: World, whose: str) -> list[str]:
    """Every row of a dossier as it stands."""
    dossier_id = world.people[whose].dossier_id
    assert dossier_id is not None
    found = []
    with world.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name in ("access_entry", "inbox_view", "last_visit"):
                continue
            column = "id" if table.name == "dossier" else "dossier_id" if "dossier_id" in table.c else None
            if column is not None:
                query = text(f"SELECT * FROM {table.name} WHERE {column} = :d")
                found += [
                    f"{table.name} {tuple(row)}" for row in connection.execute(query, {"d": dossier_id.hex})
                ]
    return sorted(found)


def mixed(world: World, whose: str, foreign: list[UUID]) -> list[str]:
    """The rows of a dossier in which an id of another dossier stands."""
    marks = [m for one in foreign for m in (one.hex, str(one))]
    return [row[:160] for row in state_of(world, whose) if any(m in row for m in marks)]


def leaks(world: World, role: str, who: str) -> tuple[int, list[str]]:
    """How many forms were sent, and all that went wrong: a foreign row changed, shown, or tied to an own row."""
    before = {whose: state_of(world, whose) for whose in ("berend", "chris")}
    foreign = [one for whose in before for ids in rows_by_kind(world, whose).values() for one in ids]
    sent = try_all(world, role, who)
    wrong = [f"{s.address} shows {c}" for s in sent for c in CANARIES if c in s.body]
    wrong += [f"{s.address}: {s.status}" for s in sent if s.status >= 500]
    wrong += [f"rows of {whose} changed" for whose, rows in before.items() if state_of(world, whose) != rows]
    wrong += [f"tied to another: {row}" for row in mixed(world, "anna", foreign)]
    return len(sent), wrong
