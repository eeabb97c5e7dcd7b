"""Words of the vrij te laten bedrag and the afloscapaciteit."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "vtlb_correctie": Zin("{wat}", "{toelichting} Bewijs: {bewijs}. Paraaf: {paraaf}."),
    "vtlb_grondslag": Zin("Begin van het vtlb", "De beslagvrije voet, zonder de grens van 95% van het inkomen."),
    "vtlb_voorlopig": Zin(
        "Vrij te laten bedrag, voorlopig", "De beslagvrije voet en de correcties samen. Dit is niet de officiële "
        "berekening.",
    ),
    "vtlb_officieel": Zin(
        "Vrij te laten bedrag, officieel", "Van {dag:datum}. Bewijs: {bewijs}. Dit bedrag telt."
    ),
    "vtlb_is_voorlopig": Zin(
        "", "Dit is een voorlopige berekening. De officiële rekenmachine kan een ander bedrag geven."
    ),
    "aflos_inkomen": Zin("Inkomen", "Eigen netto per maand, met vakantiegeld, zonder toeslagen en kinderbijslag."),
    "aflos_vtlb": Zin("Vrij te laten bedrag", "Dit bedrag van het eigen inkomen blijft: {vtlb:euro}."),
    "aflos_bruto": Zin("Afloscapaciteit, bruto", "Inkomen min vrij te laten bedrag, niet lager dan nul."),
    "aflos_kosten": Zin("Kosten van de hulp", "Kosten per maand: {kosten:euro}."),
    "aflos_netto": Zin("Afloscapaciteit, netto", "Wat er per maand naar schuldeisers kan."),
    "aflos_fonds": Zin(
        "Samen voor de schuldeisers", "{maanden} maanden keer {netto:euro}, en {eenmalig:euro} die één keer komt."
    ),
    "aflos_nul": Zin(
        "", "Er is nu geen afloscapaciteit. Een schuldregeling zonder afloscapaciteit is mogelijk."
    ),
}  # fmt: skip
