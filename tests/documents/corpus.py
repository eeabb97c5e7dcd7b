"""Hostile and odd files, written here and fetched from nowhere: (what it is, the name it comes with, its bytes)."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pikepdf
import pillow_heif
from PIL import Image

ELSEWHERE = "http://127.0.0.1:9/K-weg"
SCRIPT = f"fetch('{ELSEWHERE}')".encode()
HTML = b'<!doctype html><html><body onload="' + SCRIPT + b'"><script>' + SCRIPT + b"</script></body></html>"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="'
    + SCRIPT
    + b'"><script>x</script></svg>'
)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Hostile(NamedTuple):
    """One file of the corpus."""

    what: str
    name: str
    data: bytes


def picture(kind: str, size: tuple[int, int] = (60, 40), **save: Any) -> bytes:
    """A small picture of a kind."""
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **save)
    return out.getvalue()


def with_gps() -> Image.Exif:
    """What a phone writes in a photo: where, when, which camera, and a preview."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "K-camera", "2026:11:20 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 13.7), 3: "E", 4: (4.0, 53.0, 41.2), 29: "K-2026"})
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0K-comment"
    return exif


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, pages: int = 1, **save: Any) -> bytes:
    """A PDF of blank pages, changed."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(200, 300))
        if change:
            change(made)
        made.save(out, fix_metadata_version=False, **save)
    return out.getvalue()


def _action(**entries: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, **entries)


def _js() -> pikepdf.Dictionary:
    return _action(S=pikepdf.Name.JavaScript, JS=f"app.launchURL('{ELSEWHERE}')")


def _note(made: pikepdf.Pdf, **entries: Any) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 200, 300], **entries)
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(note)])


def _root(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            made.Root["/" + key] = made.make_indirect(value() if callable(value) else value)

    return change


def _link(**action: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda made: _note(made, Subtype=pikepdf.Name.Link, A=_action(**action))


def _form(made: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="K", AA=pikepdf.Dictionary(U=_js()), Subtype=pikepdf.Name.Widget,
                               Rect=[0, 0, 9, 9], A=_action(S=pikepdf.Name.SubmitForm, F=ELSEWHERE))  # fmt: skip
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made.make_indirect(field)]), XFA="K-xfa")


def _attached(made: pikepdf.Pdf) -> None:
    made.attachments["kwaad.exe"] = b"MZ K-attached"


def _named_script(made: pikepdf.Pdf) -> None:
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("K"), _js()]))
    )


def _image_elsewhere(made: pikepdf.Pdf) -> None:
    spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, FS=pikepdf.Name.URL, F=ELSEWHERE)
    image = pikepdf.Stream(made, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
                           ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, F=spec)  # fmt: skip
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=made.make_indirect(image)))
    made.pages[0].obj.Contents = pikepdf.Stream(made, b"q 200 0 0 300 0 0 cm /X Do Q")


def _deep(made: pikepdf.Pdf) -> None:
    inner: Any = pikepdf.Dictionary(JS="K")
    for _ in range(200):
        inner = pikepdf.Array([inner])
    made.pages[0].obj["/PieceWise"] = inner


def _pdfs() -> Iterator[Hostile]:
    name = pikepdf.Name
    changes: dict[str, Callable[[pikepdf.Pdf], None]] = {
        "JS by OpenAction": _root(OpenAction=_js),
        "JS by AA of the document": _root(AA=lambda: pikepdf.Dictionary(WC=_js(), DS=_js())),
        "JS by AA of a page": lambda made: made.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary(O=_js())),
        "JS in the names": _named_script,
        "Launch": _link(S=name.Launch, F="K-cmd.exe"),
        "Launch on Windows": _link(S=name.Launch, Win=pikepdf.Dictionary(F="cmd.exe", P="/c K")),
        "URI": _link(S=name.URI, URI=ELSEWHERE),
        "URI with script": _link(S=name.URI, URI="javascript:alert('K')"),
        "GoToR": _link(S=name.GoToR, F="\\\\127.0.0.1\\K\\a.pdf", D=[0, name.Fit]),
        "GoToE": _link(S=name.GoToE, F="K.pdf"),
        "SubmitForm": _link(S=name.SubmitForm, F=ELSEWHERE),
        "ImportData": _link(S=name.ImportData, F=ELSEWHERE),
        "actions in a row": _link(S=name.GoTo, D=[0, name.Fit], Next=_js()),
        "EmbeddedFile": _attached,
        "FileAttachment": lambda made: _note(
            made, Subtype=name.FileAttachment, FS=pikepdf.Dictionary(F="K.exe")
        ),
        "RichMedia": lambda made: _note(made, Subtype=name.RichMedia),
        "Movie": lambda made: _note(made, Subtype=name.Movie, Movie=pikepdf.Dictionary(F=ELSEWHERE)),
        "Screen with Rendition": lambda made: _note(
            made, Subtype=name.Screen, A=_action(S=name.Rendition, JS="K")
        ),
        "AcroForm with XFA": _form,
        "image elsewhere": _image_elsewhere,
        "portfolio": _root(Collection=lambda: pikepdf.Dictionary(View=name.D)),
        "metadata": lambda made: made.Root.__setitem__("/Metadata", pikepdf.Stream(made, b"<x>K-author</x>")),
        "nested without end": _deep,
    }
    for what, change in changes.items():
        yield Hostile(f"pdf: {what}", "brief.pdf", pdf(change))


def _odd_pdfs() -> Iterator[Hostile]:
    packed = pdf(_root(OpenAction=_js), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield Hostile("pdf: JS in an object stream", "brief.pdf", packed)
    locked = pikepdf.Encryption(owner="o", user="u")
    yield Hostile("pdf: encrypted", "brief.pdf", pdf(encryption=locked))
    yield Hostile(
        "pdf: encrypted without a password",
        "brief.pdf",
        pdf(encryption=pikepdf.Encryption(owner="o", user="")),
    )
    yield Hostile("pdf: 400 pages", "brief.pdf", pdf(pages=400))
    yield Hostile("pdf: cut off", "brief.pdf", pdf()[:-60])
    yield Hostile("pdf: html", "brief.pdf", HTML)
    yield Hostile("pdf: html after its first line", "brief.pdf", b"%PDF-1.7\n" + HTML)
    yield Hostile("pdf: with a zip behind", "brief.pdf", pdf() + _zip({"K.exe": b"MZ K"}))
    yield Hostile("pdf: with html behind", "brief.html.pdf", pdf() + HTML)
    yield Hostile("pdf: html before", "brief.pdf", HTML + pdf())
    bomb = _root(Big=lambda: pikepdf.Dictionary(T=pikepdf.String("a" * 40_000_000)))
    yield Hostile(
        "pdf: unpacks to 40 MB", "brief.pdf", pdf(bomb, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    )


def _zip(members: dict[str, bytes], link: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
        if link:
            info = zipfile.ZipInfo(link)
            info.external_attr = 0o120777 << 16
            packed.writestr(info, "/etc/passwd")
    return out.getvalue()


def _archives() -> Iterator[Hostile]:
    office = {"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": b"K-macro"}
    template = {
        "word/_rels/settings.xml.rels": f'<Relationship Target="{ELSEWHERE}" TargetMode="External"/>'.encode()
    }
    dde = {"xl/worksheets/sheet1.xml": b"<f>cmd|'/c K'!A1</f>"}
    yield Hostile("docx with a macro", "brief.docm", _zip(office))
    yield Hostile("docx with a template elsewhere", "brief.docx", _zip(template))
    yield Hostile("xlsx with DDE", "lijst.xlsx", _zip(dde))
    yield Hostile("EICAR", "brief.txt", EICAR)
    yield Hostile("EICAR as a photo", "foto.jpg", EICAR)
    yield Hostile("EICAR in a zip", "brief.zip", _zip({"eicar.com": EICAR}))
    yield Hostile("EICAR in a zip in a zip", "brief.zip", _zip({"a.zip": _zip({"eicar.com": EICAR})}))
    yield Hostile("zip bomb", "brief.zip", _zip({"a": bytes(30_000_000)}))
    yield Hostile("zip with a link", "brief.zip", _zip({}, link="../../etc/passwd"))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        packed.addfile(tarfile.TarInfo("../K"))
    yield Hostile("tar", "brief.tar.gz", out.getvalue())
    yield Hostile("executable", "brief.pdf.exe", b"MZ" + bytes(200))
    yield Hostile("program named as a photo", "foto.jpg", b"\x7fELF" + bytes(200))


def _pages() -> Iterator[Hostile]:
    yield Hostile("html", "brief.html", HTML)
    yield Hostile("html as a photo", "foto.jpg", HTML)
    yield Hostile("svg", "foto.svg", SVG)
    yield Hostile("svg as a photo", "foto.png", SVG)
    yield Hostile(
        "xhtml", "brief.xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml"><script>K</script></html>'
    )
    style = b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="' + ELSEWHERE.encode() + b'"?><a/>'
    yield Hostile("xml with xslt", "brief.xml", style)
    yield Hostile("mht", "brief.mht", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + HTML)
    yield Hostile("php", "foto.jpg.php", b"<?php echo 'K'; ?>")
    yield Hostile("postscript", "brief.eps", b"%!PS-Adobe-3.0\n(K) run")


def _png(chunks: list[tuple[bytes, bytes]]) -> bytes:
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        made += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return made


def _huge_png(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return _png([(b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")])


def _lying(heic: bytes) -> bytes:
    """A HEIC whose head says 60,000 by 60,000."""
    at = heic.index(b"ispe") + 8
    return heic[:at] + struct.pack(">II", 60_000, 60_000) + heic[at + 8 :]


def _pictures() -> Iterator[Hostile]:
    jpeg, png, heic = (
        picture("JPEG", exif=with_gps(), comment=b"K-" + HTML),
        picture("PNG"),
        picture("HEIF", exif=with_gps()),
    )
    yield Hostile("photo with GPS", "foto.jpg", jpeg)
    yield Hostile("HEIC with GPS", "foto.heic", heic)
    note = b"Comment\0K-" + HTML
    yield Hostile(
        "png with notes",
        "foto.png",
        png[:33]
        + _png([(b"tEXt", note), (b"zTXt", b"K\0\0" + zlib.compress(HTML)), (b"eXIf", with_gps().tobytes())])[
            8:
        ]
        + png[33:],
    )
    yield Hostile("JPEG with html behind", "foto.jpg", jpeg + HTML)
    yield Hostile("JPEG with a zip behind", "foto.jpg", jpeg + _zip({"K.class": b"\xca\xfe\xba\xbe"}))
    yield Hostile("JPEG with a PDF behind", "foto.pdf", jpeg + pdf(_root(OpenAction=_js)))
    yield Hostile("PNG with PHP behind", "foto.png.php", png + b"<?php K ?>")


def _odd_pictures() -> Iterator[Hostile]:
    jpeg, png, heic = picture("JPEG"), picture("PNG"), picture("HEIF")
    yield Hostile("GIF that is JavaScript", "foto.gif", b"GIF89a/*" + bytes(8) + b"*/=1;" + SCRIPT)
    yield Hostile("gif", "foto.gif", picture("GIF"))
    yield Hostile("webp", "foto.webp", picture("WEBP"))
    yield Hostile("tiff", "foto.tiff", picture("TIFF"))
    yield Hostile("bmp as a photo", "foto.jpg", picture("BMP"))
    yield Hostile("png of 50,000 by 50,000", "foto.png", _huge_png(50_000))
    yield Hostile("png of 7,000 by 7,000", "foto.png", _huge_png(7_000))
    yield Hostile(
        "png of 0 by 0",
        "foto.png",
        _png([(b"IHDR", struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0)), (b"IEND", b"")]),
    )
    yield Hostile(
        "png whose chunk lies of its length", "foto.png", png[:33] + struct.pack(">I", 2**31 - 1) + png[37:]
    )
    yield Hostile("png with a wrong sum", "foto.png", png[:29] + b"\0\0\0\0" + png[33:])
    yield Hostile(
        "png with nothing behind its head",
        "foto.png",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + png[16:29],
    )
    yield Hostile("JPEG cut off", "foto.jpg", jpeg[: len(jpeg) // 2])
    yield Hostile("JPEG of three bytes", "foto.jpg", b"\xff\xd8\xff")
    yield Hostile("HEIC cut off", "foto.heic", heic[: len(heic) // 2])
    yield Hostile("HEIC that is only a head", "foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1")
    yield Hostile("HEIC that says it is larger", "foto.heic", _lying(heic))
    yield Hostile("AVIF", "foto.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(60))
    yield Hostile("movie", "film.heic", b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(60))


def _names() -> Iterator[Hostile]:
    jpeg = picture("JPEG")
    for what, name in {
        "up the folders": "../../../etc/passwd.jpg", "up in Windows": "..\\..\\kwaad.jpg", "NUL": "foto\0.php.jpg",
        "turned text": "foto\u202egpj.exe", "300 letters": "a" * 300 + ".jpg", "new lines": "foto\r\nX-K: K=1.jpg",
        "a device": "con.pdf", "emoji": "📄🏠.jpg", "markup": '<plaintext>"K.jpg', "only dots": "...",
        "double ending": "foto.jpg.exe", "wrong ending": "foto.pdf", "quotes": 'fo"to;.jpg', "spaces": "   .jpg",
    }.items():  # fmt: skip
        yield Hostile(f"name: {what}", name, jpeg)
    yield Hostile("empty", "foto.jpg", b"")
    yield Hostile("one byte", "foto.jpg", b"\xff")
    yield Hostile("larger than may be", "foto.jpg", b"\xff\xd8\xff" + bytes(15 * 1024 * 1024))


def corpus() -> list[Hostile]:
    """All of them; each has its own description."""
    found = [*_pdfs(), *_odd_pdfs(), *_archives(), *_pages(), *_pictures(), *_odd_pictures(), *_names()]
    assert len({each.what for each in found}) == len(found)
    return found
