"""A photo drawn again: upright, no larger than reading needs, and without anything else that was in the file. Pure."""

import io

import pillow_heif
from PIL import Image, ImageFile, ImageOps

from schuldhulp.documents.files import Broken, SafeFile, TooBig
from schuldhulp.documents.inert import small_enough
from schuldhulp.documents.legible import hints_of

MAX_PIXELS = 60_000_000
# A4 at 257 points to the inch.
LONG_SIDE = 3000
_UNPACKED = 110_000_000
_QUALITY = 85
_AS_PNG = 4_000_000

pillow_heif.register_heif_opener(thumbnails=False)
pillow_heif.options.DECODE_THREADS = 1


def redrawn(data: bytes, kind: str) -> SafeFile:
    """A photo of `kind` (JPEG, PNG or HEIF) as what is kept: a JPEG, or a small PNG. Raises TooBig, Broken."""
    picture = _opened(data, kind)
    return saved(picture, as_png=kind == "PNG", hints=hints_of(picture))


def turned(data: bytes, quarters: int) -> SafeFile:
    """A kept photo, turned by quarters clockwise. Raises TooBig, Broken."""
    kind = "PNG" if data.startswith(b"\x89PNG") else "JPEG"
    ways = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    picture = _opened(data, kind)
    way = ways.get(quarters % 4)
    picture = picture.transpose(way) if way is not None else picture
    return saved(picture, as_png=kind == "PNG", hints=hints_of(picture))


def as_jpeg(data: bytes) -> tuple[bytes, int, int, bool]:
    """A kept photo as a JPEG, its width and height, and whether it has no colours. Raises TooBig, Broken."""
    kind = "PNG" if data.startswith(b"\x89PNG") else "JPEG"
    picture = _opened(data, kind)
    photo = data if kind == "JPEG" else saved(picture, as_png=False).content
    return photo, picture.width, picture.height, picture.mode == "L"


def saved(picture: Image.Image, *, as_png: bool, hints: tuple[str, ...] = ()) -> SafeFile:
    """A picture as a file with nothing but its points."""
    out = io.BytesIO()
    if as_png:
        picture.save(out, "PNG")
        if out.tell() <= _AS_PNG:
            return SafeFile("image/png", out.getvalue(), "png", 1, hints)
        out = io.BytesIO()
    _on_paper(picture).save(out, "JPEG", quality=_QUALITY)
    return SafeFile("image/jpeg", small_enough(out.getvalue()), "jpg", 1, hints)


def _opened(data: bytes, kind: str) -> Image.Image:
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # a library loaded beside us may have set it for the whole process
    )
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            points = opened.width * opened.height
            if not points or points > MAX_PIXELS:
                raise TooBig if points else Broken
            longest = max(opened.size)
            if kind == "JPEG" and longest > LONG_SIDE:
                opened.draft(
                    "RGB", (opened.width * LONG_SIDE // longest, opened.height * LONG_SIDE // longest)
                )
            bands = 1 if opened.mode in ("1", "L") else max(3, len(opened.getbands()))
            if kind != "HEIF" and opened.width * opened.height * bands > _UNPACKED:
                raise TooBig
            opened.load()
            return _upright(opened)
    except Image.DecompressionBombError:
        raise TooBig from None
    except MemoryError:
        raise TooBig from None
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        TypeError,
        RuntimeError,
        KeyError,
    ) as error:
        raise (TooBig if "llocat" in str(error) else Broken) from None


def _upright(opened: Image.Image) -> Image.Image:
    """Small first, then turned, then without colours that a page does not have; on a new sheet."""
    picture: Image.Image = opened
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode not in ("L", "RGB", "RGBA"):
        picture = picture.convert(
            "RGBA" if "transparency" in picture.info or picture.mode in ("LA", "PA") else "RGB"
        )
    exif = opened.getexif()
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    if exif.get(0x0112, 1) != 1:
        picture.getexif()[0x0112] = exif[0x0112]
        picture = ImageOps.exif_transpose(picture)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _on_paper(picture: Image.Image) -> Image.Image:
    """Without see-through parts: a JPEG has none."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
