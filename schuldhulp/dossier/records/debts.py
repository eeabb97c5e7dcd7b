"""Schulden: the questions beside the debts themselves. Amounts in eurocents."""

from dataclasses import dataclass

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import Choice, YesNo, answer
from schuldhulp.money import Period


class Opening(Choice):
    """How somebody wants to open the post."""

    ALONE = "zelf", "Zelf"
    WITH_SOMEONE = "met_iemand", "Met iemand die ik ken"
    WITH_COUNSELLOR = "met_ons", "Met mijn schuldhulpverlener"
    PHOTO = "foto", "Ik maak er foto's van"


@dataclass(frozen=True, slots=True)
class Post:
    """post-ordenen"""

    unopened: int | Open | None = answer()
    opening: tuple[Opening, ...] | Open | None = answer()
    hardest: str | Open | None = answer(optional=True)


class Complete(Choice):
    """Whether the list holds everything."""

    YES = "ja", "Ja, ik denk het wel"
    MORE = "meer", "Nee, er zijn er meer"


@dataclass(frozen=True, slots=True)
class RoughDebts:
    """schulden-grof"""

    complete: Complete | Open | None = answer()
    unopened: int | Open | None = answer()
    most_worried: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class OneDebt:
    """een-schuld"""

    helps_most: str | Open | None = answer(optional=True)


@dataclass(frozen=True, slots=True)
class Attachments:
    """beslag-en-verrekening"""

    attachment: YesNo | Open | None = answer()
    attachment_by: str | Open | None = answer(only_if=("attachment", ("ja",)))
    attachment_cents: int | Open | None = answer(only_if=("attachment", ("ja",)))
    attachment_per: Period | Open | None = answer(only_if=("attachment", ("ja",)), optional=True)
    bvv_letter: YesNo | Open | None = answer(only_if=("attachment", ("ja",)))
    set_off: YesNo | Open | None = answer()
    set_off_by: str | Open | None = answer(only_if=("set_off", ("ja",)))
    set_off_cents: int | Open | None = answer(only_if=("set_off", ("ja",)))
    enough_left: YesNo | Open | None = answer()


class Right(Choice):
    """Whether the list is right, as far as the client knows."""

    YES = "ja", "Ja"
    DOUBT = "twijfel", "Ik twijfel over iets"
    NO = "nee", "Nee, er klopt iets niet"


@dataclass(frozen=True, slots=True)
class IsItRight:
    """klopt-het"""

    right: Right | Open | None = answer()
    what_not: str | Open | None = answer(only_if=("right", ("twijfel", "nee")))
    old_debts: YesNo | Open | None = answer()
