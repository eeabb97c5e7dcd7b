"""A claim's course, balance, rank and expiry: what follows from what was told, and what staff add."""

import re
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.verjaring import ClaimKind
from schuldhulp.creditors.book import Book, OwnEntry
from schuldhulp.debts.balance import (
    Balance,
    PartsDiffer,
    Said,
    Verdict,
    check_costs,
    check_parts,
    established,
)
from schuldhulp.debts.course import CourseRow, course_of
from schuldhulp.debts.expiry import expiry_hint
from schuldhulp.debts.ladder import Stage, furthest, words_for
from schuldhulp.debts.owed import StoredDebt, owed
from schuldhulp.debts.register import KINDS
from schuldhulp.debts.settling import Settleable, assess
from schuldhulp.debts.told import DebtTold

TODAY = date(2026, 11, 21)
COSTS = load_normen(TODAY, "incassokosten")
TERMS = load_normen(TODAY, "verjaring")


def stored(told: DebtTold, key: int = 1) -> StoredDebt:
    return StoredDebt(
        id=UUID(int=key), version=1, told=told, confirmed_cents=None, entered_by_role="client",
        entered_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip


def test_creditor_collector_and_bailiff_are_one_history():
    collector = stored(DebtTold(creditor="Ziggo", collector="Intrum", letter_date=date(2026, 5, 1)))
    bailiff = stored(
        DebtTold(creditor="Ziggo", collector="Flanderijn", letter_date=date(2026, 9, 1), judgment="vonnis"), 2
    )
    course = course_of(collector, letters=[bailiff])
    assert [(row.stage, row.party) for row in course.rows if row.on] == [
        (Stage.COLLECTOR, "Intrum"), (Stage.BAILIFF_LETTER, "Flanderijn"),
    ]  # fmt: skip
    assert course.position is Stage.JUDGMENT
    assert course.last_act == date(2026, 9, 1)


def test_steps_without_a_day_stand_where_they_come_in_the_row_and_an_office_is_known_by_its_name():
    told = DebtTold(
        creditor="Woonstichting De Linde", collector="Van Aalst Gerechtsdeurwaarders", letter_date=date(2026, 10, 13),
        judgment="vonnis", threat="ontruiming", threat_on=date(2026, 11, 26),
    )  # fmt: skip
    course = course_of(stored(told))
    assert [row.stage for row in course.rows] == [
        Stage.BILL, Stage.BAILIFF_LETTER, Stage.JUDGMENT, Stage.LAST_STEP,
    ]  # fmt: skip
    known = course_of(stored(DebtTold(creditor="Wehkamp", collector="Gerechtsdeurwaarders Holtkamp")))
    assert known.position is Stage.BAILIFF_LETTER
    assert (
        course_of(stored(DebtTold(creditor="Wehkamp", collector="Incasso De Brug"))).position
        is Stage.COLLECTOR
    )


def test_an_attachment_that_is_the_threat_too_is_one_step():
    told = DebtTold(
        creditor="Wehkamp", collector="Kamper & Zoon Gerechtsdeurwaarders", judgment="vonnis", attachment="bank",
        threat="bankbeslag", threat_on=date(2026, 11, 20),
    )  # fmt: skip
    attached = [row.on for row in course_of(stored(told)).rows if row.stage is Stage.BANK_ATTACHMENT]
    assert attached == [date(2026, 11, 20)]


def test_what_staff_recorded_takes_the_place_of_the_same_step_told():
    debt = stored(DebtTold(creditor="Eneco", collector="GGN", judgment="vonnis"))
    row = CourseRow(Stage.JUDGMENT, date(2025, 3, 4), "GGN", "vonnis, gezien", uuid4())
    judgments = [each for each in course_of(debt, [row]).rows if each.stage is Stage.JUDGMENT]
    assert judgments == [row]


def test_a_later_reminder_does_not_undo_a_judgment():
    assert furthest((Stage.JUDGMENT, Stage.REMINDER)) is Stage.JUDGMENT
    assert furthest(()) is Stage.BILL


def test_every_stage_says_what_it_means_and_what_helps_now():
    for stage in Stage:
        words = stage.words
        assert words.label and words.meaning and words.now
        assert "!" not in words.meaning + words.now
        assert "moet" not in (words.meaning + words.now).lower().split()


@pytest.mark.parametrize("stage", list(Stage))
def test_no_step_tells_to_pay_or_arrange_a_claim_that_has_perhaps_expired(stage):
    """BW 3:318: who pays or arranges acknowledges. A summons is answered all the same: expiry has to be invoked."""
    assert not re.search(r"betaal|betalen|regeling", stage.words.helps(perhaps_expired=True).lower())
    assert stage.words.helps(perhaps_expired=False) == stage.words.now
    if stage is Stage.SUMMONS:
        assert stage.words.helps(perhaps_expired=True) == stage.words.now


def test_a_step_promises_no_outcome_that_others_decide():
    words = " ".join(stage.words.now for stage in Stage)
    assert not re.search(
        r"wij vragen om uitstel|bedrag terug\.$|komt het .* terug|wij overleggen met de", words.lower()
    )


def test_an_unpaid_fine_is_not_called_a_bill_without_costs():
    """Wahv 23(3): a fine that is not paid in time rises by law."""
    assert "hoger" in words_for(Stage.BILL, "cjib").meaning
    assert "zes weken" in words_for(Stage.BILL, "cjib").now
    assert "betalen" not in words_for(Stage.BILL, "cjib").helps(perhaps_expired=True).lower()
    assert words_for(Stage.BILL, "energie") is Stage.BILL.words


def test_a_step_names_the_term_that_costs_a_right():
    """Rv 139 (no answer), 143(2) (verzet, four weeks), 475i(3) and 475d(5) (beslag), Wahv 26(3) (dwangbevel)."""
    assert "Zonder antwoord" in Stage.SUMMONS.words.meaning
    assert "vier weken nadat u van het vonnis weet" in Stage.JUDGMENT.words.now
    assert "Later melden kan ook" in Stage.ATTACHMENT.words.now
    assert "twee weken" in Stage.WRIT.words.now


def test_every_kind_has_a_default_that_is_marked():
    for kind in KINDS:
        guess = assess(kind, None, None)
        assert guess.is_default
        assert guess.mark == "standaard, controleer"
    assert assess("lbio", None, None).settleable is Settleable.NO
    assert assess("duo", None, None).settleable is Settleable.PARTLY
    assert "Controleer de rang" in assess("toeslagen", None, None).note  # Awir 32 names no privilege
    assert assess("gemeente", None, None).rank is Rank.PREFERENT
    assert assess("energie", None, None).rank is Rank.CONCURRENT
    chosen = assess("energie", "secured", "yes")
    assert (chosen.rank, chosen.is_default, chosen.takes_part) == (Rank.SECURED, False, False)


@pytest.mark.parametrize(
    ("principal", "costs", "kind", "position", "verdict"),
    [
        (800_00, 120_00, "webwinkel", Stage.COLLECTOR, Verdict.WITHIN),
        (800_00, 145_20, "webwinkel", Stage.COLLECTOR, Verdict.ONLY_WITH_VAT),
        (800_00, 145_21, "webwinkel", Stage.COLLECTOR, Verdict.ABOVE),
        (800_00, 400_00, "webwinkel", Stage.JUDGMENT, Verdict.COURT),
        (None, None, "webwinkel", Stage.COLLECTOR, Verdict.UNKNOWN),
        (800_00, 400_00, "cjib", Stage.PENALTY_RAISED, Verdict.OTHER_RULES),
        (0, 0, "webwinkel", Stage.COLLECTOR, Verdict.WITHIN),
    ],
)
def test_costs_are_held_against_the_legal_scale(principal, costs, kind, position, verdict):
    balance = Balance(said=Said.CREDITOR, total_cents=1000_00, principal_cents=principal, costs_cents=costs)
    assert check_costs(balance, kind, position, COSTS).verdict is verdict


def test_above_the_scale_the_words_ask_for_an_explanation_and_the_scale_opens():
    balance = Balance(said=Said.CREDITOR, total_cents=1300_00, principal_cents=1000_00, costs_cents=300_00)
    check = check_costs(balance, "telecom", Stage.COLLECTOR, COSTS)
    assert check.sentence == "De kosten zijn meer dan de wettelijke schaal: vraag uitleg."
    assert (check.asked_cents, check.most_cents) == (300_00, 181_50)
    assert check.scale is not None and check.scale.regels


def test_parts_make_the_balance_or_are_not_told():
    check_parts(100, None, None, None)
    check_parts(100, 60, 30, 10)
    check_parts(100, 100, None, None)
    with pytest.raises(PartsDiffer):
        check_parts(100, 60, 30, 11)


def test_the_newest_established_balance_counts_and_never_the_clients_word():
    told = Balance(said=Said.CLIENT, total_cents=500_00, on=TODAY)
    confirmed = Balance(said=Said.CREDITOR, total_cents=480_00, on=date(2026, 11, 1))
    later = Balance(said=Said.STAFF, total_cents=470_00, on=date(2026, 11, 5))
    assert established([told]) is None
    assert established([told, confirmed, later]) is later


def test_an_old_claim_gives_a_hint_and_a_judgment_holds_twenty_years():
    telecom = stored(DebtTold(creditor="KPN", last_payment_on=date(2017, 6, 1)))
    shop = stored(DebtTold(creditor="Wehkamp", letter_date=date(2014, 2, 1), judgment="vonnis"))
    hint = expiry_hint(telecom.told, "telecom", course_of(telecom), TODAY, TERMS)
    assert hint is not None and hint.uitkomst.perhaps_expired
    held = expiry_hint(shop.told, "webwinkel", course_of(shop), TODAY, TERMS)
    assert held is not None and not held.uitkomst.perhaps_expired
    assert (
        expiry_hint(DebtTold(creditor="X"), "anders", course_of(stored(DebtTold(creditor="X"))), TODAY, TERMS)
        is None
    )
    assert expiry_hint(telecom.told, "cjib", course_of(telecom), TODAY, TERMS) is None
    chosen = expiry_hint(telecom.told, "cjib", course_of(telecom), TODAY, TERMS, ClaimKind.TAX)
    assert chosen is not None


def test_energy_is_sold_to_a_consumer_and_water_is_not():
    """BW 7:5(5) and (3) with 7:28: two years for power, gas and heat, five for water."""
    old = stored(DebtTold(creditor="X", last_payment_on=date(2023, 6, 1)))
    expired = {
        kind: hint.uitkomst.perhaps_expired
        for kind in ("energie", "water")
        if (hint := expiry_hint(old.told, kind, course_of(old), TODAY, TERMS))
    }
    assert expired == {"energie": True, "water": False}


def test_the_recorded_day_of_a_judgment_is_where_its_term_begins():
    """BW 3:324, 3:325(1) and 3:319(2)."""
    debt = stored(DebtTold(creditor="Wehkamp", letter_date=date(2020, 6, 1), judgment="vonnis"))
    judged = CourseRow(Stage.JUDGMENT, date(2005, 3, 1), "Wehkamp", "vonnis, gezien", uuid4())
    hint = expiry_hint(debt.told, "webwinkel", course_of(debt, [judged]), TODAY, TERMS)
    assert hint is not None and hint.uitkomst.presumed_on == date(2025, 6, 1)


def test_totals_tell_what_is_confirmed_and_what_is_not():
    known = StoredDebt(
        id=UUID(int=3), version=1, told=DebtTold(creditor="KPN", claimed_cents=100_00), confirmed_cents=90_00,
        entered_by_role="client", entered_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    both = owed([known, stored(DebtTold(creditor="Eneco", claimed_cents=50_00))], [])
    assert both.confirmed_cents == 90_00
    assert [debt.name for debt in both.unconfirmed] == ["Eneco"]


def test_a_merged_entry_leads_to_the_other_and_a_ring_ends():
    garage, double = UUID(int=7), UUID(int=8)
    book = Book.of(
        [
            OwnEntry(id=garage, name="Garage Jansen", kind="anders"),
            OwnEntry(id=double, name="Garage Jansen B.V.", kind="webwinkel", into=str(garage)),
            OwnEntry(id=UUID(int=9), name="Ziggo storing", kind="telecom", into="vodafoneziggo"),
        ]
    )
    assert book.find("garage jansen b.v.").own_id == garage
    assert book.kind(None, "Ziggo storing") == "telecom"
    assert book.kind(None, "Buurman") == "anders"
    assert book.names == ("Garage Jansen",)
    ring = Book.of(
        [
            OwnEntry(id=garage, name="A", kind="anders", into=str(double)),
            OwnEntry(id=double, name="B", kind="anders", into=str(garage)),
        ]
    )
    assert ring.find("A") is not None


def test_double_entries_are_proposed_by_their_bare_words():
    first, second = (
        OwnEntry(id=UUID(int=n), name=name, kind="anders")
        for n, name in ((1, "Garage Jansen"), (2, "Garage Jansen B.V."))
    )
    pairs = Book.of([first, second]).likely_doubles()
    assert [(entry.name, found.name) for entry, found in pairs] == [("Garage Jansen B.V.", "Garage Jansen")]


def test_a_municipality_or_water_board_is_known_by_its_first_word():
    # Pw 60(7) and local taxes: preferent; a garage with the word in its name is not.
    book = Book.of(())
    kinds = [book.kind(None, name) for name in (
        "Gemeente Voorbeeldstad (belastingen)", "waterschap De Zeven Sluizen", "Hoogheemraadschap van Verweg",
        "Garage Gemeente", "mijn zus",
    )]  # fmt: skip
    assert kinds == ["gemeente", "waterschap", "waterschap", "anders", "anders"]
