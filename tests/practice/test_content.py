"""The lessons and the made-up clients themselves: there are enough, they load, and each model answer is a good one."""

from pathlib import Path

import pytest

from schuldhulp.practice.answering import talk_with
from schuldhulp.practice.course import Exercise, Remark, check_choice, check_sorted, check_written
from schuldhulp.practice.loader import CatalogueFault, course, made_up_clients, read_clients, read_lessons
from schuldhulp.practice.people import MadeUpClient, Mood
from schuldhulp.scripts_mi.analysis.sources import load_tables

CLIENTS = pytest.mark.parametrize("client", made_up_clients(), ids=lambda client: client.slug)
WRITTEN = [(lesson.slug, each) for lesson in course() for each in lesson.exercises if each.kind == "write"]
WARM = [
    "U schreef dat het u hoog zit, en toch bent u hier. U bepaalt zelf waar u begint. Wat zou u graag anders zien?",
    "Zo te lezen weegt dit zwaar, en toch zette u een stap. Dat vroeg moed. Hoe kwam het dat het deze keer lukte?",
    "U wilt rust, en u ziet ook wat er al veranderde. De volgorde kiest u zelf. Wat geeft u op dit moment vertrouwen?",
    "U hield vol, ook toen het moeilijk werd, en dat brengt u dichter bij wat u wilt. Wat neemt u hiervan mee?",
]
COLD = [
    "U moet eerst alles opsturen. Waarom heeft u dat niet gedaan?",
    "Stuur de stukken voor vrijdag. Anders kunnen wij niets doen. Heeft u alles?",
    "U had het moeten melden. Zeg al uw abonnementen op en bel de deurwaarder.",
    "Zo komt het nooit goed. U dient zich aan de afspraken te houden.",
]


def test_there_are_at_least_eight_lessons_and_twelve_clients() -> None:
    assert len(course()) >= 8 and len(made_up_clients()) >= 12
    assert all(len(lesson.exercises) >= 3 for lesson in course())
    assert {each.kind for lesson in course() for each in lesson.exercises} == {"choose", "sort", "write"}


@pytest.mark.parametrize(
    ("lesson", "exercise"), WRITTEN, ids=[f"{slug}-{n}" for n, (slug, _) in enumerate(WRITTEN)]
)
def test_the_model_answer_holds_all_that_the_exercise_asks(lesson: str, exercise: Exercise) -> None:
    assert [
        remark.text for remark in check_written(exercise, exercise.model, load_tables()) if not remark.good
    ] == []


@pytest.mark.parametrize(
    ("lesson", "exercise"), WRITTEN, ids=[f"{slug}-{n}" for n, (slug, _) in enumerate(WRITTEN)]
)
def test_an_order_is_not_good_enough_for_any_exercise(lesson: str, exercise: Exercise) -> None:
    remarks = check_written(exercise, "U moet dit zelf oplossen.", load_tables())
    assert any(not remark.good for remark in remarks)


def test_choosing_and_sorting_say_why() -> None:
    for lesson in course():
        for exercise in lesson.exercises:
            for place, option in enumerate(exercise.options):
                assert check_choice(exercise, place) == (Remark(option.fits, option.because, option.text),)
            if exercise.parts:
                right = [part.belongs for part in exercise.parts]
                assert all(remark.good for remark in check_sorted(exercise, right))
                wrong = [next(code for code in exercise.baskets or () if code != each) for each in right]
                assert not any(remark.good for remark in check_sorted(exercise, wrong))


@CLIENTS
def test_a_client_opens_to_who_listens_and_shuts_to_who_orders(client: MadeUpClient) -> None:
    warm, cold = (talk_with(client, replies, load_tables()) for replies in (WARM, COLD))
    assert warm.turns[-1].mood is Mood.OPEN and cold.turns[-1].mood is Mood.CLOSED
    assert warm.ended and warm.last_words == client.ends[Mood.OPEN] != cold.last_words
    assert all(turn.reasons for turn in (*warm.turns, *cold.turns))


@CLIENTS
def test_the_same_replies_always_get_the_same_answers(client: MadeUpClient) -> None:
    assert talk_with(client, WARM, load_tables()) == talk_with(client, [*WARM, "Nog iets?"], load_tables())
    texts = [client.opening, *(text for moods in (*client.answers, client.ends) for text in moods.values())]
    assert len(set(texts)) == len(texts) == 1 + 3 * client.rounds


def test_sending_the_same_text_again_shuts() -> None:
    fatima = next(client for client in made_up_clients() if client.slug == "fatima")
    talk = talk_with(fatima, [WARM[0], WARM[0], WARM[0]], load_tables())
    assert [turn.reasons[0].what for turn in talk.turns[1:]] == ["Dit schreef u al een keer."] * 2
    assert talk.turns[-1].mood is Mood.CLOSED


def test_in_a_crisis_a_number_and_an_order_to_call_are_no_fault() -> None:
    meriam = next(client for client in made_up_clients() if client.crisis)
    reply = "Ik lees dat u niet meer wilt leven. Ik bel u nu. Bel 112 als het niet meer gaat, of 113."
    (turn,) = talk_with(meriam, [reply], load_tables()).turns
    assert sum(why.change for why in turn.reasons) >= 2 and turn.mood is not Mood.CLOSED


LESSON = """title: Proef
minutes: 10
about: Een proef.
text:
- {heading: Een, paragraphs: [Iets]}
- {heading: Twee, paragraphs: [Iets]}
exercises:
- {kind: choose, task: Kies, options: [
    {text: a, fits: true, because: "omdat het zo is"}, {text: b, fits: false, because: "omdat het zo is"},
    {text: c, fits: %s, because: "omdat het zo is"}]}
- {kind: sort, task: Leg, baskets: {x: X, y: Y}, parts: [
    {text: a, belongs: x, because: "daarom"}, {text: b, belongs: %s, because: "daarom"},
    {text: c, belongs: y, because: "daarom"}]}
- {kind: write, task: Schrijf, model: "Een voorbeeld van twintig tekens.", wishes: [{missing: niets, labels: [%s]}]}
"""


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("true", "x", "open_question"), "01_proef.yaml:8: bij een keuze past precies één antwoord"),
        (("false", "z", "open_question"), "01_proef.yaml:11: het bakje z bestaat niet"),
        (("false", "x", "grap"), "01_proef.yaml:14: het label grap bestaat niet"),
    ],
)
def test_a_wrong_lesson_is_refused_with_file_line_and_reason(
    tmp_path: Path, parts: tuple[str, str, str], reason: str
) -> None:
    (tmp_path / "01_proef.yaml").write_text(LESSON % ("false", "x", "open_question"))
    assert [lesson.slug for lesson in read_lessons(tmp_path)] == ["proef"]
    (tmp_path / "01_proef.yaml").write_text(LESSON % parts)
    with pytest.raises(CatalogueFault, match=f"^{reason}$"):
        read_lessons(tmp_path)
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "02_half.yaml").write_text("name: Half\n")
    with pytest.raises(CatalogueFault, match=r"02_half.yaml:1: bij dit deel ontbreekt ‘.*’"):
        read_clients(tmp_path / "people")
