"""What can be done in a conversation: send, correct, mark as read, keep a draft."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.crisis.rows import raise_signal
from schuldhulp.crypto import keyring
from schuldhulp.dossier.events import MessageCorrected
from schuldhulp.dossier.queries import DossierView
from schuldhulp.hints.rows import finish_parts
from schuldhulp.messages.origin import Origin
from schuldhulp.messages.queries import origin_of, other_side
from schuldhulp.messages.rows import NothingWritten, add_message, check_reply, forget_draft
from schuldhulp.messages.tables import Message, MessageDraft
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.work_forms.form import WorkForm
from schuldhulp.unit_of_work import FormToken, act, open_write, was_handled
from schuldhulp.workforms.rows import add_task

ABOUT_TASK = "work_form_task"


class NotYourMessage(Refused):
    """Only who wrote a message puts it right."""

    sentence = "U kunt alleen uw eigen bericht verbeteren."


def send_message(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, body: str, *,
    about: str | None = None, about_id: UUID | None = None, origin: Origin | None = None,
    parts_done: Sequence[UUID] = (), in_group: bool = False, work_form: tuple[WorkForm, date] | None = None,
    wished_on: date | None = None, minutes: int | None = None,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Send a message in a dossier, and forget the sender's draft.

    `about`/`about_id` tie it to a line (debt, budget_post, step …); `origin` is the script it began with; `parts_done`
    are marked parts of the client's messages that it answers; `in_group`: supporters read it too. `work_form` is
    asked for by its day in the same act, and the message leads to it. `wished_on`: by when a client
    would like an answer; `minutes`: how long staff say it took. Raises DayBehindUs, NothingWritten, NotSendable,
    CrisisNotRead, NotYours, DossierClosedForWriting.
    """
    with act(session, actor, now, form=form) as doing:
        doing.locked(dossier.id, "message:write")
        check_reply(doing, dossier, body)
        finish_parts(doing, dossier.id, parts_done)
        if work_form is not None:
            doing.dossier(dossier.id, "work_form:assign")
            task = add_task(doing, dossier.id, *work_form)
            about, about_id = (about, about_id) if about_id else (ABOUT_TASK, task.id)
        row = add_message(
            doing, dossier, body, about=about, about_id=about_id, origin=origin, in_group=in_group,
            wished_on=wished_on, minutes=minutes,
        )  # fmt: skip
        forget_draft(doing, dossier.id)
    return row.id


def correct_message(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, message_id: UUID, body: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put one's own message right; the first version stays readable. Raises NotYourMessage, NothingWritten."""
    if not body.strip():
        raise NothingWritten
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "message:write")
        first = doing.row(Message, message_id, dossier.id)
        if first.author_person_id != actor.person_id or first.corrects_id is not None:
            raise NotYourMessage
        row = doing.new_row(
            Message, dossier.id, id=new_id(), author=first.author, author_person_id=actor.person_id,
            about=first.about, about_id=first.about_id, corrects_id=first.id, sent_at=now, read_at=now,
            in_group=first.in_group,
        )  # fmt: skip
        doing.keyring.seal(row, "body_sealed", body.strip())
        if not actor.is_staff:
            raise_signal(doing, first, body)
        doing.record(MessageCorrected(message_id=first.id, author=first.author), dossier.id)


def mark_read(session: Session, actor: Actor, now: datetime, dossier: DossierView) -> None:
    """Note that this side has read the other side's messages: a mark, not an act."""
    open_write(session, dossier.municipality_id)
    session.execute(
        update(Message)
        .where(Message.municipality_id == dossier.municipality_id, Message.dossier_id == dossier.id)
        .where(Message.read_at.is_(None), Message.author.in_(other_side(actor)))
        .values(read_at=now)
    )
    session.commit()


def save_draft(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    body: str,
    *,
    origin: Origin | None = None,
    of_form: str = "",
) -> bool:
    """Keep what somebody is writing; one draft per person per dossier, never discarded before it is sent.

    `origin` is a script that was put in just now; the draft remembers what came from scripts. `of_form` is
    the token of its form: a draft that comes in after its message was sent is dropped. Gives whether it was kept.
    """
    open_write(session, dossier.municipality_id)
    if of_form and was_handled(session, actor, dossier.municipality_id, of_form):
        session.rollback()
        return False
    row = session.get(MessageDraft, (dossier.municipality_id, dossier.id, actor.person_id))
    if row is None:
        row = MessageDraft(
            municipality_id=dossier.municipality_id, dossier_id=dossier.id, person_id=actor.person_id, id=new_id(),
            role=str(actor.role), script_id=None,
        )  # fmt: skip
    ring = keyring(session)
    ring.seal(row, "body_sealed", body)
    row.saved_at = now
    if origin is not None:
        whole = origin.after(origin_of(ring, row))
        row.script_id, row.script_version, row.script_lines = (
            whole.script_id,
            whole.version,
            " ".join(whole.lines),
        )
        ring.seal(row, "script_sealed", whole.text)
        ring.seal(row, "explanation_sealed", whole.explanation or None)
    session.add(row)
    session.commit()
    return True
