"""Folders: what goes where and in what order, the sheet of labels, and cutting a PDF over papers."""

import io
from collections.abc import Callable
from uuid import uuid4

import pikepdf
import pytest
from sqlalchemy import select

from schuldhulp.documents.files import WrongPages, page_numbers
from schuldhulp.documents.folders.sections import FOLDERS, folders_of
from schuldhulp.documents.shown import FileView, PaperView
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.dossier.paper_kinds import PAPER_KINDS
from tests.documents.corpus import pdf
from tests.documents.test_checking import picture
from tests.web.test_client_papers import LIST, handed_in, listed
from tests.web_client import WebClient, form_of
from tests.world import FRIDAY, World

FILE = FileView(uuid4(), "a.pdf", "application/pdf", 1, FRIDAY, "client")
ClientAs = Callable[[str | None], WebClient]


def paper(kind: str, state: str = "received", **more: object) -> PaperView:
    files = (FILE,) if state == "received" else ()
    return PaperView(uuid4(), kind, "", state, None, None, "", None, None, None, 1, files, **more)  # type: ignore[arg-type]


def test_a_folder_begins_with_what_presses_and_goes_by_sender() -> None:
    papers = [
        paper("creditor_letter", sender="Zilver"), paper("creditor_letter", sender="aardig", urgency="keep"),
        paper("creditor_letter", sender="Arend"), paper("bailiff_letter", sender="Wit"), paper("cjib", urgency="soon"),
        paper("rent", urgency="now"), paper("rent", unopened=True), paper("rent", unopened=True, urgency="keep"),
        paper("payslip", "needed"), paper("payslip", folder="personal"),
    ]  # fmt: skip
    shelf = {folder.code: [(p.kind, p.sender) for p in folder.papers] for folder in folders_of(papers)}
    assert shelf["first"] == [("rent", ""), ("rent", "")]
    assert shelf["letters"] == [
        ("bailiff_letter", "Wit"), ("cjib", ""), ("creditor_letter", "Arend"), ("creditor_letter", "Zilver"),
        ("creditor_letter", "aardig"),
    ]  # fmt: skip
    assert (shelf["home"], shelf["income"], shelf["personal"]) == ([("rent", "")], [], [("payslip", "")])


def test_every_kind_of_paper_has_a_folder_and_the_numbers_do_not_move() -> None:
    sorts = [kind for kind in PAPER_KINDS if folders_of([paper(kind)])[-1].papers]
    assert sorts == ["other"]
    assert [folder.number for folder in folders_of([])] == list(range(1, len(FOLDERS) + 1))


def test_the_labels_are_the_folders_of_the_screen(client_as: ClientAs) -> None:
    sheet_of = client_as("anna").get(f"{LIST}/mappen.pdf")
    with pikepdf.open(io.BytesIO(sheet_of.data)) as sheet:
        assert len(sheet.pages) == 1
    assert b"K-anna" not in sheet_of.data


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1", (0,)), ("2-4", (1, 2, 3)), ("5, 1", (4, 0)), ("1–2 en 4", (0, 1, 3)), ("3;1", (2, 0))],
)
def test_pages_are_read_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert page_numbers(text, 5) == pages
    for wrong in ("", "0", "6", "4-2", "1,1", "een", "1-", "1-9"):
        with pytest.raises(WrongPages):
            page_numbers(wrong, 5)


def test_a_pdf_is_cut_over_papers_and_photos_are_turned(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    path = listed(anna)
    handed_in(anna, path, (pdf(pages=3), "stapel.pdf"), (picture("JPEG"), "foto.jpg"))

    def files() -> list[tuple[str, int, bytes]]:
        with sqlite_world.open() as session:
            rows = session.scalars(
                select(PaperFile)
                .where(PaperFile.removed_at.is_(None))
                .order_by(PaperFile.paper_id, PaperFile.place)
            ).all()
            kinds = {row.id: row.kind for row in session.scalars(select(Paper))}
        return [
            (kinds[row.paper_id], row.pages or 0, anna.get(f"{LIST}/bestanden/{row.id}").data) for row in rows
        ]

    with sqlite_world.open() as session:
        stack, photo = session.scalars(select(PaperFile.id).order_by(PaperFile.place)).all()
    cutting = f"{LIST}/bestanden/{stack}/splitsen"
    page = anna.submit(cutting, {"pages": "2-9", "kind": "energy", "label": "K-stroom"}, status=422).text
    assert "Die bladzijden staan niet in dit bestand." in page and "K-stroom" in page
    anna.submit(cutting, {"pages": "2-3", "kind": "energy", "label": "K-stroom"})
    assert [(kind, pages) for kind, pages, _ in files()] == [("rent", 1), ("rent", 1), ("energy", 2)]
    turning = f"{LIST}/bestanden/{photo}/draaien"
    before = len(list(sqlite_world.store.objects()))
    anna.post(turning, form_of(anna.get(path), turning))
    assert len(list(sqlite_world.store.objects())) == before
    whole = anna.get(f"{path}/document.pdf")
    with pikepdf.open(io.BytesIO(whole.data)) as bound:
        assert [round(float(page.mediabox[3])) for page in bound.pages] == [300, 842]
    anna.get(cutting, status=404)


def test_a_bag_of_papers_is_sorted_later(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    bag = f"{LIST}/tas"
    sent = {**form_of(anna.get(bag), bag), "unopened": "y",
            "files": [(io.BytesIO(picture("JPEG")), "a.jpg"), (io.BytesIO(picture("PNG")), "b.png")]}  # fmt: skip
    anna.post(bag, sent, content_type="multipart/form-data")
    page = anna.get(f"{LIST}/mappen").text
    assert page.count("nog dicht") == 2 and "1 · Eerst openen" in page and "a.jpg" in page
    with sqlite_world.open() as session:
        papers = session.scalars(select(Paper)).all()
        assert [(p.kind, p.state, p.unopened) for p in papers] == [("other", "received", True)] * 2
        assert sqlite_world.dossier(session).waiting_on == "us"
        first = f"{LIST}/{papers[0].id}"
    told = {"kind": "bailiff_letter", "sender": "K-Deurwaarder", "urgency": "now", "folder": "letters"}
    fields = form_of(anna.get(first), f"{first}/sorteren")
    fields.pop("unopened", None)
    anna.post(f"{first}/sorteren", {**fields, **told})
    anna.post(f"{first}/sorteren", {**fields, **told, "token": "0" * 32}, status=409)
    page = anna.get(f"{LIST}/mappen").text
    assert "7 · Brieven om te betalen" in page and "K-Deurwaarder" in page
