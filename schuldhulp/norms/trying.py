"""Trying a norm set before it counts: does it fit between the others, and which worked examples change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from schuldhulp.budget.norm_files import Load, NormFileWrong, check_row, normen_on, periods, set_names
from schuldhulp.budget.normen import Normen, NormSet
from schuldhulp.reken.examples import Example, Tried, all_examples, try_example


@dataclass(frozen=True, slots=True)
class Change:
    """A worked example that gives something else with the new set. `day`: the day it was tried on."""

    example: Example
    day: str
    before: Tried
    after: Tried

    @property
    def breaks_published(self) -> bool:
        """Whether an outcome that was published, for that very day, would no longer come out."""
        return self.example.published and self.day == self.example.given.get("datum") and not self.after.same


@dataclass(frozen=True, slots=True)
class Trial:
    """A set that was read, with what it would change.

    `untested`: examples that give nothing on a day of this set, because other sets have no figures for that day yet.
    """

    candidate: NormSet
    tried: int
    changes: tuple[Change, ...]
    untested: int = 0

    @property
    def may_count(self) -> bool:
        """Whether every published outcome still comes out."""
        return not any(change.breaks_published for change in self.changes)


def all_periods(published: Sequence[NormSet]) -> tuple[NormSet, ...]:
    """Every period there is: those that came with the program, and the published ones."""
    return (*(period for name in set_names() for period in periods(name)), *published)


def loader(published: Sequence[NormSet]) -> Load:
    """Where calculations get their figures when there are published sets too; the highest edition counts."""
    known = all_periods(published)

    def load(day: date, *names: str) -> Normen:
        return normen_on(day, names, known)

    return load


def in_force(published: Sequence[NormSet], name: str) -> tuple[NormSet, ...]:
    """The periods of one set, oldest first, of each the highest edition."""
    chosen: dict[date, NormSet] = {}
    for period in all_periods(published):
        if period.name == name and (
            period.geldig_van not in chosen or chosen[period.geldig_van].edition < period.edition
        ):
            chosen[period.geldig_van] = period
    return tuple(chosen[day] for day in sorted(chosen))


def next_edition(published: Sequence[NormSet], candidate: NormSet) -> NormSet:
    """The candidate with its number. Raises NormFileWrong when it does not fit between the other periods."""
    if candidate.name not in set_names():
        raise NormFileWrong(f"{candidate.name}: deze set kennen wij niet")
    row = {period.geldig_van: period for period in in_force(published, candidate.name)}
    before = row.get(candidate.geldig_van)
    numbered = replace(candidate, edition=(before.edition if before else 0) + 1)
    row[candidate.geldig_van] = numbered
    check_row([row[day] for day in sorted(row)])
    if before is not None and before.norms:
        missing = sorted(before.norms.keys() - candidate.norms.keys())
        if missing:
            raise NormFileWrong(f"{candidate.name}: deze cijfers ontbreken: {', '.join(missing)}")
    return numbered


def try_set(candidate: NormSet, published: Sequence[NormSet]) -> Trial:
    """Run the worked examples without and with the candidate; one of another day is tried on its first day.

    Raises NormFileWrong when the candidate does not fit.
    """
    numbered = next_edition(published, candidate)
    without, with_it = loader(published), loader((*published, numbered))
    tried, untested, changes = 0, 0, []
    for example in all_examples():
        if "datum" not in example.given:
            continue
        on = _on_its_day(example, numbered)
        before, after = try_example(on, without), try_example(on, with_it)
        tried += 1
        untested += bool(after.why) and on is not example
        if (before.outcome, before.why) != (after.outcome, after.why):
            changes.append(Change(example, str(on.given["datum"]), before, after))
    return Trial(numbered, tried, tuple(changes), untested)


def _on_its_day(example: Example, candidate: NormSet) -> Example:
    given: Mapping[str, Any] = example.given
    if candidate.holds_on(date.fromisoformat(str(given["datum"]))):
        return example
    return replace(example, given={**given, "datum": candidate.geldig_van.isoformat()})
