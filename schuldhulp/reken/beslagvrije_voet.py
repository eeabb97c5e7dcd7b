"""`beslagvrije-voet`: what an attachment must leave, and what it can take."""

from fractions import Fraction

from schuldhulp.budget.bankbeslag import SET, beschermd_banktegoed
from schuldhulp.budget.beslagvrije_voet import NORM_SETS, bereken_beslagvrije_voet
from schuldhulp.budget.leefsituatie import Leefsituatie, Omstandigheden
from schuldhulp.budget.norm_files import Load
from schuldhulp.refusals import Refused
from schuldhulp.reken.calculated import Calculated, answer, euros
from schuldhulp.reken.fields import Fields, NotCalculable

_ADDRESSES = {each: each for each in ("nederland", "geen", "buitenland")}
_SITUATIONS = {each.value: each for each in Leefsituatie}


def beslagvrije_voet(given: Fields, load: Load) -> Calculated:
    """The household and its income to `beslagvrije_voet`, and `beslagruimte` where the attached income is known."""
    day = given.day("datum")
    found = bereken_beslagvrije_voet(household(given), load(day, *NORM_SETS))
    outcome = {"beslagvrije_voet": euros(found.uitkomst.cents)}
    if found.uitkomst.beslagruimte is not None:
        outcome["beslagruimte"] = euros(found.uitkomst.beslagruimte)
    return answer(outcome, found)


def banktegoed(given: Fields, load: Load) -> Calculated:
    """`datum`, `leefsituatie` and perhaps `adres` to `beschermd`: what bankbeslag leaves in a month."""
    found = beschermd_banktegoed(
        given.choice("leefsituatie", _SITUATIONS),
        load(given.day("datum"), SET),
        zonder_adres=_without_address(given),
        buitenland=_address(given) == "buitenland",
    )
    return answer({"beschermd": euros(found.uitkomst)}, found)


def _address(given: Fields) -> str:
    return given.choice("adres", _ADDRESSES) if "adres" in given else "nederland"


def _without_address(given: Fields) -> bool:
    return _address(given) == "geen"


def household(given: Fields) -> Omstandigheden:
    """What the fields say of a household. Raises NotCalculable.

    Beside the fields that are documented: `situatie_getoond` (475e(1): who has no address here but shows where and
    how he lives), `loonbelasting_auto` (475db(1)(c)), `woonlandfactor` in per cent with `adres`: buitenland (475da(4))
    and `woning_verhoging`, granted to who owns the house or rents without huurtoeslag (475da(7)).
    """
    abroad = _address(given) == "buitenland"
    try:
        return Omstandigheden(
            leefsituatie=given.choice("leefsituatie", _SITUATIONS),
            belastbaar_jaarinkomen=given.cents("belastbaar_jaarinkomen"),
            netto=given.optional_cents("netto_maandinkomen"),
            ander_netto=given.optional_cents("ander_netto_maandinkomen") or 0,
            partner_netto=given.optional_cents("partner_netto_maandinkomen") or 0,
            loonbelasting_auto=given.optional_cents("loonbelasting_auto") or 0,
            woonkosten=given.optional_cents("woonkosten"),
            woonkosten_toegekend=given.flag("woonkosten_toegekend", default=False),
            zonder_adres=_without_address(given),
            situatie_getoond=given.flag("situatie_getoond", default=False),
            zorgprijs=given.optional_cents("inrichting_zorgprijs"),
            bijstandsnorm=given.optional_cents("bijstandsnorm"),
            woonlandfactor=Fraction(given.rate("woonlandfactor")) / 100 if abroad else None,
            woning_verhoging=given.optional_cents("woning_verhoging") or 0,
        )
    except Refused as impossible:
        raise NotCalculable(impossible.sentence) from None
