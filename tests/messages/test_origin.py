"""How much of a message is the writer's own, and what it remembers of the scripts in it."""

import pytest

from schuldhulp.messages.origin import Origin, own_percent

SCRIPT = "Dag Anna,\n\nDank u wel dat u dit schrijft. Wat is nu het belangrijkste?\n\nGroet, Noor"


@pytest.mark.parametrize(
    ("sent", "own"),
    [
        (SCRIPT, 0),
        (SCRIPT.upper(), 0),
        ("Ik bel u morgen om tien uur.", 100),
        ("", 0),
        (SCRIPT + " Ik bel u nog.", 20),
        ("Dank u wel dat u dit schrijft.", 0),
    ],
)
def test_the_share_of_own_words_is_what_the_script_did_not_give(sent: str, own: int) -> None:
    assert own_percent(sent, SCRIPT) == own


def test_a_second_script_counts_as_the_newest_and_no_line_is_forgotten() -> None:
    first = Origin(script_id="a", version=1, lines=("k1", "k2"), text="Een.")
    second = Origin(script_id="b", version=3, lines=("k2", "k3"), text="Twee.")
    both = second.after(first)
    assert (both.script_id, both.version, both.lines) == ("b", 3, ("k1", "k2", "k3"))
    assert own_percent("Een. Twee. Drie.", both.text) == 33
    assert second.after(None) == second
