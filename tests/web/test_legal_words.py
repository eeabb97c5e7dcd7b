"""What pages and texts may promise or claim in law; each with the article it rests on."""

from pathlib import Path

from schuldhulp.budget.document import ALL_PARTS, LANDLORD_PARTS
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.phases import Phase
from schuldhulp.replies.queries import catalogue
from schuldhulp.web.budget.plans import made_with

TEMPLATES = Path(__file__).parents[2] / "templates"


def read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def test_the_information_text_says_what_the_avg_asks():
    """AVG 13 and 15-21, 37; Wgs 6, 7 and 8c; the basis is a public task (AVG 6(1)(e)), not consent."""
    text = read("components/information.html")
    for words in (
        "Uw toestemming is daar niet voor nodig", "taak uit de wet", "teamleider", "burgerservicenummer",
        "functionaris gegevensbescherming", "Autoriteit Persoonsgegevens", "bezwaar", "wissen", "mee te werken",
    ):  # fmt: skip
        assert words in text, words


def test_the_three_working_days_are_promised_for_the_six_only():
    """Wgs 4(2): eviction, gas, electricity, stadsverwarming, water, health insurance; warmth among them."""
    for name in ("components/help_now.html", "public/municipality.html", "public/other_help.html"):
        text = read(name)
        assert "warmte" in text and "zorgverzekering" in text, name
    assert '"Dan spreken wij u binnen drie werkdagen."' not in read("public/municipality.html")
    assert "zorgverzekering" in step_texts()["dreigt-er-iets"].why
    # After the talk the term has been met.
    assert "threat.legal and not dossier.first_talk_on" in read("counsellor/case.html")


def test_a_besluit_is_not_promised_to_be_a_plan():
    """Wgs 4a(1): a plan van aanpak or a refusal."""
    assert "Krijgt u hulp, dan" in Phase.BESLUIT_EN_PLAN.explained


def test_a_machtiging_asks_for_all_it_gives():
    """The paper lets us ask and confer, so the step says both."""
    assert "met ons overleggen" in step_texts()["machtiging"].why
    assert "te overleggen" in read("debts/mandate.html")


def test_a_letter_about_an_old_debt_never_hides_a_day_in_court():
    """Not acknowledging (BW 3:318) is no reason to miss a hearing."""
    lines = catalogue().scripts["schulden.misschien_verjaard"].slots
    texts = [line.text for slot in lines for line in slot.lines]
    assert any("dag van de rechter" in text for text in texts)
    assert all("Betaal of erken nog niets; overleg eerst" in t for t in texts if "schuld is oud" in t)


def test_a_paper_without_debts_does_not_name_the_work_and_a_list_acknowledges_nothing():
    """A landlord reads no 'schuldhulpverlener'; a list in a creditor's hands is no erkenning (BW 3:318)."""
    assert made_with("Noor", LANDLORD_PARTS) == "Noor"
    assert made_with("Noor", ALL_PARTS) == "Noor, uw schuldhulpverlener" and made_with("", ALL_PARTS) == ""
    assert "geen erkenning van een schuld" in read("pdf/budgetplan.html")
