"""Row functions of files as a whole, inside the act that is under way."""

from uuid import UUID

from sqlalchemy import delete, select

from schuldhulp.documents.tables import PaperFile
from schuldhulp.unit_of_work import Act


def forget_files(doing: Act, dossier_id: UUID) -> list[str]:
    """Delete the rows of all files of a dossier, and with them their keys.

    Gives their names in the store, for `storage.attached.let_go` after the act. A process that is killed in between
    leaves bytes that nothing opens any more; the command that compares both throws them away.
    """
    here = (PaperFile.municipality_id == doing.municipality_id, PaperFile.dossier_id == dossier_id)
    names = doing.session.scalars(
        select(PaperFile.stored_as).where(*here, PaperFile.stored_as.is_not(None))
    ).all()
    doing.session.execute(delete(PaperFile).where(*here))
    return [name for name in names if name]
