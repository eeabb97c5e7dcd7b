"""Words of the traffic fine."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "boete_bedrag": Zin("Boete", "het bedrag van de eerste brief"),
    "boete_verhoging": Zin("Verhoging {nummer}", "{percentage:procent} over {over:euro}"),
    "boete_afronding": Zin("Afronding", "Op hele centen."),
    "boete_totaal": Zin("Totaal", "boete met verhogingen, zonder administratiekosten"),
    "boete_noodstop": Zin(
        "",
        "Bij problematische schulden kan het CJIB innen en verhogen stilzetten (noodstop): 4 maanden, en 8 maanden"
        " langer als schuldhulp begint.",
    ),
}
