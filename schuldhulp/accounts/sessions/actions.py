"""Ending sessions from the server: everybody's, those of one municipality, or one account's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, and_, delete, or_, select, true, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.tables import LoginSession, SingleUseToken
from schuldhulp.dossier.tables import Participation
from schuldhulp.municipalities.tables import Membership
from schuldhulp.unit_of_work import open_write

# A wish that waits for its mail is no way in yet; what a service said before may not be said again.
_STAYS = ("forgotten password", "signed out elsewhere")


def end_all(
    session: Session, now: datetime, *, municipality_id: UUID | None = None, person_id: UUID | None = None,
    links_too: bool = False,
) -> tuple[int, int]:  # fmt: skip
    """End every session, or those of one municipality or person; how many sessions, and how many mailed links.

    Of a municipality: whoever is at work or at a dossier there, and whoever belongs there and did not choose a role
    yet. With `links_too` no link that was mailed to these people works any more. Signing in half ends too.
    """
    open_write(session, municipality_id)
    people = _people_of(municipality_id) if municipality_id else None
    of_sessions: ColumnElement[bool] = true()
    of_links: ColumnElement[bool] = true()
    if person_id is not None:
        of_sessions, of_links = LoginSession.person_id == person_id, SingleUseToken.person_id == person_id
    elif people is not None:
        without_role = and_(LoginSession.municipality_id.is_(None), LoginSession.person_id.in_(people))
        of_sessions = or_(
            LoginSession.municipality_id == municipality_id,
            LoginSession.via_municipality_id == municipality_id, without_role,
        )  # fmt: skip
        of_links = SingleUseToken.person_id.in_(people)
    live = update(LoginSession).where(LoginSession.ended_at.is_(None), of_sessions)
    ended = session.scalars(live.values(ended_at=now).returning(LoginSession.token_hash)).all()
    if person_id is None and people is None:
        session.execute(delete(SignInChallenge).where(SignInChallenge.purpose.not_in(_STAYS)))
    voided = []
    if links_too:
        open_links = update(SingleUseToken).where(SingleUseToken.used_at.is_(None), of_links)
        voided = list(session.scalars(open_links.values(used_at=now).returning(SingleUseToken.token_hash)))
    session.commit()
    return len(ended), len(voided)


def _people_of(municipality_id: UUID) -> CompoundSelect[UUID]:
    return (
        select(Membership.person_id)
        .where(Membership.municipality_id == municipality_id)
        .union(select(Participation.person_id).where(Participation.municipality_id == municipality_id))
    )
