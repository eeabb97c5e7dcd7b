"""What the client does in their own notebook: begin, keep half-way, finish, think on, lay aside, share, take back."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from schuldhulp.access import Actor
from schuldhulp.crisis.rows import raise_signal
from schuldhulp.crisis.signs import signs_in
from schuldhulp.dossier.events import WorkFormKept, WorkFormShared, WorkFormTakenBack
from schuldhulp.dossier.queries import DossierView
from schuldhulp.messages.rows import add_message
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.refusals import Refused
from schuldhulp.scripts_mi.analysis.sources import load_tables
from schuldhulp.scripts_mi.work_forms.form import Answers, WorkForm
from schuldhulp.unit_of_work import Act, FormToken, act, was_handled
from schuldhulp.workforms.kept import from_text, keep, own_words, to_text, with_thoughts
from schuldhulp.workforms.rows import (
    begun_entry,
    end_tasks,
    keep_earlier,
    keep_plans,
    new_entry,
    open_plans,
    own_entry,
    promise,
)
from schuldhulp.workforms.tables import WorkFormEntry

_MAX_DRAFT = 60_000


class NothingAnswered(Refused):
    """No question has an answer."""

    sentence = "Er staat nog niets in. Vul één vraag in, of kies ‘Past niet bij mij’."


class NothingToShare(Refused):
    """Only what is finished can be shared."""

    sentence = "Deze werkvorm is nog niet af. Bewaar hem eerst, daarna kunt u hem delen."


def keep_half_way(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, form: WorkForm,
    typed: Mapping[str, Sequence[str]], *, entry_id: UUID | None = None, of_form: str = "",
) -> bool:  # fmt: skip
    """Keep what is typed; nobody else reads it. Gives whether it was kept: not when it is too long or too late.

    `typed` is as the form posts it, `of_form` the token of its form. Raises NotYours.
    """
    text = json.dumps({name: list(values) for name, values in typed.items()}, ensure_ascii=False)
    if len(text) > _MAX_DRAFT:
        return False
    if of_form:
        handled = was_handled(session, actor, dossier.municipality_id, of_form)
        session.rollback()
        if handled:
            return False
    with act(session, actor, now) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = _entry(doing, dossier.id, form, entry_id)
        doing.keyring.seal(row, "draft_sealed", text)
        if row.state == "begun":
            row.saved_at = now
    return True


def finish_form(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, form: WorkForm, answers: Answers, *,
    entry_id: UUID | None = None, version: int | None = None, form_token: FormToken | None = None,
) -> UUID:  # fmt: skip
    """Keep a form with what is said back; plans in it are asked after, homework for it ends. Gives the entry's id.

    An entry that was finished before keeps its earlier text as a version. Raises NothingAnswered, Conflict, NotYours.
    """
    if not answers:
        raise NothingAnswered
    with act(session, actor, now, form=form_token) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = _entry(doing, dossier.id, form, entry_id, version)
        before = from_text(doing.keyring.open(row, "answers_sealed"))
        keep_earlier(doing, row)
        kept = keep(form, answers, before)
        doing.keyring.seal(row, "answers_sealed", to_text(kept))
        doing.keyring.seal(row, "draft_sealed", None)
        doing.keyring.seal(row, "why_not_sealed", None)
        row.state, row.saved_at, row.finished_at = "finished", now, row.finished_at or now
        row.form_version, row.version = form.version, row.version + 1
        session.flush()
        keep_plans(doing, row, form, kept)
        was_asked = end_tasks(doing, dossier, row, "done")
        moment = "changed" if before else "finished"
        _note(doing, row, moment, named=was_asked or row.shared_at is not None)
    return row.id


def lay_aside(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, form: WorkForm, why: str = "", *,
    entry_id: UUID | None = None, form_token: FormToken | None = None,
) -> None:  # fmt: skip
    """ "Past niet bij mij": a normal answer. Why may stay empty, and stays with the client."""
    with act(session, actor, now, form=form_token) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = _entry(doing, dossier.id, form, entry_id)
        row.state, row.saved_at, row.version = "not_for_me", now, row.version + 1
        doing.keyring.seal(row, "why_not_sealed", why.strip() or None)
        session.flush()
        was_asked = end_tasks(doing, dossier, row, "not_for_me")
        _note(doing, row, "not_for_me", named=was_asked)


def think_on(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, entry_id: UUID, thoughts: Mapping[str, str], *,
    version: int | None = None, form: FormToken | None = None,
) -> None:  # fmt: skip
    """Keep what the client wrote to the questions that came back. Raises NotYours, Conflict, NothingAnswered."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = own_entry(doing, dossier.id, entry_id, version)
        kept = from_text(doing.keyring.open(row, "answers_sealed"))
        if kept is None:
            raise NothingAnswered
        keep_earlier(doing, row)
        doing.keyring.seal(row, "answers_sealed", to_text(with_thoughts(kept, thoughts)))
        row.saved_at, row.version = now, row.version + 1
        _note(doing, row, "changed", named=row.shared_at is not None)


def share_entry(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, entry_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Let the counsellor read one entry. Raises NotYours, NothingToShare."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = own_entry(doing, dossier.id, entry_id)
        if row.state != "finished" or row.removed_at is not None:
            raise NothingToShare
        if row.shared_at is None:
            row.shared_at = now
            due = promise(doing, dossier)
            doing.record(WorkFormShared(entry_id=row.id, form=row.form_id, reply_due_at=due), dossier.id)
            _look_for_danger(doing, dossier, row)


def _look_for_danger(doing: Act, dossier: DossierView, row: WorkFormEntry) -> None:
    """What is shared is read like a message: signs of danger reach staff at once, with a message that says so."""
    kept = from_text(doing.keyring.open(row, "answers_sealed"))
    words = own_words(kept) if kept else ""
    if kept is None or not any(sign.danger for sign in signs_in(words, load_tables())):
        return
    message = add_message(
        doing, dossier, f"Ik deelde een werkvorm met u: ‘{kept.title}’.", about="work_form", about_id=row.id
    )
    doing.session.flush()
    raise_signal(doing, message, words)


def take_back(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, entry_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Share an entry no longer: from now on only the client reads it. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:write")
        _unshare(doing, own_entry(doing, dossier.id, entry_id))


def remove_entry(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, entry_id: UUID, *,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Take an entry out of the notebook, with its plans; it can be put back. Raises NotYours."""
    with act(session, actor, now, form=form) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = own_entry(doing, dossier.id, entry_id)
        _unshare(doing, row)
        for plan in open_plans(doing, row):
            plan.ended_at, plan.version = now, plan.version + 1
        row.removed_at, row.version = now, row.version + 1
        _note(doing, row, "removed", named=False)


def restore_entry(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, entry_id: UUID, *,
    form_token: FormToken | None = None,
) -> None:  # fmt: skip
    """Put an entry back, with its plans, unshared. Raises NotYours."""
    with act(session, actor, now, form=form_token) as doing:
        doing.dossier(dossier.id, "work_form:write")
        row = own_entry(doing, dossier.id, entry_id)
        row.removed_at, row.version = None, row.version + 1
        form = offered_library(session, doing.municipality_id).find(row.form_id, row.form_version)
        kept = from_text(doing.keyring.open(row, "answers_sealed"))
        if form is not None and kept is not None:
            keep_plans(doing, row, form, kept)
        _note(doing, row, "restored", named=False)


def _entry(
    doing: Act, dossier_id: UUID, form: WorkForm, entry_id: UUID | None, version: int | None = None
) -> WorkFormEntry:
    """The entry that is worked in: a named one, the one that was begun, or a new one."""
    if entry_id is not None:
        return own_entry(doing, dossier_id, entry_id, version)
    row = begun_entry(doing, dossier_id, form.id)
    if row is None:
        row = new_entry(doing, dossier_id, form)
        _note(doing, row, "begun", named=False)
    return row


def _unshare(doing: Act, row: WorkFormEntry) -> None:
    if row.shared_at is not None:
        row.shared_at = None
        doing.record(WorkFormTakenBack(entry_id=row.id, form=row.form_id), row.dossier_id)


def _note(doing: Act, row: WorkFormEntry, moment: str, *, named: bool) -> None:
    doing.record(
        WorkFormKept(entry_id=row.id, moment=moment, form=row.form_id if named else None), row.dossier_id
    )
