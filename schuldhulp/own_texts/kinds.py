"""The kinds of text a municipality can have of its own, and what keeps each of them in order."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.loader import load_catalogue
from schuldhulp.scripts_mi.own import Item, faults_of, lines_of
from schuldhulp.scripts_mi.script import Catalogue
from schuldhulp.scripts_mi.work_forms.own import form_faults, form_lines
from schuldhulp.workforms.library import library

SLUGS = tuple(STEP)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of text. `code` is how it is kept, `part` what the list of changes calls it.

    `in_product` gives the version that comes with the product (0: none), `reasons` why a content cannot be published,
    `lines` every text in it that somebody reads.
    """

    code: str
    part: str
    in_product: Callable[[str], int]
    reasons: Callable[[Item], list[str]]
    lines: Callable[[Item], list[str]]


@cache
def base_catalogue() -> Catalogue:
    """The scripts of the product, read once a process."""
    return load_catalogue(STEP)


def _script_version(script_id: str) -> int:
    known = base_catalogue().scripts.get(script_id)
    return known.version if known else 0


def _form_version(form_id: str) -> int:
    known = library().find(form_id)
    return known.version if known else 0


SCRIPT = Kind(
    "tekst", "antwoordteksten", _script_version, lambda item: faults_of(base_catalogue(), SLUGS, item)[1], lines_of
)  # fmt: skip
WORK_FORM = Kind(
    "werkvorm", "werkvormen", _form_version, lambda item: form_faults(library(), SLUGS, item)[1], form_lines
)
KINDS = {kind.code: kind for kind in (SCRIPT, WORK_FORM)}
