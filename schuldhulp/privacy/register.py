"""The register of columns: what each stored value is for, on what basis, how long, and who may read it. Pure data.

`columns/<subject>.toml` holds the tables of a subject package. A table names the activity (verwerking) it belongs to
and takes purpose, basis, term and readers from it, unless it says otherwise; a column in `anders` may again.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# Keys of a row: they say which row it is and to what it belongs, and need no line of their own.
KEYS = {
    "id": "kenmerk van de rij",
    "municipality_id": "de gemeente",
    "dossier_id": "het dossier",
    "version": "versie",
}
_PRINTS = ("hash", "token", "digest", "fingerprint", "wrapped")


class RegisterFault(ValueError):
    """The register says something it does not know; the text names the table and the word."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A verwerking of art. 30 AVG."""

    code: str
    name: str
    purpose: str
    people: str
    recipients: str
    basis: str
    term: str
    readers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stored column. `basis`, `term`, `storage` and `readers` are codes; `Register.words` tells them in Dutch.

    `take_out` is ja, nee or eigen (it goes along in a form of its own), with the reason in `why`.
    """

    table: str
    name: str
    what: str
    activity: str
    purpose: str
    basis: str
    term: str
    readers: tuple[str, ...]
    storage: str
    take_out: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: what it holds, and its columns by name (the keys of a row too)."""

    name: str
    what: str
    activity: Activity
    columns: Mapping[str, Column]
    named: frozenset[str]
    take_out: str
    why: str


@dataclass(frozen=True)
class Register:
    """All of it. `codes` gives the Dutch words of a code by kind: grondslag, termijn, lezer, opslag."""

    activities: Mapping[str, Activity]
    tables: Mapping[str, Table]
    codes: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]

    def words(self, kind: str, code: str) -> str:
        """The words of a code."""
        return self.codes[kind][code]

    def readers(self, codes: tuple[str, ...]) -> str:
        """Who may read, as one phrase."""
        words = [self.codes["lezer"][code] for code in codes]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"

    def label(self, column: str) -> str:
        """What a person calls a column: its Dutch word, or its name without underscores where nobody wrote one."""
        plain = column.removesuffix("_sealed")
        return self.labels.get(plain, plain.replace("_", " "))


def _storage(name: str) -> str:
    if name.endswith("_sealed"):
        return "verzegeld"
    return "afdruk" if name.endswith(_PRINTS) else "leesbaar"


def _split(mee: str) -> tuple[str, str]:
    code, _, why = mee.partition(":")
    return code, why


def read_register(
    activities: Mapping[str, Any],
    tables: Mapping[str, Any],
    codes: Mapping[str, Any],
    labels: Mapping[str, str] = {},
) -> Register:
    """Build a register of what the files say. Raises RegisterFault for an unknown code or activity."""
    every = {
        code: Activity(
            code=code, name=one["naam"], purpose=one["doel"], people=one["betrokkenen"],
            recipients=one["ontvangers"], basis=one["grondslag"], term=one["termijn"], readers=tuple(one["leest"]),
        )
        for code, one in activities.items()
    }  # fmt: skip
    found = {name: _table(name, told, every) for name, told in tables.items()}
    register = Register(every, found, codes, labels)
    for column in (c for t in found.values() for c in t.columns.values()):
        _known(column, register)
    return register


def _table(name: str, told: Mapping[str, Any], activities: Mapping[str, Activity]) -> Table:
    if told.get("verwerking") not in activities:
        raise RegisterFault(f"{name}: verwerking {told.get('verwerking')}")
    activity = activities[told["verwerking"]]
    named = frozenset(told["kolommen"].split())
    unlisted = set(told.get("anders", {})) - named
    if unlisted:
        raise RegisterFault(f"{name}: anders zonder kolom {', '.join(sorted(unlisted))}")
    take_out, why = _split(told.get("mee", "ja"))
    columns = {c: _column(name, c, told, activity, take_out, why) for c in sorted(named | set(KEYS))}
    return Table(
        name=name,
        what=told["wat"],
        activity=activity,
        columns=columns,
        named=named,
        take_out=take_out,
        why=why,
    )


def _column(
    table: str, name: str, told: Mapping[str, Any], activity: Activity, take_out: str, why: str
) -> Column:
    own = told.get("anders", {}).get(name, {})
    if "mee" in own:
        take_out, why = _split(own["mee"])
    return Column(
        table=table, name=name, what=own.get("wat") or KEYS.get(name) or told["wat"], activity=activity.code,
        purpose=own.get("doel") or told.get("doel") or activity.purpose,
        basis=own.get("grondslag") or told.get("grondslag") or activity.basis,
        term=own.get("termijn") or told.get("termijn") or activity.term,
        readers=tuple(own.get("leest") or told.get("leest") or activity.readers),
        storage=own.get("opslag") or _storage(name), take_out=take_out, why=why,
    )  # fmt: skip


def _known(column: Column, register: Register) -> None:
    asked = [("grondslag", column.basis), ("termijn", column.term), ("opslag", column.storage)]
    for kind, code in [*asked, *(("lezer", reader) for reader in column.readers)]:
        if code not in register.codes[kind]:
            raise RegisterFault(f"{column.table}.{column.name}: {kind} {code}")
    if column.take_out not in ("ja", "nee", "eigen") or (column.take_out != "ja") != bool(column.why):
        raise RegisterFault(f"{column.table}.{column.name}: mee {column.take_out}")


@cache
def the_register() -> Register:
    """The register of this program, read once."""
    tables: dict[str, Any] = {}
    for file in sorted((FOLDER / "columns").glob("*.toml")):
        told = tomllib.loads(file.read_text("utf-8"))
        twice = tables.keys() & told.keys()
        if twice:
            raise RegisterFault(f"{file.name}: {', '.join(sorted(twice))} staat er al")
        tables |= told
    return read_register(
        tomllib.loads((FOLDER / "activities.toml").read_text("utf-8")), tables,
        tomllib.loads((FOLDER / "codes.toml").read_text("utf-8")),
        tomllib.loads((FOLDER / "labels.toml").read_text("utf-8")),
    )  # fmt: skip
