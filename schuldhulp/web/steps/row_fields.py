"""Fields of rows only: the day money comes, and Dutch numbers that have a check."""

import re

from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.nl import bsn, postcode

from schuldhulp.budget.told import WEEKDAYS
from schuldhulp.web.fields import TextField
from schuldhulp.web.typed_text import clean_line

_DAY = re.compile(r"(?:de |op |op de )?([0-9]{1,2})(?:e|ste|de)?(?: van de maand)?")
_LAST = ("laatste", "laatste dag", "de laatste dag", "einde van de maand", "eind van de maand")


class PayDayField(TextField):
    """ "De 24e", "vrijdag" or "laatste dag"; `data` is the stored code: "24", "vr" or "31"."""

    def read(self, typed: str) -> str:
        """The code. Raises ValueError with the sentence for the screen."""
        plain = clean_line(typed).lower().rstrip(".")
        if plain in _LAST:
            return "31"
        if (found := _DAY.fullmatch(plain)) and 1 <= int(found[1]) <= 31:
            return str(int(found[1]))
        word = plain.removeprefix("op ").removeprefix("elke ")
        for name in WEEKDAYS:
            if word in (name, name[:2], name + "s"):
                return name[:2]
        raise ValueError("Schrijf een dag, bijvoorbeeld de 24e, of vrijdag.")

    def shown(self, value: str) -> str:
        """The words of a code."""
        return say_pay_day(value)


def say_pay_day(code: str) -> str:
    """The words of a stored pay day: "de 24e", "vrijdag", "laatste dag"."""
    if code == "31":
        return "laatste dag"
    if code.isdigit():
        return f"de {code}e"
    return next(name for name in WEEKDAYS if name.startswith(code))


class BsnField(TextField):
    """A citizen service number of nine digits that passes its own check."""

    def read(self, typed: str) -> str:
        """Nine digits. Raises ValueError with the sentence for the screen."""
        try:
            return str(bsn.validate(clean_line(typed)))
        except InvalidNumber:
            raise ValueError("Kijk het BSN na. Het zijn negen cijfers, op uw paspoort of kaart.") from None


class PostcodeField(TextField):
    """A Dutch postcode."""

    def read(self, typed: str) -> str:
        """As "1234 AB". Raises ValueError with the sentence for the screen."""
        try:
            return str(postcode.validate(clean_line(typed)))
        except InvalidNumber:
            raise ValueError("Schrijf de postcode als 1234 AB.") from None
