"""One story on its way to the database: the rows of every table, and what happened with who did it."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from schuldhulp.access import Role
from schuldhulp.base import Base
from schuldhulp.crypto import Keyring
from schuldhulp.demo.loading_ids import Ids
from schuldhulp.demo.loading_place import Colleague, Place
from schuldhulp.demo.story import Story
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import DossierEvent

_MOMENT = timedelta(minutes=1)


class Who(NamedTuple):
    """Who acted, in the words of the event chain."""

    role: str
    person_id: UUID | None
    acting_for: str | None = None


SYSTEM = Who(Role.SYSTEM.value, None)


class Told(NamedTuple):
    """One event before it joins the chain; `detail` is sealed already."""

    at: datetime
    dossier_id: UUID
    id: UUID
    who: Who
    event: DossierEvent
    detail: bytes | None


@dataclass(slots=True)
class Case:
    """A dossier under construction. Moments are kept between the registration and the closing (or now)."""

    story: Story
    place: Place
    ids: Ids
    ring: Keyring
    id: UUID
    kenmerk: str
    counsellor: Colleague
    client: Who
    closes_at: datetime | None
    rows: defaultdict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    told: list[Told] = field(default_factory=list)

    @property
    def staff(self) -> Who:
        """The counsellor of the dossier as an actor."""
        return Who(Role.COUNSELLOR.value, self.counsellor.person_id)

    def by(self, email: str | None) -> Who:
        """A colleague as an actor; the counsellor of the dossier when nobody is named."""
        found = self.place.colleagues.get(email or "", self.counsellor)
        return Who(Role.COUNSELLOR.value, found.person_id)

    def within(self, moment: datetime) -> datetime:
        """The moment itself, or the nearest at which the dossier was open and that has passed."""
        moment = max(moment, self.story.registered_at)
        latest = self.closes_at - _MOMENT if self.closes_at else self.story.now
        return min(moment, latest)

    def promise(self, moment: datetime) -> datetime:
        """By when an answer is promised to something the client did at this moment."""
        return reply_due(moment, self.place.view.levels, self.place.view.opening)

    def add(self, table: type[Base], moment: datetime, /, **values: Any) -> UUID:
        """Add a row of this dossier, made at a moment; gives its id."""
        row_id: UUID = values.pop("id", None) or self.ids.at(moment)
        self.rows[table].append(
            {"municipality_id": self.place.id, "id": row_id, "dossier_id": self.id, **values}
        )
        return row_id

    def sealed(self, table: type[Base], column: str, row_id: UUID, text: str | None) -> bytes | None:
        """A text sealed for its place; None for nothing."""
        if not text:
            return None
        return self.ring.seal_at(
            text, table.__tablename__, column, row_id, municipality_id=self.place.id, dossier_id=self.id
        )

    def tell(
        self, moment: datetime, who: Who, event: DossierEvent, detail: Mapping[str, Any] | None = None
    ) -> None:
        """Note what happened; it joins the chain with everything else of its batch, in the order of time."""
        event_id = self.ids.at(moment)
        sealed = None
        if detail:
            text = json.dumps(dict(detail), ensure_ascii=False)
            sealed = self.ring.seal_at(
                text, "event", "detail_sealed", event_id, municipality_id=self.place.id, dossier_id=self.id
            )
        self.told.append(Told(moment, self.id, event_id, who, event, sealed))
