"""On a screen of 320 pixels nothing sticks out (WCAG 1.4.10), and with letters and lines set wide nothing is cut off
(1.4.12).

A page of each kind: where forms, figures, lists and long words stand. At night every page that a role can reach.
"""

import os
from collections.abc import Iterator

import pytest

from tests.browser.test_axe_roles import LINKS, NEVER, OPEN, SIDEWAYS, STARTS, STEP, shape
from tests.browser.test_werkboek import signed_in
from tests.browsers import Visits, serving
from tests.security.estate import furnish
from tests.world import World

NARROW = {"width": 320, "height": 740}
WIDE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; '
    + 'word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  if (!e.offsetParent || e.closest('.visually-hidden, svg, [hidden]') || !e.textContent.trim()) return false;
  if (e.clientWidth <= 1) return false;  // for screen readers alone
  if (![style.overflowX, style.overflowY].some(way => ['hidden', 'clip'].includes(way))) return false;
  return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2;
}).map(e => e.outerHTML.slice(0, 100))"""
PAGES = {
    None: ("/", "/g/voorbeeldstad", "/inloggen"),
    "anna": ("/mijn", "/mijn/budget", "/mijn/schulden", "/mijn/berichten", "/mijn/werkboek/wonen", "/mijn/rechten"),
    "noor": ("/inbox", "/dossiers/{anna}", "/dossiers/{anna}/berichten", "/dossiers/{anna}/schulden"),
    "tess": ("/team", "/rapportage"),
    "ada": ("/beheer", "/beheer/medewerkers"),
}  # fmt: skip


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    furnish(sqlite_world)
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.mark.parametrize("who", PAGES, ids=lambda who: who or "nobody")
def test_nothing_is_cut_off(sqlite_world: World, site: str, visit: Visits, who: str | None) -> None:
    page = signed_in(sqlite_world, visit, site, who, NARROW) if who else visit(NARROW)
    page.context.set_default_timeout(30_000)
    whole = os.environ.get("NIGHTLY") == "1"
    starts = STARTS[who] if whole else PAGES[who]
    waiting = [site + path.format(**sqlite_world.kenmerken) for path in starts]
    kinds, found = set[str](), []
    while waiting:
        address = waiting.pop(0).split("#")[0]
        kind = STEP.sub("{}", shape(address)) if whole else address
        if kind in kinds:
            continue
        kinds.add(kind)
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        page.evaluate(OPEN)
        if (over := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"{page.url}: {over} px wider than the screen")
        page.evaluate(WIDE)
        found += [f"{page.url}: cut off: {line}" for line in page.evaluate(CUT)]
        if whole:
            links: list[str] = page.evaluate(LINKS)
            waiting += [link for link in links if link.startswith(site + "/") and not NEVER.search(link)]
    assert found == []
    assert len(kinds) >= len(starts)
