"""The small success after a step can be checked against the facts."""

from dataclasses import fields, replace
from datetime import date

import pytest

from schuldhulp.dossier.facts import DossierFacts, Mark, StoredStep
from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records import debts, money, plan, situation
from schuldhulp.dossier.records.answers import YesNo, value_types
from schuldhulp.dossier.steps import STEP, STEPS, Step
from schuldhulp.dossier.success import if_then, success_after
from schuldhulp.money import Period


def after(slug: str, facts: DossierFacts, record: object) -> str | None:
    return success_after(STEP[slug], facts, {slug: StoredStep(record, Mark.DONE)})


ROUGH = debts.RoughDebts(debts.Complete.YES, 0)


@pytest.mark.parametrize(
    ("slug", "facts", "record", "sentence"),
    [
        (
            "schulden-grof",
            DossierFacts(debts=11, debts_cents=1205425, rows={"schulden-grof": 11}),
            ROUGH,
            "11 schulden staan nu op uw lijst. Bij elkaar is dat ongeveer €\xa012.054,25.",
        ),
        ("schulden-grof", DossierFacts(debts=1), ROUGH, "1 schuld staat nu op uw lijst. Bedragen kunnen later."),
        ("post-ordenen", DossierFacts(), debts.Post(0, (debts.Opening.ALONE,)), "Al uw post is open."),
        (
            "post-ordenen",
            DossierFacts(),
            debts.Post(1, (debts.Opening.ALONE,)),
            "U telde 1 dichte brief. U weet nu waar u begint.",
        ),
        (
            "lonen-en-uitkeringen",
            DossierFacts(income_month_cents=295610),
            money.Wages(YesNo.NO),
            "U weet nu wat er binnenkomt: €\xa02.956,10 per maand.",
        ),
        (
            "toeslagen",
            DossierFacts(rows={"toeslagen": 3}),
            money.Allowances(YesNo.NO),
            "U zette 3 bedragen op een rij. Dat is wat er binnenkomt.",
        ),
        (
            "wonen",
            DossierFacts(rows={"wonen": 1}),
            money.Housing(YesNo.YES, YesNo.NO),
            "U zette 1 uitgave op een rij. Die telt nu mee in uw maand.",
        ),
        (
            "eigen-idee",
            DossierFacts(incomes=1, expenses=1),
            plan.OwnIdea("Minder abonnementen", 1500, Period.MONTH),
            "Uw eigen idee staat erin: €\xa015,00 per maand.",
        ),
        (
            "doel",
            DossierFacts(),
            plan.Goal("Rustig slapen"),
            "Uw doel staat erin, in uw eigen woorden: “Rustig slapen”",
        ),
        (
            "een-schuld",
            DossierFacts(debts=10, debts_detailed=4),
            debts.OneDebt(),
            "Van 4 van uw 10 schulden zijn het bedrag en de brief nu bekend.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_holds_the_figures(slug, facts, record, sentence):
    assert after(slug, facts, record) == sentence


def test_a_plan_is_told_in_its_fixed_grammar():
    assert (
        if_then("als ik koffie zet.", "dan open ik één brief") == "Als ik koffie zet, dan open ik één brief."
    )
    assert if_then("ik thuiskom", "bel ik de bank.") == "Als ik thuiskom, dan bel ik de bank."
    assert if_then("alsnog", "danst zij") == "Als alsnog, dan danst zij."


def test_no_success_before_a_step_is_done():
    goal = plan.Goal(matters_because="rust")
    assert success_after(STEP["doel"], DossierFacts(), {"doel": StoredStep(goal, Mark.BEGUN)}) is None
    assert success_after(STEP["doel"], DossierFacts(), {}) is None


def test_an_open_answer_gives_no_figure():
    sentence = after("post-ordenen", DossierFacts(), debts.Post(Open.DONT_KNOW, (debts.Opening.ALONE,)))
    assert sentence is None or "weet_ik_niet" not in sentence
    assert "weet_ik_niet" not in (after("doel", DossierFacts(), plan.Goal(goal=Open.DONT_KNOW)) or "")


FULL = DossierFacts(
    phase="nazorg", has_children=True, incomes=1, expenses=1, debts=2, debts_cents=100, debts_detailed=1,
    budget_plan_made=True, income_month_cents=100, papers_received=1, mandates=1, identity_known=True,
    rows={step.slug: 1 for step in STEPS},
)  # fmt: skip


def filled(step: Step, value: object) -> object:
    return step.record(**dict.fromkeys(step.record.__dataclass_fields__, value))


def test_a_step_with_nothing_but_open_answers_claims_nothing():
    bare = DossierFacts(phase="nazorg", has_children=True, incomes=1, expenses=1, debts=1, budget_plan_made=True,
                        identity_known=True)  # fmt: skip
    told = {step.slug: after(step.slug, bare, filled(step, Open.DONT_KNOW)) for step in STEPS}
    claims = {slug: sentence for slug, sentence in told.items() if sentence}
    assert claims == {"schulden-grof": "1 schuld staat nu op uw lijst. Bedragen kunnen later."}


def test_a_step_with_some_open_answers_says_how_many_were_given():
    home = situation.Home(Open.DONT_KNOW, situation.Partner.NONE, YesNo.NO, None, Open.DONT_KNOW)
    sentence = after("thuis", DossierFacts(), home)
    assert sentence == "U beantwoordde 2 van de 4 vragen. Wat open is, kan later."
    known = situation.Home(situation.Housing.RENT, situation.Partner.NONE, YesNo.NO, None, Open.DONT_KNOW)
    assert after("thuis", DossierFacts(), known) == "U schreef op hoe u woont."


def test_a_line_without_an_amount_is_not_said_to_count():
    facts = DossierFacts(rows={"wonen": 2, "lonen-en-uitkeringen": 1}, income_month_cents=100,
                         lines_open={"wonen": 1, "lonen-en-uitkeringen": 1})  # fmt: skip
    living = after("wonen", facts, money.Housing(YesNo.YES, YesNo.NO))
    assert living == "U zette 2 uitgaven op een rij. Bij 1 kan het bedrag later."
    assert "U weet nu" not in after("lonen-en-uitkeringen", facts, money.Wages(YesNo.NO))


def test_no_sentence_has_an_exclamation_mark_and_most_steps_have_one():
    found = {}
    for step in STEPS:
        given = {
            part.name: Open.DONT_KNOW if part.metadata["optional"] else 5 if kinds[part.name] is int else "x"
            for kinds in [value_types(step.record)]
            for part in fields(step.record)
        }
        found[step.slug] = after(step.slug, FULL, step.record(**given))
    told = [sentence for sentence in found.values() if sentence]
    assert len(told) >= len(STEPS) - 4, [slug for slug, sentence in found.items() if not sentence]
    assert all("!" not in s and "moet" not in s and s[0].isupper() | s[0].isdigit() for s in told)


def test_at_a_threat_only_the_questions_on_the_page_are_counted():
    facts = DossierFacts(threat_open=True)
    three = situation.Threat(threat_on=date(2026, 11, 30), food=YesNo.NO, reach_now="na 19 uur")
    assert after("dreigt-er-iets", facts, three) == "Uw antwoorden zijn binnen. Wij lezen ze als eerste."
    two = replace(three, reach_now=Open.DONT_KNOW)
    assert after("dreigt-er-iets", facts, two) == "U beantwoordde 2 van de 3 vragen. Wat open is, kan later."
