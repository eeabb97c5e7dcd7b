"""Faults put in on purpose, one at a time: the probes that keep dossiers apart must see each of them."""

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.documents.queries import OpenedFile
from schuldhulp.documents.queries import opened as opened_bytes
from schuldhulp.documents.tables import PaperFile
from schuldhulp.dossier import queries
from schuldhulp.dossier.tables import Dossier
from schuldhulp.dossier.visibility import ASKED
from tests.security.estate import furnish, rows_by_kind
from tests.security.foreign_ids import state_of
from tests.web_client import WebClient
from tests.world import World

_DOSSIER = Dossier.__table__.c
Fault = Callable[[pytest.MonkeyPatch, World], None]


def _seen(patch: pytest.MonkeyPatch, condition: ColumnElement[bool]) -> None:
    """Let the door find dossiers by another condition; its statements are kept, so they are built anew."""
    anew = cache(queries._opened.__wrapped__)
    patch.setattr(queries, "visible_as", lambda _role: condition)
    patch.setattr(queries, "_opened", anew)


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
        lambda doing, table, row_id, _dossier_id, **_: doing.session.get(table, (doing.municipality_id, row_id)),
    )


def any_role(patch: pytest.MonkeyPatch, _world: World) -> None:
    """The door does not look at the policy."""
    patch.setattr("schuldhulp.web.guard.may", lambda _actor, _permission: True)


def never_signed_out(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Signing out takes the cookie away and leaves the session."""
    patch.setattr("schuldhulp.accounts.actions.close_session", lambda *_: None)


def no_mark(patch: pytest.MonkeyPatch, _world: World) -> None:
    """Opening a dossier is not written down."""
    patch.setattr("schuldhulp.web.guard.record_access", lambda *_, **__: None)


def no_form_token(_patch: pytest.MonkeyPatch, world: World) -> None:
    """A form from another site is taken."""
    world.app.config["WTF_CSRF_ENABLED"] = False


FAULTS: tuple[Fault, ...] = (
    another_municipality, deleted, any_paper, any_row, any_role, never_signed_out, no_mark, no_form_token,
)  # fmt: skip


def ask(client: WebClient, method: str, address: str, **options: Any) -> Any:
    with client._clock():
        return client.http.open(address, method=method, base_url="http://localhost", **options)


def seen(world: World) -> list[str]:
    """What the probes see that may not be."""
    anna, noor = WebClient(world, "anna"), WebClient(world, "noor")
    rows = rows_by_kind(world, "berend")
    found = []
    for whose in ("chris", "deleted"):
        if ask(noor, "GET", f"/dossiers/{world.kenmerken[whose]}").status_code != 404:
            found.append(f"the dossier of {whose} opens")
    if ask(anna, "GET", f"/mijn/papieren/bestanden/{rows['paper_file'][0]}").status_code != 404:
        found.append("a file of another opens")
    if ask(WebClient(world, "gert"), "GET", "/beheer/medewerkers").status_code != 404:
        found.append("a reader of reports manages staff")
    return found + _marks(world, noor) + _posts(world, anna) + _left(world)


def _marks(world: World, noor: WebClient) -> list[str]:
    with world.open() as session:
        before = session.scalar(select(func.count()).select_from(AccessEntry)) or 0
    assert ask(noor, "GET", f"/dossiers/{world.kenmerken['anna']}").status_code == 200
    with world.open() as session:
        after = session.scalar(select(func.count()).select_from(AccessEntry)) or 0
    return [] if after > before else ["a dossier opens without a mark"]


def _posts(world: World, anna: WebClient) -> list[str]:
    before, found = state_of(world, "berend"), []
    fields = {"token": uuid4().hex, "called": "Zonder formulier"}
    if ask(anna, "POST", "/account/naam", data=fields).status_code != 400:
        found.append("a form without its token is taken")
    was, world.app.config["WTF_CSRF_ENABLED"] = world.app.config.get("WTF_CSRF_ENABLED", True), False
    for debt in rows_by_kind(world, "berend")["debt"]:
        ask(anna, "POST", f"/mijn/werkboek/een-schuld/{debt}/weghalen", data={"token": uuid4().hex})
    world.app.config["WTF_CSRF_ENABLED"] = was
    return found if state_of(world, "berend") == before else [*found, "a row of another changed"]


def _left(world: World) -> list[str]:
    tess = WebClient(world, "tess")
    kept = tess.http.get_cookie("__Host-sessie")
    assert kept is not None
    if world.app.config.get("WTF_CSRF_ENABLED", True):
        tess.submit("/account", {}, action="/uitloggen")
    else:
        ask(tess, "POST", "/uitloggen", data={"token": uuid4().hex})
    tess.http.set_cookie("__Host-sessie", kept.value, domain="localhost", secure=True, httponly=True)
    return ["an old cookie still opens"] if ask(tess, "GET", "/inbox").status_code == 200 else []


def test_without_a_fault_nothing_is_seen(sqlite_world: World) -> None:
    furnish(sqlite_world)
    assert seen(sqlite_world) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_each_fault_is_seen(sqlite_world: World, monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    furnish(sqlite_world)
    fault(monkeypatch, sqlite_world)
    assert seen(sqlite_world) != []
