"""Words of the offer to creditors and of the saneringskrediet."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "aanbod_fonds": Zin("fonds", "wat er in totaal te verdelen is"),
    "aanbod_preferent": Zin("preferent", "alle preferente vorderingen bij elkaar"),
    "aanbod_concurrent": Zin("concurrent", "alle concurrente vorderingen bij elkaar"),
    "aanbod_preferent_percentage": Zin(
        "preferent_percentage",
        "{percentage:procent}: twee keer het percentage van de concurrente vorderingen, tot alles is betaald",
    ),
    "aanbod_concurrent_percentage": Zin(
        "concurrent_percentage", "{percentage:procent}: wat er overblijft, naar verhouding van de vorderingen"
    ),
    "aanbod_uitkering": Zin(
        "{naam}",
        "deel van een vordering van {vordering:euro}; naar beneden afgerond, losse centen naar de grootste resten",
    ),
    "aanbod_terug": Zin("terug", "dit blijft over als iedereen alles krijgt"),
    "aanbod_nul": Zin(
        "",
        "Er is niets te verdelen: dit is een aanbod zonder afloscapaciteit (nul-aanbod). Dat mag sinds 1 juli 2024.",
    ),
    "aanbod_aandeel": Zin("aandeel", "{vordering:euro} van {totaal:euro} is {percentage:procent}"),
    "saneringskrediet_termijnen": Zin("termijnen", "{maanden} keer {termijn:euro}"),
    "saneringskrediet_rente": Zin("rente", "{rente:procent} per jaar, per maand een twaalfde daarvan"),
    "saneringskrediet_hoofdsom": Zin("hoofdsom", "wat de kredietbank nu kan uitbetalen, afgerond op centen"),
    "saneringskrediet_rente_controleren": Zin(
        "", "Controleer de rente bij de kredietbank. Kosten van de kredietbank zitten er niet in."
    ),
}
