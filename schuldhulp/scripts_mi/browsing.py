"""Looking a script up by theme, situation and words, apart from which one fits best."""

from collections.abc import Iterable, Mapping

from schuldhulp.scripts_mi.choosing import stopped_at_gate
from schuldhulp.scripts_mi.conditions import Condition, verdict
from schuldhulp.scripts_mi.facts import Snapshot
from schuldhulp.scripts_mi.script import Catalogue, Script


def browse(
    catalogue: Catalogue, snapshot: Snapshot, *, theme: str = "", situation: str = "", typed: str = "",
    used: Mapping[str, int] | None = None,
) -> tuple[Script, ...]:  # fmt: skip
    """The scripts of a theme and a situation that hold every word that was typed; "" asks for nothing.

    What a gate stops is left out: at a crisis or an open threat nobody picks an ordinary text. First those with the
    words in their title; then what fits this dossier, what is about its theme, the rest, and last what is for an
    emergency that is not there. Within those by how often a text was sent here (`used`) and how usual it is.
    """
    often = used or {}
    wanted = typed.casefold().split()
    found = []
    for script in catalogue.scripts.values():
        if script.status != "reviewed" or stopped_at_gate(script, snapshot):
            continue
        if (theme and theme not in themes_of(script)) or (
            situation and situation not in situations_of(script)
        ):
            continue
        head = f"{script.title} {script.why}".casefold()
        if all(word in head for word in wanted) or all(word in _all_text(script, head) for word in wanted):
            named = bool(wanted) and not all(word in head for word in wanted)
            rank = _nearness(script, snapshot), -often.get(script.id, 0), -script.priority
            found.append((named, rank, script.id))
    return tuple(catalogue.scripts[script_id] for _, _, script_id in sorted(found))


def _nearness(script: Script, snapshot: Snapshot) -> int:
    if verdict(script.when, snapshot).holds:
        return 0
    if _for_an_emergency(script):
        return 3
    current = snapshot.get("theme.current")
    return 1 if isinstance(current, tuple) and themes_of(script).intersection(current) else 2


def _for_an_emergency(script: Script) -> bool:
    return script.process == "crisis" or script.phase == "dreiging"


def themes_of(script: Script) -> frozenset[str]:
    """The themes a script is for: those it asks for, and its own."""
    return frozenset({script.phase, *_asked(script.when, "theme.current")})


def situations_of(script: Script) -> frozenset[str]:
    """The situations a script asks for."""
    return frozenset(_asked(script.when, "situation.current"))


def _asked(condition: Condition, fact: str) -> Iterable[str]:
    return (str(test.value) for test in (*condition.all, *condition.any) if test.fact == fact)


def _all_text(script: Script, head: str) -> str:
    return " ".join([head, *(line.text.casefold() for slot in script.slots for line in slot.lines)])
