"""How a client is addressed and reached, and what must not be overlooked; for staff only."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.situation import PartOfDay, Reach
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.dossier.visibility import visible_to
from schuldhulp.refusals import NotYours
from schuldhulp.workbook.queries import read_stored

_WHEN = {
    PartOfDay.MORNING: "'s ochtends",
    PartOfDay.AFTERNOON: "'s middags",
    PartOfDay.EVENING: "begin van de avond",
}


@dataclass(frozen=True, kw_only=True)
class ReachCard:
    """How to reach somebody. `online`: somebody can sign in as the client."""

    version: int
    called: str
    contact: str
    mail_allowed: bool
    safety_note: str
    zaaknummer: str
    offline: bool
    online: bool
    mind: tuple[str, ...] = ()


def reach_of(session: Session, actor: Actor, dossier_id: UUID) -> ReachCard:
    """The card of a dossier. Raises NotYours."""
    row = session.scalars(
        select(Dossier).where(
            visible_to(actor), Dossier.municipality_id == actor.municipality_id, Dossier.id == dossier_id
        )
    ).one_or_none()
    if row is None:
        raise NotYours
    ring = keyring(session)
    stored = read_stored(session, row.municipality_id, row.id).get("bereiken")
    return ReachCard(
        version=row.version, called=ring.open(row, "called_sealed") or "",
        contact=ring.open(row, "contact_sealed") or "", mail_allowed=row.mail_allowed,
        safety_note=ring.open(row, "safety_note_sealed") or "",
        zaaknummer=ring.open(row, "zaaknummer_elders_sealed") or "", offline=row.offline,
        online=_takes_part(session, row.municipality_id, row.id),
        mind=to_mind(stored.record if stored else None, row.mail_allowed),
    )  # fmt: skip


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


def _takes_part(session: Session, municipality_id: UUID, dossier_id: UUID) -> bool:
    query = (
        select(Person.id)
        .join(Participation, and_(Participation.person_id == Person.id, Participation.role == "client"))
        .where(Participation.municipality_id == municipality_id, Participation.dossier_id == dossier_id)
        .where(Participation.ended_at.is_(None), Person.email_token.is_not(None))
    )
    return session.scalar(query.limit(1)) is not None
