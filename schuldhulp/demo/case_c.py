"""A man who reads badly, has no e-mail and comes to the desk with his daughter on the day his bank account is attached.

Offline from the start; it is created on the last working day of which 10.15 lies at least three hours back.
"""

from datetime import date, datetime, timedelta

from schuldhulp.calendar import add_working_days, is_working_day, local_date
from schuldhulp.demo.municipalities import Municipality
from schuldhulp.demo.purse import paid_off, version
from schuldhulp.demo.story import Appointment, ContactLog, Household, Paper, Person, PhaseEntry, Story, Threat
from schuldhulp.demo.story_money import Collector, Debt, Expense, Income, Withheld
from schuldhulp.demo.timeline import at

COACH = "coach@demo.example"
INCOMES = (
    Income("benefit_pw", 1_178_63, "maand", 8, (Withheld("cak", 172_70),)),
    Income("holiday_pay", 817_56, "jaar"),
    Income("care_allowance", 129_00, "maand", 20),
)
EXPENSES = (
    Expense("rent", 580_00, "maand", 1),
    Expense("energy", 195_00, "maand", 14),
    Expense("water", 14_00, "maand"),
    Expense("excess", 385_00, "jaar"),
    Expense("telephone", 25_00, "maand"),
    Expense("internet_tv", 35_00, "maand"),
    Expense("funeral_ins", 18_00, "maand"),
    Expense("food", 70_00, "week"),
    Expense("pets", 30_00, "maand"),
    Expense("clothing", 30_00, "maand"),
    Expense("household_other", 40_00, "maand"),
)


def desk_day(now: datetime) -> date:
    """The last working day of which 10.15 lies at least three hours back."""
    day = local_date(now)
    while not is_working_day(day) or at(day, 10, 15) > now - timedelta(hours=3):
        day -= timedelta(days=1)
    return day


def debts(day: date) -> tuple[Debt, ...]:
    """His ten debts of together 16,691.20 euros; one may be expired, one has a judgment and is not."""
    return (*_largest(day), *_others(day))


def _largest(day: date) -> tuple[Debt, ...]:
    return (
        Debt("Kredietbank Nederland", "loan", "KB 2019-33418", 4_950_00, since=date(2019, 5, 2)),
        Debt(
            "Gemeente Voorbeeldstad (bijstand)",
            "municipality",
            "TV-2023-0771",
            3_480_00,
            since=date(2023, 9, 11),
            note="Te veel bijstand door een verrekende bijverdienste, geen fraude.",
        ),
        Debt(
            "Eneco",
            "energy",
            "EN-440918",
            2_210_00,
            since=day - timedelta(days=420),
            note="Eindafrekening van het vorige huis.",
            collector=Collector("Creditpunt Incasso", "collector", "CP-18 4402"),
        ),
        Debt(
            "Wehkamp",
            "web_shop",
            "5530 1187 2204",
            1_845_00,
            original_cents=960_00,
            since=date(2013, 3, 20),
            judgment="vonnis",
            judgment_on=date(2014, 6, 17),
            collector=Collector("Kamper & Zoon Gerechtsdeurwaarders", "bailiff", "KZ/14-2207"),
            attachment="bank",
            threat="bankbeslag",
            threat_on=day,
        ),
    )


def _others(day: date) -> tuple[Debt, ...]:
    return (
        Debt(
            "VGZ",
            "health_insurance",
            "VGZ 7781 0023",
            1_190_00,
            since=day - timedelta(days=700),
            collector=Collector("Deurwaarderskantoor Riemens", "bailiff", "R-2025-1180"),
        ),
        Debt("CAK", "cak", "C-60311872", 1_036_20, since=day - timedelta(days=190)),
        Debt("CJIB", "fine", "8 1120 4437 9021", 900_00, since=day - timedelta(days=300)),
        Debt(
            "KPN",
            "telecom",
            "KP-2016-55102",
            612_00,
            since=date(2016, 8, 30),
            last_payment=date(2017, 2, 6),
            note="Laatste brief uit 2017. Eerst overleggen, nog niets betalen of erkennen.",
        ),
        Debt(
            "Waterschap De Zeven Sluizen",
            "water_board",
            "WS-88-10023",
            318_00,
            since=day - timedelta(days=260),
        ),
        Debt("de buurman", "private", "", 150_00, since=day - timedelta(days=35)),
    )


def _answers(day: date) -> dict[str, dict[str, object]]:
    return {
        "dreigt-er-iets": {
            "eviction": "nee",
            "supply": ["geen"],
            "insurance_ends": "nee",
            "urgent": ["bankbeslag"],
            "urgent_on": day.isoformat(),
            "food": "nee",
            "reach_now": "via mijn dochter Mirjam",
        },
        "bereiken": {
            "called": "meneer Terhorst",
            "prefers": "samen",
            "call_when": ["ochtend"],
            "voicemail": "ja",
            "post_home": "ja",
            "reads_along": "nee",
        },
        "wat-speelt-er": {
            "heaviest": ["brieven", "deze_week"],
            "story": "Ik snap die brieven niet. Laat maar.",
        },
    }


def _contacts(day: date, now: datetime) -> tuple[ContactLog, ...]:
    rows = (
        ContactLog(
            at(day, 10, 15),
            "kantoor",
            40,
            "Aan de balie met dochter Mirjam. Bankbeslag vanmorgen, saldo € 1.290,00, niets voor eten. "
            "Er ging iets van de bijstand af: € 172,70 voor het CAK.",
            COACH,
        ),
        ContactLog(
            at(day, 11, 30),
            "kantoor",
            15,
            "Brief aan Kamper & Zoon: saldo ligt onder € 2.208,48 en is beschermd (Rv 475a lid 5). "
            "Noodpakket en voedselbank genoemd, dochter haalt het op.",
            COACH,
        ),
        ContactLog(
            at(day, 12, 40),
            "telefoon",
            10,
            "Bij de derde stap: 'Het lukt niet.' Verder op papier en op huisbezoek, niets opnieuw vragen.",
            COACH,
        ),
    )
    return tuple(row for row in rows if row.at <= now)


def _person(place: Municipality, day: date) -> Person:
    return Person(
        "Gerrit Terhorst",
        "Gerrit Terhorst",
        "Gerrit",
        "meneer Terhorst",
        "m",
        date(day.year - 61, 2, 3),
        None,
        "06-07654321",
        "Turfschipperskade",
        "8",
        "1236 BC",
        place.name,
        "nl",
        "999990020",
    )


def _threats(day: date) -> tuple[Threat, ...]:
    return (
        Threat(
            "bankbeslag",
            False,
            day,
            at(day, 10, 15),
            "Beslag op de bankrekening, saldo € 1.290,00, niets voor eten.",
            at(day, 10, 15),
        ),
    )


def _visit(day: date, now: datetime) -> Appointment:
    held = None if at(day, 10) > now else "held"
    return Appointment(at(day, 10), "huisbezoek", "bij u thuis, met uw dochter", held)


def _papers(day: date) -> tuple[Paper, ...]:
    return (
        Paper("identiteitsbewijs", "seen", "balie", day, COACH),
        Paper("brief over het bankbeslag", "received", "balie", day),
        Paper("bankafschriften", "needed"),
    )


def case_c(place: Municipality, now: datetime) -> Story:
    """Return his dossier as it stands at `now`."""
    day = desk_day(now)
    owed = debts(day)
    answers = _answers(day)
    return Story(
        municipality=place.position,
        number=1,
        now=now,
        person=_person(place, day),
        household=Household("alleenstaand", (), "huur", "no", False, False),
        source="balie",
        channel="balie",
        offline=True,
        cause="low_literacy",
        counsellor=COACH,
        registered_at=at(day, 10, 15),
        clock_start=day,
        answered_at=at(day, 11),
        incomes=INCOMES,
        expenses=EXPENSES,
        debts=owed,
        answers=answers,
        steps_done={slug: at(day, 10, 20 + 8 * count) for count, slug in enumerate(list(answers)[:2])},
        phases=(PhaseEntry("aanmelding", at(day, 10, 15)), PhaseEntry("gewone_route", at(day, 11))),
        services=(),
        messages=(),
        threats=_threats(day),
        appointments=(_visit(add_working_days(day, 3), now),),
        contacts=_contacts(day, now),
        first_talk=None,
        besluiten=(),
        budgets=(version("Aan de balie", at(day, 11, 50), INCOMES, EXPENSES, paid_off(INCOMES, owed)),),
        goals=(),
        agreements=(),
        own_idea=None,
        papers=_papers(day),
        homework=(),
        staff_note="Leest moeilijk. Brieven voorlezen, plan in grote letters. Dochter Mirjam mag meedenken.",
        safe_contact=None,
        stuck_at=at(day, 12, 40) if at(day, 12, 40) <= now else None,
        closed_reason=None,
    )
