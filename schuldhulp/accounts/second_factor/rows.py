"""Row functions of the second step, inside the transaction that is open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from schuldhulp.accounts.second_factor.passkeys import Made
from schuldhulp.accounts.second_factor.queries import AppCode, Proof, ShownPasskey
from schuldhulp.accounts.second_factor.tables import Passkey, RecoveryCode, TotpSeed
from schuldhulp.base import new_id
from schuldhulp.crypto import keyring
from schuldhulp.refusals import NotYours, Refused


class CodeUsed(Refused):
    """The code was right, and used before."""

    sentence = "Deze code is al gebruikt. Wacht tot de app een nieuwe laat zien."


class NothingBegun(Refused):
    """There is no app to confirm: it was confirmed elsewhere, or begun anew."""

    sentence = "Deze code hoort bij een eerdere afbeelding. Begin opnieuw."


class KnownPasskey(Refused):
    """The passkey is in use already."""

    sentence = "Deze passkey is al toegevoegd."


class LastStep(Refused):
    """Without it somebody who always needs a second step would have none."""

    sentence = "Dit is uw enige tweede stap. Stel eerst een app of een andere passkey in."


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


def forget_app(session: Session, person_id: UUID) -> None:
    """Take somebody's app away, with the codes on paper that stand in for it."""
    for table in (TotpSeed, RecoveryCode):
        session.execute(delete(table).where(table.person_id == person_id))


def forget_factors(session: Session, person_id: UUID) -> None:
    """Take every second step of a person away; at their next sign-in they set one up again."""
    for table in (TotpSeed, RecoveryCode, Passkey):
        session.execute(delete(table).where(table.person_id == person_id))


def count_on(session: Session, now: datetime, shown: ShownPasskey) -> None:
    """Note that a passkey was shown; its counter goes up where its device counts. Raises CodeUsed."""
    query = update(Passkey).where(Passkey.id == shown.passkey_id)
    if shown.count:
        query = query.where(Passkey.sign_count < shown.count)
    if (
        session.execute(query.values(sign_count=shown.count, used_at=now).returning(Passkey.id)).first()
        is None
    ):
        raise CodeUsed


def add_passkey(session: Session, now: datetime, person_id: UUID, made: Made, name: str) -> None:
    """Add a passkey under the name its owner gave it. Raises KnownPasskey."""
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)) is not None:
        raise KnownPasskey
    row = Passkey(
        id=new_id(), person_id=person_id, credential_id=made.credential_id, public_key=made.public_key,
        sign_count=made.sign_count, created_at=now,
    )  # fmt: skip
    keyring(session).seal(row, "name_sealed", name)
    session.add(row)


def forget_passkey(session: Session, person_id: UUID, passkey_id: UUID, *, last_too: bool) -> None:
    """Take a passkey away; the last second step only where somebody may go without. Raises LastStep, NotYours."""
    mine = select(Passkey).where(Passkey.person_id == person_id).with_for_update()
    found = {row.id: row for row in session.scalars(mine)}
    if passkey_id not in found:
        raise NotYours
    app = select(TotpSeed.id).where(TotpSeed.person_id == person_id, TotpSeed.confirmed_at.is_not(None))
    if len(found) == 1 and not last_too and session.scalar(app) is None:
        raise LastStep
    session.delete(found[passkey_id])
