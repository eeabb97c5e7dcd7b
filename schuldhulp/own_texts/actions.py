"""What can be done with own texts: propose, publish, decide about a proposal, withdraw, take a package over."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor, may
from schuldhulp.base import new_id
from schuldhulp.municipalities.rows import note_change
from schuldhulp.own_texts.kinds import KINDS, Kind
from schuldhulp.own_texts.queries import PROPOSED, PUBLISHED, REFUSED, WITHDRAWN, hears_of_clients, named_in
from schuldhulp.own_texts.tables import OwnScript
from schuldhulp.refusals import NotAllowed, NotYours, Refused
from schuldhulp.scripts_mi.own import Item
from schuldhulp.unit_of_work import Act, FormToken, act


class TextNotInOrder(Refused):
    """A text breaks a rule; `str` says which."""

    sentence = "Deze tekst is nog niet in orde."


class AlreadyDecided(Refused):
    """Somebody decided about this proposal before."""

    sentence = "Over dit voorstel is al besloten."


def propose_text(
    session: Session, actor: Actor, now: datetime, kind: Kind, item: Item, *, note: str = "",
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Propose a changed text to the team lead; nobody is offered it before it is published. Raises TextNotInOrder."""
    with act(session, actor, now, form=form) as doing:
        _allowed(doing, "text:propose")
        row = _new_version(doing, kind, item, PROPOSED)
        doing.keyring.seal(row, "note_sealed", note.strip() or None)
        note_change(doing, kind.part, "added", [row.script_id], row.id)
    return row.id


def publish_text(
    session: Session, actor: Actor, now: datetime, kind: Kind, item: Item, *, form: FormToken | None = None
) -> UUID:
    """Publish a changed text as a new version: from now on it is offered here. Raises TextNotInOrder."""
    with act(session, actor, now, form=form) as doing:
        _allowed(doing, "text:publish")
        row = _new_version(doing, kind, item, PUBLISHED)
        note_change(doing, kind.part, "changed", [row.script_id], row.id)
    return row.id


def decide_proposal(
    session: Session, actor: Actor, now: datetime, version_id: UUID, accepted: bool, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Publish a proposal as it is, or turn it down; both stay readable.

    What is published later than another version comes after it. Raises NotYours, AlreadyDecided, TextNotInOrder.
    """
    with act(session, actor, now, form=form) as doing:
        _allowed(doing, "text:publish")
        query = select(OwnScript).where(
            OwnScript.municipality_id == doing.municipality_id, OwnScript.id == version_id
        )
        row = session.scalars(query.with_for_update()).one_or_none()
        if row is None:
            raise NotYours
        if row.state != PROPOSED:
            raise AlreadyDecided
        if accepted:
            _put_last(doing, row)
        row.state = PUBLISHED if accepted else REFUSED
        row.decided_by, row.decided_at = doing.actor.membership_id, now
        change = "changed" if accepted else "removed"
        note_change(doing, KINDS[row.kind].part, change, [row.script_id], row.id)


def withdraw_text(
    session: Session,
    actor: Actor,
    now: datetime,
    kind: Kind,
    script_id: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Offer the text of the product again in the place of the own one. Raises NotYours when there is no own one."""
    with act(session, actor, now, form=form) as doing:
        _allowed(doing, "text:publish")
        query = select(OwnScript).where(
            OwnScript.municipality_id == doing.municipality_id, OwnScript.kind == kind.code,
            OwnScript.script_id == script_id, OwnScript.state == PUBLISHED,
        )  # fmt: skip
        rows = list(session.scalars(query.with_for_update()))
        if not rows:
            raise NotYours
        for row in rows:
            row.state = WITHDRAWN
        note_change(doing, kind.part, "removed", [script_id])


def take_over(
    session: Session, actor: Actor, now: datetime, items: Iterable[tuple[Kind, Item]], package: str, *,
    form: FormToken | None = None,
) -> int:  # fmt: skip
    """Publish the texts of a package, all or none; gives how many. Raises TextNotInOrder."""
    with act(session, actor, now, form=form) as doing:
        _allowed(doing, "text:publish")
        rows = [_new_version(doing, kind, item, PUBLISHED, package) for kind, item in items]
        for kind in KINDS.values():
            if names := [row.script_id for row in rows if row.kind == kind.code]:
                note_change(doing, kind.part, "added", names)
    return len(rows)


def _allowed(doing: Act, permission: str) -> None:
    if not may(doing.actor, permission) or doing.actor.membership_id is None:
        raise NotAllowed


def _put_last(doing: Act, row: OwnScript) -> None:
    """Look at a proposal once more, and number it after what was made since: the newest version is in force."""
    kind, content = KINDS[row.kind], json.loads(row.content)
    version = _next_version(doing, kind, row.script_id)
    if row.version < version - 1:
        row.version = content["version"] = version
        row.content = json.dumps(content, ensure_ascii=False)
    _in_order(doing, kind, content)


def _new_version(doing: Act, kind: Kind, item: Item, state: str, package: str = "") -> OwnScript:
    """A version after all there are, the product's included; its number stands in the content too."""
    version = _next_version(doing, kind, item["id"])
    content = {**item, "version": version}
    _in_order(doing, kind, content)
    membership_id = doing.actor.membership_id
    if membership_id is None:
        raise NotAllowed
    row = OwnScript(
        municipality_id=doing.municipality_id, id=new_id(), kind=kind.code, script_id=item["id"], version=version,
        state=state, content=json.dumps(content, ensure_ascii=False), package=package, made_by=membership_id,
        made_at=doing.now,
    )  # fmt: skip
    doing.session.add(row)
    doing.session.flush()
    return row


def _next_version(doing: Act, kind: Kind, text_id: str) -> int:
    highest = doing.session.scalar(
        select(func.max(OwnScript.version)).where(
            OwnScript.municipality_id == doing.municipality_id, OwnScript.kind == kind.code,
            OwnScript.script_id == text_id,
        )
    )  # fmt: skip
    return max(highest or 0, kind.in_product(text_id)) + 1


def _in_order(doing: Act, kind: Kind, content: Item) -> None:
    if reasons := kind.reasons(content):
        raise TextNotInOrder(f"{TextNotInOrder.sentence} {'; '.join(reasons)}.")
    named = hears_of_clients(doing.actor) and named_in(
        doing.session, doing.municipality_id, kind.lines(content)
    )
    if named:
        raise TextNotInOrder(f"{TextNotInOrder.sentence} ‘{named[1]}’ hoort bij een dossier van uw gemeente.")
