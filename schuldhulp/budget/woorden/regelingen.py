"""Words of the check of allowances and schemes."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "regeling_eigen_regels": Zin("", "Elke gemeente heeft eigen regels. De gemeente beslist."),
    "regeling_bijstand": Zin(
        "",
        "Voor bijstand tellen ook vermogen, werk zoeken en wie er in huis wonen. De gemeente kijkt dat na.",
    ),
    "regeling_kwijtschelding": Zin(
        "",
        "De gemeente kijkt ook naar vermogen, huur en zorgpremie. Soms is kwijtschelding er voor een deel.",
    ),
    "regeling_norm": Zin("bijstandsnorm", "per maand, met vakantiegeld"),
    "regeling_kostendelersnorm": Zin(
        "kostendelersnorm", "{personen} personen delen de kosten; gerekend met de norm van {norm:euro}"
    ),
    "regeling_inkomen": Zin("inkomen zonder toeslagen", "{inkomen:euro} per maand, met vakantiegeld"),
    "regeling_aanvulling": Zin("verschil met de norm", "zo veel kan een aanvulling ten hoogste zijn"),
    "regeling_grens": Zin("inkomensgrens", "{percentage:procent} van de norm"),
    "regeling_belasting": Zin("belastingen per maand", "gemeente en waterschap, zoals in het budget"),
}
