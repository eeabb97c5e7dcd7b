"""What a municipality's administrator can do with staff: invite, change, end, send the link again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may
from schuldhulp.accounts.second_factor.rows import forget_factors
from schuldhulp.accounts.sessions.rows import end_sessions
from schuldhulp.accounts.tables import LoginSession, Person
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.rows import ChangedMeanwhile, note_change
from schuldhulp.municipalities.tables import Membership
from schuldhulp.openid.rows import unlink_staff
from schuldhulp.refusals import NotAllowed, NotYours, Refused
from schuldhulp.staff.queries import roles_elsewhere
from schuldhulp.staff.rows import Invited, add_member, describe, invite
from schuldhulp.teamwork.rows import release_dossiers
from schuldhulp.tenancy import within
from schuldhulp.unit_of_work import Act, FormToken, act


class LastAdministrator(Refused):
    """Without this person nobody could manage the municipality."""

    sentence = "Dit is de laatste beheerder. Nodig eerst een andere beheerder uit."


class HasPassword(Refused):
    """The account is in use; a forgotten password is asked for at sign-in."""

    sentence = (
        "Deze medewerker heeft al een wachtwoord. Een nieuw wachtwoord vraagt men zelf aan bij het inloggen."
    )


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
        _unlink_who_left(doing, row, today)
        note_change(doing, "medewerkers", "ended", subject_id=row.id)
        return release_dossiers(doing, row.id)


def _unlink_who_left(doing: Act, row: Membership, today: date) -> None:
    """Take away the municipality's own sign-in service of somebody who has no role here any more."""
    doing.session.flush()
    others = select(Membership.id).where(
        Membership.municipality_id == doing.municipality_id, Membership.person_id == row.person_id,
        or_(Membership.ended_on.is_(None), Membership.ended_on >= today),
    )  # fmt: skip
    if doing.session.scalar(others.limit(1)) is None:
        unlink_staff(doing.session, doing.now, doing.municipality_id, row.person_id)


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
        if row.ended_on is not None and row.ended_on < local_date(now):
            raise NotYours
        if not invite(doing, row) and row.taken_up_on is not None:
            raise HasPassword  # of who has not come in yet, it tells nobody that there is an account
        note_change(doing, "medewerkers", "invited", subject_id=row.id)


class NotByYou(Refused):
    """Whose second step this is: one's own, or an administrator's, which only the platform takes away."""

    sentence = "Van een beheerder haalt alleen de beheerder van het platform de tweede stap weg."


class WorksElsewhere(Refused):
    """What an administrator takes away here would open another municipality's dossiers too."""

    sentence = (
        "Deze collega werkt ook bij een andere gemeente. Daar zou de tweede stap dan ook weg zijn. "
        "Vraag de beheerder van het platform om dit te doen."
    )


PROOFS = ("in_person", "video", "called_back")


def reset_second_step(
    session: Session, actor: Actor, now: datetime, municipality_id: UUID, membership_id: UUID, proof: str, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take a colleague's second step away, after they showed who they are; they set one up at their next sign-in.

    Their sessions end and they hear of it by mail. `proof` says how they showed it, one of PROOFS. An administrator's
    is for the platform, as that of who works for another municipality too, where it is written down as well. Raises
    WorksElsewhere, NotByYou, NotAllowed, NotYours.
    """
    if proof not in PROOFS:
        raise ValueError(proof)
    with (
        within(session, municipality_id),
        act(session, actor, now, municipality_id=municipality_id, form=form) as doing,
    ):
        if not may(actor, "factor:reset") or actor.municipality_id not in (None, municipality_id):
            raise NotAllowed
        query = select(Membership).where(
            Membership.municipality_id == municipality_id, Membership.person_id != actor.person_id
        )
        row = session.scalars(query.where(Membership.id == membership_id)).one_or_none()
        if row is None or row.taken_up_on is None:
            raise NotYours  # an invitation gives nobody a say over somebody's account
        roles = set(session.scalars(query.with_only_columns(Membership.role).where(
            Membership.person_id == row.person_id, Membership.ended_on.is_(None)
        )))  # fmt: skip
        of_the_platform = session.get_one(Person, row.person_id).platform_admin
        elsewhere = roles_elsewhere(session, row.person_id, municipality_id, local_date(now))
        by_the_platform = actor.role is Role.PLATFORM_ADMIN
        if elsewhere and not by_the_platform:
            raise WorksElsewhere
        is_administrator = Role.MUNICIPALITY_ADMIN.value in roles
        if of_the_platform or (is_administrator or bool(elsewhere)) != by_the_platform:
            raise NotByYou
        forget_factors(session, row.person_id)
        end_sessions(session, now, row.person_id)
        note_change(doing, "medewerkers", "second_step_reset", fields=(proof,), subject_id=row.id)
        session.flush()
        for place, role_id in elsewhere:
            with within(session, place):
                changed = ("medewerkers", "second_step_reset", (proof,), role_id)
                note_change(doing, *changed, place=place)
                session.flush()
        doing.mail(row.person_id, "second_step_changed")
