"""What can be read of a conversation."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import Keyring, keyring, words_of
from schuldhulp.dossier.tables import Dossier, SearchToken
from schuldhulp.dossier.visibility import ASKED, asked_by, read_rows, visible_to
from schuldhulp.messages.addressee import names_in
from schuldhulp.messages.origin import Origin
from schuldhulp.messages.tables import Message, MessageDraft
from schuldhulp.refusals import NotYours

BUSY_FOR = timedelta(minutes=5)
A_PAGE = 50
"""Messages that a page shows at once; on an old telephone four hundred are too much to load."""


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message with its words opened; `first_versions` are what it said before it was put right."""

    id: UUID
    author: str
    name: str
    body: str
    about: str | None
    about_id: UUID | None
    sent_at: datetime
    corrected_at: datetime | None
    read_at: datetime | None
    first_versions: tuple[tuple[datetime, str], ...]
    mine: bool
    in_group: bool = False
    wished_on: date | None = None


def conversation(
    session: Session,
    actor: Actor,
    dossier_id: UUID,
    *,
    limit: int = 400,
    skip: int = 0,
    only: UUID | None = None,
) -> list[MessageView]:
    """The newest messages of a dossier after so many that are skipped, oldest first, each with its corrections folded
    in; or `only` one of them. A supporter reads those of the group only.
    """
    wanted = _written_first(actor, dossier_id, only).limit(limit).offset(skip).cte("wanted")
    query = (
        select(Message, Person)
        .join(wanted, or_(Message.id == wanted.c.id, Message.corrects_id == wanted.c.id))
        .outerjoin(Person, Person.id == Message.author_person_id)
        .where(Message.municipality_id == actor.municipality_id, Message.dossier_id == dossier_id)
        .order_by(Message.sent_at, Message.id)
    )
    if actor.is_supporter:
        query = query.where(Message.in_group)
    rows, ring = session.execute(query).all(), keyring(session)
    corrections: dict[UUID, list[Message]] = {}
    for message, _ in rows:
        if message.corrects_id:
            corrections.setdefault(message.corrects_id, []).append(message)
    return [
        _view(ring, actor, person, [message, *corrections.get(message.id, [])])
        for message, person in rows
        if not message.corrects_id
    ]


def _written_first(actor: Actor, dossier_id: UUID, only: UUID | None) -> Select[UUID]:
    """The ids of the messages of a dossier that correct no other, the newest first."""
    query = (
        select(Message.id)
        .join(
            Dossier,
            and_(Dossier.municipality_id == Message.municipality_id, Dossier.id == Message.dossier_id),
        )
        .where(
            visible_to(actor),
            Message.municipality_id == actor.municipality_id,
            Message.dossier_id == dossier_id,
            Message.corrects_id.is_(None),
        )
        .order_by(Message.sent_at.desc(), Message.id.desc())
    )
    if actor.is_supporter:
        query = query.where(Message.in_group)
    return query if only is None else query.where(Message.id == only)


def _view(ring: Keyring, actor: Actor, person: Person | None, versions: list[Message]) -> MessageView:
    message, last = versions[0], versions[-1]
    return MessageView(
        id=message.id, author=message.author, name=(ring.open(person, "name_sealed") or "") if person else "",
        body=ring.open(last, "body_sealed") or "", about=message.about, about_id=message.about_id,
        sent_at=message.sent_at, corrected_at=last.sent_at if last is not message else None,
        read_at=message.read_at, mine=message.author_person_id == actor.person_id,
        in_group=message.in_group, wished_on=message.wished_on,
        first_versions=tuple((v.sent_at, ring.open(v, "body_sealed") or "") for v in versions[:-1]),
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """The part of a conversation that one page shows; how many newer ones the page before and after it skip, if any."""

    messages: list[MessageView]
    earlier: int | None
    later: int | None = None


def shown_of(session: Session, actor: Actor, dossier_id: UUID, talk: list[MessageView], skip: int) -> Shown:
    """The newest of a conversation with all that this side has not read, or those before so many. The read stays open.

    `talk` is the conversation itself, which the page reads anyway.
    """
    if skip <= 0:
        theirs = other_side(actor)
        unread = next(
            (at for at, one in enumerate(talk) if one.read_at is None and one.author in theirs), len(talk)
        )
        begins = max(0, min(unread, len(talk) - A_PAGE))
        return Shown(talk[begins:], earlier=len(talk) - begins if begins else None)
    found = conversation(session, actor, dossier_id, limit=A_PAGE + 1, skip=skip)
    return Shown(
        found[-A_PAGE:], earlier=skip + A_PAGE if len(found) > A_PAGE else None, later=max(0, skip - A_PAGE)
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """How many messages of the other side this side has not read, and when a counsellor wrote the last of them."""

    count: int
    counsellor_at: datetime | None


_MESSAGE = Message.__table__.c
_UNREAD = (
    select(func.count(), func.max(case((_MESSAGE.author == "counsellor", _MESSAGE.sent_at))))
    .where(_MESSAGE.municipality_id == ASKED["municipality_id"], _MESSAGE.dossier_id == ASKED["dossier_id"])
    .where(_MESSAGE.read_at.is_(None), _MESSAGE.author.in_(bindparam("authors", expanding=True)))
)


def unread_messages(session: Session, actor: Actor, dossier_id: UUID) -> Unread:
    """What this side has not read yet; a message the system sent has a count and no counsellor."""
    asked = asked_by(actor, dossier_id, authors=other_side(actor))
    ((count, wrote_at),) = read_rows(session, _UNREAD, asked)
    return Unread(count, wrote_at)


def other_side(actor: Actor) -> tuple[str, ...]:
    """Whose messages this actor is the reader of."""
    return ("client", "supporter") if actor.is_staff else ("counsellor", "system")


@dataclass(frozen=True)
class DraftView:
    """What somebody was writing, with the script it came from."""

    body: str
    origin: Origin | None
    saved_at: datetime


def find_draft(session: Session, actor: Actor, dossier_id: UUID) -> DraftView | None:
    """The actor's own unsent words in a dossier."""
    row = session.get(MessageDraft, (actor.municipality_id, dossier_id, actor.person_id))
    if row is None:
        return None
    ring = keyring(session)
    return DraftView(ring.open(row, "body_sealed") or "", origin_of(ring, row), row.saved_at)


def origin_of(ring: Keyring, row: MessageDraft) -> Origin | None:
    """What of a draft came from scripts, or None."""
    if row.script_id is None or row.script_version is None:
        return None
    return Origin(
        script_id=row.script_id, version=row.script_version, lines=tuple((row.script_lines or "").split()),
        text=ring.open(row, "script_sealed") or "", explanation=ring.open(row, "explanation_sealed") or "",
    )  # fmt: skip


def busy_colleagues(session: Session, actor: Actor, dossier_id: UUID, now: datetime) -> list[str]:
    """The names of staff who are writing in this dossier at this moment, without the actor."""
    query = (
        select(Person)
        .join(MessageDraft, MessageDraft.person_id == Person.id)
        .where(MessageDraft.municipality_id == actor.municipality_id, MessageDraft.dossier_id == dossier_id)
        .where(MessageDraft.person_id != actor.person_id, MessageDraft.saved_at > now - BUSY_FOR)
        .where(MessageDraft.role.in_(["counsellor", "team_lead"]))
    )
    ring = keyring(session)
    return [ring.open(p, "name_sealed") or "een collega" for p in session.scalars(query)]


def find_own_message(session: Session, actor: Actor, dossier_id: UUID, message_id: UUID) -> MessageView:
    """One message the actor wrote. Raises NotYours."""
    for message in conversation(session, actor, dossier_id, only=message_id):
        if message.mine:
            return message
    raise NotYours


def find_client_message(session: Session, actor: Actor, dossier_id: UUID, message_id: UUID) -> MessageView:
    """One message of the client or a supporter. Raises NotYours."""
    for message in conversation(session, actor, dossier_id, only=message_id):
        if message.author in ("client", "supporter"):
            return message
    raise NotYours


def somebody_else(session: Session, municipality_id: UUID, dossier_id: UUID, kenmerk: str, text: str) -> str:
    """The name or number in a reply that belongs to another dossier of the municipality; empty for none.

    A greeting counts when no word of it is this client's and one is another's; a full name when both its words are
    one other client's. A name nobody here has is not judged.
    """
    named = names_in(text)
    other = next((number for number in named.numbers if number != kenmerk), "")
    if other or not named.words:
        return other
    ring = keyring(session)
    tokens = {ring.token(municipality_id, piece): word for word in named.words for piece in words_of(word)}
    query = select(SearchToken.token, SearchToken.dossier_id).where(
        SearchToken.municipality_id == municipality_id, SearchToken.token.in_(list(tokens))
    )
    having: dict[str, set[UUID]] = {}
    for token, holder in session.execute(query):
        having.setdefault(tokens[bytes(token)], set()).add(holder)
    if not any(dossier_id in having.get(word, ()) for word in named.greeting):
        for word in named.greeting:
            if having.get(word):
                return word
    for one, two in named.full:
        both = having.get(one, set()) & having.get(two, set())
        if both and dossier_id not in both:
            return f"{one} {two}"
    return ""
