"""Walking through the product as its people do: a clock that is moved, hands that count presses, eyes that read."""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, Self

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page
from sqlalchemy import select

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.queries import find_person
from schuldhulp.dossier.tables import Dossier
from schuldhulp.outbox.tables import OutboxMail
from tests.browsers import PHONE, Visits, width_of
from tests.world import PASSWORD, World

PATIENCE = 30_000  # milliseconds: a busy computer is no fault


def amsterdam(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment in the Dutch winter time of 2026."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


AFTER_THE_QUARTER = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
"""The first working day on which the last quarter of 2026 can be read."""


def plain(text: str) -> str:
    """Words with the spaces made one."""
    return " ".join(text.replace("\u00a0", " ").split())


def paper(content: bytes) -> tuple[str, int]:
    """The text of a PDF, spaces made one, and how many pages it has."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    return plain(" ".join(pages)), len(document)


def figures(text: str) -> set[str]:
    """Every amount of money in a text, without its sign."""
    return set(re.findall(r"€ ?((?:\d{1,3}\.)*\d{1,3},\d{2})", text))


class Hands:
    """Somebody at a page. Presses are counted as in the tasks: typing and scrolling are free, a field is a press."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.presses = page, site, 0

    def go(self, path: str) -> Self:
        """Open an address of the product; not counted."""
        answer = self.page.goto(self.site + path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        return self

    def start(self, path: str) -> Self:
        """Stand on a start page and count from here."""
        self.go(path)
        self.presses = 0
        return self

    def _clicked(self, target: Locator) -> Self:
        target.first.click()
        self.page.wait_for_load_state("load")
        self.presses += 1
        return self

    def link(self, name: str, within: str = "body") -> Self:
        """Press a link by its words."""
        return self._clicked(self.page.locator(within).get_by_role("link", name=name))

    def button(self, name: str, within: str = "body") -> Self:
        """Press a button by its words."""
        return self._clicked(self.page.locator(within).get_by_role("button", name=name))

    def at(self, selector: str) -> Self:
        """Press what a selector finds."""
        return self._clicked(self.page.locator(selector))

    def fill(self, values: dict[str, Any]) -> Self:
        """Answer questions by their names; each answer is a press."""
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                self._answer(name, str(one))
                self.presses += 1
        return self

    def _answer(self, name: str, value: str) -> None:
        asked = self.page.locator(f'main [name="{name}"]')
        closed = asked.first.locator("xpath=ancestor::details[not(@open)]")
        for part in closed.all():
            part.locator("> summary").click()
            self.presses += 1
        kind = asked.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName")
        if kind in ("radio", "checkbox"):
            asked.locator(f'xpath=self::*[@value="{value}"]').locator("xpath=ancestor::label").click()
        elif kind == "SELECT":
            asked.select_option(value)
        else:
            asked.fill(value)

    def read(self) -> str:
        """What stands on the page."""
        return plain(self.page.locator("main").inner_text())

    def read_all(self) -> str:
        """What stands on the page when everything that can be opened is open."""
        self.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        return self.read()

    def wide(self) -> int:
        """How wide the page is, in pixels."""
        return width_of(self.page)

    def download(self, name: str) -> bytes:
        """The file behind a link, fetched with this person's session; one press."""
        target = self.page.get_by_role("link", name=name).first
        address = target.get_attribute("href")
        assert address
        answer = self.page.context.request.get(
            self.page.evaluate("a => new URL(a, location.href).href", address)
        )
        assert answer.status == 200, f"{address}: {answer.status}"
        self.presses += 1
        return answer.body()


@dataclass
class Journey:
    """A world that is served, with a clock for everybody in it."""

    world: World
    site: str
    visit: Visits
    moment: datetime
    people: list[Hands] = field(default_factory=list)

    def at(self, moment: datetime) -> None:
        """Move the clock of the product and of every browser."""
        self.moment = moment
        for who in self.people:
            who.page.context.clock.set_fixed_time(moment)

    def somebody(self, size: dict[str, int] | None = None, **options: Any) -> Hands:
        """A visitor with a browser of their own."""
        page = self.visit(size or PHONE, **options)
        page.context.set_default_timeout(PATIENCE)
        page.context.clock.set_fixed_time(self.moment)
        who = Hands(page, self.site)
        self.people.append(who)
        return who

    def signed_in(
        self, email: str, size: dict[str, int] | None = None, password: str = PASSWORD, **options: Any
    ) -> Hands:
        """Somebody who came in through the door, on their start page."""
        who = self.somebody(size, **options).go("/inloggen")
        self.sign_in(who, email, password)
        return who

    def sign_in(self, who: Hands, email: str, password: str = PASSWORD) -> None:
        """Fill in the door's form, and the second step where it is asked."""
        who.fill({"email": email, "password": password}).button("Inloggen", "main")
        if "/inloggen/code" in who.page.url:
            with self.world.open() as session:
                person = find_person(session, email)
            assert person is not None
            who.fill({"code": self.world.code(person.id, self.moment)}).button("Ga verder", "main")
        assert "/inloggen" not in who.page.url, who.read()
        who.presses = 0

    def leave(self, *gone: Hands) -> None:
        """Close browsers that are done with."""
        for who in gone:
            who.page.context.close()
            self.visit.contexts.remove(who.page.context)
            self.people.remove(who)

    def newcomer(self, email: str) -> Actor:
        """Who registered with an address, as the product sees them."""
        with self.world.open() as session:
            person = find_person(session, email)
            assert person is not None
            row = session.scalars(select(Dossier).order_by(Dossier.id.desc())).first()
            assert row is not None
            return Actor(
                person_id=person.id, role=Role.CLIENT, dossier_id=row.id, municipality_id=row.municipality_id
            )

    def mailed(self, template: str) -> list[str]:
        """To whose addresses a kind of mail was put in the outbox."""
        names = {actor.person_id: who for who, actor in self.world.people.items()}
        with self.world.open() as session:
            found = session.scalars(select(OutboxMail.person_id).where(OutboxMail.template == template))
            return sorted(names.get(person, "somebody else") for person in found)


def moving_clock(monkeypatch: pytest.MonkeyPatch, moment: Callable[[], datetime]) -> None:
    """Let the web application, and nothing else of this process, live at a moment that the test moves."""

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Moved":
            return cls.fromtimestamp(moment().timestamp(), tz)

    for module in ("schuldhulp.web.guard.entering", "schuldhulp.web.date_fields"):
        monkeypatch.setattr(f"{module}.datetime", Moved)


def add_line(who: Hands, root: str, step: str, fields: dict[str, Any]) -> None:
    """Open a step, choose what is added, fill it in and keep it; a remark is read and passed."""
    who.go(f"{root}/werkboek/{step}")
    code = fields.get("code")
    who.at(f'main a[href*="soort={code}"]' if code else 'main a[href*="/nieuw"]')
    who.fill({name: value for name, value in fields.items() if name != "code"})
    who.button("Bewaren", "main")
    if "/nieuw" in who.page.url:
        who.button("Bewaren", "main")
    assert "/nieuw" not in who.page.url, who.read()


def add_lines(who: Hands, root: str, lines: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Line after line."""
    for step, fields in lines:
        add_line(who, root, step, fields)
