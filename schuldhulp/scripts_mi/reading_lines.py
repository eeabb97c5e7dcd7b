"""Reads lines, shared blocks, slots and placeholders, and refuses wording that may not stand there."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from schuldhulp.scripts_mi.facts import FACTS
from schuldhulp.scripts_mi.reading_conditions import read_condition
from schuldhulp.scripts_mi.script import SLOTS, Block, Line, Placeholder, Slot
from schuldhulp.scripts_mi.variants import PLACEHOLDER
from schuldhulp.scripts_mi.wording import forbidden, question_count, sentences
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Path, Source


class Lines:
    """Makes lines out of what stands in a file; keeps where each stands in `places`, and its faults in `faults`."""

    def __init__(self, steps: Collection[str]) -> None:
        self._steps = steps
        self.places: dict[str, str] = {}
        self.faults: list[CatalogueFault] = []

    def refuse(self, source: Source, path: Path, reason: str) -> None:
        """Note a fault; the text is read on, so that one run names them all."""
        self.faults.append(source.fault(path, reason))

    def line(self, source: Source, path: Path, raw: Mapping[str, Any], *, crisis: bool = False) -> Line:
        """Read one line, in both registers. Raises CatalogueFault for a condition that cannot be read."""
        text, je = " ".join(raw["t"].split()), " ".join(raw.get("je", "").split())
        for reason in [*forbidden(text, crisis=crisis), *(forbidden(je, crisis=crisis) if je else ())]:
            self.refuse(source, path, reason)
        if je and sorted(PLACEHOLDER.findall(je)) != sorted(PLACEHOLDER.findall(text)):
            self.refuse(source, path, "de je-vorm heeft andere invulplekken dan de u-vorm")
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        self.places.setdefault(key, f"{source.file}:{source.line(path)}")
        condition = read_condition(source, (*path, "if"), raw.get("if") or {}, self._steps)
        return Line(key, text, raw["label"], condition, je)

    def block(self, source: Source, path: Path, item: Mapping[str, Any]) -> Block:
        """Read a shared block. Raises CatalogueFault."""
        slot = item["id"].split(".")[0]
        if slot not in SLOTS:
            raise source.fault(
                (*path, "id"), "de naam van een bouwsteen begint met het onderdeel waarin die staat"
            )
        lines = [self.line(source, (*path, "lines", n), raw) for n, raw in enumerate(item["lines"])]
        return Block(item["id"], slot, tuple(lines))

    def slot(
        self, source: Source, path: Path, items: list[Any], blocks: Mapping[str, Block], *, crisis: bool
    ) -> Slot:
        """Read the variants of one slot, its own and those of blocks. Raises CatalogueFault."""
        name = str(path[-1])
        lines: list[Line] = []
        for index, raw in enumerate(items):
            here = (*path, index)
            if not isinstance(raw, str):
                lines.append(self.line(source, here, raw, crisis=crisis))
                continue
            block = blocks.get(raw[1:])
            if block is None or block.slot != name:
                raise source.fault(here, f"er is geen bouwsteen {raw[1:]} voor het onderdeel {name}")
            lines.extend(block.lines)
        if len({line.key for line in lines}) < len(lines):
            self.refuse(source, path, "een regel staat hier twee keer")
        return Slot(name, tuple(lines))

    def of_prompt(self, source: Source, path: Path, items: list[Any]) -> tuple[Line, ...]:
        """Read the lines of a prompt, which nobody reads before they are shown. Raises CatalogueFault."""
        lines = tuple(self.line(source, (*path, n), raw) for n, raw in enumerate(items))
        for n, line in enumerate(lines):
            if PLACEHOLDER.search(line.text):
                self.refuse(
                    source,
                    (*path, n),
                    "een vraag bij een stap heeft geen invulplek: niemand leest die na voor de cliënt hem ziet",
                )
            if len(sentences(line.text)) > 2 or question_count(line.text) > 1:
                self.refuse(
                    source, (*path, n), "een vraag bij een stap heeft ten hoogste twee zinnen en één vraag"
                )
        return lines


def placeholders(source: Source, path: Path, raw: object) -> Iterator[Placeholder]:
    """Read where values come from. Raises CatalogueFault for an unknown fact."""
    for name, spec in raw.items() if isinstance(raw, dict) else ():
        if spec["from"] not in FACTS:
            raise source.fault((*path, name), f"het gegeven ‘{spec['from']}’ bestaat niet")
        rest = {key: spec[key] for key in ("fallback", "max_words") if key in spec}
        yield Placeholder(name, spec["type"], spec["from"], spec["ask"], **rest)
