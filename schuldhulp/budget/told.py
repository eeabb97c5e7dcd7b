"""What somebody tells of one income or expense, and the post that the calculation makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from schuldhulp.budget.categories import CATEGORY
from schuldhulp.budget.posten import Direct, PayDay, Post, Whose, Withheld, Withholding
from schuldhulp.money import Period, format_euro

OPEN_CODES = frozenset({"weet_ik_niet", "later"})
_QUESTIONS = {
    "label": "de naam", "pay_day": "op welke dag", "paid_on": "de laatste keer", "whose": "van wie",
    "something_off": "of er iets af gaat", "beslag": "hoeveel beslag", "cak": "hoeveel voor het CAK",
    "terugbetalen": "hoeveel terugbetalen", "verrekening": "hoeveel verrekend", "lowest": "het laagste bedrag",
    "paid_directly": "waar het heen gaat", "paid_this_month": "of deze maand is betaald", "arrears": "de achterstand",
}  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True, kw_only=True)
class PostTold:
    """One line as it was told; amounts in eurocents per `period`.

    `amount_open` is "weet_ik_niet" or "later" while the amount is not known (then `cents` is 0). `pay_day` is a
    stored code: "24", "vr" or "31" for the last day. `withheld` is kind to cents. `open_answers` holds (question of
    the form, weet_ik_niet or later, or a plain ja or nee).
    """

    code: str
    cents: int = 0
    amount_open: str | None = None
    period: Period = Period.MONTH
    label: str = ""
    whose: str = "client"
    pay_day: str | None = None
    paid_on: date | None = None
    month: int | None = None
    lowest_cents: int | None = None
    withheld: tuple[Withheld, ...] = ()
    paid_directly: str | None = None
    arrears_cents: int = 0
    approximate: bool = False
    open_answers: tuple[tuple[str, str], ...] = ()

    @property
    def open_questions(self) -> tuple[str, ...]:
        """What the client left open besides the amount ("weet ik niet", "later"), in words."""
        left = {name for name, code in self.open_answers if code in OPEN_CODES}
        return tuple(word for name, word in _QUESTIONS.items() if name in left)

    @property
    def name(self) -> str:
        """What the reader sees: the category, with the own label behind it; for 'other' kinds the label alone."""
        category = CATEGORY[self.code].label
        if not self.label or folded(self.label) == folded(category):
            return category
        return self.label if "other" in self.code else f"{category} ({self.label})"

    @property
    def withheld_stored(self) -> dict[str, Any]:
        """The withheld amounts as they are stored: kind to cents."""
        return {item.kind.value: item.cents for item in self.withheld}


def withheld_from(stored: Mapping[str, Any]) -> tuple[Withheld, ...]:
    """The withheld amounts of a stored line; an unknown kind is left out."""
    if not stored:  # as most lines are
        return ()
    return tuple(Withheld(kind, int(stored[kind.value])) for kind in Withholding if stored.get(kind.value))


def told_of(row: Any, label: str) -> PostTold:
    """What a stored line tells; `label` is its opened label."""
    return PostTold(
        code=row.code, cents=row.cents, amount_open=row.amount_open, period=Period(row.period), label=label,
        whose=row.whose, pay_day=row.pay_day, paid_on=row.paid_on, month=row.month, lowest_cents=row.lowest_cents,
        withheld=withheld_from(row.withheld or {}), paid_directly=row.paid_directly,
        arrears_cents=row.arrears_cents, approximate=row.approximate,
        open_answers=tuple(sorted((row.open_answers or {}).items())),
    )  # fmt: skip


def pay_day_of(code: str | None, *, month: int | None = None, known: date | None = None) -> PayDay | None:
    """The `PayDay` of a stored code, or None when nothing at all is known."""
    if code is None and month is None and known is None:
        return None
    weekday = next((n for n, name in enumerate(WEEKDAYS) if name[:2] == code), None)
    day = int(code) if code and code.isdigit() else None
    return PayDay(day=day, weekday=weekday, known=known, month=month)


def post_of(told: PostTold, key: str) -> Post:
    """The post that the calculations take."""
    return Post(
        told.code,
        told.cents,
        told.period,
        label=told.name if told.label else "",
        key=key,
        pay_day=pay_day_of(told.pay_day, month=told.month, known=told.paid_on),
        whose=Whose(told.whose),
        withheld=told.withheld,
        paid_directly=Direct(told.paid_directly) if told.paid_directly else None,
        arrears_cents=told.arrears_cents,
        approximate=told.approximate,
    )


def folded(text: str) -> str:
    """A label without capitals and outer space, to compare."""
    return text.strip().casefold()


_WORDS = {
    "code": "Soort", "cents": "Bedrag", "amount_open": "Bedrag bekend", "period": "Per", "label": "Naam",
    "whose": "Van wie", "pay_day": "Dag", "paid_on": "Laatste keer", "month": "Maand",
    "lowest_cents": "Laagste bedrag", "withheld": "Ingehouden", "paid_directly": "Gaat direct",
    "arrears_cents": "Achterstand", "approximate": "Ongeveer", "open_answers": "Nog open",
}  # fmt: skip


def differences(before: PostTold, after: PostTold) -> dict[str, tuple[str, str]]:
    """What differs, as Dutch words for both sides by the Dutch name of the field; empty when nothing does."""
    return {
        _WORDS[part.name]: (
            _say(before, part.name),
            _say(after, part.name),
        )
        for part in fields(PostTold)
        if getattr(before, part.name) != getattr(after, part.name)
    }


def _say(told: PostTold, name: str) -> str:
    value = getattr(told, name)
    if name == "open_answers":
        return ", ".join(told.open_questions)
    if value is None or value == "" or value == ():
        return ""
    if name.endswith("cents"):
        return format_euro(value)
    if name == "withheld":
        return ", ".join(f"{item.kind.label} {format_euro(item.cents)}" for item in value)
    if name == "code":
        return CATEGORY[value].label
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Period):
        return value.label
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return str(value)
