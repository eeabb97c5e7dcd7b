"""Only characters that can be printed: a letter without a shape in any font would make the document unreadable.

Runs in the child of pdf.py. Characters of our own fonts need no question; of the others fontconfig says whether a
font of this machine has them.
"""

import re
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

BOX = "\u25a1"
_FONTS = Path(__file__).parent / "static" / "fonts"
_LONGEST_SECONDS = 5


def printable(html: str) -> str:
    """The same page, without control characters and with a box for what no font can show."""
    own = _own_characters()
    return html.translate({ord(character): _shown(character) for character in set(html) - own})


@cache
def _own_characters() -> frozenset[str]:
    found = {"\n", "\r", "\t"}
    for path in sorted(_FONTS.glob("source-sans-3-*.woff2")):
        with TTFont(path, lazy=True) as font:
            found.update(map(chr, font.getBestCmap()))
    return frozenset(found)


@cache
def _shown(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cs", "Cn"):
        return ""
    # Marks of direction and joiners have no shape and need none.
    if unicodedata.category(character) == "Cf" or re.match(r"[\ufe00-\ufe0f]", character):
        return character if _some_font_has(character) else ""
    return character if _some_font_has(character) else BOX


def _some_font_has(character: str) -> bool:
    try:
        listed = subprocess.run(
            ["fc-list", f":charset={ord(character):x}", "family"],
            capture_output=True, check=False, timeout=_LONGEST_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(listed.stdout.strip())
