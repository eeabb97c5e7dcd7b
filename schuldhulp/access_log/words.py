"""The access log in words a client reads: which part was opened, and by whom. Pure."""

PARTS = {
    "aangemeld": "uw aanmelding",
    "afspraken": "uw afspraken",
    "bereiken": "hoe wij u bereiken",
    "berekening": "wat de wet u laat houden",
    "berichten": "uw berichten",
    "besluit": "het besluit",
    "bestand": "een papier dat u inleverde",
    "brieven": "uw brieven",
    "bsn": "uw burgerservicenummer",
    "budget": "uw budget",
    "contact": "notities van gesprekken",
    "diensten": "de hulp die u krijgt",
    "dossier": "het overzicht van uw dossier",
    "dreiging": "wat er dreigt",
    "fase": "hoe ver u bent",
    "gesprek": "het eerste gesprek",
    "gesprekken": "verslagen van gesprekken",
    "lijst": "de lijst van uw schuldhulpverlener",
    "huiswerk": "stappen die voor u klaarstaan",
    "identiteit": "uw naam en geboortedatum",
    "meekijken": "het overzicht van wat u deelt",
    "nazorg": "hoe het gaat na het einde",
    "papieren": "uw papieren",
    "plan": "uw plan",
    "meegenomen": "wat u meenam uit een andere gemeente",
    "rechten": "uw verzoeken over uw gegevens",
    "regelingen": "waar u recht op heeft",
    "samen": "wat u samen heeft",
    "samenvatting": "de samenvatting op papier",
    "schulden": "uw schulden",
    "stappen": "een stap uit uw werkboek",
    "stoppen": "uw vraag om te stoppen",
    "tijdlijn": "wat er gebeurde",
    "vastgesteld": "wat is vastgesteld",
    "veiligheid": "afspraken over veiligheid",
    "voorstel": "het voorstel aan uw schuldeisers",
    "werkboek": "uw werkboek",
    "werkvormen": "uw werkvormen",
    "zoeken": "uw naam, bij het zoeken",
}
OTHER = "een ander deel van uw dossier"


def part_in_words(part: str) -> str:
    """What a client calls the part that a code names."""
    return PARTS.get(part, OTHER)


def listed(parts: list[str]) -> str:
    """Several parts as one phrase: 'uw budget, uw schulden en uw berichten'."""
    words = list(dict.fromkeys(part_in_words(part) for part in parts))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"
