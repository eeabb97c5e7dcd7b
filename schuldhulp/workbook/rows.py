"""Row functions of the werkboek: what several acts do in the same way, inside the act that is under way."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from schuldhulp.base import new_id
from schuldhulp.crisis.rows import raise_signal_elsewhere
from schuldhulp.crisis.signs import free_text
from schuldhulp.dossier.clocks import reply_due
from schuldhulp.dossier.content import step_texts
from schuldhulp.dossier.events import HomeworkEnded, StepAnswered, ThreatReported
from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.progress import finish_lines, mark_for, status
from schuldhulp.dossier.records import to_json
from schuldhulp.dossier.records.situation import rulers_in
from schuldhulp.dossier.rows import add_threat
from schuldhulp.dossier.signals import ThreatKind
from schuldhulp.dossier.steps import STEP, THREAT_STEP
from schuldhulp.dossier.tables import Dossier, Threat
from schuldhulp.dossier.threats_told import meant_by_one_day, threats_told
from schuldhulp.messages.rows import announce_change
from schuldhulp.municipalities.queries import MunicipalityView
from schuldhulp.reach.rows import let_wishes_cool
from schuldhulp.refusals import Conflict
from schuldhulp.unit_of_work import Act, LockedDossier
from schuldhulp.workbook.counts.queries import read_counts
from schuldhulp.workbook.queries import StoredAnswer, read_stored
from schuldhulp.workbook.tables import Homework, StepAnswer, StepDraft

_DRAFT: Any = StepDraft.__table__
_FORGET = delete(_DRAFT).where(
    _DRAFT.c.municipality_id == bindparam("in_municipality"), _DRAFT.c.dossier_id == bindparam("of_dossier"),
    _DRAFT.c.step == bindparam("of_step"), _DRAFT.c.person_id == bindparam("of_person"),
)  # fmt: skip


_ANSWER: Any = StepAnswer.__table__
_WRITTEN = (
    "state", "saved_at", "done_at", "reviewed_at", "questions_open", "answered_by_role", "record_version", "version",
    "stuck_sealed", "answer_sealed",
)  # fmt: skip
_ADD_ANSWER = insert(_ANSWER)
_MOVE_ANSWER = (
    update(_ANSWER)
    .where(_ANSWER.c.municipality_id == bindparam("in_municipality"), _ANSWER.c.id == bindparam("this_row"))
    .values({name: bindparam(name) for name in _WRITTEN})
)


class Kept(NamedTuple):
    """What became of a step that was saved: its mark, and whether homework waits for it."""

    mark: Mark
    homework_waits: bool


def save_answer(
    doing: Act, dossier: Dossier | LockedDossier, slug: str, record: Any, *, state: Mark | None = None,
    version: int | None = None, reply_due_at: datetime | None = None, cools: bool = True,
) -> Kept:  # fmt: skip
    """Keep the answers of a step, forget the actor's draft of it, and note StepAnswered with its counts.

    `state` None: done when no needed question waits, begun otherwise. `version` is the version the form was made
    from (0: none was stored; None: it does not matter). Raises Conflict when somebody else saved since.
    `reply_due_at` is our promise; without it nobody's turn changes. `cools`: how somebody is safely reached counts for
    outgoing contact after 48 hours; False for an answer that is taken back.
    """
    known = read_stored(doing.session, doing.municipality_id, dossier.id)
    earlier = known.get(slug)
    if version is not None and version != (earlier.version if earlier else 0):
        raise Conflict
    stored: dict[str, StoredStep] = {**known, slug: StoredStep(record, Mark.BEGUN)}
    facts = read_counts(doing.session, dossier, stored)
    mark = state or mark_for(STEP[slug], facts, record)
    stored[slug] = StoredStep(record, mark)
    left = status(STEP[slug], facts, stored).questions_open
    _write_answer(doing, dossier.id, slug, record, mark, left, earlier)
    if cools and earlier is not None:
        let_wishes_cool(doing, dossier.id, earlier.record, record)
    doing.record(_answered(slug, record, mark, left, facts, stored, reply_due_at), dossier.id)
    was = free_text(to_json(earlier.record)) if earlier and earlier.record is not None else ()
    raise_signal_elsewhere(doing, dossier.id, slug, free_text(to_json(record)), was)
    forget_draft(doing, dossier, slug)
    announce_change(doing, dossier.id, f"de stap ‘{step_texts()[slug].title}’ is ingevuld.")
    return Kept(mark, slug in facts.homework)


def _write_answer(
    doing: Act, dossier_id: UUID, slug: str, record: Any, mark: Mark, left: int, earlier: StoredAnswer | None
) -> None:
    """Write the row of a step whole, in one statement: what it held is known."""
    row_id = earlier.id if earlier else new_id()
    place = {"municipality_id": doing.municipality_id, "dossier_id": dossier_id}
    text = json.dumps(to_json(record), ensure_ascii=False)
    done_at = ((earlier and earlier.done_at) or doing.now) if mark is Mark.DONE else None
    values = {
        "state": mark.value, "saved_at": doing.now, "done_at": done_at, "reviewed_at": None, "questions_open": left,
        "answered_by_role": doing.actor.writes_as, "record_version": 1,
        "version": (earlier.version if earlier else 0) + 1, "stuck_sealed": None,
        "answer_sealed": doing.keyring.seal_at(text, _ANSWER.name, "answer_sealed", row_id, **place),
    }  # fmt: skip
    if earlier is None:
        new = {"id": row_id, "step": slug, "begun_at": doing.now, **place}
        doing.session.execute(_ADD_ANSWER, values | new)
    else:
        mine = {"in_municipality": doing.municipality_id, "this_row": row_id}
        doing.session.execute(_MOVE_ANSWER, values | mine)


def mark_step(doing: Act, dossier: Dossier, slug: str, mark: Mark) -> StepAnswer:
    """Leave a step for later, or stuck. Its answers stay, and so does their version: a draft of them stays good."""
    row = _find_or_new_answer(doing, dossier, slug)
    row.state, row.saved_at = mark.value, doing.now
    return row


def _find_or_new_answer(doing: Act, dossier: Dossier, slug: str) -> StepAnswer:
    """The answer row of a step; a new one has version 0, which says that no answer was stored yet."""
    query = select(StepAnswer).where(
        StepAnswer.municipality_id == doing.municipality_id, StepAnswer.dossier_id == dossier.id,
        StepAnswer.step == slug,
    )  # fmt: skip
    row = doing.session.scalars(query).one_or_none()
    if row is not None:
        return row
    role = doing.actor.writes_as
    return doing.new_row(
        StepAnswer, dossier.id, step=slug, state=Mark.BEGUN.value, answered_by_role=role, version=0,
        record_version=1, questions_open=0, begun_at=doing.now, saved_at=doing.now,
    )  # fmt: skip


def _answered(
    slug: str, record: Any, mark: Mark, left: int, facts: DossierFacts, stored: Mapping[str, StoredStep],
    reply_due_at: datetime | None,
) -> StepAnswered:  # fmt: skip
    talk, decision, arrangement = finish_lines(facts, stored)
    return StepAnswered(
        step=slug, done=mark is Mark.DONE, questions_open=left,
        fields_filled=sum(1 for f in fields(record) if getattr(record, f.name) is not None),
        reply_due_at=reply_due_at, steps_talk=talk.done, steps_decision=decision.done,
        steps_arrangement=arrangement.done, **rulers_in(record),
    )  # fmt: skip


def forget_draft(doing: Act, dossier: Dossier | LockedDossier, slug: str) -> None:
    """Drop the actor's unsent answers of a step: they were sent."""
    here = {"in_municipality": doing.municipality_id, "of_dossier": dossier.id}
    doing.session.execute(_FORGET, {**here, "of_step": slug, "of_person": doing.actor.person_id})


def promise(doing: Act, municipality: MunicipalityView) -> datetime:
    """By when an answer is promised to something the client does now."""
    return reply_due(doing.now, municipality.levels, municipality.opening)


def tell_threats(doing: Act, dossier: Dossier, municipality: MunicipalityView, record: Any) -> None:
    """Make threats of the answers to "dreigt er iets?": a new kind is added, a day that was told is noted.

    A day that became known, or changed, goes out as a new report: staff look at it again.
    """
    query = select(Threat).where(
        Threat.municipality_id == doing.municipality_id, Threat.dossier_id == dossier.id,
        Threat.resolved_at.is_(None),
    )  # fmt: skip
    standing = {row.kind: row for row in doing.session.scalars(query)}
    told = {threat.kind.value: threat.on for threat in threats_told(record)}
    note = record.reach_now if type(record.reach_now) is str else None
    for kind, on in told.items():
        if kind not in standing:
            add_threat(doing, dossier, municipality, kind=kind, threatens_on=on, note=note)
    first = record.threat_on if hasattr(record.threat_on, "year") else None
    meant = meant_by_one_day(first, {ThreatKind(kind): row.threatens_on for kind, row in standing.items()})
    for kind, row in standing.items():
        on = told.get(kind) or (first if kind in meant else None)
        if note:
            doing.keyring.seal(row, "note_sealed", note)
        if on and on != row.threatens_on:
            row.threatens_on, row.seen_at, row.seen_by = on, None, None
            doing.record(
                ThreatReported(
                    threat_id=row.id, threat=row.kind, legal=row.legal, threatens_on=on,
                    first_talk_due=dossier.first_talk_due, reply_due_at=promise(doing, municipality),
                ),
                dossier.id,
            )  # fmt: skip


def end_homework(doing: Act, dossier_id: UUID, slug: str, outcome: str) -> None:
    """End the homework that waits for a step. `outcome`: done, replaced or withdrawn."""
    query = select(Homework).where(
        Homework.municipality_id == doing.municipality_id, Homework.dossier_id == dossier_id, Homework.step == slug,
        Homework.ended_at.is_(None),
    )  # fmt: skip
    for row in doing.session.scalars(query):
        row.ended_at, row.outcome = doing.now, outcome
        doing.record(HomeworkEnded(step=slug, outcome=outcome), dossier_id)


def tells_threats(slug: str) -> bool:
    """Whether this step is the one that tells of threats."""
    return slug == THREAT_STEP.slug
