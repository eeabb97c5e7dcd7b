"""Files are judged by their content; what is kept is inert."""

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image, ImageFile

from schuldhulp.documents.checking import make_safe
from schuldhulp.documents.files import (
    MAX_BYTES,
    Broken,
    EmptyFile,
    Locked,
    TooBig,
    UnknownKind,
    kept_name,
)


def picture(kind: str, **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (10, 120, 200)).save(out, kind, **save)
    return out.getvalue()


def pdf(**save: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 300))
        made.save(out, **save)
    return out.getvalue()


def hostile_pdf() -> bytes:
    """A PDF that wants to run, open, send and carry something, directly and through indirect objects."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('K-pdf')")
        made.Root.OpenAction = made.make_indirect(script)
        made.Root.AA = pikepdf.Dictionary(WC=script)
        made.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(
                Names=pikepdf.Array([pikepdf.String("x"), made.make_indirect(script)])
            )
        )
        made.attachments["kwaad.exe"] = b"MZ K-attached"
        page = made.pages[0].obj
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="K-launch.exe")
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=made.make_indirect(launch),
            AA=pikepdf.Dictionary(E=script),
        )  # fmt: skip
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
        page.Annots = pikepdf.Array([made.make_indirect(link), note])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA="K-xfa")
        made.docinfo["/Author"] = "K-author"
        made.save(out)
    return out.getvalue()


def test_a_photo_is_drawn_again_upright_without_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "K-camera"
    safe = make_safe(picture("JPEG", exif=exif, comment=b"K-comment") + b"<script>K-tail</script>")
    assert (safe.media_type, safe.ending) == ("image/jpeg", "jpg")
    assert not [word for word in (b"K-camera", b"K-comment", b"K-tail") if word in safe.content]
    with Image.open(io.BytesIO(safe.content)) as opened:
        assert opened.size == (20, 40) and not opened.getexif()


def test_a_png_keeps_its_pixels_and_loses_its_notes() -> None:
    note = b"tEXtComment\x00K-note"
    chunk = struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note))
    data = picture("PNG")
    safe = make_safe(data[:33] + chunk + data[33:] + b"PK\x03\x04 K-zip")
    assert safe.media_type == "image/png" and b"K-" not in safe.content
    with Image.open(io.BytesIO(safe.content)) as opened:
        assert opened.convert("RGB").getpixel((5, 5)) == (10, 120, 200)


def test_a_pdf_comes_out_inert_with_its_pages() -> None:
    hostile = hostile_pdf()
    assert b"K-attached" in hostile or b"Launch" in hostile
    safe = make_safe(hostile)
    with pikepdf.open(io.BytesIO(safe.content)) as opened:
        assert len(opened.pages) == 1 and not opened.attachments
        text = b"".join(
            each.unparse(resolved=True) for each in opened.objects if not isinstance(each, pikepdf.Stream)
        )
    for trace in (
        b"JavaScript",
        b"/JS",
        b"OpenAction",
        b"/AA",
        b"Launch",
        b"RichMedia",
        b"XFA",
        b"Embedded",
        b"K-",
    ):
        assert trace not in text and trace not in safe.content, trace


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"GIF89a" + bytes(40), UnknownKind),
        (b"<html><script>alert(1)</script>", UnknownKind),
        (b"PK\x03\x04" + bytes(60), UnknownKind),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", UnknownKind),
        (b"MZ%PDF-1.7", UnknownKind),
        (b"\xff\xd8\xff\xe0 no picture", Broken),
        (picture("JPEG")[:-200], Broken),
        (picture("PNG")[:60], Broken),
        (pdf()[:-40], Broken),
        (b"%PDF-1.7\nnothing", Broken),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), Locked),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="")), Locked),
        (b"%PDF-" + bytes(MAX_BYTES), TooBig),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as raised:
        make_safe(data)
    assert type(raised.value) is refusal and str(raised.value).endswith(".")


def test_a_picture_of_too_many_points_is_not_unpacked() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    idat = b"IDAT" + zlib.compress(bytes(1000))
    bomb += struct.pack(">I", len(idat) - 4) + idat + struct.pack(">I", zlib.crc32(idat))
    with pytest.raises(TooBig):
        make_safe(bomb)


def test_a_name_is_cut_to_what_can_be_shown() -> None:
    assert kept_name("..\\..\\brief.exe", "pdf") == "brief.pdf"
    assert kept_name("/etc/pas\x00swd", "png") == "passwd.png"
    assert kept_name("a" * 300 + ".jpg", "jpg") == "a" * 80 + ".jpg"
    assert kept_name("", "jpg") == "bestand.jpg"


def test_half_a_picture_is_refused_though_a_library_allowed_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(Broken):
        make_safe(picture("PNG")[:60])
