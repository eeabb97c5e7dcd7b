"""What can be done with the division of work: assign, hand over to a team, be away, come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may
from schuldhulp.base import new_id
from schuldhulp.calendar import local_date
from schuldhulp.municipalities.tables import Absence
from schuldhulp.refusals import Conflict, DossierClosedForWriting, NotAllowed, NotYours, Refused
from schuldhulp.teamwork.rows import active_staff, give, hand_to_team
from schuldhulp.unit_of_work import Act, FormToken, act

MOST_AT_ONCE = 200


class AlreadyDivided(Conflict):
    """Somebody else divided this meanwhile."""

    sentence = "Iemand anders heeft dit net verdeeld. Kijk hieronder hoe het nu is."


class NothingChosen(Refused):
    """No dossier was chosen."""

    sentence = "Er is nog geen dossier gekozen."


class DaysReversed(Refused):
    """The last day lies before the first, in the past, or more than a year on."""

    sentence = "Kies een laatste dag die na de eerste dag ligt, nog niet voorbij is en binnen een jaar valt."


class AwayAlready(Refused):
    """There is an absence on these days."""

    sentence = "In deze dagen staat al een afwezigheid. Haal die eerst weg, of kies andere dagen."


class StandInAway(Refused):
    """The stand-in is the same person, or is away too."""

    sentence = "Deze collega kan in deze dagen niet vervangen. Kies iemand anders."


@dataclass(frozen=True)
class Wish:
    """One dossier from whoever has it now (None: the queue) to a counsellor (None: back to the queue)."""

    dossier_id: UUID
    now_with: UUID | None
    to: UUID | None


@dataclass(frozen=True)
class Divided:
    """How many dossiers were given, and how many somebody else had given meanwhile or were closed."""

    done: int
    skipped: int


def assign(
    session: Session, actor: Actor, now: datetime, wishes: Sequence[Wish], *, form: FormToken | None = None
) -> Divided:
    """Give dossiers to counsellors; clients are told. What changed meanwhile is left as it is and counted.

    Raises NothingChosen, AlreadyDivided (nothing at all was left to give), NotOnStaff, NotYours.
    """
    if not wishes:
        raise NothingChosen
    with act(session, actor, now, form=form) as doing:
        done = sum(_given(doing, wish) for wish in sorted(wishes[:MOST_AT_ONCE], key=lambda w: w.dossier_id))
        if not done:
            raise AlreadyDivided
    return Divided(done, len(wishes) - done)


def _given(doing: Act, wish: Wish) -> bool:
    try:
        row = doing.dossier(wish.dossier_id, "team:assign")
    except DossierClosedForWriting:
        return False
    if row.counsellor_id != wish.now_with or wish.to == wish.now_with:
        return False
    give(doing, row, active_staff(doing, wish.to) if wish.to else None)
    return True


def hand_over_to_team(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier_id: UUID,
    team_id: UUID,
    *,
    form: FormToken | None = None,
) -> None:
    """Put a dossier in another team's queue, with everything in it. Raises NoSuchTeam, NotYours."""
    with act(session, actor, now, form=form) as doing:
        hand_to_team(doing, doing.dossier(dossier_id, "team:assign"), team_id)


def add_absence(
    session: Session, actor: Actor, now: datetime, membership_id: UUID, first_day: date, last_day: date,
    stand_in_id: UUID, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Note that a counsellor is away, both days included, and who does their work.

    One's own; a team lead anybody's. Raises NotAllowed, DaysReversed, AwayAlready, StandInAway, NotOnStaff.
    """
    today = local_date(now)
    if last_day < first_day or last_day < today or last_day > today + timedelta(days=366):
        raise DaysReversed
    with act(session, actor, now, form=form) as doing:
        _check_whose(actor, membership_id)
        active_staff(doing, membership_id)
        if _away(doing, membership_id, first_day, last_day):
            raise AwayAlready
        active_staff(doing, stand_in_id)
        if stand_in_id == membership_id or _away(doing, stand_in_id, first_day, last_day):
            raise StandInAway
        session.add(
            Absence(
                municipality_id=doing.municipality_id, id=new_id(), membership_id=membership_id,
                stand_in_id=stand_in_id, first_day=first_day, last_day=last_day,
            )
        )  # fmt: skip


def end_absence(
    session: Session, actor: Actor, now: datetime, absence_id: UUID, *, form: FormToken | None = None
) -> None:
    """Take an absence away: one to come is removed, a running one ended yesterday. Raises NotYours, NotAllowed."""
    with act(session, actor, now, form=form) as doing:
        row = session.get(Absence, (doing.municipality_id, absence_id))
        if row is None:
            raise NotYours
        _check_whose(actor, row.membership_id)
        today = local_date(now)
        if row.first_day >= today:
            session.delete(row)
        elif row.last_day >= today:
            row.last_day = today - timedelta(days=1)


def _check_whose(actor: Actor, membership_id: UUID) -> None:
    own = actor.membership_id == membership_id
    if not may(actor, "absence:change") or not (own or actor.role is Role.TEAM_LEAD):
        raise NotAllowed


def _away(doing: Act, membership_id: UUID, first_day: date, last_day: date) -> bool:
    query = select(Absence.id).where(
        Absence.municipality_id == doing.municipality_id, Absence.membership_id == membership_id,
        Absence.first_day <= last_day, Absence.last_day >= first_day,
    )  # fmt: skip
    return doing.session.scalar(query.limit(1)) is not None
