"""The figures of a proposal that open into their lines: what there is, what a loan costs, and how it is divided."""

from schuldhulp.budget.aanbod import Aanbod, Vordering
from schuldhulp.budget.aanbod import aanbod as divided
from schuldhulp.budget.norm_files import Load
from schuldhulp.budget.normen import NormMissing
from schuldhulp.budget.shown import Figure, figure
from schuldhulp.budget.uitkomst import Berekening
from schuldhulp.calendar import local_date
from schuldhulp.schuldregeling.proposal import SET, Capacity, Worked, capacity_of
from schuldhulp.schuldregeling.stored import ProposalView


def figures_of_way(way: Worked) -> tuple[Figure, ...]:
    """The figures of one of the four ways."""
    found = [
        figure(f"ruimte-{way.scenario}", "Voor schuldeisers per maand", way.capacity.monthly_cents, way.basis)
    ]
    if way.loan:
        found.append(
            figure(f"krediet-{way.scenario}", "Wat de bank kan uitbetalen", way.loan.uitkomst, way.loan)
        )
    return (*found, _division(f"verdeling-{way.scenario}", way.fund_cents, way.division))


def figures_of(proposal: ProposalView, load: Load) -> tuple[Figure, ...]:
    """The figures of a proposal that was kept, from the amounts it was kept with and the norms of that day."""
    capacity = Capacity(
        income_cents=proposal.income_cents, vtlb_cents=proposal.vtlb_cents, protected_cents=proposal.protected_cents,
        costs_cents=proposal.costs_cents, assets_cents=proposal.assets_cents,
    )  # fmt: skip
    claims = [Vordering(line.creditor, line.claim_cents or 0, line.rank) for line in proposal.part]
    division = _division("voorstel-verdeling", proposal.fund_cents, divided(proposal.fund_cents, claims))
    try:
        basis = capacity_of(capacity, load(local_date(proposal.made_at), SET))
    except NormMissing:
        return (division,)
    inputs = (("Waar de bedragen vandaan komen", proposal.source),) if proposal.source else ()
    return (
        figure(
            "voorstel-ruimte", "Voor schuldeisers per maand", capacity.monthly_cents, basis, inputs=inputs
        ),
        division,
    )


def _division(slug: str, fund_cents: int, found: Berekening[Aanbod]) -> Figure:
    return figure(
        slug, "Verdeeld over de schuldeisers", fund_cents - found.uitkomst.back_cents, found,
        about="Het plan laat minstens de beslagvrije voet over (Wgs artikel 4a, vijfde lid).",
    )  # fmt: skip
