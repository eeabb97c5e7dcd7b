"""The words of a codename: the list, drawing six, and reading back what somebody typed. Pure."""

import re
import secrets
from functools import cache
from pathlib import Path

WORDS_IN_A_CODENAME = 6
MAX_TYPED = 128
_LIST = Path(__file__).with_name("words.txt")
_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
_HANDLE = re.compile(f"[{_ALPHABET}]{{6}}")
_SOUNDS = (
    ("ij", "ei"), ("ou", "au"), ("dt$", "t"), ("d$", "t"), ("b$", "p"), ("ch", "g"), ("ck", "k"), ("ph", "f"),
    ("th", "t"), ("qu", "kw"), ("x", "ks"), ("c", "k"), ("y", "i"), ("^v", "f"), ("^z", "s"),
)  # fmt: skip


@cache
def word_list() -> tuple[str, ...]:
    """The 7,776 words, in alphabetical order."""
    return tuple(_LIST.read_text("utf-8").split())


def draw_words() -> tuple[str, ...]:
    """Draw six words with the operating system's randomness: 77.5 bits, each word as likely as any other."""
    listed = word_list()
    return tuple(secrets.choice(listed) for _ in range(WORDS_IN_A_CODENAME))


def draw_handle() -> str:
    """Draw a handle without vowels or look-alikes: 'R7K-4PX'. It is no secret; it only finds the account."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def read_handle(typed: str) -> str | None:
    """A handle in any case, with or without its hyphen, as it is kept; None when it is none."""
    plain = re.sub(r"[\s-]", "", typed).upper()
    return f"{plain[:3]}-{plain[3:]}" if _HANDLE.fullmatch(plain) else None


def read_words(typed: str) -> tuple[str, ...]:
    """The words in what was typed, small letters; between them may stand anything but letters.

    Nothing is mended here: a word that is typed wrong stays wrong. More than 128 characters give no words.
    """
    return tuple(re.findall(r"[a-z]+", typed.lower())) if len(typed) <= MAX_TYPED else ()


def as_secret(words: tuple[str, ...]) -> str:
    """The words as they are hashed."""
    return " ".join(words)


def sound(word: str) -> str:
    """What a word sounds like, roughly: two words that are heard alike give the same."""
    for spelled, heard in _SOUNDS:
        word = re.sub(spelled, heard, word)
    return word


def within_one_letter(word: str) -> set[str]:
    """Marks of a word, of which two words share one exactly when one letter changed, added or left out joins them."""
    changed = {f"{word[:i]}*{word[i + 1 :]}" for i in range(len(word))}
    longer = {f"{word[:i]}*{word[i:]}" for i in range(len(word) + 1)}
    return changed | longer
