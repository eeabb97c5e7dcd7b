"""What can be read of nazorg: what is asked of a client now, and for staff who is due, answered and did not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.aftercare.moments import AHEAD_DAYS, ASKED_AFTER, GRACE_DAYS, HowItGoes, moments
from schuldhulp.aftercare.tables import AftercareCheck
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.across.queries import named
from schuldhulp.dossier.opening_hours import utc_at
from schuldhulp.dossier.queries import DossierView
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import rows_of, visible_to
from schuldhulp.retention.terms import months_after
from schuldhulp.watch.queries import PAGE, Due

_MOST = 200
_REASONS = tuple(reason.value for reason in ASKED_AFTER)


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """One time that somebody was asked, with the words opened. `kenmerk` and `called` are filled in a list."""

    months: int
    offered_at: datetime
    mailed: bool
    answered_at: datetime | None
    how: HowItGoes | None
    words: str
    kenmerk: str = ""
    called: str = ""


@dataclass(frozen=True, kw_only=True)
class Coming:
    """A moment that comes within a month."""

    months: int
    on: date
    kenmerk: str
    called: str
    by_mail: bool


def newest_check(session: Session, actor: Actor, dossier: DossierView) -> CheckView | None:
    """The newest moment since a dossier was closed; None for one that is open, or where nobody asked."""
    if not dossier.closed:
        return None
    query = rows_of(AftercareCheck, actor, dossier.id).where(AftercareCheck.offered_at >= Dossier.closed_at)
    row = session.scalars(query.order_by(AftercareCheck.offered_at.desc()).limit(1)).first()
    return _view(row, keyring(session).open(row, "words_sealed") or "") if row else None


def checks_done(session: Session, actor: Actor, memberships: Sequence[UUID] | None) -> list[CheckView]:
    """The newest time of each closed dossier, of these counsellors or (None) of everybody; newest first."""
    newer = AftercareCheck.__table__.alias("newer")
    later = (
        select(newer.c.id)
        .where(newer.c.municipality_id == AftercareCheck.municipality_id)
        .where(
            newer.c.dossier_id == AftercareCheck.dossier_id, newer.c.offered_at > AftercareCheck.offered_at
        )
        .exists()
    )
    query = (
        select(AftercareCheck, Dossier)
        .join(
            Dossier,
            and_(
                Dossier.municipality_id == AftercareCheck.municipality_id,
                Dossier.id == AftercareCheck.dossier_id,
            ),
        )
        .where(visible_to(actor), AftercareCheck.municipality_id == actor.municipality_id, ~later)
        .where(AftercareCheck.offered_at >= Dossier.closed_at)
        .order_by(AftercareCheck.offered_at.desc())
        .limit(_MOST)
    )
    if memberships is not None:
        query = query.where(Dossier.counsellor_id.in_(memberships))
    return [_view(*each) for each in named(session, actor, query, "words_sealed")]


def checks_coming(
    session: Session, actor: Actor, memberships: Sequence[UUID] | None, months: Sequence[int], today: date
) -> list[Coming]:
    """Who is asked within a month, by day. What a client chose in the step itself is not looked at here."""
    if not months:
        return []
    ended = _ended(months, today, today + timedelta(days=AHEAD_DAYS))
    query = select(Dossier).where(visible_to(actor), Dossier.closing_reason.in_(_REASONS), ended).limit(_MOST)
    if memberships is not None:
        query = query.where(Dossier.counsellor_id.in_(memberships))
    ring, rows = keyring(session), list(session.scalars(query))
    ring.load_dossiers(actor.own_municipality, {row.id for row in rows})
    found = [
        Coming(months=each.months, on=each.on, kenmerk=row.kenmerk, called=ring.open(row, "called_sealed") or "",
               by_mail=row.mail_allowed and not row.offline)
        for row in rows
        if row.closed_at
        for each in moments(local_date(row.closed_at), months)
        if 0 < (each.on - today).days <= AHEAD_DAYS
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.on, each.kenmerk))


def aftercare_due(
    session: Session, municipality_id: UUID, months: Sequence[int], today: date, after: Due | None = None
) -> list[Due]:
    """Closed dossiers for which a moment may have come in the last two weeks; the act looks whether it has."""
    since = today - timedelta(days=GRACE_DAYS)
    query = (
        select(Dossier.id)
        .where(Dossier.municipality_id == municipality_id, Dossier.deleted_at.is_(None))
        .where(Dossier.closing_reason.in_(_REASONS), _ended({*months, *_OWN_CHOICES}, since, today))
        .order_by(Dossier.id)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(Dossier.id > after.dossier_id)
    return [Due(found, None) for found in session.scalars(query)]


_OWN_CHOICES = (1, 3, 6)  # what a client can choose in the step Nazorg


def _ended(months: Collection[int], first: date, last: date) -> ColumnElement[bool]:
    """Whether a dossier ended so that one of the moments falls in these days; a few days wide, for short months."""
    return or_(
        *(
            Dossier.closed_at.between(
                utc_at(months_after(first, -number) - timedelta(days=4), time()),
                utc_at(months_after(last, -number) + timedelta(days=4), time()),
            )
            for number in sorted(months)
        )
    )


def _view(row: AftercareCheck, words: str, kenmerk: str = "", called: str = "") -> CheckView:
    return CheckView(
        months=row.months, offered_at=row.offered_at, mailed=row.mailed, answered_at=row.answered_at,
        how=HowItGoes(row.how) if row.how else None, words=words, kenmerk=kenmerk, called=called,
    )  # fmt: skip
