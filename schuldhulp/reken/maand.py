"""`maand`: an amount per period as an amount per average month."""

from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.periode import maandbedrag
from schuldhulp.money import Period
from schuldhulp.reken.calculated import Calculated, answer, euros
from schuldhulp.reken.fields import Fields


def maand(given: Fields, load: Load) -> Calculated:
    """`bedrag` and `per` to `per_maand`."""
    found = maandbedrag(given.cents("bedrag"), given.choice("per", {p.value: p for p in Period}))
    return answer({"per_maand": euros(found.uitkomst)}, found)
