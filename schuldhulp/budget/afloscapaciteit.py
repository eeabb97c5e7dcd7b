"""The afloscapaciteit: what can go to creditors per month, and what that comes to over the whole arrangement.

Gross is the income minus the vrij te laten bedrag, never below zero; net is gross minus what the help itself costs.
The fund is net times the number of months (18, Faillissementswet art. 349a, followed by the NVVK) plus what comes in
once. Zero is a real outcome: it leads to an arrangement without capacity, not to a refusal. Eurocents.
"""

from dataclasses import dataclass

from schuldhulp.budget.normen import Normen
from schuldhulp.budget.uitkomst import Berekening, Rol, Waarschuwing, regel

NORM_SETS = ("schuldregeling",)
_NVVK = "NVVK Gedragscode Schuldhulpverlening; Recofa-methode"


@dataclass(frozen=True, slots=True)
class Afloscapaciteit:
    """Per month `bruto` and `netto`; `fonds` over `maanden` months with what comes in once. Eurocents."""

    bruto: int
    netto: int
    maanden: int
    fonds: int


def bereken_afloscapaciteit(
    inkomen: int, vtlb: int, normen: Normen, *, kosten: int = 0, eenmalig: int = 0, voorlopig: bool = False
) -> Berekening[Afloscapaciteit]:
    """The capacity with its lines. `voorlopig` says that the vtlb is not the official figure."""
    bruto = max(0, inkomen - vtlb)
    netto = max(0, bruto - kosten)
    months = normen["schuldregeling_maanden"]
    fonds = months.count * netto + eenmalig
    lines = [
        regel("aflos_inkomen", inkomen, bron="wat is ingevuld"),
        regel("aflos_vtlb", -min(vtlb, inkomen), bron=_NVVK, vtlb=vtlb),
        regel("aflos_bruto", bruto, bron=_NVVK, rol=Rol.UITKOMST),
    ]
    if kosten:
        lines.append(regel("aflos_kosten", -min(kosten, bruto), bron="wat is ingevuld", kosten=kosten))
    lines.append(regel("aflos_netto", netto, bron=_NVVK, rol=Rol.UITKOMST))
    lines.append(
        regel(
            "aflos_fonds",
            fonds,
            months,
            rol=Rol.UITKOMST,
            maanden=months.count,
            netto=netto,
            eenmalig=eenmalig,
        )
    )
    warnings = []
    if voorlopig:
        warnings.append(Waarschuwing("vtlb_is_voorlopig"))
    if netto == 0:
        warnings.append(Waarschuwing("aflos_nul"))
    return Berekening(
        Afloscapaciteit(bruto, netto, months.count, fonds), tuple(lines), tuple(warnings), normen.used
    )
