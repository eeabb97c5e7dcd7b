"""Sealing: AES-256-GCM with the place of the value as associated data, and keys wrapped in three layers.

Master key (environment) → platform key and municipality keys → one key a dossier. Read it in this order: `sealed_value`
(the form of a sealed value and of a wrapped key), `places` (where a value stands), `keys` (which keys there are, made,
loaded and changed), `keyring` (a row's column sealed and opened) and `words` (what is searched for).
"""

from schuldhulp.crypto.keyring import Keyring, attach_keyring, keyring
from schuldhulp.crypto.sealed_value import Sealed
from schuldhulp.crypto.words import words_of

__all__ = ["Keyring", "Sealed", "attach_keyring", "keyring", "words_of"]
