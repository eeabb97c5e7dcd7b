"""What staff and client did besides writing: talks, besluiten, appointments, notes, budgets, papers, homework."""

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from schuldhulp.demo import purse, writing
from schuldhulp.demo.story import (
    Agreement,
    Appointment,
    Besluit,
    BudgetVersion,
    ContactLog,
    FirstTalk,
    Goal,
    Homework,
    OwnIdea,
    Paper,
)
from schuldhulp.demo.timeline import Path, at, office_moment
from schuldhulp.demo.words import short
from schuldhulp.demo.writing import Facts

LEGAL_THREATS = ("ontruiming", "elektriciteit", "gas", "water", "zorgverzekering")
_URGENT = ("bankbeslag", "loonbeslag", "dagvaarding")
_PLACES = {
    "kantoor": "aan de balie",
    "telefoon": "wij bellen u",
    "huisbezoek": "bij u thuis",
    "beeldbellen": "met beeld, u krijgt een link",
}
_PAPERS = (
    "identiteitsbewijs",
    "inkomensspecificatie",
    "bankafschriften",
    "huurspecificatie",
    "zorgpolis",
    "toeslagbeschikking",
    "brieven van schuldeisers",
    "jaarrekening energie",
)


class Acts(NamedTuple):
    """Everything that was done in a dossier besides messages and steps."""

    appointments: tuple[Appointment, ...]
    contacts: tuple[ContactLog, ...]
    first_talk: FirstTalk | None
    besluiten: tuple[Besluit, ...]
    budgets: tuple[BudgetVersion, ...]
    goals: tuple[Goal, ...]
    agreements: tuple[Agreement, ...]
    own_idea: OwnIdea | None
    papers: tuple[Paper, ...]
    homework: tuple[Homework, ...]


def draw_threat(rng: Random) -> str | None:
    """Draw what threatens: one in eight has a legal threat, one in sixteen another urgent one."""
    chance = rng.random()
    if chance < 0.17:
        return rng.choices(LEGAL_THREATS, (40, 30, 6, 12, 12))[0]
    return rng.choice(_URGENT) if chance < 0.23 else None


def stuck_at(rng: Random, path: Path, now: datetime) -> datetime | None:
    """When the client said "het lukt niet", for those where it still stands."""
    if path.phase not in ("online_gestart", "eerste_gesprek", "besluit_en_plan") or rng.random() > 0.09:
        return None
    span = (now - path.phases[-1].at).total_seconds()
    return path.phases[-1].at + timedelta(seconds=span * rng.random())


def acts(
    rng: Random,
    path: Path,
    known: Facts,
    now: datetime,
    by: str,
    budget: BudgetVersion,
    idea: OwnIdea,
    done: dict[str, datetime],
    offline: bool,
) -> Acts:
    """Draw what was done up to `now`, in agreement with the path and the budget of the dossier."""
    talk = _talk(rng, path, known, by)
    said = [at_ for slug, at_ in done.items() if slug == "doel"]
    idea_at = done.get("eigen-idee")
    return Acts(
        appointments=_appointments(rng, path, known, talk, now),
        contacts=_contacts(rng, path, known, by, offline),
        first_talk=talk,
        besluiten=_besluiten(rng, path, known),
        budgets=_budgets(rng, path, budget, idea, idea_at),
        goals=tuple(Goal(moment, writing.goal(rng, known)) for moment in said),
        agreements=_agreements(rng, path, known),
        own_idea=idea._replace(at=idea_at) if idea_at else None,
        papers=_papers(rng, path, by),
        homework=_homework(rng, path, known, by, done),
    )


def _talk(rng: Random, path: Path, known: Facts, by: str) -> FirstTalk | None:
    if path.talk_on is None:
        return None
    present = rng.choices(
        ("de cliënt", "de cliënt en de partner", "de cliënt en een familielid", "de cliënt en een tolk"),
        (74, 10, 12, 4),
    )[0]
    return FirstTalk(
        office_moment(rng, path.talk_on),
        rng.choices(tuple(_PLACES), (48, 30, 14, 8))[0],
        present,
        rng.choice(short.HELP_QUESTIONS) % known,
        path.closed_reason != "withdrawn_first_talk",
        by,
    )


def _besluiten(rng: Random, path: Path, known: Facts) -> tuple[Besluit, ...]:
    if path.besluit_on is None:
        return ()
    if path.closed_reason == "refused_repeat":
        return (Besluit(path.besluit_on, "weigering", False, rng.choice(short.REFUSALS) % known),)
    found = [
        Besluit(
            path.besluit_on, "plan_van_aanpak", rng.random() < 0.08, rng.choice(short.BESLUIT_NOTES) % known
        )
    ]
    if path.ended_on:
        found.append(Besluit(path.ended_on, "beeindiging", False, rng.choice(short.ENDINGS) % known))
    return tuple(found)


def _budgets(
    rng: Random, path: Path, budget: BudgetVersion, idea: OwnIdea, idea_at: datetime | None
) -> tuple[BudgetVersion, ...]:
    if path.besluit_on is None:
        return ()
    frozen = office_moment(rng, path.besluit_on)
    found = [budget._replace(name="Bij het plan", at=frozen)]
    if idea_at and rng.random() < 0.7:
        spent = writing.lines_with_idea(budget.expenses, idea)
        found.append(purse.version("Met mijn eigen idee", frozen, budget.incomes, spent, budget.burden_cents))
    return tuple(found)


def _appointments(
    rng: Random, path: Path, known: Facts, talk: FirstTalk | None, now: datetime
) -> tuple[Appointment, ...]:
    found = []
    if talk:
        if rng.random() < 0.12:
            before = office_moment(rng, max(path.registered, talk.at.date() - timedelta(days=2)))
            if before < talk.at:
                found.append(
                    Appointment(before, talk.how, _PLACES[talk.how], rng.choice(("missed", "moved")))
                )
        found.append(
            Appointment(talk.at, talk.how, _PLACES[talk.how], "held", writing.note(rng, known, talk.how))
        )
    elif path.talk_planned_on and path.phase == "eerste_gesprek":
        how = rng.choice(tuple(_PLACES))
        ahead = office_moment(rng, path.talk_planned_on)
        found.append(
            Appointment(
                ahead if ahead > now else office_moment(rng, path.today + timedelta(days=1)),
                how,
                _PLACES[how],
            )
        )
    if path.phase in ("besluit_en_plan", "stabilisatie", "schuldregeling") and rng.random() < 0.3:
        how = rng.choice(tuple(_PLACES))
        found.append(
            Appointment(
                office_moment(rng, path.today + timedelta(days=rng.randrange(1, 15))), how, _PLACES[how]
            )
        )
    return tuple(found)


def _contacts(rng: Random, path: Path, known: Facts, by: str, offline: bool) -> tuple[ContactLog, ...]:
    span = max(1, (min(path.today, path.phases[-1].at.date() + timedelta(days=90)) - path.registered).days)
    count = (
        rng.randrange(1, 3 + min(7, span // 30))
        if offline
        else rng.choice((0, 0, 1, 1, 2, 3))
        if span > 2
        else 0
    )
    found = []
    for _ in range(count):
        moment = office_moment(rng, path.registered + timedelta(days=1 + rng.randrange(span)))
        if moment < at(path.today, 0):
            how = rng.choices(tuple(_PLACES), (25, 60, 12, 3))[0]
            found.append(ContactLog(moment, how, rng.randrange(3, 55), writing.note(rng, known, how), by))
    return tuple(sorted(found))


def _agreements(rng: Random, path: Path, known: Facts) -> tuple[Agreement, ...]:
    if path.talk_on is None:
        return ()
    chosen = rng.sample(short.AGREEMENTS, rng.randrange(1, 4))
    return tuple(Agreement(at(path.talk_on, 16), text % known, "together") for text in chosen)


def _papers(rng: Random, path: Path, by: str) -> tuple[Paper, ...]:
    if path.phase == "aanmelding":
        return ()
    late = path.besluit_on is not None
    found = []
    for kind in _PAPERS[: rng.randrange(4, len(_PAPERS) + 1)]:
        state = rng.choices(("needed", "received", "seen"), (1, 1, 9) if late else (4, 2, 3))[0]
        if kind == "identiteitsbewijs" and late:
            state = "seen"
        on = min(path.today, path.registered + timedelta(days=rng.randrange(1, 20)))
        found.append(
            Paper(kind, state)
            if state == "needed"
            else Paper(
                kind, state, rng.choice(("balie", "post", "foto")), on, by if state == "seen" else None
            )
        )
    return tuple(found)


def _homework(
    rng: Random, path: Path, known: Facts, by: str, done: dict[str, datetime]
) -> tuple[Homework, ...]:
    if len(done) < 3 or rng.random() < 0.35:
        return ()
    found = []
    for slug in rng.sample(list(done), min(2, len(done))):
        given = done[slug] - timedelta(days=rng.randrange(1, 6))
        if given > path.phases[0].at and slug != "dreigt-er-iets":
            found.append(
                Homework(given, slug, rng.choice(short.HOMEWORK) % known, _due(given.date()), done[slug], by)
            )
    return tuple(found)


def _due(given: date) -> date:
    return given + timedelta(days=5)
