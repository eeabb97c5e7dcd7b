"""Which dossiers exist for an actor: the one condition every query on dossiers and their rows starts from."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, select

from schuldhulp.access import Actor, Role
from schuldhulp.dossier.tables import Dossier, Participation


@lru_cache(maxsize=1024)  # a page asks it in every query, and a condition is never changed
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Give the condition on Dossier for this actor. What it leaves out is not there (404).

    Client and supporter: the dossiers they take part in now. Counsellor, team lead and the system: all dossiers of
    their municipality. Everybody else, the platform administrator and the report reader among them: none.
    """
    not_deleted = Dossier.deleted_at.is_(None)
    if actor.role in (Role.CLIENT, Role.SUPPORTER) and actor.person_id is not None:
        takes_part = exists().where(
            Participation.municipality_id == Dossier.municipality_id,
            Participation.dossier_id == Dossier.id,
            Participation.person_id == actor.person_id,
            Participation.role == actor.role.value,
            Participation.ended_at.is_(None),
        )
        return and_(not_deleted, Dossier.id == actor.dossier_id, Dossier.municipality_id == actor.municipality_id,
                    takes_part)  # fmt: skip
    if actor.role in (Role.COUNSELLOR, Role.TEAM_LEAD, Role.SYSTEM) and actor.municipality_id is not None:
        return and_(not_deleted, Dossier.municipality_id == actor.municipality_id)
    return false()


def rows_of(table: Any, actor: Actor, dossier_id: UUID) -> Select[Any]:
    """Select the rows of a table that belong to one dossier; none when the dossier is not there for this actor."""
    return _visible_rows(table, actor).where(table.dossier_id == dossier_id)


@lru_cache(maxsize=1024)
def _visible_rows(table: Any, actor: Actor) -> Select[Any]:
    of_dossier = and_(Dossier.municipality_id == table.municipality_id, Dossier.id == table.dossier_id)
    query = select(table).join(Dossier, of_dossier)
    return query.where(visible_to(actor), table.municipality_id == actor.municipality_id)
