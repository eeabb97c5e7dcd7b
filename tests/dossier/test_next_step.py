"""What is offered and suggested, with the two cases that are walked from end to end."""

from datetime import date

from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.next_step import (
    movable,
    moved,
    next_doors,
    offered_steps,
    prompts_allowed,
    suggest_next,
    todo,
)
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.progress import State, finish_lines, status
from schuldhulp.dossier.records import YesNo
from schuldhulp.dossier.records.debts import Complete, RoughDebts
from schuldhulp.dossier.records.plan import Goal
from schuldhulp.dossier.records.situation import (
    Business,
    Home,
    Housing,
    Partner,
    PartOfDay,
    Prefers,
    Reach,
    Situation,
    Supply,
    Threat,
    Urgent,
    Worry,
)
from schuldhulp.dossier.steps import STEP, STEPS

NEW = DossierFacts()
DONE, BEGUN = Mark.DONE, Mark.BEGUN


def five() -> dict[str, StoredStep]:
    threat = Threat(
        eviction=YesNo.NO,
        supply=(Supply.NONE,),
        insurance_ends=YesNo.NO,
        urgent=(Urgent.NONE,),
        food=YesNo.YES,
    )
    reach = Reach("Noor", Prefers.WRITING, (PartOfDay.MORNING,), YesNo.NO, YesNo.YES, YesNo.NO)
    home = Home(Housing.RENT, Partner.NONE, YesNo.NO, None, Business.NO)
    return {
        "wat-speelt-er": StoredStep(Situation((Worry.HOME,), "x"), DONE),
        "dreigt-er-iets": StoredStep(threat, DONE),
        "bereiken": StoredStep(reach, DONE),
        "thuis": StoredStep(home, DONE),
        "schulden-grof": StoredStep(RoughDebts(Complete.YES, 0), DONE),
    }


def test_a_new_client_starts_with_the_own_story_and_may_choose_any_step():
    found = suggest_next(NEW, {})
    assert (
        found.step.slug == "wat-speelt-er"
        and found.reason == "U begint met uw eigen verhaal. Bedragen komen later."
    )
    assert len(offered_steps(NEW)) == len(STEPS) and all(not offer.fields for offer in offered_steps(NEW))


def test_a_begun_step_comes_first_then_homework_then_the_finish_line():
    stored = {"doel": StoredStep(Goal(matters_because="rust"), BEGUN)}
    facts = DossierFacts(homework=("vervoer",))
    assert [step.slug for step in todo(facts, stored)][:3] == ["doel", "vervoer", "wat-speelt-er"]
    assert suggest_next(facts, stored).reason == "Een deel is al ingevuld. U kunt zo verder."
    assert "schuldhulpverlener" in suggest_next(facts, {}).reason
    assert suggest_next(NEW, {"wat-speelt-er": five()["wat-speelt-er"]}).reason.startswith("Nog 4 stappen")


def test_an_own_order_goes_before_ours_but_not_before_homework_or_a_threat():
    stored = {"doel": StoredStep(Goal(matters_because="rust"), BEGUN)}
    own = DossierFacts(own_order=("wonen", "doel", "vervoer"), homework=("vervoer",))
    assert [step.slug for step in todo(own, stored)][:4] == ["vervoer", "wonen", "doel", "wat-speelt-er"]
    alone = DossierFacts(own_order=("wonen",))
    found = suggest_next(alone, stored)
    assert (found.step.slug, found.reason) == ("wonen", "Deze stap staat bovenaan in uw eigen volgorde.")
    threat = DossierFacts(own_order=("wonen",), threat_open=True)
    assert suggest_next(threat, {}).step.slug == "dreigt-er-iets" and movable(threat, {}) == ()
    assert "vervoer" not in [step.slug for step in movable(own, stored)]


def test_the_step_about_threats_is_not_suggested_once_somebody_answered_it():
    begun = {"dreigt-er-iets": StoredStep(Threat(eviction=YesNo.YES), BEGUN)}
    assert suggest_next(NEW, begun).step.slug == "dreigt-er-iets"
    handled = DossierFacts(threat_handled=True)
    assert suggest_next(handled, begun).step.slug == "wat-speelt-er"
    assert todo(handled, begun)[-1].slug == "dreigt-er-iets", "it can still be opened"
    asked = DossierFacts(threat_handled=True, homework=("dreigt-er-iets",))
    assert suggest_next(asked, begun).step.slug == "dreigt-er-iets"


def test_a_step_is_moved_within_the_list():
    assert moved(("a", "b", "c"), "c", 0) == ("c", "a", "b")
    assert moved(("a", "b", "c"), "a", 1) == ("b", "a", "c")
    assert moved(("a", "b", "c"), "a", 99) == ("b", "c", "a")
    assert moved(("a", "b"), "b", -5) == ("b", "a") and moved(("a", "b"), "x", 0) == ("a", "b")


def test_the_last_step_before_a_line_says_so():
    stored = five()
    del stored["thuis"]
    found = suggest_next(NEW, stored)
    assert found.step.slug == "thuis" and found.reason == "Met deze stap is er genoeg voor het gesprek."
    assert finish_lines(NEW, five())[0].reached
    assert suggest_next(NEW, five()).step.needed_for == 2


def test_later_stuck_done_gated_and_not_needed_are_not_suggested():
    stored = {"doel": StoredStep(None, Mark.LATER), "bereiken": StoredStep(None, Mark.STUCK), **five()}
    slugs = {step.slug for step in todo(DossierFacts(has_children=False), stored)}
    assert not slugs & {"doel", "bereiken", "thuis", "kinderen", "identiteit", "machtiging", "nazorg"}


def test_three_doors_of_which_one_goes_on_and_one_leads_elsewhere():
    doors = next_doors(STEP["wat-speelt-er"], NEW, {"wat-speelt-er": five()["wat-speelt-er"]})
    assert len(doors) == len(set(doors)) == 3
    assert doors[0].slug == "dreigt-er-iets" and any(
        d.theme is not STEP["wat-speelt-er"].theme for d in doors
    )
    assert STEP["wat-speelt-er"] not in doors


def test_case_a_at_registration_only_the_threat_is_offered():
    """Friday 16:40, an eviction on Thursday: three questions, no rulers, prompts or other steps."""
    facts = DossierFacts(threat_open=True)
    (offer,) = offered_steps(facts)
    assert offer.step.slug == "dreigt-er-iets" and offer.fields == ("threat_on", "food", "reach_now")
    found = suggest_next(facts, {})
    assert found.step is offer.step and found.reason == "Dan kunnen wij snel iets doen."
    assert not prompts_allowed(facts) and next_doors(offer.step, facts, {}) == ()
    assert status(STEP["hoe-belangrijk-en-zeker"], facts, {}).state is State.COMING
    answered = {
        "dreigt-er-iets": StoredStep(
            Threat(threat_on=date(2026, 11, 26), food=YesNo.YES, reach_now="06, na 9 uur"), DONE
        )
    }
    assert suggest_next(facts, answered) is None and next_doors(offer.step, facts, answered) == ()


def test_case_a_after_our_answer_everything_is_open_again():
    facts = DossierFacts(threat_open=False, has_children=True)
    stored = {
        "dreigt-er-iets": StoredStep(
            Threat(threat_on=date(2026, 11, 26), food=YesNo.YES, reach_now="06"), DONE
        )
    }
    assert prompts_allowed(facts) and suggest_next(facts, stored).step.slug == "dreigt-er-iets"
    assert len(todo(facts, stored)) > 20


def test_case_c_stuck_at_step_three_keeps_what_was_told_and_moves_on():
    """Created at the desk, alone, reads badly: "Het lukt niet" at the third step; nothing is typed again."""
    stored = {
        "wat-speelt-er": StoredStep(
            Situation((Worry.LETTERS,), "Ik snap die brieven niet. Laat maar."), DONE
        ),
        "dreigt-er-iets": StoredStep(
            Threat(
                YesNo.NO,
                None,
                (Supply.NONE,),
                None,
                YesNo.NO,
                None,
                (Urgent.BANK,),
                date(2026, 11, 20),
                YesNo.NO,
            ),
            DONE,
        ),
        "bereiken": StoredStep(Reach(called=Open.DONT_KNOW), Mark.STUCK),
    }
    facts = DossierFacts(has_children=False, has_partner=False, phase="online-gestart")
    assert status(STEP["bereiken"], facts, stored).state is State.STUCK
    assert status(STEP["dreigt-er-iets"], facts, stored).state is State.DONE
    assert status(STEP["kinderen"], facts, stored).state is State.NOT_NEEDED
    assert finish_lines(facts, stored)[0].done == 2
    assert suggest_next(facts, stored).step.slug == "schulden-grof"


def test_when_all_is_done_nothing_is_suggested():
    stored = {step.slug: StoredStep(None, Mark.LATER) for step in STEPS}
    assert suggest_next(NEW, stored) is None and next_doors(STEP["doel"], NEW, stored) == ()
