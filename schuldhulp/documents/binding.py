"""Kept files bound to one document, turned, or cut at pages. Only ever given what `checking` made. Pure."""

import io
from collections.abc import Sequence

import pikepdf

from schuldhulp.documents import pictures
from schuldhulp.documents.files import MAX_PAGES, Broken, SafeFile, TooBig, WrongPages
from schuldhulp.documents.inert import small_enough

_A4 = (595, 842)


def one_document(parts: Sequence[bytes]) -> SafeFile:
    """Photos and PDFs as one PDF, in their order; a photo fills an A4 page as far as it fits. Raises TooBig, Broken."""
    try:
        with pikepdf.new() as whole:
            for part in parts:
                if part.startswith(b"%PDF-"):
                    with pikepdf.open(io.BytesIO(part)) as added:
                        whole.pages.extend(added.pages)
                else:
                    _add_photo(whole, part)
                if len(whole.pages) > MAX_PAGES:
                    raise TooBig
            return _saved(whole)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise Broken from None


def turned(part: bytes, quarters: int) -> SafeFile:
    """A photo or every page of a PDF, turned by quarters clockwise. Raises Broken."""
    if not part.startswith(b"%PDF-"):
        return pictures.turned(part, quarters)
    try:
        with pikepdf.open(io.BytesIO(part)) as pdf:
            for page in pdf.pages:
                page.rotate(90 * (quarters % 4), relative=True)
            return _saved(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise Broken from None


def cut(part: bytes, numbers: Sequence[int]) -> tuple[SafeFile, SafeFile | None]:
    """The pages with these numbers (from 0), and what is left; None where nothing is. Raises WrongPages, Broken."""
    try:
        with pikepdf.open(io.BytesIO(part)) as pdf:
            every = range(len(pdf.pages))
            if not set(numbers) <= set(every) or not numbers:
                raise WrongPages
            rest = [number for number in every if number not in set(numbers)]
            return _pages_of(pdf, numbers), _pages_of(pdf, rest) if rest else None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise Broken from None


def _pages_of(pdf: pikepdf.Pdf, numbers: Sequence[int]) -> SafeFile:
    with pikepdf.new() as made:
        for number in numbers:
            made.pages.append(pdf.pages[number])
        return _saved(made)


def _saved(pdf: pikepdf.Pdf) -> SafeFile:
    pages = len(pdf.pages)
    pdf.remove_unreferenced_resources()
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return SafeFile("application/pdf", small_enough(out.getvalue()), "pdf", pages)


def _add_photo(whole: pikepdf.Pdf, part: bytes) -> None:
    photo, width, height, grey = pictures.as_jpeg(part)
    across, down = _A4 if height >= width else _A4[::-1]
    scale = min(across / width, down / height)
    left, under = (across - width * scale) / 2, (down - height * scale) / 2
    image = pikepdf.Stream(
        whole, photo, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
        ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page = whole.add_blank_page(page_size=(across, down))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=whole.make_indirect(image)))
    drawing = f"q {width * scale:.2f} 0 0 {height * scale:.2f} {left:.2f} {under:.2f} cm /Photo Do Q"
    page.Contents = pikepdf.Stream(whole, drawing.encode())
