"""A row's column sealed and opened again, and the keyed tokens it is found by.

A session carries its ring from whoever opened it, so a row function needs nothing but the session.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.crypto.keys import Keys
from schuldhulp.crypto.places import keys_of, place_of
from schuldhulp.crypto.sealed_value import Sealed, key_named_in, open_value, seal_value
from schuldhulp.crypto.words import pieces_of, words_of
from schuldhulp.dossier.tables import DossierKey


class Keyring(Keys):
    """What one request or job seals and opens with."""

    def seal_at(
        self, text: str | bytes, table: str, column: str, row_id: UUID | bytes, *,
        municipality_id: UUID | None = None, dossier_id: UUID | None = None,
    ) -> bytes:  # fmt: skip
        """Seal a value for one place."""
        data = text.encode() if isinstance(text, str) else text
        key_id, cipher = self._cipher(municipality_id, dossier_id)
        return seal_value(cipher, key_id, data, place_of(municipality_id, table, column, row_id))

    def open_bytes_at(
        self, blob: bytes, table: str, column: str, row_id: UUID | bytes, *,
        municipality_id: UUID | None = None, dossier_id: UUID | None = None,
    ) -> bytes:  # fmt: skip
        """Open a value at its place. Raises Sealed when it was sealed elsewhere or changed."""
        named = key_named_in(blob)
        newest, cipher = self._cipher(municipality_id, dossier_id)
        if dossier_id is None and municipality_id is not None and named != newest:
            cipher = self._sealed_by(municipality_id, named) or cipher
        try:
            return open_value(cipher, blob, place_of(municipality_id, table, column, row_id))
        except Exception as error:
            raise Sealed(f"{table}.{column} does not open here") from error

    def seal(self, row: Any, column: str, text: str | bytes | None) -> None:
        """Seal `text` into `row.column`; the row must have its keys already. None clears it."""
        if text is None:
            setattr(row, column, None)
            return
        municipality_id, dossier_id, row_id = keys_of(row)
        sealed = self.seal_at(
            text, row.__tablename__, column, row_id, municipality_id=municipality_id, dossier_id=dossier_id
        )
        setattr(row, column, sealed)

    def open_bytes(self, row: Any, column: str) -> bytes | None:
        """Open `row.column`, or give None where nothing stands."""
        blob = getattr(row, column)
        if blob is None:
            return None
        municipality_id, dossier_id, row_id = keys_of(row)
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

    def renew_dossier_key(self, row: DossierKey) -> Callable[[Any, str], None]:
        """Give a dossier another key. What comes back seals a column of a row anew: `again(row, "note_sealed")`.

        What is not sealed anew opens never again: the earlier key is kept nowhere.
        """
        earlier, key_id = self._replaced_dossier_key(row), row.dossier_id.bytes

        def again(sealed: Any, column: str) -> None:
            blob = getattr(sealed, column)
            if blob is None or key_named_in(blob) != key_id:
                return
            municipality_id, _, row_id = keys_of(sealed)
            place = place_of(municipality_id, sealed.__tablename__, column, row_id)
            self.seal(sealed, column, open_value(earlier, blob, place))

        return again

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


def attach_keyring(session: Session, master: bytes, *older: bytes) -> Keyring:
    """Give a session its keyring; done by whoever opens the session. `older`: master keys that still open."""
    ring = Keyring(session, master, older)
    session.info["keyring"] = ring
    return ring


def keyring(session: Session) -> Keyring:
    """The keyring of a session. Raises KeyError when its opener gave it none."""
    ring: Keyring = session.info["keyring"]
    return ring
