"""Claims that may be one claim told twice, and what all claims add up to when each counts once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

_NEAR_CENTS = 75_00
_NEAR_PERCENT = 20
_LEAST_REFERENCE = 5

SAME_REFERENCE = "Op beide staat hetzelfde kenmerk."
SAME_AMOUNT = "Dezelfde organisatie en hetzelfde bedrag."
SENT_ON = (
    "Dezelfde organisatie, en één keer via een ander kantoor. "
    "Het verschil in bedrag kan door incassokosten of rente komen."
)
SAME_SENDER = (
    "Hetzelfde kantoor schrijft over beide, en bij één weten we nog niet voor wie. "
    "Het verschil in bedrag kan door incassokosten of rente komen."
)


@dataclass(frozen=True)
class Claim:
    """What the comparison needs of one debt; amounts in eurocents.

    `original` and `sender` are comparable keys (see `register.parties`); None means unknown, or nobody in
    between.
    """

    id: str
    original: str | None
    sender: str | None = None
    claimed_cents: int | None = None
    original_cents: int | None = None
    reference: str = ""
    approximate: bool = False


@dataclass(frozen=True)
class DoubleProposal:
    """Two claims that may be one: `counts` stays in the total, `spare` does not, `reason` is a sentence for
    both sides."""

    counts: str
    spare: str
    reason: str


@dataclass(frozen=True)
class Total:
    """What claims add up to. `unknown` claims have no amount yet, `spare` ones are doubles of another."""

    cents: int
    counted: tuple[str, ...]
    unknown: tuple[str, ...]
    spare: tuple[str, ...]
    approximate: bool


def propose_doubles(
    claims: Sequence[Claim], different: Iterable[tuple[str, str]] = ()
) -> tuple[DoubleProposal, ...]:
    """Pairs that may be one claim, in the order of the claims; never a pair of `different`, which somebody
    judged."""
    judged = {frozenset(pair) for pair in different}
    numbers = {claim.id: _reference(claim) for claim in claims}
    proposals = []
    for one, other in combinations(claims, 2):
        same = frozenset((one.id, other.id)) in judged
        reason = None if same else _reason(one, other, (numbers[one.id], numbers[other.id]))
        if reason:
            counts, spare = sorted((one, other), key=_precedence)
            proposals.append(DoubleProposal(counts.id, spare.id, reason))
    return tuple(proposals)


def _reason(one: Claim, other: Claim, references: tuple[str, str]) -> str | None:
    if all(references) and references[0] == references[1]:
        return SAME_REFERENCE
    if all(references) and one.sender == other.sender:
        # One office gives each claim its own number; only offices apart number one claim twice.
        return None
    if one.original and one.original == other.original:
        if _amounts_are(one, other, near=False):
            return SAME_AMOUNT
        return SENT_ON if one.sender != other.sender and _amounts_are(one, other, near=True) else None
    unknown = one.original is None or other.original is None
    if unknown and one.sender and one.sender == other.sender and _amounts_are(one, other, near=True):
        return SAME_SENDER
    return None


def _reference(claim: Claim) -> str:
    plain = re.sub(r"[^0-9a-z]", "", claim.reference.casefold())
    return plain if len(plain) >= _LEAST_REFERENCE and re.search(r"\d", plain) else ""


def _amounts(claim: Claim) -> Iterator[int]:
    return (cents for cents in (claim.claimed_cents, claim.original_cents) if cents)


def _amounts_are(one: Claim, other: Claim, near: bool) -> bool:
    return any(
        abs(first - second) <= (max(_NEAR_CENTS, min(first, second) * _NEAR_PERCENT // 100) if near else 0)
        for first in _amounts(one)
        for second in _amounts(other)
    )


def _precedence(claim: Claim) -> tuple[bool, bool, bool, int]:
    """Which of two counts: with an amount, with a known creditor, exact, then the higher one (costs may be
    in it)."""
    return (
        claim.claimed_cents is None,
        claim.original is None,
        claim.approximate,
        -(claim.claimed_cents or 0),
    )


def total(claims: Sequence[Claim], doubles: Iterable[tuple[str, str]] = ()) -> Total:
    """The sum of the claims, each group of doubles counted once; pairs with an id that is not there are
    skipped."""
    group = {claim.id: claim.id for claim in claims}
    for one, other in doubles:
        if one in group and other in group:
            old, new = group[other], group[one]
            group = {key: new if value == old else value for key, value in group.items()}
    chosen: dict[str, Claim] = {}
    for claim in claims:
        best = chosen.get(group[claim.id])
        chosen[group[claim.id]] = claim if best is None else min(best, claim, key=_precedence)
    counted = [claim for claim in claims if chosen[group[claim.id]] is claim]
    known = [claim for claim in counted if claim.claimed_cents is not None]
    return Total(
        cents=sum(claim.claimed_cents or 0 for claim in known),
        counted=tuple(claim.id for claim in known),
        unknown=tuple(claim.id for claim in counted if claim.claimed_cents is None),
        spare=tuple(claim.id for claim in claims if claim not in counted),
        approximate=any(claim.approximate for claim in known),
    )
