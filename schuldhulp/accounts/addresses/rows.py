"""Whose an address is: given, claimed, shown to be theirs, and who is put out when it was not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.links.rows import LinkUsed, add_single_use_token, void_links
from schuldhulp.accounts.second_factor.rows import forget_factors
from schuldhulp.accounts.sessions.rows import end_sessions
from schuldhulp.accounts.tables import Credential, Person
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Participation
from schuldhulp.municipalities.tables import Membership, Municipality
from schuldhulp.openid.tables import LinkedIdentity
from schuldhulp.reach.cooling import COOLING
from schuldhulp.refusals import Refused
from schuldhulp.supporters.tables import Invitation
from schuldhulp.tenancy import as_person, within
from schuldhulp.unit_of_work import Act


class EmailTaken(Refused):
    """There is an account with this address."""

    sentence = "Met dit e-mailadres is al een account. U kunt inloggen, of een nieuw wachtwoord vragen."


def owner_of(session: Session, email: str) -> UUID | None:
    """Whose account this address is."""
    token = keyring(session).email_token(email)
    return session.scalar(select(Person.id).where(Person.email_token == token))


def give_address(session: Session, person: Person, email: str, *, or_claim: bool) -> None:
    """Give somebody an address that is free; with `or_claim` keep one that is taken as still to be confirmed.

    Otherwise raises EmailTaken.
    """
    ring = keyring(session)
    if owner_of(session, email) is None:
        person.email_token = ring.email_token(email)
        ring.seal(person, "email_sealed", email.strip())
    elif or_claim:
        person.email_new_token = ring.email_token(email)
        ring.seal(person, "email_new_sealed", email.strip())
    else:
        raise EmailTaken


def confirm_address(session: Session, now: datetime, person: Person) -> UUID:
    """Take an address as shown to be somebody's; gives the person who goes on with it.

    Registered at an address that had an account already: that account takes the dossiers over, and the second one
    ends. When nobody had shown yet that the first account was theirs, whoever made it stays outside: its password
    goes, and a new one comes by mail. A changed address counts after 48 hours, where the one that stands was shown to
    be theirs. Raises LinkUsed when a changed address meanwhile became somebody else's.
    """
    ring = keyring(session)
    claimed = ring.open(person, "email_new_sealed")
    void_links(session, now, person.id, keep="invite" if claimed is None else "")
    person.email_new_sealed = person.email_new_token = person.email_new_from = None
    if claimed is None:
        person.email_verified_at = now
        return person.id
    owner = owner_of(session, claimed)
    if owner is None and person.email_token is not None and person.email_verified_at is not None:
        ring.seal(person, "email_new_sealed", claimed)
        person.email_new_from = now + COOLING
        return person.id
    if owner in (None, person.id):
        if owner is None:
            end_behind_a_link(session, now, person.id)
        person.email_set_at = now if person.email_token is not None else None
        person.email_token = ring.email_token(claimed)
        ring.seal(person, "email_sealed", claimed)
        person.email_verified_at = now
        return person.id
    if owner is None or person.email_token is not None:
        raise LinkUsed
    with as_person(session, person.id):
        mine = select(Participation.municipality_id).where(Participation.person_id == person.id).distinct()
        places = session.scalars(mine).all()
    moved = update(Participation).where(Participation.person_id == person.id).values(person_id=owner)
    for municipality_id in places:
        with within(session, municipality_id):
            session.execute(moved.where(Participation.municipality_id == municipality_id))
    _move_acceptances(session, person.id, owner)
    end_sessions(session, now, person.id)
    unlink_everywhere(session, person.id)
    person.blocked_at = now
    holder = session.get_one(Person, owner)
    shut_out_unproven(session, now, holder)
    holder.email_verified_at = holder.email_verified_at or now
    return owner


def _move_acceptances(session: Session, person_id: UUID, owner: UUID) -> None:
    """What the account that ends had accepted was accepted by whoever goes on, in whatever municipality.

    Else the client's second look would let in an account that nobody can use, under a name of its own choosing.
    """
    moved = update(Invitation).where(Invitation.accepted_by == person_id).values(accepted_by=owner)
    for municipality_id in session.scalars(select(Municipality.id)).all():
        with within(session, municipality_id):
            session.execute(moved.where(Invitation.municipality_id == municipality_id))


def shown_to_be_theirs(session: Session, now: datetime, person_id: UUID) -> None:
    """Note that somebody opened a link in a mail: the address is theirs."""
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.email_verified_at.is_(None))
        .values(email_verified_at=now)
    )


def shut_out_unproven(session: Session, now: datetime, person: Person) -> None:
    """When the holder of an address shows up: whoever made its account without showing that it is theirs is put out.

    Anybody can register at anybody's address. Until its link was opened the password says nothing, nor does an app or
    a passkey, so all of these, sessions and links go; the holder of the address chooses a password by mail. Then
    nobody else is left in it, so what waited for the link of an invitation opens.
    """
    if person.email_verified_at is None:
        _shut_out(session, now, person)


def let_invited_in(session: Session, now: datetime, person: Person) -> None:
    """When the link of an invitation is used: whoever made the account before is put out, and the role opens.

    Also when its address was confirmed meanwhile by another link: who made the account may have asked for that one.
    """
    if person.email_verified_at is None or _behind_a_link(session, person.id):
        _shut_out(session, now, person)


def _behind_a_link(session: Session, person_id: UUID) -> Sequence[UUID]:
    """The municipalities with a role that opens by the link of its invitation alone."""
    query = select(Membership.municipality_id).where(
        Membership.person_id == person_id, Membership.by_link.is_(True)
    )
    with as_person(session, person_id):
        return session.scalars(query.distinct()).all()


def end_behind_a_link(session: Session, now: datetime, person_id: UUID) -> None:
    """End the roles that nobody showed to be of this account: it goes on with another address than was invited."""
    ended = update(Membership).where(Membership.person_id == person_id, Membership.by_link.is_(True))
    ended = ended.values(ended_on=local_date(now) - timedelta(days=1))
    ended = ended.execution_options(synchronize_session=False)
    for municipality_id in _behind_a_link(session, person_id):
        with within(session, municipality_id):
            session.execute(ended.where(Membership.municipality_id == municipality_id))


def _shut_out(session: Session, now: datetime, person: Person) -> None:
    person.email_new_sealed = person.email_new_token = person.email_new_from = None
    session.execute(delete(Credential).where(Credential.person_id == person.id))
    forget_factors(session, person.id)
    unlink_everywhere(session, person.id)
    end_sessions(session, now, person.id)
    void_links(session, now, person.id)
    opened = update(Membership).where(Membership.person_id == person.id).values(by_link=False)
    opened = opened.execution_options(synchronize_session=False)
    for municipality_id in _behind_a_link(session, person.id):
        with within(session, municipality_id):
            session.execute(opened.where(Membership.municipality_id == municipality_id))


def unlink_everywhere(session: Session, person_id: UUID) -> None:
    """Take away every sign-in service that somebody comes in by, in whatever municipality."""
    with as_person(session, person_id):
        session.execute(delete(LinkedIdentity).where(LinkedIdentity.person_id == person_id))


def mail_link_to_confirm(
    doing: Act, person: Person, dossier_id: UUID | None = None, *, own_box: bool = False
) -> None:
    """Put the mail with a link to confirm an address in the outbox.

    `own_box`: somebody reads along at the address that stands, and its owner said that nobody does at the new one.

    An address that belongs to another account: its owner gets the mail. From a newcomer they may take the dossier
    over; somebody who has an account and only wants another address, gives them nothing to open.
    """
    claimed = doing.keyring.open(person, "email_new_sealed")
    standing = doing.keyring.open(person, "email_sealed")
    owner = owner_of(doing.session, claimed or standing or "")  # asked of every address: time tells nothing
    owner = None if owner == person.id else owner
    if owner is not None and person.email_token is not None:
        doing.mail(owner, "already_registered")
        return
    token = add_single_use_token(doing.session, doing.now, person.id, "verify")
    template = "already_registered" if owner else "verify_own_box" if own_box else "verify_email"
    doing.mail(owner or person.id, template, dossier_id, params={"token": token})
