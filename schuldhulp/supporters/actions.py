"""What can be done about who stands beside a client: ask, accept, look a second time, change, end."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, system_actor
from schuldhulp.calendar import local_date
from schuldhulp.dossier.events import SupportAccepted, SupportChanged, SupportConfirmed, SupportInvited
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.dossier.tables import Participation
from schuldhulp.messages.rows import add_message, check_reply
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.supporters.parts import (
    CODE_LIFE,
    MOST_PEOPLE,
    Offer,
    Secret,
    change_between,
    in_order,
)
from schuldhulp.supporters.rows import (
    Newcomer,
    NobodyNamed,
    OwnDossier,
    begin_support,
    end_invitation,
    end_support,
    find_asked,
    find_support,
    give,
    mail_that_accepted,
    number_hash,
    seal_secret,
    take_up,
)
from schuldhulp.supporters.tables import Invitation
from schuldhulp.unit_of_work import Act, FormToken, act


class TooManyPeople(Refused):
    """Five people beside a client, those who were asked among them."""

    sentence = "U heeft al vijf mensen gevraagd. Stop er eerst een."


def invite(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, called: str, offer: Offer, secret: Secret, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Ask somebody to stand beside the client. Nobody sees anything yet. Gives the invitation's id.

    Raises NobodyNamed, TooLong, TooManyPeople.
    """
    if not called.strip():
        raise NobodyNamed
    offer.check(local_date(now))
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:invite")
        if _people(doing, dossier.id) >= MOST_PEOPLE:
            raise TooManyPeople
        row = doing.new_row(
            Invitation, dossier.id, role=Role.SUPPORTER.value, parts=in_order(offer.parts), helps=in_order(offer.helps),
            until_on=offer.until_on, link_hash=number_hash(secret.number), invited_at=now, expires_at=now + CODE_LIFE,
        )  # fmt: skip
        doing.keyring.seal(row, "called_sealed", called.strip())
        seal_secret(doing, row, secret)
        doing.record(
            SupportInvited(
                invitation_id=row.id, as_role=row.role, parts=tuple(row.parts), helps=tuple(row.helps),
                until_on=row.until_on,
            ),
            dossier.id, {"note": called.strip()},
        )  # fmt: skip
    return row.id


def withdraw(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, invitation_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take an invitation back, accepted or not, as long as it does not count. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:invite", closed_too=True)
        row = find_asked(doing, invitation_id, dossier.id)
        if row.ended_at is not None or row.confirmed_at is not None:
            raise NotYours
        end_invitation(doing, row, "client")


def accept(
    session: Session, now: datetime, municipality_id: UUID, number: str, code: str, *,
    person_id: UUID | None = None, newcomer: Newcomer | None = None,
) -> UUID | None:  # fmt: skip
    """Accept an invitation with its number and its spoken code; gives who did, or None when the two do not fit.

    The answer is the same for a number that does not exist, has been used, or had too many wrong codes. It opens
    nothing: the client looks a second time first. Raises OwnDossier, NamelessAccount.
    """
    with act(session, system_actor(municipality_id), now) as doing:
        row = take_up(
            doing, Role.SUPPORTER, number, code, person_id=person_id, newcomer=newcomer,
            spent=lambda row: end_invitation(doing, row, "code"),
        )  # fmt: skip
        if row is None:
            return None
        who = row.accepted_by
        doing.actor = Actor(
            person_id=who, role=Role.SUPPORTER, municipality_id=municipality_id, dossier_id=row.dossier_id
        )
        doing.record(SupportAccepted(invitation_id=row.id), row.dossier_id)
        mail_that_accepted(doing, row, "accepted")
    return who


def confirm(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, invitation_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """The client's second look: from now it counts. Raises NotYours, OwnDossier, TooLong (its last day has passed)."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:invite")
        row = find_asked(doing, invitation_id, dossier.id)
        if row.accepted_by is None or row.ended_at is not None or row.confirmed_at is not None:
            raise NotYours
        if row.accepted_by in clients_of(session, doing.municipality_id, dossier.id):
            raise OwnDossier  # an account that accepted turned out to be the client's own
        offer = Offer(parts=frozenset(row.parts), helps=frozenset(row.helps), until_on=row.until_on)
        offer.check(local_date(now))
        taken_part = begin_support(doing, dossier.id, row.accepted_by, row.role, offer)
        row.confirmed_at, row.participation_id = now, taken_part.id
        doing.record(
            SupportConfirmed(
                invitation_id=row.id, participation_id=taken_part.id, as_role=row.role, parts=tuple(row.parts),
                helps=tuple(row.helps), until_on=row.until_on,
            ),
            dossier.id, {"note": doing.keyring.open(row, "called_sealed") or ""},
        )  # fmt: skip
        doing.mail(row.accepted_by, "support_begun", dossier.id, dedupe_key=f"confirmed:{row.id}")


def change(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, participation_id: UUID, offer: Offer, *,
    form: FormToken | None = None,
) -> str:  # fmt: skip
    """Share more or less, or longer or shorter; it counts at the next request.

    Gives widened, narrowed, changed or same. Raises NotYours, TooLong.
    """
    offer.check(local_date(now))
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:invite", closed_too=True)
        row = find_support(doing, dossier.id, participation_id)
        before = Offer(
            parts=frozenset(row.parts), helps=frozenset(row.helps), until_on=row.until_on or offer.until_on
        )
        how = change_between(before, offer)
        if how != "same":
            give(row, offer)
            doing.record(
                SupportChanged(
                    participation_id=row.id, change=how, parts=tuple(row.parts), helps=tuple(row.helps),
                    until_on=offer.until_on,
                ),
                dossier.id,
            )  # fmt: skip
    return how


def end(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, participation_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """The client ends it, at once. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:invite", closed_too=True)
        end_support(doing, find_support(doing, dossier.id, participation_id), "client")


def leave(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, *, form: FormToken | None = None
) -> None:
    """The supporter ends it, at once."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:leave", closed_too=True)
        query = select(Participation).where(
            Participation.municipality_id == doing.municipality_id, Participation.dossier_id == dossier.id,
            Participation.person_id == actor.person_id, Participation.role == Role.SUPPORTER.value,
            Participation.ended_at.is_(None),
        )  # fmt: skip
        end_support(doing, session.scalars(query).one(), "supporter")


def end_passed(session: Session, now: datetime, municipality_id: UUID, participation_id: UUID) -> bool:
    """Note that somebody's last day has passed: it opened nothing any more already. False when it was noted before."""
    with act(session, system_actor(municipality_id), now) as doing:
        row = session.get(Participation, (municipality_id, participation_id), with_for_update=True)
        if row is None or row.ended_at is not None or row.until_on is None or row.until_on >= local_date(now):
            return False
        end_support(doing, row, "date")
    return True


def suggest(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    body: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Staff may suggest asking somebody; the client decides. It is a message with the way there beside it."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "support:suggest")
        check_reply(doing, dossier, body)
        add_message(doing, dossier, body, about="support")


def _people(doing: Act, dossier_id: UUID) -> int:
    beside = select(func.count()).where(
        Participation.municipality_id == doing.municipality_id, Participation.dossier_id == dossier_id,
        Participation.role == Role.SUPPORTER.value, Participation.ended_at.is_(None),
        Participation.until_on >= local_date(doing.now),  # over, though the jobs have not ended it yet
    )  # fmt: skip
    asked = select(func.count()).where(
        Invitation.municipality_id == doing.municipality_id, Invitation.dossier_id == dossier_id,
        Invitation.role == Role.SUPPORTER.value,
        Invitation.ended_at.is_(None), Invitation.confirmed_at.is_(None), Invitation.expires_at > doing.now,
    )  # fmt: skip
    return (doing.session.scalar(beside) or 0) + (doing.session.scalar(asked) or 0)
