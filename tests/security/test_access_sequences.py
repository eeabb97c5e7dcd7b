"""Sequences of acts by several people; after each the program must open exactly what an independent model says.

Seeded: a sequence that fails has a number, and the same number fails again. Every question is a request over HTTP.
"""

import pickle
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine

from schuldhulp.accounts.actions import end_session
from schuldhulp.accounts.queries import token_hash
from schuldhulp.calendar import local_date
from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.tables import Dossier
from schuldhulp.extensions import db
from schuldhulp.phases.actions import close_dossier, reopen_dossier
from schuldhulp.staff.actions import end_membership
from schuldhulp.supporters import actions as supporters
from schuldhulp.supporters.parts import Offer, Part
from schuldhulp.teamwork.actions import Wish, assign
from schuldhulp.web.guard import COOKIE
from tests.security.access_model import (
    ASKS_WHY,
    CLIENT_PAGES,
    DOSSIER_PAGES,
    GONE,
    OPENS,
    ROLE_PAGES,
    SUPPORTER_PAGES,
    Beside,
    Case,
    Model,
    StaffMember,
)  # fmt: skip
from tests.security.estate import stand_beside
from tests.world import FRIDAY, World

HERE, THERE = "voorbeeldstad", "lindewaard"
STAFF = {
    "noor": "counsellor",
    "bas": "counsellor",
    "tess": "team_lead",
    "gert": "report_reader",
    "ada": "admin",
}
PARTS = tuple(SUPPORTER_PAGES.values())
QUESTIONS = 3


class Town:
    """The program and the model side by side; `act` does one thing to both."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.dice = world, random.Random(seed)
        self.cookies: dict[str, str] = {}
        self.rows: dict[str, UUID] = {}
        self.old_cookies: list[str] = []
        self.model = Model(local_date(world.now))
        for who, place in (("anna", HERE), ("berend", HERE), ("chris", THERE)):
            self.model.cases[who] = Case(place)
        for place, end in ((HERE, ""), (THERE, "_l")):
            self.model.staff |= {who + end: StaffMember(place, role) for who, role in STAFF.items()}
        self.did: list[str] = []

    def living(self) -> list[str]:
        return [who for who, case in self.model.cases.items() if not case.deleted]

    def standing(self) -> list[str]:
        today = self.model.today
        return [
            who for who, one in self.model.beside.items()
            if not one.ended and one.until >= today and not self.model.cases[one.of].deleted
        ]  # fmt: skip

    def at_work(self, *roles: str) -> list[str]:
        return [who for who, one in self.model.staff.items() if one.works and one.role in roles]

    def lead_of(self, whose: str) -> str:
        return "tess" if self.model.cases[whose].place == HERE else "tess_l"

    def offer(self) -> Offer:
        parts = frozenset(self.dice.sample(PARTS, self.dice.randint(1, 4)))
        until = self.model.today + timedelta(days=self.dice.randint(0, 60))
        return Offer(parts=frozenset(Part(p) for p in parts), helps=frozenset(), until_on=until)

    # -- acts ---------------------------------------------------------------------------------------------------

    def invite(self) -> None:
        whose = self.dice.choice(self.living())
        if self.model.cases[whose].closed:
            return
        if sum(1 for who in self.standing() if self.model.beside[who].of == whose) >= 4:
            return
        who, offer = f"steun{len(self.model.beside)}", self.offer()
        with self.world.open() as session:
            self.rows[who] = stand_beside(session, self.world, whose, who, offer.parts, until=offer.until_on)
        self.model.beside[who] = Beside(whose, frozenset(offer.parts), offer.until_on)

    def change(self) -> None:
        who, offer = self.dice.choice(self.standing()), self.offer()
        one = self.model.beside[who]
        with self.world.open() as session:
            dossier = self.world.dossier(session, one.of)
            supporters.change(
                session, self.world.people[one.of], self.world.now, dossier, self.rows[who], offer
            )
        one.parts, one.until = frozenset(offer.parts), offer.until_on
        self.world.people[who] = replace(
            self.world.people[who], parts=one.parts
        )  # as the next request reads it

    def end(self) -> None:
        who = self.dice.choice(self.standing())
        one = self.model.beside[who]
        with self.world.open() as session:
            by = self.dice.choice((one.of, who))
            dossier = self.world.dossier(session, one.of)
            actor, now = self.world.people[by], self.world.now
            if by == who:
                supporters.leave(session, actor, now, dossier)
            else:
                supporters.end(session, actor, now, dossier, self.rows[who])
        one.ended = True

    def wait(self) -> None:
        self.world.now += timedelta(days=self.dice.choice((1, 3, 20)))
        self.model.today = local_date(self.world.now)
        self.old_cookies = list(self.cookies.values())[-3:]
        self.cookies.clear()
        self.model.signed_out.clear()

    def give(self) -> None:
        whose = self.dice.choice(self.living())
        case, lead = self.model.cases[whose], self.lead_of(whose)
        to = self.dice.choice(
            [
                None,
                *(
                    w
                    for w, h in self.model.staff.items()
                    if h.works and h.place == case.place and h.role == "counsellor"
                ),
            ]
        )
        if case.closed or to == case.counsellor:
            return
        with self.world.open() as session:
            ids = [self.world.people[w].membership_id if w else None for w in (case.counsellor, to)]
            dossier_id = self.world.dossier(session, whose, lead).id
            assign(session, self.world.people[lead], self.world.now, [Wish(dossier_id, *ids)])
        case.counsellor = to

    def leave_work(self) -> None:
        who = self.dice.choice(
            [w for w, h in self.model.staff.items() if h.works and h.role in ("counsellor", "report_reader")]
        )
        admin = "ada" if self.model.staff[who].place == HERE else "ada_l"
        membership = self.world.people[who].membership_id
        assert membership is not None
        with self.world.open() as session:
            end_membership(session, self.world.people[admin], self.world.now, membership)
        self.model.staff[who].works = False
        for case in self.model.cases.values():
            if case.counsellor == who and not case.closed:
                case.counsellor = None

    def close(self) -> None:
        whose = self.dice.choice(self.living())
        case, lead = self.model.cases[whose], self.lead_of(whose)
        with self.world.open() as session:
            dossier, actor = self.world.dossier(session, whose, lead), self.world.people[lead]
            if case.closed:
                reopen_dossier(session, actor, self.world.now, dossier)
            else:
                close_dossier(session, actor, self.world.now, dossier, ClosingReason.MOVED)
        case.closed = not case.closed

    def delete(self) -> None:
        if len(self.living()) < 3:
            return
        whose = self.dice.choice(self.living())
        actor = self.world.people[whose]
        with self.world.open() as session:
            row = session.get(Dossier, (actor.municipality_id, actor.dossier_id))
            assert row is not None
            row.deleted_at = self.world.now
            session.commit()
        self.model.cases[whose].deleted = True

    def register(self) -> None:
        who, place = f"nieuw{len(self.model.cases)}", self.dice.choice((HERE, THERE))
        with self.world.open() as session:
            self.world.add_client(session, who, place)
        self.model.cases[who] = Case(place)

    def sign_out(self) -> None:
        who = self.dice.choice(self.everybody())
        if who in self.cookies and who not in self.model.signed_out:
            person = self.world.people[who].person_id
            assert person is not None
            with self.world.open() as session:
                end_session(session, self.world.now, person, token_hash(self.cookies[who]))
            self.model.signed_out.add(who)

    def step(self) -> None:
        """Do something that can be done now."""
        acts: list[tuple[Callable[[], None], int]] = [
            (self.invite, 4), (self.wait, 2), (self.give, 5), (self.close, 2), (self.delete, 1), (self.register, 1),
            (self.sign_out, 3),
        ]  # fmt: skip
        if self.standing():
            acts += [(self.change, 5), (self.end, 3)]
        if len(self.at_work("counsellor")) > 2:
            acts += [(self.leave_work, 1)]
        (chosen,) = self.dice.choices([a for a, _ in acts], [weight for _, weight in acts])
        self.did.append(chosen.__name__)
        chosen()

    # -- questions ----------------------------------------------------------------------------------------------

    def everybody(self) -> list[str]:
        return [*self.model.cases, *self.model.staff, *self.model.beside, "petra"]

    def question(self) -> tuple[str, str, str]:
        """Who asks for which address, and what the model says."""
        who, kind = self.dice.choice(self.everybody()), self.dice.randint(0, 9)
        if kind < 5:
            whose, page = self.dice.choice(list(self.model.cases)), self.dice.choice(DOSSIER_PAGES)
            address = f"/dossiers/{self.world.kenmerken[whose]}{page}"
            return who, address, self.model.page_of_dossier(who, whose)
        if kind < 6:
            page = self.dice.choice(list(ROLE_PAGES))
            return who, page, self.model.page_of_role(who, page)
        if kind < 9 and self.model.beside:
            who, page = self.dice.choice([who, *self.model.beside]), self.dice.choice(list(SUPPORTER_PAGES))
            return who, page, self.model.page_of_supporter(who, page)
        page = self.dice.choice(CLIENT_PAGES)
        return who, page, self.model.page_of_client(who, page)

    def ask(self, token: str, address: str) -> tuple[str, str]:
        """What the program answers to who holds a cookie, and the page."""
        http = self.world.app.test_client(use_cookies=True)
        http.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)
        with time_machine.travel(self.world.now, tick=False):
            answer = http.get(address, base_url="http://localhost")
        way = answer.location or ""
        if answer.status_code == 200:
            return OPENS, answer.text
        if answer.status_code == 303 and "/waarom?" in way:
            return ASKS_WHY, answer.text
        if answer.status_code == 404 or (
            answer.status_code == 303 and way.startswith(("/inloggen", "/kies"))
        ):
            return GONE, answer.text
        return f"{answer.status_code} {way}", answer.text

    def check(self) -> None:
        """Ask some questions of people with the cookie they have, and one of a cookie of days ago."""
        for _ in range(QUESTIONS):
            who, address, wanted = self.question()
            if who not in self.cookies:
                self.cookies[who] = self.world.session_for(who)
            said, page = self.ask(self.cookies[who], address)
            assert said == wanted, f"{who} {address}: {said}, not {wanted}, after {self.did}"
            mine = {who, *(self.model.beside[who].of for _ in (1,) if who in self.model.beside)}
            foreign = [w for w in self.model.cases if f"K-{w}" in page and w not in mine]
            if who not in self.model.staff:
                assert not foreign, f"{who} {address} shows {foreign}, after {self.did}"
        for token in self.old_cookies[:1]:
            assert self.ask(token, "/mijn")[0] == GONE, f"a cookie of days ago, after {self.did}"


def begin_again(world: World, built: bytes, empty: Path) -> None:
    """The world as it was built, in the same place: a new engine or application would cost more than the questions."""
    world.engine.dispose()
    with world.app.app_context():
        db.engine.dispose()
    file = Path(world.url.removeprefix("sqlite:///"))
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    shutil.copyfile(empty, file)
    world.built, world.now = pickle.loads(built), FRIDAY
    world.people, world.kenmerken = world.built.people, world.built.kenmerken


def walk(world: World, seeds: range, steps: int) -> int:
    """Walk so many sequences, each from the world as it was built; how many questions were asked."""
    asked, built = 0, pickle.dumps(world.built)
    empty = Path(world.url.removeprefix("sqlite:///")).with_suffix(".begin")
    shutil.copyfile(world.url.removeprefix("sqlite:///"), empty)
    for seed in seeds:
        begin_again(world, built, empty)
        made = Town(world, seed)
        for _ in range(steps):
            made.step()
            made.check()
            asked += QUESTIONS
    return asked


def test_the_program_opens_what_the_model_says(sqlite_world: World, measured: Callable[[str], None]) -> None:
    asked = walk(sqlite_world, range(3), 16)
    assert asked == 3 * 16 * QUESTIONS
    measured(f"3 reeksen van 16 handelingen, {asked} vragen, 0 verschillen")


def test_a_model_that_is_wrong_is_found(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same walk fails once the model thinks that a supporter sees every part."""
    monkeypatch.setattr(
        Model, "page_of_supporter", lambda model, who, _page: OPENS if who in model.beside else GONE
    )
    with pytest.raises(AssertionError, match="/steun/"):
        walk(sqlite_world, range(3), 16)


@pytest.mark.nightly
@pytest.mark.parametrize("block", range(20))
def test_in_a_thousand_sequences_of_fifty_acts_there_is_no_difference(
    sqlite_world: World, block: int, measured: Callable[[str], None]
) -> None:
    asked = walk(sqlite_world, range(1000 + 50 * block, 1050 + 50 * block), 50)
    assert asked == 2500 * QUESTIONS
    measured(f"50 reeksen van 50 handelingen, {asked} vragen, 0 verschillen")
