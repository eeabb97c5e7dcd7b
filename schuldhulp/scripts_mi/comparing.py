"""What a test over facts and a test over answers have in common: is, is one of, holds, and larger or smaller. Pure."""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType

ORDER: Mapping[str, Callable[[int, int], bool]] = MappingProxyType(
    {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}
)


def compares(op: str, actual: object, wanted: object, size: object) -> bool:
    """Tell whether a known value passes: `eq ne in contains` look at `actual`, `lt lte gt gte` at its `size`.

    A value of another kind than the operator looks at passes nothing.
    """
    if op == "contains":
        return isinstance(actual, list | tuple) and wanted in actual
    if op == "in":
        return isinstance(wanted, tuple) and actual in wanted
    if op in ("eq", "ne"):
        return (actual == wanted) is (op == "eq")
    return isinstance(size, int) and isinstance(wanted, int) and ORDER[op](size, wanted)
