"""Particulars of a drawn dossier: what threatens, how the debts were entered, which services run."""

from datetime import datetime, timedelta
from random import Random

from schuldhulp.calendar import add_working_days, local_date
from schuldhulp.demo import acts, timeline, writing
from schuldhulp.demo.story import Threat
from schuldhulp.demo.story_money import Debt
from schuldhulp.demo.timeline import Path
from schuldhulp.demo.words import short

SETTLED = ("stabilisatie", "schuldregeling", "nazorg")


def reported_threats(
    rng: Random, path: Path, owed: list[Debt], kind: str | None, known: dict[str, str], now: datetime
) -> tuple[Threat, ...]:
    """The threat of this dossier, reported at registration or later on; its words are added to `known`."""
    if kind is None:
        return ()
    fitting = {
        "ontruiming": ("rent",),
        "elektriciteit": ("energy",),
        "gas": ("energy",),
        "water": ("water",),
        "zorgverzekering": ("health_insurance",),
    }.get(kind)
    who = next((debt.creditor for debt in owed if fitting and debt.kind in fitting), None)
    if who is None and fitting:
        return ()
    who = who or next((debt.collector.name for debt in owed if debt.collector), owed[0].creditor)
    first = kind in acts.LEGAL_THREATS or path.phase in ("aanmelding", "online_gestart", "eerste_gesprek")
    reported = path.phases[0].at if first else min(now, path.phases[-1].at + timedelta(hours=3))
    day = local_date(reported)
    on = day + timedelta(days=rng.randrange(4, 19))
    averted = None
    if on <= path.today or path.phase in (*SETTLED, "afgesloten"):
        averted = min(path.today, add_working_days(day, rng.randrange(1, 6)))
    seen = timeline.office_moment(rng, day + timedelta(days=1))
    client, counsellor = writing.threat_words(kind, who, on)
    known.update(threat_c=client, threat=counsellor, threat_up=client)
    return (
        Threat(
            kind,
            kind in acts.LEGAL_THREATS,
            on,
            reported,
            f"Er staat dat {client}.",
            seen if seen <= now else None,
            averted,
            who,
        ),
    )


def entered(rng: Random, owed: list[Debt], threats: tuple[Threat, ...], path: Path) -> tuple[Debt, ...]:
    """The debts as entered: some disputed or with a note, one with the threat; confirmed once creditors were asked."""
    threat = threats[0] if threats else None
    asked = path.besluit_on is not None
    rows = []
    for debt in owed:
        if threat and threat.who in (debt.creditor, debt.collector and debt.collector.name):
            debt, threat = debt._replace(threat=threat.kind, threat_on=threat.on), None
        chance = rng.random()
        if chance < 0.05:
            debt = debt._replace(
                disputed=f"{writing.with_words(rng, short.DISPUTES, debt.creditor)} Kenmerk {debt.reference or 'onbekend'}."
            )
        elif chance < 0.09:
            debt = debt._replace(
                note=f"{writing.with_words(rng, short.DEBT_NOTES, debt.creditor)} Kenmerk {debt.reference or 'onbekend'}."
            )
        if asked and debt.double_of is None and rng.random() < 0.8:
            debt = debt._replace(
                confirmed_cents=debt.cents
                if rng.random() < 0.5
                else int(debt.cents * rng.uniform(0.94, 1.12))
            )
        rows.append(debt)
    return tuple(rows)


def services(rng: Random, path: Path) -> tuple[str, ...]:
    """The services beside the phases."""
    found = ["wsnp"] if path.closed_reason == "referred_wsnp" else []
    if path.since("stabilisatie"):
        found += [
            name
            for name, share in (("budgetbeheer", 0.27), ("betalingsregeling", 0.12), ("bewind", 0.04))
            if rng.random() < share
        ]
    return tuple(found)
