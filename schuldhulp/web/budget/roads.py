"""The road out of debt on screen: how long it may take, per creditor, and what is assumed."""

from collections.abc import Sequence

from flask import render_template

from schuldhulp.budget.begroting import Budget
from schuldhulp.budget.queries import month_of
from schuldhulp.budget.uitweg import (
    Schuld,
    Uitweg,
    in_instalments,
    in_regeling,
    room_for_debts,
    unplaced_payments,
)
from schuldhulp.calculations.figures import Figures
from schuldhulp.calculations.queries import legal_figures
from schuldhulp.calendar import local_date
from schuldhulp.road_chart import road_chart
from schuldhulp.schuldregeling.proposal import Claim
from schuldhulp.schuldregeling.queries import claims_of
from schuldhulp.web.guard import now, session
from schuldhulp.web.steps.place import Place


def road_page(place: Place) -> str:
    """Show the roads from the month and the debts as they stand now."""
    month = month_of(session(), place.actor, place.dossier.id)
    claims = claims_of(session(), place.actor, place.dossier.id, owed=month.owed)
    law = legal_figures(session(), place.actor, place.dossier, local_date(now()), month=month)
    session().close()
    found = roads_of(month.budget, claims, law.figures)
    return render_template(
        "budget/road_out.html", place=place, roads=[(road, road_chart(road)) for road in found],
        unknown=unknown_of(claims), why_not="" if law.figures or not found else law.why_not,
    )  # fmt: skip


def roads_of(budget: Budget, claims: Sequence[Claim], figures: Figures | None) -> tuple[Uitweg, ...]:
    """Everything in instalments, and a schuldregeling where the afloscapaciteit is known; nothing without debts."""
    road = instalments_of(budget, claims)
    if road is None:
        return ()
    if figures is None:
        return (road,)
    capacity = figures.capacity.uitkomst
    once = capacity.fonds - capacity.maanden * capacity.netto
    return (road, in_regeling(_debts(budget, claims)[0], capacity.netto, capacity.maanden, once))


def instalments_of(budget: Budget, claims: Sequence[Claim]) -> Uitweg | None:
    """Everything in instalments with the room of this month; None without a debt of a known amount."""
    debts, room = _debts(budget, claims)
    return in_instalments(debts, room, unplaced_payments(budget)) if debts else None


def unknown_of(claims: Sequence[Claim]) -> list[str]:
    """The creditors whose amount nobody knows yet: they stand on no road."""
    return [claim.name for claim in claims if claim.cents is None]


def _debts(budget: Budget, claims: Sequence[Claim]) -> tuple[tuple[Schuld, ...], int]:
    known = [(str(claim.debt_id), claim, claim.cents) for claim in claims if claim.cents]
    room, paid = room_for_debts(budget, [key for key, _, _ in known])
    debts = tuple(
        Schuld(key, claim.name, cents, paid.get(key, 0), claim.rank, claim.takes_part)
        for key, claim, cents in known
    )  # fmt: skip
    return debts, room
