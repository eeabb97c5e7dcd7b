"""Reads a source tree for the rules; they take its root, so that a test can plant a fault."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def public(self) -> Iterator[Function]:
        """The functions at module level that others may call."""
        for node in self.tree.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield node


def sources(root: Path, *folders: str) -> Iterator[Source]:
    """Every Python file below these folders of the tree, by path; a file itself may be named too."""
    for folder in folders:
        place = root / folder
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            yield _source(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


@cache
def _source(path: str, text: str) -> Source:
    """Read once for all rules: reading costs more than most rules do."""
    return Source(path, text, ast.parse(text, path))


def dotted(node: ast.expr) -> str:
    """`datetime.now` for the expression that names it; '' for anything that is not a plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write a tree of files for a test; the root."""
    for name, text in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root
