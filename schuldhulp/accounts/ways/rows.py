"""Row functions of the ways into an account, inside the transaction that is open."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from schuldhulp.accounts.second_factor.rows import forget_app
from schuldhulp.accounts.second_factor.tables import Passkey, RecoveryCode
from schuldhulp.accounts.tables import Person
from schuldhulp.accounts.ways.queries import Sort, Way
from schuldhulp.openid.tables import LinkedIdentity
from schuldhulp.refusals import Refused
from schuldhulp.tenancy import within

_ENTERS = frozenset({Sort.PASSWORD, Sort.WORDS, Sort.EMAIL, Sort.PASSKEY, Sort.LINK})
_SECOND_STEPS = frozenset({Sort.APP, Sort.PASSKEY})


class NoWayLeft(Refused):
    """Without these nobody would come in any more, or not with the second step that their work asks."""

    sentence = (
        "Dan blijft er geen manier over om in te loggen. Stel eerst iets anders in, en haal dit daarna weg."
    )


def take_away(
    session: Session, person_id: UUID, present: Sequence[Way], going: Collection[Way], *, always: bool
) -> None:
    """Take ways into an account away. `always`: its owner's work asks a second step. Raises NoWayLeft."""
    left = {way.sort for way in present if way not in going}
    if not left & _ENTERS or (always and not left & (_SECOND_STEPS | {Sort.LINK})):
        raise NoWayLeft
    for way in going:
        _forget(session, person_id, way)


def _forget(session: Session, person_id: UUID, way: Way) -> None:
    if way.sort is Sort.APP:
        forget_app(session, person_id)
    elif way.sort is Sort.CODES:
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    elif way.sort is Sort.PASSKEY:
        session.execute(delete(Passkey).where(Passkey.person_id == person_id, Passkey.id == way.id))
    elif way.sort is Sort.NEW_EMAIL:
        person = session.get_one(Person, person_id)
        person.email_new_sealed = person.email_new_from = None
    elif way.sort is Sort.LINK:
        mine = delete(LinkedIdentity).where(
            LinkedIdentity.municipality_id == way.place, LinkedIdentity.person_id == person_id,
            LinkedIdentity.id == way.id,
        )  # fmt: skip
        with within(session, way.place):
            session.execute(mine)
