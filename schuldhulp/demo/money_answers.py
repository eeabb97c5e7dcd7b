"""The answers of the werkboek about income, spending and debts."""

from datetime import date, timedelta
from random import Random

from schuldhulp.demo import writing
from schuldhulp.demo.story import Household
from schuldhulp.demo.story_money import Debt, Expense, Income
from schuldhulp.demo.words import short
from schuldhulp.demo.writing import Facts

Answer = dict[str, object]
DONT_KNOW: Answer = {"open": "weet_ik_niet"}
LATER: Answer = {"open": "later"}


def yes(truth: object) -> str:
    """The stored answer to a yes-or-no question."""
    return "ja" if truth else "nee"


def _asked_of_all(
    rng: Random, known: Facts, spent: list[Expense], house: Household, cak: int, said: tuple[bool, bool, bool]
) -> dict[str, Answer]:
    """What every household answers; `said`: whether income changes, money is coming, the yearly bill is known."""
    changes, coming, bill = said
    codes = {row.category for row in spent}
    return {
        "lonen-en-uitkeringen": {"changes_soon": yes(changes)},
        "toeslagen": {
            "pays_back": yes(rng.random() < 0.2),
            "not_claimed": f"Ik twijfel, met {known['inc_c']} {known['inc_per']} en {known['rent_c']} huur weet ik het niet.",
        },
        "vakantiegeld-en-eenmalig": {"holiday_month": rng.choice((5, 5, 6)), "something_coming": yes(coming)},
        "bezit": {
            "savings_cents": rng.choice((0, 0, 0, 45_00, 120_00, 310_00)),
            "car": yes(house.car),
            "house": yes(house.tenure == "koop"),
        },
        "wonen": {
            "paid_this_month": yes(rng.random() < 0.7),
            "remission_asked": rng.choice(("ja", "nee", DONT_KNOW)),
        },
        "energie-en-water": {"yearly_bill": yes(bill)},
        "verzekeringen-en-zorg": {
            "cak": "ingehouden" if cak else "nee",
            "avoids_care": yes(rng.random() < 0.3),
        },
        "telefoon-internet-abonnementen": {"phone_on_credit": yes(rng.random() < 0.25)},
        "vervoer": {"car_for": ["werk"] if "fuel" in codes else ["geen"]},
        "elke-week": {
            "enough": yes(rng.random() < 0.4),
            "not_paid": f"Deze maand ging {known['worry']} niet, door {known['idea_cat']}.",
        },
        "reserveren": {
            "sets_aside": yes(rng.random() < 0.25),
            "next_big": f"{known['broken']} Dat kost zeker {known['pot_c']}.",
        },
        "andere-vaste-lasten": {"someone_keeps_money": "nee"},
    }


def money_answers(
    rng: Random, known: Facts, income: list[Income], spent: list[Expense], house: Household, today: date
) -> dict[str, Answer]:
    """The steps of *Inkomen* and *Uitgaven*."""
    cak = next((line.cents for row in income for line in row.withheld if line.kind == "cak"), 0)
    changes, coming, misses, bill = (
        rng.random() < 0.2,
        rng.random() < 0.15,
        rng.random() < 0.3,
        rng.random() < 0.4,
    )
    found = _asked_of_all(rng, known, spent, house, cak, (changes, coming, bill))
    if changes:
        found["lonen-en-uitkeringen"]["what_changes"] = (
            f"Vanaf volgende maand is het geen {known['inc_c']} meer, denk ik."
        )
    if coming:
        found["vakantiegeld-en-eenmalig"]["what_coming"] = (
            f"Misschien {known['pot_c']} terug van de belasting."
        )
    if cak:
        found["verzekeringen-en-zorg"]["cak_cents"] = cak
    if bill:
        found["energie-en-water"].update(
            bill_on=(today + timedelta(days=rng.randrange(10, 200))).isoformat(),
            expected=rng.choice(("bijbetalen", "terug", "gelijk", DONT_KNOW)),
        )
    if found["toeslagen"]["pays_back"] == "ja":
        found["toeslagen"]["pays_back_cents"] = rng.randrange(20, 120, 5) * 100
    if house.car:
        found["bezit"].update(
            car_worth_cents=rng.randrange(400, 4_500, 50) * 100,
            car_needed_for=f"Voor mijn werk, {known['time']} en op {known['day']}.",
        )
    if house.tenure == "koop":
        found["bezit"].update(
            house_worth_cents=rng.randrange(180, 390) * 100_000,
            mortgage_left_cents=rng.randrange(120, 300) * 100_000,
        )
    if any(age < 18 for age in house.child_ages):
        found["kinderen"] = {"misses_out": yes(misses)}
        if misses:
            found["kinderen"]["misses_what"] = (
                f"{rng.choice(short.MISSES)}, na {known['food_c']} eten en {known['rent_c']} wonen is het op."
            )
    return found


def debt_answers(rng: Random, known: Facts, owed: list[Debt], income: list[Income]) -> dict[str, Answer]:
    """The steps of *Schulden*."""
    garnished = next(((row, line) for row in income for line in row.withheld if line.kind == "beslag"), None)
    set_off = next(
        ((row, line) for row in income for line in row.withheld if line.kind == "verrekening"), None
    )
    doubt = rng.random() < 0.3
    attached: Answer = {
        "attachment": yes(garnished),
        "set_off": yes(set_off),
        "enough_left": rng.choice(("ja", "nee", DONT_KNOW)),
    }
    if garnished:
        by = next(
            (debt.collector.name for debt in owed if debt.attachment == "income" and debt.collector),
            known["worry"],
        )
        attached.update(
            attachment_by=f"{by}, brief over {known['worry_c']}",
            attachment_cents=garnished[1].cents,
            bvv_letter=rng.choice(("ja", "nee", DONT_KNOW)),
        )
    if set_off:
        by = next((debt.creditor for debt in owed if debt.attachment == "set_off"), known["top"])
        attached.update(
            set_off_by=f"{by}, sinds {known['day']} {known['letters']} weken terug",
            set_off_cents=set_off[1].cents,
        )
    right: Answer = {"right": "twijfel" if doubt else "ja", "old_debts": rng.choice(("ja", "nee", DONT_KNOW))}
    if doubt:
        right["what_not"] = (
            f"{writing.with_words(rng, short.DISPUTES, known['worry'])} Het gaat om {known['worry_c']}."
        )
    return {
        "post-ordenen": {
            "unopened": int(known["letters"]),
            "opening": rng.sample(("zelf", "met_iemand", "met_ons", "foto"), 2),
            "hardest": f"De brieven van {known['worry']}, en dan die over {known['worry_c']}.",
        },
        "schulden-grof": {
            "complete": rng.choice(("ja", "ja", "meer", LATER)),
            "unopened": int(known["letters"]),
            "most_worried": f"{known['worry']}, die {known['worry_c']}",
        },
        "een-schuld": {
            "helps_most": f"Als {known['second']} even stopt met brieven over {known['second_c']}."
        },
        "beslag-en-verrekening": attached,
        "klopt-het": right,
    }
