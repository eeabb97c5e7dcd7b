"""Made-up dossier histories for the tests of the report."""

import random
from datetime import UTC, date, datetime, timedelta

from schuldhulp.dossier.closing import ClosingReason
from schuldhulp.dossier.phases import Phase
from schuldhulp.reports.history import (
    Channel,
    Closing,
    Decision,
    DecisionKind,
    DossierHistory,
    PhaseMove,
    Reply,
    StepTurn,
)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def many(count: int, seed: int = 7, first: date = date(2025, 1, 1), days: int = 730) -> list[DossierHistory]:
    """Dossiers spread evenly over the days, with believable times and amounts; the same seed gives the
    same."""
    chance = random.Random(seed)
    return [_one(number, first + timedelta(days=number * days // count), chance) for number in range(count)]


def _one(number: int, start: date, chance: random.Random) -> DossierHistory:
    channel = chance.choices([*Channel], weights=(60, 12, 10, 3, 10, 5))[0]
    threat = start if chance.random() < 0.15 else None
    talk = start + timedelta(days=chance.randint(0, 4) if threat else int(chance.triangular(2, 34, 10)))
    decided = talk + timedelta(days=int(chance.triangular(10, 62, 35)))
    plan = chance.random() < 0.9
    turns = [start + timedelta(days=7 * week) for week in range(chance.randint(2, 8))]
    closed = chance.random() < 0.4
    moves = [(start, Phase.AANMELDING), (talk, Phase.EERSTE_GESPREK), (decided, Phase.BESLUIT_EN_PLAN)]
    if plan:
        moves.append((decided + timedelta(days=40), Phase.STABILISATIE))
    kinds = DecisionKind.PLAN if plan else DecisionKind.REFUSAL
    answer = DecisionKind.ONLINE if chance.random() < 0.7 else DecisionKind.ORDINARY_ROUTE
    return DossierHistory(
        dossier_id=str(number),
        channel=channel,
        registered_at=at(start, chance.randint(6, 22)),
        clock_start=start,
        offline=channel is not Channel.ONLINE and chance.random() < 0.5,
        threat_on=threat,
        first_talk_on=talk,
        decisions=(Decision(start + timedelta(days=2), answer), Decision(decided, kinds)),
        replies=tuple(
            Reply(
                at(turn), at(turn + timedelta(days=2)), at(turn, 10) + timedelta(hours=chance.randint(2, 50))
            )
            for turn in turns
        ),
        steps=tuple(StepTurn(at(turn), at(turn + timedelta(days=chance.randint(0, 9)))) for turn in turns),
        phase_moves=tuple(PhaseMove(at(day), phase) for day, phase in moves),
        closings=(
            Closing(at(decided + timedelta(days=90)), chance.choice([*ClosingReason]), Phase.STABILISATIE),
        )
        if closed
        else (),
        debt_cents=int(chance.lognormvariate(10.1, 0.9)) * 100,
        creditors=chance.randint(1, 25),
        fields_by_client=chance.randint(20, 90),
        fields_by_staff=chance.randint(0, 30),
        counsellor=f"c{number % 6}",
    )
