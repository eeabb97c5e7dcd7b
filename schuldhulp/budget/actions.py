"""What can be done with a budget: add, change, take out and put back lines; keep an idea; freeze a version."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.base import new_id
from schuldhulp.budget import rows
from schuldhulp.budget.changes import changes_text
from schuldhulp.budget.document import Plan
from schuldhulp.budget.inhoudingen import DebtPayment
from schuldhulp.budget.plans import plan_text
from schuldhulp.budget.posten import Post
from schuldhulp.budget.tables import BudgetIdea, BudgetPost, BudgetReason
from schuldhulp.budget.told import PostTold
from schuldhulp.budget.vergelijking import Change, apply_changes
from schuldhulp.dossier.events import RowChanged
from schuldhulp.dossier.queries import DossierView
from schuldhulp.refusals import Conflict, Refused
from schuldhulp.unit_of_work import FormToken, act


class NothingTyped(Refused):
    """There is no amount to keep."""

    sentence = "Er staat nog geen bedrag. Eén bedrag is genoeg om te beginnen."


class NoIdea(Refused):
    """An idea has words, or a line that changes."""

    sentence = "Schrijf uw idee in een paar woorden, of vul bij een regel een ander bedrag in."


class NoName(Refused):
    """A version has a name."""

    sentence = "Geef deze versie een naam, bijvoorbeeld 'na het gesprek'."


def add_post(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: PostTold, step: str, *,
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Add one income or expense. `step` is the step it belongs to."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        row = rows.add_post(doing, dossier.id, told, step)
    return row.id


def add_quick_posts(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, told: Sequence[tuple[PostTold, str]], *,
    form: FormToken | None = None,
) -> list[UUID]:  # fmt: skip
    """Add several lines, each with its step, in one act. Raises NothingTyped."""
    if not told:
        raise NothingTyped
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        made = [rows.add_post(doing, dossier.id, line, step) for line, step in told]
    return [row.id for row in made]


def change_post(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, post_id: UUID, told: PostTold,
    version: int | None, *, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change one line. Raises Conflict when somebody else did meanwhile, LineRemoved."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        rows.change_post(doing, doing.row(BudgetPost, post_id, dossier.id, version=version), told)


def remove_post(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, post_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take a line out of the budget; it can be put back."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        rows.mark_post(doing, doing.row(BudgetPost, post_id, dossier.id), removed=True)


def restore_post(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, post_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Put a line back in the budget."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        rows.mark_post(doing, doing.row(BudgetPost, post_id, dossier.id), removed=False)


def keep_idea(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, words: str, changes: Sequence[Change], *,
    posts: tuple[Post, ...], payments: tuple[DebtPayment, ...], plan: Plan, form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Keep an own idea: its words and lines, and the month it would make as a frozen version.

    `posts`, `payments` and `plan` are what the idea was compared with. Raises NoIdea, NoSuchPost.
    """
    if not words.strip() and not changes:
        raise NoIdea
    after = apply_changes(posts, changes)
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        row = doing.new_row(
            BudgetIdea, dossier.id, id=new_id(), version=1, made_at=now, kept_at=now,
            made_by_role=str(actor.role),
        )  # fmt: skip
        doing.keyring.seal(row, "words_sealed", words.strip())
        doing.keyring.seal(row, "changes_sealed", changes_text(changes))
        doing.record(
            RowChanged(table="budget_idea", row_id=row.id, change="added"), dossier.id, {"words": words}
        )
        if changes:
            rows.add_version(
                doing, dossier.id, kind="idea", name=words.strip()[:80] or "Eigen idee", posts=after,
                payments=payments, plan=plan_text(plan),
            )  # fmt: skip
    return row.id


def freeze_version(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, name: str, *,
    posts: tuple[Post, ...], payments: tuple[DebtPayment, ...], plan: Plan, kind: str = "plan",
    form: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Freeze the budget under a name, with everything its paper says. Raises NoName."""
    if not name.strip():
        raise NoName
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:freeze")
        row = rows.add_version(
            doing,
            dossier.id,
            kind=kind,
            name=name.strip(),
            posts=posts,
            payments=payments,
            plan=plan_text(plan),
        )
    return row.id


def explain_guideline(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, code: str, words: str, version: int, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep why a line is otherwise than a guideline; `version` was read, 0 for none. Raises Conflict."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "budget:change")
        row = session.scalars(
            select(BudgetReason).where(
                BudgetReason.municipality_id == doing.municipality_id, BudgetReason.dossier_id == dossier.id,
                BudgetReason.code == code,
            )
        ).first()  # fmt: skip
        if (row.version if row else 0) != version:
            raise Conflict
        change = "changed" if row else "added"
        if row is None:
            row = doing.new_row(BudgetReason, dossier.id, id=new_id(), version=0, code=code)
        row.version += 1
        row.changed_at, row.changed_by_role = now, str(actor.role)
        doing.keyring.seal(row, "words_sealed", words.strip())
        doing.record(
            RowChanged(table="budget_reason", row_id=row.id, change=change, code=code), dossier.id, {"words": words}
        )
