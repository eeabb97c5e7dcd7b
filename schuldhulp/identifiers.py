"""Numbers and addresses that name a person or an account: read, check, and show them.

Every `read_…` returns the one form that is stored and raises a NotValid with a Dutch sentence for the screen.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import ClassVar

from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as stdnum_bsn
from stdnum.nl import postcode as stdnum_postcode

_LONGEST = 320
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015/]")
_NINE_DIGITS = re.compile(
    r"(?<![\w+])(?<![\d][.,:/-])(?<!\d )(?<!\+31 )(?<!0031 )"
    r"(\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. -]\d{3}[. -]\d{3})(?![\w])(?![ .,:/-]\d)",
    re.ASCII,
)
_DUTCH_PHONE = re.compile(r"0(?:[1-57]\d{8}|6\d{8}|8[458]\d{7}|91\d{7})", re.ASCII)
_FOREIGN_PHONE = re.compile(r"\+(?!31)[1-9]\d{6,14}", re.ASCII)
_EMAIL_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_EMAIL_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class NotValid(ValueError):
    """The text is not a valid number or address of its kind; `str()` is the Dutch sentence."""

    sentence: ClassVar[str] = "Dit klopt niet. Kijk het nog een keer na."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class NotABsn(NotValid):
    """Not nine digits that pass the elfproef."""

    sentence = (
        "Dit is geen geldig burgerservicenummer. Het heeft 9 cijfers en staat op uw paspoort of ID-kaart."
    )


class NotAnIban(NotValid):
    """Wrong length or check digits."""

    sentence = "Dit rekeningnummer klopt niet. Een Nederlands nummer ziet eruit als NL91 ABNA 0417 1643 00."


class NotAPostcode(NotValid):
    """Not four digits and two letters as the Dutch post uses them."""

    sentence = "Deze postcode klopt niet. Schrijf vier cijfers en twee letters, bijvoorbeeld 1234 AB."


class NotAPhoneNumber(NotValid):
    """Not a Dutch number of ten digits, nor a foreign one that begins with a plus."""

    sentence = "Dit telefoonnummer klopt niet. Schrijf tien cijfers, bijvoorbeeld 06 12 34 56 78."


class NotAnEmail(NotValid):
    """Not the shape of an e-mail address."""

    sentence = "Dit e-mailadres klopt niet. Een adres ziet eruit als naam@voorbeeld.nl."


def _plain(text: str, refusal: type[NotValid]) -> str:
    """Normalise look-alike characters and outer spaces; refuse what is far too long."""
    if len(text) > _LONGEST:
        raise refusal
    return unicodedata.normalize("NFKC", text).strip()


def read_bsn(text: str) -> str:
    """Return nine digits that pass the elfproef; eight digits get the leading zero. Raises NotABsn."""
    digits = _SEPARATORS.sub("", _plain(text, NotABsn))
    # The library fills any short number up with zeros, so the length is ours to check.
    if not re.fullmatch(r"[0-9]{8,9}", digits):
        raise NotABsn
    try:
        return str(stdnum_bsn.validate(digits))
    except ValidationError as error:
        raise NotABsn from error


def bsn_in(text: str) -> bool:
    """Whether something in a running text looks like a BSN: nine digits by themselves that pass the elfproef.

    Written in one piece or in the usual groups (123456782, 1234.56.782, 123 456 782). Of numbers that are none, one
    in eleven passes; a telephone number after a country code is left out.
    """
    return any(stdnum_bsn.is_valid(re.sub(r"\D", "", found)) for found in _NINE_DIGITS.findall(text))


def read_iban(text: str) -> str:
    """Return an IBAN without spaces in capitals; the bank itself is not checked. Raises NotAnIban."""
    compact = _SEPARATORS.sub("", _plain(text, NotAnIban)).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", compact):
        raise NotAnIban
    try:
        # The check per country refuses real accounts of banks that its list does not know.
        return str(stdnum_iban.validate(compact, check_country=False))
    except ValidationError as error:
        raise NotAnIban from error


def read_postcode(text: str) -> str:
    """Return a Dutch postcode as "1234 AB"; whether it exists is not checked. Raises NotAPostcode."""
    compact = re.sub(r"[\s\-]", "", _plain(text, NotAPostcode)).upper()
    try:
        return str(stdnum_postcode.validate(compact))
    except ValidationError as error:
        raise NotAPostcode from error


def read_phone(text: str) -> str:
    """Return "+31…" for a Dutch number, or a foreign one with its plus. Raises NotAPhoneNumber."""
    compact = _SEPARATORS.sub("", _plain(text, NotAPhoneNumber)).replace("(0)", "")
    compact = re.sub(r"[()]", "", compact)
    compact = re.sub(r"^00(?=[1-9])", "+", compact)
    national = re.sub(r"^\+310?", "0", compact)
    if _DUTCH_PHONE.fullmatch(national):
        return f"+31{national[1:]}"
    if _FOREIGN_PHONE.fullmatch(compact):
        return compact
    raise NotAPhoneNumber


def read_email(text: str) -> str:
    """Return an address in lower case, its domain in ASCII; only the shape is checked. Raises NotAnEmail."""
    local, at, domain = _plain(text, NotAnEmail).rpartition("@")
    try:
        ascii_domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotAnEmail from error
    fits = at and len(local) <= 64 and len(local) + 1 + len(ascii_domain) <= 254
    if not (fits and _EMAIL_LOCAL.fullmatch(local) and _EMAIL_DOMAIN.fullmatch(ascii_domain)):
        raise NotAnEmail
    return f"{local.lower()}@{ascii_domain}"


def mail_address(text: str) -> str:
    """Return an address as it stands in a mail: as it was typed, its domain in ASCII. Raises NotAnEmail.

    What a mail program reads as another address, or as several, is none: encoded words (RFC 2047) among them.
    """
    read = read_email(text)
    if "=?" in read:
        raise NotAnEmail
    return text.strip() if text.isascii() else read


READERS: dict[str, Callable[[str], str]] = {
    "bsn": read_bsn,
    "iban": read_iban,
    "postcode": read_postcode,
    "telefoon": read_phone,
    "e-mail": read_email,
}


def normalised(kind: str, text: str) -> str | None:
    """The stored form of a `bsn`, `iban`, `postcode`, `telefoon` or `e-mail`, or None if it is not valid."""
    try:
        return READERS[kind](text)
    except NotValid:
        return None


def is_mobile(phone: str) -> bool:
    """Whether a stored number is a Dutch mobile number, so that a text message can arrive."""
    return phone.startswith("+316")


def show_iban(iban: str) -> str:
    """A stored IBAN in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def mask_bsn(bsn: str) -> str:
    """A stored BSN of which only the last three digits can be read."""
    return f"••••••{bsn[-3:]}"
