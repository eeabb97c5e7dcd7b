"""Coming in: a resident registers, or staff create a dossier for someone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may
from schuldhulp.accounts.addresses.rows import mail_link_to_confirm
from schuldhulp.accounts.rows import add_person
from schuldhulp.base import new_id
from schuldhulp.crisis.rows import AT_REGISTRATION, raise_signal_elsewhere
from schuldhulp.dossier.events import DossierAssigned, IdentityRecorded, OnlineAnswered, PhaseChanged
from schuldhulp.dossier.phases import Phase, transition
from schuldhulp.dossier.rows import (
    add_dossier,
    add_participation,
    add_search_words,
    add_threat,
    mark_threat_seen,
)
from schuldhulp.dossier.steps import THREAT_STEP
from schuldhulp.dossier.tables import Dossier, Identity
from schuldhulp.municipalities.queries import MunicipalityView, teams
from schuldhulp.municipalities.tables import Membership
from schuldhulp.openid.rows import KnownAs, add_link
from schuldhulp.refusals import NotAllowed, NotYours
from schuldhulp.teamwork.queries import read_rule
from schuldhulp.teamwork.routing import route
from schuldhulp.unit_of_work import Act, FormToken, act
from schuldhulp.workbook.rows import save_answer, tell_threats


@dataclass(frozen=True, kw_only=True)
class ThreatTold:
    """A threat as it was told: a kind of dossier.signals, and the day in the letter."""

    kind: str
    threatens_on: date | None = None
    letter_date: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What a resident tells when they register. `contact` is one text, as a rule a phone number.

    `answers` holds records of steps by slug, so that nothing is asked twice; threats are read from them too.
    """

    called: str
    email: str
    contact: str = ""
    mail_allowed: bool = True
    question_for_help: str = ""
    language: str = "nl"
    postcode: str = ""
    threats: tuple[ThreatTold, ...] = field(default_factory=tuple)
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Registered:
    """The new account and dossier."""

    person_id: UUID
    dossier_id: UUID
    kenmerk: str


def register(
    session: Session, now: datetime, municipality: MunicipalityView, told: Registration,
    password_hash: str | None, *, known_as: KnownAs | None = None, form: FormToken | None = None,
) -> Registered:  # fmt: skip
    """Register a resident: account, dossier, threats, answers, mail to confirm the address. The clocks start.

    An address that has an account already gives a new person all the same, so that nobody learns of it; its owner
    gets the mail and may take the dossier over. `password_hash` is made before, outside the transaction; None
    for who comes in by a sign-in service as `known_as`. Raises LinkedToAnother.
    """
    dossier_id = new_id()
    newcomer = Actor(person_id=None, role=Role.CLIENT, municipality_id=municipality.id, dossier_id=dossier_id)
    with act(session, newcomer, now, form=form) as doing:
        person = add_person(
            session, now, name=told.called, email=told.email, password_hash=password_hash, or_claim=True
        )
        session.flush()
        if known_as is not None:
            add_link(session, now, known_as.provider, known_as.token, person.id)
        doing.actor = Actor(
            person_id=person.id, role=Role.CLIENT, municipality_id=municipality.id, dossier_id=dossier_id
        )
        row = add_dossier(
            doing, municipality, dossier_id=dossier_id, called=told.called, source="zelf", channel="online",
            language=told.language,
            team_id=_team_of(session, municipality, postcode=told.postcode, language=told.language),
        )  # fmt: skip
        row.mail_allowed = told.mail_allowed
        doing.keyring.seal(row, "contact_sealed", told.contact or None)
        doing.keyring.seal(row, "postcode_sealed", told.postcode or None)
        doing.keyring.seal(row, "question_for_help_sealed", told.question_for_help or None)
        session.flush()
        add_participation(doing, dossier_id, person.id, Role.CLIENT.value)
        for threat in told.threats:
            add_threat(doing, row, municipality, kind=threat.kind, threatens_on=threat.threatens_on,
                       letter_date=threat.letter_date, note=threat.note)  # fmt: skip
        for slug, record in told.answers.items():
            save_answer(doing, row, slug, record)
            if slug == THREAT_STEP.slug:
                tell_threats(doing, row, municipality, record)
        words = [told.question_for_help, *(threat.note for threat in told.threats)]
        raise_signal_elsewhere(doing, dossier_id, AT_REGISTRATION, words)
        if told.mail_allowed:
            mail_link_to_confirm(doing, person, dossier_id)
    return Registered(person.id, dossier_id, row.kenmerk)


def create_at_desk(
    session: Session, actor: Actor, now: datetime, municipality: MunicipalityView, *,
    called: str, source: str, channel: str, clock_started_on: date, legal_name: str = "", contact: str = "",
    language: str = "nl", threats: tuple[ThreatTold, ...] = (), zaaknummer: str = "", question_for_help: str = "",
    safety_note: str = "", answers: Mapping[str, Any] | None = None, counsellor_id: UUID | None = None,
    form: FormToken | None = None,
) -> str:  # fmt: skip
    """Create a dossier for somebody without e-mail: balie, telefoon, wijkteam or vroegsignaal. Gives its kenmerk.

    `clock_started_on` is the day they turned to the municipality; for a signal the day the offer was accepted. With a
    counsellor it goes along the ordinary route at once; without one it waits to be assigned. What staff fill in here
    is marked as done beside the client.
    """
    dossier_id = new_id()
    with act(session, actor, now, form=form) as doing:
        if not may(actor, "dossier:create"):
            raise NotAllowed
        row = add_dossier(
            doing, municipality, dossier_id=dossier_id, called=called, source=source, channel=channel,
            language=language, offline=True, clock_started_on=clock_started_on,
            team_id=_team_of(session, municipality, postcode="", language=language),
        )  # fmt: skip
        for column, words in (("contact", contact), ("zaaknummer_elders", zaaknummer), ("safety_note", safety_note),
                              ("question_for_help", question_for_help)):  # fmt: skip
            doing.keyring.seal(row, f"{column}_sealed", words.strip() or None)
        if legal_name.strip():
            identity = doing.new_row(Identity, dossier_id, id=dossier_id, version=1)
            doing.keyring.seal(identity, "legal_name_sealed", legal_name.strip())
            add_search_words(doing, dossier_id, legal_name)
            doing.record(IdentityRecorded(fields_changed=("legal_name",)), dossier_id)
        reported = [
            add_threat(doing, row, municipality, kind=threat.kind, threatens_on=threat.threatens_on,
                       letter_date=threat.letter_date, note=threat.note)
            for threat in threats
        ]  # fmt: skip
        if counsellor_id is not None:
            _take(doing, row, counsellor_id)
        if counsellor_id is not None and counsellor_id == actor.membership_id:
            # Who takes the dossier has heard it; in the queue it keeps ringing until somebody takes it on.
            for found in reported:
                mark_threat_seen(doing, found)
        doing.actor = replace(actor, acting_for="client")
        for slug, record in (answers or {}).items():
            save_answer(doing, row, slug, record)
    return row.kenmerk


def _team_of(
    session: Session, municipality: MunicipalityView, *, postcode: str, language: str
) -> UUID | None:
    """The team whose queue a registration goes to, by the municipality's rule; None when the rule names none."""
    known = [team_id for team_id, _ in teams(session, municipality.id)]
    return route(read_rule(session, municipality.id), known, postcode=postcode, language=language).team_id


def _take(doing: Act, row: Dossier, counsellor_id: UUID) -> None:
    """Give a dossier that was made at the desk to its counsellor; without e-mail it goes along the ordinary route."""
    member = doing.session.get(Membership, (doing.municipality_id, counsellor_id))
    if member is None:
        raise NotYours
    row.counsellor_id, row.team_id = member.id, member.team_id
    doing.record(DossierAssigned(counsellor_id=member.id, team_id=member.team_id), row.id)
    row.past_online, row.phase = "nee", Phase.GEWONE_ROUTE.value
    doing.record(OnlineAnswered(fits=False), row.id)
    way = transition(Phase.AANMELDING, Phase.GEWONE_ROUTE)
    doing.record(
        PhaseChanged(from_phase=way.source.value, to_phase=way.target.value, transition=way.act), row.id
    )
