"""How a value reads on a page."""

import pytest

from schuldhulp.web.display import mid_sentence


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Water (Vitens N.V.)", "water (Vitens N.V.)"),
        ("Zorgtoeslag", "zorgtoeslag"),
        ("CAK", "CAK"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_label_inside_a_sentence_keeps_the_names_in_it(label: str, inside: str) -> None:
    assert mid_sentence(label) == inside
