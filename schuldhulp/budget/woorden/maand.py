"""Words of the conversion to an average month."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "maand_bedrag": Zin("bedrag", "{per}"),
    "maand_per_maand": Zin("per_maand", "{bedrag:euro} {maal}, afgerond op centen"),
}
