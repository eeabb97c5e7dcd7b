"""Coming in, told again: the dossier, its client, what threatens, and the answer about help online."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from schuldhulp.access import Role
from schuldhulp.demo.loading_case import Case, Who
from schuldhulp.demo.story import Threat as ThreatTold
from schuldhulp.dossier.clocks import decision_due, first_talk_due, past_online_due
from schuldhulp.dossier.closing import BesluitKind
from schuldhulp.dossier.events import (
    DossierAssigned,
    DossierRegistered,
    OnlineAnswered,
    ThreatReported,
    ThreatResolved,
    ThreatSeen,
)
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.tables import (
    Dossier,
    DossierKey,
    Identity,
    LastVisit,
    Participation,
    SearchToken,
    Threat,
)

SOURCES = {"self": "zelf"}
_AVERTED = (
    "Uitgesteld na overleg met {who}.",
    "{who} wacht af tot er een plan ligt, bevestigd op schrift.",
    "Opgelost in overleg met {who}.",
)


def arriving(case: Case) -> None:
    """The registration, who got the dossier, and whether help online fits."""
    story = case.story
    moment = story.registered_at
    who = case.client if story.source in ("self", "vroegsignaal") and not story.offline else case.staff
    levels, opening = case.place.view.levels, case.place.view.opening
    case.tell(
        moment, who,
        DossierRegistered(
            kenmerk=case.kenmerk, source=SOURCES.get(story.source, story.source), channel=story.channel,
            language=story.person.language, offline=story.offline, clock_started_on=story.clock_start,
            first_talk_due=first_talk_due(story.clock_start, threatening=False, levels=levels),
            answer_due_at=past_online_due(moment, levels, opening), team_id=_routed(case),
        ),
    )  # fmt: skip
    if case.client.person_id and not story.offline:
        case.add(
            Participation, moment, person_id=case.client.person_id, role=Role.CLIENT.value, parts=[],
            started_at=moment, ended_at=None,
        )  # fmt: skip
    answered = case.within(story.answered_at) if story.answered_at else None
    if story.counsellor:
        assigned = case.within((answered or moment) - timedelta(minutes=25))
        event = DossierAssigned(counsellor_id=case.counsellor.membership_id, team_id=case.counsellor.team_id)
        case.tell(assigned, Who(Role.TEAM_LEAD.value, case.place.lead.person_id), event)
    if answered:
        fits, stands = past_online(case) == "ja", _talk_stands(case, answered)
        case.tell(answered, case.staff, OnlineAnswered(fits=fits, talk_stands=stands))


def _talk_stands(case: Case, moment: datetime) -> bool:
    """Whether the eerste gesprek was held at a moment, or a day for it lies ahead then."""
    talk = case.story.first_talk
    if talk is not None and talk.at <= moment:
        return True
    return any(told.at > moment and (talk is None or told.at <= talk.at) for told in case.story.appointments)


def _routed(case: Case) -> UUID | None:
    """The team that the municipality's rule sends a registration to; at the desk no postcode is asked."""
    person = case.story.person
    postcode = "" if case.story.offline else person.postcode
    return case.place.team_for(postcode, person.language)


def past_online(case: Case) -> str:
    """The answer to 'past online bij u?' as stored."""
    phases = case.story.phases
    if case.story.answered_at is None or len(phases) < 2:
        return "open"
    return "nee" if phases[1].phase == "gewone_route" else "ja"


def threatening(case: Case) -> None:
    """What threatens: reported, seen, and over."""
    for told in case.story.threats:
        reported = case.within(told.reported_at)
        who = case.staff if case.story.offline else case.client
        seen = case.within(max(told.seen_at, reported)) if told.seen_at else None
        averted = _averted_at(case, told, seen or reported)
        how = case.ids.dice.choice(_AVERTED).format(who=told.who or "de deurwaarder") if averted else None
        row_id = case.ids.at(reported)
        case.add(
            Threat, reported, id=row_id, kind=told.kind, legal=told.legal, letter_date=None, threatens_on=told.on,
            note_sealed=case.sealed(Threat, "note_sealed", row_id, told.note), reported_at=reported,
            reported_by_role=who.role, seen_at=seen, seen_by=case.counsellor.person_id if seen else None,
            resolved_at=averted, resolution_sealed=case.sealed(Threat, "resolution_sealed", row_id, how),
        )  # fmt: skip
        case.tell(
            reported, who,
            ThreatReported(
                threat_id=row_id, threat=told.kind, legal=told.legal, threatens_on=told.on,
                first_talk_due=_shortened(case, told), reply_due_at=case.promise(reported),
            ),
        )  # fmt: skip
        if seen:
            case.tell(seen, case.staff, ThreatSeen(threat_id=row_id))
        if averted:
            case.tell(averted, case.staff, ThreatResolved(threat_id=row_id, threat=told.kind), {"note": how})


def _averted_at(case: Case, told: ThreatTold, after: datetime) -> datetime | None:
    if told.averted_on is None:
        return None
    return case.within(max(utc_at(told.averted_on, time(15, 40)), after + timedelta(minutes=5)))


def _shortened(case: Case, told: ThreatTold) -> Any:
    """The day by which the talk is held at a legal threat that came before it (Wgs 4(2))."""
    talk = case.story.first_talk
    if not told.legal or (talk and talk.at <= told.reported_at):
        return None
    levels = case.place.view.levels
    usual = first_talk_due(case.story.clock_start, threatening=False, levels=levels)
    return min(usual, first_talk_due(told.reported_at, threatening=True, levels=levels))


def dossier_rows(case: Case) -> None:
    """The dossier itself as it stands at the end of its story, with its key, search words and identity block."""
    story = case.story
    person = story.person
    talk = story.first_talk
    contact = f"{person.phone}. {story.safe_contact}" if story.safe_contact else person.phone
    case.rows[DossierKey].append(_key_row(case))
    case.rows[Dossier].append(
        {
            "municipality_id": case.place.id, "id": case.id, "version": 1, "kenmerk": case.kenmerk,
            "phase": story.phase, "source": SOURCES.get(story.source, story.source), "channel": story.channel,
            "language": person.language, "offline": story.offline, "mail_allowed": person.email is not None,
            "called_sealed": case.sealed(Dossier, "called_sealed", case.id, person.called),
            "safety_note_sealed": case.sealed(Dossier, "safety_note_sealed", case.id, story.staff_note),
            "contact_sealed": case.sealed(Dossier, "contact_sealed", case.id, contact),
            "question_for_help_sealed": case.sealed(
                Dossier, "question_for_help_sealed", case.id, talk.question if talk else None
            ),
            "postcode_sealed": case.sealed(
                Dossier, "postcode_sealed", case.id, None if story.offline else person.postcode
            ),
            "team_id": case.counsellor.team_id if story.counsellor else _routed(case),
            "counsellor_id": case.counsellor.membership_id if story.counsellor else None,
            "registered_at": story.registered_at, "clock_started_on": story.clock_start,
            "past_online": past_online(case), "closed_at": case.closes_at, "closing_reason": story.closed_reason,
            **_terms(case),
        }
    )  # fmt: skip
    words = (
        f"{person.called} {person.name} {person.legal_name} {case.kenmerk} {case.kenmerk.replace('-', '')}"
    )
    case.rows[SearchToken] += [
        {"municipality_id": case.place.id, "token": token, "dossier_id": case.id}
        for token in sorted(case.ring.search_tokens(case.place.id, words))
    ]
    _identity_row(case)


def _key_row(case: Case) -> dict[str, Any]:
    row = case.ring.create_dossier_key(case.place.id, case.id)
    return {
        "municipality_id": row.municipality_id,
        "dossier_id": row.dossier_id,
        "municipality_key_id": row.municipality_key_id,
        "wrapped": row.wrapped,
    }


def _terms(case: Case) -> dict[str, Any]:
    """The legal dates: the talk until it was held, the besluit until it was taken, neither in a closed dossier."""
    story = case.story
    levels = case.place.view.levels
    talked = story.first_talk
    talk_due = [first_talk_due(story.clock_start, threatening=False, levels=levels)]
    talk_due += [due for told in story.threats if (due := _shortened(case, told))]
    decided = any(b.kind != BesluitKind.BEEINDIGING for b in story.besluiten)
    waits = talked is not None and talked.goes_on and not decided and case.closes_at is None
    on = talk_day(case)
    return {
        "first_talk_on": on,
        "first_talk_due": None if talked or case.closes_at else min(talk_due),
        "decision_due": decision_due(on, levels, story.clock_start) if waits and on else None,
    }


def talk_day(case: Case) -> Any:
    """The day of the *eerste gesprek*, never before the day on which somebody turned to the municipality."""
    talk = case.story.first_talk
    return max(talk.at.date(), case.story.clock_start) if talk else None


def _identity_row(case: Case) -> None:
    """The identity block, filled once somebody saw a document."""
    seen = next((p for p in case.story.papers if p.kind == "identiteitsbewijs" and p.state == "seen"), None)
    if seen is None:
        return
    person = case.story.person
    address = f"{person.street} {person.house_number}, {person.postcode} {person.town}"
    values = {
        "legal_name": person.legal_name, "birth_date": person.born.isoformat(), "address": address,
        "bsn": person.bsn,
    }  # fmt: skip
    case.rows[Identity].append(
        {
            "municipality_id": case.place.id, "id": case.id, "dossier_id": case.id, "version": 1,
            "document_seen_by": case.counsellor.person_id, "document_seen_on": seen.on,
            "document_seen_how": "balie",
        }
        | {
            f"{name}_sealed": case.sealed(Identity, f"{name}_sealed", case.id, text)
            for name, text in values.items()
        }
    )  # fmt: skip


def last_visit(case: Case) -> None:
    """When the counsellor was last here: at the last thing they did."""
    done = [told.at for told in case.told if told.who.person_id == case.counsellor.person_id]
    if done and case.story.counsellor:
        case.rows[LastVisit].append(
            {
                "municipality_id": case.place.id, "dossier_id": case.id, "person_id": case.counsellor.person_id,
                "at": max(done), "before": None,
            }
        )  # fmt: skip
