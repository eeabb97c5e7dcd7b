"""A statement, page by page: choose the file, look at what was recognised per part, and take it over in one act."""

from collections.abc import Sequence
from dataclasses import replace

from flask import abort, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from schuldhulp.budget.afschriften.apart import read_apart
from schuldhulp.budget.afschriften.reading import MAX_BYTES
from schuldhulp.budget.afschriften.transaction import StatementRefused, Transaction
from schuldhulp.budget.categories import Group
from schuldhulp.budget.herkenning.recognising import recognise
from schuldhulp.budget.herkenning.rule_files import rule_book
from schuldhulp.budget.queries import Month, month_of
from schuldhulp.debts.owed import Owed
from schuldhulp.money import format_euro
from schuldhulp.refusals import Conflict, NotYours, Refused
from schuldhulp.statements import actions
from schuldhulp.statements.drafts import Choice, Draft, new_draft
from schuldhulp.statements.parts import PART, RESERVES, Part
from schuldhulp.statements.queries import (
    OpenStatement,
    fingerprint_of,
    names_for,
    open_statement,
    together,
    used_statements,
)
from schuldhulp.unit_of_work import FormToken
from schuldhulp.web.guard import now, session
from schuldhulp.web.statements.forms import StatementForm, part_form
from schuldhulp.web.statements.taking_over import matches_of, plan_of
from schuldhulp.web.steps.place import Place
from schuldhulp.web.steps.views import Answer, token_for

MOST_FILES = 5
CHANGED_MEANWHILE = (
    "Iemand anders veranderde intussen een regel van het budget. Kijk hieronder nog een keer of het klopt."
)


def statement_page(place: Place) -> Answer:
    """What happens with a file, and choosing it; a post reads it and goes on to what was recognised."""
    form = StatementForm()
    if form.validate_on_submit():
        found, refused = _read([each for each in request.files.getlist("files") if each.filename])
        if not refused:
            answer = _keep(place, form, found)
            if answer is not None:
                return answer
        form.files.errors = [*form.files.errors, *refused]
    waits = open_statement(session(), place.actor, place.dossier.id, now())
    used = used_statements(session(), place.actor, place.dossier.id)
    session().close()
    page = render_template(
        "statements/choose.html", place=place, form=form, waits=waits, used=used, megabytes=MAX_BYTES // 1024**2,
        go_on=_next_url(place, waits.draft) if waits else "",
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _read(posted: list[FileStorage]) -> tuple[list[Transaction], list[str]]:
    """Read every file, each in a process of its own; one that is refused stops all, with a sentence that names it."""
    if not posted:
        return [], ["Kies eerst het bestand van uw bank."]
    if len(posted) > MOST_FILES:
        return [], [f"Kies hoogstens {MOST_FILES} bestanden tegelijk."]
    files, refused = [], []
    for each in posted:
        try:
            files.append(read_apart(each.stream.read(MAX_BYTES + 1)))
        except StatementRefused as error:
            refused.append(f"{(each.filename or 'Uw bestand')[:60]}: {error}")
    return together(files), refused


def _keep(place: Place, form: StatementForm, found: Sequence[Transaction]) -> Response | None:
    dossier = place.dossier
    month = month_of(session(), place.actor, dossier.id)
    names = names_for(session(), place.actor, dossier.id)
    fingerprint = fingerprint_of(session(), dossier.municipality_id, found)
    session().close()
    draft = _with_arrangements(new_draft(recognise(found, rule_book(), names)), month.owed)
    try:
        actions.keep_draft(session(), place.actor, now(), dossier, draft, fingerprint)
    except NotYours:
        raise
    except Refused as refused:
        form.files.errors = [str(refused)]
        return None
    return redirect(_next_url(place, draft), 303)


def _with_arrangements(draft: Draft, owed: Owed) -> Draft:
    """A payment on a debt whose arrangement is known already stays away, until somebody chooses otherwise."""
    running = {
        str(debt.id) for debt in owed.debts if debt.told.arrangement_cents or debt.told.attachment_cents
    }
    known = {
        one.key: Choice(one.cents, one.period, one.code, skipped=True)
        for one in draft.recognised.of(Group.DEBT_PAYMENT) if one.debt in running
    }  # fmt: skip
    return replace(draft, choices=known)


def _next_url(place: Place, draft: Draft) -> str:
    part = draft.next_part
    return place.url("statement_part", deel=part.slug) if part else place.url("statement_check")


def part_page(place: Place, deel: str) -> Answer:
    """One part of what was recognised: right as it is, changed, or left out; one button confirms the whole page."""
    if deel not in PART:
        abort(404)
    part = PART[deel]
    waits, month = _open(place)
    if waits is None:
        return _gone(place)
    draft = waits.draft
    standing = matches_of(draft, month)
    asked = draft.missing_reserves([line.told.code for line in month.lines]) if part is RESERVES else ()
    form = part_form(draft, part, standing, asked)
    if form.validate_on_submit():
        chosen = draft.decided(
            part,
            form.choices(draft, part, standing),
            form.reserves(asked) if part is RESERVES else None,
        )
        try:
            actions.choose(session(), place.actor, now(), place.dossier, chosen)
        except actions.StatementGone:
            return _gone(place)
        return redirect(_after(place, chosen, part), 303)
    page = render_template(
        "statements/part.html", place=place, form=form, part=part, draft=draft, waits=waits, standing=standing,
        asked=asked, number=draft.parts.index(part) + 1 if part in draft.parts else 0, arranged=_arranged(month.owed),
        back=_before(place, draft, part),
    )  # fmt: skip
    return (page, 422) if form.errors else page


def _arranged(owed: Owed) -> dict[str, str]:
    """By debt, the sentence about what is known to be paid on it."""
    return {
        str(debt.id): f"{debt.name}: {format_euro(debt.told.arrangement_cents or debt.told.attachment_cents or 0)}"
        for debt in owed.debts if debt.told.arrangement_cents or debt.told.attachment_cents
    }  # fmt: skip


def _open(place: Place) -> tuple[OpenStatement | None, Month]:
    waits = open_statement(session(), place.actor, place.dossier.id, now())
    month = month_of(session(), place.actor, place.dossier.id)
    session().close()
    return waits, month


def _gone(place: Place) -> Response:
    return redirect(place.url("statement", melding="afschrift-verlopen"), 303)


def _after(place: Place, draft: Draft, part: Part) -> str:
    """The next page in order that was not confirmed yet; otherwise the last look."""
    later = draft.parts[draft.parts.index(part) + 1 :] if part in draft.parts else ()
    open_part = next((each for each in later if each.slug not in draft.done), None)
    return place.url("statement_part", deel=open_part.slug) if open_part else _next_url(place, draft)


def _before(place: Place, draft: Draft, part: Part) -> str:
    at = draft.parts.index(part) if part in draft.parts else 0
    return place.url("statement_part", deel=draft.parts[at - 1].slug) if at else place.url("statement")


def check_page(place: Place) -> Answer:
    """The last look, with the month as it will be; a post writes the lines in one act."""
    waits, month = _open(place)
    if waits is None:
        return _gone(place)
    plan = plan_of(waits.draft, month)
    form = StatementForm()
    if form.validate_on_submit():
        there = place.url("budget", melding="afschrift")
        try:
            actions.take_over(
                session(), place.actor, now(), place.dossier, waits.id, plan.added, plan.changed,
                form=FormToken(form.token.data, there),
            )  # fmt: skip
            return redirect(there, 303)
        except actions.NothingChosen as refused:
            form.form_errors.append(str(refused))
        except actions.StatementGone:
            return _gone(place)
        except Conflict:
            # Nothing was written. What stands now is shown, with the choices that were made.
            _, month = _open(place)
            plan = plan_of(waits.draft, month)
            form.form_errors.append(CHANGED_MEANWHILE)
    page = render_template(
        "statements/check.html", place=place, form=form, plan=plan, draft=waits.draft, waits=waits,
        groups=[group for group in Group if group in plan.outcomes], parts=waits.draft.parts,
        no_income=Group.INCOME not in plan.outcomes and not month.budget.income_cents,
    )  # fmt: skip
    return (page, 422) if form.errors else page


def throw_away(place: Place) -> Response:
    """Forget what was read; nothing of it was in the budget."""
    there = place.url("budget", melding="afschrift-weg")
    token_for(there)
    actions.throw_away(session(), place.actor, now(), place.dossier)
    return redirect(there, 303)
