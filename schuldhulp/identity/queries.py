"""What can be read of the identity block; opened on its own page only, and each opening is logged."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Identity
from schuldhulp.dossier.visibility import rows_of
from schuldhulp.identifiers import mask_bsn


@dataclass(frozen=True, kw_only=True)
class IdentityView:
    """Who somebody is to the law; the BSN masked. `version` 0 while nothing was recorded."""

    version: int = 0
    legal_name: str = ""
    birth_date: date | None = None
    address: str = ""
    bsn_masked: str = ""
    seen_by: str = ""
    seen_on: date | None = None
    seen_how: str = ""

    @property
    def established(self) -> bool:
        """Whether identity was established: a name, and a document that was seen (Wgs 7)."""
        return bool(self.legal_name and self.seen_on)


def _row(session: Session, actor: Actor, dossier_id: UUID) -> Identity | None:
    query = rows_of(Identity, actor, dossier_id)
    return session.scalars(query).one_or_none()


def identity_of(session: Session, actor: Actor, dossier_id: UUID) -> IdentityView:
    """The identity block without the BSN itself; an empty one while nothing was recorded."""
    row = _row(session, actor, dossier_id)
    if row is None:
        return IdentityView()
    ring = keyring(session)
    born = ring.open(row, "birth_date_sealed")
    bsn = ring.open(row, "bsn_sealed")
    person = session.get(Person, row.document_seen_by) if row.document_seen_by else None
    return IdentityView(
        version=row.version, legal_name=ring.open(row, "legal_name_sealed") or "",
        birth_date=date.fromisoformat(born) if born else None, address=ring.open(row, "address_sealed") or "",
        bsn_masked=mask_bsn(bsn) if bsn else "", seen_by=(ring.open(person, "name_sealed") or "") if person else "",
        seen_on=row.document_seen_on, seen_how=row.document_seen_how or "",
    )  # fmt: skip


def bsn_of(session: Session, actor: Actor, dossier_id: UUID) -> str:
    """The whole BSN, or an empty text. Its reader's opening is logged by the door."""
    row = _row(session, actor, dossier_id)
    return (keyring(session).open(row, "bsn_sealed") or "") if row is not None else ""
