"""Row functions of signs of a crisis: raising one with what a client wrote, and what a reply has to wait for."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import select

from schuldhulp.access import Role
from schuldhulp.base import new_id
from schuldhulp.crisis.signs import Sign, signs_in
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.events import CrisisSignalled
from schuldhulp.messages.tables import Message
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.analysis.splitting import split_sentences
from schuldhulp.unit_of_work import Act

IN_MESSAGE, AT_REGISTRATION = "bericht", "aanmelding"


class CrisisNotRead(Refused):
    """A reply waits until somebody read the message that may tell of a crisis."""

    sentence = (
        "De cliënt schreef misschien dat iemand in nood is. "
        "Lees dat eerst en zeg wat u las; uw tekst staat er nog."
    )


@cache
def _tables() -> Tables:
    return load_tables()


def raise_signal(doing: Act, message: Message, body: str) -> None:
    """Keep the signs of danger in what a client or supporter wrote, with the words; without any nothing happens."""
    _raise(doing, message.dossier_id, _danger(body), message_id=message.id, place=IN_MESSAGE)


def raise_signal_elsewhere(
    doing: Act, dossier_id: UUID, place: str, told: Iterable[str], before: Iterable[str] = ()
) -> None:
    """The same for what the client wrote in a step or at registration (`place`); what stood there before is known.

    Nothing happens when staff fill in, beside the client or not: a person of ours heard it.
    """
    if doing.actor.is_staff or doing.actor.role is Role.SYSTEM or doing.actor.acting_for:
        return
    known = {sentence for text in before for sentence in split_sentences(text)}
    found = [sign for text in told for sign in _danger(text) if sign.sentence not in known]
    _raise(doing, dossier_id, found, message_id=None, place=place)


def _danger(text: str) -> list[Sign]:
    return [sign for sign in signs_in(text, _tables()) if sign.danger]


def _raise(
    doing: Act, dossier_id: UUID, found: Sequence[Sign], *, message_id: UUID | None, place: str
) -> None:
    if not found:
        return
    row = doing.new_row(
        CrisisSignal, dossier_id, id=new_id(), message_id=message_id, place=place, raised_at=doing.now
    )
    doing.keyring.seal(row, "signs_sealed", json.dumps([sign.as_stored() for sign in found]))
    doing.record(CrisisSignalled(signal_id=row.id), dossier_id)


def refuse_while_unread(doing: Act, dossier_id: UUID) -> None:
    """Stop a reply while a sign in this dossier was not looked at. Raises CrisisNotRead."""
    unread = select(CrisisSignal.id).where(
        CrisisSignal.municipality_id == doing.municipality_id, CrisisSignal.dossier_id == dossier_id,
        CrisisSignal.looked_at.is_(None),
    )  # fmt: skip
    if doing.session.scalars(unread.limit(1)).first() is not None:
        raise CrisisNotRead
