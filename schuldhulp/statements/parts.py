"""The pages of a statement, in order, and what each asks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schuldhulp.budget.categories import Group


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its address, the groups of the budget on it, and its heading."""

    slug: str
    groups: tuple[Group, ...]
    title: str


PARTS = (
    Part("inkomen", (Group.INCOME,), "Wat erbij komt"),
    Part("vaste-lasten", (Group.FIXED,), "Vaste lasten"),
    Part("huishouden", (Group.HOUSEHOLD,), "Boodschappen en huishouden"),
    Part("schulden", (Group.DEBT_PAYMENT,), "Terugbetalen"),
    Part("opzijleggen", (Group.RESERVE,), "Wat niet elke maand komt"),
)
PART: Mapping[str, Part] = MappingProxyType({part.slug: part for part in PARTS})
RESERVES = PARTS[-1]
# What a statement shows badly and a budget needs: asked where neither the statement nor the budget has it.
ASKED_RESERVES = ("clothing", "inventory", "excess", "recreation")
