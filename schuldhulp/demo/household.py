"""Who lives in a fictional house, and what brought the money trouble.

The distributions are synthetic: national age and cause tables were not found. Ages run from 18 to 78 with most people
between 25 and 45; a little under half of the households have children.
"""

from random import Random
from typing import NamedTuple

from schuldhulp.demo.story import Household, Member

KINDS = ("alleenstaand", "alleenstaande_ouder", "samen", "samen_met_kinderen")
CAUSES = (
    "income_drop",
    "divorce",
    "illness",
    "overspending",
    "gambling",
    "business",
    "low_literacy",
    "benefits_error",
    "death",
    "moving",
)
_CAUSE_WEIGHTS = (24, 16, 14, 13, 4, 6, 7, 9, 4, 3)


class Setting(NamedTuple):
    """The start of a story: age, gender, household and cause."""

    age: int
    gender: str
    household: Household
    cause: str


def _children(rng: Random, age: int, alone: bool) -> list[Member]:
    count = rng.choices((1, 2, 3, 4), (42, 38, 15, 5))[0]
    oldest = max(1, min(age - 19, 21))
    ages = sorted((rng.randrange(0, oldest + 1) for _ in range(count)), reverse=True)
    days = rng.choice((3, 4)) if alone and rng.random() < 0.2 else 7
    return [Member("child", child, days) for child in ages]


def setting(rng: Random) -> Setting:
    """Draw a household with a cause; shared custody, house-mates and former businesses occur."""
    age = int(rng.triangular(18, 79, 33))
    kind = rng.choices(KINDS, (46, 19, 13, 22))[0]
    if age < 21 or age > 62:
        kind = {"alleenstaande_ouder": "alleenstaand", "samen_met_kinderen": "samen"}.get(kind, kind)
    gender = rng.choices("fm", (86, 14))[0] if kind == "alleenstaande_ouder" else rng.choice("fm")
    members: list[Member] = []
    if kind.startswith("samen"):
        members.append(Member("partner", max(18, min(79, age + rng.randrange(-6, 7)))))
    if kind in ("alleenstaande_ouder", "samen_met_kinderen"):
        members += _children(rng, age, kind == "alleenstaande_ouder")
    if kind == "alleenstaand" and rng.random() < 0.12:
        members.append(Member("adult", rng.randrange(19, 60)))
    cause = rng.choices(CAUSES, _CAUSE_WEIGHTS)[0]
    if cause == "divorce" and kind.startswith("samen") or cause == "death" and age < 30:
        cause = "income_drop"
    if cause == "business" and age < 24:
        cause = "overspending"
    tenure = rng.choices(("huur", "koop", "kamer"), (84, 10, 6) if len(members) else (82, 5, 13))[0]
    return Setting(
        age,
        gender,
        Household(
            kind,
            tuple(members),
            tenure,
            rng.choice(("was", "is")) if cause == "business" else "no",
            rng.random() < 0.34,
            rng.random() < 0.17,
        ),
        cause,
    )
