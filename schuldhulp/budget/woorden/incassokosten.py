"""Words of the collection costs and of the fourteen-day letter."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "incassokosten_hoofdsom": Zin("Hoofdsom", "{aantal} vordering(en) in één aanmaning, bij elkaar opgeteld"),
    "incassokosten_schijf": Zin("Deel van de schaal", "{percentage:procent} over {deel:euro}"),
    "incassokosten_minimum": Zin("Minimum", "de vergoeding is niet lager dan dit bedrag"),
    "incassokosten_maximum": Zin("Maximum", "de vergoeding is niet hoger dan dit bedrag"),
    "incassokosten_btw": Zin("Btw", "{percentage:procent}, omdat de schuldeiser de btw niet kan verrekenen"),
    "incassokosten_totaal": Zin("Kosten", "het hoogste bedrag aan incassokosten voor deze hoofdsom"),
    "incassokosten_veertien_dagen": Zin(
        "",
        "Een consument betaalt pas incassokosten na een gratis aanmaning met veertien dagen en het juiste bedrag.",
    ),
    "incassokosten_termijnen": Zin(
        "",
        "Bij termijnen uit één contract, zoals huur, premie of energie, zijn lagere kosten mogelijk als er in de zes"
        " maanden ervoor al een aanmaning was, en als één aanmaning over meer termijnen gaat (BW 6:96, achtste lid)."
        " Dit bedrag is dan te hoog. Controleer dat.",
    ),
    "incassokosten_overeenkomst": Zin(
        "",
        "De schaal is voor geld uit een overeenkomst. Voor schade, en voor de overheid, gelden andere regels. Dit"
        " bedrag is een aanwijzing.",
    ),
    "incassokosten_btw_verklaring": Zin(
        "", "Btw mag er alleen bij als de schuldeiser verklaart dat hij die niet kan verrekenen."
    ),
    "brief_bezorgd": Zin(
        "Bezorgd", "verzonden op {verzonden:datum}; zondag, maandag en feestdagen tellen niet mee"
    ),
    "brief_laatste_dag": Zin("Laatste dag", "{dagen} dagen, van {vanaf:datum} tot en met {tot:datum}"),
    "brief_kosten_vanaf": Zin("Kosten vanaf", "vanaf {vanaf:datum} mogen er incassokosten bij komen"),
    "brief_eisen": Zin(
        "",
        "In de brief staan veertien dagen vanaf de dag na bezorging, en het precieze bedrag van de kosten."
        " Staat dat er niet goed in, dan zijn de kosten niet verschuldigd.",
    ),
    "brief_geen_werkdag": Zin(
        "",
        "De laatste dag ({tot:datum}) is geen werkdag. Door de Algemene termijnenwet kan de termijn een dag of meer"
        " langer zijn; controleer dat.",
    ),
}
