"""What can be read of the outbox: why a mail would still go, to which address, and how the sending goes."""

import json
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.tables import Person, SingleUseToken
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.inbox.tables import InboxRow
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Municipality
from schuldhulp.outbox.kinds import Reason
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.reach.cooling import mail_counts
from schuldhulp.reach.queries import cooling_of, wishes_now
from schuldhulp.tenancy import as_person, within
from schuldhulp.workbook.queries import read_answers


def params_of(session: Session, mail: OutboxMail) -> dict[str, str]:
    """What the template is filled with: for an account its link's token, otherwise nothing."""
    text = keyring(session).open(mail, "params_sealed")
    return dict(json.loads(text)) if text else {}


def reason_now(session: Session, mail: OutboxMail, now: datetime) -> Reason:
    """Read what is so now: address and wishes as they are at this moment, not when the mail was put in the box."""
    person = session.get_one(Person, mail.person_id)
    token = params_of(session, mail).get("token")
    account = Reason(
        address=_address(session, person, mail.template),
        blocked=person.blocked_at is not None,
        link_works=token is None or _works(session, token, now),
        read_along=is_read_along(session, mail.person_id, now),
    )
    if mail.dossier_id is None:
        return account
    query = (
        select(Dossier, InboxRow)
        .join(
            InboxRow,
            and_(InboxRow.municipality_id == Dossier.municipality_id, InboxRow.dossier_id == Dossier.id),
        )
        .where(Dossier.municipality_id == mail.municipality_id, Dossier.id == mail.dossier_id)
    )
    found = session.execute(query).first()
    if found is None:
        return replace(account, in_dossier=True, closed=True)
    dossier, inbox = found
    return replace(
        account, in_dossier=True, mail_allowed=_mail_counts(session, mail, dossier, now), offline=dossier.offline,
        closed=dossier.closed_at is not None or dossier.deleted_at is not None,
        unread=mail.template != "new_message" or _unread(session, mail.municipality_id, mail.dossier_id),
        waiting_on=inbox.waiting_on, threat=inbox.threat is not None, threat_unseen=inbox.threat_unseen,
        stands_beside=_stands_beside(session, mail, local_date(now)),
    )  # fmt: skip


def _address(session: Session, person: Person, template: str) -> str | None:
    ring = keyring(session)
    asked = ring.open(person, "email_new_sealed") if person.email_new_from is None else None
    if template == "verify_own_box":  # never to the one that stands, however it is written
        return asked if asked and ring.email_token(asked) != person.email_token else None
    if template == "verify_email" and asked:
        return asked
    return ring.open(person, "email_sealed")


def _works(session: Session, token: str, now: datetime) -> bool:
    row = session.get(SingleUseToken, token_hash(token))
    return row is not None and row.used_at is None and row.expires_at > now


def _unread(session: Session, municipality_id: UUID, dossier_id: UUID) -> bool:
    query = select(Message.id).where(
        Message.municipality_id == municipality_id, Message.dossier_id == dossier_id,
        Message.read_at.is_(None), Message.author.in_(("counsellor", "system")),
    )  # fmt: skip
    return session.execute(query.limit(1)).first() is not None


def _mail_counts(session: Session, mail: OutboxMail, dossier: Dossier, now: datetime) -> bool:
    return mail_counts(dossier.mail_allowed, cooling_of(session, mail.municipality_id, dossier.id, now))


def is_mailed(
    session: Session, person_id: UUID, municipality_id: UUID, dossier_id: UUID, now: datetime
) -> bool:
    """Whether this client gets mail about their dossier at this moment: for pages that would speak of mail.

    No while they asked for none, came without a name, or told that somebody reads along.
    """
    query = select(Dossier.mail_allowed).where(
        Dossier.municipality_id == municipality_id, Dossier.id == dossier_id
    )
    allowed = session.scalars(query).one()
    counts = mail_counts(allowed, cooling_of(session, municipality_id, dossier_id, now))
    return counts and not is_read_along(session, person_id, now)


def is_read_along(session: Session, person_id: UUID, now: datetime) -> bool:
    """Whether this person told, as a client of any municipality, that somebody reads their mail.

    There is one mailbox, whichever role or municipality a mail is about. A yes counts at once; a no that took its place
    counts after 48 hours.
    """
    query = select(Participation.municipality_id, Participation.dossier_id).where(
        Participation.person_id == person_id, Participation.role == "client",
        Participation.ended_at.is_(None),
    )  # fmt: skip
    with as_person(session, person_id):
        own = session.execute(query).all()
    return any(_reads_along(session, place, dossier_id, now) for place, dossier_id in own)


def _reads_along(session: Session, municipality_id: UUID, dossier_id: UUID, now: datetime) -> bool:
    with within(session, municipality_id):
        told = read_answers(session, municipality_id, dossier_id, "bereiken").get("bereiken")
        wishes = wishes_now(told, cooling_of(session, municipality_id, dossier_id, now))
    return getattr(wishes, "reads_along", None) == "ja"


def _stands_beside(session: Session, mail: OutboxMail, today: date) -> bool:
    query = select(Participation.id).where(
        Participation.municipality_id == mail.municipality_id, Participation.dossier_id == mail.dossier_id,
        Participation.person_id == mail.person_id, Participation.role == "supporter",
        Participation.ended_at.is_(None), Participation.until_on >= today,
    )  # fmt: skip
    return session.scalars(query).first() is not None


def oldest_waiting(session: Session) -> datetime | None:
    """Since when the oldest mail that could not go yet waits: what the health page reads."""
    oldest = []
    for municipality_id in session.scalars(select(Municipality.id)).all():
        waiting = select(func.min(OutboxMail.created_at)).where(
            OutboxMail.municipality_id == municipality_id, OutboxMail.state == "waiting"
        )
        with within(session, municipality_id):
            oldest.append(session.scalar(waiting))
    return min((moment for moment in oldest if moment is not None), default=None)
