"""What can be read of published norm sets. They are shared and hold nothing of anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.budget.norm_files import Load, read_norm_text
from schuldhulp.budget.normen import NormSet
from schuldhulp.norms.tables import NormEdition
from schuldhulp.norms.trying import loader

_EDITION = NormEdition.__table__.c
EDITIONS = select(
    _EDITION.content, _EDITION.set_name, _EDITION.edition, _EDITION.published_at, _EDITION.tried
).order_by(_EDITION.published_at, _EDITION.id)


@dataclass(frozen=True, slots=True)
class EditionView:
    """A published edition with when it was published and how many examples it changed."""

    period: NormSet
    published_at: datetime
    changed: int


def published_sets(session: Session) -> tuple[NormSet, ...]:
    """Every published edition, as calculations take it."""
    return tuple(view.period for view in editions(session))


def editions(session: Session) -> list[EditionView]:
    """Every published edition, in order of publication."""
    return _views(session.execute(EDITIONS))


def sets_in(rows: Iterable[Any]) -> tuple[NormSet, ...]:
    """The same sets, from rows of `EDITIONS` that were read already."""
    return tuple(view.period for view in _views(rows))


def _views(rows: Iterable[Any]) -> list[EditionView]:
    return [
        EditionView(
            read_norm_text(row.content, row.set_name, row.edition), row.published_at,
            len(row.tried.get("changed", ())),
        )
        for row in rows
    ]  # fmt: skip


def norm_loader(session: Session) -> Load:
    """Where the calculations of a request get their figures: files and published rows."""
    return loader(published_sets(session))
