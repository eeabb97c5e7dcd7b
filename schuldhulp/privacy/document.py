"""A document about privacy as one frozen value: sections of text, lists and tables, for page, PDF and text. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: what it is about, the heads of its columns, and rows as long as the heads."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with paragraphs, pairs of label and text, points, and a table."""

    title: str
    paragraphs: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, kw_only=True)
class PrivacyDocument:
    """A document of a municipality, or of the program when `municipality` is empty. `check` lists what a person must
    still look at before it counts.
    """

    title: str
    municipality: str
    made_on: date
    intro: str
    sections: tuple[Section, ...]
    check: tuple[str, ...] = ()


def as_markdown(document: PrivacyDocument) -> str:
    """The document as Markdown text."""
    lines = [f"# {document.title}", "", document.intro, ""]
    if document.municipality:
        lines += [f"Gemeente {document.municipality}, {document.made_on:%d-%m-%Y}.", ""]
    if document.check:
        lines += ["**Nog te controleren:**", "", *(f"- {one}" for one in document.check), ""]
    for section in document.sections:
        lines += [f"## {section.title}", ""]
        for paragraph in section.paragraphs:
            lines += [paragraph, ""]
        if section.pairs:
            lines += [*(f"- **{label}**: {text}" for label, text in section.pairs), ""]
        if section.points:
            lines += [*(f"- {one}" for one in section.points), ""]
        if section.grid:
            lines += _grid(section.grid)
    return "\n".join(lines).rstrip() + "\n"


def _grid(grid: Grid) -> list[str]:
    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return [row(grid.heads), row(("---",) * len(grid.heads)), *map(row, grid.rows), ""]
