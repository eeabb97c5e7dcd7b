"""Reading a client's message by words."""

import pytest

from schuldhulp.scripts_mi.analysis.lexicon import load_lexicon
from schuldhulp.scripts_mi.analysis.topics import read_message
from schuldhulp.scripts_mi.facts import snapshot_of

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ik schaam me kapot voor mijn zus.", "schaamte"),
        ("Heeft dit nog zin?", "zin"),
        ("Ik ben zo bang voor de bel.", "angst"),
        ("Het lukt me niet om die lijst te maken", "lukt-niet"),
        ("Dankjewel voor uw hulp", "dank"),
        ("Welke papieren heeft u van mij nodig?", "papieren"),
        ("Kan de afspraak verzet worden?", "verzetten"),
        ("Het CAK houdt geld in.", "cak"),
        ("Hoe lang duurt het nog?", "wachten"),
        ("Kunt u uitleggen wat een dagvaarding is?", "uitleg"),
        ("Wat vindt u dat ik moet doen?", "advies"),
        ("Ze zeggen nee tegen mijn voorstel.", "weigering"),
        ("Ik heb toch weer iets besteld.", "nieuwe-schuld"),
        ("Er ligt beslag op mijn loon.", "beslag"),
    ],
)
def test_a_topic_is_recognised(text: str, topic: str) -> None:
    assert topic in read_message(text, LEXICON).topics


def test_discord_is_about_us_and_not_about_a_creditor() -> None:
    assert read_message("Jullie luisteren toch niet.", LEXICON).discord
    assert not read_message("De verhuurder was heel vriendelijk.", LEXICON).discord


def test_a_reading_fits_in_a_snapshot() -> None:
    reading = read_message("Heeft dit nog zin? Ik durf niet meer.", LEXICON)
    snapshot = snapshot_of({"crisis.open": False, "threat.open": True, **reading.facts()})
    assert snapshot.get("message.last.questions") == 1
    assert snapshot.get("message.last.topics") == ("angst", "zin")
