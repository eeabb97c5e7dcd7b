"""Packages of texts to share: scripts and work forms, with what the package says of itself."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType

import yaml

from schuldhulp.scripts_mi.linting import script_reasons
from schuldhulp.scripts_mi.loader import read_beside
from schuldhulp.scripts_mi.own import Item, item_of
from schuldhulp.scripts_mi.script import Catalogue
from schuldhulp.scripts_mi.work_forms.form import Library
from schuldhulp.scripts_mi.work_forms.loader import read_forms_beside
from schuldhulp.scripts_mi.work_forms.own import form_item
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Source, parse_source

NAME = "pakket.yaml"
_ABOUT_PACKAGE = ("name", "author", "version", "licence")
_PARTS = {"scripts", "defaults", "forms"}


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of itself."""

    name: str
    author: str
    version: str
    licence: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}, {self.author}, {self.licence}"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read: its scripts and its work forms as plain content, by id."""

    about: About
    scripts: Mapping[str, Item] = field(default_factory=lambda: MappingProxyType({}))
    forms: Mapping[str, Item] = field(default_factory=lambda: MappingProxyType({}))


def as_package(about: About, scripts: Iterable[Item], forms: Iterable[Item] = ()) -> str:
    """Write a package: what it says of itself, and the texts."""
    parts = {"scripts": list(scripts), "forms": list(forms)}
    content = {"package": asdict(about), **{name: items for name, items in parts.items() if items}}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def read_package(text: str, base: Catalogue, library: Library, steps: Collection[str]) -> Package:
    """Read a package that came from elsewhere.

    Raises CatalogueFault (file, line, reason) for the first thing that is not in order: its form, an unknown fact or
    step, wording that is refused, a placeholder that nobody fills, a reply that is too long or asks too much, or a work
    form that breaks a rule.
    """
    source = parse_source(text, NAME)
    about = source.data.pop("package", None)
    if not isinstance(about, dict) or not all(isinstance(about.get(name), str) for name in _ABOUT_PACKAGE):
        raise source.fault(
            ("package",),
            "vooraan hoort ‘package’ te staan met name, author, version en licence, elk een tekst",
        )
    if others := sorted(set(source.data) - _PARTS):
        raise source.fault((others[0],), "alleen scripts en forms kunnen worden overgenomen")
    package = Package(
        About(**{name: " ".join(about[name].split())[:80] for name in _ABOUT_PACKAGE}),
        _scripts(source, base, steps) if "scripts" in source.data else MappingProxyType({}),
        _forms(source, library, steps) if "forms" in source.data else MappingProxyType({}),
    )
    if not package.scripts and not package.forms:
        raise CatalogueFault(NAME, 1, "er staan geen teksten in")
    return package


def _scripts(source: Source, base: Catalogue, steps: Collection[str]) -> Mapping[str, Item]:
    part = replace(source, data={name: value for name, value in source.data.items() if name != "forms"})
    scripts, faults = read_beside(base, steps, part)
    if faults:
        raise faults[0]
    for index, script in enumerate(scripts.values()):
        for reason in script_reasons(base, script):
            raise source.fault(("scripts", index), f"{script.id}: {reason}")
    return MappingProxyType({name: item_of(script) for name, script in scripts.items()})


def _forms(source: Source, library: Library, steps: Collection[str]) -> Mapping[str, Item]:
    forms, faults = read_forms_beside(library, steps, source)
    if faults:
        raise faults[0]
    return MappingProxyType({name: form_item(form) for name, form in forms.items()})
