"""The three legal figures of a dossier as figures that open, in the order of the page. Pure."""

from schuldhulp.budget.shown import Figure, figure
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.calculations.answers import Given, Origin
from schuldhulp.calculations.figures import Figures

_OF_BVV = (
    "leefsituatie", "belastbaar_jaarinkomen", "netto", "ander_netto", "partner_netto", "loonbelasting_auto",
    "woonkosten", "woonkosten_toegekend", "zonder_adres", "situatie_getoond", "woonlandfactor", "woning_verhoging",
    "zorgprijs", "bijstandsnorm",
)  # fmt: skip
ESTIMATED = (
    "Het belastbaar jaarinkomen is nog niet ingevuld. Wij rekenen met 12 keer het netto inkomen. De beslagvrije voet "
    "is daarom ten minste dit bedrag."
)
_KEPT = "Dit houdt u per maand van uw inkomen tijdens een schuldregeling."
_KEPT_BESIDE = f"{_KEPT} Het inkomen van uw partner komt daarbij; daarom is dit bedrag lager."


def legal(found: Figures) -> tuple[Figure, ...]:
    """Beslagvrije voet with what can be attached, vrij te laten bedrag, afloscapaciteit net."""
    bvv = figure(
        "beslagvrije-voet", "Beslagvrije voet", found.bvv.uitkomst.cents, found.bvv,
        inputs=_inputs(found.given, _OF_BVV), about="Dit houdt u per maand ten minste, ook als er beslag ligt.",
    )  # fmt: skip
    if found.given.estimated:
        bvv = _warned(bvv, ESTIMATED)
    preliminary = found.vtlb.uitkomst.voorlopig
    return (
        bvv,
        figure(
            "vtlb", f"Vrij te laten bedrag{', voorlopig' if preliminary else ''}", found.vtlb.uitkomst.cents,
            found.vtlb, about=_KEPT_BESIDE if found.given["partner_netto"] else _KEPT,
        ),
        figure(
            "afloscapaciteit", "Afloscapaciteit", found.capacity.uitkomst.netto, found.capacity,
            inputs=_inputs(found.given, ("inkomen", "kosten", "eenmalig")),
            about="Dit kan er per maand naar schuldeisers.",
        ),
    )  # fmt: skip


def protected_money(given: Given, bank: Berekening[int]) -> Figure:
    """What an attachment on the bank account leaves in a month."""
    return figure(
        "banktegoed", "Beschermd geld op uw rekening", bank.uitkomst, bank,
        inputs=_inputs(given, ("leefsituatie", "zonder_adres", "woonlandfactor")),
        about="Bankbeslag geldt in een maand alleen voor wat boven dit bedrag uitkomt.",
    )  # fmt: skip


def _inputs(given: Given, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for name in names:
        answer = given.answers[name]
        if not answer.value and answer.origin in (Origin.STANDARD, Origin.DOSSIER):
            continue
        why = f" ({answer.origin.label}{f': {answer.why}' if answer.why else ''})"
        found.append((answer.label, answer.shown + why))
    return tuple(found)


def _warned(shown: Figure, sentence: str) -> Figure:
    return Figure(
        shown.slug, shown.name, shown.cents, shown.lines, (*shown.warnings, sentence), shown.inputs, shown.norms,
        shown.about,
    )  # fmt: skip
