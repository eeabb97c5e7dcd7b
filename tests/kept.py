"""In every test, whatever is kept of an opened dossier is what would be made of it now."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from schuldhulp.crypto import opened
from schuldhulp.crypto.opened import DOSSIERS, SECONDS, Made, Opened


class Compared(Opened):
    """Keeps as the program does, and makes again what it gives from memory, to compare."""

    def recall(self, key: bytes, name: str, source: Any, make: Callable[[], Made]) -> Made:
        """As it is, with the comparison."""
        made = make()
        given = super().recall(key, name, source, lambda: made)
        assert given == made, f"what is kept as {name!r} is not what follows now"
        return given


@pytest.fixture(autouse=True, scope="session")
def kept_is_as_made() -> Iterator[None]:
    """Each test that acts and looks afterwards proves that its act changed what the page was made from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "_OPENED", Compared(DOSSIERS, SECONDS))
        yield
