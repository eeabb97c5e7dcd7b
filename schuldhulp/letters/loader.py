"""Reads the letters of catalogue/*.toml; a wrong letter is an error that names file, letter and reason."""

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from schuldhulp.letters.template import (
    KNOWN,
    AskedInLetter,
    AskedKind,
    Group,
    LetterSender,
    LetterTemplate,
    places,
)

FOLDER = Path(__file__).parent / "catalogue"
_FIELDS = {
    "slug", "title", "when", "group", "about", "needs_debt", "subject", "body", "answer_days", "basis", "certainty",
    "ask", "sender", "revives", "favours", "consult_first", "needs_mandate", "annex", "warning",
}  # fmt: skip


class LetterFileWrong(ValueError):
    """A letter does not hold together; `str()` says which and why."""


@cache
def letter_templates() -> MappingProxyType[str, LetterTemplate]:
    """All letters by slug, in the order of the page. Raises LetterFileWrong."""
    return MappingProxyType(read_folder(FOLDER))


def read_folder(folder: Path) -> dict[str, LetterTemplate]:
    """The letters of a folder by slug, in the order of their groups. Raises LetterFileWrong."""
    found: dict[str, LetterTemplate] = {}
    for path in sorted(folder.glob("*.toml")):
        for fields in tomllib.loads(path.read_text(encoding="utf-8"))["letter"]:
            name = f"{path.name}, {fields.get('slug', '?')}"
            try:
                letter = _letter(fields)
            except (KeyError, ValueError) as error:
                raise LetterFileWrong(f"{name}: {error}") from error
            if letter.slug in found:
                raise LetterFileWrong(f"{name}: stands twice")
            found[letter.slug] = letter
    order = list(Group)
    return dict(sorted(found.items(), key=lambda item: order.index(item[1].group)))


def _letter(fields: dict[str, Any]) -> LetterTemplate:
    if unknown := set(fields) - _FIELDS:
        raise ValueError(f"unknown {sorted(unknown)}")
    asks = tuple(AskedInLetter(**ask | {"kind": AskedKind(ask["kind"])}) for ask in fields.get("ask", ()))
    about_debt = fields["about"] == "debt"
    letter = LetterTemplate(
        slug=fields["slug"], title=fields["title"], when=fields["when"], group=Group(fields["group"]),
        about_debt=about_debt, needs_debt=about_debt and fields.get("needs_debt", True), subject=fields["subject"],
        body=fields["body"].strip(), answer_days=fields["answer_days"], basis=fields["basis"],
        verified=fields["certainty"] == "V", asks=asks, sender=LetterSender(fields.get("sender", "client")),
        revives=fields.get("revives", False), favours=fields.get("favours", False),
        consult_first=fields.get("consult_first", False), needs_mandate=fields.get("needs_mandate", False),
        annex=fields.get("annex", ""), warning=fields.get("warning", ""),
    )  # fmt: skip
    _check(letter)
    return letter


def _check(letter: LetterTemplate) -> None:
    asked = {ask.name for ask in letter.asks}
    used = places(letter.subject) | places(letter.body)
    if unknown := used - asked - set(KNOWN):
        raise ValueError(f"no such place: {sorted(unknown)}")
    if unused := asked - used:
        raise ValueError(f"asked and never used: {sorted(unused)}")
    if twice := asked & set(KNOWN):
        raise ValueError(f"the dossier knows {sorted(twice)} already")
    if letter.consult_first and not letter.warning:
        raise ValueError("says to consult first, without saying why")
    if not 1 <= letter.answer_days <= 56:
        raise ValueError("answer_days is between 1 and 56")
