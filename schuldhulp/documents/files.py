"""What a file of a paper is, how large it may be, and why one does not come in. Pure, and without any library."""

import re
from dataclasses import dataclass

from schuldhulp.refusals import Refused

MAX_BYTES = 15 * 1024 * 1024
MAX_PAGES = 300
MAX_FILES = 40
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


class FileRefused(Refused):
    """A file that does not come in."""

    sentence = "Dit bestand kunnen wij niet aannemen."


class EmptyFile(FileRefused):
    """There is nothing in it."""

    sentence = "Dit bestand is leeg. Kies het nog een keer, of maak een nieuwe foto."


class TooBig(FileRefused):
    """More than fifteen megabytes, or an image of too many points."""

    sentence = (
        "Dit bestand is te groot. Er past 15 MB. Maak de foto kleiner, of stuur minder bladzijden tegelijk."
    )


class UnknownKind(FileRefused):
    """No JPEG, HEIC, PNG or PDF by its content."""

    sentence = "Dit soort bestand kunnen wij niet lezen. Kies een foto (JPEG, HEIC of PNG) of een PDF."


class Broken(FileRefused):
    """It begins well and cannot be read to the end."""

    sentence = "Dit bestand is beschadigd. Maak een nieuwe foto, of bewaar de PDF nog een keer."


class Locked(FileRefused):
    """A PDF with a password."""

    sentence = "Deze PDF heeft een wachtwoord of slot. Haal het slot eraf, of maak een foto van de brief."


class Infected(FileRefused):
    """The virus scanner knows it."""

    sentence = (
        "In dit bestand vond onze virusscanner iets dat er niet hoort. Wij hebben het niet bewaard. "
        "Maak een foto van de brief, of vraag ons om hulp."
    )


class WrongPages(FileRefused):
    """The pages that were named are not in the file."""

    sentence = "Die bladzijden staan niet in dit bestand. Schrijf bijvoorbeeld 1-3 of 4."


@dataclass(frozen=True, slots=True)
class SafeFile:
    """What is kept of a file. `hints` says what is hard to read in a photo: codes of `documents.legible`."""

    media_type: str
    content: bytes
    ending: str
    pages: int | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that was made safe, and the name it is shown by. `scan`: none (no scanner), clean or waiting."""

    name: str
    file: SafeFile
    scan: str = "none"


def shown_name(name: str, most: int = 80) -> str:
    """The name somebody gave a file, as far as it can be shown: its last part, without signs that steer text."""
    plain = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip()
    return plain[:most]


def kept_name(name: str, ending: str) -> str:
    """The name somebody gave a file, cut to what can be shown, with the ending that fits what is kept."""
    stem = shown_name(name, 400).rsplit(".", 1)[0].strip(". ") or "bestand"
    return f"{stem[:80]}.{ending}"


def page_numbers(text: str, pages: int) -> tuple[int, ...]:
    """The pages that somebody typed ("1-3, 5"), from 0, in the order typed. Raises WrongPages."""
    found: list[int] = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;]|\ben\b", text))):
        read = _RANGE.fullmatch(part)
        if read is None:
            raise WrongPages
        first, last = int(read[1]), int(read[2] or read[1])
        if not 1 <= first <= last <= pages:
            raise WrongPages
        found += range(first - 1, last)
    if not found or len(set(found)) != len(found):
        raise WrongPages
    return tuple(found)
