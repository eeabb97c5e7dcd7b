"""The kinds of question that only work forms ask."""

from typing import Any

import wtforms

from schuldhulp.web.forms import LongTextField

MOST_IN_LINE = 120


class LinesField(LongTextField):
    """A list of short lines, each on a line of its own; `data` is a list, or None."""

    def __init__(self, label: str = "", validators: Any = (), *, most: int = 5, **kwargs: Any) -> None:
        super().__init__(
            label, validators, rows=min(most, 5) + 1, max_length=most * 2 * MOST_IN_LINE, **kwargs
        )
        self.most = most

    def read(self, typed: str) -> Any:
        """The lines that are not empty. Raises ValueError when there are too many, or one is too long."""
        text = super().read(typed)
        lines = [" ".join(line.lstrip("-•* ").split()) for line in (text or "").splitlines()]
        found = [line for line in lines if line]
        if len(found) > self.most:
            raise ValueError(f"U schreef {len(found)} regels. Hier passen er {self.most}.")
        if long := next((line for line in found if len(line) > MOST_IN_LINE), ""):
            raise ValueError(f"De regel ‘{long[:30]} …’ is lang. Kunt u die in minder woorden zeggen?")
        return found or None

    def shown(self, value: Any) -> str:
        """The lines as they are typed."""
        return "\n".join(str(line) for line in value)


def without_answer(field: wtforms.Field) -> bool:
    """Whether nothing that counts was answered."""
    return field.data in (None, "", (), [])
