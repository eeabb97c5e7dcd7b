"""Files are judged in a process of their own."""

import io
import subprocess
import sys

import pikepdf
import pytest

from schuldhulp.documents import apart
from schuldhulp.documents.checking import make_safe
from schuldhulp.documents.files import Broken, EmptyFile, Locked, TooBig, UnknownKind
from tests.architecture.sources import ROOT
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


MEASURE = """
import io, os, random, sys
import pikepdf
from schuldhulp.documents import apart

def most():
    told = open("/proc/self/status").read().split("VmHWM:")[1]
    return int(told.split()[0]) * 1024

noise, pdf = random.Random(5), pikepdf.new()
for _ in range(12):
    page = pdf.add_blank_page()
    image = pikepdf.Stream(
        pdf, noise.randbytes(1024 * 1024), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1024,
        Height=1024, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
    page.Contents = pikepdf.Stream(pdf, b"q 100 0 0 100 0 0 cm /A Do Q")
out = io.BytesIO()
pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
data = out.getvalue()
del pdf, page, image, out
open("/proc/self/clear_refs", "w").write("5")
before = most()
made = apart.judge(data)
print(len(data), len(made.content), most() - before)
"""


def test_a_file_stands_in_the_memory_of_the_server_as_sent_and_as_made_and_no_third_time() -> None:
    told = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    sent, made, more = map(int, told)
    assert sent > 12_000_000 and made > 12_000_000
    assert more < 1.5 * made, f"{more / 1e6:.0f} MB more for a file of {sent / 1e6:.0f} MB"
