"""Row functions of calculations: a result that is kept, by itself or with the proposal that rests on it."""

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from schuldhulp.base import new_id
from schuldhulp.budget.shown import Figure, frozen
from schuldhulp.calculations.figures import Figures
from schuldhulp.calculations.tables import Calculation
from schuldhulp.dossier.events import RowChanged
from schuldhulp.unit_of_work import Act


def add_calculation(doing: Act, dossier_id: UUID, found: Figures, shown: Sequence[Figure]) -> Calculation:
    """Keep a result with its lines in words, the day it holds for and the norm sets it used; the dossier is locked."""
    newest = select(func.max(Calculation.number)).where(
        Calculation.municipality_id == doing.municipality_id, Calculation.dossier_id == dossier_id
    )
    sets = [
        {"name": each.name, "from": each.geldig_van.isoformat(), "edition": each.edition}
        for each in found.used
    ]
    row = doing.new_row(
        Calculation, dossier_id, id=new_id(), number=(doing.session.scalar(newest) or 0) + 1, day=found.day,
        norms={"sets": sets}, bvv_cents=found.bvv.uitkomst.cents, beslagruimte_cents=found.bvv.uitkomst.beslagruimte,
        vtlb_cents=found.vtlb.uitkomst.cents, vtlb_preliminary=found.vtlb.uitkomst.voorlopig,
        income_cents=found.income_cents, costs_cents=found.costs_cents, assets_cents=found.assets_cents,
        capacity_gross_cents=found.capacity.uitkomst.bruto, capacity_net_cents=found.capacity.uitkomst.netto,
        made_at=doing.now, made_by_role=str(doing.actor.role), made_by=doing.actor.person_id,
    )  # fmt: skip
    doing.keyring.seal(row, "content_sealed", json.dumps({"figures": frozen(shown)}, ensure_ascii=False))
    doing.record(
        RowChanged(table="calculation", row_id=row.id, change="added", cents=row.bvv_cents), dossier_id
    )
    return row
