"""What can be done about a threat: report one at any moment, take it on, resolve it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.dossier.events import ThreatResolved
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.rows import add_threat, mark_threat_seen
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.tables import Threat
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act, FormToken, act


class ThreatAlreadyStands(Refused):
    """The same was reported and is not resolved."""

    sentence = "Dit staat al als dreiging in het dossier. Pas die aan, of rond die eerst af."


class ThreatIsOver(Refused):
    """The threat was resolved before."""

    sentence = "Deze dreiging is al afgerond."


class NotSaidHow(Refused):
    """A threat is not resolved without a word."""

    sentence = "Schrijf in één zin op hoe dit is afgelopen."


def report_threat(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, kind: ThreatKind, *,
    threatens_on: date | None = None, letter_date: date | None = None, note: str = "", form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Report that something threatens, at any moment. A legal one before the first talk shortens its term.

    Whoever of staff reports it has seen it too. Raises ThreatAlreadyStands.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "threat:report")
        if any(t.kind == kind and t.threatens_on == threatens_on for t in _standing(doing, dossier.id)):
            raise ThreatAlreadyStands
        threat = add_threat(
            doing, row, dossier.municipality, kind=kind.value, threatens_on=threatens_on, letter_date=letter_date,
            note=note.strip() or None,
        )  # fmt: skip
        row.version += 1
        if actor.is_staff:
            mark_threat_seen(doing, threat)
    return threat.id


def take_on_threat(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, threat_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Say 'I have seen this and take it on'. The alarm ends when no threat is left unseen. Raises ThreatIsOver."""
    with act(session, actor, now, form=form) as doing:
        _taken_on(doing, dossier, threat_id)


def _taken_on(doing: Act, dossier: DossierView, threat_id: UUID) -> Threat:
    """A threat that stands, seen from now on at the latest. Raises ThreatIsOver."""
    doing.dossier(dossier.id, "threat:handle")
    threat = doing.row(Threat, threat_id, dossier.id)
    if threat.resolved_at is not None:
        raise ThreatIsOver
    if threat.seen_at is None:
        mark_threat_seen(doing, threat)
    return threat


def resolve_threat(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, threat_id: UUID, how: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Write down how a threat ended; one that remains comes in its place. Raises NotSaidHow, ThreatIsOver."""
    if not how.strip():
        raise NotSaidHow
    with act(session, actor, now, form=form) as doing:
        threat = _taken_on(doing, dossier, threat_id)
        threat.resolved_at = now
        doing.keyring.seal(threat, "resolution_sealed", how.strip())
        left = [t for t in _standing(doing, dossier.id) if t.id != threat.id]
        worst = min(left, key=lambda t: (not t.legal, t.threatens_on or date.max), default=None)
        doing.record(
            ThreatResolved(
                threat_id=threat.id, threat=threat.kind, remaining=worst.kind if worst else None,
                remaining_legal=worst.legal if worst else False, remaining_on=worst.threatens_on if worst else None,
            ),
            dossier.id, {"note": how.strip()},
        )  # fmt: skip


def _standing(doing: Act, dossier_id: UUID) -> list[Threat]:
    query = select(Threat).where(
        Threat.municipality_id == doing.municipality_id,
        Threat.dossier_id == dossier_id,
        Threat.resolved_at.is_(None),
    )
    return list(doing.session.scalars(query))
