"""Words of the statutory interest."""

from schuldhulp.budget.zinnen import Zin

ZINNEN = {
    "rente_hoofdsom": Zin("Hoofdsom", "het bedrag waarover rente loopt"),
    "rente_periode": Zin(
        "Rente",
        "{percentage:procent} per jaar over {over:euro}, van {vanaf:datum} tot {tot:datum}: {dagen} dagen",
    ),
    "rente_op_rente": Zin(
        "Bedrag met rente", "na een jaar, op {dag:datum}, telt de rente mee bij het bedrag"
    ),
    "rente_totaal": Zin("Rente bij elkaar", "afgerond op centen"),
    "rente_controleren": Zin(
        "", "Controleer de rente: er kan een andere rente zijn afgesproken, en de rente loopt pas na verzuim."
    ),
}
