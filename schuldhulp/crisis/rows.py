"""Row functions of signs of a crisis: raising one with a message, and what a reply has to wait for."""

import json
from functools import cache
from uuid import UUID

from sqlalchemy import select

from schuldhulp.base import new_id
from schuldhulp.crisis.signs import signs_in
from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.dossier.events import CrisisSignalled
from schuldhulp.messages.tables import Message
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.analysis.labels import Tables
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.unit_of_work import Act


class CrisisNotRead(Refused):
    """A reply waits until somebody read the message that may tell of a crisis."""

    sentence = (
        "In een bericht van de cliënt staat misschien dat iemand in nood is. "
        "Lees dat eerst en zeg wat u las; uw tekst staat er nog."
    )


@cache
def _tables() -> Tables:
    return load_tables()


def raise_signal(doing: Act, message: Message, body: str) -> None:
    """Keep the signs of danger in what a client or supporter wrote, with the words; without any nothing happens."""
    found = [sign for sign in signs_in(body, _tables()) if sign.danger]
    if not found:
        return
    row = doing.new_row(
        CrisisSignal, message.dossier_id, id=new_id(), message_id=message.id, raised_at=doing.now
    )
    doing.keyring.seal(row, "signs_sealed", json.dumps([sign.as_stored() for sign in found]))
    doing.record(CrisisSignalled(signal_id=row.id), message.dossier_id)


def refuse_while_unread(doing: Act, dossier_id: UUID) -> None:
    """Stop a reply while a sign in this dossier was not looked at. Raises CrisisNotRead."""
    unread = select(CrisisSignal.id).where(
        CrisisSignal.municipality_id == doing.municipality_id, CrisisSignal.dossier_id == dossier_id,
        CrisisSignal.looked_at.is_(None),
    )  # fmt: skip
    if doing.session.scalars(unread.limit(1)).first() is not None:
        raise CrisisNotRead
