"""A difficult week of one client through both sides: first letter, silence, discord, relapse, crisis, success.

The client reads and writes on a phone, half of the time without JavaScript; the counsellor at a desk, once without.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.messages.tables import Message
from schuldhulp.own_texts.kinds import base_catalogue
from schuldhulp.scripts_mi.script import Script
from schuldhulp.web.guard import COOKIE
from schuldhulp.workforms.tables import IfThenPlan, PlanReport
from tests.browsers import DESK, PHONE
from tests.journeys.walking import Hands, Journey, amsterdam
from tests.world import World

PLAN = {
    "v_stap": "brief",
    "v_plan__als": "de koffie klaar is",
    "v_plan__dan": "maak ik één brief open",
    "v_zeker": 4,
}
ANGRY = "Jullie luisteren toch niet. Ik heb dit nu al drie keer uitgelegd en ik krijg steeds dezelfde vragen."
RELAPSE = "Het ging weer mis. Ik heb gisteren toch weer iets besteld bij Wehkamp en ik schaam me."
CRISIS = "Ik kan niet meer. Ik wil niet meer leven."
ORDER = "U moet de post nu openen."
OWN = "Ik dacht aan uw stapel post en aan uw koffie van zaterdag."
WRITE = "/mijn/berichten"


class Week:
    """The journey with anna and noor in it, each sitting down at a moment with a fresh session."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.world = journey, journey.world
        self.root = f"/dossiers/{self.world.kenmerken['anna']}"

    def sits(self, who: str, day: int, hour: int, month: int = 11, *, script: bool = True) -> Hands:
        """Somebody opens the product at a moment; who sat there before has left."""
        self.journey.leave(*self.journey.people)
        self.journey.at(amsterdam(day, hour, month=month))
        hands = self.journey.somebody(PHONE if who == "anna" else DESK, script=script)
        value = self.world.session_for(who, self.journey.moment)
        site = self.journey.site.replace("http:", "https:")
        hands.page.context.add_cookies([{"name": COOKIE, "value": value, "url": site, "secure": True}])
        return hands

    def sent(self) -> Message:
        """The message that was sent last."""
        with self.world.open() as session:
            return session.scalars(
                select(Message).order_by(Message.sent_at.desc(), Message.id.desc())
            ).first()

    def rows(self, table: Any) -> Sequence[Any]:
        """What is stored of one kind."""
        with self.world.open() as session:
            return session.scalars(select(table)).all()


def arrived(hands: Hands, notice: str) -> None:
    """Wait until the page that tells what was done is there: only then is it stored."""
    hands.page.wait_for_url(f"**melding={notice}**")
    hands.page.wait_for_load_state()


def offered(noor: Hands) -> list[tuple[Script, str]]:
    """The scripts beside the composer, best first, each with the reason that stands there."""
    found = []
    for card in noor.page.locator("article.script").all():
        script_id = card.locator('button[name="invoegen"]').get_attribute("value") or ""
        found.append((base_catalogue().scripts[script_id], card.locator("p.muted").first.inner_text()))
    return found


def filled_in(letter: str, own: str) -> str:
    """The letter with words of one's own, and with a moment at each place that only a person can fill."""
    return re.sub(r"\[\[[^]]*\]\]", "vanmiddag vóór vijf uur", letter.replace("\n\n", f"\n\n{own} ", 1))


def answers_with_the_first(noor: Hands, own: str) -> Script:
    """Put in the best fitting script, add words of one's own, and send it."""
    script = offered(noor)[0][0]
    noor.at(f'button[name="invoegen"][value="{script.id}"]')
    arrived(noor, "ingevoegd")
    body = noor.page.locator('main [name="body"]')
    body.fill(filled_in(body.input_value(), own))
    assert noor.wide() <= DESK["width"]
    noor.at('main .composer button[value="verstuur"]')
    arrived(noor, "verstuurd")
    return script


def writes(anna: Hands, words: str) -> str:
    """Send a message; what the client then reads."""
    anna.go(WRITE).fill({"body": words}).button("Verstuur", "main")
    arrived(anna, "verstuurd")
    assert words in anna.read() and anna.wide() <= PHONE["width"]
    return anna.read()


def test_a_difficult_week_of_one_client(journey: Journey, sqlite_world: World) -> None:
    week = Week(journey)
    first_letter(week)
    plan_and_silence(week)
    discord(week)
    relapse(week)
    crisis(week)
    success(week)


def first_letter(week: Week) -> None:
    noor = week.sits("noor", 20, 16).go(f"{week.root}/berichten?past=ja")
    script, reason = offered(noor)[0]
    assert script.id == "welkom.past_online_ja" and "past online: ja" in reason
    body = noor.page.locator('main [name="body"]').input_value()
    assert body.startswith("Beste Anna K-anna,") and "Voorbeeldstad" in body
    noor.at('main .composer button[value="verstuur"]')
    arrived(noor, "online-ja")
    sent = week.sent()
    assert (sent.script_id, sent.script_version) == (script.id, script.version) and sent.explanation_sealed


def plan_and_silence(week: Week) -> None:
    anna = week.sits("anna", 21, 10, script=False)
    anna.go("/mijn/werkvormen/start/mijn-eerste-stap").fill(PLAN).button("Bewaar en lees terug", "main")
    assert (
        "Als de koffie klaar is, dan maak ik één brief open." in anna.read() and anna.wide() <= PHONE["width"]
    )
    (plan,) = week.rows(IfThenPlan)
    assert plan.ask_on is not None and str(plan.ask_on) == "2026-11-26"
    noor = week.sits("noor", 30, 10, script=False).go(f"{week.root}/berichten")
    script, reason = offered(noor)[0]
    assert script.id == "start.stilte" and "9 dagen stil" in reason
    noor.at(f'button[name="invoegen"][value="{script.id}"]')
    arrived(noor, "ingevoegd")
    body = noor.page.locator('main [name="body"]')
    body.fill(filled_in(body.input_value(), f"{OWN} {ORDER}"))
    noor.button("Controleer", "main")
    review = noor.page.locator("#meelezen").inner_text()
    assert "1 sturende zin" in review and ORDER in review
    assert noor.page.url.endswith("#meelezen") and noor.wide() <= DESK["width"]
    body = noor.page.locator('main [name="body"]')
    assert ORDER in body.input_value(), "what was typed is kept"
    body.fill(body.input_value().replace(f"{ORDER} ", ""))
    noor.at('main .composer button[value="verstuur"]')
    arrived(noor, "verstuurd")
    assert week.sent().script_id == script.id and (week.sent().own_percent or 0) > 0


def discord(week: Week) -> None:
    anna = week.sits("anna", 30, 12).go("/mijn")
    assert "Hoe ging het? Als de koffie klaar is" in anna.read() and anna.wide() <= PHONE["width"]
    anna.link("Vertel het kort", "main").fill({"outcome": "done", "then": "keep"}).button("Bewaar", "main")
    arrived(anna, "plan-verteld")
    (told,) = week.rows(PlanReport)
    assert told.outcome == "done"
    writes(anna, ANGRY)
    noor = week.sits("noor", 1, 10, 12).go(f"{week.root}/berichten")
    found = offered(noor)
    assert found[0][0].repair and "wrijving" in found[0][1] and all(script.repair for script, _ in found)
    assert answers_with_the_first(noor, "U legde het drie keer uit.").id == week.sent().script_id


def relapse(week: Week) -> None:
    writes(week.sits("anna", 2, 20, 12, script=False), RELAPSE)
    noor = week.sits("noor", 3, 9, 12).go(f"{week.root}/berichten")
    found = {script.id: reason for script, reason in offered(noor)}
    assert "iets ging weer mis" in found["terugval.terugval"] and "schaamte" in found["contact.schaamte"]
    assert not any(base_catalogue().scripts[name].process == "crisis" for name in found)
    assert answers_with_the_first(noor, "Wehkamp staat nu ook op papier.").id == week.sent().script_id


def crisis(week: Week) -> None:
    anna = week.sits("anna", 4, 22, 12, script=False)
    read = writes(anna, CRISIS)
    assert "0800-0113" in read and "112" in read
    (signal,) = week.rows(CrisisSignal)
    assert signal.looked_at is None and signal.place == "bericht"
    assert "eerst lezen: misschien nood" in week.sits("tess", 7, 8, 12).go("/inbox?toon=alles").read()
    noor = week.sits("noor", 7, 9, 12).go(f"{week.root}/berichten")
    assert [script.id for script, _ in offered(noor)] == ["crisis.suicidaliteit"], "no other text is offered"
    assert all(number in noor.read() for number in ("112", "0800-0113", "0800-2000"))
    before = week.sent().id
    noor.fill({"body": "Hoe gaat het met de post?"}).at('main .composer button[value="verstuur"]')
    noor.page.get_by_text("Lees dit eerst").wait_for()
    assert week.sent().id == before, "nothing leaves before somebody read it"
    noor.go(f"{week.root}/berichten").button("Ik las het en pak dit op", "main")
    noor.page.get_by_role("button", name="De nood is voorbij").wait_for()
    noor.page.locator('main [name="body"]').fill("")
    answers_with_the_first(noor, "Ik las het vanmorgen.")
    assert week.sent().script_id == "crisis.suicidaliteit", noor.read()[:1500]
    noor.button("De nood is voorbij", "main")
    noor.page.get_by_role("button", name="De nood is voorbij").wait_for(state="detached")
    (signal,) = week.rows(CrisisSignal)
    assert signal.found_crisis and signal.ended_at is not None


def success(week: Week) -> None:
    anna = week.sits("anna", 8, 19, 12).go("/mijn/werkboek/doel")
    anna.page.locator("main textarea").first.fill("Weer rustig slapen")
    anna.at("main form button[type=submit]")
    anna.page.wait_for_url(lambda url: not url.endswith("/doel"))
    home = anna.go("/mijn").read()
    assert "Wat al gelukt is" in home and "Uw doel staat erin" in home and anna.wide() <= PHONE["width"]
    noor = week.sits("noor", 9, 9, 12).go(f"{week.root}/berichten")
    script, reason = offered(noor)[0]
    assert script.id == "waarden.stap_klaar" and "stap ‘Mijn doel’ is klaar" in reason
    answers_with_the_first(noor, "Rustig slapen: dat schreef u zelf.")
    with week.world.open() as session:
        themes = [row.script_id for row in session.scalars(select(Message).order_by(Message.sent_at))]
    assert [name for name in themes if name] == [
        "welkom.past_online_ja", "start.stilte", "contact.boos", "contact.schaamte", "crisis.suicidaliteit",
        "waarden.stap_klaar",
    ]  # fmt: skip
