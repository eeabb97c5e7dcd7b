"""A text into sentences and words, without breaking abbreviations, amounts, dates and addresses."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})
_KEPT = re.compile(
    r"https?://\S*[^\s.,!?)]|www\.\S*[^\s.,!?)]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:d\.w\.z|o\.a|t/m|m\.b\.t|i\.v\.m|a\.u\.b|n\.v\.t|t\.a\.v|b\.v|e\.d|m\.a\.w|t\.o\.v|i\.p\.v|z\.s\.m)\."
    r"|\b(?:nr|bijv|bv|evt|incl|excl|ca|dhr|mw|mevr|drs|mr|dr|art|jl|tel|blz|resp|max|min|afd|vgl|ong|st)\."
    r"|\d+(?:[.:,]\d+)+|(?-i:(?:\b[A-Z]\.)+(?=\s[A-Z]))|\.{2,}(?=\s+[a-z])",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def normalise(text: str) -> str:
    """Return the text in one form of characters, quotation marks and spaces; lines stay lines."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in re.split(r"\r\n?|\n", plain))
    return "\n".join(lines).strip()


def fold(text: str) -> str:
    """Return lower case without accents, of the same length, so that a place in it is a place in the text."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each with its closing mark, as they stand in `normalise(text)`."""
    plain = normalise(text)
    kept = [(found.start(), found.end()) for found in _KEPT.finditer(plain)]
    sentences, start = [], 0
    for mark in _END.finditer(plain):
        if any(begin <= mark.start() < end for begin, end in kept) and not mark.group().startswith("\n"):
            continue
        sentences.append(plain[start : mark.end()].strip())
        start = mark.end()
    sentences.append(plain[start:].strip())
    return tuple(sentence for sentence in sentences if sentence)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=1024)
def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char
