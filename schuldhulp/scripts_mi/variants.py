"""Which line of a slot a client gets: fixed by who reads and what was read before, never by chance."""

import hashlib
import re
from collections.abc import Mapping

from schuldhulp.scripts_mi.conditions import is_met
from schuldhulp.scripts_mi.facts import Snapshot
from schuldhulp.scripts_mi.ledger import Ledger
from schuldhulp.scripts_mi.script import CORE_SLOTS, Line, Placeholder, Script, Slot

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SENTENCE = re.compile(r"[^.?]+(?:[.?]|$)\s*")


def start_of(client_key: str, script_id: str, slot: str) -> int:
    """Return the fixed number where this client's walk through a slot starts."""
    return int.from_bytes(hashlib.sha256(f"{client_key}|{script_id}|{slot}".encode()).digest()[:8])


def without_unknown(text: str, placeholders: Mapping[str, Placeholder], snapshot: Snapshot) -> str:
    """Leave out the sentences whose placeholder may be dropped and has no value."""
    kept = []
    for sentence in _SENTENCE.findall(text):
        names = PLACEHOLDER.findall(sentence)
        if not any(_dropped(placeholders[name], snapshot) for name in names):
            kept.append(sentence)
    return "".join(kept).strip()


def _dropped(placeholder: Placeholder, snapshot: Snapshot) -> bool:
    return placeholder.fallback == "drop_sentence" and snapshot.get(placeholder.source) is None


def candidates(script: Script, slot: Slot, snapshot: Snapshot) -> tuple[Line, ...]:
    """Return the lines that fit these facts and keep at least one sentence."""
    return tuple(
        line
        for line in slot.lines
        if is_met(line.condition, snapshot) and without_unknown(line.text, script.placeholders, snapshot)
    )


def walk(
    script: Script, snapshot: Snapshot, ledger: Ledger, client_key: str
) -> tuple[tuple[str, Line], ...] | None:
    """Choose one line per slot; None when the script has nothing new left for this client.

    The core of a reply (reflection and question) is never repeated to one client. A greeting or a closing
    may come back; then the one that was used least is taken. A slot without a fitting line is left out,
    but without a core line the script is exhausted.
    """
    counts = ledger.line_counts()
    uses = ledger.count(script.id)
    chosen: list[tuple[str, Line]] = []
    for slot in script.slots:
        lines = candidates(script, slot, snapshot)
        core = slot.name in CORE_SLOTS
        fresh = [line for line in lines if line.key not in counts]
        if core and not fresh:
            return None
        if not lines:
            continue
        start = (start_of(client_key, script.id, slot.name) + uses) % len(lines)
        turned = lines[start:] + lines[:start]
        if fresh:
            line = next(each for each in turned if each.key not in counts)
        else:
            line = min(turned, key=lambda each: counts[each.key])
        chosen.append((slot.name, line))
    return tuple(chosen)
