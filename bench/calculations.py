"""The calculations of the law: ten thousand, and all of one dossier, beside the bare arithmetic of the formula."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from schuldhulp.budget.aanbod import Rank
from schuldhulp.budget.beslagvrije_voet import NORM_SETS, bereken_beslagvrije_voet
from schuldhulp.budget.inhoudingen import DebtPayment, Kind
from schuldhulp.budget.leefsituatie import Leefsituatie, Omstandigheden
from schuldhulp.budget.norm_files import load_normen
from schuldhulp.budget.posten import Post
from schuldhulp.calculations import figures
from schuldhulp.calculations.answers import Household
from schuldhulp.calculations.given import read_given
from schuldhulp.calculations.legal import legal
from schuldhulp.money import Period, round_half_up
from schuldhulp.schuldregeling.proposal import SET, Capacity, Claim, side_by_side

DAY = date(2026, 11, 21)
MANY, ROUNDS = 10_000, 5
CREDITORS = 60


def measured() -> dict[str, Any]:
    """CPU milliseconds: 10,000 beslagvrije voeten with their lines, one dossier, four ways of paying 60 creditors."""
    many, bare, one, offer = [], [], [], []
    _dossier()
    for _ in range(ROUNDS):
        bare.append(_spent(_bare))
        many.append(_spent(_many))
        one.append(_spent(lambda: [_dossier() for _ in range(100)]) / 100)
        offer.append(_spent(lambda: [_offer() for _ in range(100)]) / 100)
    least = statistics.median(bare)
    return {
        "10.000 beslagvrije voeten": _result(statistics.median(many) / least, 4.0, "verhouding", many, least),
        "berekening van een dossier": _result(statistics.median(one), 2.0, "cpu_ms", one, least),
        "vier voorstellen aan 60 schuldeisers": _result(
            statistics.median(offer), 20.0, "cpu_ms", offer, least
        ),
    }


def _result(value: float, goal: float, unit: str, spent: list[float], least: float) -> dict[str, Any]:
    middle = statistics.median(spent)
    return {"maat": unit, "verhouding": value if unit == "verhouding" else middle / least, "doel": goal,
            "cpu_ms": middle, "kaal_cpu_ms": least, "rondes": spent}  # fmt: skip


def _spent(work: Callable[[], Any]) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def _many() -> None:
    normen = load_normen(DAY, *NORM_SETS)
    for number in range(MANY):
        bereken_beslagvrije_voet(
            Omstandigheden(
                leefsituatie=Leefsituatie.SAMEN_MET_KINDEREN, belastbaar_jaarinkomen=20_000_00 + number * 100,
                netto=2_000_00, partner_netto=500_00,
            ),
            normen,
        )  # fmt: skip


def _bare() -> None:
    """The same formula, with the same fractions, without lines, sources or checks."""
    for number in range(MANY):
        income = 20_000_00 + number * 100
        above = Fraction(max(0, income - 29_735_42))
        base = Fraction(95, 100) * 2_027_79
        care = min(above / 12 * Fraction(1373, 10_000), Fraction(2 * 2_119_00, 12) - 106_00)
        rent = min(Fraction(max(0, income - 31_500_00), 12) * Fraction(22, 100), Fraction(732_22))
        child = Fraction(max(0, income - 39_140_42)) / 12 * Fraction(76, 1000)
        total = min(base + care + rent + child, Fraction(3_179_68))
        total -= min(Fraction(500_00), total / 2)
        round_half_up(min(total, Fraction(95, 100) * 2_000_00))


def _dossier() -> object:
    posts = [
        Post("wage", 1_180_00, Period.FOUR_WEEKS), Post("holiday_pay", 1_150_00, Period.YEAR), Post("rent", 684_50),
        *(Post("food", 10_00 + n, Period.WEEK) for n in range(20)),
    ]  # fmt: skip
    payments = [DebtPayment(Kind.BESLAG, 190_00, Period.FOUR_WEEKS, "Beslag", "1")]
    home = Household(couple=False, child_under_18=True)
    given = read_given(posts, payments, home, load_normen(DAY, *figures.NORM_SETS), {})
    return legal(figures.compute(given, (), None, load_normen, DAY))


def _offer() -> object:
    claims = [
        Claim(
            debt_id=UUID(int=n), name=f"Schuldeiser {n}", kind="anders", takes_part=True, cents=100_00 + 37 * n,
            rank=Rank.PREFERENT if n % 5 == 0 else Rank.CONCURRENT, confirmed=True,
        )
        for n in range(1, CREDITORS + 1)
    ]  # fmt: skip
    capacity = Capacity(income_cents=1_600_00, vtlb_cents=1_500_00, protected_cents=1_400_00)
    return side_by_side(capacity, claims, load_normen(DAY, SET))
