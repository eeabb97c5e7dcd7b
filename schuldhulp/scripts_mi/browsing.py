"""Looking a script up by theme, situation and words, apart from which one fits best."""

from collections.abc import Iterable

from schuldhulp.scripts_mi.choosing import stopped_at_gate
from schuldhulp.scripts_mi.conditions import Condition
from schuldhulp.scripts_mi.facts import Snapshot
from schuldhulp.scripts_mi.script import Catalogue, Script


def browse(
    catalogue: Catalogue, snapshot: Snapshot, *, theme: str = "", situation: str = "", typed: str = ""
) -> tuple[Script, ...]:
    """The scripts of a theme and a situation that hold every word that was typed; "" asks for nothing.

    What a gate stops is left out: at a crisis or an open threat nobody picks an ordinary text. First those with the
    words in their title, then by how usual they are.
    """
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
            found.append((not all(word in head for word in wanted), -script.priority, script.id))
    return tuple(catalogue.scripts[script_id] for _, _, script_id in sorted(found))


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
