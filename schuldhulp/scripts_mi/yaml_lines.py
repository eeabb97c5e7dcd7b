"""Safe YAML that remembers on which line each value stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]
_NOT_YAML = "hier klopt de vorm van YAML niet: kijk naar het inspringen, de aanhalingstekens en de haakjes"


class CatalogueFault(ValueError):
    """A text that cannot be loaded; says file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file: its value, and the line of every path in it."""

    file: str
    data: dict[str, object]
    lines: dict[Path, int]

    def fault(self, path: Path, reason: str) -> CatalogueFault:
        """Make the fault for a path; the nearest known parent gives the line."""
        return CatalogueFault(self.file, self.line(path), reason)

    def line(self, path: Path) -> int:
        """The line on which a path stands, or its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_source(file: FilePath, folder: FilePath | None = None) -> Source:
    """Read one file; faults name it as it stands under `folder`.

    Raises CatalogueFault when it is no YAML mapping or names a key twice.
    """
    name = file.relative_to(folder).as_posix() if folder else file.name
    return parse_source(file.read_text(encoding="utf-8"), name)


def parse_source(text: str, name: str) -> Source:
    """Read YAML that came from elsewhere; `name` is what faults call it. Raises CatalogueFault as `read_source`."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise CatalogueFault(name, 1, "in een bestand staat één lijst van namen met hun inhoud")
        lines = {}
        for path, line in _walk(node, ()):
            if path in lines:
                raise CatalogueFault(name, line, f"{path[-1]} staat hier twee keer")
            lines[path] = line
        return Source(name, loader.construct_document(node), lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CatalogueFault(name, mark.line + 1 if mark else 1, _NOT_YAML) from error
    finally:
        loader.dispose()


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*path, index))
