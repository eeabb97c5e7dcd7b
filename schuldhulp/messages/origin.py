"""The script a message began with, and how much of what was sent is the writer's own. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_RUN = 3


@dataclass(frozen=True, kw_only=True)
class Origin:
    """One version of a script with the lines it was written out with; `text` is what went into the message.

    `explanation` is the record of why it was offered; empty when somebody looked it up.
    """

    script_id: str
    version: int
    lines: tuple[str, ...]
    text: str
    explanation: str = ""

    def after(self, earlier: "Origin | None") -> "Origin":
        """This script put into a message that began with another one: the newest counts, no line is forgotten."""
        if earlier is None:
            return self
        lines = tuple(dict.fromkeys((*earlier.lines, *self.lines)))
        return Origin(
            script_id=self.script_id, version=self.version, lines=lines, text=f"{earlier.text}\n\n{self.text}",
            explanation=self.explanation,
        )  # fmt: skip


def own_percent(sent: str, script: str) -> int:
    """How many of the words that were sent are not the script's, in order, as a whole percentage (0–100).

    Three words in a row count as the script's; a loose "ik" or "u" is anybody's.
    """
    words, given = _words(sent), _words(script)
    if not words:
        return 0
    blocks = SequenceMatcher(None, given, words, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks if block.size >= min(_RUN, len(given)))
    return round(100 * (len(words) - kept) / len(words))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
