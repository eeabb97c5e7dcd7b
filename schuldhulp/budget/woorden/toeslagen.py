"""Words of the allowances."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "toeslag_schatting": Zin(
        "",
        "Dit is een schatting. De Dienst Toeslagen rondt het jaarbedrag af op hele euro's, en minder dan € 24 per jaar"
        " wordt niet toegekend. Aanvragen en nakijken kan op toeslagen.nl.",
    ),
    "toeslag_vermogen": Zin(
        "", "Wie op 1 januari meer dan {grens:euro} aan vermogen had, krijgt deze toeslag niet."
    ),
    "huurtoeslag_vermogen": Zin(
        "",
        "Wie op 1 januari meer dan {alleen:euro} aan vermogen had, of met een toeslagpartner meer dan {samen:euro},"
        " krijgt geen huurtoeslag.",
    ),
    "zorgtoeslag_premie": Zin("Standaardpremie", "per jaar, voor {personen} verzekerde(n)"),
    "zorgtoeslag_norm_drempel": Zin(
        "Normpremie tot de drempel", "{percentage:procent} van het drempelinkomen van {drempel:euro}"
    ),
    "zorgtoeslag_norm_boven": Zin(
        "Normpremie boven de drempel",
        "{percentage:procent} van {boven:euro}, het inkomen boven het drempelinkomen",
    ),
    "zorgtoeslag_jaar": Zin("Per jaar", "standaardpremie min normpremie, afgerond op hele euro's"),
    "zorgtoeslag_te_weinig": Zin("Te weinig", "minder dan {ondergrens:euro} per jaar wordt niet uitbetaald"),
    "zorgtoeslag_bij_de_grens": Zin(
        "",
        "Dit inkomen ligt op de grens: een paar euro maakt uit of er zorgtoeslag is. Controleer dat op toeslagen.nl.",
    ),
    "zorgtoeslag_maand": Zin("Per maand", "een twaalfde, naar beneden op hele euro's"),
    "toeslag_kgb_per_kind": Zin("Per kind", "{aantal} keer {bedrag:euro} per jaar"),
    "toeslag_kgb_12_tot_15": Zin("12 tot en met 15 jaar", "{aantal} keer {bedrag:euro} per jaar erbij"),
    "toeslag_kgb_16_en_17": Zin("16 en 17 jaar", "{aantal} keer {bedrag:euro} per jaar erbij"),
    "toeslag_kgb_alleenstaande_ouder": Zin("Zonder toeslagpartner", "{bedrag:euro} per jaar erbij"),
    "toeslag_kgb_afbouw": Zin(
        "Eraf door het inkomen", "{percentage:procent} van {boven:euro}, het inkomen boven {drempel:euro}"
    ),
    "toeslag_kgb_jaar": Zin("Per jaar", "afgerond op centen"),
    "toeslag_kgb_maand": Zin("Per maand", "een twaalfde, afgerond op centen"),
    "huurtoeslag_huur": Zin(
        "Huur die telt", "van een kale huur van {kaal:euro}, tot het hoogste bedrag dat telt"
    ),
    "huurtoeslag_basishuur": Zin("Basishuur", "dit deel van de huur betaalt u altijd zelf"),
    "huurtoeslag_deel": Zin(
        "Deel van de huur", "{percentage:procent} van {deel:euro}, de huur boven {van:euro}"
    ),
    "huurtoeslag_afbouw": Zin(
        "Eraf door het inkomen", "{percentage:procent} van {boven:euro} per jaar, per maand een twaalfde"
    ),
    "huurtoeslag_maand": Zin("Per maand", "afgerond op centen"),
    "huurtoeslag_indicatief": Zin(
        "",
        "Voor huurtoeslag gelden meer regels dan hier staan, zoals over de woning en over wie er woont."
        " De percentages van de twee hogere delen van de huur zijn afgeleid uit gepubliceerde cijfers.",
    ),
}
