"""A municipality's three colours: read from what is stored, and judged by their contrast. Pure.

Contrast is the ratio of WCAG 2.2 (1.4.3): relative luminance of sRGB, from 1:1 to 21:1.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

WHITE, DARK_GROUND = "#ffffff", "#1b222a"
ENOUGH = Fraction(9, 2)
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """The main colour on light and on dark ground, and the accent, which never carries text alone."""

    main: str = "#0f5c63"
    main_dark: str = "#7cc7ce"
    accent: str = "#f2c464"


def _linear(channel: int) -> float:
    share = channel / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, written as '#rrggbb' in small letters."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour_faults(stored: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with stored colours: name to a sentence for the screen. Empty when all are fine."""
    faults: dict[str, str] = {}
    for name, value in stored.items():
        if name in asdict(Theme()) and not _HEX.fullmatch(str(value)):
            faults[name] = "Schrijf de kleur als een hekje met zes tekens, bijvoorbeeld #0f5c63."
    grounds = {"main": (WHITE, "witte"), "main_dark": (DARK_GROUND, "donkere")}
    for name, (ground, words) in grounds.items():
        if name in stored and name not in faults and contrast(str(stored[name]), ground) < ENOUGH:
            faults[name] = f"Deze kleur is op een {words} achtergrond slecht te lezen. Kies een sterkere."
    return faults


def theme_of(stored: Mapping[str, Any]) -> Theme:
    """The colours to use: those stored, and the standard one in place of each that is missing or wrong."""
    faults = colour_faults(stored)
    chosen = {name: str(stored[name]) for name in asdict(Theme()) if name in stored and name not in faults}
    return Theme(**chosen)
