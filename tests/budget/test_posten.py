import pytest

from schuldhulp.budget.categories import CATEGORIES, CATEGORY, Group
from schuldhulp.budget.posten import Basis, Direct, Post, Withheld, Withholding
from schuldhulp.money import MAX_CENTS


def test_every_category_has_its_own_code_and_a_label():
    assert len(CATEGORY) == len(CATEGORIES)
    assert all(category.label and category.label[0].isupper() for category in CATEGORIES)
    assert {category.group for category in CATEGORIES} == set(Group)


@pytest.mark.parametrize(
    ("basis", "full", "account"), [(None, 1_100_00, 1_000_00), (Basis.FULL, 1_000_00, 900_00)]
)
def test_an_income_before_and_after_what_is_withheld(basis, full, account):
    post = Post("wage", 1_000_00, basis=basis, withheld=(Withheld(Withholding.BESLAG, 100_00),))

    assert (post.full_cents, post.account_cents) == (full, account)


def test_more_withheld_than_there_is_leaves_nothing_on_the_account():
    post = Post("wage", 50_00, basis=Basis.FULL, withheld=(Withheld(Withholding.BESLAG, 100_00),))
    assert post.account_cents == 0


def test_only_an_income_that_goes_elsewhere_lowers_an_expense():
    assert Post("rent_allowance", 1, paid_directly=Direct.LANDLORD).lowers == ("rent",)
    assert Post("rent_allowance", 1).lowers == ()
    assert Post("rent", 1, paid_directly=Direct.WITHHELD).lowers == ()


def test_an_own_label_wins():
    assert Post("childcare", 1, label="Bso").name == "Bso"
    assert Post("childcare", 1).name == "Kinderopvang"


@pytest.mark.parametrize("fields", [{"cents": MAX_CENTS + 1}, {"cents": 1, "arrears_cents": -1}])
def test_amounts_outside_the_limits_are_refused(fields):
    with pytest.raises(ValueError):
        Post("rent", **fields)
