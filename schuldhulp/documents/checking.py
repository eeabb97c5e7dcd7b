"""Whether a file may come in, decided by its content, and what of it is kept: a redrawn photo or a PDF made inert.

No I/O: bytes in, bytes out. The name and the type that the browser told are not looked at. Runs in `documents.apart`.
"""

from schuldhulp.documents.files import MAX_BYTES, EmptyFile, SafeFile, TooBig, UnknownKind
from schuldhulp.documents.inert import inert_pdf
from schuldhulp.documents.pictures import redrawn

_JPEG, _PNG, _PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"})


def make_safe(data: bytes) -> SafeFile:
    """Give the file in a form that only shows. Raises FileRefused, whose `str()` is for the screen."""
    if not data:
        raise EmptyFile
    if len(data) > MAX_BYTES:
        raise TooBig
    if data.startswith(_JPEG):
        return redrawn(data, "JPEG")
    if data.startswith(_PNG):
        return redrawn(data, "PNG")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return redrawn(data, "HEIF")
    if data.startswith(_PDF):
        content, pages = inert_pdf(data)
        return SafeFile("application/pdf", content, "pdf", pages)
    raise UnknownKind
