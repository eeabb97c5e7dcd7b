"""What every event is."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class DossierEvent:
    """The base of all events. The id of one that is `unlinkable` tells nothing of its moment."""

    unlinkable: ClassVar[bool] = False
    erases: ClassVar[bool] = False  # the dossier's earlier events are erased, and rightly so
