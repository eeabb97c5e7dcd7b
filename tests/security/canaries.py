"""Types the same hostile text in every text field of every form, as the person whose form it is, and keeps count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import html5lib
from werkzeug.routing import Rule

from tests.security.estate import rows_by_kind
from tests.security.matrix import MATRIX, PUBLIC, SIGNED_IN
from tests.told_wrong import wrong_with
from tests.web_client import WebClient, _fields
from tests.world import World

STEPS = (
    "thuis", "wonen", "een-schuld", "papieren", "machtiging", "doel", "elke-week", "eigen-idee", "vroeger-en-nu",
    "dreigt-er-iets", "lonen-en-uitkeringen", "schulden-grof", "bezit", "eerste-kleine-stap",
)  # fmt: skip
PLAIN = {"gemeente": "voorbeeldstad", "period": "2026-k3"}
# These would end what the others need.
LAST = (
    "/uitloggen",
    "/snel-weg",
    "/account/",
    "/stoppen",
    "/afsluiten",
    "/sessie/",
    "/kies",
    "/beheer/medewerkers/",
)
# What a field that refuses the hostile text wants instead, by a word in its name or its kind of keyboard.
INSTEAD = (
    (r"decimal", "12,50"), (r"birth_year", "1990"), (r"numeric", "5"), (r"(^|_)(at|time) ", "10:00"),
    (r"(_on|_date|_day|_until|^on|^day) ", "1-12-2026"), (r"mail", "nieuw@post.example"), (r"postcode", "1012 AB"),
    (r"phone", "010 123 45 67"), (r"areas", "3000-3099"), (r"area", "1000-1099"), (r"slug", "nieuwe-plek"),
)  # fmt: skip
ROUNDS = 5
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
INVALID = re.compile(r'<(?:input|textarea)(?=[^>]*aria-invalid="true")[^>]*\bname="([^"]+)"')


@dataclass
class Typed:
    """How many text fields there were, which took the hostile text, and what the server said that it should not."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def pages_of(world: World, role: str) -> Iterator[list[str]]:
    """For each page of a role its addresses; of a page of one row, one for each kind of row."""
    adapter, own = world.app.url_map.bind("localhost"), rows_by_kind(world, "anna")
    for rule in sorted(world.app.url_map.iter_rules(), key=lambda r: r.rule):
        if rule.endpoint == "static" or "GET" not in (rule.methods or ()) or not _for(role, rule):
            continue
        ids = [n for n in rule.arguments if rule._converters[n].__class__.__name__ == "UUIDConverter"]
        base: dict[str, Any] = {n: PLAIN[n] for n in rule.arguments if n in PLAIN}
        if "kenmerk" in rule.arguments:
            base["kenmerk"] = world.kenmerken["anna"]
        if not rule.arguments <= {"stap", *ids, *base}:
            continue
        every = (
            [{**base, **dict.fromkeys(ids, one)} for rows in own.values() for one in rows[:1]]
            if ids
            else [base]
        )
        for step in STEPS if "stap" in rule.arguments else ("",):
            yield [adapter.build(rule.endpoint, {**v, **({"stap": step} if step else {})}) for v in every]


def _for(role: str, rule: Rule) -> bool:
    wanted = MATRIX[rule.endpoint]
    if wanted == PUBLIC:
        return role == "nobody"
    return wanted == SIGNED_IN or (isinstance(wanted, frozenset) and role in wanted)


def type_everywhere(world: World, role: str, who: str | None, words: tuple[str, str], typed: Typed) -> None:
    """Fill and send every form of every page of a role. `words`: the hostile text, and a shorter one."""
    client, done = WebClient(world, who), set[str]()
    for addresses in pages_of(world, role):
        for page in addresses:
            answer = fetch(client, page)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                for action, node in forms_on(page, answer.text):
                    kind = ID.sub("", action.split("?")[0])
                    if kind not in done and not any(end in kind for end in LAST):
                        done.add(kind)
                        _send(client, action, node, words, typed)
                break


def fetch(client: WebClient, page: str) -> Any:
    """Ask for a page, whatever comes back."""
    with client._clock():
        return client.http.get(page, base_url="http://localhost")


def forms_on(page: str, html: str) -> Iterator[tuple[str, Any]]:
    """The forms of a page that post, with where each goes."""
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("method", "").lower() == "post":
            yield (form.get("action") or page).split("#")[0], form


def _text_fields(form: Any) -> dict[str, str]:
    """The fields of a form that take text, with the keyboard each asks for."""
    return {
        node.get("name"): node.get("inputmode", "")
        for node in form.iter()
        if node.get("name")
        and (
            node.tag == "textarea"
            or (node.tag == "input" and node.get("type", "text") in ("text", "search", "tel"))
        )
    }


def chosen_in(form: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """A choice for each question that has choices, and a button."""
    more: dict[str, Any] = {}
    for node in form.iter():
        name, kind = node.get("name"), node.get("type")
        if name and name not in fields and name not in more and not name.endswith("--open"):
            if kind in ("radio", "checkbox") and node.get("value"):
                more[name] = node.get("value")
            elif node.tag == "button":
                more[name] = node.get("value", "")
    return more


def _given(form: Any) -> dict[str, str]:
    """A password and an address where a form asks for one."""
    wanted = {"password": "Drie-losse-woorden-77", "email": "nieuw@post.example"}
    return {
        node.get("name"): wanted[node.get("type")]
        for node in form.iter("input")
        if node.get("type") in wanted
    }


def _send(client: WebClient, action: str, form: Any, words: tuple[str, str], typed: Typed) -> None:
    kinds = _text_fields(form)
    if not kinds:
        return
    fields = _fields(form)
    fields |= chosen_in(form, fields) | _given(form) | dict.fromkeys(kinds, words[0])
    typed.seen |= {(action, name) for name in kinds}
    for _ in range(ROUNDS):
        with client._clock():
            answer = client.http.post(
                action, data={**fields, "token": uuid4().hex}, base_url="http://localhost"
            )
        if answer.status_code >= 500 or (answer.mimetype == "text/html" and shows(answer.text, words)):
            typed.broken.append(f"{action}: {answer.status_code}")
        if answer.status_code == 422:
            typed.broken += [f"{action}: {fault}" for fault in wrong_with(answer.text)]
        if answer.status_code in (200, 204, 303):
            typed.taken |= {(action, name) for name in kinds if fields[name] in words}
        wrong = INVALID.findall(answer.text) if answer.status_code == 422 else []
        if not wrong:
            return
        for name in set(wrong) & set(kinds):
            fields[name] = _next(fields[name], f"{name} {kinds[name]}", words)


def _next(tried: str, about: str, words: tuple[str, str]) -> str:
    wanted = next((value for pattern, value in INSTEAD if re.search(pattern, about)), words[1])
    return words[1] if tried == wanted else "" if tried == words[1] else wanted


def shows(html: str, words: tuple[str, str]) -> bool:
    """Whether hostile text stands in a page as it was typed, so that a browser reads markup in it."""
    return any(text in html for text in words)
