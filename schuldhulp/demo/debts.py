"""Fictional debts: log-normal totals (median 25,000, mean about 37,000 euros) over about thirteen creditors.

Creditors are public bodies and kinds of companies with well-known names; landlords, collectors and bailiffs are made
up, because letters and mistakes are laid at their door. References are random.
"""

import math
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from schuldhulp.demo.household import Setting
from schuldhulp.demo.municipalities import Municipality
from schuldhulp.demo.story_money import Arrangement, Collector, Debt


class Kind(NamedTuple):
    """A kind of debt: how often, with whom, between which eurocents, and whether it can carry the big sums."""

    code: str
    weight: int
    creditors: tuple[str, ...]
    low: int
    high: int
    big: bool = False


KINDS = (
    Kind(
        "health_insurance",
        9,
        (
            "Zilveren Kruis",
            "VGZ",
            "CZ",
            "Menzis",
            "ONVZ",
            "DSW",
            "Zorg en Zekerheid",
            "a.s.r. zorg",
            "FBTO zorg",
            "OHRA zorg",
        ),
        18_000,
        190_000,
    ),
    Kind("cak", 3, ("CAK",), 34_000, 210_000),
    Kind(
        "energy",
        9,
        (
            "Vattenfall",
            "Eneco",
            "Essent",
            "Greenchoice",
            "Budget Energie",
            "Energiedirect",
            "Vandebron",
            "Oxxio",
        ),
        15_000,
        260_000,
    ),
    Kind(
        "water",
        5,
        ("Vitens", "Dunea", "PWN", "Evides", "Brabant Water", "Waterbedrijf Groningen"),
        6_000,
        48_000,
    ),
    Kind(
        "telecom",
        10,
        ("KPN", "Odido", "Vodafone", "Ziggo", "Simyo", "Youfone", "hollandsnieuwe", "Ben"),
        9_000,
        92_000,
    ),
    Kind(
        "web_shop",
        12,
        ("Wehkamp", "bol", "Zalando", "H&M", "About You", "Otto", "Coolblue", "MediaMarkt"),
        7_000,
        240_000,
    ),
    Kind("pay_later", 10, ("Klarna", "Riverty", "in3", "Billink", "Tinka"), 4_000, 62_000),
    Kind("fine", 8, ("CJIB",), 6_000, 110_000),
    Kind("tax", 4, ("Belastingdienst",), 30_000, 900_000, True),
    Kind("benefits", 6, ("Dienst Toeslagen",), 28_000, 620_000, True),
    Kind("municipal_tax", 6, ("de gemeente (belastingen)",), 14_000, 78_000),
    Kind("municipality", 3, ("de gemeente (bijstand)",), 60_000, 520_000, True),
    Kind("water_board", 4, ("Waterschap De Zeven Sluizen", "Waterschap Oosterdiep"), 9_000, 54_000),
    Kind(
        "rent",
        7,
        ("Woonstichting De Linde", "Woongoed Veerhuis", "Stichting Kadewonen", "Verhuurkantoor Bastiaans"),
        48_000,
        460_000,
    ),
    Kind("bank", 5, ("ING", "Rabobank", "ABN AMRO", "SNS", "bunq"), 30_000, 190_000, True),
    Kind(
        "loan",
        5,
        ("Santander", "Freo", "Kredietbank Nederland", "Interbank", "Defam"),
        180_000,
        1_400_000,
        True,
    ),
    Kind("uwv", 2, ("UWV",), 30_000, 420_000, True),
    Kind("student_loan", 2, ("DUO",), 24_000, 160_000),
    Kind("insurance", 4, ("Interpolis", "Univé", "Nationale-Nederlanden", "Centraal Beheer"), 8_000, 72_000),
    Kind("dentist", 4, ("Infomedics", "Famed", "Tandartspraktijk Molenwiek"), 6_000, 64_000),
    Kind("sport", 3, ("Basic-Fit", "SportCity", "TrainMore"), 6_000, 39_000),
    Kind(
        "child_care", 2, ("Kinderopvang De Regenboogkade", "Buitenschoolse opvang Het Nest"), 20_000, 230_000
    ),
    Kind(
        "private",
        4,
        ("mijn zus", "mijn broer", "mijn moeder", "een vriend", "mijn oom", "een collega", "de buurvrouw"),
        5_000,
        300_000,
    ),
    Kind(
        "business",
        0,
        ("Groothandel Van Meel", "Leasemij Kompas", "Boekhoudkantoor Rekenmeester"),
        120_000,
        2_800_000,
        True,
    ),
)
_WEIGHTS = tuple(kind.weight for kind in KINDS)
_BY_CODE = {kind.code: kind for kind in KINDS}
_BIG = ("loan", "tax", "benefits", "bank", "loan")
COLLECTORS = (
    "Incasso De Brug",
    "Invordering Noordeinde",
    "Creditpunt Incasso",
    "Vorderbureau Haagsma",
    "Debicare Incasso",
    "Inning & Partners",
    "Incassohuis Meridiaan",
)
BAILIFFS = (
    "Van Aalst Gerechtsdeurwaarders",
    "Deurwaarderskantoor Riemens",
    "Kamper & Zoon Gerechtsdeurwaarders",
    "Gerechtsdeurwaarders Holtkamp",
    "Deurwaarders Van der Meulen-Stam",
)
PUBLIC = {
    "fine",
    "tax",
    "benefits",
    "municipal_tax",
    "municipality",
    "water_board",
    "cak",
    "uwv",
    "student_loan",
}
MEDIAN_CENTS, SIGMA = 25_000_00, math.sqrt(2 * math.log(37_000 / 25_000))


def reference(rng: Random) -> str:
    """Return a fictional reference as it might stand on a letter."""
    shape = rng.randrange(4)
    if shape == 0:
        return f"{rng.randrange(10**8, 10**9)}"
    if shape == 1:
        return f"{rng.choice('ABDHKMRSTV')}{rng.choice('ABDHKMRSTV')}-{rng.randrange(10**5, 10**6)}"
    if shape == 2:
        return f"{rng.randrange(2019, 2027)}/{rng.randrange(10**4, 10**5)}"
    return f"{rng.randrange(1000, 9999)} {rng.randrange(1000, 9999)} {rng.randrange(1000, 9999)}"


def _count(rng: Random, share: float) -> int:
    """Number of creditors: mean about 13, 1 to 40; a bigger total goes with more creditors."""
    return max(1, min(40, round(rng.gammavariate(4.2, 3.05) * (0.72 + 0.56 * share))))


def _kinds(rng: Random, count: int, setting: Setting) -> list[Kind]:
    chosen = rng.choices(KINDS, _WEIGHTS, k=count)
    if setting.household.entrepreneur != "no" and count > 3:
        chosen[:2] = [_BY_CODE["business"], _BY_CODE["tax"]]
    if setting.cause == "benefits_error":
        chosen[-1] = _BY_CODE["benefits"]
    single = {"rent", "cak", "municipal_tax", "municipality", "uwv", "student_loan", "benefits"}
    seen: set[str] = set()
    for place, kind in enumerate(chosen):
        if kind.code in single and (
            kind.code in seen or kind.code == "rent" and setting.household.tenure == "koop"
        ):
            chosen[place] = _BY_CODE[rng.choice(("web_shop", "pay_later", "telecom", "fine", "private"))]
        seen.add(kind.code)
    return chosen


def _amounts(rng: Random, kinds: list[Kind], total: int) -> list[int]:
    """Share `total` over the kinds: ordinary debts in their own range, the rest with the kinds that can carry it."""
    amounts = [int(kind.low * (kind.high / kind.low) ** rng.random()) for kind in kinds]
    scale = total / sum(amounts)
    if scale < 1:
        return [max(2_500, int(amount * scale)) for amount in amounts]
    big = [place for place, kind in enumerate(kinds) if kind.big]
    if not big:
        place = rng.randrange(len(kinds))
        kinds[place] = _BY_CODE[rng.choice(_BIG)]
        big = [place]
    rest = total - sum(amounts)
    parts = [rng.random() + 0.2 for _ in big]
    for place, part in zip(big, parts, strict=True):
        amounts[place] += int(rest * part / sum(parts))
    return amounts


def _one(rng: Random, kind: Kind, cents: int, setting: Setting, today: date) -> Debt:
    months = int(rng.triangular(3, 78, 14))
    since = today - timedelta(days=months * 30 + rng.randrange(30))
    collector = judgment = judgment_on = arrangement = None
    private = kind.code == "private"
    if not private and months > 5 and rng.random() < 0.62:
        bailiff = months > 10 and rng.random() < 0.5 or kind.code in PUBLIC
        if kind.code not in PUBLIC or rng.random() < 0.3:
            collector = Collector(
                rng.choice(BAILIFFS if bailiff else COLLECTORS),
                "bailiff" if bailiff else "collector",
                reference(rng),
            )
            if bailiff and rng.random() < 0.55:
                judgment = "dwangbevel" if kind.code in PUBLIC else "vonnis"
                judgment_on = since + timedelta(days=rng.randrange(90, max(91, months * 25)))
    if rng.random() < 0.13:
        arrangement = Arrangement(
            max(10_00, min(90_00, round(cents / 1800) * 100)),
            "maand",
            today - timedelta(days=rng.randrange(20, 260)),
            rng.random() < 0.6,
        )
    about = rng.random() < 0.24
    if about:
        cents = max(5_000, round(cents / 5_000) * 5_000)
    together = setting.household.kind.startswith("samen")
    return Debt(
        creditor=rng.choice(kind.creditors),
        kind=kind.code,
        reference="" if private else reference(rng),
        cents=cents,
        original_cents=int(cents * rng.uniform(0.55, 0.9)) if collector and rng.random() < 0.6 else None,
        about=about,
        whose=rng.choices(("client", "partner", "together", "unknown"), (62, 12, 22, 4))[0]
        if together
        else "client",
        collector=collector,
        arrangement=arrangement,
        since=since,
        last_payment=since + timedelta(days=rng.randrange(20, 300))
        if rng.random() < 0.3 and months > 11
        else None,
        judgment=judgment,
        judgment_on=judgment_on,
    )


def debts(rng: Random, setting: Setting, municipality: Municipality, today: date) -> list[Debt]:
    """Draw the debts of one household, largest first; some hold a wage attachment or stand twice on the list."""
    normal = rng.gauss(0, 1)
    total = min(400_000_00, max(1_500_00, int(MEDIAN_CENTS * math.exp(SIGMA * normal))))
    kinds = _kinds(rng, _count(rng, 1 / (1 + math.exp(-normal))), setting)
    amounts = _amounts(rng, kinds, total)
    rows = [_one(rng, kind, cents, setting, today) for kind, cents in zip(kinds, amounts, strict=True)]
    rows.sort(key=lambda debt: -debt.cents)
    for place, debt in enumerate(rows):
        if debt.creditor.startswith("de gemeente"):
            rows[place] = debt._replace(
                creditor=debt.creditor.replace("de gemeente", f"Gemeente {municipality.name}")
            )
    attached = next((place for place, debt in enumerate(rows) if debt.judgment and debt.collector), None)
    if attached is not None and rng.random() < 0.3:
        rows[attached] = rows[attached]._replace(attachment="income", arrangement=None)
    set_off = next(
        (place for place, debt in enumerate(rows) if debt.kind in ("benefits", "municipality")), None
    )
    if set_off is not None and rng.random() < 0.4:
        rows[set_off] = rows[set_off]._replace(attachment="set_off", arrangement=None)
    return rows + _double(rng, rows)


def _double(rng: Random, rows: list[Debt]) -> list[Debt]:
    """Now and then one claim a second time, under the name of its collector."""
    for place, debt in enumerate(rows):
        if debt.collector and debt.kind in ("telecom", "web_shop") and len(rows) > 5 and rng.random() < 0.2:
            bare = Debt(
                debt.collector.name, debt.kind, debt.reference, int(debt.cents * 0.93), since=debt.since
            )
            return [bare._replace(whose=debt.whose, double_of=place)]
    return []
