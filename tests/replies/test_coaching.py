"""What stops a reply, and how it differs from the script it began with."""

from schuldhulp.messages.addressee import names_in
from schuldhulp.messages.origin import Origin
from schuldhulp.replies.coaching import coach, difference
from schuldhulp.scripts_mi.coach.review import Situation

SCRIPT = "Beste Anna,\n\nU heeft veel gedaan. Wat helpt u nu?\n\nGroet, Noor"


def test_the_stops_are_named() -> None:
    found = coach("Beste [[naam]],", Situation(), somebody_else="Berend", unread_crisis=True)
    told = " ".join(stop.text for stop in found.stops)
    assert "[[naam]]" in told and "‘Berend’" in told and "Lees dat eerst" in told
    assert coach("Beste Anna, dank u wel.", Situation()).stops == ()


def test_the_difference_gives_both_texts_back() -> None:
    written = "Beste Anna,\n\nU heeft drie brieven geopend. Wat helpt u nu?\n\nGroet, Noor"
    pieces = difference(SCRIPT, written)
    assert "".join(p.text for p in pieces if p.kind != "gone") == written
    assert [p.text.strip() for p in pieces if p.kind == "gone"] == ["veel gedaan."]
    origin = Origin(script_id="a", version=1, lines=(), text=SCRIPT)
    assert coach(SCRIPT, Situation(), origin=origin).own == 0
    assert (coach(written, Situation(), origin=origin).own or 0) > 15


def test_names_are_read_from_the_greeting_full_names_and_numbers() -> None:
    named = names_in("Beste mevrouw Jansen en Piet,\n\nUw zaak KBCD-2345 is van Karel de Vries.")
    assert named.greeting == ("Jansen", "Piet") and named.numbers == ("KBCD-2345",)
    assert ("Karel", "Vries") in named.full
    assert names_in("Dank u wel voor uw bericht.").words == frozenset()
