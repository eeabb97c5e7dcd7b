"""Every page that a role can reach, in a real browser: axe finds nothing, no console error, no request outside.

Each role walks its links from its start page, on a phone in light and on a screen in dark, one page of a kind; the
client on a phone opens every step of the werkboek. What everybody may open is the same page under another header:
nobody, the client and the team lead look at it; with NIGHTLY=1 every role does.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, PHONE, Visits, serving
from tests.security.estate import furnish
from tests.world import World

Judge = Callable[[Page], list[str]]
STARTS = {
    None: ("/", "/g/voorbeeldstad", "/inloggen", "/aanmelden"),
    "anna": ("/mijn", "/account"),
    "noor": ("/inbox", "/account"),
    "tess": ("/team", "/rapportage"),
    "gert": ("/rapportage",),
    "ada": ("/beheer",),
    "petra": ("/beheer",),
}
LOOKS = ((PHONE, "light"), (DESK, "dark"))
EVERYBODYS = re.compile(
    r"/(g/.*|account(/.*)?|aanmelden|andere-hulp|hulp-nu|inloggen(/.*)?|privacy|toegankelijkheid|wachtwoord-vergeten)?"
)
LOOK_AT_THOSE = {None, "anna", "tess"}
STEP = re.compile(r"(?<=/werkboek/)[a-z-]+")
NEVER = re.compile(
    r"\.(pdf|csv|txt|css|js|png|jpe?g|svg|ics)(\?|$)|/snel-weg|/papieren/bestanden/|/vorderingen$|^tel:|^mailto:"
)
SHAPE = re.compile(r"(?<=/)(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}-[0-9A-Z]{4}|\d{4}-k\d|\d{4})(?=/|$)")
# One text, lesson, figure or made-up client stands for all of its kind: they are shown by the same page.
NAMED = re.compile(
    r"(?<=/beheer/scripts/)[a-z_-]+\.[a-z_.-]+|(?<=/beheer/werkvormen/)[a-z_-]+[./][a-z_.-]+|(?<=/mijn/werkvormen/)[a-z-]+/[a-z-]+"
    r"|(?<=[0-9A-Z]/werkvormen/)[a-z-]+/[a-z-]+|(?<=/berekening/)[a-z-]+(?=/vraag)|(?<=/regelingen/)[a-z-]+(?=/vraag)"
    r"|(?<=/oefenen/les/)[a-z-]+|(?<=/oefenen/gesprek/)[a-z-]+"
)
NIGHTLY = os.environ.get("NIGHTLY") == "1"
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href)"
OPEN = "for (const d of document.querySelectorAll('details:not([open])')) d.open = true"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def shape(address: str) -> str:
    """The kind of page: its path with numbers and ids taken out, and the names of what it is asked."""
    parts = urlsplit(address)
    names = ",".join(sorted(part.split("=")[0] for part in parts.query.split("&"))) if parts.query else ""
    return SHAPE.sub("{}", NAMED.sub("{}", parts.path)) + ("?" + names if names else "")


@dataclass
class Crawl:
    """One role's walk."""

    page: Page
    site: str
    judge: Judge
    every_step: bool
    whole: bool
    limit: int = 300
    found: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    def walk(self, *starts: str) -> None:
        """Follow links, first come first served."""
        waiting = [self.site + start for start in starts]
        while waiting and len(self.seen) < self.limit:
            address = urldefrag(waiting.pop(0))[0]
            if address in self.seen or self.kinds[self._kind(address)]:
                continue
            path = urlsplit(address).path
            if not self.whole and path not in starts and EVERYBODYS.fullmatch(path):
                continue
            self.seen.add(address)
            self.kinds[self._kind(address)] += 1
            waiting += self._look(address)
        if len(self.seen) >= self.limit:
            self.found.append(f"{self.limit} pages looked at, and more to come")

    def _kind(self, address: str) -> str:
        return shape(address) if self.every_step else STEP.sub("{}", shape(address))

    def _look(self, address: str) -> list[str]:
        answer = self.page.goto(address)
        where = urlsplit(address).path
        if answer is None or answer.status >= 400:
            self.found.append(f"{where}: status {answer.status if answer else None}")
            return []
        here = urldefrag(self.page.url)[0]
        if here != address:
            if here in self.seen:
                return []
            self.seen.add(here)
        self.page.evaluate(OPEN)
        self.found += [f"{where}: {line}" for line in self.judge(self.page)]
        if (over := self.page.evaluate(SIDEWAYS)) > 0:
            self.found.append(f"{where}: {over} px wider than the screen")
        links: list[str] = self.page.evaluate(LINKS)
        return [link for link in links if link.startswith(self.site + "/") and not NEVER.search(link)]


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    furnish(sqlite_world)
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.mark.parametrize("who", STARTS, ids=lambda who: who or "nobody")
def test_every_page_of_a_role_is_clean(
    sqlite_world: World, site: str, visit: Visits, violations: Judge, who: str | None
) -> None:
    for size, scheme in LOOKS:
        page = (
            signed_in(sqlite_world, visit, site, who, size, scheme=scheme)
            if who
            else visit(size, scheme=scheme)
        )
        page.context.set_default_timeout(30_000)
        crawl = Crawl(
            page, site, violations, who == "anna" and size == PHONE, who in LOOK_AT_THOSE or NIGHTLY
        )
        crawl.walk(*STARTS[who])
        page.context.close()
        visit.contexts.remove(page.context)
        assert crawl.found == []
        assert len(crawl.seen) >= len(STARTS[who])
