"""The month of a fictional household: incomes, expenses, what is withheld, and the figures that follow from them.

Norms and toeslagen are near the 2026 amounts; they make a demo believable and are no calculation of a right.
"""

from datetime import datetime
from random import Random

from schuldhulp.demo.household import Setting
from schuldhulp.demo.story import BudgetVersion
from schuldhulp.demo.story_money import Debt, Expense, Income, Withheld

_TIMES = {
    "week": (52, 12),
    "2weken": (26, 12),
    "4weken": (13, 12),
    "maand": (1, 1),
    "kwartaal": (1, 3),
    "halfjaar": (1, 6),
    "jaar": (1, 12),
}
WITHHELD_LIMIT = 0.16


def month(cents: int, period: str) -> int:
    """Cents per average month, rounded half-up (the quick integer form of `money.per_month`, held equal by a test)."""
    times, parts = _TIMES[period]
    return (2 * cents * times + parts) // (2 * parts)


def _nice(rng: Random, low: int, high: int, step: int = 5) -> int:
    """An amount in euros between low and high as people have it: rarely round, never exact to chance."""
    euros = rng.randrange(low, high + 1, step)
    return euros * 100 + rng.choice((0, 0, 0, 25, 50, 95))


def _earned(rng: Random, age: int, whose: str, low: float) -> list[Income]:
    """The main income of one adult, with holiday pay where that belongs."""
    if age >= 67:
        rows = [Income("aow", _nice(rng, 1_370, 1_440), "maand", 23, (), whose)]
        if rng.random() < 0.6:
            rows.append(Income("pension", _nice(rng, 90, 720), "maand", rng.choice((23, 25)), (), whose))
        return rows
    kind = rng.choices(
        ("wage", "wage4", "week", "benefit_pw", "benefit_ww", "benefit_wia", "benefit_zw", "other_income"),
        (36, 16, 4, 22, 7, 8, 3, 4),
    )[0]
    if kind == "wage":
        wage = int(_nice(rng, 1_380, 2_780) * low)
        return [
            Income("wage", wage, "maand", rng.choice((22, 23, 24, 25, 27, 28)), (), whose),
            Income("holiday_pay", int(wage * 0.84), "jaar", None, (), whose),
        ]
    if kind == "wage4":
        wage = int(_nice(rng, 1_060, 2_280) * low)
        return [
            Income("wage", wage, "4weken", None, (), whose),
            Income("holiday_pay", int(wage * 0.91), "jaar", None, (), whose),
        ]
    if kind == "week":
        wage = int(_nice(rng, 290, 540) * low)
        return [
            Income("wage", wage, "week", None, (), whose),
            Income("holiday_pay", wage * 3, "jaar", None, (), whose),
        ]
    if kind == "benefit_pw":
        return [
            Income(kind, 1_351_33, "maand", rng.choice((5, 8, 10, 28)), (), whose),
            Income("holiday_pay", 817_56, "jaar", None, (), whose),
        ]
    if kind == "benefit_ww":
        return [Income(kind, _nice(rng, 1_050, 1_900), "4weken", None, (), whose)]
    if kind == "benefit_zw":
        return [Income(kind, _nice(rng, 280, 470), "week", None, (), whose)]
    return [Income(kind, _nice(rng, 1_180, 2_150), "maand", rng.choice((1, 15, 23)), (), whose)]


def _allowances(rng: Random, setting: Setting, earned: int) -> list[Income]:
    children = [child for child in setting.household.child_ages if child < 18]
    couple = setting.household.kind.startswith("samen")
    rows = []
    if earned < (4_000_00 if couple else 3_100_00) and rng.random() < 0.92:
        rows.append(
            Income(
                "care_allowance",
                (247_00 if couple else 129_00) if earned < 2_100_00 else _nice(rng, 22, 110),
                "maand",
                20,
            )
        )
    if setting.household.tenure == "huur" and earned < 2_500_00 and rng.random() < 0.78:
        rows.append(
            Income(
                "rent_allowance",
                _nice(rng, 96, 398, 2),
                "maand",
                20,
                (),
                "client",
                "landlord" if rng.random() < 0.12 else "account",
            )
        )
    if children:
        rows.append(
            Income(
                "child_benefit",
                sum(295_07 if age < 6 else 358_30 if age < 12 else 421_53 for age in children),
                "kwartaal",
                1,
            )
        )
        if earned < 4_200_00 and rng.random() < 0.88:
            budget = 205_00 * len(children) + (280_00 if not couple else 0)
            rows.append(
                Income("child_budget", max(40_00, budget - max(0, earned - 2_300_00) // 14), "maand", 20)
            )
        if not couple and rng.random() < 0.3:
            rows.append(Income("alimony_received_child", _nice(rng, 60, 320), "maand", 1))
    if any(member.relation == "adult" for member in setting.household.members):
        rows.append(Income("board_received", _nice(rng, 150, 350, 25), "maand", 1))
    return rows


def incomes(rng: Random, setting: Setting, owed: list[Debt]) -> list[Income]:
    """Draw the incomes; attachment and set-off of the debts are withheld from the first fitting income."""
    couple = setting.household.kind.startswith("samen")
    rows = _earned(rng, setting.age, "client", 0.88 if couple else 1.0)
    if couple and rng.random() < 0.62:
        partner = next(member for member in setting.household.members if member.relation == "partner")
        rows += _earned(rng, partner.age, "partner", 0.62)
    if couple and any(row.category == "benefit_pw" for row in rows):
        rows = [row for row in rows if row.category not in ("benefit_pw", "holiday_pay")][:1]
        rows = rows or [Income("benefit_pw", 1_930_46, "maand", 8), Income("holiday_pay", 1_168_00, "jaar")]
    rows += _allowances(rng, setting, sum(month(row.cents, row.period) for row in rows))
    taken = {debt.attachment for debt in owed}
    if "income" in taken:
        rows[0] = _withhold(rng, rows[0], "beslag", 0.07, WITHHELD_LIMIT)
    for place, row in enumerate(rows):
        if (
            "set_off" in taken
            and row.category in ("child_budget", "care_allowance", "benefit_pw")
            and not row.withheld
        ):
            rows[place] = _withhold(rng, row, "verrekening", 0.08, 0.3)
            break
    if any(debt.kind == "cak" for debt in owed) and not rows[0].withheld and rng.random() < 0.5:
        per = {"week": 39_85, "4weken": 159_42, "maand": 172_70}.get(rows[0].period)
        if per:
            rows[0] = rows[0]._replace(cents=rows[0].cents - per, withheld=(Withheld("cak", per),))
    return rows


def _withhold(rng: Random, row: Income, kind: str, low: float, high: float) -> Income:
    cents = round(row.cents * rng.uniform(low, high) / 100) * 100
    return row._replace(cents=row.cents - cents, withheld=(Withheld(kind, cents),))


def _fixed(rng: Random, setting: Setting, paid_to_cak: bool) -> list[Expense]:
    household = setting.household
    adults = 2 if household.kind.startswith("samen") else 1
    heads = 1 + len(household.members)
    home = {"huur": ("rent", 515, 905), "koop": ("mortgage", 640, 1_290), "kamer": ("rent", 340, 590)}[
        household.tenure
    ]
    rows = [Expense(home[0], _nice(rng, home[1], home[2]), "maand", rng.choice((1, 1, 1, 28)))]
    if household.tenure != "kamer":
        rows += [
            Expense(
                "energy", _nice(rng, 95 + 22 * heads, 195 + 30 * heads), "maand", rng.choice((2, 14, 26))
            ),
            Expense("water", _nice(rng, 30 + 8 * heads, 48 + 11 * heads, 1), "kwartaal"),
            Expense("municipal_tax", _nice(rng, 290, 620, 1), "jaar"),
            Expense("internet_tv", _nice(rng, 32, 72, 1), "maand", rng.choice((1, 5, 20))),
        ]
    if not paid_to_cak:
        rows.append(Expense("health_premium", adults * _nice(rng, 148, 189, 1), "maand", rng.choice((1, 27))))
    rows.append(Expense("telephone", _nice(rng, 12, 34, 1) * adults, "maand", rng.choice((3, 18, 25))))
    rows.append(Expense("liability_ins", _nice(rng, 3, 9, 1), "maand"))
    if rng.random() < 0.45:
        rows.append(Expense("funeral_ins", _nice(rng, 6, 38, 1), "maand"))
    if household.car:
        rows += [
            Expense("car_ins", _nice(rng, 38, 112, 1), "maand", 1),
            Expense("car_tax", _nice(rng, 84, 220, 1), "kwartaal"),
            Expense("fuel", _nice(rng, 20, 48, 1), "week"),
        ]
    else:
        rows.append(Expense("public_transport", _nice(rng, 15, 120), "maand"))
    children = [age for age in household.child_ages if age < 18]
    if any(age < 12 for age in children) and rng.random() < 0.3:
        rows.append(Expense("childcare", _nice(rng, 60, 240), "maand", 27))
    if any(age > 3 for age in children):
        rows.append(Expense("school", _nice(rng, 12, 35, 1) * len(children), "maand"))
    if rng.random() < 0.55:
        rows.append(Expense("subscriptions", _nice(rng, 9, 64, 1), "maand"))
    return rows


def expenses(rng: Random, setting: Setting, income: list[Income], burden: int, target: int) -> list[Expense]:
    """Draw the expenses; groceries, clothes and the rest of the month move towards a room of `target` cents."""
    cak = any(line.kind == "cak" for row in income for line in row.withheld)
    heads = 1 + len(setting.household.members)
    rows = _fixed(rng, setting, cak)
    rows.append(Expense("excess", 385_00 * (2 if setting.household.kind.startswith("samen") else 1), "jaar"))
    room = sum(month(row.before_withheld_cents, row.period) for row in income) - burden
    room -= sum(month(row.cents, row.period) for row in rows) + target
    wanted = max(0, room)
    food = max(42 + 19 * (heads - 1), min(78 + 34 * heads, int(wanted * 0.58 / 100 * 12 / 52)))
    rows.append(Expense("food", food * 100, "week"))
    left = wanted - month(food * 100, "week")
    for category, low, high, share in (
        ("clothing", 15, 60, 0.25),
        ("inventory", 10, 45, 0.16),
        ("personal_care", 8, 35, 0.12),
        ("recreation", 0, 80, 0.2),
        ("household_other", 15, 260, 1.0),
    ):
        cents = int(max(low * heads // (1 if heads < 3 else 2), min(high * heads, left * share / 100))) * 100
        if cents > 0:
            rows.append(Expense(category, cents, "maand"))
            left -= cents
    if rng.random() < 0.24:
        rows.append(Expense("pets", _nice(rng, 12, 55, 1), "maand"))
    return rows


def balanced(income: list[Income], spent: list[Expense], burden: int) -> list[Expense]:
    """The expenses of someone who got the month round: what was too much came off the biggest fixed lines."""
    shortage = burden - sum(month(row.before_withheld_cents, row.period) for row in income)
    shortage += sum(month(row.cents, row.period) for row in spent) + 9_50
    rows = list(spent)
    for category, least in (
        ("energy", 90_00),
        ("fuel", 0),
        ("subscriptions", 0),
        ("mortgage", 340_00),
        ("rent", 290_00),
        ("childcare", 0),
        ("car_ins", 30_00),
        ("recreation", 0),
        ("public_transport", 0),
        ("inventory", 5_00),
        ("clothing", 10_00),
        ("household_other", 10_00),
        ("food", 150_00),
    ):
        place = next((place for place, row in enumerate(rows) if row.category == category), None)
        if shortage <= 0 or place is None:
            continue
        now = month(rows[place].cents, rows[place].period)
        less = min(shortage, max(0, now - least))
        rows[place] = rows[place]._replace(cents=(now - less) // 50 * 50, period="maand")
        shortage -= now - rows[place].cents
    return [row for row in rows if row.cents]


def paid_off(income: list[Income] | tuple[Income, ...], owed: list[Debt] | tuple[Debt, ...]) -> int:
    """Cents a month that go to withholding and to arrangements; one that is not always kept is still in the month."""
    withheld = sum(month(line.cents, row.period) for row in income for line in row.withheld)
    return withheld + sum(
        month(debt.arrangement.cents, debt.arrangement.period) for debt in owed if debt.arrangement
    )


def version(
    name: str, at: datetime, income: tuple[Income, ...], spent: tuple[Expense, ...], burden: int
) -> BudgetVersion:
    """Freeze a budget; every line is rounded by itself, so the sums are those of the page."""
    incoming = sum(month(row.before_withheld_cents, row.period) for row in income)
    outgoing = sum(month(row.cents, row.period) for row in spent)
    return BudgetVersion(name, at, incoming, outgoing, burden, incoming - outgoing - burden, income, spent)
