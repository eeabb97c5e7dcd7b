"""Papers by their pages: on the list, handed in, seen, downloaded, taken back; and whose they are."""

import io
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.web.headers import FILE_POLICY
from tests.documents.test_checking import hostile_pdf, picture
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
LIST = "/mijn/papieren"


def listed(anna: WebClient, kind: str = "rent") -> str:
    """Put a paper on the list; the address of its page."""
    return str(anna.submit(LIST, {"kind": kind}).location)


def handed_in(client: WebClient, path: str, *files: tuple[bytes, str], status: int = 303) -> Any:
    fields = form_of(client.get(path), f"{path}/bestand")
    posted = {**fields, "files": [(io.BytesIO(data), name) for data, name in files]}
    return client.post(f"{path}/bestand", posted, status=status, content_type="multipart/form-data")


def test_a_photo_is_handed_in_sealed_and_comes_back_only_as_a_download(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    path = listed(anna)
    assert handed_in(anna, path, (picture("JPEG"), "K-anna huur.jpg"), (hostile_pdf(), "brief.pdf"))
    page = anna.get(path).text
    assert "K-anna huur.jpg" in page and "Dit papier is binnen." in page
    with sqlite_world.open() as session:
        files = session.scalars(select(PaperFile).order_by(PaperFile.id)).all()
        assert [f.media_type for f in files] == ["image/jpeg", "application/pdf"]
        assert all(b"K-anna" not in f.name_sealed and f.content_sealed is None for f in files)
        kept = {f.stored_as: b"".join(sqlite_world.store.get(f.stored_as or "")) for f in files}
        assert {each.name for each in sqlite_world.store.objects()} == set(kept)
        assert all(b"JFIF" not in sealed and b"%PDF" not in sealed for sealed in kept.values())
        paper = session.scalars(select(Paper)).one()
        assert (paper.state, paper.how) == ("received", "photo")
        dossier = sqlite_world.dossier(session)
        assert dossier.waiting_on == "us" and dossier.last_client_at == sqlite_world.now
        file_id = files[0].id
    answer = anna.get(f"{LIST}/bestanden/{file_id}")
    assert answer.data.startswith(b"\xff\xd8\xff")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papier.jpg"'
    assert (
        answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["Cache-Control"] == "no-store"
    )
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    for who in ("berend", "chris"):
        client_as(who).get(f"{LIST}/bestanden/{file_id}", status=404)
        client_as(who).get(path, status=404)


def test_a_file_that_is_refused_says_so_by_name_and_nothing_is_kept(
    client_as: ClientAs, sqlite_world: World
) -> None:
    anna = client_as("anna")
    path = listed(anna)
    page = handed_in(anna, path, (picture("PNG"), "goed.png"), (b"MZ kwaad", "kwaad.jpg"), status=422).text
    assert "kwaad.jpg: Dit soort bestand kunnen wij niet lezen." in page
    assert "Kies eerst een foto" in handed_in(anna, path, status=422).text
    with sqlite_world.open() as session:
        assert session.scalars(select(PaperFile)).all() == []


def test_what_is_needed_first_stands_first(client_as: ClientAs) -> None:
    anna = client_as("anna")
    for kind in ("bkr", "payslip", "bailiff_letter"):
        listed(anna, kind)
    page = anna.get(LIST).text
    heads = [f"Nog nodig voor {name}" for name in ("het gesprek", "het besluit", "de schuldregeling")]
    places = [page.index(words) for pair in zip(heads, ("een deurwaarder", "Loonstrook", "van het BKR"), strict=True)
              for words in pair]  # fmt: skip
    assert places == sorted(places)


def test_not_having_a_paper_is_an_answer(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    path = listed(anna)
    anna.submit(path, {"stand": "post"}, action=f"{path}/stand")
    anna.submit(path, {"answer": "cannot", "own_words": "K-weg"}, action=f"{path}/antwoord")
    with sqlite_world.open() as session:
        row = session.scalars(select(Paper)).one()
        assert (row.state, row.how) == ("cannot", "post") and b"K-weg" not in (row.own_words_sealed or b"")
    assert "lukt niet" in anna.get(LIST).text and "K-weg" in anna.get(path).text
    anna.submit(path, {"stand": "seen"}, action=f"{path}/stand", status=409)
    gone = anna.submit(path, {}, action=f"{path}/weghalen").location
    page = anna.get(gone)
    assert "Ongedaan maken" in page.text
    anna.post(f"{path}/terugzetten", form_of(page, f"{path}/terugzetten"))
    anna.get(path)


def test_staff_receive_and_look_and_it_is_logged(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    path = listed(anna)
    base = f"/dossiers/{sqlite_world.kenmerken['anna']}/papieren"
    noor, there = client_as("noor"), base + path.removeprefix(LIST)
    noor.submit(there, {"stand": "balie"}, action=f"{there}/stand")
    assert "ontvangen op 20-11-2026" in noor.get(base).text
    noor.submit(there, {"stand": "seen"}, action=f"{there}/stand")
    assert "bekeken door Noor" in anna.get(LIST).text
    handed_in(anna, path, (picture("PNG"), "a.png"))
    with sqlite_world.open() as session:
        kept = session.scalars(select(PaperFile)).one()
        assert session.scalars(select(Paper)).one().seen_at is None, "a new file is not seen yet"
        file_id = kept.id
    noor.get(f"{base}/bestanden/{file_id}")
    with sqlite_world.open() as session:
        assert "bestand" in {row.part for row in session.scalars(select(AccessEntry))}
    client_as("noor_l").get(f"{base}/bestanden/{file_id}", status=404)
    anna.submit(path, {}, action=f"{LIST}/bestanden/{file_id}/weghalen")
    anna.get(f"{LIST}/bestanden/{file_id}", status=404)
    with sqlite_world.open() as session:
        assert session.scalars(select(Paper)).one().state == "needed"
