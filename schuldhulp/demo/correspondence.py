"""Who wrote what and when: turns are laid along the path of a dossier, client and counsellor in alternation."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from schuldhulp.calendar import AMSTERDAM, add_working_days
from schuldhulp.demo import writing
from schuldhulp.demo.story import Message
from schuldhulp.demo.timeline import Path, client_moment, office_moment
from schuldhulp.demo.words import beginning, later, middle, short
from schuldhulp.demo.words.turn import Turn
from schuldhulp.demo.writing import Facts, say

Plan = list[tuple[date, Turn]]
_STEADY = (
    middle.LETTER,
    middle.SMALL_STEP,
    middle.ALLOWANCE,
    later.SETBACK,
    middle.SMALL_STEP,
    middle.LETTER,
)


def _spread(rng: Random, start: date, end: date, turns: list[Turn], gap: tuple[int, int]) -> Plan:
    found, day = [], start
    for turn in turns:
        day += timedelta(days=rng.randrange(*gap))
        if day > end:
            break
        found.append((day, turn))
    return found


def _planned(rng: Random, path: Path, done: set[str], short_of_money: bool, threat_on: date | None) -> Plan:
    """The turns that fit the phases passed and the steps that were done."""
    plan: Plan = [(path.registered + timedelta(days=rng.randrange(2)), beginning.START)]
    if threat_on:
        # Who comes in with a threat writes about that first, and about nothing else.
        plan = [item for item in plan if threat_on > path.registered] + [(threat_on, middle.THREAT)]
    online_end = path.talk_on or path.since("afgesloten") or path.today
    early: list[Turn] = [middle.LETTER, beginning.STUCK]
    if "schulden-grof" in done:
        early.append(beginning.DEBT_LIST)
    if "lonen-en-uitkeringen" in done:
        early.append(beginning.INCOME)
    if "elke-week" in done:
        early += [_about_the_month(short_of_money), middle.ALLOWANCE]
    rng.shuffle(early)
    plan += _spread(rng, plan[0][0], online_end, early[: rng.randrange(1, 5)], (2, 8))
    if path.talk_on:
        plan.append((path.talk_on + timedelta(days=rng.randrange(1, 4)), later.AFTER_TALK))
        plan += _spread(
            rng,
            path.talk_on + timedelta(days=4),
            path.besluit_on or path.today,
            rng.sample(_STEADY[:3], 2),
            (5, 16),
        )
    if path.besluit_on and path.closed_reason != "refused_repeat":
        plan.append((path.besluit_on + timedelta(days=rng.randrange(1, 5)), later.PLAN))
    stable, arranged, cared = path.since("stabilisatie"), path.since("schuldregeling"), path.since("nazorg")
    closed = path.since("afgesloten") or path.today
    if stable:
        plan += _spread(
            rng, stable + timedelta(days=5), arranged or cared or closed, rng.sample(_STEADY, 3), (14, 45)
        )
    if arranged:
        plan += _spread(
            rng,
            arranged + timedelta(days=9),
            cared or closed,
            [later.ARRANGEMENT, middle.LETTER, later.ARRANGEMENT, later.SETBACK, later.ARRANGEMENT],
            (30, 120),
        )
    if cared:
        plan += _spread(rng, cared + timedelta(days=20), closed, [later.AFTERCARE, later.AFTERCARE], (10, 80))
    plan.sort(key=lambda item: item[0])
    return plan


def _about_the_month(short_of_money: bool) -> Turn:
    """The turn about the budget that fits its outcome."""
    return middle.SHORT if short_of_money else middle.ROOM


def _reply_moment(rng: Random, written: datetime, urgent: bool) -> datetime:
    """Within two working days mostly; one in fourteen is late, a threat is answered first thing."""
    day = written.astimezone(AMSTERDAM).date()
    if urgent:
        wait = 0 if written.astimezone(AMSTERDAM).hour < 15 else 1
    else:
        wait = rng.choice((3, 4)) if rng.random() < 0.07 else rng.choice((0, 1, 1, 1))
    answered = office_moment(rng, day if wait == 0 else add_working_days(day, wait))
    return answered if answered > written else office_moment(rng, day + timedelta(days=1))


def _pairs(rng: Random, turn: Turn, short_of_money: bool) -> list[int]:
    """The pairs of a turn in a random order; no plan speaks of room that is not there."""
    usable = [
        place
        for place, (client, _) in enumerate(turn.pairs)
        if not (short_of_money and turn.name == "plan" and "%(room_c)s" in client)
    ]
    rng.shuffle(usable)
    return usable


def _hour(moment: datetime) -> int:
    return moment.astimezone(AMSTERDAM).hour


def _with_days(known: Facts, path: Path) -> Facts:
    written = dict(known)
    if path.talk_on:
        written["talk_day"] = short.DAYS[path.talk_on.weekday()]
        written["decision_day"] = writing.spoken_day(add_working_days(path.talk_on + timedelta(days=55), 1))
    written["reg_day"] = short.DAYS[path.registered.weekday()]
    return written


def _quiet(rng: Random, known: Facts, last: datetime, by: str) -> Message:
    body = say(
        rng,
        known,
        later.QUIET,
        (f"Uw laatste bericht was van {writing.spoken_day(last.date())}.",),
        later.QUIET_OFFER,
    )
    text = f"{rng.choice(short.GREETINGS) % known}\n\n{body}\n\n{say(rng, known, later.QUIET_QUESTION)}\n\n{rng.choice(short.CLOSINGS) % known}"
    return Message(
        "counsellor", office_moment(rng, last.date() + timedelta(days=rng.randrange(12, 22))), text, by
    )


def acknowledgement(office: str, called: str, registered_at: datetime, due: date) -> Message:
    """What the system says at once after a registration."""
    day = registered_at.astimezone(AMSTERDAM)
    text = (
        f"Dag {called}. {office} heeft uw aanmelding ontvangen op {writing.spoken_day(day.date())} om {day:%H.%M} uur. "
        f"U krijgt uiterlijk {writing.spoken_day(due)} antwoord. U kunt nu al beginnen met een stap."
    )
    return Message("system", registered_at, text)


def _supporter(rng: Random, known: Facts, after: datetime) -> Message:
    text = say(rng, known, short.SUPPORTERS, short.SUPPORTER_FACTS)
    return Message("supporter", client_moment(rng, after.date() + timedelta(days=2)), text)


def _exchange(
    rng: Random, turn: Turn, pair: int, known: Facts, style: int, by: str, now: datetime, written: datetime,
    answered: datetime,
) -> Iterator[Message]:  # fmt: skip
    """What the client wrote and, once its moment is there, what the counsellor wrote back."""
    ours = answered <= now
    text = writing.client_message(rng, turn, pair, known, style, _hour(written))
    yield Message(
        "client", written, text, None, max(written, answered - timedelta(minutes=9)) if ours else None
    )
    if ours:
        read = answered + timedelta(hours=rng.randrange(1, 60))
        reply = writing.counsellor_message(rng, turn, pair, known)
        yield Message("counsellor", answered, reply, by, read if read <= now else None)


def correspondence(
    rng: Random,
    path: Path,
    known: Facts,
    style: int,
    by: str,
    now: datetime,
    done: set[str],
    short_of_money: bool,
    threat_on: date | None,
) -> list[Message]:
    """All messages up to `now`, oldest first; what is not answered yet waits for the counsellor."""
    known = _with_days(known, path)
    pairs: dict[str, list[int]] = {}
    found: list[Message] = []
    reached = path.phases[0].at + timedelta(minutes=20)
    for day, turn in _planned(rng, path, done, short_of_money, threat_on):
        left = pairs.setdefault(turn.name, _pairs(rng, turn, short_of_money))
        if not left:
            continue
        pair, written = left.pop(), client_moment(rng, day)
        if written < reached:
            written = client_moment(rng, reached.astimezone(AMSTERDAM).date() + timedelta(days=1))
        if written > now:
            continue
        known["life"], known["broken"] = (
            writing.pick(rng, known, short.LIFE),
            writing.pick(rng, known, short.BROKEN),
        )
        if turn is middle.SMALL_STEP and len(left) < len(turn.pairs) - 1:
            known["small_done"] = rng.choice(short.SMALL_STEPS)[1]
        answered = _reply_moment(rng, written, turn.name == "threat")
        found += _exchange(rng, turn, pair, known, style, by, now, written, answered)
        reached = max(written, answered)
    return _tail(rng, path, known, style, by, now, found)


def _tail(
    rng: Random, path: Path, known: Facts, style: int, by: str, now: datetime, found: list[Message]
) -> list[Message]:
    """The end of a thread: a client who waits for us, a client gone quiet, or a goodbye."""
    if path.closed_reason in ("withdrawn", "solved_self"):
        closed = path.phases[-1].at
        client, counsellor = rng.choice(later.STOP)
        found = [message for message in found if message.at < closed - timedelta(days=3)]
        found.append(
            Message(
                "client",
                closed - timedelta(days=2),
                writing.own_words(rng, say(rng, known, (client,)), style),
                None,
                closed,
            )
        )
        text = f"{rng.choice(short.GREETINGS) % known}\n\n{say(rng, known, (counsellor,))} Het gaat u goed.\n\n{rng.choice(short.CLOSINGS) % known}"
        return [*found, Message("counsellor", closed - timedelta(hours=1), text, by)]
    if path.phase == "afgesloten":
        return [message for message in found if message.at < path.phases[-1].at]
    if found and rng.random() < 0.03:
        extra = _supporter(rng, known, found[0].at)
        found = sorted([*found, *([extra] if extra.at < now else [])], key=lambda message: message.at)
    chance = rng.random()
    if (
        found
        and chance < 0.24
        and found[-1].author == "counsellor"
        and found[-1].at < now - timedelta(days=3)
    ):
        turn = rng.choice((middle.LETTER, middle.SMALL_STEP, beginning.STUCK))
        written = now - timedelta(minutes=rng.randrange(20, 3_600))
        pair = rng.randrange(len(turn.pairs))
        found.append(
            Message("client", written, writing.client_message(rng, turn, pair, known, style, _hour(written)))
        )
    elif (
        found
        and chance < 0.5
        and found[-1].author == "counsellor"
        and found[-1].at < now - timedelta(days=24)
    ):
        quiet = _quiet(rng, known, found[-1].at, by)
        found += [quiet] if quiet.at < now else []
    return found


def first_answer_due(registered: date) -> date:
    """The day on which the answer *past online* was promised."""
    return add_working_days(registered, 2)
