"""Row functions of the conversation: sending as a part of an act."""

from datetime import timedelta
from uuid import UUID

from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.events import MessageSent
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.messages.tables import Message
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act


class NothingWritten(Refused):
    """There are no words to send."""

    sentence = "Er staat nog niets in uw bericht."


def add_message(
    doing: Act, dossier: DossierView, body: str, *,
    about: str | None = None, about_id: UUID | None = None, script_id: str | None = None,
) -> Message:  # fmt: skip
    """Add a message to the act under way: the promise runs, the other side hears that there is something to read."""
    if not body.strip():
        raise NothingWritten
    staff = doing.actor.is_staff
    author = "counsellor" if staff else str(doing.actor.role)
    row = doing.new_row(
        Message, dossier.id, id=new_id(), author=author, author_person_id=doing.actor.person_id, about=about,
        about_id=about_id, script_id=script_id, sent_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(row, "body_sealed", body.strip())
    levels = dossier.municipality.levels
    doing.record(
        MessageSent(
            message_id=row.id, author=author, about=about, script_id=script_id,
            reply_due_at=None if staff else reply_due(doing.now, levels, dossier.municipality.opening),
            client_due_on=local_date(doing.now) + timedelta(days=levels.client_days) if staff else None,
        ),
        dossier.id,
    )  # fmt: skip
    if staff and dossier.mail_allowed:
        for person_id in clients_of(doing.session, doing.municipality_id, dossier.id):
            doing.mail(person_id, "new_message", dossier.id, dedupe_key=f"message:{row.id}:{person_id}")
    return row
