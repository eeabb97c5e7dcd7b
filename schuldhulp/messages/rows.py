"""Row functions of the conversation: sending as a part of an act."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.crisis.rows import raise_signal, refuse_while_unread
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import MessageSent
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.dossier.tables import Dossier
from schuldhulp.messages.changes import announcement, opening, with_line
from schuldhulp.messages.origin import Origin, own_percent
from schuldhulp.messages.queries import somebody_else
from schuldhulp.messages.tables import Message, MessageDraft
from schuldhulp.municipalities.tables import Membership
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.composing import check_sendable
from schuldhulp.supporters.queries import group_readers
from schuldhulp.unit_of_work import Act

_DRAFT: Any = MessageDraft.__table__
_FORGET = delete(_DRAFT).where(
    _DRAFT.c.municipality_id == bindparam("in_municipality"), _DRAFT.c.dossier_id == bindparam("of_dossier"),
    _DRAFT.c.person_id == bindparam("of_person"),
)  # fmt: skip


class NothingWritten(Refused):
    """There are no words to send."""

    sentence = "Er staat nog niets in uw bericht."


class NotSendable(Refused):
    """A reply with an open place or somebody else's name; the text says which."""

    sentence = "Dit bericht kan zo nog niet weg."


def check_reply(doing: Act, dossier: DossierView, body: str) -> None:
    """Stop a reply of staff that may not leave: empty, an open place, another client's name, an unread crisis.

    Raises NothingWritten, NotSendable, CrisisNotRead.
    """
    if not doing.actor.is_staff:
        return
    if not body.strip():
        raise NothingWritten
    reasons = check_sendable(body)
    other = somebody_else(doing.session, doing.municipality_id, dossier.id, dossier.kenmerk, body)
    if other:
        reasons.append(f"‘{other}’ hoort bij een ander dossier. Kijk de naam nog eens na.")
    if reasons:
        raise NotSendable(" ".join(reasons))
    refuse_while_unread(doing, dossier.id)


def forget_draft(doing: Act, dossier_id: UUID) -> None:
    """Drop the actor's unsent message: it was sent."""
    here = {"in_municipality": doing.municipality_id, "of_dossier": dossier_id}
    doing.session.execute(_FORGET, {**here, "of_person": doing.actor.person_id})


def announce_change(doing: Act, dossier_id: UUID, line: str) -> None:
    """Tell the client that staff changed something: a line in the conversation, a mail that there is something to read.

    What follows on the same day joins the message as long as nobody read it or wrote since, without another mail.
    Nothing happens when the client acts, or nobody is online in the dossier.
    """
    people = clients_of(doing.session, doing.municipality_id, dossier_id) if doing.actor.is_staff else []
    if not people:
        return
    member = doing.session.get(Membership, (doing.municipality_id, doing.actor.membership_id))
    name = (doing.keyring.open(member, "name_sealed") or "") if member else ""
    doing.session.flush()
    newest = doing.session.scalars(
        select(Message).where(Message.municipality_id == doing.municipality_id, Message.dossier_id == dossier_id)
        .order_by(Message.sent_at.desc(), Message.id.desc()).limit(1)
    ).first()  # fmt: skip
    if newest is not None and newest.author == "system" and newest.read_at is None:
        body = doing.keyring.open(newest, "body_sealed") or ""
        if body.startswith(opening(name)) and local_date(newest.sent_at) == local_date(doing.now):
            doing.keyring.seal(newest, "body_sealed", with_line(body, line))
            return
    row = doing.new_row(
        Message, dossier_id, id=new_id(), author="system", author_person_id=None, about=None, about_id=None,
        script_id=None, sent_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "body_sealed", announcement(name, line))
    doing.record(MessageSent(message_id=row.id, author="system"), dossier_id)
    if doing.session.get_one(Dossier, (doing.municipality_id, dossier_id)).mail_allowed:
        for person_id in people:
            doing.mail(person_id, "new_message", dossier_id, dedupe_key=f"message:{row.id}:{person_id}")


def add_message(
    doing: Act, dossier: DossierView, body: str, *,
    about: str | None = None, about_id: UUID | None = None, origin: Origin | None = None, in_group: bool = False,
    wished_on: date | None = None, minutes: int | None = None,
) -> Message:  # fmt: skip
    """Add a message to the act under way: the promise runs, the other side hears that there is something to read.

    `origin` is the script it began with; of the script's text only the share that was changed is kept, and with it
    why it was offered. `in_group`: the client's supporters read it too; what a supporter writes always is.
    `wished_on` counts for a client only: the day by which they would like an answer. `minutes`: what staff say it took.
    """
    if not body.strip():
        raise NothingWritten
    staff, script_id = doing.actor.is_staff, origin.script_id if origin else None
    author = "counsellor" if staff else str(doing.actor.role)
    in_group, wished_on = in_group or doing.actor.is_supporter, wished_on if doing.actor.is_client else None
    row = doing.new_row(
        Message, dossier.id, id=new_id(), author=author, author_person_id=doing.actor.person_id, about=about,
        about_id=about_id, script_id=script_id, sent_at=doing.now, in_group=in_group,
        wished_on=wished_on,
    )  # fmt: skip
    doing.keyring.seal(row, "body_sealed", body.strip())
    if origin is not None:
        row.script_version, row.script_lines = origin.version, " ".join(origin.lines)
        row.own_percent = own_percent(body, origin.text)
        doing.keyring.seal(row, "explanation_sealed", origin.explanation or None)
    levels = dossier.municipality.levels
    doing.record(
        MessageSent(
            message_id=row.id, author=author, about=about, script_id=script_id, wished_on=wished_on,
            minutes=minutes if staff else None,
            reply_due_at=None if staff else reply_due(doing.now, levels, dossier.municipality.opening),
            client_due_on=local_date(doing.now) + timedelta(days=levels.client_days) if staff else None,
        ),
        dossier.id,
    )  # fmt: skip
    if staff and dossier.mail_allowed:
        for person_id in clients_of(doing.session, doing.municipality_id, dossier.id):
            doing.mail(person_id, "new_message", dossier.id, dedupe_key=f"message:{row.id}:{person_id}")
    if in_group:
        for person_id in group_readers(
            doing.session, doing.municipality_id, dossier.id, local_date(doing.now)
        ):
            if person_id != doing.actor.person_id:
                doing.mail(person_id, "group_message", dossier.id, dedupe_key=f"group:{row.id}:{person_id}")
    if not staff:
        raise_signal(doing, row, body)
    return row
