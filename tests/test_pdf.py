import io
import os
import signal
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schuldhulp.budget.document import LANDLORD_PARTS
from schuldhulp.money import format_euro
from schuldhulp.pdf import (
    MAX_HTML_BYTES,
    Limits,
    MemoryCache,
    PdfFailed,
    PdfRenderer,
    cache_key,
    own_fetcher,
    render_pdf,
    static_file,
)
from schuldhulp.prints import (
    Answering,
    CaseSummaryDocument,
    PrintedQuestion,
    StepDocument,
    SummaryDebt,
    SummaryRow,
    SummarySection,
)
from schuldhulp.web.display import date_text, paragraphs
from tests.budget.plans import PLAN, SENDER, plan_of_the_man, plan_of_the_mother

SMALL = '<!doctype html><html lang="nl"><title>Toets</title><h1>Dag</h1><p>{}</p></html>'


@pytest.fixture(scope="module")
def renderer():
    made = PdfRenderer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def write():
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(euro=format_euro, date=date_text, paragraphs=paragraphs)
    return lambda name, document: environment.get_template(f"pdf/{name}.html").render(document=document)


def _text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(
        "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pages).replace("\xa0", " ").split()
    )


def _pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def _assert_tagged(pdf: bytes, title: str) -> None:
    for profile in ("ua1", "2a"):
        verdict = page.validate_pdf_bytes(pdf, profile=profile)
        assert verdict.is_compliant, verdict.to_json()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert str(opened.docinfo["/Title"]) == title
        heads = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
        ]
        assert all(_scope(head.A) in ("/Row", "/Column") for head in heads)


def _scope(attributes) -> str | None:
    items = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(item["/Scope"]) for item in items if "/Scope" in item), None)


class TestBudgetPlan:
    def test_the_plan_of_the_mother_is_tagged_and_has_her_figures(self, renderer, write):
        document = plan_of_the_mother()
        pdf = renderer.render(write("budgetplan", document), title=document.title)

        _assert_tagged(pdf, "Budgetplan")
        assert 2 <= _pages(pdf) <= 4
        text = _text(pdf)
        for amount in ("2.956,10", "2.411,58", "544,52", "205,83", "78,69", "12.054,25", "153,46"):
            assert f"€ {amount}" in text
        for words in (*PLAN.goals, "Sam de Wit", "Versie 2", "30 november 2026", "Gemeente Voorbeeldstad"):
            assert words in text
        assert "Dit is niet het plan van aanpak." in text
        assert f"pagina 1 van {_pages(pdf)}" in text

    def test_the_version_for_the_landlord_names_no_debt(self, renderer, write):
        document = plan_of_the_mother(LANDLORD_PARTS)
        text = _text(renderer.render(write("budgetplan", document), title=document.title))

        assert "€ 78,69" in text
        assert "Andere betalingen" in text
        for debt in PLAN.debts:
            assert debt.creditor not in text or debt.creditor in ("Gemeente", "Zorgverzekeraar")
        for word in (
            "Schulden",
            "deurwaarder D",
            "Beslag",
            "eslag en terug",
            "€ 2.890,00",
            "ncasso",
            "Achterstand",
        ):
            assert word not in text

    def test_only_the_chosen_parts_are_there(self, renderer, write):
        document = plan_of_the_mother({"maand"})
        text = _text(renderer.render(write("budgetplan", document), title=document.title))

        assert "Dezelfde maand in cijfers" in text
        assert "Alle bedragen" not in text
        assert "Leefgeld" not in text
        with pytest.raises(ValueError):
            plan_of_the_mother({"iets"})

    def test_large_print_is_tagged(self, renderer, write):
        document = plan_of_the_man()
        _assert_tagged(renderer.render(write("budgetplan", document), title=document.title), "Budgetplan")

    def test_typed_text_stays_text(self, renderer, write):
        plan = replace(PLAN, goals=('<img src="file:///etc/passwd"> & <b>niet vet</b> 🙂',))
        document = replace(plan_of_the_mother(), plan=plan)

        assert "<b>niet vet</b>" in _text(
            renderer.render(write("budgetplan", document), title=document.title)
        )


@pytest.mark.parametrize(
    "typed", ["huis \U0001f3e0", "ሰላም", "مرحبا", "Привет", "a\x00b\x07", "a" * 9_000, "\ue000"]
)
def test_whatever_is_typed_the_document_stays_readable(renderer, write, typed):
    document = replace(plan_of_the_mother({"doelen"}), plan=replace(PLAN, goals=(typed,)))
    _assert_tagged(renderer.render(write("budgetplan", document), title=document.title), "Budgetplan")


def test_the_case_summary_fits_on_one_page(renderer, write):
    document = CaseSummaryDocument(
        SENDER,
        "Sam de Wit",
        "VB-7K2M-94",
        date(2026, 11, 30),
        "Noor",
        "stabilisatie",
        "Wij zijn aan zet.",
        question="Heeft dit nog zin?",
        safety="Niet inspreken.",
        sections=(SummarySection("Dreiging", (SummaryRow("Ontruiming", "26 november", True),) * 6),) * 2,
        month=(("Inkomen", 2_956_10), ("Blijft over", 78_69)),
        debts=tuple(SummaryDebt(debt.creditor, debt.cents, debt.running) for debt in PLAN.debts[:6]),
        debts_count=10,
        debts_cents=12_054_25,
    )
    pdf = renderer.render(write("samenvatting", document), title=document.title)

    _assert_tagged(pdf, "Samenvatting van het dossier")
    assert _pages(pdf) == 1
    assert "En nog 4 andere." in _text(pdf)


def test_a_step_on_paper_blank_and_filled(renderer, write):
    blank = StepDocument(
        SENDER, "Elke week", "Uitgaven", "Dan ziet u wat vrij is.", 5, "VB-7K2M-94", date(2026, 11, 30),
        (
            PrintedQuestion("Hoeveel per week?", Answering.AMOUNT),
            PrintedQuestion("Wat komt niet elke maand?", Answering.CHOICE, options=("kleding", "school")),
            PrintedQuestion("Wat nog meer?", Answering.TEXT),
        ),
    )  # fmt: skip
    filled = replace(blank, questions=(replace(blank.questions[2], answer="Een cadeau."),))

    for document, words in ((blank, "Weet ik niet"), (filled, "Een cadeau.")):
        pdf = renderer.render(write("stap", document), title=document.title)
        _assert_tagged(pdf, "Elke week")
        assert words in _text(pdf)
    assert filled.filled
    assert not blank.filled


class TestNothingIsFetched:
    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "http://localhost/x",
            "https://example.org/x",
            "ftp://example.org/x",
            "static:../config.py",
            "static:css/../../pdf.py",
            "static:/etc/passwd",
            "static:vendor/lucide/LICENSE",
            "css/pdf.css",
        ],
    )
    def test_every_other_address_is_refused(self, address):
        with pytest.raises(ValueError):
            own_fetcher().fetch(address)

    def test_own_files_and_data_are_given(self):
        assert static_file("static:css/pdf.css").is_file()
        assert own_fetcher().fetch("data:text/plain,dag").read() == b"dag"

    def test_a_page_that_asks_for_files_gets_nothing(self, renderer, tmp_path):
        secret = tmp_path / "geheim.txt"
        secret.write_text("zeer-geheim")
        body = (
            f'<link rel="attachment" href="{secret.as_uri()}"><a rel="attachment" href="{secret.as_uri()}">x</a>'
            f'<img alt="x" src="{secret.as_uri()}"><object data="{secret.as_uri()}"></object>'
            f'<style>@import url("{secret.as_uri()}"); @font-face {{ font-family: x; src: url("{secret.as_uri()}") }}'
            "</style>"
        )
        pdf = renderer.render(SMALL.format(body), title="Toets")

        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert not list(opened.attachments)
            for item in opened.objects:
                if isinstance(item, pikepdf.Stream):
                    assert b"zeer-geheim" not in item.read_bytes()


class TestTheChild:
    def test_the_same_page_gives_the_same_bytes_in_another_child(self, renderer, write):
        html = write("budgetplan", plan_of_the_mother())
        first = renderer.render(html, title="Budgetplan")
        other = PdfRenderer()
        try:
            assert other.child_id is None
            assert other.render(html, title="Budgetplan") == first
            assert other.child_id != renderer.child_id
        finally:
            other.close()

    def test_it_is_replaced_after_its_documents(self):
        renderer = PdfRenderer(Limits(documents=1))
        try:
            renderer.render(SMALL.format("een"), title="Toets")
            first = renderer.child_id
            renderer.render(SMALL.format("twee"), title="Toets")
            assert renderer.child_id != first
            assert not _alive(first)
        finally:
            renderer.close()

    def test_it_is_killed_when_it_is_late(self):
        renderer = PdfRenderer()
        try:
            renderer.render(SMALL.format("kort"), title="Toets")
            # The first page starts the child and may take its time on a busy machine; the second may not.
            renderer._limits = Limits(seconds=1)
            late = renderer.child_id
            os.kill(late, signal.SIGSTOP)
            with pytest.raises(PdfFailed, match="too long"):
                renderer.render(SMALL.format("lang"), title="Toets")
            assert not _alive(late)
            renderer._limits = Limits()
            assert renderer.render(SMALL.format("weer"), title="Toets").startswith(b"%PDF")
        finally:
            renderer.close()

    def test_a_death_is_a_refusal_and_the_next_page_works(self):
        renderer = PdfRenderer()
        try:
            renderer.render(SMALL.format("een"), title="Toets")
            os.kill(renderer.child_id, signal.SIGKILL)
            time.sleep(0.1)
            assert renderer.render(SMALL.format("twee"), title="Toets").startswith(b"%PDF")
        finally:
            renderer.close()

    def test_too_little_memory_is_a_refusal(self):
        renderer = PdfRenderer(Limits(memory_bytes=40_000_000))
        try:
            with pytest.raises(PdfFailed):
                renderer.render(SMALL.format("een"), title="Toets")
        finally:
            renderer.close()

    def test_a_page_that_is_too_large_is_refused_before_the_child(self):
        renderer = PdfRenderer()
        with pytest.raises(PdfFailed, match="too large"):
            renderer.render("x" * (MAX_HTML_BYTES + 1), title="Toets")
        assert renderer.child_id is None

    def test_it_knows_no_secret_of_the_server(self, renderer, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "zeer-geheim")
        fresh = PdfRenderer()
        try:
            fresh.render(SMALL.format("een"), title="Toets")
            assert b"zeer-geheim" not in Path(f"/proc/{fresh.child_id}/environ").read_bytes()
        finally:
            fresh.close()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class TestTheCache:
    def test_the_same_page_comes_from_the_cache(self):
        kept = MemoryCache()
        first = render_pdf(SMALL.format("een"), title="Toets", cache=kept)
        assert render_pdf(SMALL.format("een"), title="Toets", cache=kept) is first

    def test_a_key_follows_the_page(self):
        assert cache_key("a") == cache_key("a") != cache_key("b")

    def test_the_oldest_use_makes_room(self):
        kept = MemoryCache(max_bytes=10)
        kept.put("a", b"12345")
        kept.put("b", b"12345")
        kept.get("a")
        kept.put("c", b"12345")

        assert [kept.get(key) for key in "abc"] == [b"12345", None, b"12345"]
        kept.put("d", b"12345678901")
        assert kept.get("d") is None
