"""Whether a file may come in, decided by its content, and what of it is kept: a re-encoded image or a PDF made inert.

No I/O: bytes in, bytes out. The name and the type that the browser told are not looked at.
"""

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from PIL import Image, ImageFile, ImageOps

from schuldhulp.refusals import Refused

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_PAGES = 300
_JPEG, _PNG, _PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
_DEEP = 60


class FileRefused(Refused):
    """A file that does not come in."""

    sentence = "Dit bestand kunnen wij niet aannemen."


class EmptyFile(FileRefused):
    """There is nothing in it."""

    sentence = "Dit bestand is leeg. Kies het nog een keer, of maak een nieuwe foto."


class TooBig(FileRefused):
    """More than ten megabytes, or an image of too many points."""

    sentence = "Dit bestand is te groot. Er past 10 MB. Maak de foto kleiner, of stuur minder bladzijden tegelijk."


class UnknownKind(FileRefused):
    """No JPEG, PNG or PDF by its content."""

    sentence = "Dit soort bestand kunnen wij niet lezen. Kies een foto (JPEG of PNG) of een PDF."


class Broken(FileRefused):
    """It begins well and cannot be read to the end."""

    sentence = "Dit bestand is beschadigd. Maak een nieuwe foto, of bewaar de PDF nog een keer."


class Locked(FileRefused):
    """A PDF with a password."""

    sentence = "Deze PDF heeft een wachtwoord of slot. Haal het slot eraf, of maak een foto van de brief."


@dataclass(frozen=True, slots=True)
class SafeFile:
    """What is kept of a file."""

    media_type: str
    content: bytes
    ending: str


def make_safe(data: bytes) -> SafeFile:
    """Give the file in a form that only shows. Raises FileRefused, whose `str()` is for the screen."""
    if not data:
        raise EmptyFile
    if len(data) > MAX_BYTES:
        raise TooBig
    if data.startswith(_JPEG):
        return SafeFile("image/jpeg", _image(data, "JPEG"), "jpg")
    if data.startswith(_PNG):
        return SafeFile("image/png", _image(data, "PNG"), "png")
    if data.startswith(_PDF):
        return SafeFile("application/pdf", _inert_pdf(data), "pdf")
    raise UnknownKind


def _image(data: bytes, kind: str) -> bytes:
    """The same picture drawn again, upright, without anything else that was in the file (place, camera, notes)."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # a library loaded beside us may have set it for the whole process
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise TooBig
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            mode = "RGBA" if kind == "PNG" and upright.mode in ("RGBA", "LA", "PA") else "RGB"
            pixels = upright.convert(mode)
            clean = Image.new(mode, pixels.size)
            clean.paste(pixels)
    except Image.DecompressionBombError:
        raise TooBig from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, TypeError):
        raise Broken from None
    out = io.BytesIO()
    if kind == "JPEG":
        clean.save(out, "JPEG", quality=88)
    else:
        clean.save(out, "PNG")
    return _small_enough(out.getvalue())


def _small_enough(content: bytes) -> bytes:
    if len(content) > 3 * MAX_BYTES:
        raise TooBig
    return content


# Keys that make a PDF do something when it is opened, printed or clicked, or that carry another file.
_ACTIVE_KEYS = frozenset(
    {
        "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Collection",
        "/RichMediaContent", "/RichMediaSettings", "/Launch", "/Renditions", "/Metadata", "/PieceInfo", "/Perms",
    }
)  # fmt: skip
_ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
        "/RichMediaExecute", "/GoTo3DView", "/URI", "/Named", "/ResetForm", "/Hide",
    }
)  # fmt: skip
# What a catalogue may hold; anything else does not help to read the pages.
_CATALOGUE = frozenset(
    {
        "/Type", "/Version", "/Pages", "/PageLabels", "/PageLayout", "/Names", "/Dests", "/Outlines", "/Lang",
        "/AcroForm", "/MarkInfo", "/StructTreeRoot", "/OCProperties", "/ViewerPreferences", "/Extensions",
    }
)  # fmt: skip
# Where a stream says that its bytes lie in a file or at an address elsewhere.
_ELSEWHERE = frozenset({"/F", "/FFilter", "/FDecodeParms"})
_ACTIVE_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})


def _inert_pdf(data: bytes) -> bytes:
    """The same pages, without script, actions, attached files and data about the maker."""
    try:
        # Without recovery: what only a repair could open may have lost pages on the way.
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Locked
            if not 1 <= len(pdf.pages) <= MAX_PAGES:
                raise TooBig if len(pdf.pages) > MAX_PAGES else Broken
            for key in set(pdf.Root.keys()) - _CATALOGUE:
                del pdf.Root[key]
            for found in list(pdf.objects):
                _disarm(found)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False, static_id=True)
    except pikepdf.PasswordError:
        raise Locked from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, MemoryError):
        raise Broken from None
    return _small_enough(out.getvalue())


def _disarm(found: Any, depth: int = 0) -> None:
    """Take the active parts out of one object and of what lies directly in it."""
    if depth > _DEEP:
        raise ValueError("nested too deep")
    if isinstance(found, pikepdf.Array):
        for position in reversed(range(len(found))):
            if _active(found[position]):
                del found[position]
            elif not _indirect(found[position]):
                _disarm(found[position], depth + 1)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(found.keys()):
            value = found[key]
            outside = isinstance(found, pikepdf.Stream) and key in _ELSEWHERE
            if key in _ACTIVE_KEYS or outside or _active(value):
                del found[key]
            elif not _indirect(value):
                _disarm(value, depth + 1)


def _indirect(value: Any) -> bool:
    """Indirect objects have their own turn."""
    return bool(getattr(value, "is_indirect", False))


def _active(value: Any) -> bool:
    if not isinstance(value, pikepdf.Dictionary):
        return False
    return str(value.get("/S", "")) in _ACTIVE_ACTIONS or str(value.get("/Subtype", "")) in _ACTIVE_NOTES


def kept_name(name: str, ending: str) -> str:
    """The name somebody gave a file, cut to what can be shown, with the ending that fits what is kept."""
    plain = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip()
    stem = plain.rsplit(".", 1)[0].strip() or "bestand"
    return f"{stem[:80]}.{ending}"
