"""The two cases of practice, typed in forms: the figures on the page and on paper are the ones that were stated."""

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import html5lib
import pypdfium2
import pytest
from sqlalchemy import select

from schuldhulp import pdf
from schuldhulp.budget.queries import ideas_of, month_of, versions_of
from schuldhulp.debts.queries import debts_of
from schuldhulp.messages.queries import conversation
from schuldhulp.workbook.tables import StepDraft
from tests.budget import walks
from tests.web_client import WebClient, form_of

ClientAs = Callable[[str | None], WebClient]


def text_of(markup: str) -> str:
    """What a person reads, spaces made one."""
    tree = html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)
    main = next(node for node in tree.iter("main"))
    return " ".join(" ".join(main.itertext()).replace("\u00a0", " ").split())


def paper(content: bytes) -> str:
    """The text of a PDF, spaces made one."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    pages = (document[n].get_textpage().get_text_range() for n in range(len(document)))
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def type_line(web: WebClient, root: str, step: str, fields: dict[str, Any]) -> None:
    """Fill in the form of one line; a remark that is shown once is passed by sending it again."""
    path = f"{root}/werkboek/{step}/nieuw?soort={fields.get('code', '')}"
    posted = {**form_of(web.get(path), path), **fields, "do": "save", "gezien": "1"}
    web.post(path, posted)


def type_mother(web: WebClient) -> None:
    for step, fields in (*walks.MOTHER_INCOMES, *walks.MOTHER_EXPENSES):
        type_line(web, "/mijn", step, fields)
    for fields in walks.MOTHER_DEBTS:
        type_line(web, "/mijn", "een-schuld", fields)


def test_case_a_typed_in_forms_gives_the_stated_figures_on_page_and_paper(
    client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = client_as("anna")
    type_mother(web)
    page = text_of(web.get("/mijn/budget").text)
    for amount in ("€ 2.956,10", "€ 2.411,58", "€ 544,52", "€ 78,69"):
        assert amount in page.replace("−", "")
    assert "Er blijft € 78,69 per maand over." in page
    debts = text_of(web.get("/mijn/schulden").text)
    assert "Bij elkaar staat er € 12.054,25 open, bij 10 organisaties of personen." in debts
    assert "De bedragen zijn nog niet bevestigd." in debts and "€ 0,00" not in debts
    assert "Is dit dezelfde schuld?" in debts and "Invordering Noordeinde telt nu niet mee." in debts
    answer = web.get("/mijn/budget/plan.pdf")
    assert answer.mimetype == "application/pdf"
    assert (
        answer.headers["Cache-Control"] == "no-store"
        and "anna" not in answer.headers["Content-Disposition"].lower()
    )
    printed = paper(answer.data)
    for amount in ("€ 2.956,10", "€ 2.411,58", "€ 544,52", "€ 78,69", "€ 12.054,25"):
        assert amount in printed.replace("−", "").replace("-", ""), amount
    assert {amount for amount in amounts_of(web) if amount not in printed} == set()
    with monkeypatch.context() as without_maker:
        without_maker.setattr(pdf, "_RENDERER", None)
        assert web.get("/mijn/budget/plan.pdf").data == answer.data, (
            "the same paper again comes from the cache"
        )
    landlord = re.search(r'href="([^"]*plan\.pdf\?delen=[^"]*)"', web.get("/mijn/budget/plan").text)
    assert landlord is not None
    printed = paper(web.get(landlord[1].replace("&amp;", "&")).data)
    assert "€ 684,50" in printed and "€ 78,69" in printed
    for word in ("12.054,25", "Odido", "beslag", "Beslag", "2.890"):
        assert word not in printed, "a landlord sees no debts"


def amounts_of(web: WebClient) -> set[str]:
    """Every amount of the groups and lines on the budget page."""
    tree = html5lib.parse(web.get("/mijn/budget").text, treebuilder="etree", namespaceHTMLElements=False)
    groups = next(node for node in tree.iter("div") if node.get("class") == "groups")
    found = (
        " ".join("".join(n.itertext()).split()) for n in groups.iter("span") if n.get("class") == "money"
    )
    amounts = {text.replace("\u00a0", " ") for text in found}
    assert len(amounts) > 25
    return amounts


def test_case_c_typed_beside_the_client_gives_the_stated_figures(client_as: ClientAs) -> None:
    web = client_as("noor")
    kenmerk = web.world.kenmerken["anna"]
    root = f"/dossiers/{kenmerk}"
    for step, fields in (*walks.MAN_INCOMES, *walks.MAN_EXPENSES):
        type_line(web, root, step, fields)
    path = f"{root}/werkboek/schulden-grof"
    rough = {
        f"lines-{n}-{name}": text
        for n, line in enumerate(walks.MAN_ROUGH) for name, text in zip(("name", "amount"), line, strict=True)
    }  # fmt: skip
    assert 1 + len(rough) + 1 <= 25, "one press to open, one for each field, one to send"
    web.submit(path, {**rough, "do": "save"})
    with web.world.open() as session:
        noor, anna = web.world.people["noor"], web.world.people["anna"]
        value = debts_of(session, noor, anna.dossier_id)
        assert (value.total.cents, value.count, value.total.approximate) == (16_691_20, 10, True)
        budget = month_of(session, noor, anna.dossier_id).budget
        assert budget.income_cents == 1351_33 + 68_13 + 129_00
    page = text_of(web.get(f"{root}/schulden").text)
    assert "€ 16.691,20 open, bij 10 organisaties" in page
    month = text_of(web.get(f"{root}/budget").text)
    assert "€ 1.548,46" in month and "€ 172,70" in month
    printed = paper(web.get(f"{root}/budget/plan.pdf?groot=1").data)
    assert "€ 16.691,20" in printed and "€ 1.548,46" in printed


def test_a_wage_by_the_month_is_asked_about_once(client_as: ClientAs) -> None:
    web = client_as("anna")
    path = "/mijn/werkboek/lonen-en-uitkeringen/nieuw?soort=wage"
    typed = {**form_of(web.get(path), path), "code": "wage", "amount": "1180", "per": "maand", "do": "save"}
    page = web.post(path, typed, status=200)
    assert "Bij 4 weken is het € 1.278,33 per maand" in text_of(page.text)
    web.post(path, {**form_of(page, path), "per": "4weken", "do": "save"})
    with web.world.open() as session:
        anna = web.world.people["anna"]
        assert month_of(session, anna, anna.dossier_id).budget.income_cents == 1278_33


def test_eight_amounts_at_once(client_as: ClientAs) -> None:
    web = client_as("anna")
    web.submit(
        "/mijn/budget/snel", {"wage": "1500", "rent": "650", "energy": "abc", "food": "80"}, status=422
    )
    eight = {"wage": "1500", "wage_kind": "benefit_pw", "rent": "650", "energy": "150", "food": "80"}
    web.submit("/mijn/budget/snel", eight)
    month = text_of(web.get("/mijn/budget").text)
    assert "Er blijft € 353,33 per maand over." in month and "Bijstand" in month and "Loon" not in month
    again = text_of(web.get("/mijn/budget/snel").text)
    assert "staat er al: € 650,00 per maand" in again
    web.submit("/mijn/budget/snel", {}, status=422)


def test_the_own_idea_is_asked_first_compared_and_kept(client_as: ClientAs) -> None:
    web = client_as("anna")
    web.submit("/mijn/budget/snel", {"wage": "1500", "rent": "650", "telephone": "45", "food": "80"})
    page = web.get("/mijn/budget")
    assert "Er staat nog geen vakantiegeld" not in page.text, "first the own idea is asked"
    started = web.post(
        "/mijn/budget/wat-als", {**form_of(page, "/mijn/budget/wat-als"), "words": "Goedkoper bellen", "do": "begin"},
        status=200,
    )  # fmt: skip
    fields = form_of(started, "/mijn/budget/wat-als")
    assert fields["words"] == "Goedkoper bellen"
    with web.world.open() as session:
        anna = web.world.people["anna"]
        lines = {line.told.code: line for line in month_of(session, anna, anna.dossier_id).lines}
    fields |= {f"amount_{lines['telephone'].id.hex}": "12,50", f"stop_{lines['food'].id.hex}": "y"}
    fields |= {"extra_code": "other_income", "extra": "10", "extra_per": "week", "do": "compare"}
    compared = web.post("/mijn/budget/wat-als", fields, status=200)
    assert "€ 458,33" in text_of(compared.text) and "€ 880,83" in text_of(compared.text)
    back = web.get("/mijn/budget/wat-als")
    again = form_of(back, "/mijn/budget/wat-als")
    assert (again["words"], again["extra"]) == ("Goedkoper bellen", "10"), (
        "what was compared is there on coming back"
    )
    assert again[f"amount_{lines['telephone'].id.hex}"] == "12,50"
    web.post("/mijn/budget/wat-als/concept", again | {"words": "Goedkoper bellen met een sim"}, status=204)
    assert "Goedkoper bellen met een sim" in web.get("/mijn/budget/wat-als").text
    assert "sim" not in client_as("noor").get(f"/dossiers/{web.world.kenmerken['anna']}/budget/wat-als").text
    begun = {"words": "Goedkoper bellen", "do": "begin"}
    begun = web.post(
        "/mijn/budget/wat-als", form_of(web.get("/mijn/budget"), "/mijn/budget/wat-als") | begun, status=200
    )
    amounts = form_of(begun, "/mijn/budget/wat-als")
    assert (amounts["words"], amounts["extra"]) == ("Goedkoper bellen", "10"), "other words leave the amounts"
    web.post("/mijn/budget/wat-als", {**form_of(compared, "/mijn/budget/wat-als"), "do": "keep"})
    with web.world.open() as session:
        assert [idea.words for idea in ideas_of(session, anna, anna.dossier_id)] == ["Goedkoper bellen"]
        version = versions_of(session, anna, anna.dossier_id)[0]
        assert session.scalars(select(StepDraft)).all() == [], "once it is kept nothing unsent stays"
        assert (version.kind, version.room_cents) == ("idea", 880_83)
    assert "Er staat nog geen vakantiegeld" in web.get("/mijn/budget").text
    frozen = text_of(web.get(f"/mijn/budget/versies/{version.id}").text)
    assert "€ 880,83" in frozen and "Deze versie naast het budget van nu" in frozen and "€ 458,33" in frozen
    assert "€ 880,83" in paper(web.get(f"/mijn/budget/plan.pdf?versie={version.id}").data)
    outside = paper(web.get(f"/mijn/budget/plan.pdf?versie={version.id}&delen=maand").data)
    assert "€ 880,83" in outside and "Goedkoper bellen" not in outside
    today = paper(web.get("/mijn/budget/plan.pdf").data)
    assert "Goedkoper bellen" in today.split("Uw eigen idee")[1] and "Afspraken" not in today
    client_as("berend").get(f"/mijn/budget/versies/{version.id}", status=404)
    client_as("berend").get(f"/mijn/budget/plan.pdf?versie={version.id}", status=404)


def test_a_version_is_named_and_frozen(client_as: ClientAs) -> None:
    web = client_as("anna")
    web.submit("/mijn/budget/snel", {"wage": "1500", "rent": "650"})
    web.submit("/mijn/budget/plan", {"name": " "}, status=422)
    web.submit("/mijn/budget/plan", {"name": "Na het gesprek"})
    assert "Versie 1: Na het gesprek" in text_of(web.get("/mijn/budget/plan").text)


@pytest.mark.parametrize("who", ["anna", "noor"])
def test_a_question_at_a_line_arrives_as_a_message_about_it(client_as: ClientAs, who: str) -> None:
    web = client_as("anna")
    web.submit("/mijn/budget/snel", {"rent": "650"})
    with web.world.open() as session:
        anna = web.world.people["anna"]
        line = month_of(session, anna, anna.dossier_id).lines[0]
    root = "/mijn" if who == "anna" else f"/dossiers/{web.world.kenmerken['anna']}"
    client_as(who).submit(f"{root}/budget/regels/{line.id}/vraag", {"body": "De huur is omhoog."})
    with web.world.open() as session:
        message = conversation(session, anna, anna.dossier_id)[-1]
        assert (message.about, message.about_id) == ("budget_post", line.id)
        assert message.body.replace("\u00a0", " ") == "Over Huur (€ 650,00 per maand):\nDe huur is omhoog."
        assert message.author == ("client" if who == "anna" else "counsellor")
    other = client_as("berend")
    other.get(f"/mijn/budget/regels/{line.id}/vraag", status=404)


def test_a_double_is_judged_with_one_press(client_as: ClientAs) -> None:
    web = client_as("anna")
    for fields in walks.MOTHER_DEBTS[-4:]:
        type_line(web, "/mijn", "een-schuld", fields)
    page = web.get("/mijn/schulden")
    fields = form_of(page, "/mijn/schulden/dubbel")
    web.post("/mijn/schulden/dubbel", {**fields, "oordeel": "different"})
    with web.world.open() as session:
        anna = web.world.people["anna"]
        value = debts_of(session, anna, anna.dossier_id)
        assert (value.count, value.proposals) == (4, ()), walks.MOTHER_DEBTS[-4:]
    web.post("/mijn/schulden/dubbel", {**fields, "token": "0" * 32, "oordeel": "x"}, status=400)


def test_what_staff_change_is_shown_with_name_and_both_amounts(client_as: ClientAs) -> None:
    web = client_as("anna")
    web.submit("/mijn/budget/snel", {"rent": "650"})
    with web.world.open() as session:
        anna = web.world.people["anna"]
        line = month_of(session, anna, anna.dossier_id).lines[0]
    staff = client_as("noor")
    path = f"/dossiers/{web.world.kenmerken['anna']}/werkboek/wonen/{UUID(str(line.id))}"
    staff.submit(path, {"amount": "684,50", "do": "save"})
    page = text_of(web.get("/mijn/budget").text)
    assert "veranderde dit op vrijdag 20 november: van € 650,00 naar € 684,50." in page


def test_two_people_who_change_one_line_see_both_amounts(client_as: ClientAs) -> None:
    web, staff = client_as("anna"), client_as("noor")
    web.submit("/mijn/budget/snel", {"rent": "650"})
    with web.world.open() as session:
        anna = web.world.people["anna"]
        line = month_of(session, anna, anna.dossier_id).lines[0]
    path = f"/mijn/werkboek/wonen/{line.id}?terug=budget"
    mine = {**form_of(web.get(path), path), "amount": "700", "do": "save"}
    staff.submit(
        f"/dossiers/{web.world.kenmerken['anna']}/werkboek/wonen/{line.id}",
        {"amount": "684,50", "do": "save"},
    )
    page = web.post(path, mine, status=409)
    assert "700" in page.text and "684,50" in page.text
    answer = web.post(path, {**form_of(page, path), "amount--keuze": "mijn"})
    assert answer.location.startswith("/mijn/budget")
    with web.world.open() as session:
        assert month_of(session, anna, anna.dossier_id).lines[0].told.cents == 700_00
