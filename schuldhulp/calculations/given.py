"""What the beslagvrije voet asks of a household, read from the dossier; each answer says where it comes from.

The dossier knows net amounts. The taxable income of a year it does not know: as long as nobody filled it in, twelve
times the net income stands in, which is never more than the taxable income. Since the beslagvrije voet never falls
when the income rises, the outcome is then the least that it can be, and says so. Pure.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from schuldhulp.budget.inhoudingen import DebtPayment, Kind, Told, counted_once, told_payments
from schuldhulp.budget.leefsituatie import Leefsituatie, Omstandigheden
from schuldhulp.budget.normen import Normen
from schuldhulp.budget.posten import Post, Whose, Withholding
from schuldhulp.calculations.answers import LABELS, Answer, Given, Household, Origin, Value
from schuldhulp.calculations.bijstandsnorm import own_norm
from schuldhulp.money import format_euro, per_month

# Rv art. 475c(1): in this order an attachment is laid, the highest of a group first.
ORDER = (
    ("benefit_pw",),
    ("aow", "benefit_ww", "benefit_zw", "benefit_wia", "benefit_wajong", "benefit_anw"),
    ("wage",),
    ("pension",),
    ("provisional_refund",),
    ("alimony_received_partner", "alimony_received_child"),
)
_PERIODIC = tuple(code for group in ORDER for code in group)
_ONCE_A_YEAR = ("holiday_pay", "thirteenth_month")


def read_given(
    posts: Sequence[Post],
    payments: Sequence[DebtPayment],
    household: Household,
    normen: Normen,
    staff: Mapping[str, Value],
    *,
    no_bijstand: bool = False,
) -> Given:
    """The answers of a dossier; what staff filled in (not None) goes before what the lines say.

    `no_bijstand`: staff said that no norm of bijstand holds, also where bijstand is what is attached.
    """
    regular = [post for post in posts if post.one_off is None]
    beslag = beslag_per_month(regular, payments)
    found = _incomes(regular, beslag)
    found += [_leefsituatie(household), _woonkosten(regular), _bijstand(regular, household, normen)]
    answers = {answer.name: answer for answer in found}
    if no_bijstand:
        answers["bijstandsnorm"] = Answer("bijstandsnorm", None, Origin.STAFF)
    for name, value in staff.items():
        if value is not None:
            answers[name] = Answer(name, value, Origin.STAFF)
    _fill_up(answers)
    return Given({name: answers[name] for name in LABELS}, beslag)


def omstandigheden(given: Given) -> Omstandigheden:
    """The answers as the calculator takes them. Raises Refused for a household that cannot be; nothing is missing."""
    return Omstandigheden(
        leefsituatie=Leefsituatie(str(given["leefsituatie"])),
        belastbaar_jaarinkomen=_cents(given, "belastbaar_jaarinkomen"),
        netto=_cents(given, "netto"),
        ander_netto=_cents(given, "ander_netto"),
        partner_netto=_cents(given, "partner_netto"),
        loonbelasting_auto=_cents(given, "loonbelasting_auto"),
        woonkosten=None if given["woonkosten"] is None else _cents(given, "woonkosten"),
        woonkosten_toegekend=bool(given["woonkosten_toegekend"]),
        zonder_adres=bool(given["zonder_adres"]),
        situatie_getoond=bool(given["situatie_getoond"]),
        zorgprijs=None if given["zorgprijs"] is None else _cents(given, "zorgprijs"),
        bijstandsnorm=None if given["bijstandsnorm"] is None else _cents(given, "bijstandsnorm"),
        woonlandfactor=None
        if given["woonlandfactor"] is None
        else Fraction(_cents(given, "woonlandfactor"), 100_00),
        woning_verhoging=_cents(given, "woning_verhoging"),
    )


def _cents(given: Given, name: str) -> int:
    return int(given[name] or 0)


def _month(post: Post) -> int:
    return per_month(post.full_cents, post.period)


def beslag_per_month(posts: Sequence[Post], payments: Sequence[DebtPayment]) -> int:
    """What attachments take per month, each counted once; eurocents."""
    counted, _ = counted_once(told_payments(posts, payments), Kind.BESLAG)
    return sum(item.per_month for item in counted)


def attached_codes(posts: Sequence[Post]) -> tuple[str, ...]:
    """The kinds of income an attachment lies on; without one, the first kind of the order of the law."""
    own = [post for post in posts if post.whose is not Whose.PARTNER and post.full_cents]
    held = {
        post.code
        for post in own
        if post.code in _PERIODIC and any(item.kind is Withholding.BESLAG for item in post.withheld)
    }
    if held:
        return tuple(sorted(held))
    for group in ORDER:
        there = [post for post in own if post.code in group]
        if there:
            return (max(there, key=_month).code,)
    return ()


def _incomes(posts: Sequence[Post], beslag: int) -> list[Answer]:
    own = [post for post in posts if post.whose is not Whose.PARTNER]
    attached = attached_codes(posts)
    first = [post for post in own if attached and post.code in (*attached, *_ONCE_A_YEAR)]
    other = [post for post in own if post.code in _PERIODIC and post.code not in attached]
    theirs = [
        post for post in posts if post.whose is Whose.PARTNER and post.code in (*_PERIODIC, *_ONCE_A_YEAR)
    ]
    netto, words = sum(map(_month, first)), _names(first)
    # Typed as it came on the account, while the attachment is known from the debts only.
    known = sum(
        item.per_month for item in told_payments(posts, ()) if item.kind is Kind.BESLAG and item.told is Told.INCOME
    )  # fmt: skip
    if first and beslag > known and not any(post.is_full for post in first if post.code in attached):
        netto += beslag - known
        words += f" en het beslag van {format_euro(beslag - known)}"
    return [
        Answer("netto", netto, Origin.DOSSIER, words) if first else Answer("netto", None, Origin.MISSING),
        Answer("ander_netto", sum(map(_month, other)), Origin.DOSSIER, _names(other)),
        Answer("partner_netto", sum(map(_month, theirs)), Origin.DOSSIER, _names(theirs)),
    ]


def _names(posts: Sequence[Post]) -> str:
    return ", ".join(dict.fromkeys(post.name for post in posts)) or "geen regels"


def _leefsituatie(household: Household) -> Answer:
    if household.couple is None or household.child_under_18 is None:
        return Answer("leefsituatie", None, Origin.MISSING, "vul in wie er thuis wonen")
    kind = {
        (False, False): Leefsituatie.ALLEENSTAAND,
        (False, True): Leefsituatie.ALLEENSTAANDE_OUDER,
        (True, False): Leefsituatie.SAMEN,
        (True, True): Leefsituatie.SAMEN_MET_KINDEREN,
    }[household.couple, household.child_under_18]
    return Answer("leefsituatie", kind.value, Origin.DOSSIER, "wie er thuis wonen")


def _woonkosten(posts: Sequence[Post]) -> Answer:
    found = [post for post in posts if post.code in ("rent", "mortgage") and post.cents]
    if not found:
        return Answer("woonkosten", None, Origin.MISSING)
    return Answer(
        "woonkosten", sum(per_month(post.cents, post.period) for post in found), Origin.DOSSIER, _names(found)
    )


def _bijstand(posts: Sequence[Post], household: Household, normen: Normen) -> Answer:
    """The norm where bijstand is what is attached."""
    if attached_codes(posts) != ("benefit_pw",) or household.couple is None:
        return Answer("bijstandsnorm", None, Origin.STANDARD, "er ligt geen beslag op bijstand")
    cents, words = own_norm(
        household.couple, household.adult_ages if household.cost_sharers else (0,), normen
    )
    origin = Origin.STANDARD if cents is None else Origin.ESTIMATE
    return Answer("bijstandsnorm", cents, origin, words)


def _fill_up(answers: dict[str, Answer]) -> None:
    for name in ("woonkosten_toegekend", "zonder_adres", "situatie_getoond"):
        answers.setdefault(name, Answer(name, False, Origin.STANDARD))
    for name in ("loonbelasting_auto", "woning_verhoging", "kosten", "eenmalig"):
        answers.setdefault(name, Answer(name, 0, Origin.STANDARD))
    for name in ("zorgprijs", "woonlandfactor"):
        answers.setdefault(name, Answer(name, None, Origin.STANDARD))
    netto, other, partner = (
        int(answers[name].value or 0) for name in ("netto", "ander_netto", "partner_netto")
    )
    own = answers["netto"].value is not None
    answers.setdefault(
        "inkomen",
        Answer("inkomen", netto + other if own else None, Origin.DOSSIER if own else Origin.MISSING,
               "netto en ander eigen inkomen samen"),
    )  # fmt: skip
    answers.setdefault(
        "belastbaar_jaarinkomen",
        Answer("belastbaar_jaarinkomen", 12 * (netto + other + partner) if own else None,
               Origin.ESTIMATE if own else Origin.MISSING,
               "12 keer het netto inkomen van het huishouden; het belastbare bedrag staat op de jaaropgave"),
    )  # fmt: skip
