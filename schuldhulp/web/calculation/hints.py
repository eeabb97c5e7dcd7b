"""What stands beside a figure that asks for an act: too much is taken, and the letter that says so."""

from schuldhulp.calculations.queries import LegalFigures
from schuldhulp.money import format_euro
from schuldhulp.web.steps.place import Place

LETTER = "correctie-beslagvrije-voet"


def beslag_hint(place: Place, found: LegalFigures) -> tuple[str, str] | None:
    """A sentence and the address of the letter, where more is taken than the law allows; None otherwise."""
    figures = found.figures
    if figures is None or not figures.too_much_cents:
        return None
    room = figures.bvv.uitkomst.beslagruimte or 0
    sentence = (
        f"Er wordt {format_euro(figures.beslag_cents)} per maand ingehouden. Volgens deze berekening kan dat ten "
        f"hoogste {format_euro(room)} zijn. De coördinerende deurwaarder kan het beslag opnieuw berekenen."
    )
    if figures.given.estimated:
        sentence += " Het jaarinkomen is geschat. Kijk dat eerst na."
    attached = [debt.id for debt in found.month.owed.counted if debt.told.attachment == "income"]
    about = {"schuld": attached[0]} if len(attached) == 1 else {}
    return sentence, place.url("new_letter", soort=LETTER, **about)
