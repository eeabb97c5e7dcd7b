"""Which team a registration goes to, by the municipality's rule, with the reason in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from schuldhulp.refusals import Refused


class Rule(StrEnum):
    """By what a municipality divides registrations over its teams."""

    ONE = "een"
    POSTCODE = "postcode"
    LANGUAGE = "taal"

    @property
    def label(self) -> str:
        """The rule in words."""
        return _LABELS[self]


_LABELS = {
    Rule.ONE: "Alles naar één team",
    Rule.POSTCODE: "Naar postcode",
    Rule.LANGUAGE: "Naar taal",
}


class RoutingUnclear(Refused):
    """A rule that sends nobody anywhere, or one postcode to two teams."""

    sentence = "Deze verdeling klopt niet. Kijk of elk begin vóór het einde ligt en of reeksen elkaar niet overlappen."


@dataclass(frozen=True)
class PostcodeRange:
    """Four-digit postcodes, both ends included, for one team."""

    first: int
    last: int
    team_id: UUID


@dataclass(frozen=True)
class Routing:
    """The rule of one municipality; what no line covers goes to `default_team`. Raises RoutingUnclear."""

    rule: Rule = Rule.ONE
    default_team: UUID | None = None
    ranges: tuple[PostcodeRange, ...] = ()
    languages: Mapping[str, UUID] | None = None

    def __post_init__(self) -> None:
        ordered = sorted(self.ranges, key=lambda r: r.first)
        if any(r.first > r.last for r in ordered):
            raise RoutingUnclear
        if any(one.last >= other.first for one, other in zip(ordered, ordered[1:], strict=False)):
            raise RoutingUnclear


@dataclass(frozen=True)
class Route:
    """The team and why: 'één team voor de hele gemeente', 'postcode 1234', 'spreekt Arabisch'."""

    team_id: UUID | None
    reason: str


LANGUAGES = {
    "nl": "Nederlands", "en": "Engels", "ar": "Arabisch", "tr": "Turks", "pl": "Pools", "ti": "Tigrinya",
    "fa": "Farsi", "so": "Somalisch", "uk": "Oekraïens", "es": "Spaans", "fr": "Frans", "de": "Duits",
    "bg": "Bulgaars", "ro": "Roemeens", "pap": "Papiaments", "ngt": "Nederlandse Gebarentaal",
}  # fmt: skip


def language_name(code: str) -> str:
    """A language in Dutch; an unknown code as it is."""
    return LANGUAGES.get(code, code)


def route(routing: Routing, teams: Sequence[UUID], *, postcode: str, language: str) -> Route:
    """The team of one registration. A team that no longer exists counts as none."""
    default = (
        routing.default_team if routing.default_team in teams else (teams[0] if len(teams) == 1 else None)
    )
    if routing.rule is Rule.POSTCODE and postcode[:4].isdigit():
        digits = int(postcode[:4])
        for line in routing.ranges:
            if line.first <= digits <= line.last and line.team_id in teams:
                return Route(line.team_id, f"postcode {digits}")
    if routing.rule is Rule.LANGUAGE:
        team_id = (routing.languages or {}).get(language)
        if team_id in teams:
            return Route(team_id, language_name(language))
    if default is None:
        return Route(None, "geen team")
    return Route(default, "één team" if len(teams) == 1 else "hoort nergens anders bij")


def read_routing(stored: Mapping[str, Any]) -> Routing:
    """Read a rule from its stored form; what is not there is one team for all."""
    return Routing(
        rule=Rule(stored.get("rule", Rule.ONE.value)),
        default_team=UUID(stored["team"]) if stored.get("team") else None,
        ranges=tuple(PostcodeRange(int(a), int(b), UUID(t)) for a, b, t in stored.get("ranges", [])),
        languages={code: UUID(team) for code, team in stored.get("languages", {}).items()},
    )


def store_routing(routing: Routing) -> dict[str, Any]:
    """The stored form of a rule; `read_routing` reads it back."""
    return {
        "rule": routing.rule.value,
        "team": str(routing.default_team) if routing.default_team else None,
        "ranges": [[r.first, r.last, str(r.team_id)] for r in routing.ranges],
        "languages": {code: str(team) for code, team in (routing.languages or {}).items()},
    }
