"""The data protection impact assessment (DPIA, art. 35 AVG), made of the register and of `dpia.toml`. Pure."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from schuldhulp.privacy.document import Grid, PrivacyDocument, Section
from schuldhulp.privacy.processing import PROCESSOR, SECURITY
from schuldhulp.privacy.register import FOLDER, Register
from schuldhulp.retention.terms import CHOSEN, Rule, Term, say_months

_INTRO = (
    "Deze beoordeling hoort bij artikel 35 van de AVG. Zij is gemaakt uit het register van verwerkingen en uit de "
    "risico's die bij het ontwerp zijn beschreven. Uw gemeente vult aan wat alleen zij weet."
)
_RISK = ("wat", "gevolg", "kans", "ernst", "maatregelen", "rest")
_HEADS = ("Risico", "Gevolg", "Kans", "Ernst", "Maatregelen", "Wat overblijft")


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "dpia.toml").read_text("utf-8"))


def dpia(register: Register, municipality: str, terms: Mapping[Rule, Term], today: date) -> PrivacyDocument:
    """The four parts of the model: what happens, whether it may, the risks, and the measures."""
    told = _told()
    columns = [column for table in register.tables.values() for column in table.columns.values()]
    sealed = sum(1 for column in columns if column.storage == "verzegeld")
    return PrivacyDocument(
        title="Gegevensbeschermingseffectbeoordeling (DPIA)", municipality=municipality, made_on=today,
        intro=_INTRO,
        check=("het advies van de functionaris gegevensbescherming", "de mening van cliënten of hun vertegenwoordigers",
               "de overeenkomst met de verwerker, de plaats van de servers, en wie bij server en hoofdsleutel kan",
               "de instemming van de ondernemingsraad met het logboek van wat medewerkers openen",
               "de bewaartermijnen waar ‘controleer’ bij staat"),
        sections=(
            Section(title="Waarom deze beoordeling nodig is", points=tuple(told["nodig"])),
            Section(title="A. Wat er gebeurt", grid=_activities(register), points=tuple(told["techniek"]), paragraphs=(
                _size(len(register.tables), len(columns), sealed), PROCESSOR)),
            Section(title="B. Mag het, en is het nodig", points=tuple(told["noodzaak"])),
            Section(title="B. Hoe lang", grid=Grid(
                caption="Bewaartermijnen", heads=("Hoe het afliep", "Termijn", "Waar dat op rust"),
                rows=tuple((terms[r].label, say_months(terms[r].months), terms[r].source) for r in CHOSEN))),
            Section(title="B. Rechten van mensen", points=(
                "Inzien en meenemen: de inwoner doet dat zelf, op elk moment, met een lijst van controlegetallen.",
                "Verbeteren, bezwaar, beperking en wissen: een verzoek met de termijn van een maand, op één pagina.",
                "Een toegezegde beperking houdt medewerkers tegen: lezen, antwoorden en beschermen kan nog.",
                "Zien wie keek: de inwoner leest het logboek zelf.")),
            Section(title="C. Risico's voor mensen", grid=Grid(caption="Risico's en maatregelen", heads=_HEADS,
                rows=tuple(tuple(str(risk[key]) for key in _RISK) for risk in told["risico"]))),
            Section(title="D. Maatregelen", points=SECURITY),
        ),
    )  # fmt: skip


def _activities(register: Register) -> Grid:
    rows = tuple(
        (one.name, one.purpose, register.words("grondslag", one.basis))
        for one in register.activities.values()
    )
    return Grid(caption="Verwerkingen", heads=("Verwerking", "Waarvoor", "Grondslag"), rows=rows)


def _size(tables: int, columns: int, sealed: int) -> str:
    return (
        f"De database heeft {tables} tabellen met {columns} kolommen. Daarvan zijn er {sealed} verzegeld: alles wat "
        "van een inwoner een naam, adres, nummer of vrije tekst is. Bedragen, datums en vaste woorden zijn leesbaar "
        "voor wie de database heeft, zonder naam erbij."
    )
