"""The one base of every refusal: an act that cannot be done now, and the sentence that says why."""

from typing import Any, ClassVar


class Refused(Exception):
    """An act is not possible in this state; named after the state, `str()` is Dutch for the screen.

    The sentence of a subclass is its `sentence`, or else its docstring, or one given when it is raised.
    """

    sentence: ClassVar[str] = "Dit kan nu niet."

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.sentence == Refused.sentence and cls.__doc__:
            cls.sentence = cls.__doc__.strip()

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)
