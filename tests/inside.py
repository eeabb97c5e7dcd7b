"""What can be read in bytes, also where they are packed: the text and every stream of a PDF, each file of a ZIP."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pikepdf
import pypdfium2


def words_in(data: bytes) -> str:
    """Everything in it that a person or a program could read, after each other."""
    return "\n".join(_pieces(data))


def _pieces(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if data.startswith(b"\x1f\x8b"):
        yield from _pieces(gzip.decompress(data))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name
                yield from _pieces(packed.read(name))
    if data.startswith(b"%PDF-"):
        with suppress(
            pypdfium2.PdfiumError, pikepdf.PdfError
        ):  # no reader opens it: then its bytes are all there is
            yield from _of_pdf(data)


def _of_pdf(data: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(
        data
    ) as document:  # letters are numbers of shapes in a font: only a reader has words
        for number in range(len(document)):
            yield str(document[number].get_textpage().get_text_bounded())
    with pikepdf.open(io.BytesIO(data)) as opened:
        for found in (*opened.objects, opened.trailer):
            yield str(found) if isinstance(found, pikepdf.String) else repr(found)
            if isinstance(found, pikepdf.Stream):
                try:
                    yield found.read_bytes().decode("utf-8", "replace")
                except pikepdf.PdfError:  # a photo or a font in a form of its own
                    yield found.read_raw_bytes().decode("utf-8", "replace")
