"""A work form that breaks a rule is refused with its file, line and reason."""

from pathlib import Path

import pytest

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.work_forms.loader import CatalogueFault, load_work_forms

GOOD = """\
theme: post
reviewed_by: [redactie]
forms:
- id: post.proef
  version: 1
  title: Een proef
  minutes: 5
  purpose: U kiest een moment voor de post.
  intro: Een vast moment helpt om het los te laten.
  fields:
  - {name: dag, kind: weekday, ask: Welke dag past u}
  - {name: wat, kind: choices, ask: Wat ligt er, options: {brief: Brieven, krant: Kranten}}
  - {name: plan, kind: if_then, ask: Wanneer doet u dat}
  - {name: zeker, kind: ruler, ask: Hoe zeker bent u, low: niet, high: heel}
  - {name: loon, kind: euro, ask: Uw loon}
  computed:
  - {name: helft, plus: [loon], divide_by: 2}
  feedback:
  - when: {all: [{field: wat, op: gte, value: 2}]}
    text: "U noemt {wat.aantal} dingen: {wat}."
  - when: {all: [{field: plan, op: exists}]}
    text: "U heeft een plan. {plan}"
  - text: U heeft nog geen moment gekozen.
  evoke: Hoe ziet uw tafel er straks uit?
  follow_up: {field: plan, after_days: 7}
  suggest:
    when: {all: [{fact: letters.unopened, op: gte, value: 1}]}
    reason: U schreef dat er dichte post ligt.
"""


def _load(folder: Path, text: str) -> None:
    (folder / "post.yaml").write_text(text, encoding="utf-8")
    load_work_forms(frozenset(STEP), folder)


def test_a_good_form_loads(tmp_path: Path) -> None:
    _load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("minutes: 5", "minutes: 45", 7, "is 45 te groot"),
        ("id: post.proef", "id: budget.proef", 4, "begint met het thema"),
        ("kind: weekday", "kind: colour", 11, "past ‘colour’ niet: kies uit"),
        ("{name: loon,", "{name: dag,", 15, "staat hier twee keer"),
        (", options: {brief: Brieven, krant: Kranten}", "", 12, "horen bij een keuzevraag"),
        (", low: niet, high: heel", "", 14, "low en high"),
        ("plus: [loon]", "plus: [zeker, loon]", 17, "geen vraag van dezelfde soort"),
        ("field: wat, op: gte, value: 2", "field: wat, op: gte, value: 1", 19, "kan één zijn"),
        (
            "field: wat, op: gte, value: 2",
            "field: wat, op: gte, value: veel",
            19,
            "geen antwoord op de vraag wat",
        ),
        (
            "field: wat, op: gte, value: 2",
            "field: wat, op: contains, value: pakje",
            19,
            "geen antwoord op de vraag wat",
        ),
        ("field: wat, op: gte", "field: dag, op: gte", 19, "‘gte’ past niet bij de vraag dag"),
        (
            "field: wat, op: gte, value: 2",
            "field: hoeveel, op: exists",
            19,
            "de vraag ‘hoeveel’ bestaat niet",
        ),
        ("{wat.aantal} dingen: {wat}", "{zeker} dingen", 19, "kan hier leeg zijn"),
        ("{wat.aantal} dingen: {wat}", "{wat.som} dingen", 19, "een invulplek is"),
        (
            "  - text: U heeft nog",
            "  - when: {all: [{field: dag, op: exists}]}\n    text: U heeft nog",
            23,
            "laatste regel",
        ),
        ("U heeft een plan. {plan}", "Wat goed dat u een plan heeft. {plan}", 21, "lof in plaats van"),
        ("U heeft een plan. {plan}", "Is dit uw plan? {plan}", 21, "stelt geen vraag"),
        ("U heeft een plan. {plan}", "U moet dit nu doen.", 21, "dwingend"),
        ("Hoe ziet uw tafel er straks uit?", "Gaat u het doen?", 24, "is open"),
        ("Hoe ziet uw tafel er straks uit?", "Waarom ligt de post daar?", 24, "is open"),
        ("Hoe ziet uw tafel er straks uit?", "Wat maakt dat het geen 9 is?", 24, "cijfer buiten"),
        ("Hoe ziet uw tafel", "Hoe ziet je tafel", 24, "in een werkvorm in de u-vorm"),
        ("Uw loon", "Welke nadelen ziet u", 15, "real_choice"),
        ("field: plan, after_days", "field: dag, after_days", 25, "geen als-dan-vraag"),
        ("letters.unopened", "letters.lost", 27, "het gegeven ‘letters.lost’ bestaat niet"),
        (
            "Een vast moment helpt",
            "Een vast moment van " + "heel " * 16 + "lang helpt",
            9,
            "meer dan 20 woorden",
        ),
        ("theme: post", "theme: werk", 1, "werk.yaml"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(CatalogueFault) as caught:
        _load(tmp_path, GOOD.replace(old, new))
    assert reason in caught.value.reason
    assert caught.value.line == line
    assert caught.value.file == "post.yaml"


def test_two_forms_do_not_leave_the_same_question(tmp_path: Path) -> None:
    second = (
        GOOD[GOOD.index("- id:") :].replace("post.proef", "post.ander").replace("Een proef", "Een andere")
    )
    with pytest.raises(CatalogueFault, match="staat ook in post.proef"):
        _load(tmp_path, GOOD + second)
