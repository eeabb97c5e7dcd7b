"""Row functions of standing beside a client: inside the act that is under way."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.accounts.addresses.rows import mail_link_to_confirm
from schuldhulp.accounts.rows import add_person
from schuldhulp.accounts.tables import Person
from schuldhulp.dossier.events import SupportEnded
from schuldhulp.dossier.queries import clients_of
from schuldhulp.dossier.tables import Dossier, Participation
from schuldhulp.refusals import NotYours, Refused
from schuldhulp.supporters.parts import MOST_TRIES, Offer, Secret, in_order
from schuldhulp.supporters.queries import opened_secret
from schuldhulp.supporters.tables import Invitation
from schuldhulp.unit_of_work import Act

_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"


def new_secret() -> Secret:
    """Make a number without vowels or look-alikes ('7K3P-92BX-RRTD') and a code of six digits."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return Secret("-".join((letters[:4], letters[4:8], letters[8:])), f"{secrets.randbelow(1_000_000):06d}")


def number_hash(number: str) -> bytes:
    """What is kept of a number, however it was typed: small letters, spaces and lines do not count."""
    plain = "".join(letter for letter in number.upper() if letter.isalnum())
    return hashlib.sha256(b"invitation\x00" + plain.encode()).digest()


class NobodyNamed(Refused):
    """The client writes down whom they ask, to know it again later."""

    sentence = "Schrijf op wie u wilt vragen."


class OwnDossier(Refused):
    """A client cannot stand beside themselves."""

    sentence = "Dit is een uitnodiging voor uw eigen dossier. Geef de link aan degene die u vraagt."


class NamelessAccount(Refused):
    """Who asked sees a name at the second look; an account with a codename has none."""

    sentence = (
        "Dit account heeft geen naam. Degene die u vroeg, wil zien wie u bent. Log uit en open de link opnieuw, of ga "
        "eerst verder met uw naam."
    )


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody without an account: the name they go by, where they sign in, and their password's hash."""

    name: str
    email: str
    password_hash: str


def new_account(doing: Act, newcomer: Newcomer | None) -> UUID:
    """Make an account; an address that has one already is kept as still to be confirmed, and nobody can tell."""
    if newcomer is None:
        raise ValueError("somebody accepts, signed in or new")
    person = add_person(
        doing.session, doing.now, name=newcomer.name, email=newcomer.email, password_hash=newcomer.password_hash,
        or_claim=True,
    )  # fmt: skip
    doing.session.flush()
    mail_link_to_confirm(doing, person)
    return person.id


def code_fits(doing: Act, row: Invitation, code: str) -> bool:
    """Whether the spoken code is right; a wrong one counts."""
    secret = opened_secret(doing.keyring, row)
    if compare_digest(secret.code.encode(), "".join(filter(str.isdigit, code)).encode()):
        return True
    row.tries += 1
    return False


def seal_secret(doing: Act, row: Invitation, secret: Secret) -> None:
    """Keep link and code for the client to read out."""
    doing.keyring.seal(row, "secret_sealed", json.dumps([secret.number, secret.code]))


def find_by_number(doing: Act, hashed: bytes, role: Role = Role.SUPPORTER) -> Invitation | None:
    """The invitation of a number for a role, in the act's municipality, locked."""
    query = select(Invitation).where(
        Invitation.municipality_id == doing.municipality_id, Invitation.link_hash == hashed,
        Invitation.role == role.value,
    )  # fmt: skip
    return doing.session.scalars(query.with_for_update()).one_or_none()


def take_up(
    doing: Act, role: Role, number: str, code: str, *,
    person_id: UUID | None, newcomer: Newcomer | None, spent: Callable[[Invitation], None],
) -> Invitation | None:  # fmt: skip
    """Let somebody accept with the number and the spoken code; None when the two do not fit, whatever the reason.

    `spent` ends an invitation after the last wrong code. Raises OwnDossier, NamelessAccount.
    """
    row = find_by_number(doing, number_hash(number), role)
    if row is None or not still_open(doing, row) or not _goes_on(doing, row.dossier_id):
        return None
    if not code_fits(doing, row, code):
        if row.tries >= MOST_TRIES:
            spent(row)
        return None
    if person_id is not None and person_id in clients_of(
        doing.session, doing.municipality_id, row.dossier_id
    ):
        raise OwnDossier
    if person_id is not None and doing.session.get_one(Person, person_id).handle is not None:
        raise NamelessAccount
    row.accepted_at, row.accepted_by, row.secret_sealed = (
        doing.now,
        person_id or new_account(doing, newcomer),
        None,
    )
    return row


def mail_that_accepted(doing: Act, row: Invitation, key: str) -> None:
    """Tell the client that there is something to read, once for each invitation."""
    for client in clients_of(doing.session, doing.municipality_id, row.dossier_id):
        doing.mail(client, "something_to_read", row.dossier_id, dedupe_key=f"{key}:{row.id}:{client}")


def _goes_on(doing: Act, dossier_id: UUID) -> bool:
    dossier = doing.session.get(Dossier, (doing.municipality_id, dossier_id))
    return dossier is not None and dossier.closed_at is None and dossier.deleted_at is None


def find_asked(doing: Act, invitation_id: UUID, dossier_id: UUID, role: Role = Role.SUPPORTER) -> Invitation:
    """An invitation of a dossier that is locked already, for a role. Raises NotYours."""
    row = doing.row(Invitation, invitation_id, dossier_id)
    if row.role != role.value:
        raise NotYours
    return row


def still_open(doing: Act, row: Invitation) -> bool:
    """Whether an invitation can still be accepted."""
    return row.ended_at is None and row.accepted_at is None and row.expires_at > doing.now


def end_invitation(doing: Act, row: Invitation, by: str) -> None:
    """End an invitation that did not count yet; link and code are forgotten."""
    row.ended_at, row.secret_sealed = doing.now, None
    doing.record(SupportEnded(by=by, as_role=row.role, invitation_id=row.id), row.dossier_id)


def find_support(doing: Act, dossier_id: UUID, participation_id: UUID) -> Participation:
    """A supporter who stands beside the client now. Raises NotYours."""
    row = doing.row(Participation, participation_id, dossier_id)
    if row.role != Role.SUPPORTER.value or row.ended_at is not None:
        raise NotYours
    return row


def begin_support(doing: Act, dossier_id: UUID, person_id: UUID, role: str, offer: Offer) -> Participation:
    """Let somebody stand beside the client from now; who did so before goes on under the same row."""
    query = select(Participation).where(
        Participation.municipality_id == doing.municipality_id, Participation.dossier_id == dossier_id,
        Participation.person_id == person_id, Participation.role == role,
    )  # fmt: skip
    row = doing.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        row = doing.new_row(Participation, dossier_id, person_id=person_id, role=role, started_at=doing.now)
    elif row.ended_at is not None:
        row.started_at, row.ended_at = doing.now, None
    give(row, offer)
    doing.session.flush()
    return row


def give(row: Participation, offer: Offer) -> None:
    """Write what is shared, and until when."""
    row.parts, row.helps, row.until_on = in_order(offer.parts), in_order(offer.helps), offer.until_on


def end_support(doing: Act, row: Participation, by: str) -> None:
    """End somebody's standing beside the client: nothing opens from the next request on."""
    row.ended_at = doing.now
    doing.record(SupportEnded(by=by, as_role=row.role, participation_id=row.id), row.dossier_id)
