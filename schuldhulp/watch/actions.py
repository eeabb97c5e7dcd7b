"""What the jobs say, each as one act of the system: checked again under the dossier's lock, and never said twice."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import AlarmRaised, ReminderSent
from schuldhulp.dossier.queries import clients_of
from schuldhulp.dossier.restriction import is_left_alone
from schuldhulp.dossier.signals import (
    CaseMoment,
    Turn,
    alarm_recipients,
    promise_near,
    promise_passed,
    reminder_due,
)
from schuldhulp.dossier.tables import Dossier, Threat
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.unit_of_work import Act, act
from schuldhulp.watch.rules import Duty, offered_on, read_alarm

NEAR, PASSED, UNSEEN = "promise_near", "promise_passed", "threat_unseen"


def offer_reminder(session: Session, now: datetime, municipality: MunicipalityView, dossier_id: UUID) -> bool:
    """Offer a client to go on, on day 3 or 5 of the wait; False when there is no reason any more."""
    with act(session, system_actor(municipality.id), now) as doing:
        dossier, inbox = _locked(doing, dossier_id)
        reachable = dossier.mail_allowed and not dossier.offline
        alone = is_left_alone(dossier.restricted_on, dossier.restriction_ends_on, local_date(now))
        if not reachable or alone or inbox.threat or inbox.waiting_since is None:
            return False
        start = offered_on(inbox.client_due_on, inbox.waiting_since, municipality.levels)
        day = reminder_due(
            _moment(dossier, inbox), start, local_date(now), municipality.levels,
            sent=_said_before(inbox.reminded, municipality.levels.reminder_days), paused=inbox.client_clock_paused,
        )  # fmt: skip
        if day is None:
            return False
        key = f"reminder:{dossier_id}:{start}:{day}"
        _mail(doing, clients_of(session, municipality.id, dossier_id), "reminder", dossier_id, key)
        doing.record(ReminderSent(day=day), dossier_id)
    return True


def tell_promise_near(
    session: Session, now: datetime, municipality: MunicipalityView, dossier_id: UUID, duty: Duty
) -> bool:
    """Tell the counsellor, or who stands in, that a promise is nearly due; without either the team lead."""
    with act(session, system_actor(municipality.id), now) as doing:
        dossier, inbox = _locked(doing, dossier_id)
        if inbox.promise_told or not promise_near(_moment(dossier, inbox), now, municipality.opening):
            return False
        acting = duty.acting(dossier.counsellor_id)
        members = (acting,) if acting else duty.leads_of(dossier.team_id)
        _alarm(doing, inbox, NEAR, "promise_near", duty.persons_of(members), str(inbox.reply_due_at))
    return True


def tell_promise_passed(
    session: Session, now: datetime, municipality: MunicipalityView, dossier_id: UUID, duty: Duty
) -> bool:
    """Tell the team lead that the promised moment has passed; without one the counsellor."""
    with act(session, system_actor(municipality.id), now) as doing:
        dossier, inbox = _locked(doing, dossier_id)
        if inbox.promise_told == PASSED or not promise_passed(_moment(dossier, inbox), now):
            return False
        members = duty.leads_of(dossier.team_id) or (duty.acting(dossier.counsellor_id),)
        _alarm(doing, inbox, PASSED, "promise_passed", duty.persons_of(members), str(inbox.reply_due_at))
    return True


def raise_threat_alarm(
    session: Session, now: datetime, municipality: MunicipalityView, dossier_id: UUID, duty: Duty
) -> bool:
    """Alarm whom the municipality chose for this hour; each further working day again until somebody saw it."""
    today = local_date(now)
    with act(session, system_actor(municipality.id), now) as doing:
        dossier, inbox = _locked(doing, dossier_id)
        told = inbox.threat_told_on
        if dossier.closed_at or not inbox.threat_unseen or (told is not None and told >= today):
            return False
        alarm = alarm_recipients(
            read_alarm(municipality.alarm_settings), now, municipality.opening,
            duty.acting(dossier.counsellor_id), duty.leads_of(dossier.team_id),
        )  # fmt: skip
        persons = duty.persons_of(alarm.recipients) or duty.persons_of(duty.leads)
        due = f"{_newest_unseen(doing, dossier_id)}:{today}"
        _alarm(doing, inbox, UNSEEN, "threat_alarm", persons, due)
    return True


def _locked(doing: Act, dossier_id: UUID) -> tuple[Dossier, InboxRow]:
    dossier = doing.dossier(dossier_id, "dossier:watch", closed_too=True)
    inbox = doing.session.get_one(
        InboxRow, (doing.municipality_id, dossier_id), populate_existing=True, with_for_update=True
    )
    return dossier, inbox


def _moment(dossier: Dossier, inbox: InboxRow) -> CaseMoment:
    return CaseMoment(
        turn=Turn(inbox.waiting_on), reply_due_at=inbox.reply_due_at, last_client_at=inbox.last_client_at,
        closed=dossier.closed_at is not None,
    )  # fmt: skip


def _said_before(reminded: int, days: Iterable[int]) -> frozenset[int]:
    return frozenset(day for day in days if day <= reminded)


def _newest_unseen(doing: Act, dossier_id: UUID) -> UUID | None:
    query = (
        select(Threat.id)
        .where(Threat.municipality_id == doing.municipality_id, Threat.dossier_id == dossier_id)
        .where(Threat.seen_at.is_(None), Threat.resolved_at.is_(None))
        .order_by(Threat.reported_at.desc(), Threat.id.desc())
    )
    return doing.session.scalars(query.limit(1)).first()


def _alarm(
    doing: Act, inbox: InboxRow, alarm: str, template: str, persons: tuple[UUID, ...], due: str
) -> None:
    _mail(doing, persons, template, inbox.dossier_id, f"{alarm}:{inbox.dossier_id}:{due}")
    doing.record(AlarmRaised(alarm=alarm, recipients=len(persons)), inbox.dossier_id)


def _mail(doing: Act, persons: Iterable[UUID], template: str, dossier_id: UUID, key: str) -> None:
    # The dossier is locked, so what is not there now cannot be there at the end of this act.
    for person_id in persons:
        own = f"{key}:{person_id}"
        known = select(OutboxMail.id).where(
            OutboxMail.municipality_id == doing.municipality_id, OutboxMail.dedupe_key == own
        )
        if doing.session.scalar(known) is None:
            doing.mail(person_id, template, dossier_id, dedupe_key=own)
