"""What can be done with sign-in services: configure one, link an account, and come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role, may, system_actor
from schuldhulp.accounts.addresses.rows import let_invited_in, shown_to_be_theirs
from schuldhulp.accounts.hats import MEMBERSHIP, Hat, first_of
from schuldhulp.accounts.links.rows import use_token
from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.second_factor.tables import SignInChallenge
from schuldhulp.accounts.sessions.rows import add_session, renew_session
from schuldhulp.accounts.tables import LoginSession, Person
from schuldhulp.accounts.via import Via
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.municipalities.rows import ChangedMeanwhile, locked_municipality, note_change
from schuldhulp.municipalities.tables import Membership
from schuldhulp.openid.kinds import Kind, Provider
from schuldhulp.openid.protocol import LoggedOut
from schuldhulp.openid.queries import known_as
from schuldhulp.openid.rows import HeardBefore, add_link, end_sessions_via, note_use
from schuldhulp.openid.tables import IdentityProvider, LinkedIdentity
from schuldhulp.refusals import NotAllowed, NotYours
from schuldhulp.tenancy import within
from schuldhulp.unit_of_work import Act, FormToken, act, open_write

SIGNED_OUT = "signed out elsewhere"


@dataclass(frozen=True, kw_only=True)
class Told:
    """How an administrator wants a service. `client_secret` None: what stands stays."""

    kind: Kind
    issuer: str
    client_id: str
    client_secret: str | None
    subject_claim: str
    levels: tuple[str, ...] = ()
    strong_acr: tuple[str, ...] = ()
    strong_amr: tuple[str, ...] = ()
    in_use: bool = False
    passwords_off: bool = False


def configure(
    session: Session,
    actor: Actor,
    now: datetime,
    told: Told,
    version: int | None,
    *,
    form: FormToken | None = None,
) -> None:
    """Save a sign-in service; the service was asked what it says of itself before, outside this transaction.

    Another issuer, client or claim makes other people of the same numbers: then every link goes. Who came in by it has
    to come in again when it changed, and with `passwords_off` also who came in by a password. Raises ChangedMeanwhile.
    """
    with act(session, actor, now, form=form) as doing:
        if not may(actor, "municipality:configure"):
            raise NotAllowed
        row = _locked(doing, told.kind)
        if version is not None and row.version != version:
            raise ChangedMeanwhile
        if (row.issuer, row.client_id, row.subject_claim) != (
            told.issuer,
            told.client_id,
            told.subject_claim,
        ):
            session.execute(
                delete(LinkedIdentity).where(
                    LinkedIdentity.municipality_id == row.municipality_id,
                    LinkedIdentity.provider_id == row.id,
                )
            )
        changed = _write(doing, row, told)
        if changed:
            end_sessions_via(session, now, row.municipality_id, row.kind)
        if row.in_use and row.passwords_off:
            _end_sessions_by_password(doing, row)
        place = locked_municipality(doing, None)
        kinds = set(place.sign_in_kinds) - {row.kind}
        place.sign_in_kinds = sorted(kinds | ({row.kind} if row.in_use else set()))
        note_change(doing, "inlogdiensten", fields=changed, subject_id=row.id)


def _locked(doing: Act, kind: Kind) -> IdentityProvider:
    query = select(IdentityProvider).where(
        IdentityProvider.municipality_id == doing.municipality_id, IdentityProvider.kind == kind.value
    )
    found = doing.session.scalars(query.with_for_update()).one_or_none()
    if found is not None:
        return found
    row = IdentityProvider(
        municipality_id=doing.municipality_id, id=new_id(), kind=kind.value, issuer="", client_id="",
        subject_claim="", levels=[], strong_acr=[], strong_amr=[], in_use=False, passwords_off=False,
        changed_at=doing.now, version=0,
    )  # fmt: skip
    doing.session.add(row)
    return row


def _write(doing: Act, row: IdentityProvider, told: Told) -> list[str]:
    """Write what was told; the names of what differs now."""
    wanted = {
        "issuer": told.issuer, "client_id": told.client_id, "subject_claim": told.subject_claim,
        "levels": list(told.levels), "strong_acr": list(told.strong_acr), "strong_amr": list(told.strong_amr),
        "in_use": told.in_use, "passwords_off": told.kind.is_staff and told.passwords_off,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if told.client_secret is not None:
        doing.keyring.seal(row, "client_secret_sealed", told.client_secret)
        changed.append("client_secret")
    row.changed_at, row.version = doing.now, row.version + 1
    return changed


def _end_sessions_by_password(doing: Act, row: IdentityProvider) -> None:
    linked = select(LinkedIdentity.person_id).where(
        LinkedIdentity.municipality_id == row.municipality_id, LinkedIdentity.provider_id == row.id
    )
    at_work = select(Membership.id).where(
        Membership.municipality_id == row.municipality_id, Membership.role != Role.MUNICIPALITY_ADMIN.value
    )
    doing.session.execute(
        update(LoginSession)
        .where(LoginSession.person_id.in_(linked), LoginSession.ended_at.is_(None))
        .where(LoginSession.via_kind.is_(None), LoginSession.hat_kind == MEMBERSHIP)
        .where(LoginSession.hat_id.in_(at_work))
        .values(ended_at=doing.now)
        .execution_options(synchronize_session=False)
    )


def link(session: Session, now: datetime, provider: Provider, token: bytes, person_id: UUID) -> None:
    """Link the account of whoever is signed in and came back from a service just now; staff hear of it by mail.

    Raises LinkedToAnother, LinkedAlready.
    """
    with act(session, system_actor(provider.municipality_id), now) as doing:
        add_link(session, now, provider, token, person_id)
        if provider.kind.is_staff:
            doing.mail(person_id, "second_step_changed")


def unlink(session: Session, now: datetime, municipality_id: UUID, person_id: UUID, link_id: UUID) -> None:
    """Take one's own link away; sessions that began there end. Raises NotYours."""
    open_write(session, municipality_id)
    try:
        row = session.get(LinkedIdentity, (municipality_id, link_id))
        if row is None or row.person_id != person_id:
            raise NotYours
        provider = session.get_one(IdentityProvider, (municipality_id, row.provider_id))
        end_sessions_via(session, now, municipality_id, provider.kind, person_id)
        session.delete(row)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def accept_invitation(
    session: Session, now: datetime, provider: Provider, token: bytes, invitation: str
) -> UUID:
    """Take up an account by the link that was mailed, as whoever came back from the service; gives whose it is.

    Whoever made the account before is put out, as by a new password. Raises LinkUsed, LinkedToAnother, LinkedAlready,
    NotYours (who was invited does not work there).
    """
    with within(session, provider.municipality_id):
        return _accepted(session, now, provider, token, invitation)


def _accepted(session: Session, now: datetime, provider: Provider, token: bytes, invitation: str) -> UUID:
    open_write(session, provider.municipality_id)
    try:
        person_id = use_token(session, now, invitation, "invite")
        works_here = select(Membership.id).where(
            Membership.municipality_id == provider.municipality_id, Membership.person_id == person_id
        )
        if session.scalars(works_here).first() is None:
            raise NotYours
        let_invited_in(session, now, session.get_one(Person, person_id))
        add_link(session, now, provider, token, person_id)
        shown_to_be_theirs(session, now, person_id)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return person_id


@dataclass(frozen=True)
class Entering:
    """Who comes in by a service, with the roles it opens, on which device, and whether a second step is to follow."""

    person_id: UUID
    hats: Sequence[Hat]
    label: str
    step: SecondStep
    tell: bool = False


def come_in(session: Session, now: datetime, provider: Provider, token: bytes, who: Entering) -> str:
    """Begin a session for whoever a service vouched for; gives the cookie's token."""
    via = Via(provider.municipality_id, provider.kind.value)
    open_write(session, provider.municipality_id)
    try:
        note_use(session, now, provider, token)
        hat = first_of(who.hats)
        made = add_session(session, now, who.person_id, hat, who.label, who.step, via=via)
        session.flush()
        session.get_one(LoginSession, token_hash(made)).tell = who.tell
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return made


def prove(session: Session, now: datetime, provider: Provider, token: bytes, old_hash: bytes) -> str:
    """Note that somebody showed again at the service who they are; gives the cookie's token."""
    open_write(session, provider.municipality_id)
    try:
        note_use(session, now, provider, token)
        made = renew_session(session, now, old_hash)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return made


def signed_out(session: Session, now: datetime, provider: Provider, said: LoggedOut, token: bytes) -> int:
    """End what began at a service for whoever signed out there; how many sessions. Raises HeardBefore.

    The number of what the service said is kept until it counts no more, so that nobody can send it again.
    """
    named = f"logout\x00{provider.id}\x00{said.number}"
    row = SignInChallenge(token_hash=token_hash(named), purpose=SIGNED_OUT, expires_at=said.until)
    open_write(session, provider.municipality_id)
    try:
        if session.get(SignInChallenge, row.token_hash) is not None:
            raise HeardBefore
        keyring(session).seal(row, "detail_sealed", "{}")
        session.add(row)
        session.flush()
        person_id = known_as(session, provider, token)
        ended = 0
        if person_id is not None:
            ended = end_sessions_via(session, now, provider.municipality_id, provider.kind, person_id)
        session.commit()
    except IntegrityError:
        session.rollback()
        raise HeardBefore from None
    except BaseException:
        session.rollback()
        raise
    return ended
