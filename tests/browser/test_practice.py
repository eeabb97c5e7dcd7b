"""A new counsellor's first hour: a lesson with its exercises, and a practice conversation; on a desk and on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page

from schuldhulp.practice.loader import course, made_up_clients
from schuldhulp.practice.people import Mood
from tests.browser.test_statements import looked_at, site
from tests.browser.test_werkboek import Presses, signed_in
from tests.browsers import DESK, Visits, width_of
from tests.world import World

Judge = Callable[[Page], list[str]]
__all__ = ["site"]


def test_a_lesson_with_its_exercises_at_a_desk(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    lesson = course()[1]
    page = signed_in(sqlite_world, visit, site, "noor", DESK)
    page.goto(f"{site}/oefenen")
    assert violations(page) == []
    looked_at(page, "oefenen-1366")
    press = Presses(page)
    press(lesson.title)
    assert violations(page) == []
    looked_at(page, "les-1366")
    press("Begin met oefenen")
    for exercise in lesson.exercises:
        if exercise.kind == "write":
            page.get_by_label("Uw tekst").fill(exercise.model)
        for part in exercise.parts:
            group = page.get_by_role("group", name=part.text)
            group.get_by_text((exercise.baskets or {})[part.belongs], exact=True).click()
        for option in exercise.options:
            if option.fits:
                page.get_by_text(option.text).click()
        press("Kijk na", "button")
        assert page.get_by_role("heading", name="Alles zit erin").is_visible() and violations(page) == []
        looked_at(page, f"oefening-{exercise.kind}-1366")
        press("Terug naar de cursus" if exercise is lesson.exercises[-1] else "Volgende oefening")
    assert f"{len(lesson.exercises)} van {len(lesson.exercises)} oefeningen gedaan" in page.inner_text("main")


def test_a_practice_conversation_on_a_phone_without_script(
    sqlite_world: World, site: str, visit: Visits, violations: Judge
) -> None:
    fatima = next(client for client in made_up_clients() if client.slug == "fatima")
    page = signed_in(sqlite_world, visit, site, "noor", script=False)
    page.goto(f"{site}/oefenen")
    assert width_of(page) <= 360
    looked_at(page, "oefenen-360")
    press = Presses(page)
    press(fatima.name)
    page.get_by_label("Uw antwoord").fill(
        "U moet die tas gewoon openmaken. Waarom heeft u dat niet eerder gedaan?"
    )
    press("Stuur uw antwoord", "button")
    assert fatima.answers[0][Mood.CLOSED] in page.inner_text("main") and width_of(page) <= 360
    page.get_by_text("Waarom dit antwoord?").click()
    assert "Dit klinkt als een verwijt." in page.inner_text("main")
    press("Begin opnieuw", "button")
    page.get_by_label("Uw antwoord").fill(
        "U zet de tas steeds weg, en toch schrijft u erover. U schaamt zich, en u wilt er niet meer alleen mee zijn. "
        "U bepaalt zelf waar u begint. Wat zou een kleine eerste stap zijn?"
    )
    press("Stuur uw antwoord", "button")
    assert fatima.answers[0][Mood.WARY][:40] in page.inner_text("main") and width_of(page) <= 360
    page.get_by_text("Waarom dit antwoord?").click()
    looked_at(page, "gesprek-360")
