"""Words of the hint about expiry: neutral, for both sides the same."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "verjaring_termijn": Zin(
        "Termijn", "{soort}: {jaren} jaar na de laatste handeling, van {vanaf:datum} tot en met {tot:datum}"
    ),
    "verjaring_misschien": Zin(
        "", "Deze vordering is misschien verjaard. Betaal of erken nog niets; overleg eerst."
    ),
    "verjaring_niet": Zin("", "Volgens de gegevens die wij hebben is deze vordering waarschijnlijk niet verjaard."),
    "verjaring_let_op": Zin(
        "",
        "Een betaling, een regeling, een erkenning of een schriftelijke aanmaning laat de termijn opnieuw beginnen."
        " Controleer dat in de brieven.",
    ),
}
