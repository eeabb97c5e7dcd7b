"""Debts put together: senders known from elsewhere in the list, doubles, running payments, sentences."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from schuldhulp.budget.inhoudingen import DebtPayment, Kind
from schuldhulp.creditors.book import Book, OwnEntry
from schuldhulp.debts.owed import DIFFERENT, SAME, StoredDebt, owed, payments_of
from schuldhulp.debts.told import DebtTold, differences
from schuldhulp.money import Period


def debt(number: int, **told) -> StoredDebt:
    return StoredDebt(
        id=UUID(int=number), version=1, told=DebtTold(**told), confirmed_cents=None, entered_by_role="client",
        entered_at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip


ODIDO = debt(1, creditor="Odido", collector="Bureau Noord", claimed_cents=486_00, original_cents=431_00)
BUREAU = debt(2, creditor="bureau noord", claimed_cents=431_00)


def test_a_sender_that_is_named_elsewhere_in_the_list_is_no_creditor_of_its_own() -> None:
    value = owed([ODIDO, BUREAU], [])
    assert (value.total.cents, value.count) == (486_00, 1)
    assert [value.counts(one) for one in value.debts] == [True, False]
    assert value.counted == (ODIDO,)


def test_the_last_word_about_a_pair_counts() -> None:
    pair = (UUID(int=1), UUID(int=2))
    assert owed([ODIDO, BUREAU], [(*pair, DIFFERENT)]).total.cents == 917_00
    same = owed([ODIDO, BUREAU], [(*pair, SAME)])
    assert (same.total.cents, same.proposals, same.same) == (486_00, (), (pair,))


def test_a_double_pays_nothing_beside_its_other_half() -> None:
    one = debt(1, creditor="Odido", collector="Bureau Noord", claimed_cents=486_00, arrangement_cents=20_00)
    other = debt(2, creditor="Bureau Noord", claimed_cents=486_00, arrangement_cents=20_00)
    assert payments_of(owed([one, other], [])) == (
        DebtPayment(Kind.REGELING, 20_00, Period.MONTH, "Odido", str(UUID(int=1))),
    )


def test_beslag_and_verrekening_on_a_debt_are_payments() -> None:
    value = owed(
        [
            debt(
                1, creditor="Wehkamp", attachment="income", attachment_cents=190_00,
                attachment_period=Period.FOUR_WEEKS,
            ),
            debt(2, creditor="Dienst Toeslagen", attachment="set_off", attachment_cents=150_00),
            debt(3, creditor="CJIB", attachment="bank"),
        ],
        [],
    )  # fmt: skip
    assert [(p.kind, p.cents, p.period) for p in payments_of(value)] == [
        (Kind.BESLAG, 190_00, Period.FOUR_WEEKS), (Kind.VERREKENING, 150_00, Period.MONTH),
    ]  # fmt: skip


def test_the_sentence_says_about_where_amounts_are_about() -> None:
    assert owed([], []).sentence == "Er staan nog geen schulden in uw lijst."
    one = owed([debt(1, creditor="mijn zus", claimed_cents=400_00, approximate=True)], [])
    assert one.sentence.replace("\u00a0", " ") == (
        "Bij elkaar staat er ongeveer € 400,00 open, bij 1 organisatie of persoon."
    )
    guess = replace(debt(1, creditor="mijn zus", claimed_cents=400_00, approximate=True), confirmed_cents=400_00)
    assert "ongeveer" not in owed([guess], []).sentence, "confirmed as it was told"
    assert "ongeveer" in owed([replace(guess, confirmed_cents=410_00)], []).sentence
    unknown = owed([debt(1, creditor="CJIB")], [])
    assert (unknown.count, unknown.total.cents, len(unknown.total.unknown)) == (1, 0, 1)


def test_differences_are_told_in_words() -> None:
    before = DebtTold(creditor="CJIB", claimed_cents=180_00)
    after = DebtTold(creditor="CJIB", claimed_cents=240_00, disputed=True)
    told = {
        name: tuple(text.replace("\u00a0", " ") for text in both)
        for name, both in differences(before, after).items()
    }
    assert told == {"Bedrag": ("€ 180,00", "€ 240,00"), "Klopt niet": ("nee", "ja")}
    assert differences(after, after) == {}


def test_the_own_list_of_the_municipality_leads_two_names_to_one_creditor() -> None:
    own = Book.of([
        OwnEntry(id=UUID(int=71), name="Garage Jansen", kind="anders", aliases=("Jansen auto's",)),
        OwnEntry(id=UUID(int=72), name="Bureau Zuid", kind="incassobureau"),
        OwnEntry(id=UUID(int=73), name="Kaa Pee En", kind="telecom", into="kpn"),
    ])  # fmt: skip
    first = debt(1, creditor="Garage Jansen", claimed_cents=420_00)
    again = debt(2, creditor="jansen auto's", collector="Bureau Zuid", claimed_cents=455_00)
    unknown = debt(3, creditor="Bureau Zuid", claimed_cents=455_00)
    assert owed([first, again, unknown], []).total.cents == 420_00 + 455_00, (
        "without the list two names differ"
    )
    value = owed([first, again, unknown], [], own.key)
    assert {(pair.counts, pair.spare) for pair in value.proposals} == {
        (str(again.id), str(first.id)), (str(again.id), str(unknown.id)),
    }  # fmt: skip
    assert value.total.cents == 455_00
    merged = [
        debt(4, creditor="KPN", claimed_cents=80_00),
        debt(5, creditor="Kaa Pee En", claimed_cents=80_00),
    ]
    assert owed(merged, [], own.key).total.cents == 80_00
