"""Going on under a name, by the client's own hand and in one act."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.addresses.rows import give_address, mail_link_to_confirm
from schuldhulp.accounts.codename.queries import KIND
from schuldhulp.accounts.rows import store_password
from schuldhulp.accounts.sessions.rows import end_sessions
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.calendar import local_date
from schuldhulp.carrying.parts import Part
from schuldhulp.carrying.rows import part_dossier
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.clocks import first_talk_due, past_online_due, reply_due
from schuldhulp.dossier.events import CodenameBecameKnown, DossierAssigned, DossierRegistered, ThreatReported
from schuldhulp.dossier.progress import finish_lines
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import add_search_words
from schuldhulp.dossier.tables import Dossier, Threat
from schuldhulp.refusals import Refused
from schuldhulp.storage.attached import let_go
from schuldhulp.unit_of_work import Act, FormToken, act
from schuldhulp.workbook.counts.queries import read_counts
from schuldhulp.workbook.queries import read_stored


class KnownAlready(Refused):
    """The client has gone on under a name before."""

    sentence = "U gaat al verder met uw naam."


@dataclass(frozen=True, kw_only=True)
class Becoming:
    """Who somebody says they are, and what comes along."""

    called: str
    email: str
    postcode: str
    mail_allowed: bool
    chosen: frozenset[Part]


def go_on_known(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: Becoming, password_hash: str, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Give a client without a name one: an address, a password, the parts they chose. Gives whose account it is.

    The codename and its words stop working and every session ends. What was not chosen is erased. The clocks of the
    law start today. As at registering, an address that has an account already is only claimed, and nobody learns of
    it. Raises KnownAlready.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "dossier:go_on_known")
        if not row.without_name or actor.person_id is None:
            raise KnownAlready
        files = part_dossier(doing, row, told.chosen)
        person = _name_person(doing, actor.person_id, told, password_hash)
        _name_dossier(doing, row, told)
        _tell(doing, row, dossier, told)
        if told.mail_allowed:
            mail_link_to_confirm(doing, person, row.id)
    let_go(session, files)
    return actor.person_id


def _crisis_unseen(doing: Act, row: Dossier) -> bool:
    """Whether a sign of a crisis came along that nobody has looked at."""
    query = select(CrisisSignal.id).where(
        CrisisSignal.municipality_id == doing.municipality_id, CrisisSignal.dossier_id == row.id,
        CrisisSignal.looked_at.is_(None), CrisisSignal.ended_at.is_(None),
    )  # fmt: skip
    return doing.session.scalars(query.limit(1)).first() is not None


def _name_person(doing: Act, person_id: UUID, told: Becoming, password_hash: str) -> Person:
    person = doing.session.get_one(Person, person_id)
    person.handle, person.created_at = None, doing.now
    give_address(doing.session, person, told.email, or_claim=True)
    doing.keyring.seal(person, "name_sealed", told.called)
    doing.session.execute(
        delete(Credential).where(Credential.person_id == person_id, Credential.kind == KIND)
    )
    store_password(doing.session, doing.now, person_id, password_hash)
    end_sessions(doing.session, doing.now, person_id)
    doing.session.flush()
    return person


def _name_dossier(doing: Act, row: Dossier, told: Becoming) -> None:
    row.without_name, row.past_online, row.mail_allowed = False, "open", told.mail_allowed
    row.registered_at, row.clock_started_on = doing.now, local_date(doing.now)
    doing.keyring.seal(row, "called_sealed", told.called)
    doing.keyring.seal(row, "postcode_sealed", told.postcode or None)
    add_search_words(doing, row.id, f"{told.called} {row.kenmerk} {row.kenmerk.replace('-', '')}")
    row.version += 1


def _tell(doing: Act, row: Dossier, dossier: DossierView, told: Becoming) -> None:
    """Note what happened: the client became known, and with that registered; a threat has its term from today."""
    place, started = dossier.municipality, row.clock_started_on
    query = select(Threat).where(
        Threat.municipality_id == doing.municipality_id, Threat.dossier_id == row.id,
        Threat.resolved_at.is_(None),
    )  # fmt: skip
    threats = list(doing.session.scalars(query))
    row.first_talk_due = first_talk_due(
        started, threatening=any(threat.legal for threat in threats), levels=place.levels
    )
    stored = read_stored(doing.session, doing.municipality_id, row.id)
    talk, decision, arrangement = finish_lines(read_counts(doing.session, row, stored), stored)
    doing.record(
        CodenameBecameKnown(
            carried=tuple(part.value for part in Part if part in told.chosen), steps_talk=talk.done,
            steps_decision=decision.done, steps_arrangement=arrangement.done, crisis_unseen=_crisis_unseen(doing, row),
        ),
        row.id,
    )  # fmt: skip
    doing.record(
        DossierRegistered(
            kenmerk=row.kenmerk, source=row.source, channel=row.channel, language=row.language, offline=False,
            clock_started_on=started, first_talk_due=row.first_talk_due, team_id=row.team_id,
            answer_due_at=past_online_due(doing.now, place.levels, place.opening),
        ),
        row.id,
    )  # fmt: skip
    if row.counsellor_id is not None:
        doing.record(DossierAssigned(counsellor_id=row.counsellor_id, team_id=row.team_id), row.id)
    for threat in threats:
        doing.record(
            ThreatReported(
                threat_id=threat.id, threat=threat.kind, legal=threat.legal, threatens_on=threat.threatens_on,
                first_talk_due=row.first_talk_due,
                reply_due_at=reply_due(doing.now, place.levels, place.opening),
            ),
            row.id,
        )  # fmt: skip
