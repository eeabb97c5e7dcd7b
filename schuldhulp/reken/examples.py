"""Worked examples with their citation: the tests run them all, and so does who tries a new norm set.

[[geval]]                           in voorbeelden/<onderwerp>.toml
soort = "beslagvrije-voet"
naam = "Alleenstaande, 20.000 euro" may be left out
bron = "Rv artikel 475da"           where the outcome was read, or on which rule our own arithmetic rests
gepubliceerd = true                 when the outcome itself was published
in = { datum = "2026-11-21", … }    as `reken` takes it
uit = { beslagvrije_voet = "1348.49" }  every part of the outcome that is known; "geen" stands for null
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schuldhulp.budget.norm_files import Load, load_normen
from schuldhulp.reken.fields import NotCalculable
from schuldhulp.reken.soorten import calculate

FOLDER = Path(__file__).parent / "voorbeelden"


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: what goes in, what comes out, and where that stands."""

    kind: str
    name: str
    source: str
    published: bool
    given: Mapping[str, Any]
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """What an example gives now. `outcome` is empty when it cannot be computed; `why` says why not."""

    example: Example
    outcome: Mapping[str, Any]
    why: str = ""

    @property
    def same(self) -> bool:
        """Whether it still gives what it should."""
        return self.outcome == self.example.expected


@cache
def all_examples() -> tuple[Example, ...]:
    """Every worked example, by kind and in the order of its file."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for each in tomllib.loads(path.read_text(encoding="utf-8"))["geval"]:
            expected = {name: None if value == "geen" else value for name, value in each["uit"].items()}
            found.append(
                Example(
                    each["soort"],
                    each.get("naam", ""),
                    each["bron"],
                    each.get("gepubliceerd", False),
                    each["in"],
                    expected,
                )  # fmt: skip
            )
    return tuple(found)


def try_example(example: Example, load: Load = load_normen) -> Tried:
    """Do the calculation of an example with these figures."""
    try:
        outcome = calculate(example.kind, dict(example.given), load).uitkomst
        return Tried(example, {name: outcome.get(name) for name in example.expected})
    except NotCalculable as error:
        return Tried(example, {}, str(error))
