"""Calculations about debts: the offer, a saneringskrediet, collection costs, interest, fines, expiry."""

from fractions import Fraction
from typing import Any

from schuldhulp.budget import aanbod as division
from schuldhulp.budget import incassokosten as costs
from schuldhulp.budget import rente, verjaring, verkeersboete
from schuldhulp.budget.aanbod import NotDivisible, Rank, Vordering
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.uitkomst import Berekening, regel
from schuldhulp.reken.calculated import Calculated, answer, euros
from schuldhulp.reken.fields import Fields, NotCalculable

_MOST_MONTHS = 600
_RANKS = {rank.value: rank for rank in (Rank.PREFERENT, Rank.CONCURRENT)}
_KINDS = {kind.value: kind for kind in verjaring.ClaimKind}


def _percent(hundredths: int | None) -> str | None:
    return None if hundredths is None else euros(hundredths)


def aanbod(given: Fields, load: Load) -> Calculated:
    """`fonds` and `schulden` to percentages, `uitkeringen` in the order given, and `terug`."""
    fund = given.cents("fonds")
    claims = [
        Vordering(debt.text("naam"), debt.cents("bedrag"), debt.choice("rang", _RANKS))
        for debt in given.each("schulden")
    ]
    found = division.aanbod(fund, claims)
    offer = found.uitkomst
    outcome = {
        "preferent_percentage": _percent(offer.preferent_percentage),
        "concurrent_percentage": _percent(offer.concurrent_percentage),
        "uitkeringen": [euros(cents) for cents in offer.payments],
        "terug": euros(offer.back_cents),
    }
    return answer(outcome, found)


def aandeel(given: Fields, load: Load) -> Calculated:
    """`vordering` and `totaal` to `percentage`, two decimals."""
    claim, total = given.cents("vordering"), given.cents("totaal")
    try:
        share = division.aandeel(claim, total)
    except NotDivisible as error:
        raise NotCalculable(str(error)) from None
    line = regel("aanbod_aandeel", None, bron="vordering gedeeld door totaal", vordering=claim, totaal=total,
                 percentage=Fraction(share, 100_00))  # fmt: skip
    found: Berekening[int] = Berekening(share, (line,))
    return answer({"percentage": euros(share)}, found)


def saneringskrediet(given: Fields, load: Load) -> Calculated:
    """`termijn` a month, `maanden` and `rente` a year to `hoofdsom`."""
    found = division.saneringskrediet(
        given.cents("termijn"), given.number("maanden", 0, _MOST_MONTHS), Fraction(given.rate("rente")) / 100
    )
    return answer({"hoofdsom": euros(found.uitkomst)}, found)


def incassokosten(given: Fields, load: Load) -> Calculated:
    """`datum`, `hoofdsommen` and `btw_verrekenbaar` to `kosten`."""
    norms = load(given.day("datum"), costs.SET)
    principals, reclaimable = given.each_cents("hoofdsommen"), given.flag("btw_verrekenbaar")
    if not principals:
        raise NotCalculable("hoofdsommen is een lijst met ten minste één bedrag")
    found = costs.incassokosten(principals, norms, vat_reclaimable=reclaimable)
    return answer({"kosten": euros(found.uitkomst.total_cents)}, found)


def veertiendagenbrief(given: Fields, load: Load) -> Calculated:
    """`verzonden` and `wijze` to `bezorgd`, `laatste_dag` and `kosten_vanaf`."""
    sent = given.day("verzonden")
    given.choice("wijze", {"post": "post"})
    found = costs.veertiendagenbrief(sent, load(sent, costs.LETTER_SET))
    letter = found.uitkomst
    outcome = {
        "bezorgd": letter.delivered.isoformat(),
        "laatste_dag": letter.last_day.isoformat(),
        "kosten_vanaf": letter.costs_from.isoformat(),
    }
    return answer(outcome, found)


def wettelijke_rente(given: Fields, load: Load) -> Calculated:
    """`hoofdsom`, `van` and `tot` (not counted itself) to `rente`."""
    principal, first, last = given.cents("hoofdsom"), given.day("van"), given.day("tot")
    if last < first:
        raise NotCalculable("tot ligt niet voor van")
    found = rente.wettelijke_rente(principal, first, last, lambda day: load(day, rente.SET))
    return answer({"rente": euros(found.uitkomst)}, found)


def boete(given: Fields, load: Load) -> Calculated:
    """`boete`, `verhogingen` and perhaps `datum` to `totaal`; without a date the figures of 2026."""
    day = given.optional_day("datum") or verkeersboete.LATEST
    norms = load(day, verkeersboete.SET)
    found = verkeersboete.verkeersboete(
        given.cents("boete"), given.number("verhogingen", 0, verkeersboete.MOST), norms
    )
    return answer({"totaal": euros(found.uitkomst)}, found)


def hint_verjaring(given: Fields, load: Load) -> Calculated:
    """`soort`, `laatste_handeling`, `datum` and perhaps `begonnen_op` (for a judgment its day) to `vermoedelijk_tot`
    and `misschien_verjaard`."""
    kind, last_act, day = given.choice("soort", _KINDS), given.day("laatste_handeling"), given.day("datum")
    if last_act > day:
        raise NotCalculable("laatste_handeling ligt niet na datum")
    began = given.optional_day("begonnen_op")
    if began and began > last_act:
        raise NotCalculable("begonnen_op ligt niet na laatste_handeling")
    found = verjaring.verjaring(kind, last_act, day, load(day, verjaring.SET), began=began)
    outcome: dict[str, Any] = {
        "vermoedelijk_tot": found.uitkomst.presumed_on.isoformat(),
        "misschien_verjaard": found.uitkomst.perhaps_expired,
    }
    return answer(outcome, found)
