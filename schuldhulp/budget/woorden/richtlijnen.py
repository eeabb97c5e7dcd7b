"""Words of the guidelines beside a budget."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "richtlijn_voeding_laag": Zin(
        "laagste bedrag", "voor {personen} personen, per dag keer 365 gedeeld door 12, keer {deel:procent}"
    ),
    "richtlijn_voeding_hoog": Zin(
        "hoogste bedrag", "voor {personen} personen, per dag keer 365 gedeeld door 12, keer {deel:procent}"
    ),
    "richtlijn_voeding_eigen": Zin("boodschappen", "per maand, zoals in het budget"),
}
