"""Row functions of the budget: writing lines, versions and ideas inside the act that is under way."""

import json
from uuid import UUID

from sqlalchemy import func, select

from schuldhulp.base import new_id
from schuldhulp.budget.begroting import make_budget
from schuldhulp.budget.frozen import freeze
from schuldhulp.budget.inhoudingen import DebtPayment
from schuldhulp.budget.posten import Post
from schuldhulp.budget.tables import BudgetPost, BudgetVersion
from schuldhulp.budget.told import PostTold, differences, told_of
from schuldhulp.dossier.events import BudgetFrozen, LineTakenOver, RowChanged
from schuldhulp.messages.changes import change_line
from schuldhulp.messages.rows import announce_change
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import Act


class LineRemoved(Refused):
    """A removed line is put back before it is changed."""

    sentence = "Deze regel is weggehaald. Zet hem eerst terug."


def add_post(
    doing: Act,
    dossier_id: UUID,
    told: PostTold,
    step: str,
    *,
    source: str | None = None,
    together: bool = False,
) -> BudgetPost:
    """Add one line; who enters it is the author. `source` is where an amount comes from that nobody typed.

    `together`: it is one of many lines that come at once, and whoever brings them tells so.
    """
    row = doing.new_row(
        BudgetPost, dossier_id, id=new_id(), version=1, step=step, source=source,
        entered_by_role=str(doing.actor.role), entered_at=doing.now, **_plain(told),
    )  # fmt: skip
    doing.keyring.seal(row, "label_sealed", told.label or None)
    event = LineTakenOver if together else RowChanged
    doing.record(
        event(
            table="budget_post", row_id=row.id, change="added", step=step, code=told.code, cents=told.cents
        ),
        dossier_id,
        {"name": told.name},
    )
    if not together:
        announce_change(doing, dossier_id, _line(told, "added"))
    return row


def change_post(
    doing: Act, row: BudgetPost, told: PostTold, *, source: str | None = None, together: bool = False
) -> None:
    """Change one line; both versions stay readable in the timeline. Raises LineRemoved.

    A new amount takes its `source` with it; None is typed. `together` is as with `add_post`.
    """
    if row.removed_at is not None:
        raise LineRemoved
    before = told_of(row, doing.keyring.open(row, "label_sealed") or "")
    changed = differences(before, told)
    if not changed:
        return
    for name, value in _plain(told).items():
        setattr(row, name, value)
    if (told.cents, told.period) != (before.cents, before.period):
        row.source = source
    doing.keyring.seal(row, "label_sealed", told.label or None)
    row.version += 1
    event = LineTakenOver if together else RowChanged
    doing.record(
        event(
            table="budget_post", row_id=row.id, change="changed", step=row.step, code=told.code, cents=told.cents,
            before_cents=before.cents,
        ),
        row.dossier_id,
        {"name": told.name, "changed": {name: list(both) for name, both in changed.items()}},
    )  # fmt: skip
    if not together:
        announce_change(doing, row.dossier_id, _line(told, "changed", before.cents))


def mark_post(doing: Act, row: BudgetPost, *, removed: bool) -> None:
    """Take a line out of the budget or put it back; nothing happens when it is so already."""
    if (row.removed_at is not None) == removed:
        return
    row.removed_at = doing.now if removed else None
    row.version += 1
    change = "removed" if removed else "restored"
    doing.record(
        RowChanged(
            table="budget_post", row_id=row.id, change=change, step=row.step, code=row.code, cents=row.cents
        ),
        row.dossier_id,
        {"name": doing.keyring.open(row, "label_sealed") or ""},
    )
    announce_change(
        doing, row.dossier_id, _line(told_of(row, doing.keyring.open(row, "label_sealed") or ""), change)
    )


def _line(told: PostTold, change: str, before: int | None = None) -> str:
    return change_line(f"de regel ‘{told.name}’ in uw budget", change, told.cents, before)


def add_version(
    doing: Act, dossier_id: UUID, *, kind: str, name: str, posts: tuple[Post, ...],
    payments: tuple[DebtPayment, ...], plan: str,
) -> BudgetVersion:  # fmt: skip
    """Freeze a budget with everything its paper needs; `plan` is the kept text of `budget.plans`."""
    newest = select(func.max(BudgetVersion.number)).where(
        BudgetVersion.municipality_id == doing.municipality_id, BudgetVersion.dossier_id == dossier_id
    )
    number = (doing.session.scalar(newest) or 0) + 1
    room = make_budget(posts, payments).room_cents
    row = doing.new_row(
        BudgetVersion, dossier_id, id=new_id(), number=number, kind=kind, room_cents=room, made_at=doing.now,
        made_by_role=str(doing.actor.role), made_by=doing.actor.person_id,
    )  # fmt: skip
    doing.keyring.seal(row, "name_sealed", name)
    content = json.dumps({"budget": freeze(posts, payments), "plan": plan}, ensure_ascii=False)
    doing.keyring.seal(row, "content_sealed", content)
    doing.record(
        BudgetFrozen(version_id=row.id, number=number, version_kind=kind, room_cents=room),
        dossier_id,
        {"name": name},
    )
    return row


def _plain(told: PostTold) -> dict[str, object]:
    return {
        "code": told.code, "cents": told.cents, "amount_open": told.amount_open, "period": told.period.value,
        "whose": told.whose, "pay_day": told.pay_day, "paid_on": told.paid_on, "month": told.month,
        "lowest_cents": told.lowest_cents, "withheld": told.withheld_stored, "paid_directly": told.paid_directly,
        "arrears_cents": told.arrears_cents, "approximate": told.approximate,
        "open_answers": dict(told.open_answers),
    }  # fmt: skip
