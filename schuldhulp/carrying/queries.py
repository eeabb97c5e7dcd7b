"""What there is to take along: the parts of a client's own dossier that hold something."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp import every_table
from schuldhulp.access import Actor
from schuldhulp.carrying.parts import BY_ROW, OF_ONE_PART, Part
from schuldhulp.dossier.queries import DossierView


def filled_parts(session: Session, actor: Actor, dossier: DossierView) -> tuple[Part, ...]:
    """The parts of a dossier that hold something, in their order; for the client whose dossier it is."""
    if actor.dossier_id != dossier.id:
        return ()
    found = {part for name, part in OF_ONE_PART.items() if _rows(session, dossier, name)}
    for name, part_of in BY_ROW.items():
        found |= {part_of(row) for row in _rows(session, dossier, name, whole=True)}
    return tuple(part for part in Part if part in found)


def _rows(session: Session, dossier: DossierView, name: str, *, whole: bool = False) -> list[object]:
    table = every_table.metadata.tables[name]
    columns = [c for c in table.c if c.name in ("step", "subject")] if whole else [table.c.id]
    query = select(*columns).where(
        table.c.municipality_id == dossier.municipality_id, table.c.dossier_id == dossier.id
    )
    return list(session.execute(query.distinct() if whole else query.limit(1)))
