"""What happens with somebody's data as a whole: requests, taking along, bringing along, and the end."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schuldhulp.dossier.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class RightsAsked(DossierEvent):
    """The client asked something about their data; `request` is a kind of rights.kinds."""

    request_id: UUID
    request: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class RightsExtended(DossierEvent):
    """The municipality takes more time for a request (art. 12(3) AVG)."""

    request_id: UUID
    request: str
    until: date


@dataclass(frozen=True, kw_only=True)
class RightsAnswered(DossierEvent):
    """A request was answered, or withdrawn by the client."""

    request_id: UUID
    request: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RestrictionEnded(DossierEvent):
    """A dossier that was left alone no longer is, from a day on; why stands in the sealed detail, as `note`."""

    ends_on: date


@dataclass(frozen=True, kw_only=True)
class TakenOut(DossierEvent):
    """The client took everything along."""

    files: int


@dataclass(frozen=True, kw_only=True)
class TakenIn(DossierEvent):
    """What the client brought along from another municipality was taken over; counts by kind."""

    take_in_id: UUID
    steps: int
    debts: int
    amounts: int
    papers: int


@dataclass(frozen=True, kw_only=True)
class ErasureAnnounced(DossierEvent):
    """The term is over: the dossier goes after this day."""

    after: date


@dataclass(frozen=True, kw_only=True)
class DossierErased(DossierEvent):
    """The dossier is gone. It names the tombstones: no link of this dossier in the chains has content any more."""

    rule: str
    rows: int
    files: int
