"""Zorgtoeslag, huurtoeslag and kindgebonden budget: probably, maybe or probably not, and what they would bring.

Nothing is guessed. Where the yearly income is not known, twelve times the net income stands in, which is never more
than the income that counts: the allowance is then at most what comes out. Pure; the Dienst Toeslagen decides.
"""

from collections.abc import Callable, Sequence

from schuldhulp.budget.normen import Norm, Normen
from schuldhulp.budget.regelingen.oordeel import (
    Gegevens,
    Kans,
    Leeftijd,
    Oordeel,
    Regeling,
    Woning,
    ask,
    no,
    received,
)
from schuldhulp.budget.toeslagen import Toeslag, huurtoeslag, kindgebonden_budget, zorgtoeslag
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.money import format_euro


def bekijk_toeslagen(given: Gegevens, normen: Normen) -> tuple[Oordeel, ...]:
    """Zorgtoeslag, huurtoeslag (indicative) and kindgebonden budget; `normen` are check.SETS of the day."""
    return (_zorg(given, normen), _huur(given, normen), _kind(given, normen))


def _zorg(given: Gegevens, normen: Normen) -> Oordeel:
    partner = given.partner
    if partner is None:
        return ask(Regeling.ZORGTOESLAG, given, "partner")
    doubts = [] if given.verzekerd else [
        ("zorgpremie", "Er staat geen zorgpremie in het budget. Zorgtoeslag is er voor wie een zorgverzekering heeft.")
    ]  # fmt: skip
    limit = normen["toeslag_vermogen_partners" if partner else "toeslag_vermogen_alleen"]
    return _toeslag(
        Regeling.ZORGTOESLAG,
        given,
        limit,
        lambda income: [zorgtoeslag(income, normen, partners=partner)],
        doubts,
    )


def _kind(given: Gegevens, normen: Normen) -> Oordeel:
    what, partner = Regeling.KINDGEBONDEN_BUDGET, given.partner
    if given.minderjarig is False:
        return no(what, given, "Er woont geen kind onder de 18.")
    if partner is None or given.kinderen is None:
        return ask(what, given, *(["partner"] if partner is None else []),
                    *(["kinderen"] if given.kinderen is None else []))  # fmt: skip
    reached = given.kinderen
    before = tuple(max(0, age - 1) for age in reached)
    doubts = []
    if given.kind_deels:
        doubts.append(
            ("", "Een kind woont hier een deel van de week. Het geld gaat naar wie de kinderbijslag krijgt.")
        )
    limit = normen["toeslag_vermogen_partners" if partner else "toeslag_vermogen_alleen"]

    def amounts(income: int) -> list[Berekening[Toeslag]]:
        # Only years of birth are known: the birthday of this year may be past or to come.
        return [kindgebonden_budget(income, ages, normen, partners=partner) for ages in (reached, before)]

    return _toeslag(what, given, limit, amounts, doubts)


def _huur(given: Gegevens, normen: Normen) -> Oordeel:
    what = Regeling.HUURTOESLAG
    rent = given.huur if given.huur is not None else given.huur_ten_hoogste
    if given.woning is Woning.ANDERS:
        return no(what, given, "Huurtoeslag is er voor wie een zelfstandige woning huurt.")
    if given.woning is Woning.KAMER:
        return no(what, given, "Voor een kamer is er meestal geen huurtoeslag.", check=True)
    missing = [name for name, value in (("huur", rent), ("partner", given.partner), ("kinderen", given.kinderen))
               if value is None]  # fmt: skip
    if rent is None or given.partner is None or given.kinderen is None:
        return ask(what, given, *missing)
    persons = 1 + int(given.partner) + len(given.kinderen) + len(given.medebewoners)
    own = normen["huurtoeslag_basishuur_een" if persons == 1 else "huurtoeslag_basishuur_meer"]
    if rent <= own.cents:
        return no(what, given, f"De huur is niet hoger dan de basishuur van {format_euro(own.cents)}.")
    young = (
        given.leeftijd is Leeftijd.JONG
        and not given.partner
        and not given.kinderen
        and not given.medebewoners
    )
    doubts = _doubts_of_rent(given)
    others = given.medebewoners_inkomen or 0
    limit = normen["huurtoeslag_vermogen_partners" if given.partner else "huurtoeslag_vermogen_alleen"]
    return _toeslag(
        what, given, limit,
        lambda income: [huurtoeslag(income + others, rent, persons, normen, all_under_21=young)], doubts,
    )  # fmt: skip


def _doubts_of_rent(given: Gegevens) -> list[tuple[str, str]]:
    doubts = []
    if given.huur is None:
        doubts.append(
            ("huur", "In de huur van het budget kunnen servicekosten zitten. Alleen de kale huur telt.")
        )
    if given.medebewoners and given.medebewoners_inkomen is None:
        doubts.append(("medebewoners_inkomen", "Het inkomen van wie er nog meer woont telt mee."))
    if given.leeftijd is None:
        doubts.append(("leeftijd", "Onder de 21 telt soms minder huur mee."))
    return doubts


def _toeslag(
    what: Regeling,
    given: Gegevens,
    limit: Norm,
    amounts: Callable[[int], list[Berekening[Toeslag]]],
    doubts: Sequence[tuple[str, str]],
) -> Oordeel:
    """Judge an allowance that falls with income: exact with the year's income, otherwise at most what comes out.

    A doubt (name of what to ask or "", sentence) makes the amount a maximum.
    """
    if given.vermogen is not None and given.vermogen > limit.cents:
        return no(
            what, given, f"Het vermogen is hoger dan de grens van {format_euro(limit.cents)} ({limit.bron})."
        )
    income = given.jaarinkomen if given.jaarinkomen is not None else given.jaar_ten_minste
    if income is None:
        return ask(what, given, "inkomen")
    found = sorted(amounts(income), key=lambda each: each.uitkomst.month_cents)
    low, high = found[0].uitkomst.month_cents, found[-1].uitkomst.month_cents
    if not high:
        return no(what, given, "Bij dit inkomen is de toeslag nul.", found[-1])
    reasons, missing = [sentence for _, sentence in doubts], [name for name, _ in doubts if name]
    if given.jaarinkomen is None:
        reasons.insert(
            0, "Het inkomen van een heel jaar is nog niet ingevuld. Dit is daarom het hoogste bedrag."
        )
        missing.insert(0, "jaarinkomen")
    exact = not reasons
    if given.vermogen is None:
        missing.append("vermogen")
        reasons.append(
            f"Het vermogen op 1 januari is nog niet bekend. De grens is {format_euro(limit.cents)}."
        )
    if low != high:
        reasons.append("Het bedrag hangt af van de verjaardag van een kind dit jaar.")
    least = low if exact else 0
    reasons += _beside(given.ontvangen.get(what.code or ""), least, high)
    return Oordeel(
        regeling=what, kans=Kans.MISSCHIEN if missing or not exact else Kans.JA, redenen=tuple(reasons),
        ten_minste=least, ten_hoogste=high, ontvangen=received(what, given), berekening=found[-1],
        ontbreekt=tuple(missing), controleer=found[-1].zekerheid.must_be_checked,
    )  # fmt: skip


def _beside(received: int | None, low: int, high: int) -> list[str]:
    """What to say where the budget has another amount than the estimate; a euro either way is the same."""
    if received is None or low - 100 <= received <= high + 100:
        return []
    if received < low:
        return ["In het budget staat minder dan deze schatting. Kijk na of alles bij toeslagen.nl klopt."]
    return [
        "In het budget staat meer dan deze schatting. Kijk het na bij toeslagen.nl: dan hoeft later niets terug."
    ]
