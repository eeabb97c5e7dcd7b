"""A letter as it stands in the catalogue, and the filling of its text. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class AskedKind(StrEnum):
    """What kind of answer a letter asks for: an amount, a day, one line or some sentences."""

    EURO = "euro"
    DATE = "date"
    LINE = "line"
    TEXT = "text"


class Group(StrEnum):
    """What a letter is for; the order is that of the page."""

    OVERVIEW = "overzicht"
    ARRANGE = "regelen"
    DISPUTE = "betwisten"
    ATTACHMENT = "beslag"
    PUBLIC_BODY = "overheid"
    OFFER = "aanbod"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "overzicht": "Weten hoeveel het is", "regelen": "Een afspraak maken", "betwisten": "Het klopt niet",
            "beslag": "Beslag, ontruiming of afsluiting", "overheid": "Belasting en besluiten",
            "aanbod": "Schuldregeling, namens de gemeente",
        }[self.value]  # fmt: skip


class LetterSender(StrEnum):
    """In whose name a letter is written."""

    CLIENT = "client"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInLetter:
    """A fact that the dossier does not know and the writer fills in. `to_come`: a day that cannot be past."""

    name: str
    label: str
    kind: AskedKind
    help: str = ""
    to_come: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """One letter of the catalogue.

    `revives`: paying or promising can let an expired claim begin anew. `favours`: one creditor gets more than the
    others. `consult_first`: never without a word with the counsellor. Each of them is a hard warning. `verified`
    tells whether `basis` was read in its source; otherwise the page says 'controleer'.
    """

    slug: str
    title: str
    when: str
    group: Group
    about_debt: bool
    needs_debt: bool
    subject: str
    body: str
    answer_days: int
    basis: str
    verified: bool
    asks: tuple[AskedInLetter, ...] = ()
    sender: LetterSender = LetterSender.CLIENT
    revives: bool = False
    favours: bool = False
    consult_first: bool = False
    needs_mandate: bool = False
    annex: str = ""
    warning: str = ""

    @property
    def staff_only(self) -> bool:
        """Whether only staff write this letter."""
        return self.sender is LetterSender.MUNICIPALITY

    @property
    def hard_warnings(self) -> tuple[str, ...]:
        """What the writer has to have read before this letter leaves, in Dutch."""
        found = []
        if self.consult_first:
            found.append(self.warning)
        if self.revives:
            found.append(
                "Is het een oude schuld? Betalen of toezeggen kan een verlopen schuld weer laten beginnen. "
                "Betaal of erken dan nog niets, en overleg eerst."
            )
        if self.favours:
            found.append(
                "Met deze brief krijgt één schuldeiser iets wat de andere niet krijgen. "
                "Dat kan later lastig zijn bij een regeling met alle schuldeisers. Overleg eerst."
            )
        return tuple(found)


# What the dossier itself can fill in, with the words that stand in the letter while it cannot.
KNOWN = {
    "bedrag": "het bedrag", "kenmerk": "het kenmerk van de schuldeiser", "schuldeiser": "de schuldeiser",
    "naam": "de naam", "gemeente": "de gemeente", "mijn_kenmerk": "het eigen kenmerk",
    "antwoord_voor": "de dag waarop u antwoord wilt",
}  # fmt: skip
_PLACE = re.compile(r"\{([a-z_]+)\}")
_OPEN = re.compile(r"\[vul in: ([^\]\n]{1,80})\]")


def places(text: str) -> set[str]:
    """The names between braces in a text."""
    return set(_PLACE.findall(text))


def fill(text: str, facts: Mapping[str, str], asks: tuple[AskedInLetter, ...] = ()) -> str:
    """The text with its facts; a missing one becomes '[vul in: …]', so that a person sees what is asked."""
    words = KNOWN | {ask.name: ask.label.rstrip("?").lower() for ask in asks}
    return _PLACE.sub(lambda found: facts.get(found[1]) or f"[vul in: {words[found[1]]}]", text)


def still_open(*texts: str) -> tuple[str, ...]:
    """What is still to be filled in, in order, each once."""
    found = [words for text in texts for words in _OPEN.findall(text)]
    return tuple(dict.fromkeys(found))
