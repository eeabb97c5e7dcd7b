"""The one base of every refusal: an act that cannot be done now, and the sentence that says why."""

from typing import ClassVar


class Refused(Exception):
    """An act is not possible in this state; named after the state, `str()` is Dutch for the screen.

    Each subclass sets its own `sentence`; one given when it is raised wins.
    """

    sentence: ClassVar[str] = "Dit kan nu niet."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)
