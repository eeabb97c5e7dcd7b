"""The clock and the choices of a datalek (art. 33 and 34 AVG), and the words for who is told. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from schuldhulp.calendar import say_moment

HOURS = timedelta(hours=72)
"""Art. 33(1) AVG: to the authority within 72 hours after it was discovered."""

DATA_KINDS: Mapping[str, str] = {
    "naam": "namen, adressen of telefoonnummers",
    "bsn": "burgerservicenummers of kopieën van een identiteitsbewijs",
    "geld": "inkomsten, schulden of rekeningnummers",
    "gezondheid": "gezondheid of veiligheid",
    "berichten": "berichten of notities",
    "papieren": "papieren die zijn ingeleverd",
    "inlog": "gegevens om in te loggen",
    "feit": "alleen dat iemand hulp vraagt",
}
RISKS: Mapping[str, str] = {
    "onbekend": "Nog niet bekend",
    "geen": "Het is niet waarschijnlijk dat iemand er last van krijgt",
    "risico": "Iemand kan er last van krijgen",
    "hoog": "Iemand kan er veel last van krijgen",
}
CHOICES: Mapping[str, str] = {"open": "Nog niet besloten", "yes": "Ja, melden", "no": "Nee, niet melden"}


def due_at(discovered_at: datetime) -> datetime:
    """By when the authority must know, or the reason why not must stand here."""
    return discovered_at + HOURS


def advice(risk: str) -> tuple[bool | None, bool | None]:
    """Whether the authority and the people are told, as far as the risk decides it; None is not known yet."""
    return {"geen": (False, False), "risico": (True, False), "hoog": (True, True)}.get(risk, (None, None))


def say_left(due: datetime, now: datetime) -> str:
    """How much of the 72 hours is left, in whole hours."""
    hours = int((due - now).total_seconds() // 3600)
    if hours < 0:
        return f"de 72 uur zijn {-hours} uur voorbij"
    return f"nog {hours} uur, tot {say_moment(due, now)} uur"


def words_for_people(municipality: str, phone: str, kinds: Sequence[str]) -> str:
    """A first text for who is hit, to be changed by a person: what happened, what it means, what they can do."""
    about = ", ".join(DATA_KINDS[kind] for kind in kinds if kind in DATA_KINDS) or "uw gegevens"
    call = f" Bel {phone} als u vragen heeft." if phone else ""
    return (
        f"Goedendag,\n\nEr is iets misgegaan met gegevens van u bij de gemeente {municipality}. Het gaat om: {about}. "
        "Hieronder leest u wat er gebeurde.\n\n[Wat er gebeurde, en wanneer]\n\nWat wij hebben gedaan:\n"
        "[Wat er is gedaan om het te stoppen]\n\nWat u zelf kunt doen:\n"
        "- Let op mails en telefoontjes die om geld of gegevens vragen. Geef niets als u het niet vertrouwt.\n"
        "- Verander uw wachtwoord als u dat ook ergens anders gebruikt.\n"
        "- Bent u niet veilig als iemand dit weet? Bel ons, dan denken wij mee.\n\n"
        f"Het spijt ons dat dit gebeurde.{call}\n\nU kunt een klacht indienen bij de Autoriteit Persoonsgegevens."
    )
