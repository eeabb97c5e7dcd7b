"""A single mother with an eviction date, who registers on a Friday afternoon on her phone: the dossier of client@.

She registered on the last Friday that lies at least twenty hours back, so the story goes on through the week in which
somebody looks at the demo: the talk on Monday, the eviction postponed on Tuesday.
"""
from datetime import date, datetime, timedelta

from schuldhulp.calendar import local_date
from schuldhulp.demo.municipalities import Municipality
from schuldhulp.demo.purse import paid_off, version
from schuldhulp.demo.story import (
    Agreement,
    Appointment,
    Arrangement,
    Collector,
    ContactLog,
    Debt,
    Expense,
    FirstTalk,
    Goal,
    Household,
    Income,
    Member,
    Message,
    OwnIdea,
    Paper,
    Person,
    PhaseEntry,
    Story,
    Threat,
    Withheld,
)
from schuldhulp.demo.timeline import at
from schuldhulp.demo.writing import spoken_day

EMAIL = "client@demo.example"
COACH = "coach@demo.example"
INCOMES = (
    Income("wage", 990_00, "4weken", None, (Withheld("beslag", 190_00),)),
    Income("holiday_pay", 1_150_00, "jaar"),
    Income("care_allowance", 129_00, "maand", 20),
    Income("child_budget", 625_00, "maand", 20, (Withheld("verrekening", 150_00),)),
    Income("rent_allowance", 418_00, "maand", 20),
    Income("child_benefit", 779_83, "kwartaal", 1),
)
EXPENSES = (
    Expense("rent", 684_50, "maand", 1), Expense("energy", 265_00, "maand", 14), Expense("water", 54_00, "kwartaal"),
    Expense("health_premium", 171_50, "maand", 1), Expense("excess", 385_00, "jaar"), Expense("telephone", 45_00, "maand", 25),
    Expense("internet_tv", 47_50, "maand", 20), Expense("other_ins", 22_00, "maand", 1), Expense("childcare", 140_00, "maand", 27),
    Expense("public_transport", 85_00, "maand"), Expense("food", 135_00, "week"), Expense("clothing", 90_00, "maand"),
    Expense("inventory", 45_00, "maand"), Expense("school", 60_00, "maand"), Expense("municipal_tax", 492_00, "jaar"),
    Expense("household_other", 80_00, "maand"),
)
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


def friday_before(now: datetime) -> date:
    """The last Friday of which 16.40 lies at least twenty hours back."""
    day = local_date(now)
    while day.weekday() != 4 or at(day, 16, 40) > now - timedelta(hours=20):
        day -= timedelta(days=1)
    return day


def debts(friday: date) -> tuple[Debt, ...]:
    """Her ten debts of together 12,054.25 euros, and the telecom claim a second time."""
    def ago(days: int) -> date:
        return friday - timedelta(days=days)

    return (
        Debt("Dienst Toeslagen", "benefits", "TS-2024-884120", 3_204_00, since=ago(610), attachment="set_off",
             note="Kinderopvangtoeslag van 2023, ik had te veel uren doorgegeven."),
        Debt("Woonstichting De Linde", "rent", "HU 40188-12", 2_890_00, since=ago(240), last_payment=ago(96),
             collector=Collector("Van Aalst Gerechtsdeurwaarders", "bailiff", "VA-260917"), judgment="vonnis",
             judgment_on=ago(38), threat="ontruiming", threat_on=friday + timedelta(days=6)),
        Debt("Wehkamp", "web_shop", "7741 2086 3310", 2_415_00, original_cents=1_480_00, since=ago(1_020),
             collector=Collector("Gerechtsdeurwaarders Holtkamp", "bailiff", "GH/88213"), judgment="vonnis", judgment_on=ago(410),
             attachment="income"),
        Debt("Vattenfall", "energy", "VF-5508172", 1_140_00, since=ago(300), last_payment=ago(21),
             collector=Collector("Incasso De Brug", "collector", "DB-71440"), arrangement=Arrangement(45_00, "maand", ago(80), True)),
        Debt("Zilveren Kruis", "health_insurance", "ZK 301 884 291", 612_40, since=ago(260),
             collector=Collector("Deurwaarderskantoor Riemens", "bailiff", "R-2026-5516")),
        Debt("Gemeente Voorbeeldstad (belastingen)", "municipal_tax", "2025/10077", 512_00, since=ago(400), judgment="dwangbevel",
             judgment_on=ago(120)),
        Debt("Odido", "telecom", "OD-99120455", 486_00, original_cents=431_00, since=ago(330),
             collector=Collector("Invordering Noordeinde", "collector", "IN-30092")),
        Debt("mijn zus", "private", "", 400_00, since=ago(150), last_payment=ago(12), arrangement=Arrangement(25_00, "maand", ago(140), True)),
        Debt("Klarna", "pay_later", "KL-7712-04", 214_85, since=ago(90), last_payment=ago(18),
             arrangement=Arrangement(40_00, "maand", ago(60), True)),
        Debt("CJIB", "fine", "6 2044 8810 3307", 180_00, since=ago(75)),
        Debt("Invordering Noordeinde", "telecom", "IN-30092", 431_00, since=ago(330), double_of=6,
             note="Ik weet niet of dit dezelfde is als Odido."),
    )


def _answers(friday: date) -> dict[str, dict[str, object]]:
    return {
        "dreigt-er-iets": {"eviction": "ja", "eviction_on": (friday + timedelta(days=6)).isoformat(), "supply": ["geen"],
                           "insurance_ends": "nee", "urgent": ["loonbeslag"], "food": "ja", "reach_now": "bellen mag, ik neem op"},
        "bereiken": {"called": "Nadia", "prefers": "schrijven", "call_when": ["ochtend"], "voicemail": "nee", "post_home": "ja",
                     "reads_along": "nee"},
        "thuis": {"housing": "huur", "partner": "uit_elkaar", "shared_debts": "nee", "business": "nee"},
        "wat-speelt-er": {"heaviest": ["huis", "brieven", "kinderen"], "story": "mijn uren zijn minder en toen bleef de huur liggen. ik doe de post niet meer open.",
                          "first_wish": "dat we in ons huis kunnen blijven"},
        "schulden-grof": {"complete": "ja", "unopened": 9, "most_worried": "de huur, Woonstichting De Linde"},
        "lonen-en-uitkeringen": {"changes_soon": "nee"},
        "vakantiegeld-en-eenmalig": {"holiday_month": 5, "something_coming": "nee"},
        "toeslagen": {"pays_back": "ja", "pays_back_cents": 150_00},
        "wonen": {"paid_this_month": "nee", "remission_asked": {"open": "weet_ik_niet"}},
        "energie-en-water": {"yearly_bill": {"open": "weet_ik_niet"}},
        "verzekeringen-en-zorg": {"cak": "nee", "avoids_care": "ja", "care_note": "de tandarts voor mezelf stel ik uit"},
        "telefoon-internet-abonnementen": {"phone_on_credit": "nee"},
        "vervoer": {"car_for": ["geen"]},
        "kinderen": {"misses_out": "ja", "misses_what": "zwemles van de jongste is gestopt"},
        "elke-week": {"enough": "nee", "not_paid": "de huur van november"},
        "reserveren": {"sets_aside": "nee", "next_big": "winterjas voor de oudste", "next_big_cents": 80_00},
        "beslag-en-verrekening": {"attachment": "ja", "attachment_by": "Gerechtsdeurwaarders Holtkamp, voor Wehkamp", "attachment_cents": 190_00,
                                  "bvv_letter": {"open": "weet_ik_niet"}, "set_off": "ja", "set_off_by": "Dienst Toeslagen, op het kindgebonden budget",
                                  "set_off_cents": 150_00, "enough_left": "nee"},
        "klopt-het": {"right": "twijfel", "what_not": "Odido en Invordering Noordeinde lijken hetzelfde", "old_debts": "nee"},
        "doel": {"goal": "dat de kinderen hier kunnen blijven wonen en ik de deur weer open doe"},
        "eigen-idee": {"idea": "het internetpakket kan goedkoper, dat scheelt 15 euro denk ik", "saves_cents": 15_00, "saves_per": "maand",
                       "keep": "de bso, anders kan ik niet werken"},
    }


def _messages(friday: date, now: datetime) -> tuple[Message, ...]:
    eviction = spoken_day(friday + timedelta(days=6))
    wednesday = spoken_day(friday + timedelta(days=5))
    rows = (
        Message("system", at(friday, 16, 40), "Dag Nadia. Geldhulp Voorbeeldstad heeft uw aanmelding ontvangen op "
                f"{spoken_day(friday)} om 16.40 uur. Omdat u uw huis uit moet, spreken wij u uiterlijk {wednesday}."),
        Message("client", at(friday, 16, 52), _FIRST, None, at(friday, 16, 58)),
        Message("counsellor", at(friday, 17, 14), _ANSWER.format(eviction=eviction), COACH, at(friday, 17, 40)),
        Message("client", at(friday, 21, 48), "eten hebben we. ik heb alles ingevuld wat ik weet, het is samen 12054,25 euro. "
                "bij het beslag weet ik niet of het klopt", None, at(friday + timedelta(days=3), 8, 50)),
        Message("counsellor", at(friday + timedelta(days=3), 15, 20), _AFTER_TALK.format(shop="Wehkamp"), COACH),
        Message("counsellor", at(friday + timedelta(days=4), 16, 5), _POSTPONED.format(eviction=eviction), COACH),
        Message("client", at(friday + timedelta(days=4), 18, 31), "ik heb gehuild toen ik het las. dank u wel. de huur zet ik nu apart"),
    )
    return tuple(row._replace(read_at=row.read_at if row.read_at and row.read_at <= now else None) for row in rows if row.at <= now)


def case_a(place: Municipality, now: datetime) -> Story:
    """Return her dossier as it stands at `now`."""
    friday = friday_before(now)
    monday, tuesday = friday + timedelta(days=3), friday + timedelta(days=4)
    eviction = friday + timedelta(days=6)
    owed = debts(friday)
    talked = at(monday, 10, 30) <= now
    postponed = at(tuesday, 15, 40) <= now
    answers = _answers(friday)
    phases = [PhaseEntry("aanmelding", at(friday, 16, 40)), PhaseEntry("online_gestart", at(friday, 17, 14)),
              PhaseEntry("eerste_gesprek", at(friday, 17, 20))]
    if talked:
        phases.append(PhaseEntry("besluit_en_plan", at(monday, 11, 15)))
    talk = FirstTalk(at(monday, 10, 30), "telefoon", "de cliënt", "Wil in het huis blijven wonen met de kinderen; wil weten of het beslag "
                     "op het loon klopt.", True, COACH)
    call = ContactLog(at(tuesday, 15, 40), "telefoon", 25, "Woonstichting De Linde stelt de ontruiming uit, bevestigd op schrift. "
                      "Voorwaarde: huur van € 684,50 op tijd, budget zonder schulden toesturen.", COACH)
    return Story(
        municipality=place.index, number=0, now=now,
        person=Person("Nadia Verhoef", "Nadia Verhoef", "Nadia", "Nadia", "f", date(friday.year - 34, 3, 14), EMAIL, "06-01234567",
                      "Touwslagersplein", "12", "1234 KL", place.name, "nl", "999990019"),
        household=Household("alleenstaande_ouder", (Member("child", 13), Member("child", 7)), "huur", "no", False, False),
        source="self", channel="online", offline=False, cause="income_drop", counsellor=COACH, registered_at=at(friday, 16, 40),
        clock_start=friday, answered_at=at(friday, 17, 14), incomes=INCOMES, expenses=EXPENSES, debts=owed, answers=answers,
        steps_done={slug: at(friday, 16, 41) if not count else at(friday, 17, 45) + timedelta(minutes=12 * count)
                    for count, slug in enumerate(answers)},
        phases=tuple(phases), services=(), messages=_messages(friday, now),
        threats=(Threat("ontruiming", True, eviction, at(friday, 16, 40), "Ontruiming om 10.00 uur, brief van Van Aalst Gerechtsdeurwaarders.",
                        at(friday, 16, 58), tuesday if postponed else None),),
        appointments=(Appointment(at(monday, 10, 30), "telefoon", "wij bellen u", "held" if talked else None),),
        contacts=(call,) if postponed else (), first_talk=talk if talked else None, besluiten=(),
        budgets=(version("Nu", at(friday, 21, 40), INCOMES, EXPENSES, paid_off(INCOMES, owed)),),
        goals=(Goal(at(friday, 21, 33), "dat de kinderen hier kunnen blijven wonen en ik de deur weer open doe"),),
        agreements=(Agreement(at(monday, 11), "Nadia betaalt de huur van december op tijd. Samira schrijft de coördinerende deurwaarder over "
                              "het beslag.", "together"),) if talked else (),
        own_idea=OwnIdea(at(friday, 21, 45), "internet_tv", 15_00, "het internetpakket kan goedkoper, dat scheelt 15 euro denk ik"),
        papers=(Paper("identiteitsbewijs", "needed"), Paper("inkomensspecificatie", "received", "foto", friday),
                Paper("brief over de ontruiming", "seen", "foto", friday, COACH), Paper("bankafschriften", "needed")),
        homework=(), staff_note=None, safe_contact=None, stuck_at=None, closed_reason=None)
