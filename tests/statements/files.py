"""Bank files of the fictional households: what a client would get from the bank."""

from collections.abc import Sequence

from schuldhulp.budget.afschriften.transaction import Transaction
from schuldhulp.money import format_input

HEAD = (
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";'
    '"Mededelingen";"Saldo na mutatie";"Tag"'
)


def as_ing(found: Sequence[Transaction]) -> bytes:
    """The lines as ING gives them, newest first; the balance begins at € 100 and may go below zero."""
    rows, balance = [], 100_00
    for one in found:
        balance += one.amount_cents
        cells = (
            f"{one.booked_on:%Y%m%d}", one.counterparty, "NL20INGB0001234567", one.counterparty_iban, "OV",
            "Bij" if one.amount_cents > 0 else "Af", format_input(abs(one.amount_cents)), "Overschrijving",
            one.description, format_input(balance), "",
        )  # fmt: skip
        rows.append(";".join(f'"{cell}"' for cell in cells))
    return "\n".join([HEAD, *reversed(rows), ""]).encode()
