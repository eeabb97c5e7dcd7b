"""Row functions of a municipality's settings: load for change, and write down who changed what."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from schuldhulp.base import new_id
from schuldhulp.municipalities.tables import CatchmentArea, Municipality, SettingChange
from schuldhulp.refusals import Conflict, NotYours, Refused
from schuldhulp.unit_of_work import Act


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same part after this page was opened."""

    sentence = (
        "Iemand anders heeft dit intussen ook veranderd. Wat u invulde staat er nog. Bovenaan ziet u wat er nu staat; "
        "sla nog een keer op als uw tekst het moet worden."
    )


class AreaTaken(Refused):
    """A municipality serves one of these postcodes already."""

    sentence = "Een van deze postcodes hoort al bij een gemeente."

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"Van {first}-{last} hoort een deel al bij een gemeente. Kies een andere reeks.")


class RangeReversed(Refused):
    """The range ends before it begins."""

    sentence = "De laatste postcode ligt voor de eerste."

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"Bij {first}-{last} ligt het einde voor het begin. Draai ze om.")


def locked_municipality(doing: Act, version: int | None) -> Municipality:
    """The municipality of the act, locked; its version goes up. Raises ChangedMeanwhile, NotYours."""
    query = select(Municipality).where(Municipality.id == doing.municipality_id).with_for_update()
    row = doing.session.scalars(query).one_or_none()
    if row is None:
        raise NotYours
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    row.version += 1
    return row


def note_change(
    doing: Act, part: str, change: str = "changed", fields: Iterable[str] = (), subject_id: UUID | None = None, *,
    place: UUID | None = None,
) -> None:  # fmt: skip
    """Write down who changed which part, now. `fields` are names, never values.

    `place`: another municipality than the act's, that is to read of it too.
    """
    person_id = doing.actor.person_id
    if person_id is None:
        raise ValueError("only a person changes settings")
    doing.session.add(
        SettingChange(
            municipality_id=place or doing.municipality_id, id=new_id(), at=doing.now, person_id=person_id,
            role=str(doing.actor.role), part=part, change=change, fields=sorted(fields), subject_id=subject_id,
        )
    )  # fmt: skip


def differing(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """The names whose value is not the same, with what was added or taken away."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def add_range(doing: Act, first: int, last: int) -> None:
    """Add a range to the act under way. Raises RangeReversed, AreaTaken."""
    if first > last:
        raise RangeReversed(first, last)
    overlaps = select(CatchmentArea.id).where(
        CatchmentArea.first_postcode <= last, CatchmentArea.last_postcode >= first
    )
    if doing.session.scalar(overlaps.limit(1)) is not None:
        raise AreaTaken(first, last)
    doing.session.add(
        CatchmentArea(
            id=new_id(), municipality_id=doing.municipality_id, first_postcode=first, last_postcode=last
        )
    )
