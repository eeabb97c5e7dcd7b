"""Which keys there are: made, wrapped in the key above them, loaded when asked for, and wrapped anew at a change.

Master key (environment) → platform key and municipality keys → one key a dossier.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import PlatformKey
from schuldhulp.base import new_id
from schuldhulp.crypto.sealed_value import Sealed, unwrap, wrap
from schuldhulp.dossier.tables import DossierKey
from schuldhulp.municipalities.tables import MunicipalityKey
from schuldhulp.sealed_file import master_key_id


class Keys:
    """The keys one request or job needs, loaded when first asked for and kept until it ends.

    While a key is being changed two of a kind are there: the new one seals, and what the old one sealed still opens.
    """

    def __init__(self, session: Session, master: bytes, older: tuple[bytes, ...] = ()) -> None:
        self._session = session
        self._master = master
        self._masters = (master, *older)
        self._going: dict[UUID, dict[bytes, AESGCM]] = {}
        self._ciphers: dict[bytes, AESGCM] = {}
        self._raw: dict[tuple[UUID | None, str], tuple[bytes, bytes]] = {}
        self._known_by: dict[bytes, bytes] = {}

    # -- loaded when asked for ---------------------------------------------------------------------------------

    def _cipher(self, municipality_id: UUID | None, dossier_id: UUID | None) -> tuple[bytes, AESGCM]:
        if dossier_id is None:
            key_id, _ = self._tenant_key(municipality_id, "seal")
            return key_id, self._ciphers[key_id]
        if municipality_id is None:
            raise Sealed("a dossier's value needs its municipality")
        key_id = dossier_id.bytes
        if key_id not in self._ciphers:
            self.load_dossiers(municipality_id, [dossier_id])
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise Sealed("the dossier's key is gone")
        return key_id, cipher

    def _tenant_key(self, municipality_id: UUID | None, purpose: str) -> tuple[bytes, bytes]:
        found = self._raw.get((municipality_id, purpose))
        if found:
            return found
        with self._session.no_autoflush:
            row: Any
            if municipality_id is None:
                query = select(PlatformKey).where(
                    PlatformKey.purpose == purpose, PlatformKey.retired.is_(False)
                )
                row = self._session.scalars(query).first() or self._pending(PlatformKey, None, purpose)
            else:
                tenant_query = select(MunicipalityKey).where(
                    MunicipalityKey.municipality_id == municipality_id,
                    MunicipalityKey.purpose == purpose,
                    MunicipalityKey.retired.is_(False),
                )
                row = self._session.scalars(tenant_query).first()
                row = row or self._pending(MunicipalityKey, municipality_id, purpose)
        if row is None:
            raise Sealed("there is no key for this municipality")
        return self.remember_tenant_key(municipality_id, row.id, row.wrapped, purpose)

    def remember_tenant_key(
        self, municipality_id: UUID | None, key_id: UUID, wrapped: bytes, purpose: str = "seal"
    ) -> tuple[bytes, bytes]:
        """Take in a key of the platform (None) or a municipality that a query already fetched beside its rows."""
        found = self._raw.get((municipality_id, purpose))
        if found:
            return found
        named = key_id.bytes
        key = self._unwrapped(wrapped, named)
        self._raw[(municipality_id, purpose)] = (named, key)
        self._ciphers[named] = AESGCM(key)
        return named, key

    def _pending(self, table: type[Any], municipality_id: UUID | None, purpose: str) -> Any:
        for row in self._session.new:
            here = municipality_id is None or getattr(row, "municipality_id", None) == municipality_id
            if isinstance(row, table) and row.purpose == purpose and here:
                return row
        return None

    def _unwrapped(self, wrapped: bytes, named: bytes) -> bytes:
        """A key of the platform or a municipality, under the master key that holds it now."""
        for master in self._masters[:-1]:
            try:
                return unwrap(wrapped, master, named)
            except Sealed:
                continue
        return unwrap(wrapped, self._masters[-1], named)

    def load_dossiers(self, municipality_id: UUID, dossier_ids: Iterable[UUID]) -> None:
        """Fetch the keys of several dossiers in one query, before a page opens their values."""
        missing = [d for d in dossier_ids if d.bytes not in self._ciphers]
        if not missing:
            return
        query = select(DossierKey.dossier_id, DossierKey.wrapped).where(
            DossierKey.municipality_id == municipality_id, DossierKey.dossier_id.in_(missing)
        )
        with self._session.no_autoflush:
            for dossier_id, wrapped in self._session.execute(query):
                self.remember_dossier_key(municipality_id, dossier_id, wrapped)

    def remember_dossier_key(self, municipality_id: UUID, dossier_id: UUID, wrapped: bytes) -> None:
        """Take in a wrapped dossier key that a query already fetched beside its rows."""
        if dossier_id.bytes not in self._ciphers:
            self._take_in(dossier_id.bytes, self._dossier_key(municipality_id, dossier_id, wrapped))

    def _take_in(self, key_id: bytes, key: bytes) -> None:
        self._ciphers[key_id], self._known_by[key_id] = AESGCM(key), sha256(key).digest()

    def known_by(self, municipality_id: UUID | None, dossier_id: UUID) -> bytes | None:
        """What only who holds a dossier's key can tell, and tells nothing of it; None where the key is gone."""
        if dossier_id.bytes not in self._known_by and municipality_id is not None:
            self.load_dossiers(municipality_id, [dossier_id])
        return self._known_by.get(dossier_id.bytes)

    def _dossier_key(self, municipality_id: UUID, dossier_id: UUID, wrapped: bytes) -> bytes:
        _, above = self._tenant_key(municipality_id, "seal")
        try:
            return unwrap(wrapped, above, dossier_id.bytes)
        except Sealed:
            for older in self._older_keys(municipality_id):
                with suppress(Sealed):
                    return unwrap(wrapped, older, dossier_id.bytes)
            raise

    def _older_keys(self, municipality_id: UUID) -> list[bytes]:
        """The sealing keys of a municipality that are on their way out, loaded once."""
        query = select(MunicipalityKey.id, MunicipalityKey.wrapped).where(
            MunicipalityKey.municipality_id == municipality_id, MunicipalityKey.purpose == "seal",
        )  # fmt: skip
        with self._session.no_autoflush:
            found = [
                (row.id.bytes, self._unwrapped(row.wrapped, row.id.bytes))
                for row in self._session.execute(query)
            ]
        self._going[municipality_id] = {named: AESGCM(key) for named, key in found}
        return [key for _, key in found]

    def _sealed_by(self, municipality_id: UUID, named: bytes) -> AESGCM | None:
        """The older key of a municipality that a value names, when there is one."""
        if municipality_id not in self._going:
            self._older_keys(municipality_id)
        return self._going[municipality_id].get(named)

    def pepper(self, key_id: UUID | None = None) -> tuple[UUID, bytes] | None:
        """The pepper of this id, or the newest; None when it is not there."""
        query = select(PlatformKey).where(PlatformKey.purpose == "pepper")
        if key_id is not None:
            query = query.where(PlatformKey.id == key_id)
        row = self._session.scalars(query.order_by(PlatformKey.id.desc())).first()
        return (row.id, self._unwrapped(row.wrapped, row.id.bytes)) if row else None

    # -- made --------------------------------------------------------------------------------------------------

    def create_platform_keys(self) -> None:
        """Make the installation's own keys; once, when the database is new."""
        for purpose in ("seal", "search"):
            key_id = new_id()
            wrapped = wrap(os.urandom(32), self._master, key_id.bytes)
            self._session.add(
                PlatformKey(
                    id=key_id, purpose=purpose, wrapped=wrapped, master_key_id=master_key_id(self._master)
                )
            )

    def create_pepper(self) -> None:
        """Make the secret that goes into the hashes of codenames; a new master key wraps it anew, it stays the same."""
        key_id = new_id()
        wrapped = wrap(os.urandom(32), self._master, key_id.bytes)
        named = master_key_id(self._master)
        self._session.add(PlatformKey(id=key_id, purpose="pepper", wrapped=wrapped, master_key_id=named))

    def create_municipality_keys(self, municipality_id: UUID) -> None:
        """Make a new municipality's keys."""
        for purpose in ("seal", "search"):
            self.create_municipality_key(municipality_id, purpose)

    def create_municipality_key(self, municipality_id: UUID, purpose: str) -> None:
        """Make one new key of a municipality; what is asked of this ring from now on is sealed with it."""
        key_id = new_id()
        self._raw.pop((municipality_id, purpose), None)
        self._session.add(
            MunicipalityKey(
                municipality_id=municipality_id, id=key_id, purpose=purpose,
                master_key_id=master_key_id(self._master),
                wrapped=wrap(os.urandom(32), self._master, key_id.bytes),
            )
        )  # fmt: skip

    def create_dossier_key(self, municipality_id: UUID, dossier_id: UUID) -> DossierKey:
        """Make a new dossier's key and return its row, to be added in the same transaction."""
        above_id, above = self._tenant_key(municipality_id, "seal")
        key = os.urandom(32)
        self._take_in(dossier_id.bytes, key)
        return DossierKey(
            municipality_id=municipality_id,
            dossier_id=dossier_id,
            municipality_key_id=UUID(bytes=above_id),
            wrapped=wrap(key, above, dossier_id.bytes),
        )

    # -- changed -----------------------------------------------------------------------------------------------

    def rewrap(self, wrapped: bytes, key_id: UUID) -> bytes:
        """A key of the platform or a municipality, wrapped anew under the newest master key."""
        return wrap(self._unwrapped(wrapped, key_id.bytes), self._master, key_id.bytes)

    def rewrap_dossier(self, municipality_id: UUID, dossier_id: UUID, wrapped: bytes) -> tuple[UUID, bytes]:
        """A dossier's key, wrapped anew under the newest key of its municipality; that key's id comes with it."""
        above_id, above = self._tenant_key(municipality_id, "seal")
        key = self._dossier_key(municipality_id, dossier_id, wrapped)
        return UUID(bytes=above_id), wrap(key, above, dossier_id.bytes)

    def _replaced_dossier_key(self, row: DossierKey) -> AESGCM:
        """Put a new key in a dossier's row, and give what opens the values that the earlier one sealed."""
        _, earlier = self._cipher(row.municipality_id, row.dossier_id)
        key_id, key = row.dossier_id.bytes, os.urandom(32)
        above_id, above = self._tenant_key(row.municipality_id, "seal")
        row.wrapped, row.municipality_key_id = wrap(key, above, key_id), UUID(bytes=above_id)
        self._take_in(key_id, key)
        return earlier
