"""The werkboek, told again: answers with their marks and counts, who looked at them, the household, 'het lukt niet'."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from schuldhulp.calendar import add_working_days, local_date
from schuldhulp.demo.loading_case import Case
from schuldhulp.demo.loading_money import STEP_OF_CODE, filled_by
from schuldhulp.demo.timeline import at as clock
from schuldhulp.dossier.applies import NotNeeded
from schuldhulp.dossier.events import RowChanged, StepAnswered, StepReviewed, StepStuck
from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.progress import mark_for, status
from schuldhulp.dossier.records import VERSION, from_json
from schuldhulp.dossier.records.situation import rulers_in
from schuldhulp.dossier.steps import STEP, STEPS, Line
from schuldhulp.money import Period, per_month
from schuldhulp.workbook.tables import HouseholdMember, StepAnswer

_WISHES = ("phone", "desk", "visit", "paper")


def workbook(case: Case) -> None:
    """All steps in the order in which they were done."""
    _household(case)
    facts = facts_of(case)
    reached = dict.fromkeys(Line, 0)
    stuck = _stuck_step(case)
    last = case.story.registered_at
    done = sorted(case.story.steps_done.items(), key=lambda item: item[1])
    begun = [slug for slug in case.story.answers if slug not in case.story.steps_done and slug != stuck]
    for slug, moment in [*done, *((slug, last) for slug in begun)]:
        last = case.within(max(moment, last))
        _answer(case, slug, last, facts, reached)
    if stuck and case.story.stuck_at:
        _stuck(case, stuck, case.within(case.story.stuck_at))


def _answer(case: Case, slug: str, at: datetime, facts: DossierFacts, reached: dict[Line, int]) -> None:
    step, stored = STEP[slug], {"v": VERSION, "fields": case.story.answers[slug]}
    record: Any = from_json(step.record, stored)
    mark = mark_for(step, facts, record) if slug in case.story.steps_done else Mark.BEGUN
    waits = status(step, facts, {slug: StoredStep(record, mark)}).questions_open
    if mark is Mark.DONE and step.needed_for and not isinstance(step.applies(facts), NotNeeded):
        for line in Line:
            reached[line] += step.needed_for <= line
    reviewed = _reviewed_at(case, at)
    row_id = case.ids.at(at)
    case.add(
        StepAnswer, at, id=row_id, version=1, step=slug, state=mark.value,
        answer_sealed=case.sealed(StepAnswer, "answer_sealed", row_id, json.dumps(stored, ensure_ascii=False)),
        stuck_sealed=None, record_version=1, questions_open=waits, answered_by_role=filled_by(case),
        begun_at=case.within(at - timedelta(minutes=step.minutes)), saved_at=at,
        done_at=at if mark is Mark.DONE else None, reviewed_at=reviewed,
    )  # fmt: skip
    case.tell(
        at, case.client,
        StepAnswered(
            step=slug, done=mark is Mark.DONE, questions_open=waits, reply_due_at=case.promise(at),
            fields_filled=sum(1 for part in fields(record) if getattr(record, part.name) is not None),
            steps_talk=reached[Line.GESPREK], steps_decision=reached[Line.BESLUIT],
            steps_arrangement=reached[Line.SCHULDREGELING], **rulers_in(record),
        ),
    )  # fmt: skip
    if reviewed:
        case.tell(reviewed, case.staff, StepReviewed(step=slug))


def _reviewed_at(case: Case, done: datetime) -> datetime | None:
    """When the counsellor looked at a step: on the next working day, or not yet."""
    if not case.story.counsellor:
        return None
    day = add_working_days(local_date(done), 1)
    seen = clock(day, 9 + case.ids.dice.randrange(6), case.ids.dice.randrange(60))
    latest = case.closes_at or case.story.now
    return seen if seen < latest else None


def _stuck_step(case: Case) -> str | None:
    """The step at which 'het lukt niet' stands: one that was begun, otherwise the next that is open."""
    if case.story.stuck_at is None:
        return None
    begun = [slug for slug in case.story.answers if slug not in case.story.steps_done]
    open_steps = [step.slug for step in STEPS if step.slug not in case.story.steps_done and step.needed_for]
    return next(iter([*begun, *open_steps]), None)


def _stuck(case: Case, slug: str, at: datetime) -> None:
    said = {"wish": case.ids.dice.choice(_WISHES)}
    row_id = case.ids.at(at)
    answered = case.story.answers.get(slug)
    stored = json.dumps({"v": VERSION, "fields": answered}, ensure_ascii=False) if answered else None
    case.add(
        StepAnswer, at, id=row_id, version=1, step=slug, state=Mark.STUCK.value,
        answer_sealed=case.sealed(StepAnswer, "answer_sealed", row_id, stored),
        stuck_sealed=case.sealed(StepAnswer, "stuck_sealed", row_id, json.dumps(said)), record_version=1,
        questions_open=0, answered_by_role=filled_by(case), begun_at=at, saved_at=at, done_at=None, reviewed_at=None,
    )  # fmt: skip
    case.tell(at, case.client, StepStuck(step=slug, reply_due_at=case.promise(at)), said)


def _household(case: Case) -> None:
    told = case.story.steps_done.get("thuis")
    if told is None:
        return
    for place, member in enumerate(case.story.household.members):
        at = case.within(told - timedelta(seconds=15 * (9 - place)))
        earns = any(income.whose == "partner" for income in case.story.incomes)
        row_id = case.add(
            HouseholdMember, at, version=1, kind=member.relation, name_sealed=None, birth_year=at.year - member.age,
            days_a_week=member.days if member.relation == "child" else None,
            has_income=earns if member.relation == "partner" else None, added_by_role=filled_by(case), removed_at=None,
        )  # fmt: skip
        added = RowChanged(
            table="household_member", row_id=row_id, change="added", step="thuis", code=member.relation
        )
        case.tell(at, case.client, added)


def facts_of(case: Case) -> DossierFacts:
    """What the rules of the werkboek know of this dossier at the end of its story."""
    story = case.story
    home: Mapping[str, object] = story.answers.get("thuis", {})
    members = story.household.members if "thuis" in story.steps_done else ()
    counted = [debt for debt in story.debts if debt.double_of is None]
    unseen = [told for told in story.threats if told.seen_at is None and told.averted_on is None]
    seen_papers = [paper for paper in story.papers if paper.state != "needed"]
    partner = home.get("partner")
    housing = home.get("housing")
    children = any(member.relation == "child" for member in members)
    return DossierFacts(
        threat_open=any(
            not any(m.author == "counsellor" and m.at > threat.reported_at for m in story.messages) for threat in unseen
        ),
        phase=story.phase, first_talk_held=story.first_talk is not None,
        has_children=children or (False if home else None),
        has_partner=partner in ("samenwonend", "getrouwd", "voorwaarden") if isinstance(partner, str) else None,
        housing=housing if isinstance(housing, str) else None, rows=_row_counts(case), incomes=len(story.incomes),
        expenses=len(story.expenses),
        income_month_cents=sum(per_month(income.cents, Period(income.period)) for income in story.incomes),
        debts=len(counted), debts_cents=story.debt_cents,
        debts_detailed=sum(1 for debt in story.debts if debt.cents and (debt.reference or debt.since)),
        attachments=sum(1 for debt in story.debts if debt.attachment),
        papers_needed=len(story.papers) - len(seen_papers), papers_received=len(seen_papers),
        identity_known=any(paper.kind == "identiteitsbewijs" and paper.state == "seen" for paper in story.papers),
        budget_plan_made=any(budget.name != "Met mijn eigen idee" for budget in story.budgets),
        homework=(),
    )  # fmt: skip


def _row_counts(case: Case) -> dict[str, int]:
    story = case.story
    counts = {
        "schulden-grof": len(story.debts),
        "een-schuld": len(story.debts),
        "papieren": len(story.papers),
    }
    counts["thuis"] = len(story.household.members) if "thuis" in story.steps_done else 0
    codes = [income.category for income in story.incomes] + [expense.category for expense in story.expenses]
    for code in codes:
        step = STEP_OF_CODE[code]
        counts[step] = counts.get(step, 0) + 1
    return counts
