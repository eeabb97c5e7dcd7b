"""Hours of a day on one line, as people write them."""

import re
from typing import Any

from schuldhulp.web.fields import TextField

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")


class HoursField(TextField):
    """ "9.00 - 17.00", or empty for closed; `data` is the pair ("09:00", "17:00") or None."""

    def read(self, typed: str) -> Any:
        """The pair. Raises ValueError with the sentence for the screen."""
        found = re.fullmatch(
            rf"{_CLOCK.pattern}(?: uur)?\s*(?:-|–|tot)\s*{_CLOCK.pattern}(?: uur)?", typed.strip()
        )
        if found is None:
            raise ValueError("Schrijf de tijden zo: 9.00 - 17.00. Gesloten? Laat het leeg.")
        return [f"{int(found[1]):02d}:{found[2]}", f"{int(found[3]):02d}:{found[4]}"]

    def shown(self, value: Any) -> str:
        """The pair as people write it."""
        return " - ".join(clock.removeprefix("0").replace(":", ".") for clock in value)
