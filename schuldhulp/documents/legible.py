"""Whether a photo of a paper can be read well: small, dark, pale or blurred. Advice, never a refusal. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from PIL import Image, ImageFilter, ImageStat

# Of an A4 page 1,000 points on the long side is 85 to the inch: small print is then no longer there.
SMALL = 1000
_DARK, _PALE, _BLURRED = 75, 14, 60
_LOOK = 1200
_EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "small": "De foto is klein. Ga er wat dichter bij, dan zijn kleine letters beter te lezen.",
        "dark": "De foto is donker. Bij een raam of een lamp wordt hij lichter.",
        "pale": "Er is weinig verschil tussen de letters en het papier. Misschien schijnt er licht op.",
        "blurred": "De foto is wat wazig. Leg het papier plat en houd de telefoon even stil.",
    }
)


def hints_of(picture: Image.Image) -> tuple[str, ...]:
    """What would make a photo better to read: codes of HINTS, none for a good one.

    The limits were set on drawn letters of 11 points, made smaller, darker, paler and softer; see the tests.
    """
    found = ["small"] if max(picture.size) < SMALL else []
    grey = picture.convert("L")
    grey.thumbnail((_LOOK, _LOOK))
    seen = ImageStat.Stat(grey)
    if seen.mean[0] < _DARK:
        found.append("dark")
    if seen.stddev[0] < _PALE:
        found.append("pale")
    elif "dark" not in found and ImageStat.Stat(grey.filter(_EDGES)).var[0] < _BLURRED:
        found.append("blurred")
    return tuple(found)
