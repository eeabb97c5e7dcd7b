"""The processing register (verwerkingsregister, art. 30 AVG) and the privacy statement, made of the register. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from schuldhulp.privacy.document import Grid, PrivacyDocument, Section
from schuldhulp.privacy.register import Activity, Register, Table
from schuldhulp.retention.terms import CHOSEN, Rule, Term, say_months

SECURITY = (
    (
        "Namen, adressen, nummers, vrije tekst en bestanden zijn versleuteld (AES-256-GCM) met een eigen "
        "sleutel per dossier."
    ),
    (
        "Bedragen, datums en vaste woorden (zoals de schuldeiser, de fase en wat er dreigt) zijn niet apart "
        "versleuteld. Zij staan in de database zonder naam erbij, alleen met een nummer."
    ),
    "Wie een dossier opent, komt in een logboek dat niemand ongemerkt kan veranderen en dat de inwoner kan lezen.",
    "Elke gemeente heeft eigen sleutels. Geen gegeven van de ene gemeente kan wijzen naar een dossier van een andere.",
    "Wie geen toegang heeft, krijgt hetzelfde antwoord als wanneer iets niet bestaat.",
    "Mails zeggen alleen dat er iets te lezen is. In logboeken van het systeem staan geen persoonsgegevens.",
)
PROCESSOR = (
    "De organisatie die deze installatie beheert, is verwerker. Het programma toont haar geen dossiers. Wie bij de "
    "server én bij de hoofdsleutel kan, zou ze technisch wel kunnen openen. Leg vast wie dat zijn, en houd die twee "
    "uit elkaar."
)
TRANSFER = (
    "Het programma stuurt zelf niets buiten de Europese Unie. Waar de server, de opslag, de mailserver, de kopieën en "
    "de inlogdienst staan, bepaalt de gemeente met haar verwerker."
)


def processing_register(
    register: Register, municipality: str, terms: Mapping[Rule, Term], today: date
) -> PrivacyDocument:
    """One section for each activity, as art. 30(1) AVG asks."""
    sections = [
        _who(municipality),
        *(
            _activity(register, activity, _tables(register, activity), terms)
            for activity in register.activities.values()
        ),
    ]
    return PrivacyDocument(
        title="Register van verwerkingen", municipality=municipality, made_on=today,
        intro="Dit register hoort bij artikel 30 van de AVG. Het is gemaakt uit de lijst van alle kolommen in de "
        "database, dus wat hier niet staat, wordt niet bewaard.",
        sections=tuple(sections), check=_unsure(terms),
    )  # fmt: skip


def _unsure(terms: Mapping[Rule, Term]) -> tuple[str, ...]:
    return (
        "de naam en het mailadres van de functionaris gegevensbescherming; die vult de gemeente zelf aan",
        "waar server, opslag, mailserver, kopieën en inlogdienst staan, en de verwerkersovereenkomsten daarover",
        "wie bij de server kan, en wie bij de hoofdsleutel",
        "hoe lang u medewerkers die stopten en het register van datalekken bewaart; het programma wist die niet zelf",
        *(
            f"{term.label}: {say_months(term.months)}. {term.source}"
            for term in terms.values()
            if not term.certain
        ),
    )


def _who(municipality: str) -> Section:
    return Section(
        title="Wie",
        pairs=(
            (
                "Verantwoordelijke",
                f"Het college van burgemeester en wethouders van {municipality or 'de gemeente'}",
            ),
            ("Verwerker", PROCESSOR),
            ("Doorgifte buiten de Europese Unie", TRANSFER),
            ("Automatische besluiten", "Geen. Een berekening is een hulpmiddel; een mens besluit."),
        ),
        points=SECURITY,
    )


def _tables(register: Register, activity: Activity) -> list[Table]:
    return [table for table in register.tables.values() if table.activity.code == activity.code]


def _activity(
    register: Register, activity: Activity, tables: list[Table], terms: Mapping[Rule, Term]
) -> Section:
    rows = tuple(
        (
            table.what,
            ", ".join(sorted({_lower(register.label(name)) for name in table.named})),
            _how(register, table), _terms(register, table),
        )
        for table in tables
    )  # fmt: skip
    return Section(
        title=activity.name,
        pairs=(
            ("Waarvoor", activity.purpose),
            ("Grondslag", register.words("grondslag", activity.basis)),
            ("Over wie", activity.people),
            ("Wie het krijgt", activity.recipients),
            ("Wie het leest", register.readers(activity.readers)),
            ("Hoe lang", _term_words(register, activity.term, terms)),
            *_other_bases(register, activity, tables),
        ),
        grid=Grid(
            caption=f"Gegevens bij {_lower(activity.name)}",
            heads=("Wat", "Gegevens", "Opslag", "Hoe lang"),
            rows=rows,
        )
        if rows
        else None,
    )


def _other_bases(register: Register, activity: Activity, tables: list[Table]) -> Iterable[tuple[str, str]]:
    """What has another basis than its activity, named; the keys of a row have the basis of what they lead to."""
    found: dict[str, list[str]] = {}
    for table in tables:
        for column in (table.columns[name] for name in sorted(table.named)):
            if column.basis != activity.basis:
                found.setdefault(column.basis, []).append(_lower(column.what))
    for basis, what in found.items():
        yield "Andere grondslag", f"{'; '.join(dict.fromkeys(what))}: {register.words('grondslag', basis)}"


def _how(register: Register, table: Table) -> str:
    kinds = {column.storage for name, column in table.columns.items() if name in table.named}
    return "; ".join(
        register.words("opslag", kind) for kind in ("verzegeld", "afdruk", "leesbaar") if kind in kinds
    )


def _terms(register: Register, table: Table) -> str:
    codes = dict.fromkeys(column.term for name, column in table.columns.items() if name in table.named)
    return "; ".join(register.words("termijn", code) for code in codes)


def _term_words(register: Register, code: str, terms: Mapping[Rule, Term]) -> str:
    words = register.words("termijn", code)
    if code != "dossier":
        return words
    own = ", ".join(f"{_lower(terms[rule].label)}: {say_months(terms[rule].months)}" for rule in CHOSEN)
    return f"{words} ({own})"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def privacy_statement(
    register: Register, municipality: str, terms: Mapping[Rule, Term], today: date
) -> PrivacyDocument:
    """What the front page of a municipality says about privacy, in plain words."""
    for_clients = ("schuldhulp", "identiteit", "inzage", "mail", "rechten")
    return PrivacyDocument(
        title="Privacyverklaring", municipality=municipality, made_on=today,
        intro=f"De gemeente {municipality} is verantwoordelijk voor uw gegevens. Hier leest u wat wij bewaren, waarom, "
        "hoe lang, en wat u kunt vragen.",
        sections=(
            *(_plain(register, register.activities[code], terms) for code in for_clients),
            Section(title="Hoe lang wij bewaren", grid=Grid(
                caption="Bewaartermijnen", heads=("Hoe het afliep", "Hoe lang na het einde"),
                rows=tuple((terms[rule].label, say_months(terms[rule].months)) for rule in CHOSEN))),
            Section(title="Wat u kunt vragen", points=(
                (
                    "Zien wat wij van u hebben, en alles meenemen. Dat kan zelf, op de pagina ‘Uw rechten’ als u "
                    "bent ingelogd."
                ),
                "Verbeteren wat niet klopt.",
                "Vragen om uw gegevens even niet te gebruiken, of bezwaar maken.",
                "Vragen om te wissen. Soms vraagt de wet dat wij iets bewaren. Dan leggen wij uit wat en waarom.",
                "U hoort binnen een maand van ons.",
                (
                    "Bent u het niet eens met ons antwoord? U kunt een klacht indienen bij de Autoriteit "
                    "Persoonsgegevens."
                ))),
            Section(title="Hoe wij uw gegevens beschermen", points=SECURITY),
        ),
    )  # fmt: skip


def _plain(register: Register, activity: Activity, terms: Mapping[Rule, Term]) -> Section:
    return Section(
        title=activity.name,
        paragraphs=(activity.purpose,),
        pairs=(
            ("Waarom dat mag", register.words("grondslag", activity.basis)),
            ("Wie het leest", register.readers(activity.readers)),
            ("Wie het krijgt", activity.recipients),
            ("Hoe lang", register.words("termijn", activity.term)),
        ),
        points=tuple(table.what for table in _tables(register, activity)),
    )
