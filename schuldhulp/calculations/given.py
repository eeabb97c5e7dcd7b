"""What the beslagvrije voet asks of a household, read from the dossier; each answer says where it comes from.

The dossier knows net amounts. The taxable income of a year it does not know: as long as nobody filled it in, twelve
times the net income stands in, which is never more than the taxable income. Since the beslagvrije voet never falls
when the income rises, the outcome is then the least that it can be, and says so. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from schuldhulp.budget.inhoudingen import DebtPayment, Kind, Told, counted_once, told_payments
from schuldhulp.budget.leefsituatie import Leefsituatie, Omstandigheden
from schuldhulp.budget.normen import Normen
from schuldhulp.budget.posten import Post, Whose, Withholding
from schuldhulp.budget.zinnen import show_percent
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


class Origin(StrEnum):
    """Where an answer comes from."""

    DOSSIER = "dossier"
    STAFF = "staff"
    TOLD = "told"
    ESTIMATE = "estimate"
    STANDARD = "standard"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The words beside the answer."""
        return _ORIGINS[self]


_ORIGINS = {
    Origin.DOSSIER: "uit het dossier",
    Origin.STAFF: "ingevuld door de schuldhulpverlener",
    Origin.TOLD: "hier ingevuld",
    Origin.ESTIMATE: "geschat",
    Origin.STANDARD: "zolang niemand iets anders invult",
    Origin.MISSING: "nog niet bekend",
}

LABELS = {
    "leefsituatie": "Leefsituatie",
    "belastbaar_jaarinkomen": "Belastbaar inkomen per jaar",
    "netto": "Netto inkomen waar beslag op kan, per maand",
    "ander_netto": "Ander eigen inkomen, per maand",
    "partner_netto": "Inkomen van de partner, per maand",
    "loonbelasting_auto": "Loonbelasting over de auto van de zaak, per maand",
    "woonkosten": "Woonkosten per maand",
    "woonkosten_toegekend": "Verhoging voor woonkosten toegekend",
    "zonder_adres": "Geen woonadres in Nederland",
    "situatie_getoond": "Situatie aan de deurwaarder getoond",
    "woonlandfactor": "Factor van het land, bij wonen in het buitenland",
    "woning_verhoging": "Verhoging voor een eigen woning of huur zonder huurtoeslag, per maand",
    "zorgprijs": "Prijs van zorg in een inrichting, per maand",
    "bijstandsnorm": "Bijstandsnorm die geldt, per maand",
    "inkomen": "Inkomen voor de afloscapaciteit, per maand",
    "kosten": "Kosten van de hulp, per maand",
    "eenmalig": "Geld dat één keer komt",
}
"""Every answer by name, in the order of the page."""

Value = int | bool | str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: eurocents, yes or no, a Leefsituatie, or hundredths of a per cent (woonlandfactor).

    None is not known. `why` says in Dutch what it rests on.
    """

    name: str
    value: Value
    origin: Origin
    why: str = ""

    @property
    def label(self) -> str:
        """What is asked."""
        return LABELS[self.name]

    @property
    def shown(self) -> str:
        """The value in words."""
        if self.value is None:
            return Origin.MISSING.label if self.origin is Origin.MISSING else "geen"
        if isinstance(self.value, bool):
            return "ja" if self.value else "nee"
        if self.name == "woonlandfactor":
            return show_percent(Fraction(int(self.value), 100_00))
        if isinstance(self.value, str):
            return Leefsituatie(self.value).label
        return format_euro(self.value)


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives together, as far as it was told; None is not known.

    `cost_sharers`: other adults live there; `adult_ages` is how old each becomes this year, None is not known.
    """

    couple: bool | None = None
    child_under_18: bool | None = None
    cost_sharers: bool = False
    adult_ages: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """All answers by name, and what is withheld for attachments per month (0 when there are none)."""

    answers: Mapping[str, Answer]
    beslag_cents: int

    def __getitem__(self, name: str) -> Value:
        return self.answers[name].value

    @property
    def missing(self) -> tuple[Answer, ...]:
        """What has to be known before anything can be computed."""
        return tuple(
            self.answers[name] for name in ("leefsituatie", "netto") if self.answers[name].value is None
        )

    @property
    def estimated(self) -> bool:
        """Whether the yearly income stands in for one that nobody filled in."""
        return self.answers["belastbaar_jaarinkomen"].origin is Origin.ESTIMATE


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
