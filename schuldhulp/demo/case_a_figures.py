"""The figures of the mother with an eviction date: what she earns, spends and owes, and what she answered."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from schuldhulp.demo.story_money import Arrangement, Collector, Debt, Expense, Income, Withheld

Ago = Callable[[int], date]

# fmt: off
INCOMES = (
    Income("wage", 990_00, "4weken", None, (Withheld("beslag", 190_00),)),
    Income("holiday_pay", 1_150_00, "jaar"),
    Income("care_allowance", 129_00, "maand", 20),
    Income("child_budget", 625_00, "maand", 20, (Withheld("verrekening", 150_00),)),
    Income("rent_allowance", 418_00, "maand", 20),
    Income("child_benefit", 779_83, "kwartaal", 1),
)
EXPENSES = (
    Expense("rent", 684_50, "maand", 1),
    Expense("energy", 265_00, "maand", 14),
    Expense("water", 54_00, "kwartaal"),
    Expense("health_premium", 171_50, "maand", 1),
    Expense("excess", 385_00, "jaar"),
    Expense("telephone", 45_00, "maand", 25),
    Expense("internet_tv", 47_50, "maand", 20),
    Expense("other_ins", 22_00, "maand", 1),
    Expense("childcare", 140_00, "maand", 27),
    Expense("public_transport", 85_00, "maand"),
    Expense("food", 135_00, "week"),
    Expense("clothing", 90_00, "maand"),
    Expense("inventory", 45_00, "maand"),
    Expense("school", 60_00, "maand"),
    Expense("municipal_tax", 492_00, "jaar"),
    Expense("household_other", 80_00, "maand"),
)
# fmt: on


def debts(friday: date) -> tuple[Debt, ...]:
    """Her ten debts of together 12,054.25 euros, and the telecom claim a second time."""
    ago = partial(_days_before, friday)
    return (*_taken_and_threatened(friday, ago), *_with_others(ago), *_small(ago))


def _days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)


def _taken_and_threatened(friday: date, ago: Ago) -> tuple[Debt, ...]:
    return (
        Debt(
            "Dienst Toeslagen",
            "benefits",
            "TS-2024-884120",
            3_204_00,
            since=ago(610),
            attachment="set_off",
            note="Kinderopvangtoeslag van 2023, ik had te veel uren doorgegeven.",
        ),
        Debt(
            "Woonstichting De Linde",
            "rent",
            "HU 40188-12",
            2_890_00,
            since=ago(240),
            last_payment=ago(96),
            collector=Collector("Van Aalst Gerechtsdeurwaarders", "bailiff", "VA-260917"),
            judgment="vonnis",
            judgment_on=ago(38),
            threat="ontruiming",
            threat_on=friday + timedelta(days=6),
        ),
        Debt(
            "Wehkamp",
            "web_shop",
            "7741 2086 3310",
            2_415_00,
            original_cents=1_480_00,
            since=ago(1_020),
            collector=Collector("Gerechtsdeurwaarders Holtkamp", "bailiff", "GH/88213"),
            judgment="vonnis",
            judgment_on=ago(410),
            attachment="income",
        ),
    )


def _with_others(ago: Ago) -> tuple[Debt, ...]:
    return (
        Debt(
            "Vattenfall",
            "energy",
            "VF-5508172",
            1_140_00,
            since=ago(300),
            last_payment=ago(21),
            collector=Collector("Incasso De Brug", "collector", "DB-71440"),
            arrangement=Arrangement(45_00, "maand", ago(80), True),
        ),
        Debt(
            "Zilveren Kruis",
            "health_insurance",
            "ZK 301 884 291",
            612_40,
            since=ago(260),
            collector=Collector("Deurwaarderskantoor Riemens", "bailiff", "R-2026-5516"),
        ),
        Debt(
            "Gemeente Voorbeeldstad (belastingen)",
            "municipal_tax",
            "2025/10077",
            512_00,
            since=ago(400),
            judgment="dwangbevel",
            judgment_on=ago(120),
        ),
        Debt(
            "Odido",
            "telecom",
            "OD-99120455",
            486_00,
            original_cents=431_00,
            since=ago(330),
            collector=Collector("Invordering Noordeinde", "collector", "IN-30092"),
        ),
    )


def _small(ago: Ago) -> tuple[Debt, ...]:
    return (
        Debt(
            "mijn zus",
            "private",
            "",
            400_00,
            since=ago(150),
            last_payment=ago(12),
            arrangement=Arrangement(25_00, "maand", ago(140), True),
        ),
        Debt(
            "Klarna",
            "pay_later",
            "KL-7712-04",
            214_85,
            since=ago(90),
            last_payment=ago(18),
            arrangement=Arrangement(40_00, "maand", ago(60), True),
        ),
        Debt("CJIB", "fine", "6 2044 8810 3307", 180_00, since=ago(75)),
        Debt(
            "Invordering Noordeinde",
            "telecom",
            "IN-30092",
            431_00,
            since=ago(330),
            double_of=6,
            note="Ik weet niet of dit dezelfde is als Odido.",
        ),
    )


_MONEY: dict[str, dict[str, object]] = {
    "lonen-en-uitkeringen": {"changes_soon": "nee"},
    "vakantiegeld-en-eenmalig": {"holiday_month": 5, "something_coming": "nee"},
    "toeslagen": {"pays_back": "ja", "pays_back_cents": 150_00},
    "wonen": {"paid_this_month": "nee", "remission_asked": {"open": "weet_ik_niet"}},
    "energie-en-water": {"yearly_bill": {"open": "weet_ik_niet"}},
    "verzekeringen-en-zorg": {
        "cak": "nee",
        "avoids_care": "ja",
        "care_note": "de tandarts voor mezelf stel ik uit",
    },
    "telefoon-internet-abonnementen": {"phone_on_credit": "nee"},
    "vervoer": {"car_for": ["geen"]},
    "kinderen": {"misses_out": "ja", "misses_what": "zwemles van de jongste is gestopt"},
    "elke-week": {"enough": "nee", "not_paid": "de huur van november"},
    "reserveren": {"sets_aside": "nee", "next_big": "winterjas voor de oudste", "next_big_cents": 80_00},
}
_DEBTS_AND_PLAN: dict[str, dict[str, object]] = {
    "beslag-en-verrekening": {
        "attachment": "ja",
        "attachment_by": "Gerechtsdeurwaarders Holtkamp, voor Wehkamp",
        "attachment_cents": 190_00,
        "bvv_letter": {"open": "weet_ik_niet"},
        "set_off": "ja",
        "set_off_by": "Dienst Toeslagen, op het kindgebonden budget",
        "set_off_cents": 150_00,
        "enough_left": "nee",
    },
    "klopt-het": {
        "right": "twijfel",
        "what_not": "Odido en Invordering Noordeinde lijken hetzelfde",
        "old_debts": "nee",
    },
    "doel": {"goal": "dat de kinderen hier kunnen blijven wonen en ik de deur weer open doe"},
    "eigen-idee": {
        "idea": "het internetpakket kan goedkoper, dat scheelt 15 euro denk ik",
        "saves_cents": 15_00,
        "saves_per": "maand",
        "keep": "de bso, anders kan ik niet werken",
    },
}


def answers(friday: date) -> dict[str, dict[str, object]]:
    """What she filled in, as the fields of the step records."""
    return _on_the_first_day(friday) | _MONEY | _DEBTS_AND_PLAN


def _on_the_first_day(friday: date) -> dict[str, dict[str, object]]:
    return {
        "dreigt-er-iets": {
            "eviction": "ja",
            "eviction_on": (friday + timedelta(days=6)).isoformat(),
            "supply": ["geen"],
            "insurance_ends": "nee",
            "urgent": ["loonbeslag"],
            "food": "ja",
            "reach_now": "bellen mag, ik neem op",
        },
        "bereiken": {
            "called": "Nadia",
            "prefers": "schrijven",
            "call_when": ["ochtend"],
            "voicemail": "nee",
            "post_home": "ja",
            "reads_along": "nee",
        },
        "thuis": {"housing": "huur", "partner": "uit_elkaar", "shared_debts": "nee", "business": "nee"},
        "wat-speelt-er": {
            "heaviest": ["huis", "brieven", "kinderen"],
            "story": "mijn uren zijn minder en toen bleef de huur liggen. ik doe de post niet meer open.",
            "first_wish": "dat we in ons huis kunnen blijven",
        },
        "schulden-grof": {"complete": "ja", "unopened": 9, "most_worried": "de huur, Woonstichting De Linde"},
    }
