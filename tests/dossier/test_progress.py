"""Where steps stand, what counts, and the three finish lines."""

from datetime import date

from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.progress import (
    State,
    finish_lines,
    in_force,
    mark_for,
    states,
    status,
    waiting_questions,
)
from schuldhulp.dossier.records import YesNo
from schuldhulp.dossier.records.debts import Complete, RoughDebts
from schuldhulp.dossier.records.money import Children
from schuldhulp.dossier.records.plan import Goal, Identity, Showing
from schuldhulp.dossier.records.situation import Situation, Supply, Threat, Worry
from schuldhulp.dossier.steps import STEP, STEPS, Line

NEW = DossierFacts()
STORY = Situation(heaviest=(Worry.HOME,), story="De brieven.")


def kept(record: object, mark: Mark = Mark.DONE) -> StoredStep:
    return StoredStep(record, mark)


def test_a_new_dossier_has_everything_open_or_coming_later():
    found = {status.state for status in states(NEW, {}).values()}
    assert found == {State.OPEN, State.COMING}
    assert status(STEP["identiteit"], NEW, {}).reason and not status(STEP["doel"], NEW, {}).reason


def test_a_step_goes_from_open_over_begun_to_done():
    step = STEP["wat-speelt-er"]
    assert status(step, NEW, {step.slug: kept(Situation(), Mark.BEGUN)}).state is State.OPEN
    half = Situation(heaviest=(Worry.HOME,))
    assert mark_for(step, NEW, half) is Mark.BEGUN
    assert status(step, NEW, {step.slug: kept(half, Mark.BEGUN)}).state is State.BEGUN
    assert mark_for(step, NEW, STORY) is Mark.DONE
    assert status(step, NEW, {step.slug: kept(STORY)}).state is State.DONE


def test_done_falls_back_to_begun_when_a_new_question_waits():
    half = Situation(heaviest=Open.LATER, story="x")
    found = status(STEP["wat-speelt-er"], NEW, {"wat-speelt-er": kept(half)})
    assert found.state is State.BEGUN and found.questions_open == 1


def test_later_and_stuck_are_states_of_their_own():
    step = STEP["doel"]
    assert status(step, NEW, {"doel": kept(None, Mark.LATER)}).state is State.LATER
    assert status(step, NEW, {"doel": kept(Goal(), Mark.STUCK)}).state is State.STUCK


def test_a_step_of_rows_is_begun_by_a_row_and_done_by_saying_so():
    step = STEP["schulden-grof"]
    with_row = DossierFacts(rows={"schulden-grof": 3}, debts=3)
    assert status(step, with_row, {}).state is State.BEGUN
    record = RoughDebts(complete=Complete.YES, unopened=0)
    assert status(step, with_row, {step.slug: kept(record)}).state is State.DONE
    assert status(step, NEW, {step.slug: kept(record)}).state is State.DONE


def test_identity_is_done_only_when_the_block_is_filled():
    step, record = STEP["identiteit"], Identity(showing=Showing.DESK)
    assert mark_for(step, NEW, record) is Mark.BEGUN
    assert mark_for(step, DossierFacts(identity_known=True), record) is Mark.DONE


def test_a_step_that_is_no_longer_needed_gives_its_reason():
    facts = DossierFacts(has_children=False)
    stored = {"kinderen": kept(Children(misses_out=YesNo.NO))}
    found = status(STEP["kinderen"], facts, stored)
    assert found.state is State.NOT_NEEDED and "kinderen" in found.reason
    assert in_force(stored, facts) == {} and "kinderen" in in_force(stored)


def test_answers_that_no_longer_apply_do_not_count():
    record = Threat(
        eviction=YesNo.NO, eviction_on=date(2026, 11, 26), supply=(Supply.GAS,), supply_on=date(2026, 12, 1)
    )
    counting = in_force({"dreigt-er-iets": kept(record), "onbekend": kept(record), "doel": kept(None)})
    assert list(counting) == ["dreigt-er-iets"]
    assert counting["dreigt-er-iets"].eviction_on is None
    assert counting["dreigt-er-iets"].supply_on == date(2026, 12, 1)
    assert record.eviction_on == date(2026, 11, 26)


def test_finish_lines_hold_each_other_and_leave_out_what_is_not_needed():
    first, second, third = finish_lines(NEW, {})
    assert (first.line, first.done, first.total, second.total) == (Line.GESPREK, 0, 5, 10)
    assert first.name == "genoeg voor het gesprek" and not first.reached
    without = finish_lines(DossierFacts(has_children=False), {})[2]
    assert without.total == third.total - 1
    assert finish_lines(NEW, {"wat-speelt-er": kept(STORY)})[0].done == 1
    all_needed = DossierFacts(
        phase="nazorg", has_children=True, incomes=1, expenses=1, debts=1, budget_plan_made=True
    )
    assert finish_lines(all_needed, {})[2].total == len([s for s in STEPS if s.needed_for])


def test_waiting_questions_put_later_first():
    stored = {
        "wat-speelt-er": kept(Situation(heaviest=Open.DONT_KNOW, story="x")),
        "doel": kept(Goal(goal=Open.LATER)),
        "dreigt-er-iets": kept(Threat(eviction=YesNo.NO, eviction_on=Open.LATER)),
        "kinderen": kept(Children(misses_out=Open.LATER)),
    }
    found = waiting_questions(DossierFacts(has_children=False), stored)
    assert [(q.slug, q.field) for q in found] == [("doel", "goal"), ("wat-speelt-er", "heaviest")]


def test_at_a_threat_three_answers_make_the_step_done():
    facts = DossierFacts(threat_open=True)
    step = STEP["dreigt-er-iets"]
    record = Threat(threat_on=date(2026, 11, 26), food=YesNo.YES, reach_now=Open.DONT_KNOW)
    assert mark_for(step, facts, record) is Mark.DONE
    assert status(step, facts, {step.slug: kept(record)}).state is State.DONE
    assert status(step, NEW, {step.slug: kept(record)}).state is State.BEGUN
