"""Two fictional households as half a year of bank lines: the mother and the man of the worked cases."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from schuldhulp.budget.afschriften.transaction import Transaction

FIRST, LAST = date(2026, 5, 20), date(2026, 11, 20)
TAX, UWV, LINDE = "NL86INGB0002445588", "NL91ABNA0417164300", "NL71BNGH0285000111"


def line(on: date, cents: int, name: str, text: str = "", iban: str = "NL14BNGH0285001234") -> Transaction:
    """One line of the account ending in 4567."""
    return Transaction(on, cents, name, iban, text, "4567", "ING")


def card(on: date, cents: int, shop: str) -> Transaction:
    """One payment in a shop."""
    return line(on, -cents, shop, "Pasvolgnr: 003 Betaalautomaat", "")


def every(days: int, first: date, last: date = LAST) -> Iterator[date]:
    """Each so many days."""
    while first <= last:
        yield first
        first += timedelta(days=days)


def monthly(day: int, first: date = FIRST, last: date = LAST) -> Iterator[date]:
    """One day of every month; a Saturday or Sunday moves to Monday, as direct debits do."""
    year, month = first.year, first.month
    while date(year, month, 1) <= last:
        on = date(year, month, day)
        on += timedelta(days={5: 2, 6: 1}.get(on.weekday(), 0))
        if first <= on <= last:
            yield on
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def mother() -> list[Transaction]:
    """Wage per 4 weeks with holiday pay in May, four toeslagen, fixed costs, groceries, arrangements; a storno."""
    found = [
        line(on, 990_00, "Bakkerij Jansen BV", "Salaris periode", UWV) for on in every(28, date(2026, 5, 22))
    ]
    found[0] = line(
        date(2026, 5, 22), 990_00 + 1_150_00, "Bakkerij Jansen BV", "Salaris en vakantiegeld?", UWV
    )
    found[0] = line(found[0].booked_on, found[0].amount_cents, "Bakkerij Jansen BV", "Salaris periode", UWV)
    for day, cents, text in ((20, 129_00, "Voorschot zorgtoeslag"), (20, 418_00, "Huurtoeslag"),
                             (20, 775_00, "Kindgebonden budget")):  # fmt: skip
        found += [line(on, cents, "Belastingdienst", text, TAX) for on in monthly(day)]
    found += [line(on, 779_83, "SVB", "Kinderbijslag AKW") for on in (date(2026, 7, 1), date(2026, 10, 1))]
    for day, cents, name, text in (
        (1, 684_50, "Woningstichting De Linde", "Huur"),
        (3, 265_00, "Eneco Consumenten", "Termijnbedrag"),
        (5, 171_50, "Zilveren Kruis", "Zorgpremie"),
        (12, 45_00, "Simyo", "Factuur"),
        (14, 47_50, "Ziggo Services", "Factuur"),
        (25, 22_00, "Centraal Beheer", "Polis"),
        (26, 140_00, "Kinderopvang De Zon", "bso"),
        (27, 60_00, "Incassobureau Van Dam", "Betalingsregeling 4431"),
        (28, 50_00, "Gerechtsdeurwaarder Smit", "Dossier 2026-77"),
        (15, 12_99, "Netflix International", "Abonnement"),
    ):
        found += [line(on, -cents, name, f"{text} {on:%m-%Y}") for on in monthly(day)]
    found += [line(on, -54_00, "Vitens NV", "Voorschot") for on in (date(2026, 7, 15), date(2026, 10, 15))]
    found += [line(date(2026, 8, 6), 171_50, "Zilveren Kruis", "Storno zorgpremie")]
    found += [line(date(2026, 8, 14), -171_50, "Zilveren Kruis", "Zorgpremie opnieuw")]
    for on in every(7, date(2026, 5, 23)):
        found += [
            card(on, 85_00, "Lidl 214 VOORBEELDSTAD"),
            card(on + timedelta(2), 50_00, "Jumbo Voorbeeldstad"),
        ]
    found += [card(on, 30_00, "Zeeman 88") for on in monthly(9)]
    found += [line(date(2026, 9, 9), -100_00, "Eigen rekening", "Naar spaarrekening", "NL02INGB0009999999")]
    found += [line(date(2026, 10, 9), 40_00, "M. de Vries", "Van mama")]
    return sorted((one for one in found if FIRST <= one.booked_on <= LAST), key=lambda one: one.booked_on)


def man() -> list[Transaction]:
    """Bijstand after the CAK, no huurtoeslag; cash every week; a rent that went up once."""
    found = [line(on, 1_178_63, "Gemeente Voorbeeldstad", "Uitkering Participatiewet") for on in monthly(23)]
    found += [line(on, 129_00, "Dienst Toeslagen", "Zorgtoeslag", TAX) for on in monthly(20)]
    found += [
        line(on, -(565_00 if on < date(2026, 7, 1) else 580_00), "Stichting Woonbron", "Huur")
        for on in monthly(1)
    ]
    found += [line(on, -195_00, "Vattenfall", "Termijn") for on in monthly(4)]
    found += [line(on, -18_00, "DELA", "Premie") for on in monthly(2)]
    found += [line(on, -70_00, "Geldautomaat Markt", "Geldopname", "") for on in every(7, date(2026, 5, 25))]
    return sorted((one for one in found if FIRST <= one.booked_on <= LAST), key=lambda one: one.booked_on)


def many(count: int, seed: int = 1) -> list[Transaction]:
    """A busy household of so many lines in one year, always the same for a seed."""
    dice = random.Random(seed)
    found = mother() + man()
    shops = [
        "Albert Heijn 1234",
        "Lidl 88",
        "Kruidvat 5",
        "Shell Noord",
        "Zeeman",
        "Snackbar 't Hoekje",
        "Bloemenhuis",
    ]
    while len(found) < count:
        on = LAST - timedelta(days=dice.randrange(365))
        found.append(card(on, dice.randrange(100, 9_000), f"{dice.choice(shops)} {dice.randrange(9_999)}"))
    return sorted(found, key=lambda one: one.booked_on)
