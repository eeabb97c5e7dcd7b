import pytest

from schuldhulp.refusals import Refused


class DoorIsShut(Refused):
    """The door is shut."""

    sentence = "De deur is dicht."


class FrontDoorIsShut(DoorIsShut):
    """The front door is shut."""


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refused, "Dit kan nu niet."),
        (DoorIsShut, "De deur is dicht."),
        (FrontDoorIsShut, "De deur is dicht."),
    ],
)
def test_a_refusal_says_its_sentence(refusal: type[Refused], said: str) -> None:
    with pytest.raises(Refused) as refused:
        raise refusal
    assert str(refused.value) == said


def test_a_sentence_of_the_moment_wins() -> None:
    assert str(DoorIsShut("De deur gaat om 9:00 open.")) == "De deur gaat om 9:00 open."
