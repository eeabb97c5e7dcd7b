"""Which line of the budget a proposal is about, so that nothing comes to stand there twice. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from schuldhulp.budget.herkenning.proposal import Proposal
from schuldhulp.budget.herkenning.rules import words_of
from schuldhulp.budget.inhoudingen import WAGES_AND_BENEFITS
from schuldhulp.budget.told import PostTold
from schuldhulp.money import per_month

_NEAR = 25  # per cent


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that stands in the budget now."""

    id: UUID
    version: int
    told: PostTold


def match_standing(proposals: Sequence[Proposal], standing: Sequence[Standing]) -> dict[str, Standing]:
    """By the key of a proposal the line that it is about; a line belongs to one proposal at most.

    The same kind of post with a shared word in the name comes first, then the same kind with an amount that is near,
    then the only one of its kind on both sides. Wages and benefits are one kind, when the amount is near: a first
    budget often calls a benefit a wage.
    """
    scored = sorted(
        (-score, place, row)
        for place, proposal in enumerate(proposals)
        for row, line in enumerate(standing)
        if (score := _score(proposal, line, proposals, standing))
    )
    found: dict[str, Standing] = {}
    taken: set[int] = set()
    for _, place, row in scored:
        key = proposals[place].key
        if key not in found and row not in taken:
            found[key] = standing[row]
            taken.add(row)
    return found


def _score(
    proposal: Proposal, line: Standing, proposals: Sequence[Proposal], standing: Sequence[Standing]
) -> int:
    told = line.told
    near = _near(proposal, told)
    if told.code != proposal.code:
        both_work = {told.code, proposal.code} <= WAGES_AND_BENEFITS
        return 1 if both_work and near else 0
    alike = not set(words_of(told.label)).isdisjoint(words_of(proposal.label))
    alone = (
        sum(1 for one in proposals if one.code == proposal.code) == 1
        and sum(1 for one in standing if one.told.code == told.code) == 1
        and "other" not in told.code
    )
    return 4 * alike + 2 * near + alone


def _near(proposal: Proposal, told: PostTold) -> bool:
    mine, theirs = per_month(proposal.cents, proposal.period), per_month(told.cents, told.period)
    return abs(mine - theirs) * 100 <= _NEAR * max(mine, theirs) and theirs > 0


def says_the_same(proposal: Proposal, told: PostTold) -> bool:
    """Whether a line already has the amount and period of a proposal."""
    return (told.cents, told.period) == (proposal.cents, proposal.period) and not told.amount_open
