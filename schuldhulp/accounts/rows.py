"""Row functions of accounts: what several acts do in the same way, inside the transaction that is open."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.hats import Hat
from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.second_factor.rows import forget_factors
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.tables import Credential, LoginSession, Person, SingleUseToken
from schuldhulp.accounts.via import Via
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Participation
from schuldhulp.openid.tables import LinkedIdentity
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.reach.cooling import COOLING
from schuldhulp.refusals import Refused
from schuldhulp.tenancy import as_person, within
from schuldhulp.unit_of_work import Act

TOKEN_LIFE = {"verify": timedelta(days=7), "reset": timedelta(hours=2), "invite": timedelta(days=7)}


class LinkUsed(Refused):
    """The link was used before, or its time has passed."""

    sentence = "Deze link werkt niet meer. Vraag een nieuwe aan."


class EmailTaken(Refused):
    """There is an account with this address."""

    sentence = "Met dit e-mailadres is al een account. U kunt inloggen, of een nieuw wachtwoord vragen."


def add_person(
    session: Session, now: datetime, *, name: str, email: str | None, password_hash: str | None,
    verified: bool = False, platform_admin: bool = False, or_claim: bool = False,
) -> Person:  # fmt: skip
    """Add a person's rows to the transaction that is open; part of registering and inviting.

    `or_claim`: an address that has an account is only kept as still to be confirmed, and the newcomer cannot tell.
    Otherwise raises EmailTaken.
    """
    ring = keyring(session)
    person = Person(id=new_id(), created_at=now, platform_admin=platform_admin)
    if email:
        give_address(session, person, email, or_claim=or_claim)
    if verified:
        person.email_verified_at = now
    ring.seal(person, "name_sealed", name)
    session.add(person)
    if password_hash:
        session.add(
            Credential(
                id=new_id(), person_id=person.id, kind="password", secret_hash=password_hash, created_at=now
            )
        )
    return person


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


def owner_of(session: Session, email: str) -> UUID | None:
    """Whose account this address is."""
    token = keyring(session).email_token(email)
    return session.scalar(select(Person.id).where(Person.email_token == token))


def confirm_address(session: Session, now: datetime, person: Person) -> UUID:
    """Take an address as shown to be somebody's; gives the person who goes on with it.

    Registered at an address that had an account already: that account takes the dossiers over, and the second one
    ends. When nobody had shown yet that the first account was theirs, whoever made it stays outside: its password
    goes, and a new one comes by mail. A changed address counts after 48 hours, where the one that stands was shown to
    be theirs. Raises LinkUsed when a changed address meanwhile became somebody else's.
    """
    ring = keyring(session)
    void_links(session, now, person.id)
    claimed = ring.open(person, "email_new_sealed")
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
    end_sessions(session, now, person.id)
    unlink_everywhere(session, person.id)
    person.blocked_at = now
    holder = session.get_one(Person, owner)
    shut_out_unproven(session, now, holder)
    holder.email_verified_at = holder.email_verified_at or now
    return owner


def shut_out_unproven(session: Session, now: datetime, person: Person) -> None:
    """Before an account is given anything new: whoever made it without showing that its address is theirs is put out.

    Anybody can register at anybody's address. Until its link was opened the password says nothing, nor does an app or
    a passkey, so all of these, sessions and links go; the holder of the address chooses a password by mail.
    """
    if person.email_verified_at is not None:
        return
    person.email_new_sealed = person.email_new_token = person.email_new_from = None
    session.execute(delete(Credential).where(Credential.person_id == person.id))
    forget_factors(session, person.id)
    unlink_everywhere(session, person.id)
    end_sessions(session, now, person.id)
    void_links(session, now, person.id)


def unlink_everywhere(session: Session, person_id: UUID) -> None:
    """Take away every sign-in service that somebody comes in by, in whatever municipality."""
    with as_person(session, person_id):
        session.execute(delete(LinkedIdentity).where(LinkedIdentity.person_id == person_id))


def shown_to_be_theirs(session: Session, now: datetime, person_id: UUID) -> None:
    """Note that somebody opened a link in a mail: the address is theirs."""
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.email_verified_at.is_(None))
        .values(email_verified_at=now)
    )


def end_sessions(session: Session, now: datetime, person_id: UUID) -> None:
    """End every session of a person."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_other_sessions(session: Session, now: datetime, person_id: UUID, keep: bytes) -> None:
    """End every session of a person but one."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
        .where(LoginSession.token_hash != keep)
        .values(ended_at=now)
    )


def renew_session(session: Session, now: datetime, old_hash: bytes) -> str:
    """Give a session another id, and note that its person showed now who they are; it ends when it would have."""
    old = session.get_one(LoginSession, old_hash)
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_hash=token_hash(token), person_id=old.person_id, label=old.label,
            municipality_id=old.municipality_id, hat_kind=old.hat_kind, hat_id=old.hat_id, created_at=old.created_at,
            seen_at=now, second_step=old.second_step, proven_at=now, inbox_view=old.inbox_view,
            via_municipality_id=old.via_municipality_id, via_kind=old.via_kind,
        )
    )  # fmt: skip
    old.ended_at = now
    return token


def void_links(session: Session, now: datetime, person_id: UUID) -> None:
    """Make every link that was mailed for a person useless."""
    session.execute(
        update(SingleUseToken)
        .where(SingleUseToken.person_id == person_id, SingleUseToken.used_at.is_(None))
        .values(used_at=now)
    )


def add_single_use_token(session: Session, now: datetime, person_id: UUID, purpose: str) -> str:
    """Add a link's token to the transaction that is open, and give it for the mail."""
    token = secrets.token_urlsafe(32)
    session.add(
        SingleUseToken(
            token_hash=token_hash(token),
            person_id=person_id,
            purpose=purpose,
            expires_at=now + TOKEN_LIFE[purpose],
        )
    )
    return token


def mail_link_to_confirm(doing: Act, person: Person, dossier_id: UUID | None = None) -> None:
    """Put the mail with a link to confirm an address in the outbox.

    An address that belongs to another account: its owner gets the mail. From a newcomer they may take the dossier
    over; somebody who has an account and only wants another address, gives them nothing to open.
    """
    claimed = doing.keyring.open(person, "email_new_sealed")
    owner = owner_of(doing.session, claimed) if claimed else None
    owner = None if owner == person.id else owner
    if owner is not None and person.email_token is not None:
        doing.mail(owner, "already_registered")
        return
    token = add_single_use_token(doing.session, doing.now, person.id, "verify")
    template = "already_registered" if owner else "verify_email"
    doing.mail(owner or person.id, template, dossier_id, params={"token": token})


def mail_account(
    session: Session, now: datetime, municipality_id: UUID, person_id: UUID, template: str
) -> None:
    """Put a mail about an account in a municipality's outbox, in a transaction that is no act."""
    session.add(
        OutboxMail(
            municipality_id=municipality_id, id=new_id(), dossier_id=None, person_id=person_id, template=template,
            dedupe_key=str(new_id()), created_at=now, due_at=now,
        )
    )  # fmt: skip


def add_session(
    session: Session, now: datetime, person_id: UUID, hat: Hat | None, label: str,
    second_step: str = SecondStep.NOT_ASKED, proven_at: datetime | None = None, via: Via | None = None,
) -> str:  # fmt: skip
    """Add a live session under a hat (None: still to be chosen), and give the cookie's token.

    `proven_at`: when somebody showed who they are, if that was not now. `via`: the service that let them in.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_hash=token_hash(token),
            person_id=person_id,
            label=label[:80],
            municipality_id=hat.municipality_id if hat else None,
            hat_kind=hat.kind if hat else None,
            hat_id=hat.id if hat else None,
            created_at=now,
            seen_at=now,
            second_step=second_step,
            proven_at=proven_at or now,
            via_municipality_id=via.municipality_id if via else None,
            via_kind=via.kind if via else None,
        )
    )
    return token


def close_session(session: Session, now: datetime, person_id: UUID, hashed: bytes) -> None:
    """End one session of this person."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == hashed, LoginSession.person_id == person_id)
        .values(ended_at=now)
    )


def use_token(session: Session, now: datetime, token: str, purpose: str) -> UUID:
    used = session.execute(
        update(SingleUseToken)
        .where(
            SingleUseToken.token_hash == token_hash(token),
            SingleUseToken.purpose == purpose,
            SingleUseToken.used_at.is_(None),
            SingleUseToken.expires_at > now,
        )
        .values(used_at=now)
        .returning(SingleUseToken.person_id)
    ).first()
    if used is None:
        raise LinkUsed
    person_id: UUID = used[0]
    return person_id


def store_password(session: Session, now: datetime, person_id: UUID, new_hash: str) -> None:
    """Write a new password. Links mailed before and a change of address that was asked before count no more."""
    void_links(session, now, person_id)
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.email_token.is_not(None))
        .values(email_new_sealed=None, email_new_from=None)
    )
    changed = session.execute(
        update(Credential)
        .where(Credential.person_id == person_id, Credential.kind == "password")
        .values(secret_hash=new_hash, created_at=now)
        .returning(Credential.id)
    ).first()
    if changed is None:
        session.add(
            Credential(
                id=new_id(), person_id=person_id, kind="password", secret_hash=new_hash, created_at=now
            )
        )
