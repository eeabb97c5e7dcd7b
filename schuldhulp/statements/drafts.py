"""Proposals and what was chosen with them, as one value that can be kept as text. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from schuldhulp.budget.herkenning.proposal import LeftOut, Proposal, Recognised, SeenLine
from schuldhulp.budget.told import PostTold
from schuldhulp.money import Period
from schuldhulp.statements.parts import ASKED_RESERVES, PARTS, RESERVES, Part

_SHOWN_LINES = 40
UPDATE, LEAVE, ADD = "update", "leave", "add"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about one proposal. `standing` says what happens to a line that is there already."""

    cents: int
    period: Period
    code: str
    skipped: bool = False
    standing: str = UPDATE


@dataclass(frozen=True)
class Draft:
    """A statement between reading and taking over. `choices` by the key of a proposal, `reserves` by post.

    `lines_behind` and `left_out` say how many lines there are; of each the newest forty are kept to show.
    """

    recognised: Recognised
    lines_behind: Mapping[str, int]
    left_out: tuple[tuple[str, int, int], ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    reserves: Mapping[str, tuple[int, Period]] = field(default_factory=dict)
    done: tuple[str, ...] = ()

    def proposals(self, part: Part) -> tuple[Proposal, ...]:
        """The proposals of one page."""
        return self.recognised.of(*part.groups)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The pages that have something to show; what to lay aside is always asked."""
        return tuple(part for part in PARTS if part is RESERVES or self.proposals(part))

    @property
    def next_part(self) -> Part | None:
        """The first page that was not confirmed yet."""
        return next((part for part in self.parts if part.slug not in self.done), None)

    def choice(self, proposal: Proposal) -> Choice:
        """What was decided about a proposal; before that, the proposal itself."""
        return self.choices.get(proposal.key) or Choice(proposal.cents, proposal.period, proposal.code)

    def told(self, proposal: Proposal) -> PostTold | None:
        """The line of the budget as it was decided, or None when it was left out."""
        choice = self.choice(proposal)
        if choice.skipped or not choice.cents:
            return None
        told = replace(proposal.told, cents=choice.cents, period=choice.period, code=choice.code)
        if choice.period != proposal.period:
            told = replace(
                told, pay_day=None, paid_on=None, month=None
            )  # the day was seen with another period
        if (choice.cents, choice.period) != (proposal.cents, proposal.period):
            told = replace(told, approximate=False, lowest_cents=None)  # somebody typed it
        return told

    def decided(
        self,
        part: Part,
        choices: Mapping[str, Choice],
        reserves: Mapping[str, tuple[int, Period]] | None = None,
    ) -> "Draft":
        """The draft with one page confirmed."""
        return replace(
            self, choices={**self.choices, **choices}, done=tuple(dict.fromkeys((*self.done, part.slug))),
            reserves=self.reserves if reserves is None else dict(reserves),
        )  # fmt: skip

    def missing_reserves(self, standing: Sequence[str]) -> tuple[str, ...]:
        """The posts to ask about: neither in the budget nor in the statement."""
        there = {*standing, *(one.code for one in self.proposals(RESERVES))}
        return tuple(code for code in ASKED_RESERVES if code not in there)


def new_draft(recognised: Recognised) -> Draft:
    """A draft of what was just recognised, without more lines than are shown."""
    short = tuple(replace(one, lines=one.lines[-_SHOWN_LINES:]) for one in recognised.proposals)
    left = tuple((one.reason, len(one.lines), one.cents) for one in recognised.left_out)
    few = tuple(LeftOut(one.reason, one.lines[-_SHOWN_LINES:]) for one in recognised.left_out)
    return Draft(
        replace(recognised, proposals=short, left_out=few),
        {one.key: len(one.lines) for one in recognised.proposals}, left,
    )  # fmt: skip


def draft_text(draft: Draft) -> str:
    """A draft as text."""
    seen = draft.recognised
    return json.dumps({
        "proposals": [_proposal_row(one) for one in seen.proposals],
        "left_out": [[one.reason, _lines_rows(one.lines)] for one in seen.left_out],
        "seen": [seen.first.isoformat(), seen.last.isoformat(), seen.lines, list(seen.banks)],
        "behind": dict(draft.lines_behind), "left": draft.left_out,
        "choices": {k: [c.cents, c.period, c.code, c.skipped, c.standing] for k, c in draft.choices.items()},
        "reserves": draft.reserves, "done": draft.done,
    }, ensure_ascii=False)  # fmt: skip


def draft_of(text: str) -> Draft:
    """The draft of a kept text. Raises ValueError or KeyError for anything else."""
    row = json.loads(text)
    first, last, lines, banks = row["seen"]
    recognised = Recognised(
        tuple(_proposal(one) for one in row["proposals"]),
        tuple(LeftOut(reason, _lines(kept)) for reason, kept in row["left_out"]),
        date.fromisoformat(first), date.fromisoformat(last), lines, tuple(banks),
    )  # fmt: skip
    choices = {k: Choice(c[0], Period(c[1]), c[2], c[3], c[4]) for k, c in row["choices"].items()}
    reserves = {code: (cents, Period(period)) for code, (cents, period) in row["reserves"].items()}
    left = tuple((reason, count, cents) for reason, count, cents in row["left"])
    return Draft(recognised, row["behind"], left, choices, reserves, tuple(row["done"]))


def _proposal_row(one: Proposal) -> dict[str, Any]:
    return {
        "key": one.key, "code": one.code, "label": one.label, "cents": one.cents, "period": one.period,
        "reason": one.reason, "lines": _lines_rows(one.lines), "pay_day": one.pay_day, "month": one.month,
        "paid_on": one.paid_on.isoformat() if one.paid_on else None, "lowest_cents": one.lowest_cents,
        "approximate": one.approximate, "debt": one.debt,
    }  # fmt: skip


def _proposal(row: Mapping[str, Any]) -> Proposal:
    paid_on = date.fromisoformat(row["paid_on"]) if row["paid_on"] else None
    return Proposal(
        **{**row, "period": Period(row["period"]), "lines": _lines(row["lines"]), "paid_on": paid_on}
    )


def _lines_rows(lines: Sequence[SeenLine]) -> list[list[Any]]:
    return [[one.on.isoformat(), one.cents, one.text] for one in lines]


def _lines(rows: Sequence[Sequence[Any]]) -> tuple[SeenLine, ...]:
    return tuple(SeenLine(date.fromisoformat(on), cents, text) for on, cents, text in rows)
