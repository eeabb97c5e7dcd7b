"""The coach: labels with words, remarks with their cause, jargon, length, and what of the client is left open."""

import pytest

from schuldhulp.scripts_mi.analysis.lexicon import load_lexicon
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.coach.measures import measure
from schuldhulp.scripts_mi.coach.review import Review, Situation, review_reply
from schuldhulp.scripts_mi.coach.wordlists import load_wording, unexplained

SAID = (
    "Ik heb gisteren mijn eerste schuld ingevuld. Ik schaam me er wel voor. De rest lukt me niet alleen. "
    "Ik wil dit weekend verder. Wat is een dwangbevel eigenlijk?"
)
GOOD = """Beste Anna,

Dank u wel voor uw bericht. U heeft de eerste schuld ingevuld. Aan de ene kant schaamt u zich, en toch keek u.
Alleen verder gaan is lastig, zegt u. U vroeg wat een dwangbevel is: dat is een brief van de overheid.
Die zegt dat u betaalt. Wat zou u dit weekend kunnen helpen om verder te gaan? U bepaalt zelf hoeveel u doet.

Hartelijke groet,
Noor"""


def review(text: str, said: str = "", **more: object) -> Review:
    situation = Situation(said=said, **more)  # type: ignore[arg-type]
    return review_reply(text, load_tables(), load_wording(), load_lexicon(), situation)


def rules(found: Review) -> set[str]:
    return {remark.rule for remark in found.remarks}


def test_a_good_reply_gets_no_warning_and_names_what_it_counted() -> None:
    found = review(GOOD, SAID)
    assert found.of("let_op") == ()
    assert not {"vraag_open", "gevoel_open"} & rules(found)
    assert "1 open vraag, 0 gesloten vragen, 0 sturende zinnen" in found.counts


@pytest.mark.parametrize(
    ("text", "rule", "about"),
    [
        ("Waarom heeft u dat niet eerder gezegd?", "verwijt", "Waarom heeft u dat niet eerder gezegd?"),
        ("U moet vrijdag de lijst inleveren.", "sturend", "U moet vrijdag de lijst inleveren."),
        ("Ik raad u aan om de auto te verkopen.", "advies", "Ik raad u aan om de auto te verkopen."),
        ("Dat is natuurlijk lastig.", "oordeel", "natuurlijk"),
        ("Uw crediteur belde.", "vaktaal", "crediteur"),
        ("Goed gedaan!", "kale_lof", "Goed gedaan!"),
        ("Heeft u de brief?", "gesloten", ""),
    ],
)
def test_a_remark_names_the_words_it_is_about(text: str, rule: str, about: str) -> None:
    found = next(remark for remark in review(text).remarks if remark.rule == rule)
    assert found.about == about and found.text[-1] in ".?"


def test_too_much_in_one_message_is_said_with_the_number() -> None:
    questions = review("Wat wilt u? Hoe gaat het? Wie helpt u?")
    assert next(r.text for r in questions.remarks if r.rule == "vragen").startswith("U stelt 3 vragen")
    long = review("Dit is een zin van zes woorden. " * 25)
    assert "lang" in rules(long) and "lange_zin" not in rules(long)
    assert "lange_zin" in rules(review("Dit is een " + "heel " * 20 + "lange zin."))
    assert "taken" in rules(review("Bel de bank. Stuur mij de brief."))


def test_in_a_crisis_telling_what_to_do_is_right() -> None:
    assert "sturend" in rules(review("Bel nu 112."))
    assert "sturend" not in rules(review("Bel nu 112.", "Hij slaat me.", crisis=True))


def test_what_the_client_wrote_and_the_reply_leaves_open() -> None:
    found = review(
        "Beste Anna, de vergadering is op donderdag om tien uur in het stadhuis. Groet, Noor", SAID
    )
    assert {"vraag_open", "gevoel_open"} <= rules(found)
    about = {remark.rule: remark.about for remark in found.remarks}
    assert about["vraag_open"] == "Wat is een dwangbevel eigenlijk?" and about["gevoel_open"] == "schaam"


def test_repeating_the_client_word_for_word_is_named_and_so_is_praise_that_comes_again() -> None:
    assert "napraten" in rules(
        review("U wacht op antwoord van gemeente.", "Ik wacht op antwoord van de gemeente.")
    )
    praise = "Wat u deed, vroeg veel moed."
    assert "herhaling" in rules(review(praise, earlier=(praise, "Beste Anna, " + praise)))
    assert "herhaling" not in rules(review(praise, earlier=(praise,)))


def test_a_word_of_the_trade_that_is_explained_is_left_alone() -> None:
    wording = load_wording()
    assert [found.plain for found in unexplained("Er komt een moratorium.", wording)] == [
        "rust die de rechter geeft"
    ]
    assert unexplained("Er komt een moratorium: de rechter geeft u rust.", wording) == []
    assert len(wording.terms) >= 250
    assert not any(plain.pattern.search("schuldeiser") for plain in wording.terms.values())


def test_readability_is_left_out_on_short_text() -> None:
    assert measure(["Dit is kort.", "Heel kort."]).lix is None
    told = measure(["Wij schrijven u over de huurtoeslag van volgend jaar."] * 8)
    assert told.lix == 42 and told.longest == 9 and told.mean == 9.0
