"""From a suggestion to a draft: paragraphs, filled placeholders, and open places that stop sending."""

import re
from dataclasses import dataclass

from schuldhulp.money import format_euro
from schuldhulp.scripts_mi.choosing import Suggestion
from schuldhulp.scripts_mi.facts import FactValue, Snapshot
from schuldhulp.scripts_mi.register import said_to
from schuldhulp.scripts_mi.script import Catalogue, Line, Placeholder, Script
from schuldhulp.scripts_mi.variants import PLACEHOLDER, without_unknown

_OPEN = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_LEFT_OVER = re.compile(r"\[\[|\]\]|\{[a-z_]+\}")
_PARAGRAPHS = (("opening", "waardering"), ("reflectie",), ("kern",), ("stap", "autonomie"), ("afsluiting",))
_CLOSERS = str.maketrans("", "", "[]{}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply to be read and changed by the counsellor; `line_keys` go into the ledger when it is sent."""

    script_id: str
    version: int
    text: str
    line_keys: tuple[str, ...]
    open_places: tuple[str, ...]


def compose(catalogue: Catalogue, suggestion: Suggestion, snapshot: Snapshot) -> Draft:
    """Write out a suggestion with the facts of this dossier.

    A value that is missing becomes `[[what is missing]]`, or its sentence is left out when the script says so.
    Raises KeyError when the suggestion belongs to another catalogue.
    """
    script = catalogue.scripts[suggestion.script_id]
    lines = _lines_of(script, suggestion)
    parts = [_filled(said_to(snapshot, catalogue.greeting), script, snapshot)]
    for slots in _PARAGRAPHS:
        texts = [said_to(snapshot, lines[slot].text, lines[slot].je) for slot in slots if slot in lines]
        sentences = [_filled(text, script, snapshot) for text in texts]
        if any(sentences):
            parts.append(" ".join(sentence for sentence in sentences if sentence))
    parts.append(_filled(said_to(snapshot, catalogue.sign_off), script, snapshot))
    text = "\n\n".join(parts)
    keys = tuple(line.key for line in lines.values())
    return Draft(script.id, script.version, text, keys, open_placeholders(text))


def _lines_of(script: Script, suggestion: Suggestion) -> dict[str, Line]:
    by_key = {slot.name: {line.key: line for line in slot.lines} for slot in script.slots}
    return {slot: by_key[slot][key] for slot, key in suggestion.lines}


def _filled(text: str, script: Script, snapshot: Snapshot) -> str:
    def value(match: re.Match[str]) -> str:
        placeholder = script.placeholders[match.group(1)]
        known = snapshot.get(placeholder.source)
        if known in (None, ""):
            return f"[[{placeholder.ask}]]"
        shown = _shown(placeholder, known)
        if placeholder.type == "title":
            shown = said_to(snapshot, shown)
        starts = match.string[: match.start()].rstrip()[-1:] in ("", ".", "?")
        return shown[:1].upper() + shown[1:] if starts else shown

    return PLACEHOLDER.sub(value, without_unknown(text, script.placeholders, snapshot))


def _shown(placeholder: Placeholder, value: FactValue | None) -> str:
    if placeholder.type == "euro" and isinstance(value, int):
        return format_euro(value)
    shown = " ".join(str(value).translate(_CLOSERS).split())
    if placeholder.type != "quote":
        return shown
    words = shown.rstrip(".!?,; ").split(" ")
    cut = " ".join(words[: placeholder.max_words])
    return f"‘{cut} …’" if len(words) > placeholder.max_words else f"‘{cut}’"


def open_placeholders(text: str) -> tuple[str, ...]:
    """Return what still has to be filled in, in order of appearance."""
    return tuple(" ".join(inside.split()) for inside in _OPEN.findall(text))


def check_sendable(text: str) -> list[str]:
    """Return why this reply cannot be sent yet, as Dutch sentences; an empty list means it can."""
    if not text.strip():
        return ["Uw bericht is nog leeg."]
    reasons = [f"Vul nog in of haal weg: [[{name}]]." for name in dict.fromkeys(open_placeholders(text))]
    if not reasons and _LEFT_OVER.search(text):
        reasons.append(
            "Er staat nog een invulplek in uw bericht. Zoek naar [[ of { en vul die in of haal die weg."
        )
    return reasons
