"""The shape of one turn in a correspondence."""

from typing import NamedTuple


class Turn(NamedTuple):
    """A client's message and its answer. Each pair is (what the client says, the reflection that fits it)."""

    name: str
    opens: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    affirms: tuple[str, ...]
    informs: tuple[str, ...]
    questions: tuple[str, ...]
