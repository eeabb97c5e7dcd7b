"""A version of a budget as text to keep: what was entered, so that every figure can be made again from it."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from schuldhulp.budget.inhoudingen import DebtPayment, Kind, Told
from schuldhulp.budget.posten import Basis, Direct, PayDay, Post, Whose, Withheld, Withholding
from schuldhulp.money import Period

FORMAT = 1


class NotAVersion(ValueError):
    """The text is not a kept budget of a known format."""


def freeze(posts: Sequence[Post], debt_payments: Sequence[DebtPayment]) -> str:
    """The entered posts and payments as JSON; the same budget always gives the same text."""
    content = {
        "format": FORMAT,
        "posts": list(posts),
        "debt_payments": list(debt_payments),
    }
    return json.dumps(content, default=_written, ensure_ascii=False, sort_keys=True)


def _written(value: Any) -> Any:
    """What JSON does not know itself: a day, and a value with fields."""
    if isinstance(value, date):
        return value.isoformat()
    names = _names(type(value))  # type: ignore[arg-type]  # a class is hashable
    return {name: getattr(value, name) for name in names}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def thaw(text: str) -> tuple[tuple[Post, ...], tuple[DebtPayment, ...]]:
    """The posts and payments of a kept version. Raises NotAVersion."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise NotAVersion("a budget of an unknown format")
        return tuple(map(_post, content["posts"])), tuple(map(_payment, content["debt_payments"]))
    except (KeyError, TypeError, ValueError) as error:
        raise NotAVersion("not a kept budget") from error


def _post(fields: dict[str, Any]) -> Post:
    pay_day, one_off = fields["pay_day"], fields["one_off"]
    if pay_day:
        known = pay_day["known"]
        pay_day = PayDay(**{**pay_day, "known": date.fromisoformat(known) if known else None})
    return Post(
        **{
            **fields,
            "period": Period(fields["period"]),
            "pay_day": pay_day,
            "whose": Whose(fields["whose"]),
            "withheld": tuple(
                Withheld(**{**item, "kind": Withholding(item["kind"])}) for item in fields["withheld"]
            ),
            "paid_directly": Direct(fields["paid_directly"]) if fields["paid_directly"] else None,
            "basis": Basis(fields["basis"]) if fields["basis"] else None,
            "one_off": (one_off[0], one_off[1]) if one_off else None,
        }
    )


def _payment(fields: dict[str, Any]) -> DebtPayment:
    told = Told(fields.get("told", Told.DEBT))  # versions of before 2026-11-22 know the debt list only
    return DebtPayment(
        **{**fields, "kind": Kind(fields["kind"]), "period": Period(fields["period"]), "told": told}
    )
