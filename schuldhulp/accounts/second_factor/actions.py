"""What can be done with a second step. These concern shared rows, so they open their own short write transactions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import system_actor
from schuldhulp.accounts.hats import Hat, first_of
from schuldhulp.accounts.queries import token_hash
from schuldhulp.accounts.second_factor.passkeys import Made
from schuldhulp.accounts.second_factor.queries import AppCode, PaperCode, Proof, ShownPasskey
from schuldhulp.accounts.second_factor.rows import (
    add_passkey,
    add_seed,
    confirm_seed,
    count_on,
    forget_app,
    forget_passkey,
    renew_codes,
    use_up,
)
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.second_factor.totp import new_seed
from schuldhulp.accounts.sessions.rows import (
    add_session,
    close_session,
    end_other_sessions,
    end_sessions,
    renew_session,
)
from schuldhulp.accounts.tables import LoginSession
from schuldhulp.accounts.via import via_of
from schuldhulp.unit_of_work import act, open_write


@dataclass(frozen=True)
class Coming:
    """Who is coming in: the half session that made way, and what the whole one takes over.

    `tell`: without a half session before it, whether it is on a device that its owner is to read of elsewhere.
    `chosen`: the role that the half session was begun for.
    """

    person_id: UUID
    half_hash: bytes
    hats: Sequence[Hat]
    label: str
    tell: bool = False
    chosen: Hat | None = None

    @property
    def hat(self) -> Hat | None:
        """The role they come in with; None while there is something to choose."""
        return self.chosen if self.chosen in self.hats else first_of(self.hats)


@contextmanager
def _writing(session: Session) -> Iterator[None]:
    open_write(session, None)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _let_in(session: Session, now: datetime, who: Coming) -> str:
    half = session.get(LoginSession, who.half_hash)
    tell = who.tell if half is None else half.tell
    close_session(session, now, who.person_id, who.half_hash)
    via = via_of(half.via_municipality_id, half.via_kind) if half is not None else None
    token = add_session(session, now, who.person_id, who.hat, who.label, SecondStep.DONE, via=via)
    if tell:
        session.flush()
        session.get_one(LoginSession, token_hash(token)).tell = True
    return token


def come_in(session: Session, now: datetime, who: Coming, proof: Proof) -> str:
    """Sign somebody in whole by a code, which is used up; gives the cookie's token.

    A recovery code means that the telephone is gone, so every other session ends. Raises CodeUsed.
    """
    with _writing(session):
        use_up(session, now, proof)
        if isinstance(proof, PaperCode):
            end_sessions(session, now, who.person_id)
        return _let_in(session, now, who)


def begin_app(session: Session, now: datetime, person_id: UUID) -> None:
    """Draw a seed to be shown; it counts once a code of it was typed."""
    seed = new_seed()
    with _writing(session):
        add_seed(session, now, person_id, seed)


def confirm_app_and_come_in(
    session: Session, now: datetime, who: Coming, proof: AppCode, code_hashes: Sequence[str]
) -> str:
    """Let the app count, store the hashes of new recovery codes, and sign somebody in whole. Raises NothingBegun."""
    with _writing(session):
        confirm_seed(session, now, who.person_id, proof)
        renew_codes(session, now, who.person_id, code_hashes)
        end_sessions(session, now, who.person_id)
        return _let_in(session, now, who)


@contextmanager
def _telling(session: Session, now: datetime, place: UUID | None, person_id: UUID) -> Iterator[None]:
    """A change of somebody's second step; a mail of `place`, if there is one to send, says that something changed."""
    if place is None:
        with _writing(session):
            yield
        return
    with act(session, system_actor(place), now) as doing:
        yield
        doing.mail(person_id, "second_step_changed")


def confirm_app(
    session: Session, now: datetime, person_id: UUID, proof: AppCode, code_hashes: Sequence[str], *,
    keep: bytes, place: UUID | None,
) -> None:  # fmt: skip
    """Let an app count in the place of any before, with new recovery codes; sessions elsewhere end.

    `keep` is the session that goes on. Raises NothingBegun.
    """
    with _telling(session, now, place, person_id):
        confirm_seed(session, now, person_id, proof)
        renew_codes(session, now, person_id, code_hashes)
        end_other_sessions(session, now, person_id, keep)


def make_codes(
    session: Session, now: datetime, person_id: UUID, code_hashes: Sequence[str], *, place: UUID | None
) -> None:
    """Put new recovery codes in the place of all earlier ones."""
    with _telling(session, now, place, person_id):
        renew_codes(session, now, person_id, code_hashes)


def remove_app(session: Session, now: datetime, person_id: UUID, *, keep: bytes, place: UUID | None) -> None:
    """Take somebody's app and recovery codes away; sessions elsewhere end."""
    with _telling(session, now, place, person_id):
        forget_app(session, person_id)
        end_other_sessions(session, now, person_id, keep)


def prove_again(session: Session, now: datetime, old_hash: bytes, proof: Proof | None) -> str:
    """Note that somebody showed again who they are: a new id for their session. Gives the cookie's token.

    `proof` is the code that is used up; None when they gave their password. Raises CodeUsed.
    """
    with _writing(session):
        if proof is not None:
            use_up(session, now, proof)
        return renew_session(session, now, old_hash)


def come_in_with_passkey(session: Session, now: datetime, who: Coming, shown: ShownPasskey) -> str:
    """Sign somebody in whole by a passkey, which is both steps at once; gives the cookie's token. Raises CodeUsed."""
    with _writing(session):
        count_on(session, now, shown)
        return _let_in(session, now, who)


def prove_with_passkey(session: Session, now: datetime, old_hash: bytes, shown: ShownPasskey) -> str:
    """Note that somebody showed again who they are, by a passkey; gives the cookie's token. Raises CodeUsed."""
    with _writing(session):
        count_on(session, now, shown)
        return renew_session(session, now, old_hash)


def keep_passkey(
    session: Session, now: datetime, person_id: UUID, made: Made, name: str, *, place: UUID | None
) -> None:
    """Add a passkey. Raises KnownPasskey."""
    with _telling(session, now, place, person_id):
        add_passkey(session, now, person_id, made, name)


def remove_passkey(
    session: Session, now: datetime, person_id: UUID, passkey_id: UUID, *, keep: bytes, last_too: bool,
    place: UUID | None,
) -> None:  # fmt: skip
    """Take a passkey away; sessions elsewhere end. Raises LastStep, NotYours."""
    with _telling(session, now, place, person_id):
        forget_passkey(session, person_id, passkey_id, last_too=last_too)
        end_other_sessions(session, now, person_id, keep)
