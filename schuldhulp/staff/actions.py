"""What a municipality's administrator can do with staff: invite, change, end, send the link again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.rows import ChangedMeanwhile, note_change
from schuldhulp.municipalities.tables import Membership
from schuldhulp.refusals import NotAllowed, NotYours, Refused
from schuldhulp.staff.rows import Invited, add_member, describe, invite
from schuldhulp.teamwork.rows import release_dossiers
from schuldhulp.unit_of_work import Act, FormToken, act


class LastAdministrator(Refused):
    """Without this person nobody could manage the municipality."""

    sentence = "Dit is de laatste beheerder. Nodig eerst een andere beheerder uit."


class HasPassword(Refused):
    """The account is in use; a forgotten password is asked for at sign-in."""

    sentence = "Deze medewerker heeft al een wachtwoord. Een nieuw wachtwoord vraagt men zelf aan bij het inloggen."


def _managing(doing: Act, membership_id: UUID, version: int | None = None) -> Membership:
    if not may(doing.actor, "staff:manage"):
        raise NotAllowed
    query = (
        select(Membership)
        .where(Membership.municipality_id == doing.municipality_id, Membership.id == membership_id)
        .with_for_update()
    )
    row = doing.session.scalars(query).one_or_none()
    if row is None:
        raise NotYours
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    return row


def invite_member(
    session: Session, actor: Actor, now: datetime, told: Invited, *, form: FormToken | None = None
) -> UUID:
    """Invite somebody for a role. Who has an account already can take the role up at once.

    Raises AlreadyMember, NotAllowed.
    """
    if not may(actor, "staff:manage"):
        raise NotAllowed
    with act(session, actor, now, form=form) as doing:
        row = add_member(doing, told)
    return row.id


def change_member(
    session: Session, actor: Actor, now: datetime, membership_id: UUID, told: Invited, version: int | None, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change what clients and team leads see of a member; role and address stay. Raises ChangedMeanwhile, NotYours."""
    with act(session, actor, now, form=form) as doing:
        describe(doing, _managing(doing, membership_id, version), told)
        note_change(doing, "medewerkers", "changed", subject_id=membership_id)


def end_membership(
    session: Session, actor: Actor, now: datetime, membership_id: UUID, last_day: date | None = None, *,
    form: FormToken | None = None,
) -> int:  # fmt: skip
    """Let somebody's role end; how many dossiers went back to the queue.

    Without a last day it ends now: their sessions stop and their dossiers wait for a colleague. With a last day to
    come they work until then. Raises LastAdministrator, NotYours.
    """
    today = local_date(now)
    with act(session, actor, now, form=form) as doing:
        row = _managing(doing, membership_id)
        _check_administrator(doing, row, today)
        row.version += 1
        if last_day is not None and last_day >= today:
            row.ended_on = last_day
            note_change(doing, "medewerkers", "ending", subject_id=row.id)
            return 0
        row.ended_on = today - timedelta(days=1)
        session.execute(
            update(LoginSession)
            .where(LoginSession.person_id == row.person_id, LoginSession.ended_at.is_(None))
            .where(LoginSession.hat_id == row.id)
            .values(ended_at=now)
        )
        note_change(doing, "medewerkers", "ended", subject_id=row.id)
        return release_dossiers(doing, row.id)


def _check_administrator(doing: Act, row: Membership, today: date) -> None:
    if row.role != Role.MUNICIPALITY_ADMIN.value:
        return
    others = select(Membership.id).where(
        Membership.municipality_id == doing.municipality_id, Membership.role == row.role, Membership.id != row.id,
        Membership.ended_on.is_(None),
    )  # fmt: skip
    if doing.session.scalar(others.limit(1)) is None:
        raise LastAdministrator


def invite_again(
    session: Session, actor: Actor, now: datetime, membership_id: UUID, *, form: FormToken | None = None
) -> None:
    """Send a new link; earlier ones keep their own end. Raises HasPassword, NotYours."""
    with act(session, actor, now, form=form) as doing:
        row = _managing(doing, membership_id)
        if not invite(doing, row.person_id):
            raise HasPassword
        note_change(doing, "medewerkers", "invited", subject_id=row.id)
