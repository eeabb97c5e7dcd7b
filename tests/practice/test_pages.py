"""Practising on the pages: an exercise, a conversation, starting again, and what the team lead sees of it."""

from collections.abc import Callable

from sqlalchemy import select

from schuldhulp.practice.loader import course, made_up_clients
from schuldhulp.practice.people import Mood
from schuldhulp.practice.tables import PracticeAnswer, PracticeReply
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
LESSON = course()[0]
ADDRESS = f"/oefenen/les/{LESSON.slug}/1"
GERARD = next(client for client in made_up_clients() if client.slug == "gerard")
TALK = "/oefenen/gesprek/gerard"


def _kept(world: World) -> list[PracticeAnswer]:
    with world.open() as session:
        return list(session.scalars(select(PracticeAnswer)))


def test_an_exercise_says_why_and_is_done_once_it_is_right(client_as: ClientAs, sqlite_world: World) -> None:
    noor = client_as("noor")
    options = LESSON.exercises[0].options
    right = next(place for place, option in enumerate(options) if option.fits)
    wrong = next(place for place, option in enumerate(options) if not option.fits)
    noor.submit(ADDRESS, {}, status=422)
    assert _kept(sqlite_world) == []
    noor.submit(ADDRESS, {"chosen": str(wrong)})
    assert options[wrong].because in noor.get(ADDRESS).text and _kept(sqlite_world)[0].done_at is None
    noor.submit(ADDRESS, {"chosen": str(right)})
    (row,) = _kept(sqlite_world)
    assert row.done_at == sqlite_world.now
    noor.submit(ADDRESS, {"chosen": str(wrong)})
    assert _kept(sqlite_world)[0].done_at == sqlite_world.now
    assert f"1 van {len(LESSON.exercises)} oefeningen" in noor.get("/oefenen").text
    assert "gedaan" not in client_as("bas").get(f"/oefenen/les/{LESSON.slug}").text


def test_the_team_lead_reads_which_lessons_are_finished_and_nothing_else(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor = client_as("noor")
    for number, exercise in enumerate(LESSON.exercises, start=1):
        fits = [str(place) for place, option in enumerate(exercise.options) if option.fits]
        answer = {
            "choose": {"chosen": "".join(fits)},
            "sort": {f"part_{place}": part.belongs for place, part in enumerate(exercise.parts)},
            "write": {"words": exercise.model},
        }[exercise.kind]  # fmt: skip
        noor.submit(f"/oefenen/les/{LESSON.slug}/{number}", answer)
    page = client_as("tess").get("/oefenen/voortgang").text
    mine = page[page.index("Noor") :].split("</tr>")[0]
    assert LESSON.title in mine.split("Nog te gaan")[0] and LESSON.exercises[-1].model not in page
    client_as("noor").get("/oefenen/voortgang", status=404)


def test_a_made_up_client_writes_back_and_can_be_started_again(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor = client_as("noor")
    assert "is verzonnen" in noor.get(TALK).text
    noor.submit(TALK, {"words": " "}, status=422)
    noor.submit(TALK, {"words": "U moet rustig blijven. Waarom stuurde u dat niet eerder?"})
    page = noor.get(TALK).text
    assert GERARD.answers[0][Mood.CLOSED].split(".")[0] in page and "Dit sluit." in page
    with sqlite_world.open() as session:
        (row,) = session.scalars(select(PracticeReply))
        assert row.number == 1 and b"rustig" not in row.words_sealed
    late = {"words": "Nog een keer het eerste.", "version": "1"}
    assert "intussen ergens anders" in noor.submit(TALK, late, status=422).text
    for number in range(2, GERARD.rounds + 1):
        noor.submit(TALK, {"words": f"U bent boos, en dat snap ik. Wat wilt u dat ik nu doe? {number}"})
    assert "Hier eindigt dit oefengesprek" in noor.get(TALK).text
    assert (
        "verzonnen" in client_as("bas").get(TALK).text and "Dit sluit." not in client_as("bas").get(TALK).text
    )
    noor.submit(TALK, {}, action=f"{TALK}/opnieuw")
    with sqlite_world.open() as session:
        assert session.scalars(select(PracticeReply)).all() == []
    noor.get("/oefenen/gesprek/niemand", status=404)
    noor.get(f"/oefenen/les/{LESSON.slug}/99", status=404)
