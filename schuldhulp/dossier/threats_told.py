"""Which threats a client's answers tell of, so that the same alarm goes off wherever they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import Supply, Threat, Urgent
from schuldhulp.dossier.signals import ThreatKind


@dataclass(frozen=True, slots=True)
class ToldThreat:
    """A threat and the day it falls on; None when the client does not know the day."""

    kind: ThreatKind
    on: date | None


def threats_told(record: Threat) -> tuple[ToldThreat, ...]:
    """The threats in the answers of "dreigt-er-iets", legal ones first. CAK is none of them.

    Without an own day a threat takes `threat_on`, the first day on which anything happens, if it is the one meant.
    """
    told = []
    if record.eviction is YesNo.YES:
        told.append(ToldThreat(ThreatKind.ONTRUIMING, _day(record.eviction_on)))
    for supply in _chosen(record.supply):
        if supply is not Supply.NONE:
            told.append(ToldThreat(ThreatKind(supply.value), _day(record.supply_on)))
    if record.insurance_ends is YesNo.YES:
        told.append(ToldThreat(ThreatKind.ZORGVERZEKERING, _day(record.insurance_on)))
    for urgent in _chosen(record.urgent):
        if urgent is not Urgent.NONE:
            told.append(ToldThreat(ThreatKind(urgent.value), _day(record.urgent_on)))
    if record.food is YesNo.NO:
        told.append(ToldThreat(ThreatKind.GEEN_GELD_VOOR_ETEN, None))
    first = _day(record.threat_on)
    meant = meant_by_one_day(first, {threat.kind: threat.on for threat in told})
    return tuple(replace(threat, on=first) if threat.kind in meant else threat for threat in told)


def meant_by_one_day(first: date | None, days: Mapping[ThreatKind, date | None]) -> set[ThreatKind]:
    """The threats that one day "in the letter" is about, when it was not said of which.

    A day that a threat has already is about that one. No money for food is a matter of today, not of a letter. Of
    the others the legal ones come first: an attachment that runs already has no day of its own.
    """
    if first is None or first in days.values():
        return set()
    undated = {kind for kind, day in days.items() if day is None} - {ThreatKind.GEEN_GELD_VOOR_ETEN}
    legal = {kind for kind in undated if kind.legal}
    return legal or undated


def first_day_told(record: Threat | None) -> date | None:
    """The first day of all that were told, so that nobody is asked for it again; None without one."""
    days = [threat.on for threat in threats_told(record) if threat.on is not None] if record else []
    return min(days, default=None)


def _day(answer: date | Open | None) -> date | None:
    return answer if isinstance(answer, date) else None


def _chosen(answer: tuple[Supply, ...] | tuple[Urgent, ...] | Open | None) -> tuple[Supply | Urgent, ...]:
    return answer if isinstance(answer, tuple) else ()
