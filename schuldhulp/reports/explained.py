"""What the report says of its figures: their names, what is not in it, why they stand still, and the page of it all."""

from schuldhulp.reports.definitions import DEFINITIONS, Definition, ReportSettings

NOT_IN_REPORT = (
    (
        "Namen, adressen, geboortedata en burgerservicenummers. De rapportage is gemaakt van datums, "
        "aantallen en bedragen."
    ),
    (
        "Aantallen van 1 tot en met {most}. Wie op een andere manier weet wie er hulp kreeg, kan dan niets "
        "aflezen. Soms is een tweede, groter aantal ook verborgen, omdat het eerste anders uit te rekenen "
        "was. Een 0 tonen we wel."
    ),
    (
        "Cijfers van een periode die nog loopt. Een periode wordt één keer geteld, als zij voorbij is. Uit twee "
        "keer kijken valt dan niet af te lezen wat één persoon deed."
    ),
    "De spreiding van 10 tot 90 procent bij minder dan 20 gevallen.",
    "Cijfers over één medewerker.",
    "Oordelen over cliënten. Een dossier dat stil ligt, zegt niets over de reden.",
    (
        "Geslaagde regelingen, terugkeer na eerdere hulp en financieel effect. Daarvoor zijn "
        "in deze periode nog geen betrouwbare gegevens."
    ),
)


STANDING_STILL = (
    "## Waarom cijfers vaststaan",
    "",
    (
        "Wie hetzelfde cijfer twee keer leest, kan het verschil uitrekenen. Is er in die tijd één persoon bij gekomen, "
        "dan zegt het verschil iets over die persoon: de weg, de dreiging, de schuld. Daarom:"
    ),
    "",
    "- Van een periode die nog loopt, staan er geen cijfers.",
    (
        "- Een periode die voorbij is, wordt één keer geteld: als iemand haar voor het eerst opent. Alle perioden die "
        "dan nog niet geteld zijn, worden tegelijk geteld. De telling blijft bewaard, met wat verborgen is."
    ),
    "- Vaststellen verandert geen cijfer. Wat gelezen is, krijgt een datum, een nummer en een toelichting.",
    (
        "- De cijfers van eerdere perioden, in de kolommen ernaast, zijn die van hun eigen rapport. Zij worden niet "
        "opnieuw geteld."
    ),
    (
        "- Opnieuw tellen kan na het vaststellen. Een cijfer wordt dan alleen vernieuwd als het aantal gevallen "
        "minstens het kleinste getoonde aantal verschilt, en elk onderdeel gelijk bleef of ook minstens zoveel "
        "verschilt. Anders blijft het oude staan, ook waar iets verborgen is."
    ),
    (
        "- Een jaarcijfer dat maar een paar gevallen verschilt van de som van de vier kwartalen, zoals die geteld "
        "zijn, staat er niet: het verschil zou over die paar gevallen gaan."
    ),
    "",
    (
        "Andere termijnen, openingstijden of een ander kleinste aantal werken zo pas in wat daarna geteld wordt. Met "
        "een verzette openingstijd is dus niet te zoeken hoe laat iemand zich meldde."
    ),
)


def definitions_page(settings: ReportSettings | None = None) -> str:
    """The Dutch page (Markdown) that explains the report, with the terms of `settings` or the usual ones."""
    settings = settings or ReportSettings()
    lines = [
        "# De rapportage voor de gemeente",
        "",
        (
            "Elk kwartaal en elk jaar maakt schuldhulp een rapportage, als PDF en als CSV. Bij elk cijfer "
            "staan de uitkomst, de streefwaarde, de spreiding, het aantal gevallen (n), de vorige periode en "
            "hetzelfde kwartaal van het jaar ervoor. Hieronder staat precies wat elk cijfer betekent. De "
            "termijnen en streefwaarden zijn de gebruikelijke; een gemeente stelt haar eigen waarden in."
        ),
    ]
    section = ""
    for definition in DEFINITIONS:
        if definition.section != section:
            section = definition.section
            lines += ["", f"## {section}"]
        target = settings.targets.get(definition.code)
        lines += [
            "",
            f"### {title_of(definition, settings)}",
            "",
            definition.explained(settings),
            "",
            f"- Code: `{definition.code}`",
            f"- Eenheid: {definition.unit}",
            f"- Wat telt (n): {definition.counted}",
            f"- Streefwaarde: {f'{target} %' if target is not None else 'geen'}",
        ]
    lines += ["", *STANDING_STILL, "", "## Wat er niet in staat", ""]
    lines += [f"- {sentence}" for sentence in not_in_report(settings)]
    return "\n".join(lines) + "\n"


def title_of(definition: Definition, settings: ReportSettings) -> str:
    """The name of an indicator with the municipality's own terms filled in."""
    return definition.name.format(
        first_talk=settings.first_talk_days,
        threat=settings.threat_working_days,
        decision=settings.decision_days,
    )


def not_in_report(settings: ReportSettings) -> tuple[str, ...]:
    """The sentences under "wat staat er niet in dit rapport"."""
    return tuple(sentence.format(most=settings.minimum_cell - 1) for sentence in NOT_IN_REPORT)
