"""Row functions of the dossier: what several acts do in the same way, inside the act that is under way."""

import secrets
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.clocks import first_talk_due, past_online_due, reply_due
from schuldhulp.dossier.events import CodenameStarted, DossierRegistered, ThreatReported, ThreatSeen
from schuldhulp.dossier.signals import is_legal_threat
from schuldhulp.dossier.tables import Dossier, Participation, SearchToken, Threat
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.refusals import NeedsAName
from schuldhulp.unit_of_work import Act

WITHOUT_NAME = "zonder_naam"
_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"


def new_kenmerk() -> str:
    """A random dossier number without vowels or look-alikes: '7K3P-92BX'."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def add_dossier(
    doing: Act, municipality: MunicipalityView, *, dossier_id: UUID, called: str, source: str, channel: str,
    language: str = "nl", offline: bool = False, clock_started_on: date | None = None,
    team_id: UUID | None = None,
) -> Dossier:  # fmt: skip
    """Add a dossier with its key, its search words and its first event; the legal clock starts.

    `clock_started_on` is the day the resident turned to the municipality, or accepted the offer after a signal;
    `team_id` the team whose queue it stands in until somebody has it.
    """
    started = clock_started_on or local_date(doing.now)
    due = first_talk_due(started, threatening=False, levels=municipality.levels)
    doing.session.add(doing.keyring.create_dossier_key(municipality.id, dossier_id))
    row = Dossier(
        municipality_id=municipality.id, id=dossier_id, kenmerk=new_kenmerk(), phase="aanmelding", source=source,
        channel=channel, language=language, offline=offline, registered_at=doing.now, clock_started_on=started,
        first_talk_due=due, team_id=team_id, version=1,
    )  # fmt: skip
    doing.keyring.seal(row, "called_sealed", called)
    doing.session.add(row)
    doing.session.flush()
    add_search_words(doing, dossier_id, f"{called} {row.kenmerk} {row.kenmerk.replace('-', '')}")
    doing.record(
        DossierRegistered(
            kenmerk=row.kenmerk, source=source, channel=channel, language=language, offline=offline,
            clock_started_on=started, first_talk_due=due,
            answer_due_at=past_online_due(doing.now, municipality.levels, municipality.opening),
            team_id=team_id,
        ),
        dossier_id,
    )  # fmt: skip
    return row


def add_dossier_without_name(
    doing: Act, *, dossier_id: UUID, handle: str, team_id: UUID | None = None
) -> Dossier:
    """Add the dossier of somebody who began with a codename: no term of the law runs, and no mail ever goes."""
    doing.session.add(doing.keyring.create_dossier_key(doing.municipality_id, dossier_id))
    row = Dossier(
        municipality_id=doing.municipality_id, id=dossier_id, kenmerk=new_kenmerk(), phase="aanmelding", source="zelf",
        channel="online", registered_at=doing.now, clock_started_on=local_date(doing.now), without_name=True,
        past_online=WITHOUT_NAME, mail_allowed=False, team_id=team_id, version=1,
    )  # fmt: skip
    doing.keyring.seal(row, "called_sealed", f"Zonder naam {handle}")
    doing.session.add(row)
    doing.session.flush()
    add_search_words(doing, dossier_id, f"{handle} {handle.replace('-', '')} {row.kenmerk} "
                     f"{row.kenmerk.replace('-', '')}")  # fmt: skip
    doing.record(CodenameStarted(kenmerk=row.kenmerk, team_id=team_id), dossier_id)
    return row


def add_search_words(doing: Act, dossier_id: UUID, text: str) -> None:
    """Make a dossier findable by these words; words it has already are left."""
    for token in doing.keyring.search_tokens(doing.municipality_id, text):
        key = (doing.municipality_id, token, dossier_id)
        if doing.session.get(SearchToken, key) is None:
            doing.session.add(SearchToken(municipality_id=key[0], token=token, dossier_id=dossier_id))


def ask_for_a_name(dossier: Dossier) -> None:
    """Go on only with somebody whose name is known. Raises NeedsAName."""
    if dossier.without_name:
        raise NeedsAName


def add_participation(
    doing: Act, dossier_id: UUID, person_id: UUID, role: str, *, row_id: UUID | None = None
) -> Participation:
    """Let a person take part in a dossier from now."""
    return doing.new_row(
        Participation, dossier_id, id=row_id, person_id=person_id, role=role, parts=[], started_at=doing.now
    )


def add_threat(
    doing: Act, dossier: Dossier, municipality: MunicipalityView, *, kind: str, threatens_on: date | None,
    letter_date: date | None = None, note: str | None = None,
) -> Threat:  # fmt: skip
    """Add a threat. A legal one (Wgs 4(2)) before the first talk makes its term three working days."""
    legal = is_legal_threat(kind)
    row = doing.new_row(
        Threat, dossier.id, id=new_id(), kind=kind, legal=legal, threatens_on=threatens_on, letter_date=letter_date,
        reported_at=doing.now, reported_by_role=str(doing.actor.role),
    )  # fmt: skip
    doing.keyring.seal(row, "note_sealed", note or None)
    due = _shortened_term(dossier, municipality, doing.now) if legal else None
    if due is not None:
        dossier.first_talk_due = due
    doing.record(
        ThreatReported(
            threat_id=row.id, threat=kind, legal=legal, threatens_on=threatens_on, first_talk_due=due,
            reply_due_at=reply_due(doing.now, municipality.levels, municipality.opening),
        ),
        dossier.id,
    )  # fmt: skip
    return row


def mark_threat_seen(doing: Act, threat: Threat) -> None:
    """Note that whoever acts has seen a threat and takes it on; others of the dossier may still be unseen."""
    threat.seen_at, threat.seen_by = doing.now, doing.actor.person_id
    doing.session.flush()
    unseen = select(Threat.id).where(
        Threat.municipality_id == doing.municipality_id, Threat.dossier_id == threat.dossier_id,
        Threat.resolved_at.is_(None), Threat.seen_at.is_(None),
    )  # fmt: skip
    others = doing.session.scalars(unseen.limit(1)).first() is not None
    doing.record(ThreatSeen(threat_id=threat.id, still_unseen=others), threat.dossier_id)


def _shortened_term(dossier: Dossier, municipality: MunicipalityView, now: datetime) -> date | None:
    if dossier.first_talk_on is not None or dossier.without_name:
        return None
    due = first_talk_due(now, threatening=True, levels=municipality.levels)
    return min(due, dossier.first_talk_due or due)
