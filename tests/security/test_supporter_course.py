"""Any order of asking, accepting, widening, narrowing, ending, passing days and closing: the app answers as a model.

The model is a dictionary: what somebody was given in each dossier, and until when. After each act the app is asked
pages of that person in browsers that were signed in before, so every change counts at the very next request.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from schuldhulp.access import Actor, Role
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.stopping.actions import go_on, withdraw
from schuldhulp.supporters import actions
from schuldhulp.supporters.parts import LONGEST, Offer, Part
from schuldhulp.supporters.queries import supporters_of
from schuldhulp.supporters.rows import new_secret
from tests.security.estate import stand_beside
from tests.security.test_supporter_parts import PAGES
from tests.web_client import WebClient
from tests.world import World

DOSSIERS = ("anna", "berend")
ALL = frozenset(Part)


@dataclass
class Given:
    """What the model says of one dossier: what was given, until when, and an invitation that waits."""

    parts: frozenset[str] = frozenset()
    until: date = date.min
    asked: UUID | None = None
    accepted: bool = False
    offer: Offer | None = None
    closed: bool = False


class Course:
    """One supporter and two clients; each act is done in the app and in the model."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, random.Random(seed)
        self.given = {whose: Given() for whose in DOSSIERS}
        with world.open() as session:  # an account, and a browser for each dossier
            for whose in DOSSIERS:
                stand_beside(session, world, whose, "yara", ALL)
                world.people[f"yara_{whose}"] = world.people["yara"]
                self.given[whose] = Given(parts=ALL, until=date(2026, 12, 3))
        self.person: UUID = world.people["yara"].person_id or UUID(int=0)
        self.sign_in()

    def sign_in(self) -> None:
        """Browsers of this day; under a role that ended there is nothing to choose."""
        self.browsers = {whose: WebClient(self.world, f"yara_{whose}") for whose in DOSSIERS}

    @property
    def today(self) -> date:
        return local_date(self.world.now)

    def offer(self) -> Offer:
        parts = frozenset(self.chance.sample(sorted(ALL), self.chance.randint(1, len(ALL))))
        return Offer(
            parts=parts,
            helps=frozenset(),
            until_on=self.today + timedelta(days=self.chance.choice((0, 3, 10, LONGEST.days))),
        )

    def stands(self, whose: str) -> bool:
        return bool(self.given[whose].parts) and self.given[whose].until >= self.today

    # -- acts ---------------------------------------------------------------------------------------------------

    def ask(self, whose: str, client: Actor, dossier: DossierView) -> None:
        known = self.given[whose]
        if known.asked or known.closed:
            return
        self.secret, known.offer = new_secret(), self.offer()
        with self.world.open() as session:
            known.asked = actions.invite(
                session, client, self.world.now, dossier, "iemand", known.offer, self.secret
            )
            if self.chance.random() < 0.8:
                who = actions.accept(
                    session, self.world.now, dossier.municipality_id, self.secret.number, self.secret.code,
                    person_id=self.person,
                )  # fmt: skip
                known.accepted = who is not None

    def confirm_or_withdraw(self, whose: str, client: Actor, dossier: DossierView) -> None:
        known = self.given[whose]
        if not known.asked or known.closed or known.offer is None:
            return
        with self.world.open() as session:
            if known.accepted and known.offer.until_on >= self.today and self.chance.random() < 0.8:
                actions.confirm(session, client, self.world.now, dossier, known.asked)
                known.parts, known.until = known.offer.parts, known.offer.until_on
                self.browsers[whose] = WebClient(self.world, f"yara_{whose}")  # takes up what was given
            else:
                actions.withdraw(session, client, self.world.now, dossier, known.asked)
        known.asked, known.accepted = None, False

    def change(self, whose: str, client: Actor, dossier: DossierView) -> None:
        if not self.stands(whose):
            return
        offer = self.offer()
        with self.world.open() as session:
            actions.change(session, client, self.world.now, dossier, self.row(whose), offer)
        self.given[whose].parts, self.given[whose].until = offer.parts, offer.until_on

    def end(self, whose: str, client: Actor, dossier: DossierView) -> None:
        if not self.stands(whose):
            return
        with self.world.open() as session:
            if self.chance.random() < 0.5:
                actions.end(session, client, self.world.now, dossier, self.row(whose))
            else:
                actor = Actor(
                    person_id=self.person, role=Role.SUPPORTER, municipality_id=client.municipality_id,
                    dossier_id=client.dossier_id,
                )  # fmt: skip
                actions.leave(session, actor, self.world.now, dossier)
        self.given[whose].parts = frozenset()

    def days_pass(self, whose: str, client: Actor, dossier: DossierView) -> None:
        self.world.now += timedelta(days=self.chance.randint(1, 20))
        if self.chance.random() < 0.5:  # whether or not the job has noted it
            with self.world.open() as session:
                for each in DOSSIERS:
                    if self.given[each].parts and not self.stands(each):
                        actions.end_passed(session, self.world.now, dossier.municipality_id, self.rows[each])
        self.sign_in()

    def close_or_open(self, whose: str, client: Actor, dossier: DossierView) -> None:
        known = self.given[whose]
        with self.world.open() as session:
            (go_on if known.closed else withdraw)(session, client, self.world.now, dossier)
        known.closed = not known.closed

    # -- asking -------------------------------------------------------------------------------------------------

    def row(self, whose: str) -> UUID:
        with self.world.open() as session:
            client = self.world.people[whose]
            assert client.dossier_id is not None
            (found,) = supporters_of(session, client, client.dossier_id, self.world.now)
        self.rows = {**getattr(self, "rows", {}), whose: found.id}
        return found.id

    def step(self) -> None:
        whose = self.chance.choice(DOSSIERS)
        known = self.given[whose]
        acts: list[Callable[[str, Actor, DossierView], None]] = [self.days_pass, self.close_or_open]
        if known.closed:
            acts = [self.close_or_open, self.close_or_open, self.days_pass]
        elif known.asked:
            acts = [self.confirm_or_withdraw] * 4 + acts
        elif self.stands(whose):
            acts = [self.change] * 4 + [self.end, self.ask, self.days_pass, *acts]
        else:
            acts = [self.ask] * 6 + acts
        with self.world.open() as session:
            dossier = self.world.dossier(session, whose)
        for each in DOSSIERS:
            if self.stands(each):
                self.row(each)
        self.chance.choice(acts)(whose, self.world.people[whose], dossier)
        for each in DOSSIERS:
            for part in self.chance.sample(list(Part), 2):
                page = PAGES[part][0]
                allowed = self.stands(each) and part in self.given[each].parts
                status = 200 if allowed else 404 if self.stands(each) else 303
                self.browsers[each].get(page, status=status)


def test_the_app_answers_as_the_model_after_any_act(sqlite_world: World) -> None:
    course = Course(sqlite_world, seed=20261122)
    for _ in range(40):
        course.step()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(20))
def test_the_app_answers_as_the_model_after_very_many_acts(
    sqlite_world: World, seed: int, measured: Callable[[str], None]
) -> None:
    course = Course(sqlite_world, seed)
    for _ in range(2_500):
        course.step()
    measured("2.500 handelingen van een helper, 0 verschillen")
