"""Deterministic fictional dossiers: the same seed, municipality, number and now give the same story."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from schuldhulp.calendar import local_date
from schuldhulp.demo import acts, cases, debts, household, names, purse, timeline, writing
from schuldhulp.demo.answers import answers
from schuldhulp.demo.correspondence import acknowledgement, correspondence, first_answer_due
from schuldhulp.demo.dice import Dice
from schuldhulp.demo.municipalities import Municipality, Staff, municipality
from schuldhulp.demo.particulars import SETTLED, entered, reported_threats, services
from schuldhulp.demo.story import BudgetVersion, Message, OwnIdea, Person, Story, Threat
from schuldhulp.demo.story_money import Debt, Expense, Income
from schuldhulp.demo.timeline import Path
from schuldhulp.demo.words import short

_SOURCES = ("self", "balie", "telefoon", "wijkteam", "vroegsignaal")
_SOURCE_WEIGHTS = (62, 10, 9, 8, 11)
_CHANNELS = {
    "self": "online",
    "balie": "balie",
    "telefoon": "telefoon",
    "wijkteam": "huisbezoek",
    "vroegsignaal": "online",
}


class _Purse(NamedTuple):
    """What a household owes, earns and spends, with the budget that follows."""

    debts: list[Debt]
    incomes: list[Income]
    expenses: list[Expense]
    budget: BudgetVersion


def stories(seed: int, index: int, count: int, now: datetime, start: int = 0) -> Iterator[Story]:
    """Yield the stories `start` to `start + count` of one municipality, in order."""
    for number in range(start, start + count):
        yield story(seed, index, number, now)


def story(seed: int, index: int, number: int, now: datetime) -> Story:
    """Return one whole dossier; the first three of the first municipality are the fixed cases of `cases.py`.

    `now` is an aware moment; nothing in the story lies after it except appointments, due dates and threatened dates.
    """
    place = municipality(index)
    if index == 0 and number < len(cases.FIXED):
        return cases.FIXED[number](place, now)
    rng = Dice(f"{seed}/{index}/{number}")
    if index == 0 and number == cases.SECOND_CLIENT:
        told = _told(rng, place, number, now, cases.SECOND_CLIENT_PHASE)
        return replace(told, person=told.person._replace(email=cases.SECOND_CLIENT_EMAIL))
    return _told(rng, place, number, now)


def _purse(rng: Random, setting: household.Setting, place: Municipality, path: Path, now: datetime) -> _Purse:
    owed = debts.debts(rng, setting, place, path.registered)
    income = purse.incomes(rng, setting, owed)
    burden = purse.paid_off(income, owed)
    settled = path.phase in SETTLED or path.closed_reason in ("completed_arrangement", "completed_stabilised")
    target = rng.randrange(15_00, 190_00, 100) if settled else int(rng.gauss(-20, 130)) * 100
    spent = purse.expenses(rng, setting, income, burden, target)
    if settled:
        spent = purse.balanced(income, spent, burden)
    return _Purse(owed, income, spent, purse.version("Nu", now, tuple(income), tuple(spent), burden))


def _done(rng: Random, path: Path, slugs: list[str], now: datetime) -> dict[str, datetime]:
    """Which steps are done and when: few at the start, most of them once there is a plan."""
    share = {
        "aanmelding": (0, 3),
        "online_gestart": (2, 20),
        "gewone_route": (1, 10),
        "eerste_gesprek": (6, 24),
    }
    low, high = share.get(path.phase, (22, 29))
    if path.phase == "afgesloten" and not path.talk_on:
        low, high = 1, 12
    usual = [slug for slug in slugs if slug not in ("terugkijken", "nazorg")]
    chosen = usual[: rng.randrange(low, high + 1)]
    if path.since("nazorg"):
        chosen += ["terugkijken", "nazorg"]
    if len(chosen) > 4 and rng.random() < 0.4:
        place = rng.randrange(1, len(chosen) - 2)
        chosen[place], chosen[place + 1] = chosen[place + 1], chosen[place]
    start, end = path.phases[0].at, min(now, timeline.at(path.talk_on or path.today, 9))
    span = max(0.02, (end - start).total_seconds() / 86_400 - 0.05)
    found: dict[str, datetime] = {}
    for place, slug in enumerate(chosen):
        moment = start + timedelta(days=span * (place + rng.random()) / (len(chosen) + 1), minutes=4 + place)
        if slug in ("terugkijken", "nazorg"):
            moment = path.phases[-1].at - timedelta(hours=20 - place % 7)
        found[slug] = min(moment, now)
    return found


def _counsellor(rng: Random, place: Municipality, path: Path, number: int) -> Staff | None:
    staff = place.counsellors()
    chosen = staff[(number * 7 + rng.randrange(2)) % len(staff)]
    return None if path.phase == "aanmelding" and rng.random() < 0.6 else chosen


def _told(rng: Random, place: Municipality, number: int, now: datetime, wanted: str | None = None) -> Story:
    """Draw one story from beginning to now; with a `wanted` phase it is an online dossier that stands there."""
    today = local_date(now)
    setting = household.setting(rng)
    kind = acts.draw_threat(rng)
    phase = wanted or timeline.draw_phase(rng)
    path = timeline.path(rng, phase, kind in acts.LEGAL_THREATS, now)
    person = names.person(rng, place, number, setting.age, setting.gender, today)
    have = _purse(rng, setting, place, path, now)
    coach = _counsellor(rng, place, path, number)
    lead = coach or place.counsellors()[0]
    cut = writing.own_idea(rng, have.expenses)
    known = writing.facts(
        rng,
        person,
        lead.first_name,
        lead.days,
        place.office,
        setting.cause,
        have.debts,
        have.incomes,
        have.expenses,
        have.budget.room_cents,
        cut,
        bool(setting.household.child_ages),
    )
    threats = reported_threats(rng, path, have.debts, kind, known, now)
    return _assembled(
        rng,
        place,
        number,
        now,
        setting,
        path,
        person,
        have,
        threats,
        coach,
        known,
        cut,
        "self" if wanted else rng.choices(_SOURCES, _SOURCE_WEIGHTS)[0],
    )


def _messages(
    rng: Random, place: Municipality, person: Person, path: Path, have: _Purse, threats: tuple[Threat, ...],
    coach: Staff | None, known: dict[str, str], now: datetime, done: set[str],
) -> list[Message]:  # fmt: skip
    """The answer by return, and all that was written since there is somebody to write with."""
    first = acknowledgement(place.office, person.called, path.phases[0].at, first_answer_due(path.registered))
    if coach is None:
        return [first]
    threatened = local_date(threats[0].reported_at) if threats else None
    style, short_of_money = rng.choices((0, 1, 2), (45, 37, 18))[0], have.budget.room_cents < 0
    return [
        first,
        *correspondence(rng, path, known, style, coach.email, now, done, short_of_money, threatened),
    ]


def _assembled(
    rng: Random, place: Municipality, number: int, now: datetime, setting: household.Setting, path: Path, person: Person,
    have: _Purse, threats: tuple[Threat, ...], coach: Staff | None, known: dict[str, str], cut: tuple[str, int],
    source: str,
) -> Story:  # fmt: skip
    offline = source in ("balie", "telefoon", "wijkteam") and rng.random() < 0.55
    registered = path.phases[0].at
    idea = OwnIdea(registered, cut[0], cut[1], writing.idea_text(rng, known))
    told = answers(
        rng, known, setting.household, person.called, have.debts, have.incomes, have.expenses, idea, threats,
        path.registered,
    )  # fmt: skip
    done = _done(rng, path, list(told), now)
    lead = (coach or place.counsellors()[0]).email
    messages = (
        [] if offline else _messages(rng, place, person, path, have, threats, coach, known, now, set(done))
    )
    acted = acts.acts(rng, path, known, now, lead, have.budget, idea, done, offline)
    answered = path.phases[1].at if len(path.phases) > 1 else None
    start = (
        path.registered - timedelta(days=rng.randrange(4)) if source == "vroegsignaal" else path.registered
    )
    return Story(
        municipality=place.position, number=number, now=now, person=person._replace(email=None) if offline else person,
        household=setting.household, source=source,
        channel=_CHANNELS[source] if offline or source in ("self", "vroegsignaal") else "online",
        offline=offline, cause=setting.cause, counsellor=coach.email if coach else None, registered_at=registered,
        clock_start=start, answered_at=answered,
        incomes=tuple(have.incomes) if "lonen-en-uitkeringen" in done else (),
        expenses=tuple(have.expenses) if "elke-week" in done else (),
        debts=entered(rng, have.debts, threats, path) if "schulden-grof" in done else (),
        answers={slug: told[slug] for slug in done}, steps_done=done, phases=path.phases,
        services=services(rng, path), messages=tuple(messages), threats=threats, budgets=acted.budgets,
        appointments=acted.appointments, contacts=acted.contacts, first_talk=acted.first_talk,
        besluiten=acted.besluiten, goals=acted.goals, agreements=acted.agreements, own_idea=acted.own_idea,
        papers=acted.papers, homework=acted.homework,
        staff_note=rng.choice(short.STAFF_NOTES) % known if rng.random() < 0.05 else None,
        safe_contact=writing.with_words(rng, short.SAFE_CONTACT, f"{known['time']} op {known['day']}")
        if rng.random() < 0.1 else None,
        stuck_at=acts.stuck_at(rng, path, now), closed_reason=path.closed_reason,
    )  # fmt: skip
