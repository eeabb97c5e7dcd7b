"""Whether a claim may have expired, from its kind and the last act that is known: a hint for the counsellor.

The client sees at most the neutral sentence; never that something need not be paid.
"""

from datetime import date

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.budget.verjaring import ClaimKind, Verjaring, verjaring
from schuldhulp.debts.course import Course
from schuldhulp.debts.ladder import Stage
from schuldhulp.debts.told import DebtTold

_BY_KIND = {
    "energie": ClaimKind.PURCHASE,  # BW 7:5(5): power, gas and heat are sold to a consumer; water is not, 7:5(3)
    "webwinkel": ClaimKind.PURCHASE,
    "achteraf-betalen": ClaimKind.PURCHASE,
    "belastingdienst": ClaimKind.TAX,
    "toeslagen": ClaimKind.TAX,
    "gemeente": ClaimKind.TAX,
    "lokale-belasting": ClaimKind.TAX,
    "waterschap": ClaimKind.TAX,
    "uwv": ClaimKind.TAX,
    "svb": ClaimKind.TAX,
}
_OWN_RULES = frozenset({"cjib", "cak", "duo", "lbio"})


def claim_kind(kind: str, told: DebtTold, chosen: str | None = None) -> ClaimKind | None:
    """What the term depends on: what staff chose, a judgment, else the kind of creditor; None for own rules."""
    if chosen:
        return ClaimKind(chosen)
    if told.judgment == "vonnis":
        return ClaimKind.JUDGMENT
    return None if kind in _OWN_RULES else _BY_KIND.get(kind, ClaimKind.CONTRACT)


def last_act(told: DebtTold, course: Course, today: date) -> date | None:
    """The latest payment, letter or step up to today, or None when no day is known."""
    known = (told.last_payment_on, told.letter_date, *(row.on for row in course.rows))
    return max((day for day in known if day and day <= today), default=None)


def expiry_hint(
    told: DebtTold, kind: str, course: Course, today: date, norms: Normen, chosen: str | None = None
) -> Berekening[Verjaring] | None:
    """The presumed expiry with its lines; None when there is no day to count from or the kind has own rules."""
    term, day = claim_kind(kind, told, chosen), last_act(told, course, today)
    if not (term and day):
        return None
    began = _judged_on(course, today) if term is ClaimKind.JUDGMENT else None
    return verjaring(term, day, today, norms, began=began)


def _judged_on(course: Course, today: date) -> date | None:
    """The day of the judgment, the latest when there are more; None when nobody recorded it."""
    return max(
        (row.on for row in course.rows if row.stage is Stage.JUDGMENT and row.on and row.on <= today),
        default=None,
    )
