"""Sealing: AES-256-GCM with the place of the value as associated data, and keys wrapped in three layers.

Master key (environment) → platform key and municipality keys → one key a dossier. A sealed value is
`0x01 · key id (16) · nonce (12) · ciphertext and tag`, and opens only at the municipality, table, column and row it
was sealed for.
"""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import PlatformKey
from schuldhulp.base import new_id
from schuldhulp.dossier.tables import DossierKey
from schuldhulp.municipalities.tables import MunicipalityKey
from schuldhulp.sealed_file import master_key_id

_VERSION = b"\x01"
_DOSSIER_ROW = "dossier"
_BY_TOKEN = frozenset({"login_session", "sign_in_challenge"})


class Sealed(Exception):
    """A sealed value that cannot be opened: another place, a changed byte, or a key that is gone."""


def _place(municipality_id: UUID | None, table: str, column: str, row_id: UUID | bytes) -> bytes:
    row = row_id if isinstance(row_id, bytes) else row_id.bytes
    tenant = municipality_id.bytes if municipality_id else b"platform"
    return b"\x00".join([tenant, table.encode(), column.encode(), row])


def _wrap(key: bytes, wrapping: bytes, name: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(wrapping).encrypt(nonce, key, name)


def _unwrap(wrapped: bytes, wrapping: bytes, name: bytes) -> bytes:
    try:
        return AESGCM(wrapping).decrypt(wrapped[:12], wrapped[12:], name)
    except Exception as error:
        raise Sealed("a key does not open with the key above it") from error


class Keyring:
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

    # -- keys -------------------------------------------------------------------------------------------------

    def create_platform_keys(self) -> None:
        """Make the installation's own keys; once, when the database is new."""
        for purpose in ("seal", "search"):
            key_id = new_id()
            wrapped = _wrap(os.urandom(32), self._master, key_id.bytes)
            self._session.add(
                PlatformKey(
                    id=key_id, purpose=purpose, wrapped=wrapped, master_key_id=master_key_id(self._master)
                )
            )

    def create_pepper(self) -> None:
        """Make the secret that goes into the hashes of codenames; a new master key wraps it anew, it stays the same."""
        key_id = new_id()
        wrapped = _wrap(os.urandom(32), self._master, key_id.bytes)
        named = master_key_id(self._master)
        self._session.add(PlatformKey(id=key_id, purpose="pepper", wrapped=wrapped, master_key_id=named))

    def pepper(self, key_id: UUID | None = None) -> tuple[UUID, bytes] | None:
        """The pepper of this id, or the newest; None when it is not there."""
        query = select(PlatformKey).where(PlatformKey.purpose == "pepper")
        if key_id is not None:
            query = query.where(PlatformKey.id == key_id)
        row = self._session.scalars(query.order_by(PlatformKey.id.desc())).first()
        return (row.id, self._unwrapped(row.wrapped, row.id.bytes)) if row else None

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
                wrapped=_wrap(os.urandom(32), self._master, key_id.bytes),
            )
        )  # fmt: skip

    def create_dossier_key(self, municipality_id: UUID, dossier_id: UUID) -> DossierKey:
        """Make a new dossier's key and return its row, to be added in the same transaction."""
        above_id, above = self._tenant_key(municipality_id, "seal")
        key = os.urandom(32)
        self._ciphers[dossier_id.bytes] = AESGCM(key)
        return DossierKey(
            municipality_id=municipality_id,
            dossier_id=dossier_id,
            municipality_key_id=UUID(bytes=above_id),
            wrapped=_wrap(key, above, dossier_id.bytes),
        )

    def renew_dossier_key(self, row: DossierKey) -> Callable[[Any, str], None]:
        """Give a dossier another key. What comes back seals a column of a row anew: `again(row, "note_sealed")`.

        What is not sealed anew opens never again: the earlier key is kept nowhere.
        """
        _, earlier = self._cipher(row.municipality_id, row.dossier_id)
        key_id, key = row.dossier_id.bytes, os.urandom(32)
        above_id, above = self._tenant_key(row.municipality_id, "seal")
        row.wrapped, row.municipality_key_id = _wrap(key, above, key_id), UUID(bytes=above_id)
        self._ciphers[key_id] = AESGCM(key)

        def again(sealed: Any, column: str) -> None:
            blob = getattr(sealed, column)
            if blob is None or blob[1:17] != key_id:
                return
            municipality_id, _, row_id = _keys_of(sealed)
            place = _place(municipality_id, sealed.__tablename__, column, row_id)
            self.seal(sealed, column, earlier.decrypt(blob[17:29], blob[29:], place))

        return again

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

    def _unwrapped(self, wrapped: bytes, named: bytes) -> bytes:
        """A key of the platform or a municipality, under the master key that holds it now."""
        for master in self._masters[:-1]:
            try:
                return _unwrap(wrapped, master, named)
            except Sealed:
                continue
        return _unwrap(wrapped, self._masters[-1], named)

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

    def rewrap(self, wrapped: bytes, key_id: UUID) -> bytes:
        """A key of the platform or a municipality, wrapped anew under the newest master key."""
        return _wrap(self._unwrapped(wrapped, key_id.bytes), self._master, key_id.bytes)

    def rewrap_dossier(self, municipality_id: UUID, dossier_id: UUID, wrapped: bytes) -> tuple[UUID, bytes]:
        """A dossier's key, wrapped anew under the newest key of its municipality; that key's id comes with it."""
        above_id, above = self._tenant_key(municipality_id, "seal")
        key = self._dossier_key(municipality_id, dossier_id, wrapped)
        return UUID(bytes=above_id), _wrap(key, above, dossier_id.bytes)

    def _dossier_key(self, municipality_id: UUID, dossier_id: UUID, wrapped: bytes) -> bytes:
        _, above = self._tenant_key(municipality_id, "seal")
        try:
            return _unwrap(wrapped, above, dossier_id.bytes)
        except Sealed:
            for older in self._older_keys(municipality_id):
                with suppress(Sealed):
                    return _unwrap(wrapped, older, dossier_id.bytes)
            raise

    def _pending(self, table: type[Any], municipality_id: UUID | None, purpose: str) -> Any:
        for row in self._session.new:
            here = municipality_id is None or getattr(row, "municipality_id", None) == municipality_id
            if isinstance(row, table) and row.purpose == purpose and here:
                return row
        return None

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
            self._ciphers[dossier_id.bytes] = AESGCM(self._dossier_key(municipality_id, dossier_id, wrapped))

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

    # -- values -----------------------------------------------------------------------------------------------

    def seal_at(
        self, text: str | bytes, table: str, column: str, row_id: UUID | bytes, *,
        municipality_id: UUID | None = None, dossier_id: UUID | None = None,
    ) -> bytes:  # fmt: skip
        """Seal a value for one place."""
        data = text.encode() if isinstance(text, str) else text
        key_id, cipher = self._cipher(municipality_id, dossier_id)
        nonce = os.urandom(12)
        place = _place(municipality_id, table, column, row_id)
        return _VERSION + key_id + nonce + cipher.encrypt(nonce, data, place)

    def open_bytes_at(
        self, blob: bytes, table: str, column: str, row_id: UUID | bytes, *,
        municipality_id: UUID | None = None, dossier_id: UUID | None = None,
    ) -> bytes:  # fmt: skip
        """Open a value at its place. Raises Sealed when it was sealed elsewhere or changed."""
        if blob[:1] != _VERSION:
            raise Sealed("not a sealed value")
        named, cipher = self._cipher(municipality_id, dossier_id)
        if dossier_id is None and municipality_id is not None and blob[1:17] != named:
            cipher = self._sealed_by(municipality_id, blob[1:17]) or cipher
        try:
            return cipher.decrypt(blob[17:29], blob[29:], _place(municipality_id, table, column, row_id))
        except Exception as error:
            raise Sealed(f"{table}.{column} does not open here") from error

    def _sealed_by(self, municipality_id: UUID, named: bytes) -> AESGCM | None:
        """The older key of a municipality that a value names, when there is one."""
        if municipality_id not in self._going:
            self._older_keys(municipality_id)
        return self._going[municipality_id].get(named)

    def seal(self, row: Any, column: str, text: str | bytes | None) -> None:
        """Seal `text` into `row.column`; the row must have its keys already. None clears it."""
        if text is None:
            setattr(row, column, None)
            return
        municipality_id, dossier_id, row_id = _keys_of(row)
        sealed = self.seal_at(
            text, row.__tablename__, column, row_id, municipality_id=municipality_id, dossier_id=dossier_id
        )
        setattr(row, column, sealed)

    def open_bytes(self, row: Any, column: str) -> bytes | None:
        """Open `row.column`, or give None where nothing stands."""
        blob = getattr(row, column)
        if blob is None:
            return None
        municipality_id, dossier_id, row_id = _keys_of(row)
        return self.open_bytes_at(
            blob, row.__tablename__, column, row_id, municipality_id=municipality_id, dossier_id=dossier_id
        )

    def open(self, row: Any, column: str) -> str | None:
        """Open `row.column` as text, or give None where nothing stands."""
        data = self.open_bytes(row, column)
        return None if data is None else data.decode()

    def opener(
        self, table: Any, municipality_id: UUID | None, dossier_id: UUID | None
    ) -> Callable[[Any, str], str | None]:
        """Open columns of rows that were read without their keys: `opened(row, "note_sealed")` needs `row.id` only."""
        name = table.__tablename__

        def opened(row: Any, column: str) -> str | None:
            blob = getattr(row, column)
            if blob is None:
                return None
            return self.open_bytes_at(
                blob, name, column, row.id, municipality_id=municipality_id, dossier_id=dossier_id
            ).decode()

        return opened

    # -- search -----------------------------------------------------------------------------------------------

    def token(self, municipality_id: UUID | None, text: str) -> bytes:
        """The keyed token of one word; with None for the municipality, the platform's (account e-mail)."""
        _, key = self._tenant_key(municipality_id, "search")
        return hmac.new(key, text.encode(), hashlib.sha256).digest()[:12]

    def email_token(self, email: str) -> bytes:
        """The token by which an account is found."""
        return self.token(None, "email:" + email.strip().lower())

    def search_tokens(self, municipality_id: UUID, text: str) -> set[bytes]:
        """Tokens of whole words and of 3–5 letter prefixes, accents folded."""
        return {self.token(municipality_id, piece) for word in words_of(text) for piece in pieces_of(word)}


def _keys_of(row: Any) -> tuple[UUID | None, UUID | None, UUID | bytes]:
    municipality_id = getattr(row, "municipality_id", None)
    if row.__tablename__ == _DOSSIER_ROW:
        return municipality_id, row.id, row.id
    dossier_id = getattr(row, "dossier_id", None)
    if row.__tablename__ in _BY_TOKEN:
        return None, None, row.token_hash
    if row.__tablename__ == "outbox_mail":
        return None, None, row.id
    return municipality_id, dossier_id, row.id


def words_of(text: str) -> list[str]:
    """Fold accents and case and split in words of letters and digits."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return plain.split()


def pieces_of(word: str) -> set[str]:
    """The word itself and its first 3, 4 and 5 letters."""
    return {word} | {word[:n] for n in (3, 4, 5) if len(word) >= n}


def attach_keyring(session: Session, master: bytes, *older: bytes) -> Keyring:
    """Give a session its keyring; done by whoever opens the session. `older`: master keys that still open."""
    ring = Keyring(session, master, older)
    session.info["keyring"] = ring
    return ring


def keyring(session: Session) -> Keyring:
    """The keyring of a session. Raises KeyError when its opener gave it none."""
    ring: Keyring = session.info["keyring"]
    return ring
