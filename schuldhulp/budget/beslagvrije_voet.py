"""The beslagvrije voet: what an attachment on income must leave, per month.

Wetboek van Burgerlijke Rechtsvordering art. 475da to 475e, as in force since 2026-01-01, in the order of the law:

    475e(2)     in an institution: the price of the care, and part of the norm
    475da(4)    without an address in the Netherlands: 47,5% of the norm for a couple; abroad: times a factor
    475da(2,3)  everybody else: 95% of the norm, and what is missed in toeslagen because of the income
    475da(1)    at most the maximum
    475da(5)    more for high costs of living, when granted
    475da(7)    more for who owns the house or rents without huurtoeslag, when granted
    475db       less: income of the spouse, other income, tax on a private car of the employer
    475dc(1)    at most 95% of the own income, so that 5% can always be attached
    475dc(2)    attachment on bijstand: 95% of the own norm, less other income
    475b(1)     what is above it can be attached

Amounts are eurocents. The calculation keeps fractions. The amount of 475da(1) to (4) is one of whole cents; what the
later articles add or take off starts from that amount, and is rounded once more at the end. The factor for a life
abroad and the amount of the rise for owners stand in decrees that we have not read: both are asked, and their lines
say 'controleer'.
"""

from dataclasses import dataclass
from fractions import Fraction

from schuldhulp.budget.leefsituatie import Leefsituatie, Omstandigheden
from schuldhulp.budget.normen import Norm, Normen
from schuldhulp.budget.optelling import Optelling
from schuldhulp.budget.uitkomst import Berekening, Rol, Waarschuwing, regel

NORM_SETS = ("beslagvrije_voet", "bijstand", "toeslagen")


@dataclass(frozen=True, slots=True)
class BeslagvrijeVoet:
    """Per month, eurocents. `beslagruimte` is what can be attached; None when the attached income is not known."""

    cents: int
    beslagruimte: int | None


def bereken_beslagvrije_voet(gegeven: Omstandigheden, normen: Normen) -> Berekening[BeslagvrijeVoet]:
    """The beslagvrije voet with its lines. Raises NormMissing when the day has no complete norms."""
    return _Vaststelling(gegeven, normen).bereken()


def grondslag_vtlb(gegeven: Omstandigheden, normen: Normen) -> Berekening[int]:
    """What the vrij te laten bedrag starts from: art. 475da with its rises, less the income of the spouse.

    Without 475dc: who repays voluntarily keeps the whole amount. Other own income counts as income there.
    """
    return _Vaststelling(gegeven, normen).grondslag()


class _Vaststelling:
    def __init__(self, gegeven: Omstandigheden, normen: Normen) -> None:
        self.gegeven, self.normen = gegeven, normen
        self.samen = gegeven.leefsituatie.is_couple
        self.bvv = Optelling("bvv_afronding")
        self.let_op: list[Waarschuwing] = []

    def bereken(self) -> Berekening[BeslagvrijeVoet]:
        gewoon = (
            self.gegeven.zorgprijs is None and not self._zonder_adres and self.gegeven.woonlandfactor is None
        )
        if self.gegeven.bijstandsnorm is not None and gewoon:
            self._artikel_475dc_2(self.gegeven.bijstandsnorm)
        else:
            self._artikel_475da()
            self._artikel_475da_5()
            self._artikel_475da_7()
            self._artikel_475db()
            self._artikel_475dc_1()
        cents = self.bvv.uitkomst("bvv_uitkomst", bron="Rv artikel 475da tot en met 475e")
        ruimte = self._artikel_475b_1(cents)
        return Berekening(
            BeslagvrijeVoet(cents, ruimte), tuple(self.bvv.regels), tuple(self.let_op), self.normen.used
        )

    def grondslag(self) -> Berekening[int]:
        self._artikel_475da()
        self._artikel_475da_5()
        self._artikel_475da_7()
        self._artikel_475db_partner()
        cents = self.bvv.uitkomst("vtlb_grondslag", bron="Rv artikel 475da en 475db, eerste lid, onder a")
        return Berekening(cents, tuple(self.bvv.regels), tuple(self.let_op), self.normen.used)

    @property
    def _zonder_adres(self) -> bool:
        """475e(1): who shows a fixed place to live, the household and the income, is treated as everybody else."""
        return self.gegeven.zonder_adres and not self.gegeven.situatie_getoond

    def _voor(self, alleen: str, samen: str) -> Norm:
        return self.normen[samen if self.samen else alleen]

    def _artikel_475da(self) -> None:
        if self.gegeven.zorgprijs is not None:
            self._artikel_475e_2(self.gegeven.zorgprijs)
        elif self._zonder_adres and self.gegeven.woonlandfactor is None:
            deel, norm = self.normen["bvv_deel_zonder_adres"], self.normen["bijstand_samen"]
            self.bvv.plus(
                "bvv_zonder_adres", deel.rate * norm.cents, (deel, norm), deel=deel.rate, norm=norm.cents
            )
        else:
            self._artikel_475da_2()
            maximum = self.normen[f"bvv_maximum_{self.gegeven.leefsituatie}"]
            self.bvv.ten_hoogste("bvv_maximum", maximum.cents, maximum, maximum=maximum.cents)
            self._artikel_475da_4_buitenland()
        self.bvv.rond()

    def _artikel_475da_4_buitenland(self) -> None:
        factor = self.gegeven.woonlandfactor
        if factor is not None:
            self.bvv.plus(
                "bvv_woonland", self.bvv.exact * (factor - 1), bron="Rv artikel 475da, vierde lid, tweede zin",
                factor=factor,
            )  # fmt: skip
            self.bvv.controleer()
            self.let_op.append(Waarschuwing("bvv_woonland_controleer"))

    def _artikel_475e_2(self, zorgprijs: int) -> None:
        deel = self.normen["bvv_deel_inrichting"]
        norm = self._voor("bijstand_inrichting_alleen", "bijstand_inrichting_samen")
        extra = self._voor("bijstand_inrichting_verhoging_alleen", "bijstand_inrichting_verhoging_samen")
        self.bvv.plus("bvv_zorgprijs", zorgprijs, bron="Rv artikel 475e, tweede lid")
        self.bvv.plus("bvv_inrichting_norm", deel.rate * norm.cents, (deel, norm), norm=norm.cents)
        self.bvv.plus("bvv_inrichting_extra", extra.cents, extra)

    def _artikel_475da_2(self) -> None:
        """95% x A or B, + (C - D)/12 x E, + I x F or G/12, + what is missed in kindgebonden budget."""
        deel, norm = self.normen["bvv_deel_norm"], self._voor("bijstand_alleen", "bijstand_samen")
        self.bvv.plus("bvv_basis", deel.rate * norm.cents, (deel, norm), deel=deel.rate, norm=norm.cents)
        self._gemiste_zorgtoeslag()
        self._gemiste_huurtoeslag()
        self._gemist_kindgebonden_budget()

    @property
    def _boven_drempel(self) -> Fraction:
        """C - D; where C is below D, D is C."""
        return Fraction(max(0, self.gegeven.belastbaar_jaarinkomen - self.normen["drempelinkomen"].cents))

    def _gemiste_zorgtoeslag(self) -> None:
        drempel, deel = self.normen["drempelinkomen"], self.normen["zorgtoeslag_afbouw"]
        premie, extra = (
            self.normen["standaardpremie"],
            self._voor("bijstand_inrichting_verhoging_alleen", "bijstand_inrichting_verhoging_samen"),
        )
        personen = 2 if self.samen else 1
        # 475da(3). The premium counts once a person: only then are the published maxima of couples reached.
        hoogste = Fraction(personen * premie.cents, 12) - extra.cents
        gemist = self._boven_drempel / 12 * deel.rate
        if gemist > hoogste:
            self.bvv.plus(
                "bvv_zorgtoeslag_hoogste", hoogste, (premie, extra), premie=premie.cents, personen=personen,
                extra=extra.cents, bron="Rv artikel 475da, derde lid",
            )  # fmt: skip
        elif gemist:
            self.bvv.plus(
                "bvv_zorgtoeslag", gemist, (deel, drempel), deel=deel.rate, drempel=drempel.cents,
                inkomen=self.gegeven.belastbaar_jaarinkomen, bron="Rv artikel 475da, tweede lid, C, D en E",
            )  # fmt: skip

    def _gemiste_huurtoeslag(self) -> None:
        wie = "een" if self.gegeven.leefsituatie is Leefsituatie.ALLEENSTAAND else "meer"
        vanaf, deel = self.normen[f"huurtoeslag_inkomen_{wie}"], self.normen[f"huurtoeslag_afbouw_{wie}"]
        huur, basis = (
            self.normen["huurtoeslag_rekenhuur_maximum"],
            self.normen[f"huurtoeslag_basishuur_{wie}"],
        )
        hoogste = huur.cents - basis.cents
        boven = max(0, self.gegeven.belastbaar_jaarinkomen - vanaf.cents)
        gemist = Fraction(boven, 12) * deel.rate
        if gemist > hoogste:
            self.bvv.plus(
                "bvv_huurtoeslag_hoogste", hoogste, (huur, basis), huur=huur.cents, basis=basis.cents,
                bron="Rv artikel 475da, tweede lid, H en J",
            )  # fmt: skip
        elif gemist:
            self.bvv.plus(
                "bvv_huurtoeslag", gemist, (deel, vanaf), deel=deel.rate, vanaf=vanaf.cents,
                inkomen=self.gegeven.belastbaar_jaarinkomen, bron="Rv artikel 475da, tweede lid, F, G en I",
            )  # fmt: skip

    def _gemist_kindgebonden_budget(self) -> None:
        deel, drempel = self.normen["kgb_afbouw"], self.normen["drempelinkomen"]
        if self.gegeven.leefsituatie is Leefsituatie.ALLEENSTAANDE_OUDER:
            vanaf, boven = drempel.cents, self._boven_drempel
            norms: tuple[Norm, ...] = (deel, drempel)
        elif self.gegeven.leefsituatie is Leefsituatie.SAMEN_MET_KINDEREN:
            partner = self.normen["kgb_drempel_partner"]
            vanaf = drempel.cents + partner.cents
            boven = Fraction(max(0, self.gegeven.belastbaar_jaarinkomen - vanaf))
            norms = (deel, drempel, partner)
        else:
            return
        if boven:
            self.bvv.plus(
                "bvv_kindgebonden_budget", boven / 12 * deel.rate, norms, deel=deel.rate, vanaf=vanaf,
                inkomen=self.gegeven.belastbaar_jaarinkomen, bron="Rv artikel 475da, tweede lid, K en L",
            )  # fmt: skip

    def _artikel_475da_5(self) -> None:
        if self.gegeven.woonkosten is None:
            return
        deel, huur = self.normen["bvv_deel_woonkosten"], self.normen["huurtoeslag_rekenhuur_maximum"]
        grens = deel.rate * huur.cents
        boven = self.gegeven.woonkosten - grens
        if self.gegeven.woonkosten_toegekend and boven > 0:
            self.bvv.plus(
                "bvv_woonkosten", boven, (deel, huur), woonkosten=self.gegeven.woonkosten, deel=deel.rate,
                huur=huur.cents,
            )  # fmt: skip
            self.let_op.append(Waarschuwing("bvv_woonkosten_tijdelijk"))
            if self.samen:
                self.let_op.append(Waarschuwing("bvv_woonkosten_samen"))
        elif self.gegeven.woonkosten_toegekend:
            self.let_op.append(Waarschuwing("bvv_woonkosten_te_laag"))
        elif boven > 0:
            self.let_op.append(Waarschuwing("bvv_woonkosten_vragen"))

    def _artikel_475da_7(self) -> None:
        verhoging = self.gegeven.woning_verhoging
        if not verhoging:
            return
        wie = "alleenstaand" if self.gegeven.leefsituatie is Leefsituatie.ALLEENSTAAND else "meer"
        grens = self.normen[f"bvv_grens_koper_{wie}"]
        if self.gegeven.belastbaar_jaarinkomen >= grens.cents:
            self.let_op.append(Waarschuwing("bvv_woning_inkomen", {"grens": grens.cents}))
            return
        self.bvv.plus("bvv_woning", verhoging, grens, grens=grens.cents)
        self.bvv.controleer()
        self.let_op.append(Waarschuwing("bvv_woning_controleer"))

    def _artikel_475db_partner(self) -> None:
        helft = self.normen["bvv_deel_partner"]
        hoogste = helft.rate * self.bvv.exact
        partner = self.gegeven.partner_netto
        self.bvv.minus("bvv_partner", min(Fraction(partner), hoogste), helft, partner=partner)

    def _artikel_475db(self) -> None:
        self._artikel_475db_partner()
        eigen = self.gegeven.ander_netto
        self.bvv.minus(
            "bvv_ander_inkomen", eigen, bron="Rv artikel 475db, eerste lid, onder b", inkomen=eigen
        )
        auto = self.gegeven.loonbelasting_auto
        self.bvv.minus("bvv_auto", auto, bron="Rv artikel 475db, eerste lid, onder c")

    def _artikel_475dc_1(self) -> None:
        """Compared with all own income that has a beslagvrije voet, attached or not."""
        if self.gegeven.bijstandsnorm is not None:
            deel = self.normen["bvv_deel_bijstand"]
            over = (
                deel.rate * self.gegeven.bijstandsnorm - self.gegeven.ander_netto - self.gegeven.partner_netto
            )
            self.bvv.ten_hoogste(
                "bvv_hoogste_bijstand", max(Fraction(0), over), deel, deel=deel.rate, norm=self.gegeven.bijstandsnorm
            )  # fmt: skip
        elif self.gegeven.netto is None:
            self.let_op.append(Waarschuwing("bvv_zonder_netto"))
        else:
            deel = self.normen["bvv_deel_inkomen"]
            inkomen = self.gegeven.netto + self.gegeven.ander_netto
            self.bvv.ten_hoogste(
                "bvv_vijf_procent", deel.rate * inkomen, deel, deel=deel.rate, inkomen=inkomen
            )

    def _artikel_475dc_2(self, norm: int) -> None:
        deel = self.normen["bvv_deel_bijstand"]
        self.bvv.plus("bvv_bijstand", deel.rate * norm, deel, deel=deel.rate, norm=norm)
        inkomen = self.gegeven.ander_netto + self.gegeven.partner_netto
        self.bvv.minus(
            "bvv_bijstand_inkomen", inkomen, bron="Rv artikel 475dc, tweede lid; Participatiewet artikel 32"
        )
        if self.gegeven.woonkosten_toegekend or self.gegeven.woning_verhoging:
            self.let_op.append(Waarschuwing("bvv_bijstand_geen_verhoging"))
        gewone = self.normen["bvv_deel_norm"].rate * self._voor("bijstand_alleen", "bijstand_samen").cents
        if deel.rate * norm > gewone:
            self.let_op.append(Waarschuwing("bvv_bijstand_hoger"))

    def _artikel_475b_1(self, cents: int) -> int | None:
        if self.gegeven.netto is None:
            return None
        ruimte = max(0, self.gegeven.netto - cents)
        self.bvv.regels.append(
            regel(
                "bvv_beslagruimte",
                ruimte,
                bron="Rv artikel 475b, eerste lid",
                rol=Rol.UITKOMST,
                netto=self.gegeven.netto,
                voet=cents,
            )  # fmt: skip
        )
        return ruimte
