"""Files are judged in a process of their own."""

import io

import pikepdf
import pytest

from schuldhulp.documents import apart
from schuldhulp.documents.checking import make_safe
from schuldhulp.documents.files import Broken, EmptyFile, Locked, TooBig, UnknownKind
from tests.documents.test_checking import hostile_pdf, pdf, picture


def test_the_same_answer_as_in_this_process() -> None:
    for data in (picture("JPEG"), picture("PNG"), hostile_pdf()):
        judged, made = apart.judge(data), make_safe(data)
        assert (judged.media_type, judged.ending) == (made.media_type, made.ending)
        assert judged.content[:4] == made.content[:4]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"x" * (15 * 1024 * 1024 + 1), TooBig),
        (b"MZ", UnknownKind),
        (picture("JPEG")[:-200], Broken),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), Locked),
    ],
)
def test_the_same_refusal(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        apart.judge(data)


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    with pytest.raises(Broken):
        apart.judge(picture("PNG"))


def test_a_pdf_whose_objects_unpack_without_end_does_not_take_the_server_along() -> None:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.Big = made.make_indirect(pikepdf.Dictionary(Text=pikepdf.String("a" * 30_000_000)))
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    packed = out.getvalue()
    assert len(packed) < 1_000_000
    assert len(apart.judge(packed).content) < 10_000, "what no page needs is left behind"
