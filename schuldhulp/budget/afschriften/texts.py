"""What Dutch banks pack into one field of text, taken apart: name, IBAN and description.

Three habits, seen in files that people made public:

- ABN AMRO, in TAB and MT940, between slashes: `/TRTP/SEPA OVERBOEKING/IBAN/…/BIC/…/NAME/…/REMI/…/EREF/…`, and
  before 2021 with colons in columns of 33: `SEPA Overboeking   IBAN: …   BIC: …   Naam: …   Omschrijving: …`;
  cards as `BEA   NR:A1B23C   30.12.21/09.15 Hema EV123,PAS123`, later `BEA, Betaalpas   Hema EV123,PAS123`
  (README and sample of github.com/denilsonsa/abn-amro-statement-parser).
- ING, in MT940: `/EREF/…//MARF/…//CSID/…//CNTP/<IBAN>/<BIC>/<name>///REMI/USTD//<text>/` (code words of "Format
  description MT940", as listed in github.com/fruitl00p/php-mt940, src/Parser/Banking/Mt940/Engine/Ing.php).
- Rabobank, in MT940: `/ORDP//NAME/…/REMI/…` and `/BENM//NAME/…/REMI/…`, the IBAN behind the line itself.
"""

import re
from dataclasses import dataclass

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{4}[A-Z0-9]{7,26}\b")
_DUTCH_IBAN = re.compile(r"\bNL\d{2}[A-Z]{4}\d{10}\b")
_KEYS = (
    "TRTP|IBAN|BIC|NAME|REMI|EREF|CSID|MARF|ORDP|BENM|CNTP|PREF|RTRN|PURP|ULTC|ULTD|ADDR|ISDT|CREF|IREF|EXCH|"
    "ID|SVCL"
)
_FULL = 61  # 65, less the tag in front of the first line
_SLASHED = re.compile(rf"/({_KEYS})/")
_COLON = re.compile(
    r"(?:^|\s)(IBAN|BIC|Naam|Omschrijving|Kenmerk|Machtiging|Incassant|Betalingskenm\.?|Voor)\s?:\s*", re.I
)
_CARD = re.compile(
    r"^(BEA|GEA|eCom)\b[, ]*"
    r"(?:(?:Apple Pay|Google Pay|Betaalpas|Geldautomaat|Wallet)\s+)?"
    r"(?:NR:\S+,?\s+)?(?:\d\d\.\d\d\.\d\d/\d\d[.:]\d\d\s+)?(?P<name>.*?)(?:,\s?PAS\s?\d+|\s+NR:|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a packed text tells; parts that it does not hold are empty."""

    name: str = ""
    iban: str = ""
    description: str = ""


def unpack(text: str) -> Told:
    """Take one packed text apart, by whichever habit it follows; otherwise it is all description."""
    flat = _joined(text)
    if _SLASHED.search(flat):
        return _slashed(flat)
    if card := _CARD.match(flat):
        return Told(name=card["name"].strip(), description=flat)
    if len(_COLON.findall(flat)) >= 2:
        return _with_colons(flat)
    iban = _DUTCH_IBAN.search(flat)
    return Told(name=_before_description(flat, iban), iban=iban[0] if iban else "", description=flat)


def _joined(text: str) -> str:
    """One line: a full line of 65 characters was broken off in the middle of a word, a shorter one was not."""
    lines = text.split("\n")
    if "/TRTP/" in text or "/CNTP/" in text:
        return "".join(lines)
    return "".join(line if len(line) >= _FULL else line + " " for line in lines).rstrip()


def _before_description(flat: str, iban: "re.Match[str] | None") -> str:
    """SNS, Triodos and Knab write the IBAN, then the name in capitals or up to a wide gap."""
    if iban is None:
        return re.split(r"\s{2,}|,PAS|>", flat.strip())[0][:70]
    after = flat[iban.end() :].strip()
    return re.split(r"\s{2,}|>\d\d", after)[0][:70]


def _slashed(flat: str) -> Told:
    pieces = _SLASHED.split(flat)
    parts: dict[str, str] = {}
    for key, value in zip(pieces[1::2], pieces[2::2], strict=False):
        parts.setdefault(key, value.strip() if key == "CNTP" else value.strip(" /"))
    name, iban, description = parts.get("NAME", ""), parts.get("IBAN", ""), parts.get("REMI", "")
    if "CNTP" in parts:
        iban, _, other = (*parts["CNTP"].split("/"), "", "", "")[:3]
        name = other.strip() or name
    description = re.sub(r"^(USTD|STRD/CUR)/+", "", description)
    if "RTRN" in parts:
        description = f"{description} storno {parts['RTRN']}".strip()
    kind = parts.get("TRTP", "")
    return Told(
        name=name, iban=iban if _IBAN.fullmatch(iban) else "", description=f"{description} {kind}".strip()
    )


def _with_colons(flat: str) -> Told:
    pieces = _COLON.split(flat)
    parts = {key.casefold(): value.strip() for key, value in zip(pieces[1::2], pieces[2::2], strict=False)}
    words = " ".join(
        w for w in (parts.get("omschrijving", ""), parts.get("kenmerk", ""), pieces[0].strip()) if w
    )
    iban = parts.get("iban", "").split(" ")[0]
    return Told(name=parts.get("naam", ""), iban=iban if _IBAN.fullmatch(iban) else "", description=words)
