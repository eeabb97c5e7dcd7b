"""What a municipality can give beside the allowances: bijstand up to the norm, kwijtschelding, a yearly supplement.

Each municipality has its own rules; what comes out is a reason to ask, never a promise. Pure.
"""

from fractions import Fraction

from schuldhulp.budget.normen import Norm, Normen
from schuldhulp.budget.regelingen.oordeel import (
    Gegevens,
    Kans,
    Leeftijd,
    Oordeel,
    Regeling,
    ask,
    no,
    received,
)
from schuldhulp.budget.uitkomst import Berekening, Regel, Rol, Waarschuwing, regel
from schuldhulp.money import format_euro, round_half_up

_OWN_RULES = Waarschuwing("regeling_eigen_regels")


def bekijk_gemeente(given: Gegevens, normen: Normen) -> tuple[Oordeel, ...]:
    """Kwijtschelding, aanvullende bijstand and individuele inkomenstoeslag; `normen` are check.SETS of the day."""
    missing = tuple(
        name for name, value in (("partner", given.partner), ("leeftijd", given.leeftijd), ("inkomen", given.inkomen))
        if value is None
    )  # fmt: skip
    if missing:
        return tuple(
            ask(each, given, *missing)
            for each in (Regeling.KWIJTSCHELDING, Regeling.BIJSTAND, Regeling.INKOMENSTOESLAG)
        )
    norm, line = bijstandsnorm(given, normen)
    return (
        _kwijtschelding(given, normen, norm, line), _bijstand(given, normen, norm, line),
        _inkomenstoeslag(given, normen, norm, line),
    )  # fmt: skip


def bijstandsnorm(given: Gegevens, normen: Normen) -> tuple[int, Regel]:
    """The norm a month with holiday pay, and its line; partner and leeftijd are known.

    Of two partners under 21 only one age is known: the norm is then the higher one. House-mates share costs from an
    age on; one whose age is not known is left out, so that the norm is never too low.
    """
    if given.leeftijd is Leeftijd.JONG:
        norm = normen[_young(given)]
        return norm.cents, regel("regeling_norm", norm.cents, norm, rol=Rol.GEGEVEN)
    old = given.leeftijd is Leeftijd.AOW
    from_age = normen["kostendeler_leeftijd"].count
    sharing = sum(1 for age in given.medebewoners if age is not None and age > from_age)
    if not sharing:
        who = "samen" if given.partner else "alleen"
        norm = normen[f"bijstand_aow_{who}" if old else f"bijstand_{who}"]
        return norm.cents, regel("regeling_norm", norm.cents, norm, rol=Rol.GEGEVEN)
    return _kostendelersnorm(
        given, normen, normen["bijstand_aow_samen" if old else "bijstand_samen"], sharing
    )


def _young(given: Gegevens) -> str:
    if not given.partner:
        return "bijstand_jong_alleen"
    return "bijstand_een_jong_samen_kind" if given.minderjarig else "bijstand_een_jong_samen"


def _kostendelersnorm(given: Gegevens, normen: Normen, base: Norm, sharing: int) -> tuple[int, Regel]:
    fixed, each = normen["kostendeler_vast"], normen["kostendeler_per_persoon"]
    own = 2 if given.partner else 1
    number = own + sharing
    exact = (fixed.rate + number * each.rate) / number * base.cents * own
    cents = round_half_up(Fraction(exact))
    line = regel(
        "regeling_kostendelersnorm",
        cents,
        (fixed, each, base),
        rol=Rol.GEGEVEN,
        personen=number,
        norm=base.cents,
    )
    return cents, line


def _bijstand(given: Gegevens, normen: Normen, norm: int, line: Regel) -> Oordeel:
    what = Regeling.BIJSTAND
    income = given.inkomen or 0
    if "student_finance" in given.ontvangen:
        return no(what, given, "Met studiefinanciering is er meestal geen recht op bijstand.", check=True)
    short = max(0, norm - income)
    lines = (
        line,
        regel("regeling_inkomen", -min(income, norm), bron="wat is ingevuld", inkomen=income),
        regel("regeling_aanvulling", short, rol=Rol.UITKOMST),
    )
    found = Berekening(short, lines, (Waarschuwing("regeling_bijstand"), _OWN_RULES), normen.used)
    if not short:
        return no(
            what, given, f"Het inkomen is niet lager dan de bijstandsnorm van {format_euro(norm)}.", found
        )
    reasons = [f"Het inkomen zonder toeslagen is lager dan de bijstandsnorm van {format_euro(norm)}."]
    there = received(what, given)
    if there is not None:
        reasons.append("Er is al bijstand. Kijk na of het vakantiegeld meetelt in het bedrag van het budget.")
    return Oordeel(
        regeling=what, kans=Kans.MISSCHIEN, redenen=tuple(reasons), ten_minste=0, ten_hoogste=short, ontvangen=there,
        berekening=found, ontbreekt=() if given.vermogen is not None else ("vermogen",),
        controleer=found.zekerheid.must_be_checked,
    )  # fmt: skip


def _limit(norm: int, line: Regel, part: Norm) -> tuple[int, tuple[Regel, ...]]:
    limit = round_half_up(part.rate * norm)
    return limit, (line, regel("regeling_grens", limit, part, rol=Rol.UITKOMST, percentage=part.rate))


def _kwijtschelding(given: Gegevens, normen: Normen, norm: int, line: Regel) -> Oordeel:
    what = Regeling.KWIJTSCHELDING
    if not given.belasting:
        return ask(what, given, "belasting")
    limit, lines = _limit(norm, line, normen["kwijtschelding_grens"])
    income = given.inkomen or 0
    lines += (regel("regeling_belasting", given.belasting, bron="wat is ingevuld", rol=Rol.GEGEVEN),)
    found = Berekening(limit, lines, (Waarschuwing("regeling_kwijtschelding"), _OWN_RULES), normen.used)
    if income > limit:
        return no(
            what, given,
            f"Het inkomen is hoger dan {format_euro(limit)}. Huur en zorgpremie tellen ook mee: vragen kan.",
            found, check=True,
        )  # fmt: skip
    reasons = [f"Het inkomen zonder toeslagen is niet hoger dan {format_euro(limit)}."]
    if given.kwijtschelding_gevraagd:
        reasons.append("Kwijtschelding is al gevraagd, staat in het werkboek.")
    return Oordeel(
        regeling=what, kans=Kans.MISSCHIEN, redenen=tuple(reasons), ten_minste=0, ten_hoogste=given.belasting,
        berekening=found, ontbreekt=() if given.vermogen is not None else ("vermogen",), controleer=True,
    )  # fmt: skip


def _inkomenstoeslag(given: Gegevens, normen: Normen, norm: int, line: Regel) -> Oordeel:
    what = Regeling.INKOMENSTOESLAG
    if given.leeftijd is not Leeftijd.MIDDEN:
        return no(what, given, "Deze toeslag is er van 21 jaar tot de AOW-leeftijd.")
    limit, lines = _limit(norm, line, normen["inkomenstoeslag_grens"])
    months = normen["inkomenstoeslag_maanden"]
    found = Berekening(limit, lines, (_OWN_RULES,), normen.used)
    if (given.inkomen or 0) > limit:
        return no(what, given, f"Het inkomen is hoger dan {format_euro(limit)}. Elke gemeente kiest zelf haar grens.",
                  found, check=True)  # fmt: skip
    return Oordeel(
        regeling=what, kans=Kans.MISSCHIEN,
        redenen=(f"Voor wie {months.count} maanden of langer een laag inkomen heeft. Het bedrag kiest de gemeente.",),
        ontvangen=received(what, given), berekening=found, controleer=True,
    )  # fmt: skip
