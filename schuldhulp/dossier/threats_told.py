"""Which threats a client's answers tell of, so that the same alarm goes off wherever they are told."""

from dataclasses import dataclass
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

    Without an own day a threat takes `threat_on`, the first day on which anything happens.
    """
    first = _day(record.threat_on)
    told = []
    if record.eviction is YesNo.YES:
        told.append(ToldThreat(ThreatKind.ONTRUIMING, _day(record.eviction_on) or first))
    for supply in _chosen(record.supply):
        if supply is not Supply.NONE:
            told.append(ToldThreat(ThreatKind(supply.value), _day(record.supply_on) or first))
    if record.insurance_ends is YesNo.YES:
        told.append(ToldThreat(ThreatKind.ZORGVERZEKERING, _day(record.insurance_on) or first))
    for urgent in _chosen(record.urgent):
        if urgent is not Urgent.NONE:
            told.append(ToldThreat(ThreatKind(urgent.value), _day(record.urgent_on) or first))
    if record.food is YesNo.NO:
        told.append(ToldThreat(ThreatKind.GEEN_GELD_VOOR_ETEN, None))
    return tuple(told)


def first_day_told(record: Threat | None) -> date | None:
    """The first day of all that were told, so that nobody is asked for it again; None without one."""
    days = [threat.on for threat in threats_told(record) if threat.on is not None] if record else []
    return min(days, default=None)


def _day(answer: date | Open | None) -> date | None:
    return answer if isinstance(answer, date) else None


def _chosen(answer: tuple[Supply, ...] | tuple[Urgent, ...] | Open | None) -> tuple[Supply | Urgent, ...]:
    return answer if isinstance(answer, tuple) else ()
