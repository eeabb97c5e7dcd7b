"""What in a message points to a crisis, of which kind, and what goes with that kind. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.scripts_mi.analysis.labels import Tables, label_client
from schuldhulp.scripts_mi.analysis.splitting import fold, split_sentences
from schuldhulp.scripts_mi.facts import CRISES

# Danger to somebody stops everything else; the other kinds are threats of money, that a client can report.
DANGER = tuple(CRISES)
KIND_WORDS = {
    **CRISES,
    "eviction": "uit huis moeten",
    "utilities": "gas, stroom, warmte of water dat stopt",
    "seizure": "beslag of verkoop van spullen",
}
_BELONGINGS = (
    r"\b(spullen|inboedel|huisraad|meubels?|bank ?stel|tv|televisie|wasmachine|auto|scooter|fiets|computer|laptop"
    r"|boedel\w*|veiling\w*|verko\w+|weghalen|meenemen|opschrijven)\b"
)
_THREATS = (
    ("eviction", r".", ThreatKind.ONTRUIMING),
    ("utilities", r"\b(gas|ketel)\b", ThreatKind.GAS),
    ("utilities", r"\b(water|drinkwater|kraan)\b", ThreatKind.WATER),
    ("utilities", r"\bstads(verwarming|warmte)\b", ThreatKind.STADSVERWARMING),
    ("utilities", r".", ThreatKind.ELEKTRICITEIT),
    ("seizure", r"\b(gijzel\w*|gevangenis|cel)\b", ThreatKind.GIJZELING),
    (
        "seizure",
        r"\b(loon\w*|salaris|uitkering|wia|wajong|ww|aow|pensioen|werkgever|baas|uwv|svb|toeslag\w*)\b",
        ThreatKind.LOONBESLAG,
    ),
    ("seizure", r"\b(rekening|bank\w*|pinnen|saldo)\b", ThreatKind.BANKBESLAG),
    ("seizure", _BELONGINGS, ThreatKind.BOEDELVERKOOP),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sentence that may tell of a crisis: its kind and the words that caused it."""

    kind: str
    sentence: str
    words: tuple[str, ...]

    @property
    def danger(self) -> bool:
        """Whether somebody may be in danger, and not only money."""
        return self.kind in DANGER

    @property
    def what(self) -> str:
        """The kind in a few Dutch words."""
        return KIND_WORDS[self.kind]

    @property
    def threat(self) -> ThreatKind | None:
        """The threat a client could report with this; None for danger, and where the words do not say which."""
        plain = fold(self.sentence)
        for kind, pattern, threat in _THREATS:
            if kind == self.kind and re.search(pattern, plain):
                return threat
        return None

    @property
    def names_a_threat(self) -> bool:
        """Whether it is about something that threatens, be it that the words do not say what exactly."""
        return not self.danger

    def as_stored(self) -> dict[str, object]:
        """The sign as JSON values, to be sealed."""
        return {"kind": self.kind, "sentence": self.sentence, "words": list(self.words)}


def signs_in(text: str, tables: Tables) -> tuple[Sign, ...]:
    """Find the sentences that may tell of a crisis, in their order. None found never means that there is none."""
    found = []
    for sentence in split_sentences(text):
        labelled = label_client(sentence, tables)
        if labelled.label == "crisis" and labelled.detail:
            words = dict.fromkeys(word for reason in labelled.reasons for word in reason.words if word)
            found.append(Sign(labelled.detail, sentence, tuple(words)))
    return tuple(found)


def free_text(value: Any) -> list[str]:
    """The texts of three words and more in answers as JSON values; codes, names and numbers are left out."""
    if isinstance(value, str):
        return [value] if len(value.split()) > 2 else []
    inside = (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    )
    return [text for one in inside for text in free_text(one)]


def read_stored(raw: Iterable[dict[str, Any]]) -> tuple[Sign, ...]:
    """Read signs back from `as_stored`."""
    return tuple(Sign(one["kind"], one["sentence"], tuple(one["words"])) for one in raw)
