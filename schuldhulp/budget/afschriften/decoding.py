"""From bytes to text, whatever a bank, a spreadsheet program or an old computer made of it."""

import codecs

from schuldhulp.budget.afschriften.transaction import NotAStatement, NotReadable

_FOR_EYES = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(data: bytes) -> str:
    """The text of a statement: UTF-8, UTF-16 (with its mark or without) or Windows-1252, the ends of lines as "\\n".

    Raises NotReadable for a PDF, picture or spreadsheet, NotAStatement for other bytes that are no text.
    """
    if data.startswith(_FOR_EYES):
        raise NotReadable
    text = _decoded(data)
    strange = sum(1 for char in text[:20_000] if ord(char) < 32 and char not in "\t\r\n\x0c\x1a\x01\x03")
    if strange > 2 or not text.strip():
        raise NotAStatement
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x1a", "").lstrip("\ufeff")


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _by_zeros(data)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding is not None:
            raise NotAStatement from None
    # Five bytes mean nothing in Windows-1252; in Latin-1 every byte means something.
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Dutch text is zero."""
    head = data[:2_000]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 3 and even < len(head) // 20:
        return "utf-16-le"
    if even > len(head) // 3 and odd < len(head) // 20:
        return "utf-16-be"
    return None
