"""Who stands beside a client, from being asked to the end; names stand in the sealed detail. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schuldhulp.dossier.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class SupportInvited(DossierEvent):
    """The client asked somebody: which parts, with which ones to help, until when."""

    invitation_id: UUID
    as_role: str
    parts: tuple[str, ...]
    helps: tuple[str, ...]
    until_on: date


@dataclass(frozen=True, kw_only=True)
class SupportAccepted(DossierEvent):
    """Somebody had both link and code. It opens nothing until the client looked a second time."""

    invitation_id: UUID


@dataclass(frozen=True, kw_only=True)
class SupportConfirmed(DossierEvent):
    """The client said that it is who they meant: from now it counts."""

    invitation_id: UUID
    participation_id: UUID
    as_role: str
    parts: tuple[str, ...]
    helps: tuple[str, ...]
    until_on: date


@dataclass(frozen=True, kw_only=True)
class SupportChanged(DossierEvent):
    """The client changed it. `change`: widened, narrowed, or changed when both."""

    participation_id: UUID
    change: str
    parts: tuple[str, ...]
    helps: tuple[str, ...]
    until_on: date


@dataclass(frozen=True, kw_only=True)
class SupportEnded(DossierEvent):
    """It ended. `by`: client, supporter, date, or code after too many wrong ones; at once."""

    by: str
    as_role: str
    invitation_id: UUID | None = None
    participation_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OpenedForOtherReason(DossierEvent):
    """Staff opened a colleague's dossier for a reason of their own; its words are in the sealed detail, as `reason`."""


@dataclass(frozen=True, kw_only=True)
class AskingSuggested(DossierEvent):
    """Staff suggested to ask somebody, as supporter or partner; `laid_aside`: the client put it away."""

    as_role: str
    laid_aside: bool = False


@dataclass(frozen=True, kw_only=True)
class SharingChanged(DossierEvent):
    """Two partners: how their sharing goes on. Whose act it was stands nowhere when it stopped.

    `change`: asked, accepted, withdrawn, begun, changed, stopped, agreed (a joint plan), signed or both_signed.
    `shown` and `hidden` count the things that the partner sees from now, and sees no more.
    """

    change: str
    shown: int = 0
    hidden: int = 0
