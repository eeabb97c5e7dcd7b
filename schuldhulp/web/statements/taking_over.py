"""From choices to lines of the budget: what comes, what gets another amount, and the month that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schuldhulp.budget.begroting import Budget, make_budget
from schuldhulp.budget.categories import Group
from schuldhulp.budget.posten import Post
from schuldhulp.budget.queries import Month
from schuldhulp.budget.told import PostTold, post_of
from schuldhulp.dossier.steps import STEPS
from schuldhulp.statements.actions import Adding, Changing
from schuldhulp.statements.drafts import ADD, LEAVE, Draft
from schuldhulp.statements.matching import Standing, match_standing

_STEP_OF_CODE = {code: step.slug for step in STEPS for code in step.codes}
_ANY_STEP = "andere-vaste-lasten"
NEW, CHANGED, STAYS, SKIPPED = "nieuw", "bijgewerkt", "blijft zo", "weggelaten"


@dataclass(frozen=True)
class Outcome:
    """One line of the page that asks for the last look: what happens with it. `cents` per `per`."""

    name: str
    cents: int
    per: str
    what: str


@dataclass(frozen=True)
class Plan:
    """What taking over will do, and the month as it will be."""

    added: list[Adding] = field(default_factory=list)
    changed: list[Changing] = field(default_factory=list)
    outcomes: dict[Group, list[Outcome]] = field(default_factory=dict)
    budget: Budget | None = None


def standing_of(month: Month) -> tuple[Standing, ...]:
    """The lines that stand in the budget now."""
    return tuple(Standing(line.id, line.version, line.told) for line in month.lines)


def matches_of(draft: Draft, month: Month) -> dict[str, Standing]:
    """By the key of a proposal, the line that it is about."""
    return match_standing(draft.recognised.proposals, standing_of(month))


def plan_of(draft: Draft, month: Month) -> Plan:
    """What the choices of a draft do to the budget as it stands now."""
    plan, standing = Plan(), matches_of(draft, month)
    for proposal in draft.recognised.proposals:
        told, line = draft.told(proposal), standing.get(proposal.key)
        how = draft.choice(proposal).standing
        if told is None:
            _note(plan, proposal.told, SKIPPED)
        elif line is None or how == ADD:
            plan.added.append(Adding(told=told, step=_STEP_OF_CODE.get(told.code, _ANY_STEP)))
            _note(plan, told, NEW)
        elif how == LEAVE or (told.cents, told.period) == (line.told.cents, line.told.period):
            _note(plan, line.told, STAYS)
        else:
            changed = _on_top(line.told, told)
            plan.changed.append(Changing(post_id=line.id, version=line.version, told=changed))
            _note(plan, changed, CHANGED)
    for code, (cents, period) in draft.reserves.items():
        if any(line.told.code == code for line in month.lines):
            continue  # it came to stand there after the question
        told = PostTold(code=code, cents=cents, period=period, approximate=True)
        plan.added.append(Adding(told=told, step=_STEP_OF_CODE.get(code, _ANY_STEP)))
        _note(plan, told, NEW)
    return replace(plan, budget=make_budget(_posts_after(plan, month), month.payments))


def _on_top(standing: PostTold, told: PostTold) -> PostTold:
    """The line with another amount; whose it is, what is withheld and what is behind stay as they were told."""
    return replace(
        standing, cents=told.cents, period=told.period, amount_open=None, approximate=told.approximate,
        pay_day=told.pay_day or standing.pay_day, paid_on=told.paid_on, month=told.month or standing.month,
        lowest_cents=told.lowest_cents,
    )  # fmt: skip


def _note(plan: Plan, told: PostTold, what: str) -> None:
    group = post_of(told, "").group
    plan.outcomes.setdefault(group, []).append(Outcome(told.name, told.cents, told.period.label, what))


def _posts_after(plan: Plan, month: Month) -> Sequence[Post]:
    changed = {change.post_id: change.told for change in plan.changed}
    kept = [post_of(changed.get(line.id, line.told), str(line.id)) for line in month.lines]
    return [*kept, *(post_of(line.told, f"nieuw-{n}") for n, line in enumerate(plan.added))]
