"""The file with keys beside a copy: written, read again, and whether the master key fits what was put back."""

import io
import json
import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.accounts.tables import PlatformKey
from schuldhulp.commands.answers import BadInput, try_keys
from schuldhulp.commands.backup_copy import cut_or_strange_told, master_keys, whole_or_nothing
from schuldhulp.commands.backup_keys import Keys
from schuldhulp.crypto import Sealed, attach_keyring
from schuldhulp.database import make_engine
from schuldhulp.sealed_file import open_stream, seal_stream

KEYS = "sleutels"


def keep_keys(place: Path, keys: Keys) -> None:
    """Put the keys in their file; the one of before stays until the next time, in case something went wrong."""
    with whole_or_nothing(place) as partial:
        with partial.open("wb") as target:
            seal_stream(master_keys()[0], io.BytesIO(json.dumps(keys._asdict()).encode()), target)
            target.flush()
            os.fsync(target.fileno())  # whole on the disk before the one of before gives up its name
        if place.exists():
            place.replace(place.with_name(KEYS + ".vorige"))


def kept_keys(place: Path) -> Keys:
    """The keys of that file. Raises BadInput when it is not there or not whole."""
    if not place.is_file():
        raise BadInput(f"{place} is er niet: zet het bestand met de sleutels naast de kopie")
    with place.open("rb") as source, cut_or_strange_told(place):
        kept = json.loads(b"".join(open_stream(master_keys(), source)))
    if isinstance(kept, list):  # of before municipalities' keys stood in it
        return Keys([tuple(key) for key in kept], [])
    return Keys(**{name: [tuple(key) for key in found] for name, found in kept.items()})


def key_fits(url: str) -> bool:
    """Whether our master key opens the keys of a database; one without keys fits too."""
    engine = make_engine(url)
    try:
        with Session(engine) as session:
            if session.scalar(select(PlatformKey.id).limit(1)) is not None:
                try_keys(attach_keyring(session, *master_keys()), None)
    except Sealed:
        return False
    finally:
        engine.dispose()
    return True
