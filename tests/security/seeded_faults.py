"""Faults that a mistake could put into what keeps people's dossiers apart, one at a time."""

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup
from sqlalchemy import ClauseElement, ColumnElement, and_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import replacement_traverse

from schuldhulp import access
from schuldhulp.access import Actor, Role
from schuldhulp.accounts import queries as accounts
from schuldhulp.accounts.second_factor import step
from schuldhulp.documents.queries import OpenedFile
from schuldhulp.documents.queries import opened as opened_bytes
from schuldhulp.documents.tables import PaperFile
from schuldhulp.dossier import queries
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import ASKED
from schuldhulp.supporters.parts import Part
from schuldhulp.web import headers
from tests.world import World

_DOSSIER = Dossier.__table__.c
Fault = Callable[[pytest.MonkeyPatch, World], None]


def _seen(patch: pytest.MonkeyPatch, condition: ColumnElement[bool]) -> None:
    """Let the door find dossiers by another condition; its statements are kept, so they are built anew."""
    anew = cache(queries._opened.__wrapped__)
    patch.setattr(queries, "visible_as", lambda _role: condition)
    patch.setattr(queries, "_opened", anew)


def _session_without(patch: pytest.MonkeyPatch, condition: str) -> None:
    """Leave one condition out of the statement that reads a session."""
    dropped: list[ClauseElement] = []

    def replace(element: Any, **_: Any) -> Any:
        if isinstance(element, ColumnElement) and str(element) == condition:
            dropped.append(element)
            return true()
        return None

    made = replacement_traverse(accounts._SESSION, {}, replace)
    assert dropped, f"no condition {condition}"
    patch.setattr(accounts, "_SESSION", made)


def another_municipality(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Staff see the dossiers of every municipality."""
    _seen(patch, _DOSSIER.deleted_at.is_(None))


def deleted(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A deleted dossier is still found."""
    _seen(patch, and_(_DOSSIER.municipality_id == ASKED["municipality_id"], _DOSSIER.id.is_not(None)))


def any_paper(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A file is looked up by its id alone."""

    def opened(session: Session, _actor: Actor, _dossier_id: UUID, file_id: UUID) -> OpenedFile:
        row = session.scalars(select(PaperFile).where(PaperFile.id == file_id)).one()
        return OpenedFile(row.media_type, row.size, opened_bytes(session, row))

    patch.setattr("schuldhulp.documents.queries.open_file", opened)


def any_row(patch: pytest.MonkeyPatch, _world: World) -> None:
    """An act takes a row without looking whose dossier it stands in."""
    patch.setattr(
        "schuldhulp.unit_of_work.Act.row",
        lambda doing, table, row_id, _dossier_id, **_: doing.session.get(
            table, (doing.municipality_id, row_id)
        ),
    )


def any_role(patch: pytest.MonkeyPatch, _world: World) -> None:
    """The door does not look at the policy."""
    patch.setattr("schuldhulp.web.guard.entering.may", lambda _actor, _permission: True)


def one_permission_too_wide(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Every counsellor divides the work of the team."""
    patch.setitem(access.POLICY, "team:assign", frozenset({Role.COUNSELLOR, Role.TEAM_LEAD}))


def never_signed_out(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Signing out takes the cookie away and leaves the session."""
    patch.setattr("schuldhulp.accounts.actions.close_session", lambda *_: None)


def no_mark(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Opening a dossier is not written down."""
    patch.setattr("schuldhulp.web.guard.opening.record_access", lambda *_, **__: None)


def no_form_token(_patch: pytest.MonkeyPatch, world: World) -> None:
    """A form from another site is taken."""
    world.app.config["WTF_CSRF_ENABLED"] = False


def ended_session(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A session that was ended is read again."""
    _session_without(patch, "login_session.ended_at IS NULL")


def ended_membership(patch: pytest.MonkeyPatch, _world: World) -> None:
    """The last day of a colleague is not looked at."""
    _session_without(patch, "membership.ended_on IS NULL OR membership.ended_on >= :today")


def ended_support(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A supporter whom the client sent away still has the hat, and the door does not look either."""
    _session_without(patch, "participation.ended_at IS NULL")
    real, anew = queries.visible_as, cache(queries._opened.__wrapped__)
    own = _DOSSIER.id == ASKED["own_dossier_id"]
    patch.setattr(queries, "visible_as", lambda role: own if role is Role.SUPPORTER else real(role))
    patch.setattr(queries, "_opened", anew)


def support_past_its_last_day(patch: pytest.MonkeyPatch, _world: World) -> None:
    """The last day of a supporter is not looked at."""
    _session_without(patch, "participation.until_on IS NULL OR participation.until_on >= :today")


def every_part(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A supporter has every part."""
    real = accounts._chosen_hat

    def chosen(row: Any) -> Any:
        hat = real(row)
        if hat is not None and hat.role is Role.SUPPORTER:
            object.__setattr__(hat, "parts", frozenset(Part))
        return hat

    patch.setattr(accounts, "_chosen_hat", chosen)


def no_idle_time(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A session never ends by itself."""
    patch.setattr(accounts, "IDLE", 1000 * accounts.IDLE)
    patch.setattr(accounts, "ABSOLUTE", 1000 * accounts.ABSOLUTE)


def password_is_enough(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A session whose second step is due opens everything."""
    patch.setattr(accounts, "is_half", lambda _step, _role: False)


def never_asked_again(patch: pytest.MonkeyPatch, _world: World) -> None:
    """A sign-in of hours ago is fresh."""
    patch.setattr(step, "FRESH", 1000 * step.FRESH)


def no_limit(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Tries are not counted."""
    patch.setattr("schuldhulp.accounts.limits.count_try", lambda *_: None)


def no_reason(patch: pytest.MonkeyPatch, _world: World) -> None:
    """The dossier of a colleague opens without a question."""
    patch.setattr("schuldhulp.web.guard.opening._why", lambda _actor, _dossier: "")


def any_address(patch: pytest.MonkeyPatch, _world: World) -> None:
    """After signing in one goes on to wherever the link says."""
    patch.setattr("schuldhulp.web.public.signing_in.safe_next", lambda target: target)


def kept_by_browsers(patch: pytest.MonkeyPatch, _world: World) -> None:
    """The headers say nothing."""
    patch.setattr(headers, "FIXED", {})


def open_text(patch: pytest.MonkeyPatch, world: World) -> None:
    """What somebody typed is put into the page as it is."""
    patch.setitem(world.app.jinja_env.filters, "paragraphs", lambda text: Markup(text or ""))


FAULTS: tuple[Fault, ...] = (
    another_municipality, deleted, any_paper, any_row, any_role, one_permission_too_wide, never_signed_out, no_mark,
    no_form_token, ended_session, ended_membership, ended_support, support_past_its_last_day, every_part, no_idle_time,
    password_is_enough, never_asked_again, no_limit, no_reason, any_address, kept_by_browsers, open_text,
)  # fmt: skip
