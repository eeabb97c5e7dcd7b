"""The keys beside a copy of the database: read from it, and put back into one, also of before a change."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import Session

from schuldhulp.database import WRITE, make_engine
from schuldhulp.dossier.tables import Dossier, DossierKey
from schuldhulp.municipalities.tables import MunicipalityKey
from schuldhulp.tenancy import EVERYWHERE, begin_in, look_in

_ABOVE: Any = MunicipalityKey.__table__
_OF_A_MUNICIPALITY = ("municipality_id", "id", "purpose", "master_key_id", "wrapped", "retired")


class Keys(NamedTuple):
    """Wrapped keys: of dossiers as (municipality, dossier, key above it, key), and of municipalities as (municipality,
    key, purpose, master key above it, key, whether it is on its way out).
    """

    dossiers: list[tuple[str, ...]]
    municipalities: list[tuple[str, str, str, str, str, bool]]


def keys_in(session: Session) -> Keys:
    """The keys of a database; none of one that is older than the keys of dossiers."""
    if not inspect(session.connection()).has_table("dossier_key"):
        return Keys([], [])
    rows = session.execute(select(*DossierKey.__table__.columns))
    above = (
        session.execute(select(*(_ABOVE.c[name] for name in _OF_A_MUNICIPALITY)))
        if _knows_retired(session)
        else ()
    )
    return Keys(
        [(str(a), str(b), str(c), wrapped.hex()) for a, b, c, wrapped in rows],
        [
            (str(a), str(b), purpose, master, wrapped.hex(), retired)
            for a, b, purpose, master, wrapped, retired in above
        ],
    )


def _knows_retired(session: Session) -> bool:
    """Whether the database is of a version in which municipalities change keys."""
    columns = inspect(session.connection()).get_columns("municipality_key")
    return "retired" in {column["name"] for column in columns}


def put_keys_back(url: str, keys: Keys) -> int:
    """Give each dossier of the copy its key; how many have none any more."""
    engine = make_engine(url)
    with Session(engine) as session:
        look_in(session, EVERYWHERE)
        begin_in(session, None, execution_options=WRITE)
        if not inspect(session.connection()).has_table("dossier_key"):
            return 0
        there = {(row[0], row[1]) for row in session.execute(select(Dossier.municipality_id, Dossier.id))}
        known = {(UUID(a), UUID(b)): (UUID(c), bytes.fromhex(wrapped)) for a, b, c, wrapped in keys.dossiers}
        rows = [
            {"municipality_id": place[0], "dossier_id": place[1], "municipality_key_id": above, "wrapped": wrapped}
            for place, (above, wrapped) in known.items() if place in there
        ]  # fmt: skip
        if rows:
            session.execute(insert(DossierKey), rows)
        _put_keys_above_back(session, keys)
        session.commit()
    engine.dispose()
    return len(there - known.keys())


def _put_keys_above_back(session: Session, keys: Keys) -> None:
    """Give each municipality of the copy the keys it changed to since; those it had then only open from now on."""
    if not keys.municipalities or not _knows_retired(session):
        return
    here = {(row[0], row[1]) for row in session.execute(select(_ABOVE.c.municipality_id, _ABOVE.c.id))}
    of_the_copy = {municipality for municipality, _ in here}
    kept = {
        (UUID(a), UUID(b)): {"purpose": purpose, "master_key_id": master, "wrapped": bytes.fromhex(key), "retired": out}
        for a, b, purpose, master, key, out in keys.municipalities if UUID(a) in of_the_copy
    }  # fmt: skip
    changed = {place[0] for place in kept.keys() - here}
    for municipality, key in here - kept.keys():
        if municipality in changed:
            one = (_ABOVE.c.municipality_id == municipality, _ABOVE.c.id == key)
            session.execute(update(_ABOVE).where(*one).values(retired=True))
    for place in kept.keys() - here:
        session.execute(insert(_ABOVE).values(municipality_id=place[0], id=place[1], **kept[place]))
