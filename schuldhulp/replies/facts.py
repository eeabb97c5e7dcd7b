"""What is known of a dossier, as the facts that scripts may look at. Pure: values in, a snapshot out."""

from datetime import datetime
from typing import Any

from schuldhulp.calendar import local_date, say_date
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.phases import Phase
from schuldhulp.replies.known import Known, days_since, is_news, last_finished, stuck_step, within
from schuldhulp.replies.situations import conversation_of
from schuldhulp.scripts_mi.facts import FACTS, Kind, Snapshot, snapshot_of

_PLANNING = frozenset({Phase.BESLUIT_EN_PLAN, Phase.STABILISATIE, Phase.SCHULDREGELING, Phase.NAZORG})
_DAYS_IN_WORDS = {
    1: "één werkdag",
    2: "twee werkdagen",
    3: "drie werkdagen",
    4: "vier werkdagen",
    5: "vijf werkdagen",
}


def facts_of(known: Known, now: datetime) -> Snapshot:
    """Turn what is known into facts; an answer 'weet ik niet' is no fact."""
    conversation = conversation_of(known, now)
    found: dict[str, object] = {
        **_dossier(known, now), **_message(known, now), **_steps(known, now), **_money(known, now), **_texts(known),
        **conversation.facts(),
    }  # fmt: skip
    usable = {name: value for name, value in found.items() if _usable(name, value)}
    return snapshot_of(usable, conversation.because())


def _usable(name: str, value: object) -> bool:
    if value is None or value == "":
        return False
    fact = FACTS[name]
    return fact.kind is not Kind.CODE or value in fact.codes


def _dossier(known: Known, now: datetime) -> dict[str, object]:
    return {
        "crisis.open": known.crisis is not None,
        "crisis.kind": known.crisis,
        "threat.open": known.threat is not None,
        "threat.kind": known.threat,
        "threat.answered": known.threat_answered,
        "phase": known.phase,
        "process": _process(known),
        "dossier.past_online": known.past_online,
        "dossier.created_days": days_since(known.registered_at, now),
        "dossier.last_client_days": days_since(known.last_client_at, now),
        "dossier.silent_before_days": _silence(known),
        "dossier.counsellor_messages": known.counsellor_messages,
        "dossier.stand_in": known.stand_in,
        "dossier.supporter": known.supporter,
        "dossier.withdrawn": known.withdrawn,
        "dossier.phase_changed": within(known.phase_changed_at, now, 3),
        "client.register": known.register,
        "client.language": known.language,
        "appointment.planned": bool(known.appointment),
        "appointment.missed": known.appointment_missed,
        "appointment.moved": known.appointment_moved,
        "appointment.wanted": known.phase == Phase.EERSTE_GESPREK
        and not known.appointment
        and known.held_at is None,
        "appointment.held_days": days_since(known.held_at, now),
        "plan.ready": known.plan_ready,
        "papers.missing": known.papers_missing,
        "papers.received": known.papers_received,
    }


def _process(known: Known) -> str:
    if known.crisis is not None:
        return "crisis"
    if known.counsellor_messages == 0:
        return "engaging"
    if known.phase in _PLANNING:
        return "planning"
    return "evoking" if {"hoe-belangrijk-en-zeker", "eigen-idee", "doel"} & set(known.steps) else "focusing"


def _silence(known: Known) -> int | None:
    if known.last_client_at is None or known.client_before_that is None:
        return None
    return (local_date(known.last_client_at) - local_date(known.client_before_that)).days


def _message(known: Known, now: datetime) -> dict[str, object]:
    if known.last_message is None:
        return {"message.last.exists": False}
    return {**known.last_message.facts(), "message.last.days": days_since(known.last_message_at, now)}


def _answer(known: Known, step: str, name: str) -> Any:
    entry = known.steps.get(step)
    value = getattr(entry.record, name, None) if entry and entry.record is not None else None
    return None if isinstance(value, Open) else value


def _steps(known: Known, now: datetime) -> dict[str, object]:
    done = [slug for slug, step in known.steps.items() if step.mark == "done" and step.done_at]
    last, stuck = last_finished(known), stuck_step(known)
    last = last if last and is_news(known, known.steps[last].done_at) else None
    stuck = stuck if stuck and is_news(known, known.steps[stuck].saved_at) else None
    return {
        "steps.done": len(done),
        "steps.open": sum(1 for step in known.steps.values() if step.mark in ("begun", "later")),
        "steps.last_done": last,
        "steps.last_done_days": days_since(known.steps[last].done_at, now) if last else None,
        "steps.stuck": stuck,
        "step.current": known.open_step,
        "step.title": _title(stuck or last),
        "step.open_title": _title(known.open_step),
        "ruler.importance": _answer(known, "hoe-belangrijk-en-zeker", "importance"),
        "ruler.confidence": _answer(known, "hoe-belangrijk-en-zeker", "confidence"),
        "letters.unopened": _answer(known, "post-ordenen", "unopened")
        or _answer(known, "schulden-grof", "unopened"),
        "plan.if_then": _answer(known, "eerste-kleine-stap", "action") is not None,
        "budget.idea": _answer(known, "eigen-idee", "idea") is not None,
        "client.idea": _answer(known, "eigen-idee", "idea"),
        "client.goal": _answer(known, "doel", "goal"),
        "debts.rough_done": "schulden-grof" in done,
    }


def _title(slug: str | None) -> str | None:
    found = step_texts().get(slug) if slug else None
    return found.title if found else None


def _money(known: Known, now: datetime) -> dict[str, object]:
    found: dict[str, object] = {
        "debts.count": known.debts,
        "debts.total_cents": known.debts_cents or None,
        "debts.attachment": known.attachment,
        "debts.new": within(known.debt_added_at, now, 7) and known.debts > 1 and known.phase in _PLANNING,
    }
    if known.month_cents is not None:
        found |= {"budget.submitted": True, "budget.balance_cents": known.month_cents}
        short = known.month_cents < 0
        found["budget.deficit_cents" if short else "budget.room_cents"] = abs(known.month_cents)
    return found


def _texts(known: Known) -> dict[str, object]:
    days = max(1, round(known.reply_hours / 24))
    return {
        "client.salutation": known.called,
        "counsellor.name": known.writer,
        "municipality.name": known.municipality,
        "municipality.phone": known.phone,
        "reply.within": _DAYS_IN_WORDS.get(days, f"{days} werkdagen"),
        "appointment.moment": known.appointment,
        "appointment.place": known.appointment_place,
        "threat.day": say_date(known.threat_on) if known.threat_on else "",
        "phase.title": Phase(known.phase).for_client,
        "paper.name": known.paper,
    }
