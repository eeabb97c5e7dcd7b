"""The indicators of the municipal report: code, name, definition, unit and target."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Unit(StrEnum):
    """In what a figure is expressed."""

    CASES = "aantal"
    PERCENT = "procent"
    DAYS = "dagen"
    HOURS = "uren"
    EURO = "euro"
    CREDITORS = "schuldeisers"
    POINTS = "punten van 0 tot 10"
    MINUTES = "minuten"
    PER_COUNSELLOR = "dossiers per schuldhulpverlener"


OFFICE_WEEK = ((time(9), time(17)),) * 5 + (None, None)


@dataclass(frozen=True)
class ReportSettings:
    """What a municipality sets for its report; terms in days, targets in whole per cents by indicator
    code. `today` is the day of counting: terms that end then or later have no outcome yet."""

    minimum_cell: int = 5
    first_talk_days: int = 28
    threat_working_days: int = 3
    decision_days: int = 56
    opening_hours: tuple[tuple[time, time] | None, ...] = OFFICE_WEEK
    today: date = date.max
    targets: Mapping[str, int] = field(
        default_factory=lambda: {
            "gesprek-op-tijd": 100,
            "crisis-op-tijd": 100,
            "besluit-op-tijd": 100,
            "antwoord-op-tijd": 95,
        }
    )


@dataclass(frozen=True)
class Definition:
    """One indicator. `counted` says which cases the n counts; `{…}` in a sentence is a setting."""

    code: str
    section: str
    name: str
    sentence: str
    counted: str
    unit: Unit

    def explained(self, settings: ReportSettings) -> str:
        """The definition with the municipality's own terms filled in."""
        return self.sentence.format(
            first_talk=settings.first_talk_days,
            threat=settings.threat_working_days,
            decision=settings.decision_days,
        )


REACH, SPEED, CONTACT, COURSE, SITUATION, FELT, WORK = (
    "Wie ons bereikte",
    "Hoe snel het ging",
    "Antwoord geven en krijgen",
    "Verloop en afronding",
    "De schulden bij de start",
    "Hoe cliënten het ervaren",
    "Het werk",
)

DEFINITIONS = (
    Definition("aanmeldingen", REACH, "Aanmeldingen",
               "Het aantal dossiers dat in de periode begon: online, aan de balie, per telefoon, via het "
               "wijkteam of na een vroegsignaal. Wie later terugkomt in hetzelfde dossier, telt niet "
               "opnieuw.",
               "aanmeldingen", Unit.CASES),
    Definition("kanalen", REACH, "Aanmeldingen naar kanaal",
               "De aanmeldingen, verdeeld naar de weg waarlangs het eerste contact kwam.",
               "aanmeldingen", Unit.CASES),
    Definition("zonder-internet", REACH, "Aanmeldingen zonder internet",
               "Het deel van de aanmeldingen van mensen die de hulp niet online krijgen. Zij tellen in "
               "alle cijfers gewoon mee.",
               "aanmeldingen", Unit.PERCENT),
    Definition("buiten-openingstijd", REACH, "Aanmeldingen buiten openingstijd",
               "Het deel van de online aanmeldingen dat binnenkwam toen het loket gesloten was: in de "
               "avond, in het weekend of op een feestdag.",
               "online aanmeldingen", Unit.PERCENT),
    Definition("wachttijd", SPEED, "Wachttijd tot het eerste gesprek",
               "De dagen tussen de start van de wettelijke termijn (de aanmelding of het aanvaarde "
               "vroegsignaal) en het eerste gesprek, voor gesprekken die in de periode zijn gehouden.",
               "eerste gesprekken", Unit.DAYS),
    Definition("gesprek-op-tijd", SPEED, "Eerste gesprek binnen {first_talk} dagen",
               "Het deel van de dossiers waarvan de termijn van {first_talk} dagen in de periode afliep "
               "en waarin het eerste gesprek op tijd was. Een termijn die in een weekend of op een feestdag "
               "eindigt, loopt door tot de eerste werkdag (Algemene termijnenwet). Een gesprek dat er niet "
               "kwam, telt als niet op tijd, ook als er geen contact meer was. Wie voor het gesprek zelf "
               "stopte, verhuisde of overleed, wie hier niet woonde, en wie onder de termijn voor dreiging "
               "valt, telt hier niet mee. (Wgs artikel 4, eerste lid)",
               "afgelopen termijnen", Unit.PERCENT),
    Definition("crisis-op-tijd", SPEED, "Bij dreiging: gesprek binnen {threat} werkdagen",
               "Het deel van de dossiers met een wettelijke dreiging (ontruiming; einde van gas, stroom, "
               "stadsverwarming of water; einde van de zorgverzekering) waarin het eerste gesprek binnen "
               "{threat} werkdagen na de melding was. Een dreiging die pas na het eerste gesprek ontstond, telt "
               "niet mee: daarvoor geldt deze termijn niet. (Wgs artikel 4, tweede lid)",
               "afgelopen termijnen bij dreiging", Unit.PERCENT),
    Definition("beslistermijn", SPEED, "Tijd van gesprek tot besluit",
               "De dagen tussen het eerste gesprek en het besluit (plan van aanpak of weigering), voor "
               "besluiten die in de periode zijn genomen.",
               "besluiten", Unit.DAYS),
    Definition("besluit-op-tijd", SPEED, "Besluit binnen {decision} dagen",
               "Het deel van de dossiers waarvan de beslistermijn van {decision} dagen na het eerste "
               "gesprek in de periode afliep en waarin het besluit op tijd was. Een termijn die in een weekend "
               "of op een feestdag eindigt, loopt door tot de eerste werkdag. De dagen van een hersteltermijn "
               "tellen niet mee (Awb artikel 4:15). Wie in het eerste gesprek "
               "liet weten niet verder te willen, telt niet mee. (Wgs artikel 4a)",
               "afgelopen beslistermijnen", Unit.PERCENT),
    Definition("hersteltermijnen", SPEED, "Hersteltermijnen",
               "De brieven uit de periode waarin de gemeente vroeg om wat nog ontbrak. Zolang die termijn loopt, "
               "staat de beslistermijn stil. (Awb artikel 4:5 en 4:15)",
               "brieven", Unit.CASES),
    Definition("besluiten", SPEED, "Antwoorden en besluiten",
               "De antwoorden en besluiten in de periode, naar soort. “Online begonnen” en “gewone route” "
               "zijn het antwoord op de aanmelding; een besluit volgt op het eerste gesprek.",
               "antwoorden en besluiten", Unit.CASES),
    Definition("antwoordtijd", CONTACT, "Antwoordtijd van de schuldhulpverlener",
               "De uren op de klok, dus met avonden en weekenden, tussen een bericht van de cliënt en het "
               "antwoord, voor antwoorden die in de periode zijn gegeven.",
               "antwoorden", Unit.HOURS),
    Definition("antwoord-op-tijd", CONTACT, "Antwoord binnen de belofte",
               "Het deel van de berichten waarop in de periode een antwoord was beloofd en waarop het "
               "antwoord op tijd kwam. Een bericht dat nog wacht, telt als niet op tijd.",
               "beloofde antwoorden", Unit.PERCENT),
    Definition("reactietijd-client", CONTACT, "Tijd die de cliënt voor een stap nam",
               "De dagen tussen het aanbieden en het afronden van een stap, voor stappen die de cliënt in "
               "de periode afrondde. Hier hoort geen streefwaarde bij: de cliënt bepaalt het tempo.",
               "afgeronde stappen", Unit.DAYS),
    Definition("uitval", COURSE, "Uitval",
               "Het deel van de in de periode afgesloten dossiers dat eindigde omdat de cliënt stopte, "
               "omdat er geen contact meer was of om een andere reden. Een weigering, verhuizing of "
               "overlijden is geen uitval, en wie verdergaat in bewind of de Wsnp ook niet.",
               "afgesloten dossiers", Unit.PERCENT),
    Definition("afsluitredenen", COURSE, "Afgesloten dossiers naar reden",
               "De in de periode afgesloten dossiers, verdeeld naar de reden van afsluiten.",
               "afgesloten dossiers", Unit.CASES),
    Definition("afsluitfasen", COURSE, "Uitval naar fase",
               "De uitval in de periode, verdeeld naar de fase waarin het dossier toen was.",
               "dossiers met uitval", Unit.CASES),
    Definition("heropend", COURSE, "Heropende dossiers",
               "Het aantal keren dat in de periode een afgesloten dossier weer openging.",
               "heropeningen", Unit.CASES),
    Definition("doorlooptijd-plan", COURSE, "Van aanmelding tot plan van aanpak",
               (
                   "De dagen van aanmelding tot het besluit met een plan van aanpak, voor plannen uit de "
                   "periode."
               ),
               "plannen van aanpak", Unit.DAYS),
    Definition("doorlooptijd-regeling", COURSE, "Van aanmelding tot start schuldregeling",
               (
                   "De dagen van aanmelding tot de eerste keer in de fase schuldregeling, voor starts in "
                   "de periode."
               ),
               "gestarte schuldregelingen", Unit.DAYS),
    Definition("doorlooptijd-einde", COURSE, "Van aanmelding tot afsluiting",
               "De dagen van aanmelding tot de afsluiting, voor dossiers die in de periode zijn afgesloten.",
               "afgesloten dossiers", Unit.DAYS),
    Definition("schuld", SITUATION, "Schuld bij de aanmelding",
               "De som van de schulden die bij de aanmelding bekend was, per dossier dat in de periode "
               "begon. Mogelijk dubbele vorderingen tellen één keer. Bedragen zijn afgerond op € 100.",
               "aanmeldingen met een bekend bedrag", Unit.EURO),
    Definition("schuldeisers", SITUATION, "Aantal schuldeisers bij de aanmelding",
               "Het aantal verschillende schuldeisers, per dossier dat in de periode begon.",
               "aanmeldingen met bekende schuldeisers", Unit.CREDITORS),
    *(
        Definition(code, FELT, f"“{name}”",
                   f"Wat cliënten in de periode antwoordden op {asked}: ja, een beetje of nee. Van elke cliënt telt "
                   "het laatste antwoord. Antwoorden hoeft niet, en wie het overslaat, telt niet mee.",
                   "cliënten met een antwoord", Unit.CASES)
        for code, name, asked in (
            ("ervaring-bericht", "Dit bericht hielp mij verder", "de vraag onder een bericht"),
            ("ervaring-gehoord", "Ik voel mij gehoord", "deze vraag"),
            ("ervaring-onderwerp", "Het gaat over wat voor mij telt", "deze vraag"),
            ("ervaring-tempo", "Het tempo past bij mij", "deze vraag"),
        )
    ),
    Definition("belang", FELT, "Hoe belangrijk cliënten het vinden",
               "Het cijfer van 0 tot 10 dat cliënten in de stap ‘Hoe belangrijk, hoe zeker?’ gaven aan hoe belangrijk "
               "het voor hen is. Van elke cliënt telt het laatste cijfer in de periode. De stap is er voor de cliënt: "
               "overslaan kan altijd.",
               "cliënten met een cijfer", Unit.POINTS),
    Definition("zekerheid", FELT, "Hoe zeker cliënten zich voelen",
               "Het cijfer van 0 tot 10 dat cliënten in dezelfde stap gaven aan hoe zeker zij ervan zijn dat het lukt. "
               "Van elke cliënt telt het laatste cijfer in de periode.",
               "cliënten met een cijfer", Unit.POINTS),
    Definition("zekerheid-gegroeid", FELT, "Even zeker als in het begin, of zekerder",
               "Het deel van de cliënten die vaker een cijfer voor zekerheid gaven, van wie het laatste cijfer in de "
               "periode minstens zo hoog is als hun eerste. Een lager cijfer zegt niet dat de hulp niet werkt: wie "
               "beter ziet wat er speelt, kan eerst minder zeker worden.",
               "cliënten met meer dan één cijfer", Unit.PERCENT),
    Definition("caseload", WORK, "Dossiers per schuldhulpverlener",
               "De open dossiers op de laatste dag van de periode, gedeeld door het aantal "
               "schuldhulpverleners dat een van die dossiers had.",
               "open verdeelde dossiers", Unit.PER_COUNSELLOR),
    Definition("fasen", WORK, "Open dossiers naar fase",
               "De dossiers die op de laatste dag van de periode open stonden, verdeeld naar fase.",
               "open dossiers", Unit.CASES),
    Definition("huishoudens", WORK, "Huishoudens met een open dossier",
               "De huishoudens met een open dossier op de laatste dag van de periode. Twee partners die samen "
               "doen, hebben ieder een dossier: bij alle andere cijfers tellen zij als twee mensen, hier als "
               "één huishouden. Wie een partner heeft die niet meedoet of geen open dossier heeft, telt als "
               "één persoon. Is een van beide aantallen verborgen, dan staat hier niets: het was uit te rekenen.",
               "huishoudens met een open dossier", Unit.CASES),
    Definition("zelf-ingevuld", WORK, "Door de cliënt zelf ingevuld",
               "Het deel van de ingevulde velden dat de cliënt zelf invulde, in dossiers die in de "
               "periode begonnen. De rest vulde een medewerker in, vaak samen met de cliënt.",
               "aanmeldingen", Unit.PERCENT),
    Definition("papieren-zelf", WORK, "Door de cliënt zelf ingeleverde papieren",
               "Het deel van de ingeleverde papieren dat de cliënt zelf of iemand naast de cliënt inleverde, in "
               "dossiers die in de periode begonnen. De rest zette een medewerker erin.",
               "aanmeldingen", Unit.PERCENT),
    Definition("minuten-contact", WORK, "Genoteerde minuten per contact",
               "De minuten die medewerkers in de periode noteerden bij een gesprek, een telefoontje of een antwoord. "
               "Noteren hoeft niet; er loopt nooit een klok mee.",
               "contacten en antwoorden met minuten", Unit.MINUTES),
    Definition("minuten-dossier", WORK, "Genoteerde minuten per afgesloten dossier",
               "Alle genoteerde minuten van een dossier bij elkaar, voor dossiers die in de periode zijn afgesloten en "
               "waarin minuten zijn genoteerd. Wat niemand noteerde, zit er niet in.",
               "afgesloten dossiers met minuten", Unit.MINUTES),
)  # fmt: skip

BY_CODE: Mapping[str, Definition] = {definition.code: definition for definition in DEFINITIONS}
