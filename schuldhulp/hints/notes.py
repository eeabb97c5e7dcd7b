"""What a client's message seems to hold, sentence by sentence: hints for a reader, uncertain by nature. Pure."""

import re
from dataclasses import dataclass

from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.splitting import fold
from schuldhulp.scripts_mi.coach.answered import Said, feelings_in, read_client

GROUPS = {
    "vraag": "Vraag",
    "verandertaal": "Wil vooruit",
    "behoudtaal": "Houdt vast",
    "gevoel": "Gevoel",
    "feit": "Feit",
}
CHOICES = {"nu": "Nu", "later": "Later", "niet": "Niet"}
_FACT = re.compile(
    r"\d|\b(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A hint at one sentence: its place in the message, the group, the rule and the words that led to it."""

    place: int
    sentence: str
    group: str
    rule: str
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The group in Dutch."""
        return GROUPS[self.group]


def notes_of(text: str, tables: Tables) -> tuple[Note, ...]:
    """Return one hint at each sentence that seems to hold something, in the order of the message."""
    said = read_client(text, tables)
    return tuple(note for place, one in enumerate(said) if (note := _note(place, one, tables)) is not None)


def _note(place: int, one: Said, tables: Tables) -> Note | None:
    felt = feelings_in(one.sentence, tables)
    if one.asks:
        return Note(place, one.sentence, "vraag", "vraagteken", ("?",))
    label, reasons = one.labelled.label, one.labelled.reasons
    rule = reasons[0].rule if reasons else label
    words = tuple(dict.fromkeys(word for reason in reasons for word in reason.words if word))
    if label == "sustain_talk":
        return Note(place, one.sentence, "behoudtaal", rule, words)
    if label == "change_talk" and not (felt and one.labelled.detail == "reason"):
        return Note(place, one.sentence, "verandertaal", rule, words)
    if felt:
        return Note(place, one.sentence, "gevoel", f"gevoel:{felt[0]}", tuple(felt[:2]))
    match = _FACT.search(fold(one.sentence))
    return Note(place, one.sentence, "feit", "feit", (match.group(),)) if match else None
