"""How a client is addressed and reached, and what must not be overlooked; for staff only."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.base import UtcDateTime
from schuldhulp.crypto import keyring
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.records import from_json
from schuldhulp.dossier.records.situation import PartOfDay, Reach
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.dossier.visibility import ASKED, read_rows, visible_to
from schuldhulp.partners.queries import PartnerNote, partner_note
from schuldhulp.reach.cooling import Cooling, What, counting, fit_to_call, mail_counts, safest
from schuldhulp.reach.tables import ContactChange
from schuldhulp.refusals import NotYours
from schuldhulp.workbook.queries import read_answers, read_stored

_WHEN = {
    PartOfDay.MORNING: "'s ochtends",
    PartOfDay.AFTERNOON: "'s middags",
    PartOfDay.EVENING: "begin van de avond",
}


@dataclass(frozen=True, kw_only=True)
class ContactWarning:
    """What staff read before they call, write or visit.

    `call_now`: this is a moment at which the client likes to be called; `changes` do not count yet, nor does a new
    e-mail address before `email_from`.
    """

    mind: tuple[str, ...] = ()
    call_now: bool = True
    changes: tuple[Cooling, ...] = ()
    email_from: datetime | None = None
    partner: PartnerNote | None = None


@dataclass(frozen=True, kw_only=True)
class ReachCard(ContactWarning):
    """How to reach somebody. `online`: somebody can sign in as the client.

    `contact` and `mail_allowed` are as they were filled in last, `contact_now` what counts at this moment.
    """

    version: int
    called: str
    contact: str
    mail_allowed: bool
    safety_note: str
    zaaknummer: str
    offline: bool
    online: bool
    contact_now: str


def reach_of(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> ReachCard:
    """The card of a dossier, with what counts now. Raises NotYours."""
    row = session.scalars(
        select(Dossier).where(
            visible_to(actor), Dossier.municipality_id == actor.municipality_id, Dossier.id == dossier_id
        )
    ).one_or_none()
    if row is None:
        raise NotYours
    ring, contact = keyring(session), keyring(session).open(row, "contact_sealed") or ""
    changes = cooling_of(session, row.municipality_id, row.id, now)
    stored = read_stored(session, row.municipality_id, row.id).get("bereiken")
    online = _clients(session, row.municipality_id, row.id)
    warning = warning_of(
        stored, row.mail_allowed, changes, now,
        email_from=next((each.email_new_from for each in online if each.email_new_from), None),
    )  # fmt: skip
    return ReachCard(
        version=row.version, called=ring.open(row, "called_sealed") or "",
        contact=contact, mail_allowed=row.mail_allowed,
        safety_note=ring.open(row, "safety_note_sealed") or "",
        zaaknummer=ring.open(row, "zaaknummer_elders_sealed") or "", offline=row.offline,
        online=bool(online), contact_now=counting(contact, changes, What.CONTACT),
        mind=warning.mind, call_now=warning.call_now, changes=changes, email_from=warning.email_from,
        partner=partner_note(session, actor, dossier_id, now),
    )  # fmt: skip


def warning_of(
    stored: object, mail_allowed: bool, changes: tuple[Cooling, ...], now: datetime, *,
    email_from: datetime | None = None, partner: PartnerNote | None = None,
) -> ContactWarning:  # fmt: skip
    """What to read before contact, from the stored answer of 'bereiken' and what cools."""
    wishes = wishes_now(stored, changes)
    return ContactWarning(
        mind=to_mind(wishes, mail_counts(mail_allowed, changes)), call_now=fit_to_call(wishes, now),
        changes=changes, email_from=email_from, partner=partner,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OwnContact:
    """What the client reads of how we reach them: as filled in last, and what does not count yet.

    `mailed`: whether mail about this dossier goes to them now, by what counts now.
    """

    contact: str
    mailed: bool
    wishes: tuple[str, ...]
    changes: tuple[Cooling, ...]


def own_contact(session: Session, actor: Actor, dossier: DossierView, now: datetime) -> OwnContact:
    """How we reach the client of a dossier, for that client. Raises NotYours."""
    row = session.scalars(
        select(Dossier).where(visible_to(actor), Dossier.municipality_id == actor.municipality_id)
    ).one_or_none()
    if row is None or row.id != dossier.id:
        raise NotYours
    stored = read_answers(session, row.municipality_id, row.id, "bereiken").get("bereiken")
    changes = cooling_of(session, row.municipality_id, row.id, now)
    read_along = getattr(wishes_now(stored, changes), "reads_along", None) == "ja"
    return OwnContact(
        contact=keyring(session).open(row, "contact_sealed") or "",
        mailed=mail_counts(row.mail_allowed, changes) and not read_along,
        wishes=shown_to_client(stored.record if stored else None), changes=changes,
    )  # fmt: skip


_CHANGE = ContactChange.__table__.c
COOLS = and_(
    _CHANGE.municipality_id == ASKED["municipality_id"], _CHANGE.dossier_id == ASKED["dossier_id"],
    _CHANGE.undone_at.is_(None), _CHANGE.counts_from > bindparam("now", type_=UtcDateTime()),
)  # fmt: skip
_READ = ("id", "what", "before_sealed", "changed_at", "counts_from", "changed_by_role")
_COOLING = select(*(_CHANGE[name] for name in _READ)).where(COOLS).order_by(_CHANGE.changed_at, _CHANGE.id)


def cooling_of(
    session: Session, municipality_id: UUID, dossier_id: UUID, now: datetime
) -> tuple[Cooling, ...]:
    """The changes of contact data that do not count yet, oldest first; for a dossier that came through the door."""
    asked = {"municipality_id": municipality_id, "dossier_id": dossier_id, "now": now}
    opened = keyring(session).opener(ContactChange, municipality_id, dossier_id)
    return tuple(
        Cooling(
            what=What(row.what), before=opened(row, "before_sealed") or "", changed_at=row.changed_at,
            counts_from=row.counts_from, by_role=row.changed_by_role,
        )
        for row in read_rows(session, _COOLING, asked)
    )  # fmt: skip


def wishes_now(stored: object, changes: tuple[Cooling, ...]) -> object:
    """The answers of 'bereiken' that count now: the safer of what is asked and what was asked until now."""
    record = getattr(stored, "record", None)
    earlier = [from_json(Reach, json.loads(each.before)) for each in changes if each.what is What.WISHES]
    return safest(record, earlier) if isinstance(record, Reach) and earlier else record


def to_mind(record: object, mail_allowed: bool = True) -> tuple[str, ...]:
    """What must not be overlooked before one calls, writes or visits, from the answers of 'bereiken'."""
    found = []
    if isinstance(record, Reach):
        if record.post_home == "nee":
            found.append("Geen post naar huis.")
        if record.voicemail == "nee":
            found.append("Niet inspreken.")
        if record.reads_along == "ja":
            found.append("Iemand leest mee.")
        if not isinstance(record.call_when, Open | None):
            if PartOfDay.NEVER in record.call_when:
                found.append("Liever niet bellen.")
            elif times := [_WHEN[part] for part in record.call_when if part in _WHEN]:
                found.append(f"Bellen: {', '.join(times)}.")
        if isinstance(record.safety_note, str) and not isinstance(record.safety_note, Open):
            found.append(record.safety_note)
    if not mail_allowed:
        found.append("Geen mail.")
    return tuple(found)


def shown_to_client(record: object) -> tuple[str, ...]:
    """The same for the client's own screen, without that somebody reads along and what to mind then.

    Who reads along opens this page too, and would read that we were warned. Both stand where they were filled in.
    """
    plain = replace(record, reads_along=None, safety_note=None) if isinstance(record, Reach) else record
    return to_mind(plain)


def _clients(session: Session, municipality_id: UUID, dossier_id: UUID) -> list[Person]:
    """Who can sign in as the client."""
    query = (
        select(Person)
        .join(Participation, and_(Participation.person_id == Person.id, Participation.role == "client"))
        .where(Participation.municipality_id == municipality_id, Participation.dossier_id == dossier_id)
        .where(Participation.ended_at.is_(None), Person.email_token.is_not(None))
    )
    return list(session.scalars(query))
