"""Words of the protected money on a bank account."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "bank_maximum": Zin("Hoogste beslagvrije voet", "Het bedrag van uw leefsituatie, voor een maand."),
    "bank_zonder_adres": Zin(
        "Zonder woonadres", "Wie nergens een vast adres heeft, houdt {deel:procent} daarvan."
    ),
    "bank_buitenland": Zin(
        "",
        "Wie in het buitenland woont, heeft deze bescherming als de kantonrechter dat op verzoek zegt (Rv 475a, zesde"
        " lid). Controleer dat.",
    ),
    "bank_afronding": Zin("Afronding", "Op hele centen."),
    "bank_uitkomst": Zin(
        "Beschermd geld op uw rekening", "Bankbeslag geldt alleen voor wat boven dit bedrag uitkomt."
    ),
}
