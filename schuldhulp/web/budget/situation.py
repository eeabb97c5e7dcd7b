"""What the checks know of a household, from what was told of the people at home."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schuldhulp.budget.bevindingen import Situation
from schuldhulp.budget.posten import Post
from schuldhulp.calculations.queries import LegalFigures, couple_of
from schuldhulp.workbook.queries import MemberView


def situation_of(
    members: Sequence[MemberView], home: object, posts: Sequence[Post], today: date
) -> Situation:
    """The situation for the checks; nobody at home and no answer about a partner is 'not known'."""
    children = tuple(
        today.year - member.birth_year for member in members if member.kind == "child" and member.birth_year
    )
    return Situation(
        couple=couple_of(members, home),
        aow=any(post.code == "aow" for post in posts),
        children_ages=children,
        cost_sharers=any(member.kind == "adult" for member in members),
    )


def with_law(situation: Situation, law: LegalFigures | None) -> Situation:
    """The situation with what the law comes to, where that can be computed."""
    if law is None or law.figures is None:
        return situation
    found = law.figures
    netto = found.given["netto"]
    return replace(
        situation, beslagvrije_voet_cents=found.bvv.uitkomst.cents, capacity_cents=found.capacity.uitkomst.netto,
        attached_income_cents=None if netto is None else int(netto),
    )  # fmt: skip
