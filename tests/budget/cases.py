"""The two households that the tests walk with."""

from datetime import date

from schuldhulp.budget.inhoudingen import DebtPayment, Kind
from schuldhulp.budget.posten import Basis, PayDay, Post, Withheld, Withholding
from schuldhulp.money import Period

BESLAG = Withheld(Withholding.BESLAG, 190_00, debt="webshop")
VERREKENING = Withheld(Withholding.VERREKENING, 150_00, debt="kot")


def mother() -> tuple[tuple[Post, ...], tuple[DebtPayment, ...]]:
    """A single mother with a wage per four weeks, a wage attachment, set-off and two arrangements."""
    posts = (
        Post(
            "wage",
            1180_00,
            Period.FOUR_WEEKS,
            key="wage",
            basis=Basis.FULL,
            withheld=(BESLAG,),
            pay_day=PayDay(known=date(2026, 11, 13)),
        ),
        Post("holiday_pay", 1150_00, Period.YEAR, key="holiday", pay_day=PayDay(day=22, month=5)),
        Post("care_allowance", 129_00, key="zorg", pay_day=PayDay(day=20)),
        Post(
            "child_budget",
            775_00,
            key="kgb",
            basis=Basis.FULL,
            withheld=(VERREKENING,),
            pay_day=PayDay(day=20),
        ),
        Post("rent_allowance", 418_00, key="huurtoeslag", pay_day=PayDay(day=20)),
        Post("child_benefit", 779_83, Period.QUARTER, key="kb", pay_day=PayDay(day=2, month=1)),
        Post("rent", 684_50, key="rent", pay_day=PayDay(day=1), arrears_cents=2890_00),
        Post("energy", 265_00, key="energy", pay_day=PayDay(day=24)),
        Post("water", 54_00, Period.QUARTER, key="water", pay_day=PayDay(day=15, month=2)),
        Post("health_premium", 171_50, key="care", pay_day=PayDay(day=28)),
        Post("excess", 385_00, Period.YEAR, key="excess"),
        Post("telephone", 45_00, key="phone", pay_day=PayDay(day=26)),
        Post("internet_tv", 47_50, key="internet", pay_day=PayDay(day=26)),
        Post("other_ins", 22_00, key="ins", label="Verzekeringen", pay_day=PayDay(day=26)),
        Post("childcare", 140_00, key="bso", label="Buitenschoolse opvang", pay_day=PayDay(day=30)),
        Post("public_transport", 85_00, key="ov"),
        Post("food", 135_00, Period.WEEK, key="food", pay_day=PayDay(weekday=5)),
        Post("clothing", 90_00, key="clothes"),
        Post("inventory", 45_00, key="inventory"),
        Post("school", 60_00, key="school"),
        Post("municipal_tax", 492_00, Period.YEAR, key="tax", pay_day=PayDay(day=31, month=3)),
        Post("household_other", 80_00, key="other", approximate=True),
    )
    debts = (
        DebtPayment(Kind.BESLAG, 190_00, Period.FOUR_WEEKS, "Webwinkel (deurwaarder D)", "webshop"),
        DebtPayment(Kind.VERREKENING, 150_00, label="Belastingdienst Toeslagen", debt="kot"),
        DebtPayment(Kind.REGELING, 60_00, label="Energiebedrijf", debt="energy", pay_day=27),
        DebtPayment(Kind.REGELING, 50_00, label="Zorgverzekeraar", debt="insurer", pay_day=27),
    )
    return posts, debts


def man_at_the_desk() -> tuple[Post, ...]:
    """A man on bijstand of which the CAK premium is withheld; the amount is what reaches the account."""
    return (
        Post("benefit_pw", 1178_63, key="pw", withheld=(Withheld(Withholding.CAK, 172_70),)),
        Post("holiday_pay", 817_56, Period.YEAR, key="holiday"),
        Post("care_allowance", 129_00, key="zorg"),
        Post("rent", 580_00, key="rent"),
        Post("energy", 195_00, key="energy"),
        Post("water", 14_00, key="water"),
        Post("health_premium", 0, key="care"),
        Post("excess", 385_00, Period.YEAR, key="excess"),
        Post("telephone", 25_00, key="phone"),
        Post("internet_tv", 35_00, key="tv"),
        Post("funeral_ins", 18_00, key="funeral"),
        Post("food", 70_00, Period.WEEK, key="food"),
        Post("pets", 30_00, key="pet"),
        Post("clothing", 30_00, key="clothes"),
        Post("household_other", 40_00, key="other"),
    )
