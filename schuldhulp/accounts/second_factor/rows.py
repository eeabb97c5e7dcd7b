"""Row functions of the second step, inside the transaction that is open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.second_factor.queries import AppCode, Proof
from schuldhulp.accounts.second_factor.tables import Passkey, RecoveryCode, TotpSeed
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.refusals import Refused


class CodeUsed(Refused):
    """The code was right, and used before."""

    sentence = "Deze code is al gebruikt. Wacht tot de app een nieuwe laat zien."


class NothingBegun(Refused):
    """There is no app to confirm: it was confirmed elsewhere, or begun anew."""

    sentence = "Deze code hoort bij een eerdere afbeelding. Begin opnieuw."


def use_up(session: Session, now: datetime, proof: Proof) -> None:
    """Use a code up: of as many as come at once, one wins. Raises CodeUsed."""
    if isinstance(proof, AppCode):
        used = session.execute(
            update(TotpSeed)
            .where(TotpSeed.id == proof.seed_id, TotpSeed.last_step < proof.step)
            .values(last_step=proof.step)
            .returning(TotpSeed.id)
        )
    else:
        used = session.execute(
            update(RecoveryCode)
            .where(RecoveryCode.id == proof.code_id, RecoveryCode.used_at.is_(None))
            .values(used_at=now)
            .returning(RecoveryCode.id)
        )
    if used.first() is None:
        raise CodeUsed


def add_seed(session: Session, now: datetime, person_id: UUID, seed: str) -> TotpSeed:
    """Add a seed that is not confirmed, in the place of one that was not either."""
    session.execute(delete(TotpSeed).where(TotpSeed.person_id == person_id, TotpSeed.confirmed_at.is_(None)))
    row = TotpSeed(id=new_id(), person_id=person_id, last_step=0, created_at=now)
    keyring(session).seal(row, "seed_sealed", seed)
    session.add(row)
    return row


def confirm_seed(session: Session, now: datetime, person_id: UUID, proof: AppCode) -> None:
    """Let a seed count from now on, instead of any before. Raises NothingBegun."""
    confirmed = session.execute(
        update(TotpSeed)
        .where(TotpSeed.id == proof.seed_id, TotpSeed.person_id == person_id, TotpSeed.confirmed_at.is_(None))
        .values(confirmed_at=now, last_step=proof.step)
        .returning(TotpSeed.id)
    )
    if confirmed.first() is None:
        raise NothingBegun
    session.execute(delete(TotpSeed).where(TotpSeed.person_id == person_id, TotpSeed.id != proof.seed_id))


def renew_codes(session: Session, now: datetime, person_id: UUID, hashes: Sequence[str]) -> None:
    """Put new recovery codes in the place of all earlier ones."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    session.add_all(
        RecoveryCode(id=new_id(), person_id=person_id, code_hash=each, created_at=now) for each in hashes
    )


def forget_factors(session: Session, person_id: UUID) -> None:
    """Take every second step of a person away; at their next sign-in they set one up again."""
    for table in (TotpSeed, RecoveryCode, Passkey):
        session.execute(delete(table).where(table.person_id == person_id))
