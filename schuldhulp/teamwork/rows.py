"""Row functions of dividing work: giving a dossier to somebody, inside the act that is under way."""

from uuid import UUID

from sqlalchemy import select

from schuldhulp.access import STAFF
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import DossierAssigned, MessageSent
from schuldhulp.dossier.queries import clients_of
from schuldhulp.dossier.tables import Dossier
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Membership, Team
from schuldhulp.refusals import Refused
from schuldhulp.teamwork.words import back_in_queue, first_counsellor, next_counsellor
from schuldhulp.unit_of_work import Act


class NotOnStaff(Refused):
    """The person is no counsellor here, or not any more."""

    sentence = "Deze collega werkt hier niet (meer). Kies iemand anders."


class NoSuchTeam(Refused):
    """The team is not of this municipality."""

    sentence = "Dit team is er niet (meer). Kies een ander team."


def active_staff(doing: Act, membership_id: UUID) -> Membership:
    """A counsellor or team lead who works here now. Raises NotOnStaff."""
    member = doing.session.get(Membership, (doing.municipality_id, membership_id))
    today = local_date(doing.now)
    if member is None or member.role not in {role.value for role in STAFF}:
        raise NotOnStaff
    if member.ended_on is not None and member.ended_on < today:
        raise NotOnStaff
    return member


def name_of(doing: Act, membership_id: UUID | None) -> str:
    """A staff member's name; empty for nobody."""
    member = doing.session.get(Membership, (doing.municipality_id, membership_id)) if membership_id else None
    return (doing.keyring.open(member, "name_sealed") or "") if member else ""


def give(doing: Act, row: Dossier, member: Membership | None) -> None:
    """Give a locked dossier to a counsellor, or with None back to the queue; the client is told in the conversation."""
    before = name_of(doing, row.counsellor_id)
    row.counsellor_id = member.id if member else None
    if member is not None and member.team_id is not None:
        row.team_id = member.team_id
    row.version += 1
    doing.record(DossierAssigned(counsellor_id=row.counsellor_id, team_id=row.team_id), row.id)
    if member is None:
        body = back_in_queue(before)
    else:
        name = doing.keyring.open(member, "name_sealed") or "Een collega"
        body = next_counsellor(before, name) if _had_somebody(doing, row, before) else first_counsellor(name)
        if member.person_id != doing.actor.person_id:
            doing.mail(member.person_id, "new_dossier", row.id)
    tell_client(doing, row, body)


def _had_somebody(doing: Act, row: Dossier, before: str) -> bool:
    # After a stay in the queue nobody is named, but the client did have somebody before.
    earlier = select(Message.id).where(
        Message.municipality_id == doing.municipality_id, Message.dossier_id == row.id,
        Message.author == "counsellor",
    )  # fmt: skip
    return bool(before) or doing.session.scalar(earlier.limit(1)) is not None


def hand_to_team(doing: Act, row: Dossier, team_id: UUID) -> None:
    """Put a locked dossier in the queue of a team; everything in it stays. Raises NoSuchTeam."""
    if doing.session.get(Team, (doing.municipality_id, team_id)) is None:
        raise NoSuchTeam
    before = name_of(doing, row.counsellor_id)
    had_counsellor = row.counsellor_id is not None
    row.counsellor_id, row.team_id = None, team_id
    row.version += 1
    doing.record(DossierAssigned(counsellor_id=None, team_id=team_id), row.id)
    if had_counsellor:
        tell_client(doing, row, back_in_queue(before))


def tell_client(doing: Act, row: Dossier, body: str) -> None:
    """Say something in the conversation that nobody wrote, and mail that there is something to read."""
    message = doing.new_row(
        Message, row.id, author="system", author_person_id=None, about=None, about_id=None, script_id=None,
        sent_at=doing.now,
    )  # fmt: skip
    doing.keyring.seal(message, "body_sealed", body)
    doing.record(MessageSent(message_id=message.id, author="system"), row.id)
    if row.mail_allowed:
        for person_id in clients_of(doing.session, doing.municipality_id, row.id):
            doing.mail(person_id, "new_message", row.id, dedupe_key=f"message:{message.id}:{person_id}")


def release_dossiers(doing: Act, membership_id: UUID) -> int:
    """Put all open dossiers of somebody who leaves back in the queue; how many.

    Who ends a membership sees no dossier: the rows are found by the membership, not through `visible_to`.
    """
    query = (
        select(Dossier)
        .where(Dossier.municipality_id == doing.municipality_id, Dossier.counsellor_id == membership_id)
        .where(Dossier.closed_at.is_(None), Dossier.deleted_at.is_(None))
        .order_by(Dossier.id)
        .with_for_update()
    )
    rows = list(doing.session.scalars(query))
    doing.keyring.load_dossiers(doing.municipality_id, [row.id for row in rows])
    for row in rows:
        give(doing, row, None)
    return len(rows)
