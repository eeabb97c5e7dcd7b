"""What can be done with a second step. These concern shared rows, so they open their own short write transactions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.accounts.queries import Hat
from schuldhulp.accounts.rows import add_session, close_session, end_sessions
from schuldhulp.accounts.second_factor.queries import AppCode, PaperCode, Proof
from schuldhulp.accounts.second_factor.rows import add_seed, confirm_seed, renew_codes, use_up
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.second_factor.totp import new_seed
from schuldhulp.unit_of_work import open_write


@dataclass(frozen=True)
class Coming:
    """Who is coming in: the half session that made way, and what the whole one takes over."""

    person_id: UUID
    half_hash: bytes
    hats: Sequence[Hat]
    label: str


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
    close_session(session, now, who.person_id, who.half_hash)
    hat = who.hats[0] if len(who.hats) == 1 else None
    return add_session(session, now, who.person_id, hat, who.label, SecondStep.DONE)


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
