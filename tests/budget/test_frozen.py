import pytest
from hypothesis import given
from hypothesis import strategies as st

from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.frozen import NotAVersion, freeze, thaw
from tests.budget.cases import mother
from tests.budget.test_begroting import DEBTS, POSTS


def test_a_kept_version_gives_every_figure_again():
    kept = freeze(*mother())

    assert thaw(kept) == mother()
    assert make_budget(*thaw(kept)).room_cents == 78_69


@given(st.lists(POSTS, max_size=4), st.lists(DEBTS, max_size=3))
def test_freezing_and_thawing_changes_nothing(posts, debts):
    kept = freeze(posts, debts)

    assert thaw(kept) == (tuple(posts), tuple(debts))
    assert freeze(*thaw(kept)) == kept


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "posts": [{}]}'])
def test_another_text_is_refused(text):
    with pytest.raises(NotAVersion):
        thaw(text)
