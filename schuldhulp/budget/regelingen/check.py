"""All schemes of one household, in the order of the page. Pure."""

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.regelingen.gemeente import bekijk_gemeente
from schuldhulp.budget.regelingen.oordeel import Gegevens, Oordeel, Regeling
from schuldhulp.budget.regelingen.toeslagen import bekijk_toeslagen

SETS = ("toeslagen", "toeslagbedragen", "bijstand", "regelingen")


def bekijk(given: Gegevens, normen: Normen) -> tuple[Oordeel, ...]:
    """What can be said of every scheme; `normen` are SETS of the day."""
    found = {
        each.regeling: each for each in (*bekijk_toeslagen(given, normen), *bekijk_gemeente(given, normen))
    }
    return tuple(found[each] for each in Regeling)


def ongebruikt(found: tuple[Oordeel, ...]) -> tuple[Oordeel, ...]:
    """The schemes where money may lie unused."""
    return tuple(each for each in found if each.ongebruikt)
