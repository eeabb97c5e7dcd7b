"""Words of the hint about expiry: neutral, for both sides the same."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "verjaring_termijn": Zin("Termijn", "{soort}: {jaren} jaar, van {vanaf:datum} tot en met {tot:datum}"),
    "verjaring_stuiting": Zin(
        "Na de laatste handeling",
        "een brief, betaling of erkenning geeft een nieuwe termijn van {jaren} jaar, van {vanaf:datum} tot en met"
        " {tot:datum}; de laatste van de twee dagen telt",
    ),
    "verjaring_vonnis": Zin(
        "",
        "Voor bedragen die volgens het vonnis elk jaar of vaker betaald worden, geldt 5 jaar. Controleer het vonnis.",
    ),
    "verjaring_vonnis_dag": Zin(
        "",
        "De dag van het vonnis is niet bekend. De termijn kan daarom eerder voorbij zijn dan hier staat: na een brief"
        " of betaling komt er ten hoogste 5 jaar bij. Vraag een kopie van het vonnis.",
    ),
    "verjaring_misschien": Zin(
        "", "Deze vordering is misschien verjaard. Betaal of erken nog niets; overleg eerst."
    ),
    "verjaring_niet": Zin(
        "", "Volgens de gegevens die wij hebben is deze vordering waarschijnlijk niet verjaard."
    ),
    "verjaring_let_op": Zin(
        "",
        "Een betaling, een regeling, een erkenning of een schriftelijke aanmaning laat de termijn opnieuw beginnen."
        " Controleer dat in de brieven.",
    ),
}
