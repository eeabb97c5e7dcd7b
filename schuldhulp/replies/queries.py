"""Which scripts fit a dossier now, written out with what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.calendar import local_date
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.origin import Origin
from schuldhulp.messages.tables import Message
from schuldhulp.own_texts.kinds import base_catalogue
from schuldhulp.own_texts.queries import offered_catalogue
from schuldhulp.replies.facts import facts_of
from schuldhulp.replies.known import Known
from schuldhulp.scripts_mi.choosing import Suggestion, choose, look_up
from schuldhulp.scripts_mi.composing import compose
from schuldhulp.scripts_mi.facts import Snapshot
from schuldhulp.scripts_mi.ledger import Ledger, Use
from schuldhulp.scripts_mi.script import Catalogue, Script

_USED_DAYS = timedelta(days=365)


def often_sent(session: Session, actor: Actor, now: datetime) -> dict[str, int]:
    """How often messages of the actor's municipality began with each script in the last year, whoever wrote them."""
    query = (
        select(Message.script_id, func.count())
        .where(Message.municipality_id == actor.municipality_id, Message.script_id.is_not(None))
        .where(Message.sent_at > now - _USED_DAYS)
        .group_by(Message.script_id)
    )
    return {script_id: count for script_id, count in session.execute(query) if script_id}


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A script that fits, written out for this dossier; `open_places` still have to be filled by hand."""

    script_id: str
    title: str
    reason: str
    text: str
    open_places: tuple[str, ...]
    version: int
    lines: tuple[str, ...]
    explanation: str = ""

    @property
    def origin(self) -> Origin:
        """What a message that begins with it remembers."""
        return Origin(
            script_id=self.script_id, version=self.version, lines=self.lines, text=self.text,
            explanation=self.explanation,
        )  # fmt: skip


def catalogue() -> Catalogue:
    """The texts of the product; what a municipality offers is `offered_catalogue`."""
    return base_catalogue()


def offered_scripts(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, known: Known, count: int = 3
) -> tuple[Offered, ...]:
    """The best fitting scripts, best first, each with its reason and its text."""
    snapshot, texts = facts_of(known, now), offered_catalogue(session, actor.municipality_id)
    chosen = choose(
        texts,
        snapshot,
        ledger_of_dossier(session, actor, dossier.id),
        str(dossier.id),
        local_date(now),
        count,
    )
    record = chosen.as_record()
    return tuple(_offered(texts, suggestion, snapshot, record) for suggestion in chosen.suggestions)


def _offered(texts: Catalogue, suggestion: Suggestion, snapshot: Snapshot, record: str) -> Offered:
    draft = compose(texts, suggestion, snapshot)
    return Offered(
        script_id=suggestion.script_id, title=suggestion.title, reason=suggestion.reason, text=draft.text,
        open_places=draft.open_places, version=draft.version, lines=draft.line_keys, explanation=record,
    )  # fmt: skip


def looked_up(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    known: Known,
    scripts: Sequence[Script],
) -> tuple[Offered, ...]:
    """These scripts written out for this dossier; one of which this client read every line is left out."""
    texts = offered_catalogue(session, actor.municipality_id)
    snapshot, ledger = facts_of(known, now), ledger_of_dossier(session, actor, dossier.id)
    found = [look_up(script, snapshot, ledger, str(dossier.id)) for script in scripts]
    return tuple(_offered(texts, each, snapshot, "") for each in found if each is not None)


def ledger_of_dossier(session: Session, actor: Actor, dossier_id: UUID) -> Ledger:
    """Which scripts this client was sent, when, and with which lines."""
    query = select(Message.script_id, Message.sent_at, Message.script_lines).where(
        Message.municipality_id == actor.municipality_id, Message.dossier_id == dossier_id,
        Message.script_id.is_not(None),
    )  # fmt: skip
    return Ledger(
        tuple(
            Use(script_id or "", local_date(sent), tuple((lines or "").split()))
            for script_id, sent, lines in session.execute(query)
        )
    )
