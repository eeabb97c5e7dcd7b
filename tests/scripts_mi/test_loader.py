"""A text that breaks a rule is refused with its file, line and reason."""

from pathlib import Path

import pytest

from schuldhulp.dossier.steps import STEP
from schuldhulp.scripts_mi.loader import CatalogueFault, load_catalogue

SHARED = """\
frame: {greeting: "Beste {aanhef},", sign_off: "Groet, {aanhef}"}
placeholders:
  aanhef: {type: salutation, from: client.salutation, ask: aanhef}
"""
GOOD = """\
scripts:
- id: proef.een
  version: 1
  title: Een proef
  why: Een script om mee te proberen.
  status: reviewed
  reviewed_by: [redactie]
  lang: nl
  register: u
  niveau: B1
  process: engaging
  phase: start
  audience: counsellor_draft
  priority: 10
  measure: {respond_days: 5}
  when: {all: [{fact: budget.submitted, op: eq, value: true}]}
  slots:
    reflectie:
    - {t: "U heeft veel meegemaakt.", label: simple_reflection}
    kern:
    - {t: "Wat helpt u daarbij?", label: open_question}
"""


def _load(folder: Path, text: str) -> None:
    (folder / "gedeeld.yaml").write_text(SHARED, encoding="utf-8")
    (folder / "proef.yaml").write_text(text, encoding="utf-8")
    load_catalogue(STEP, folder)


def test_a_good_script_loads(tmp_path: Path) -> None:
    _load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("budget.submitted", "budget.colour", 16, "het gegeven ‘budget.colour’ bestaat niet"),
        ("op: eq, value: true", "op: lt, value: true", 16, "‘lt’ past niet bij"),
        ("value: true", "value: misschien", 16, "kan niet bij het gegeven"),
        ("U heeft veel meegemaakt.", "U moet nu bellen.", 18, "dwingend: ‘u moet’"),
        ("U heeft veel meegemaakt.", "Waarom heeft u dat niet gemeld.", 18, "een waarom dat verwijt"),
        ("U heeft veel meegemaakt.", "Het komt allemaal goed.", 18, "belooft een afloop"),
        ("U heeft veel meegemaakt.", "U betaalt 40 euro.", 18, "bedrag buiten"),
        ("U heeft veel meegemaakt.", "Wat goed van u!", 18, "uitroepteken"),
        (
            "U heeft veel meegemaakt.",
            "U noemde {bedrag} per maand.",
            18,
            "de invulplek {bedrag} is nergens beschreven",
        ),
        ("Wat helpt u daarbij?", "Wie? Wat? Waar dan?", 18, "ten hoogste 2 vragen"),
        (
            '- {t: "U heeft veel meegemaakt.", label: simple_reflection}',
            '- "@reflectie.onbekend"',
            19,
            "er is geen bouwsteen",
        ),
        ("process: engaging", "process: dwingen", 11, "past ‘dwingen’ niet: kies uit engaging"),
        ("  niveau: B1\n", "", 2, "ontbreekt ‘niveau’"),
        ("  phase: start\n", "  phase: start\n  phase: plan\n", 13, "staat hier twee keer"),
        ("title: Een proef", "title: [", 5, "de vorm van YAML"),
    ],
)
def test_a_fault_names_file_line_and_reason(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueFault) as caught:
        _load(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.file == "proef.yaml"
    assert reason in caught.value.reason
    assert abs(caught.value.line - line) <= 1


def test_a_ruler_at_a_threat_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace("label: open_question", "label: ruler_question")
    text = text.replace("  priority", "  at_threat: true\n  priority")
    with pytest.raises(CatalogueFault, match="geen schaalvraag"):
        _load(tmp_path, text)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zelfde.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CatalogueFault, match="staat ook in"):
        _load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        ("dreigt-er-iets", "Wat helpt u?", "vragen over een dreiging"),
        ("onbekend", "Wat helpt u?", "bestaat niet"),
        ("wonen", "Eén zin. Twee zinnen. Drie zinnen.", "ten hoogste twee zinnen"),
        ("wonen", "Dag {aanhef}, wat helpt u?", "geen invulplek"),
    ],
)
def test_a_prompt_keeps_its_own_rules(tmp_path: Path, step: str, text: str, reason: str) -> None:
    prompt = (
        "prompts:\n- {id: proef.prompt, version: 1, moment: before, priority: 5, when: {}, status: reviewed,\n"
        "   lang: nl, register: u, audience: client_prompt,\n"
        f'   step: {step}, lines: [{{t: "{text}", label: support}}]}}\n'
    )
    with pytest.raises(CatalogueFault, match=reason):
        _load(tmp_path, prompt)


def test_a_frame_with_an_unknown_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alleen.yaml").write_text(
        'frame: {greeting: "Dag {wie}", sign_off: "Groet"}\n', encoding="utf-8"
    )
    with pytest.raises(CatalogueFault, match="van aanhef of groet"):
        load_catalogue(STEP, tmp_path)


def test_python_objects_in_yaml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFault):
        _load(tmp_path, "defaults: !!python/object/apply:os.getcwd []\n")
