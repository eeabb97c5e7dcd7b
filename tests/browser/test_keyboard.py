"""With the keyboard alone: each stop has a name, is seen and lies free, and the way leads to the end."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.test_werkboek import signed_in
from tests.browsers import DESK, Visits, serving
from tests.journeys.walking import PATIENCE
from tests.world import World

ANSWER = "Dag, goed dat u dit schrijft. Wat zou u het liefst eerst doen?"
MOST = 80
"""Presses of Tab before somebody gives up."""
HERE = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const ring = document.querySelector('label:has(:focus-visible)') || here;
  const drawn = [style, getComputedStyle(ring)].some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0);
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
  const top = document.elementFromPoint(x, y);
  const label = here.labels && here.labels.length ? here.labels[0].innerText : '';
  return {
    name: (here.getAttribute('aria-label') || label || here.innerText || here.value || '').trim().replace(/\\s+/g, ' '),
    seen: drawn || here === document.body,
    free: !top || here === document.body || top === here || here.contains(top) || top.contains(here)
      || [...(here.labels || [])].some(l => l.contains(top)),
  };
}"""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.context.set_default_timeout(PATIENCE)

    def to(self, words: str) -> "Keys":
        """Press Tab until this control has the focus. Each stop on the way is seen and lies free."""
        passed = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(HERE)
            passed.append(stop["name"][:40])
            assert stop["seen"], f"the focus is not seen at {stop['name']!r} of {self.page.url}"
            assert stop["free"], f"{stop['name']!r} of {self.page.url} has the focus behind something"
            if re.search(words, stop["name"]):
                return self
        raise AssertionError(f"{words!r} is not reached on {self.page.url}: {passed}")

    def press(self, key: str = "Enter") -> "Keys":
        """Press what has the focus, and wait for the page that follows."""
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        return self

    def type(self, text: str) -> "Keys":
        self.page.keyboard.insert_text(text)
        return self


@pytest.fixture
def site(sqlite_world: World) -> Iterator[str]:
    with serving(sqlite_world.app) as address:
        yield address.replace("127.0.0.1", "localhost")


def test_from_the_front_page_to_a_message_without_a_name(site: str, visit: Visits) -> None:
    page = visit()
    keys = Keys(page)
    page.goto(f"{site}/g/voorbeeldstad")
    keys.to("^Naar de inhoud").to("Begin zonder naam")
    with page.expect_navigation():
        keys.press()
    with page.expect_navigation():
        keys.to("^Maak mijn zes woorden").press()
    words = page.locator(".code-card__words li").all_inner_texts()
    with page.expect_navigation():
        keys.to("^Ik heb ze opgeschreven").press()
    for _ in range(2):
        keys.to("Wat is uw")
        asked = page.evaluate("document.activeElement.labels[0].innerText")
        order = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
        keys.type(words[order.index(re.findall(r"uw (\w+) woord", asked)[0])])
    with page.expect_navigation():
        keys.to("^Begin$").press()
    page.goto(f"{site}/mijn/berichten")
    keys.to("^Uw bericht").type("Ik durf de brieven niet meer open te maken.")
    with page.expect_navigation():
        keys.to("^Verstuur").press()
    assert "niet meer open te maken" in page.inner_text("main")
    with page.expect_navigation():
        keys.to("^Snel weg").press()
    page.wait_for_url("**/even-iets-anders")


def test_a_client_answers_a_step(sqlite_world: World, site: str, visit: Visits) -> None:
    page = signed_in(sqlite_world, visit, site, "anna")
    keys = Keys(page)
    page.goto(f"{site}/mijn/werkboek/doel")
    keys.to("^Wat").type("Weer rustig slapen")
    with page.expect_navigation():
        keys.to("^Opslaan en verder").press()
    page.goto(f"{site}/mijn/werkboek/doel")
    assert "Weer rustig slapen" in page.locator("main").inner_html()


def test_a_counsellor_answers(sqlite_world: World, site: str, visit: Visits) -> None:
    page = signed_in(sqlite_world, visit, site, "noor", size=DESK)
    keys = Keys(page)
    page.goto(f"{site}/dossiers/{sqlite_world.kenmerken['anna']}/berichten")
    keys.to("^Uw antwoord").type(ANSWER)
    with page.expect_navigation():
        keys.to("^Verstuur$").press()
    page.goto(f"{site}/dossiers/{sqlite_world.kenmerken['anna']}/berichten")
    assert ANSWER in page.inner_text("main")
