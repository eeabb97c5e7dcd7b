"""Somebody who begins without a name, through the pages."""

import re
from dataclasses import dataclass
from typing import Any

from tests.web_client import WebClient, form_of

TOWN = "/g/voorbeeldstad/zonder-naam"


@dataclass
class Nameless:
    """A browser with a codename, its words, and what the pages of making it said."""

    browser: WebClient
    handle: str
    words: tuple[str, ...]
    shown: Any


def shown_on(page: Any) -> tuple[str, tuple[str, ...]]:
    """The handle and the words that stand on a page."""
    handle = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{3})</strong>", page.text)
    words = re.findall(r"<li>([a-z]{3,8})</li>", page.text.split("code-card__words")[1].split("</ol>")[0])
    assert handle is not None
    return handle.group(1), tuple(words)


def right_answers(page: Any, words: tuple[str, ...]) -> dict[str, str]:
    """The two words a page asks."""
    order = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
    asked = re.findall(r"Wat is uw (\w+) woord", page.text)
    return dict(
        zip(("codeword_one", "codeword_two"), (words[order.index(n)] for n in asked[:2]), strict=True)
    )


def begin_nameless(world: Any, browser: WebClient | None = None) -> Nameless:
    """Draw, write down, confirm: a browser that is in."""
    browser = browser or WebClient(world, None)
    start = browser.get(TOWN)
    shown = browser.post(f"{TOWN}/woorden", form_of(start, f"{TOWN}/woorden"), status=200)
    handle, words = shown_on(shown)
    check = browser.post(f"{TOWN}/controle", form_of(shown, f"{TOWN}/controle"), status=200)
    answers = right_answers(check, words)
    arrived = browser.post(f"{TOWN}/controle", {**form_of(check, f"{TOWN}/controle"), **answers})
    assert arrived.location.endswith("/mijn?melding=begonnen")
    return Nameless(browser, handle, words, shown)
