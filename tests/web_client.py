"""The only web client of the tests: it signs in through the door, and checks every page it fetches."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import html5lib
import time_machine
from werkzeug.test import TestResponse

from schuldhulp.web.guard import COOKIE
from tests.world import PASSWORD, World


class PageFault(AssertionError):
    """A page that breaks one of the rules every page keeps."""


class WebClient:
    """A browser of one person in one role. `get`/`post` check what comes back; `submit` fills a page's form.

    Asked why they open a colleague's dossier, they answer `says_why`; with '' they look at the question.
    """

    says_why = "overleg"

    def __init__(self, world: World, who: str | None) -> None:
        self.world, self.who = world, who
        self.http = world.app.test_client(use_cookies=True)
        if who is not None:
            self.http.set_cookie(
                COOKIE, world.session_for(who), domain="localhost", secure=True, httponly=True
            )

    @contextmanager
    def _clock(self) -> Iterator[None]:
        with time_machine.travel(self.world.now, tick=False):
            yield

    def get(self, path: str, *, status: int = 200, **options: Any) -> TestResponse:
        """Fetch a page; fails on another status or a page that breaks the rules."""
        with self._clock():
            answer = self.http.get(path, base_url="http://localhost", **options)
        if self.says_why and status == 200 and answer.status_code == 303 and "/waarom?" in answer.location:
            asked = answer.location.removeprefix("http://localhost")
            self.post(asked, {**form_of(self.get(asked), asked.split("?")[0]), "reason": self.says_why})
            return self.get(path, status=status, **options)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text[:1500]}"
        return checked(answer, path)

    def post(self, path: str, data: Mapping[str, Any], *, status: int = 303, **options: Any) -> TestResponse:
        """Send fields as they are (add csrf and token with `form_of`)."""
        with self._clock():
            answer = self.http.post(path, data=dict(data), base_url="http://localhost", **options)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text[:3000]}"
        return checked(answer, path)

    def submit(
        self, path: str, data: Mapping[str, Any], *, action: str | None = None, status: int = 303
    ) -> TestResponse:
        """Fetch the page, fill its form (the one that posts to `action`, default the page itself) and send it."""
        target = action or path
        fields = form_of(self.get(path), target)
        return self.post(target, {**fields, **data}, status=status)


def sign_in_staff(browser: WebClient, who: str, path: str = "/inloggen") -> str:
    """Come in by the door with password and code; gives where that leads."""
    world = browser.world
    given = {"email": f"{who}@staf.example", "password": PASSWORD}
    half = browser.submit(path, given, action="/inloggen").location
    assert half.startswith("/inloggen/code"), half
    code = world.code(world.people[who].person_id)
    return str(browser.submit(half, {"code": code}, action="/inloggen/code").location)


def form_of(page: TestResponse, action: str) -> dict[str, Any]:
    """The fields a page's form would send now, by the address it posts to."""
    return form_in(page.text, page.request.path, action)


def form_in(html: str, here: str, action: str) -> dict[str, Any]:
    """The fields that a form on the page `here` would send now, by the address it posts to."""
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    wanted = action.split("?")[0]
    for form in tree.iter("form"):
        if (form.get("action") or here).split("?")[0].split("#")[0] == wanted and form.get(
            "method", ""
        ).lower() == "post":
            return _fields(form)
    raise PageFault(f"no form on {here} posts to {action}")


def _fields(form: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for node in form.iter():
        name, kind = node.get("name"), node.get("type", "text")
        if not name or node.get("disabled") is not None:
            continue
        if node.tag == "input" and (
            kind not in ("checkbox", "radio", "submit", "file") or node.get("checked") is not None
        ):
            fields[name] = [*fields[name], node.get("value", "on")] if isinstance(fields.get(name), list) else (
                node.get("value", "") if kind != "checkbox" else [node.get("value", "on")])  # fmt: skip
        elif node.tag == "textarea":
            fields[name] = "".join(node.itertext())
        elif node.tag == "select":
            options = list(node.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            fields[name] = chosen[0].get("value", "") if chosen else ""
    return fields


def checked(answer: TestResponse, path: str) -> TestResponse:
    """Check what every page must be: it parses, one h1, lang, labels, no id twice, no inline script or style."""
    if answer.mimetype != "text/html" or not answer.data or answer.status_code in (301, 302, 303, 308):
        return answer
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(answer.text)
    faults = list(_faults(tree, answer.text))
    if faults:
        raise PageFault(f"{path}: " + "; ".join(faults))
    return answer


def _faults(tree: Any, text: str) -> Iterator[str]:
    if not tree.get("lang"):
        yield "no lang"
    heads = list(tree.iter("h1"))
    if len(heads) != 1:
        yield f"{len(heads)} h1"
    ids = [n.get("id") for n in tree.iter() if isinstance(n.tag, str) and n.get("id")]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        yield f"id twice: {sorted(twice)}"
    labelled = {n.get("for") for n in tree.iter("label")}
    inside = {id(f) for label in tree.iter("label") for f in label.iter()}
    for node in _inputs(tree):
        named = (
            node.get("aria-label")
            or node.get("aria-labelledby")
            or node.get("id") in labelled
            or id(node) in inside
        )
        if not named:
            yield f"no label: {node.get('name')}"
    if (
        re.search(r"<script(?![^>]*\ssrc=)", text)
        or re.search(r"\sstyle=", text)
        or re.search(r"\son\w+=", text)
    ):
        yield "inline script or style"


def _inputs(tree: Any) -> Iterator[Any]:
    for node in tree.iter():
        if node.tag in ("input", "select", "textarea") and node.get("type") not in (
            "hidden",
            "submit",
            "button",
        ):
            yield node
