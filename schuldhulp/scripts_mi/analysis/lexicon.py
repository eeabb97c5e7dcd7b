"""Reads the word lists of the analysis."""

import re
from pathlib import Path as FilePath
from types import MappingProxyType

from schuldhulp.scripts_mi.analysis.topics import Lexicon
from schuldhulp.scripts_mi.facts import SITUATIONS, THEMES, TOPICS
from schuldhulp.scripts_mi.yaml_lines import Path, Source, read_source

LEXICON = FilePath(__file__).parent.parent / "lexicons" / "onderwerpen.yaml"


def load_lexicon(file: FilePath = LEXICON) -> Lexicon:
    """Load the word list. Raises CatalogueFault for an unknown topic or a pattern that does not compile."""
    source = read_source(file)
    return Lexicon(
        MappingProxyType(_patterns(source, "topics", TOPICS)),
        _compiled(source, ("discord",), source.data.get("discord")),
        MappingProxyType(_patterns(source, "themes", THEMES)),
        MappingProxyType(_patterns(source, "situations", SITUATIONS)),
    )


def _patterns(source: Source, part: str, known: tuple[str, ...]) -> dict[str, tuple[re.Pattern[str], ...]]:
    found = source.data.get(part)
    if not isinstance(found, dict):
        raise source.fault((part,), f"{part} is missing")
    for name in found:
        if name not in known:
            raise source.fault((part, name), f"unknown name {name}")
    return {name: _compiled(source, (part, name), raw) for name, raw in found.items()}


def _compiled(source: Source, path: Path, raw: object) -> tuple[re.Pattern[str], ...]:
    if not isinstance(raw, list):
        raise source.fault(path, "a list of patterns is expected")
    patterns = []
    for index, text in enumerate(raw):
        try:
            patterns.append(re.compile(text))
        except re.error as error:
            raise source.fault((*path, index), f"no valid pattern: {error}") from error
    return tuple(patterns)
