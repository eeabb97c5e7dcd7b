"""Rules about the URL map of an app. Each takes the app and returns its complaints."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(pdf|csv|css|png))?")
WELL_KNOWN = re.compile(r"/\.well-known/[a-z0-9-]+(\.txt)?")
# A page that audiences share is one template, in the folder of its subject; a fault's page belongs to no view.
OF_NO_AUDIENCE = (
    "steps/", "budget/", "calculation/", "schemes/", "debts/", "statements/", "letters/", "errors/", "pdf/", "mail/",
    "components/", "takein/", "points/", "talks/",
)  # fmt: skip


def _pages(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.rsplit(".", 1)[-1] != "static":
            yield rule


def unguarded(app: Flask) -> list[str]:
    """Routes whose view no guard stands before."""
    return [
        f"{rule.rule} ({rule.endpoint})"
        for rule in _pages(app)
        if getattr(app.view_functions[rule.endpoint], "guard_rule", None) is None
    ]


def not_kebab_case(app: Flask) -> list[str]:
    """Addresses that are not lower-case words with hyphens, apart from the parts that vary."""
    return [rule.rule for rule in _pages(app) if not _is_kebab_case(rule.rule)]


def _is_kebab_case(rule: str) -> bool:
    address = re.sub(r"<[^>]+>", "x", rule)
    if address == "/" or WELL_KNOWN.fullmatch(address):
        return True
    return address.startswith("/") and all(SEGMENT.fullmatch(segment) for segment in address[1:].split("/"))


def misnamed_templates(app: Flask) -> list[str]:
    """Views that render another template than `<audience>/<view>.html`."""
    found = []
    for endpoint, view in sorted(app.view_functions.items()):
        expected = endpoint.replace(".", "/") + ".html"
        for name in _templates_of(view):
            if name != expected and not name.startswith(OF_NO_AUDIENCE):
                found.append(f"{endpoint} renders {name}")
    return found


def _templates_of(view: Callable[..., Any]) -> Iterator[str]:
    view = inspect.unwrap(view)
    if not inspect.getmodule(view) or not inspect.isfunction(view):
        return
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(view)))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
            yield node.value


def steps_without_form(steps: Iterable[Any], forms: Mapping[type, Any]) -> list[str]:
    """Steps whose record no form fills, and records of a form that are no step's."""
    records = {step.record: step.slug for step in steps}
    missing = [f"step {slug} has no form" for record, slug in records.items() if record not in forms]
    return missing + [f"a form of {record.__name__}, and no step" for record in forms if record not in records]
