"""97 hostile and odd files: each is refused with a sentence or comes out as something that only shows.

The short form judges all of them in this process and a few behind the door; the long one sends every one of them
through the server and its child process, and looks at memory, the temporary folder and what lies in the store.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from schuldhulp.documents import apart
from schuldhulp.documents.checking import make_safe
from schuldhulp.documents.files import FileRefused, SafeFile, kept_name
from schuldhulp.documents.tables import PaperFile
from schuldhulp.web.headers import FILE_POLICY
from tests.documents.corpus import Hostile, corpus
from tests.web.test_client_papers import LIST, listed
from tests.web_client import WebClient, form_of
from tests.world import World

FILES = corpus()
TRACES = (
    b"K-", b"127.0.0.1", b"JavaScript", b"/JS", b"/Launch", b"/URI", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/XFA",
    b"/SubmitForm", b"/GoToR", b"/GoToE", b"/RichMedia", b"/Rendition", b"/Filespec", b"<script", b"<?php",
    b"PK\x03\x04", b"Exif", b"MZ ",
)  # fmt: skip


# Started from a process that is small itself: a child counts what its parent held when it began.
MEASURE = """
import json, os, subprocess, sys
most = 0
for name in sys.argv[2:]:
    data = open(name, "rb").read()
    child = subprocess.Popen([sys.executable, "-m", "schuldhulp.documents.apart_worker", sys.argv[1], "20"],
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={"MALLOC_ARENA_MAX": "1"})
    child.stdin.write(json.dumps({"do": "judge", "lengths": [len(data)]}).encode() + b"\\n" + data)
    child.stdin.close()
    most = max(most, os.wait4(child.pid, 0)[2].ru_maxrss * 1024)
print(most)
"""


def judged(each: Hostile, judge: Callable[[bytes], SafeFile]) -> SafeFile | None:
    """What is kept of a file, None when it is refused."""
    try:
        made = judge(each.data)
    except FileRefused as refused:
        assert str(refused).endswith("."), each.what
        return None
    return made


def inert(each: Hostile, made: SafeFile) -> None:
    """Nothing of what the file wanted is left, also within the packed parts of a PDF."""
    content = made.content
    if made.media_type == "application/pdf":
        with pikepdf.open(io.BytesIO(content)) as opened:
            assert not opened.attachments and len(opened.pages) == made.pages
            content += b"".join(
                found.read_raw_bytes() + found.stream_dict.unparse() if isinstance(found, pikepdf.Stream)
                else found.unparse(resolved=True)
                for found in opened.objects
            )  # fmt: skip
    else:
        with Image.open(io.BytesIO(content)) as opened:
            assert opened.format in ("JPEG", "PNG") and not opened.getexif() and opened.size == (60, 40), (
                each.what
            )
    for trace in TRACES:
        assert trace not in content, (each.what, trace)


def test_every_file_is_refused_or_neutralised() -> None:
    assert len(FILES) >= 60
    kept = {each.what: judged(each, make_safe) for each in FILES}
    for each in FILES:
        if (made := kept[each.what]) is not None:
            inert(each, made)
    let_in = {what for what, made in kept.items() if made}
    assert {what for what in let_in if not what.startswith(("pdf: ", "name: "))} == {
        "photo with GPS", "HEIC with GPS", "png with notes", "JPEG with html behind", "JPEG with a zip behind",
        "JPEG with a PDF behind", "PNG with PHP behind", "png whose chunk lies of its length",
    }  # fmt: skip
    assert len(let_in) == 48


def test_names_are_only_shown_and_say_nothing_to_a_system() -> None:
    for each in FILES:
        name = kept_name(each.name, "jpg")
        assert name.endswith(".jpg") and len(name) <= 84 and name.isprintable(), each.what
        assert "/" not in name and "\\" not in name and name.strip(".") != "jpg"


def test_where_a_photo_was_made_is_gone() -> None:
    for what in ("photo with GPS", "HEIC with GPS"):
        (each,) = [one for one in FILES if one.what == what]
        with Image.open(io.BytesIO(each.data)) as before:
            assert before.getexif().get_ifd(0x8825), "the photo of the test knows its place"
        inert(each, apart.judge(each.data))


def sent(anna: WebClient, path: str, each: Hostile) -> TestResponse:
    """Post one file, whatever comes of it."""
    fields = form_of(anna.get(path), f"{path}/bestand")
    posted = {**fields, "files": [(io.BytesIO(each.data), each.name)]}
    with anna._clock():
        return anna.http.post(f"{path}/bestand", data=posted, base_url="http://localhost")


def through_the_server(world: World, anna: WebClient, chosen: list[Hostile]) -> int:
    """Send each file as a client does; those that come in go out again only as a download. How many came in."""
    path = listed(anna)
    came_in = 0
    for each in chosen:
        before = len(list(world.store.objects()))
        answer = sent(anna, path, each)
        after = list(world.store.objects())
        if answer.status_code == 422:
            assert len(after) == before, each.what
            continue
        assert answer.status_code == 303 and len(after) == before + 1, (each.what, answer.status_code)
        came_in += 1
        with world.open() as session:
            file = session.scalars(select(PaperFile).order_by(PaperFile.id.desc()).limit(1)).one()
        back = anna.get(f"{LIST}/bestanden/{file.id}")
        assert back.headers["Content-Disposition"] in {
            f'attachment; filename="papier.{e}"' for e in ("jpg", "png", "pdf")
        }
        assert back.headers["X-Content-Type-Options"] == "nosniff"
        assert back.headers["Content-Security-Policy"] == FILE_POLICY
        assert back.headers["Content-Type"] in ("image/jpeg", "image/png", "application/pdf")
        made = SafeFile(back.headers["Content-Type"], back.data, "", file.pages)
        inert(each, made)
        anna.submit(path, {}, action=f"{LIST}/bestanden/{file.id}/weghalen")
    assert list(world.store.objects()) == []
    return came_in


FEW = ("pdf: JS by OpenAction", "pdf: EmbeddedFile", "HEIC with GPS", "JPEG with html behind", "html as a photo",
       "pdf: encrypted", "png of 50,000 by 50,000", "name: new lines", "empty")  # fmt: skip


def test_a_few_through_the_server(sqlite_world: World, client_as: Callable[[str | None], WebClient]) -> None:
    chosen = [each for each in FILES if each.what in FEW]
    assert len(chosen) == len(FEW) and through_the_server(sqlite_world, client_as("anna"), chosen) == 4


@pytest.mark.nightly
def test_all_of_them_through_the_server_within_limits_and_without_leftovers(
    sqlite_world: World,
    client_as: Callable[[str | None], WebClient],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    anna = client_as("anna")
    named = [each for each in FILES if each.what.startswith("name: ")]
    assert through_the_server(sqlite_world, anna, [each for each in FILES if each not in named]) == 48 - len(
        named
    )
    # A name that a form cannot carry (a line end, a NUL) takes its file along: that is refused, not let in.
    assert len(named) - 3 <= through_the_server(sqlite_world, anna, named) <= len(named)
    assert list((tmp_path / "temp").iterdir()) == []
    for number, each in enumerate(FILES):
        (tmp_path / f"{number:03}.bin").write_bytes(each.data)
    told = subprocess.run([sys.executable, "-c", MEASURE, str(apart.MEMORY), *sorted(map(str, tmp_path.glob("*.bin")))],
                          capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])  # fmt: skip
    largest = int(told.stdout)
    assert 0 < largest < apart.MEMORY + 16 * 1024**2, f"a child took {largest} bytes"


def test_a_child_that_fills_its_memory_or_time_ends_and_only_the_file_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (5_700, 4_300)).save(out, "PNG")
    assert apart.judge(out.getvalue()).media_type == "image/png"
    monkeypatch.setattr(apart, "MEMORY", 90 * 1024**2)
    with pytest.raises(FileRefused):
        apart.judge(out.getvalue())
    assert apart.judge(FILES[0].data).pages == 1
