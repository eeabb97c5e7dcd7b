"""What the four ways begin with: the calculation that was kept, or the one of today, and which of the two was used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schuldhulp.access import Actor
from schuldhulp.calculations.figures import Figures
from schuldhulp.calculations.queries import legal_figures
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.money import format_euro
from schuldhulp.schuldregeling.proposal import Capacity
from schuldhulp.schuldregeling.queries import kept_capacity
from schuldhulp.schuldregeling.stored import KeptCapacity
from schuldhulp.web.guard import now, session

NOT_KEPT = "nu berekend, nog niet bewaard"
PRELIMINARY = ", met een voorlopig vtlb (niet van de officiële rekenmachine)"


@dataclass(frozen=True, slots=True)
class Start:
    """A kept calculation goes first; `live` is what comes out today, None while `why_not` says what it waits for."""

    kept: KeptCapacity | None
    live: Figures | None
    why_not: str = ""

    @property
    def uses_live(self) -> bool:
        """Whether the form begins with the calculation of today."""
        return self.kept is None and self.live is not None

    @property
    def filled(self) -> Mapping[str, Any]:
        """What the form begins with; amounts in eurocents."""
        if self.kept:
            return {
                "income": self._kept_income(self.kept), "vtlb": self.kept.vtlb_cents, "protected": self.kept.bvv_cents,
                "costs": self.kept.costs_cents, "assets": self.kept.assets_cents,
                "source": f"berekening {self.kept.number} van {self.kept.day:%d-%m-%Y}"
                f"{PRELIMINARY if self.kept.preliminary else ''}",
            }  # fmt: skip
        if self.live is None:
            return {}
        income, vtlb, protected, costs, assets = _amounts(self.live)
        return {
            "income": income, "vtlb": vtlb, "protected": protected, "costs": costs, "assets": assets,
            "source": f"berekening van {self.live.day:%d-%m-%Y}"
            f"{PRELIMINARY if self.live.vtlb.uitkomst.voorlopig else ''}, bewaard met dit voorstel",
        }  # fmt: skip

    @property
    def capacity(self) -> Capacity | None:
        """The same as amounts to compute with; None while one is not known."""
        found = self.filled
        if any(found.get(name) is None for name in ("income", "vtlb", "protected")):
            return None
        return Capacity(
            income_cents=found["income"], vtlb_cents=found["vtlb"], protected_cents=found["protected"],
            costs_cents=found["costs"], assets_cents=found["assets"], source=found["source"],
        )  # fmt: skip

    def _kept_income(self, kept: KeptCapacity) -> int | None:
        if kept.income_cents is not None:
            return kept.income_cents
        if kept.gross_cents:
            return kept.vtlb_cents + kept.gross_cents
        return self.live.income_cents if self.live else None

    @property
    def moved(self) -> str:
        """What today's calculation says otherwise than the kept one, in a sentence; empty when it is the same."""
        if self.kept is None or self.live is None:
            return ""
        bvv, vtlb = self.live.bvv.uitkomst.cents, self.live.vtlb.uitkomst.cents
        if (bvv, vtlb) == (self.kept.bvv_cents, self.kept.vtlb_cents):
            return ""
        return (
            f"Vandaag komt er iets anders uit: beslagvrije voet {format_euro(bvv)}, vtlb {format_euro(vtlb)}. "
            "Wilt u daarmee rekenen, bewaar de berekening dan eerst."
        )

    def from_kept(self, capacity: Capacity) -> bool:
        """Whether these amounts are those of the kept calculation."""
        kept = self.kept
        return kept is not None and (capacity.vtlb_cents, capacity.protected_cents, capacity.income_cents) == (
            kept.vtlb_cents, kept.bvv_cents, self._kept_income(kept),
        )  # fmt: skip

    def from_live(self, capacity: Capacity) -> bool:
        """Whether these amounts are those of today's calculation, which is then kept with the proposal."""
        return self.live is not None and _amounts(self.live) == (
            capacity.income_cents, capacity.vtlb_cents, capacity.protected_cents, capacity.costs_cents,
            capacity.assets_cents,
        )  # fmt: skip


def _amounts(live: Figures) -> tuple[int, int, int, int, int]:
    return (
        live.income_cents, live.vtlb.uitkomst.cents, live.bvv.uitkomst.cents, live.costs_cents, live.assets_cents,
    )  # fmt: skip


def start_of(actor: Actor, dossier: DossierView) -> Start:
    """What the four ways of this dossier begin with."""
    live = legal_figures(session(), actor, dossier, local_date(now()))
    return Start(kept_capacity(session(), actor, dossier.id), live.figures, live.why_not)
