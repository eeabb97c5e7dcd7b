"""What the checks know of a household, from what was told of the people at home."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schuldhulp.budget.controles import Situation
from schuldhulp.budget.posten import Post
from schuldhulp.calculations.queries import LegalFigures
from schuldhulp.dossier.records.situation import Home, Partner
from schuldhulp.workbook.queries import MemberView

_WITH_PARTNER = (Partner.LIVING, Partner.MARRIED, Partner.CONTRACT)


def situation_of(
    members: Sequence[MemberView], home: object, posts: Sequence[Post], today: date
) -> Situation:
    """The situation for the checks; nobody at home and no answer about a partner is 'not known'."""
    children = tuple(
        today.year - member.birth_year for member in members if member.kind == "child" and member.birth_year
    )
    return Situation(
        couple=_couple(members, home),
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


def _couple(members: Sequence[MemberView], home: object) -> bool | None:
    if any(member.kind == "partner" for member in members):
        return True
    if not isinstance(home, Home) or not isinstance(home.partner, Partner):
        return None
    return home.partner in _WITH_PARTNER
