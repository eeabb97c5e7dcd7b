"""What can be read of two partners: who the other is, what each lets the other see, and what they agreed.

A thing of the other's dossier is read here only, as the partner, and only when it was shown.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.tables import Person
from schuldhulp.budget.categories import Group
from schuldhulp.budget.queries import month_of
from schuldhulp.crypto import keyring
from schuldhulp.documents.queries import OpenedFile, open_file, papers
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.dossier.visibility import rows_of, visible_to
from schuldhulp.messages.queries import conversation
from schuldhulp.money import per_month
from schuldhulp.partners.joint import Line, of_text
from schuldhulp.partners.shown import Kind, Thing, unknown_words
from schuldhulp.partners.tables import JointPlan, ShownToPartner
from schuldhulp.refusals import NotYours

QUIET = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Partner:
    """The other of two who share, as seen from one dossier: whose account, which dossier, since when."""

    person_id: UUID
    dossier_id: UUID
    kenmerk: str
    name: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class JointPlanView:
    """One copy of a plan, opened."""

    id: UUID
    lines: tuple[Line, ...]
    made_at: datetime
    made_by_role: str
    own_signed_at: datetime | None
    other_signed_at: datetime | None
    replaced_at: datetime | None

    @property
    def signed(self) -> bool:
        """Whether both signed."""
        return self.own_signed_at is not None and self.other_signed_at is not None


def as_partner(actor: Actor, partner: Partner) -> Actor:
    """A client who looks at what their partner shows: in the other's dossier they are nothing but the partner."""
    return replace(actor, role=Role.PARTNER, dossier_id=partner.dossier_id)


def partner_of(session: Session, actor: Actor, dossier_id: UUID) -> Partner | None:
    """With whom the client of a dossier shares now; None when nobody, or the dossier is not there for this actor."""
    row = session.execute(_links(actor, dossier_id).where(_LINK.ended_at.is_(None))).first()
    if row is None:
        return None
    link, kenmerk, person = row
    name = keyring(session).open(person, "name_sealed") or ""
    return Partner(
        person_id=link.person_id,
        dossier_id=link.own_dossier_id,
        kenmerk=kenmerk,
        name=name,
        since=link.started_at,
    )


def stopped_sharing(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> datetime | None:
    """When sharing stopped, for thirty days after: then staff take care. None when it goes on or nobody shared."""
    query = _links(actor, dossier_id).where(_LINK.ended_at > now - QUIET).order_by(_LINK.ended_at.desc())
    row = session.execute(query).first()
    found: datetime | None = (
        row[0].ended_at if row and partner_of(session, actor, dossier_id) is None else None
    )
    return found


_LINK: Any = aliased(Participation)  # the actor's own taking part stands in the same table
_OTHER: Any = aliased(Dossier)


def _links(actor: Actor, dossier_id: UUID) -> Any:
    return (
        select(_LINK, _OTHER.kenmerk, Person)
        .join(Dossier, and_(Dossier.municipality_id == _LINK.municipality_id, Dossier.id == _LINK.dossier_id))
        .join(
            _OTHER, and_(_OTHER.municipality_id == _LINK.municipality_id, _OTHER.id == _LINK.own_dossier_id)
        )
        .join(Person, Person.id == _LINK.person_id)
        .where(visible_to(actor), _LINK.municipality_id == actor.municipality_id)
        .where(_LINK.dossier_id == dossier_id, _LINK.role == Role.PARTNER.value, _OTHER.deleted_at.is_(None))
    )


def things_of(session: Session, actor: Actor, dossier_id: UUID) -> list[Thing]:
    """Everything of a dossier that can be shown, with since when it is; for its client and for staff."""
    month = month_of(session, actor, dossier_id)
    money = [
        Thing(
            kind=Kind.of_money(line.post.group is Group.INCOME), id=line.id, name=line.told.name,
            cents=None if line.told.amount_open else per_month(line.post.cents, line.post.period),
        )
        for line in month.lines
        if line.removed_at is None
    ]  # fmt: skip
    owed = [
        Thing(kind=Kind.DEBT, id=debt.id, name=debt.name, cents=debt.told.claimed_cents)
        for debt in month.owed.debts
    ]
    listed = [
        Thing(
            kind=Kind.PAPER,
            id=paper.id,
            name=paper.label,
            more="nog nodig" if paper.state == "needed" else "",
            files=tuple(file for file in paper.files if file.readable),
        )
        for paper in papers(session, actor, dossier_id)
    ]
    said = [
        Thing(kind=Kind.MESSAGE, id=message.id, name=message.body, more=message.sent_at.isoformat())
        for message in conversation(session, actor, dossier_id)
        if message.author == Role.CLIENT.value and not message.in_group
    ]
    since = shown_since(session, actor, dossier_id)
    return [replace(thing, shown_at=since.get(thing.key)) for thing in (*money, *owed, *listed, *said)]


def shown_since(session: Session, actor: Actor, dossier_id: UUID) -> dict[str, datetime]:
    """Since when each thing is shown, by its key; what is not in it is not shown."""
    query = rows_of(ShownToPartner, actor, dossier_id).where(ShownToPartner.hidden_at.is_(None))
    return {f"{row.kind}:{row.row_id}": row.shown_at for row in session.scalars(query)}


def shown_by(session: Session, actor: Actor, partner: Partner) -> list[Thing]:
    """What the partner lets this client see, and nothing else of their dossier; the same for staff."""
    looking = actor if actor.is_staff else as_partner(actor, partner)
    return [thing for thing in things_of(session, looking, partner.dossier_id) if thing.shown_at is not None]


def known_to_partner(session: Session, actor: Actor, dossier_id: UUID) -> frozenset[str] | None:
    """The keys of what the partner of a dossier sees of it; None where nobody shares."""
    if partner_of(session, actor, dossier_id) is None:
        return None
    return frozenset(shown_since(session, actor, dossier_id))


def open_shown_file(session: Session, actor: Actor, partner: Partner, file_id: UUID) -> OpenedFile:
    """One file of a paper that the partner shows now. Raises NotYours for any other, FileGone, StoreFailed."""
    papers_shown = (thing for thing in shown_by(session, actor, partner) if thing.kind is Kind.PAPER)
    if not any(file.id == file_id for paper in papers_shown for file in paper.files):
        raise NotYours
    return open_file(session, as_partner(actor, partner), partner.dossier_id, file_id)


@dataclass(frozen=True, kw_only=True)
class PartnerNote:
    """What staff read before anything leaves: with whom is shared, what they do not know, or that it stopped."""

    name: str = ""
    unknown: str = ""
    stopped_at: datetime | None = None


def partner_note(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> PartnerNote | None:
    """The note of a dossier; None where nobody shares and nobody did in the last thirty days."""
    partner = partner_of(session, actor, dossier_id)
    if partner is None:
        stopped = stopped_sharing(session, actor, dossier_id, now)
        return PartnerNote(stopped_at=stopped) if stopped else None
    return PartnerNote(name=partner.name, unknown=unknown_words(things_of(session, actor, dossier_id)))


def plans_of(session: Session, actor: Actor, dossier_id: UUID) -> list[JointPlanView]:
    """The plans two partners made, newest first, from the copies of this dossier."""
    query = rows_of(JointPlan, actor, dossier_id).order_by(JointPlan.made_at.desc(), JointPlan.id)
    ring = keyring(session)
    return [
        JointPlanView(
            id=row.plan_id, lines=of_text(ring.open(row, "content_sealed") or "[]"), made_at=row.made_at,
            made_by_role=row.made_by_role, own_signed_at=row.own_signed_at, other_signed_at=row.other_signed_at,
            replaced_at=row.replaced_at,
        )
        for row in session.scalars(query)
    ]  # fmt: skip
