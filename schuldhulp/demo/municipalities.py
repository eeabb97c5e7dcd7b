"""Three fictional municipalities with their texts, teams and staff, and as many plain ones as a load test needs.

The names are no Dutch municipalities. The postcode ranges look Dutch and pass validation, and were chosen from digit
blocks in which we know of no delivery addresses; an address in them is fiction.
"""

from typing import NamedTuple


class Staff(NamedTuple):
    """A fictional staff member; `days` are ISO weekdays (1 = Monday)."""

    email: str
    first_name: str
    surname: str
    roles: tuple[str, ...]
    team: str | None
    days: tuple[int, ...]
    intro: str
    languages: tuple[str, ...] = ("nl",)

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.surname}"


class Municipality(NamedTuple):
    """A fictional municipality, complete enough to open its front page."""

    position: int
    slug: str
    name: str
    office: str
    promise: str
    costs: str
    welcome: str
    accent: str  # main colour, sRGB; at least 4.5 : 1 on white
    accent_dark: str  # the same for a dark background
    phone: str
    email: str
    address: str
    opening_hours: tuple[tuple[str, str], ...]
    postcodes: tuple[int, int]  # catchment: first and last four digits, both included
    teams: tuple[str, ...]
    staff: tuple[Staff, ...]
    written_talk_counts: bool
    decision_weeks: int
    online: bool

    def counsellors(self) -> tuple[Staff, ...]:
        """The staff who carry dossiers."""
        return tuple(member for member in self.staff if "counsellor" in member.roles)


# One line a fact, so that a town can be read at a glance.
# fmt: off
PLATFORM_ADMINISTRATOR = Staff("platform@demo.example", "Robin", "Verhagen", ("platform_administrator",), None,
                               (1, 2, 3, 4, 5), "Beheert het platform en opent geen dossiers.")
WEEK = (1, 2, 3, 4, 5)

_VOORBEELDSTAD = Municipality(
    position=0, slug="voorbeeldstad", name="Voorbeeldstad", office="Geldhulp Voorbeeldstad",
    promise="Binnen twee werkdagen hoort u of hulp via internet bij u past.",
    costs="Onze hulp kost u niets. Soms kost budgetbeheer of bewind wel geld. Dat vertellen wij u vooraf.",
    welcome="Geldzorgen kunnen iedereen gebeuren. Hier zet u rustig op een rij wat er speelt, op uw eigen moment."
            " Een vaste hulpverlener leest met u mee.",
    accent="#1f5f5b", accent_dark="#7cc7bf", phone="060-012 00 10", email="geldhulp@voorbeeldstad.demo.example",
    address="Stadsplein 1, 1234 AB Voorbeeldstad",
    opening_hours=(("maandag tot en met donderdag", "8.30 tot 17.00 uur"), ("vrijdag", "8.30 tot 16.00 uur")),
    postcodes=(1232, 1239), teams=("Noord", "Zuid"), written_talk_counts=False, decision_weeks=8, online=True,
    staff=(
        Staff("coach@demo.example", "Samira", "Bennani", ("counsellor",), "Noord", (1, 2, 4, 5),
              "Ik luister graag eerst. Daarna kijken we samen wat er kan.", ("nl", "ar")),
        Staff("teamleider@demo.example", "Hanneke", "Prins", ("team_lead",), "Noord", WEEK,
              "Ik zorg dat uw aanmelding snel bij de goede persoon komt."),
        Staff("gemeente@demo.example", "Olaf", "Terpstra", ("report_reader",), None, (1, 2, 3, 4),
              "Ik lees cijfers, geen dossiers."),
        Staff("beheer@demo.example", "Ilse", "van Wijk", ("municipality_administrator",), None, WEEK,
              "Ik beheer de teksten en de toegang van medewerkers."),
        Staff("peter.voorbeeldstad@demo.example", "Peter", "Zandstra", ("counsellor",), "Noord", WEEK,
              "Ik houd van kleine stappen. Een halve stap telt ook."),
        Staff("marjan.voorbeeldstad@demo.example", "Marjan", "Heemskerk", ("counsellor",), "Noord", (2, 3, 4),
              "Ik was zelf ooit bang voor de post. Ik weet hoe dat is."),
        Staff("karim.voorbeeldstad@demo.example", "Karim", "Toprak", ("counsellor",), "Zuid", WEEK,
              "Ik leg graag uit wat een moeilijke brief betekent.", ("nl", "tr")),
        Staff("linda.voorbeeldstad@demo.example", "Linda", "Kroon", ("counsellor",), "Zuid", (1, 3, 4, 5),
              "U bepaalt het tempo. Ik help u het overzicht te houden."),
        Staff("joost.voorbeeldstad@demo.example", "Joost", "Wierda", ("counsellor", "team_lead"), "Zuid", (1, 2, 3, 5),
              "Ik werk al twaalf jaar in de schuldhulp, het liefst met mensen die denken dat het niet meer kan."),
    ),
)
_LINDEMEER = Municipality(
    position=1, slug="lindemeer", name="Lindemeer", office="Rondkomen in Lindemeer",
    promise="Wij antwoorden binnen 48 uur op werkdagen.",
    costs="U betaalt niets voor deze hulp, ook niet voor een gesprek of een brief van ons.",
    welcome="Rekeningen, brieven, zorgen. U hoeft het niet alleen uit te zoeken. Begin met wat u weet."
            " De rest komt later.",
    accent="#3b4f8f", accent_dark="#a8b7ee", phone="060-023 00 20", email="rondkomen@lindemeer.demo.example",
    address="Meerkade 14, 2346 LM Lindemeer",
    opening_hours=(("maandag tot en met vrijdag", "9.00 tot 16.30 uur"), ("woensdagavond", "18.00 tot 20.00 uur")),
    postcodes=(2345, 2349), teams=("Team Meer",), written_talk_counts=True, decision_weeks=6, online=True,
    staff=(
        Staff("coach2@demo.example", "Anouk", "Fontijn", ("counsellor",), "Team Meer", (1, 2, 3, 4),
              "Ik schrijf zoals ik praat. Vraag gerust door als iets niet duidelijk is."),
        Staff("teamleider.lindemeer@demo.example", "Gijs", "Oosting", ("team_lead", "counsellor"), "Team Meer", WEEK,
              "Ik verdeel het werk en spring in als een collega vrij is."),
        Staff("gemeente.lindemeer@demo.example", "Carla", "Vink", ("report_reader",), None, (2, 3, 4),
              "Ik maak het kwartaalverslag voor de raad."),
        Staff("beheer.lindemeer@demo.example", "Stijn", "Loman", ("municipality_administrator",), None, WEEK,
              "Ik beheer de teksten van onze pagina's."),
        Staff("ewa.lindemeer@demo.example", "Ewa", "Kowal", ("counsellor",), "Team Meer", (1, 2, 4, 5),
              "Samen maken we van een stapel post weer een overzicht.", ("nl", "pl")),
        Staff("dirk.lindemeer@demo.example", "Dirk", "Schuurman", ("counsellor",), "Team Meer", WEEK,
              "Ik reken graag met u mee, tot de maand klopt."),
        Staff("soraya.lindemeer@demo.example", "Soraya", "Mahabier", ("counsellor",), "Team Meer", (2, 3, 4, 5),
              "Bij mij is geen vraag te klein."),
    ),
)
_OOSTERHAVEN = Municipality(
    position=2, slug="oosterhaven", name="Oosterhaven", office="Schuldhulp Oosterhaven",
    promise="U krijgt binnen twee werkdagen antwoord van een mens.",
    costs="Schuldhulp is gratis voor inwoners. Voor een kopie van uw bankafschriften kan uw bank geld vragen.",
    welcome="Een brief die dicht blijft, een rekening die niet past: wij kennen het. Stap voor stap komt er weer lucht.",
    accent="#8a3f2b", accent_dark="#eab09d", phone="060-034 00 30", email="schuldhulp@oosterhaven.demo.example",
    address="Loodskade 7, 9877 OH Oosterhaven",
    opening_hours=(("maandag, dinsdag en donderdag", "8.00 tot 17.00 uur"),
                   ("woensdag en vrijdag", "8.00 tot 12.30 uur")),
    postcodes=(9876, 9879), teams=("Kade", "Dorpen"), written_talk_counts=False, decision_weeks=8, online=True,
    staff=(
        Staff("jelle.oosterhaven@demo.example", "Jelle", "Dijkema", ("counsellor",), "Kade", WEEK,
              "Ik kom ook bij u thuis als dat beter werkt."),
        Staff("teamleider.oosterhaven@demo.example", "Margriet", "Santing", ("team_lead",), "Kade", (1, 2, 3, 4),
              "Ik let erop dat niemand te lang wacht."),
        Staff("gemeente.oosterhaven@demo.example", "Bram", "Nieboer", ("report_reader",), None, (1, 2, 4),
              "Ik volg of wij doen wat wij beloven."),
        Staff("beheer.oosterhaven@demo.example", "Noor", "Evers", ("municipality_administrator",), None, WEEK,
              "Ik help collega's met het systeem."),
        Staff("yasmin.oosterhaven@demo.example", "Yasmin", "Osman", ("counsellor",), "Kade", (1, 2, 4),
              "Ik vraag veel, en u hoeft niet overal antwoord op te hebben.", ("nl", "ar", "ti")),
        Staff("theo.oosterhaven@demo.example", "Theo", "Wolters", ("counsellor",), "Dorpen", WEEK,
              "Rustig aan, dan breekt het lijntje niet. Daar geloof ik in."),
        Staff("femke.oosterhaven@demo.example", "Femke", "Ruiter", ("counsellor",), "Dorpen", (1, 3, 4, 5),
              "Ik zoek met u naar wat al wel lukt."),
    ),
)
# fmt: on
MUNICIPALITIES = (_VOORBEELDSTAD, _LINDEMEER, _OOSTERHAVEN)


def municipality(index: int) -> Municipality:
    """Return the demo municipality with this index; from 3 on they are plain copies under a name of their own."""
    if index < len(MUNICIPALITIES):
        return MUNICIPALITIES[index]
    model = MUNICIPALITIES[index % len(MUNICIPALITIES)]
    slug = f"proefgemeente-{index + 1}"
    staff = tuple(
        member._replace(email=f"{member.first_name.lower()}.{slug}@demo.example") for member in model.staff
    )
    return model._replace(
        position=index,
        slug=slug,
        name=f"Proefgemeente {index + 1}",
        staff=staff,
        office=f"Schuldhulp Proefgemeente {index + 1}",
        email=f"schuldhulp@{slug}.demo.example",
        address=f"Raadhuisplein {index + 1}, {model.postcodes[0]} XX Proefgemeente {index + 1}",
    )
