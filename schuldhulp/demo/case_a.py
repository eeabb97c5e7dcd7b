"""A single mother with an eviction date, who registers on a Friday afternoon on her phone: the dossier of client@.

She registered on the last Friday that lies at least twenty hours back, so the story goes on through the week in which
somebody looks at the demo: the talk on Monday, the eviction postponed on Tuesday.
"""

from datetime import date, datetime, timedelta

from schuldhulp.calendar import local_date
from schuldhulp.demo.case_a_figures import EXPENSES, INCOMES, answers, debts
from schuldhulp.demo.municipalities import Municipality
from schuldhulp.demo.purse import paid_off, version
from schuldhulp.demo.story import (
    Agreement,
    Appointment,
    ContactLog,
    FirstTalk,
    Goal,
    Household,
    Member,
    Message,
    OwnIdea,
    Paper,
    Person,
    PhaseEntry,
    Story,
    Threat,
)
from schuldhulp.demo.timeline import at
from schuldhulp.demo.writing import spoken_day

EMAIL = "client@demo.example"
COACH = "coach@demo.example"
_FIRST = "ik heb de brief pas vandaag opengemaakt, ik durf de deur niet meer open te doen. heeft dit nog zin?"
_ANSWER = """Dag Nadia,

U heeft de brief opengemaakt, terwijl u bang was voor wat erin stond. Ja, dit heeft zin: er staat {eviction} om 10.00 uur, en er is nog tijd om iets te doen.

Mijn teamleider weet ervan. Maandag om 10.30 uur bel ik u, en daarna bel ik de deurwaarder en Woonstichting De Linde. U hoeft vandaag niets te betalen of te beloven.

Heeft u genoeg te eten in huis voor u en de kinderen dit weekend?

Hartelijke groet, Samira"""
_AFTER_TALK = """Dag Nadia,

Dank voor ons gesprek. U vertelde dat de huur bleef liggen toen uw uren minder werden en er beslag kwam op uw loon. U wilt dat de kinderen in hun huis kunnen blijven.

Ik heb met Van Aalst Gerechtsdeurwaarders gebeld en vandaag nog een brief gestuurd. Het beslag van € 190,00 per 4 weken bij {shop} lijkt hoger dan mag. Dat reken ik na.

Wat helpt u om de komende dagen rustig te blijven?

Groet, Samira"""
_POSTPONED = """Dag Nadia,

De ontruiming van {eviction} gaat niet door. Woonstichting De Linde heeft dat vanmiddag op schrift gezet. De afspraak: u betaalt de huur van € 684,50 elke maand op tijd, en ik stuur hun uw budget zonder de andere schulden.

In uw budget blijft nu € 78,69 per maand over. Dat is weinig. Als het beslag lager wordt, komt er lucht bij.

Wat wilt u als eerste doen nu dit van tafel is?

Groet, Samira"""


_GOAL = "dat de kinderen hier kunnen blijven wonen en ik de deur weer open doe"


def friday_before(now: datetime) -> date:
    """The last Friday of which 16.40 lies at least twenty hours back."""
    day = local_date(now)
    while day.weekday() != 4 or at(day, 16, 40) > now - timedelta(hours=20):
        day -= timedelta(days=1)
    return day


def _messages(friday: date, now: datetime) -> tuple[Message, ...]:
    eviction = spoken_day(friday + timedelta(days=6))
    wednesday = spoken_day(friday + timedelta(days=5))
    rows = (
        Message(
            "system",
            at(friday, 16, 40),
            "Dag Nadia. Geldhulp Voorbeeldstad heeft uw aanmelding ontvangen op "
            f"{spoken_day(friday)} om 16.40 uur. Omdat u uw huis uit moet, spreken wij u uiterlijk {wednesday}.",
        ),
        Message("client", at(friday, 16, 52), _FIRST, None, at(friday, 16, 58)),
        Message(
            "counsellor", at(friday, 17, 14), _ANSWER.format(eviction=eviction), COACH, at(friday, 17, 40)
        ),
        Message(
            "client",
            at(friday, 21, 48),
            "eten hebben we. ik heb alles ingevuld wat ik weet, het is samen 12054,25 euro. "
            "bij het beslag weet ik niet of het klopt",
            None,
            at(friday + timedelta(days=3), 8, 50),
        ),
        Message(
            "counsellor", at(friday + timedelta(days=3), 15, 20), _AFTER_TALK.format(shop="Wehkamp"), COACH
        ),
        Message(
            "counsellor", at(friday + timedelta(days=4), 16, 5), _POSTPONED.format(eviction=eviction), COACH
        ),
        Message(
            "client",
            at(friday + timedelta(days=4), 18, 31),
            "ik heb gehuild toen ik het las. dank u wel. de huur zet ik nu apart",
        ),
    )
    return tuple(
        row._replace(read_at=row.read_at if row.read_at and row.read_at <= now else None)
        for row in rows
        if row.at <= now
    )


def _person(place: Municipality, friday: date) -> Person:
    return Person(
        "Nadia Verhoef",
        "Nadia Verhoef",
        "Nadia",
        "Nadia",
        "f",
        date(friday.year - 34, 3, 14),
        EMAIL,
        "06-01234567",
        "Touwslagersplein",
        "12",
        "1234 KL",
        place.name,
        "nl",
        "999990019",
    )


def _phases(friday: date, talked_on: date | None) -> tuple[PhaseEntry, ...]:
    phases = [
        PhaseEntry("aanmelding", at(friday, 16, 40)),
        PhaseEntry("online_gestart", at(friday, 17, 14)),
        PhaseEntry("eerste_gesprek", at(friday, 17, 20)),
    ]
    if talked_on:
        phases.append(PhaseEntry("besluit_en_plan", at(talked_on, 11, 15)))
    return tuple(phases)


def _first_talk(monday: date) -> FirstTalk:
    return FirstTalk(
        at(monday, 10, 30),
        "telefoon",
        "de cliënt",
        "Wil in het huis blijven wonen met de kinderen; wil weten of het beslag op het loon klopt.",
        True,
        COACH,
    )


def _call(tuesday: date) -> ContactLog:
    return ContactLog(
        at(tuesday, 15, 40),
        "telefoon",
        25,
        "Woonstichting De Linde stelt de ontruiming uit, bevestigd op schrift. "
        "Voorwaarde: huur van € 684,50 op tijd, budget zonder schulden toesturen.",
        COACH,
    )


def _threats(friday: date, resolved_on: date | None) -> tuple[Threat, ...]:
    eviction = friday + timedelta(days=6)
    return (
        Threat(
            "ontruiming",
            True,
            eviction,
            at(friday, 16, 40),
            "Ontruiming om 10.00 uur, brief van Van Aalst Gerechtsdeurwaarders.",
            at(friday, 16, 58),
            resolved_on,
        ),
    )


def _agreements(monday: date) -> tuple[Agreement, ...]:
    return (
        Agreement(
            at(monday, 11),
            "Nadia betaalt de huur van december op tijd. Samira schrijft de coördinerende deurwaarder over "
            "het beslag.",
            "together",
        ),
    )


def _steps_done(friday: date, answered: dict[str, dict[str, object]]) -> dict[str, datetime]:
    return {
        slug: at(friday, 16, 41) if not count else at(friday, 17, 45) + timedelta(minutes=12 * count)
        for count, slug in enumerate(answered)
    }


def _own_idea(friday: date) -> OwnIdea:
    return OwnIdea(
        at(friday, 21, 45),
        "internet_tv",
        15_00,
        "het internetpakket kan goedkoper, dat scheelt 15 euro denk ik",
    )


def _papers(friday: date) -> tuple[Paper, ...]:
    return (
        Paper("identiteitsbewijs", "needed"),
        Paper("inkomensspecificatie", "received", "foto", friday),
        Paper("brief over de ontruiming", "seen", "foto", friday, COACH),
        Paper("bankafschriften", "needed"),
    )


def case_a(place: Municipality, now: datetime) -> Story:
    """Return her dossier as it stands at `now`."""
    friday = friday_before(now)
    monday, tuesday = friday + timedelta(days=3), friday + timedelta(days=4)
    owed = debts(friday)
    talked = at(monday, 10, 30) <= now
    postponed = at(tuesday, 15, 40) <= now
    answered = answers(friday)
    return Story(
        municipality=place.position,
        number=0,
        now=now,
        person=_person(place, friday),
        household=Household(
            "alleenstaande_ouder", (Member("child", 13), Member("child", 7)), "huur", "no", False, False
        ),
        source="self",
        channel="online",
        offline=False,
        cause="income_drop",
        counsellor=COACH,
        registered_at=at(friday, 16, 40),
        clock_start=friday,
        answered_at=at(friday, 17, 14),
        incomes=INCOMES,
        expenses=EXPENSES,
        debts=owed,
        answers=answered,
        steps_done=_steps_done(friday, answered),
        phases=_phases(friday, monday if talked else None),
        services=(),
        messages=_messages(friday, now),
        threats=_threats(friday, tuesday if postponed else None),
        appointments=(
            Appointment(at(monday, 10, 30), "telefoon", "wij bellen u", "held" if talked else None),
        ),
        contacts=(_call(tuesday),) if postponed else (),
        first_talk=_first_talk(monday) if talked else None,
        besluiten=(),
        budgets=(version("Nu", at(friday, 21, 40), INCOMES, EXPENSES, paid_off(INCOMES, owed)),),
        goals=(Goal(at(friday, 21, 33), _GOAL),),
        agreements=_agreements(monday) if talked else (),
        own_idea=_own_idea(friday),
        papers=_papers(friday),
        homework=(),
        staff_note=None,
        safe_contact=None,
        stuck_at=None,
        closed_reason=None,
    )
