"""A PDF made inert: the same pages, without script, actions, attached files and data about the maker. Pure."""

import io
from typing import Any

import pikepdf

from schuldhulp.documents.files import MAX_BYTES, MAX_PAGES, Broken, Locked, TooBig

_DEEP = 60
# Keys that make a PDF do something when it is opened, printed or clicked, or that carry another file.
_ACTIVE_KEYS = frozenset(
    {
        "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Collection",
        "/RichMediaContent", "/RichMediaSettings", "/Launch", "/Renditions", "/Metadata", "/PieceInfo", "/Perms",
        "/Ref", "/OPI",
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


def small_enough(content: bytes) -> bytes:
    """What was made of a file, unless it grew out of bounds. Raises TooBig."""
    if len(content) > 3 * MAX_BYTES:
        raise TooBig
    return content


def inert_pdf(data: bytes) -> tuple[bytes, int]:
    """The same pages, and how many. Raises Locked, TooBig, Broken."""
    try:
        # Without recovery: what only a repair could open may have lost pages on the way.
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Locked
            pages = len(pdf.pages)
            if not 1 <= pages <= MAX_PAGES:
                raise TooBig if pages > MAX_PAGES else Broken
            for key in set(pdf.Root.keys()) - _CATALOGUE:
                del pdf.Root[key]
            for found in list(pdf.objects):
                _disarm(found)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(
                out,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                compress_streams=False,
                static_id=True,
            )
    except pikepdf.PasswordError:
        raise Locked from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, MemoryError):
        raise Broken from None
    return small_enough(out.getvalue()), pages


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
