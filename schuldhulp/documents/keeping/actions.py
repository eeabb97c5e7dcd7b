"""What can be done with files as a whole: throw orphans away, and move files of before the store into it."""

from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.crypto import keyring
from schuldhulp.documents.tables import PaperFile
from schuldhulp.storage.attached import laid_in, let_go
from schuldhulp.unit_of_work import open_write


def drop_orphans(session: Session, names: tuple[str, ...]) -> int:
    """Throw files away that no row names; how many. Not an act: nothing of a dossier changes."""
    let_go(session, names)
    return len(names)


def move_to_store(session: Session, municipality_id: UUID, file_id: UUID) -> bool:
    """Put the bytes of one row in the store, and empty the column. Not an act: the file stays what it was."""
    open_write(session, municipality_id)
    row = session.get(PaperFile, (municipality_id, file_id), with_for_update=True)
    if row is None or row.content_sealed is None or row.stored_as is not None:
        session.rollback()
        return False
    ring = keyring(session)
    with laid_in(session, [ring.open_bytes(row, "content_sealed") or b""]) as kept:
        row.stored_as, row.content_sealed = kept[0].name, None
        ring.seal(row, "key_sealed", kept[0].key)
        session.commit()
    return True
