"""Who of staff looked into a dossier before what they did there: the access log of the demo, a chain like the real one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from schuldhulp.access import Role
from schuldhulp.access_log.recording import Opening, access_hash
from schuldhulp.demo.loading_case import Told
from schuldhulp.dossier.events import (
    AppointmentMade,
    ContactLogged,
    DecisionRecorded,
    DossierEvent,
    FirstTalkHeld,
    MessageSent,
    StepReviewed,
    ThreatSeen,
)

_STAFF = frozenset({Role.COUNSELLOR.value, Role.TEAM_LEAD.value})
_PARTS: dict[type[DossierEvent], str] = {
    AppointmentMade: "afspraken",
    ContactLogged: "contact",
    DecisionRecorded: "besluit",
    FirstTalkHeld: "gesprek",
    MessageSent: "berichten",
    StepReviewed: "werkboek",
    ThreatSeen: "dreiging",
}
_BEFORE = timedelta(minutes=6)
_READING = timedelta(minutes=4)


@dataclass(slots=True)
class Openings:
    """The end of a municipality's access chain while it grows."""

    municipality_id: UUID
    seq: int = 0
    hash: bytes = bytes(32)

    def rows(self, told: Iterable[Told]) -> list[dict[str, Any]]:
        """The openings behind what staff did, linked in their order, as rows of the access log."""
        made = []
        for opening in _openings(self.municipality_id, told):
            entry = opening._replace(seq=self.seq + 1)
            self.seq, self.hash = entry.seq, access_hash(self.hash, entry)
            made.append({**entry._asdict(), "hash": self.hash})
        return made


def _openings(municipality_id: UUID, told: Iterable[Told]) -> Iterator[Opening]:
    """The overview first, then the part where something was done; once per person, dossier, part and day."""
    seen = set()
    for one in told:
        person_id = one.who.person_id
        if one.who.role not in _STAFF or person_id is None:
            continue
        for part, at in (("dossier", one.at - _BEFORE), (_PARTS.get(type(one.event)), one.at - _READING)):
            visit = (one.dossier_id, person_id, part, one.at.date())
            if part is None or visit in seen:
                continue
            seen.add(visit)
            yield Opening(
                municipality_id=municipality_id, seq=0, dossier_id=one.dossier_id, person_id=person_id,
                role=one.who.role, part=part, act="open", reason="", acting_for=one.who.acting_for or "",
                origin="127.0.0.1", allowed=True, at=at,
            )  # fmt: skip
