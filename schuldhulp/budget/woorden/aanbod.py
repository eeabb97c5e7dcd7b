"""Words of the offer to creditors and of the saneringskrediet."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "aanbod_fonds": Zin("Te verdelen", "wat er in totaal te verdelen is"),
    "aanbod_preferent": Zin("Preferente schulden", "alle preferente vorderingen bij elkaar"),
    "aanbod_concurrent": Zin("Concurrente schulden", "alle concurrente vorderingen bij elkaar"),
    "aanbod_preferent_percentage": Zin(
        "Percentage preferent",
        "{percentage:procent}: twee keer het percentage van de concurrente vorderingen, tot alles is betaald",
    ),
    "aanbod_concurrent_percentage": Zin(
        "Percentage concurrent", "{percentage:procent}: wat er overblijft, naar verhouding van de vorderingen"
    ),
    "aanbod_uitkering": Zin(
        "{naam}",
        "van een vordering van {vordering:euro}",
    ),
    "aanbod_terug": Zin("Blijft over", "dit blijft over als iedereen alles krijgt"),
    "aanbod_nul": Zin(
        "",
        "Er is niets te verdelen: dit is een aanbod zonder afloscapaciteit (nul-aanbod). Dat mag sinds 1 juli 2024.",
    ),
    "aanbod_aandeel": Zin("Aandeel", "{vordering:euro} van {totaal:euro} is {percentage:procent}"),
    "saneringskrediet_termijnen": Zin("Termijnen", "{maanden} keer {termijn:euro}"),
    "saneringskrediet_rente": Zin("Rente", "{rente:procent} per jaar, per maand een twaalfde daarvan"),
    "saneringskrediet_hoofdsom": Zin("Hoofdsom", "wat de kredietbank nu kan uitbetalen, afgerond op centen"),
    "saneringskrediet_rente_controleren": Zin(
        "", "Controleer de rente bij de kredietbank. Kosten van de kredietbank zitten er niet in."
    ),
}
