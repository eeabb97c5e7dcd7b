"""What can be read of established facts; they stand beside the client's words and never in their place."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Established
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.refusals import NotYours


@dataclass(frozen=True, kw_only=True)
class EstablishedFact:
    """A fact with its words opened. `about` is the id of the debt or budget line it belongs to."""

    id: UUID
    subject: Subject
    about: UUID | None
    author: Author
    value: str
    source: str
    cents: int | None
    principal_cents: int | None
    interest_cents: int | None
    costs_cents: int | None
    on: date
    disputed_at: datetime | None
    dispute: str

    @property
    def disputed(self) -> bool:
        """Whether the client said that it is not right."""
        return self.disputed_at is not None


def established_of(session: Session, actor: Actor, dossier_id: UUID) -> list[EstablishedFact]:
    """The established facts of a dossier, newest day first; of one debt or line the first one counts."""
    query = (
        rows_of(Established, actor, dossier_id)
        .order_by(Established.established_on.desc(), Established.id.desc())
    )  # fmt: skip
    ring = keyring(session)
    return [
        EstablishedFact(
            id=row.id, subject=Subject(row.subject), about=row.subject_id, author=Author(row.author),
            value=ring.open(row, "value_sealed") or "", source=ring.open(row, "source_sealed") or "",
            cents=row.amount_cents, principal_cents=row.principal_cents, interest_cents=row.interest_cents,
            costs_cents=row.costs_cents, on=row.established_on, disputed_at=row.disputed_at,
            dispute=ring.open(row, "dispute_sealed") or "",
        )
        for row in session.scalars(query)
    ]  # fmt: skip


def find_established(session: Session, actor: Actor, dossier_id: UUID, fact_id: UUID) -> EstablishedFact:
    """One established fact. Raises NotYours."""
    for fact in established_of(session, actor, dossier_id):
        if fact.id == fact_id:
            return fact
    raise NotYours
