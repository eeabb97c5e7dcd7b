"""Who looked into the dossier: every part has words, others are named and not oneself, each line can be questioned."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from schuldhulp.access_log.digest import digest, openings_due
from schuldhulp.access_log.queries import openings_of
from schuldhulp.access_log.recording import record_access
from schuldhulp.access_log.tables import AccessEntry
from schuldhulp.access_log.words import OTHER, listed, part_in_words
from schuldhulp.calendar import local_date
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Event
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.tables import Membership
from schuldhulp.teamwork.actions import add_absence
from schuldhulp.unit_of_work import open_write
from schuldhulp.web.guard import Rule
from tests.inbox.desks import assign
from tests.jobs.rounds_at import amsterdam, mails, rounds_at
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
PAGE = "/mijn/inzage"


def test_every_part_that_staff_can_open_has_words(sqlite_world: World) -> None:
    rules = [getattr(view, "guard_rule", None) for view in sqlite_world.app.view_functions.values()]
    parts = {rule.part for rule in rules if isinstance(rule, Rule) and rule.dossier == "named"}
    assert len(parts) > 20 and {part for part in parts if part_in_words(part) == OTHER} == set()
    assert listed(["budget", "schulden", "budget"]) == "uw budget en uw schulden"


def test_a_colleague_says_why_with_one_tap_and_the_client_reads_it(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    case = f"/dossiers/{sqlite_world.kenmerken['anna']}"
    bas, before = client_as("bas"), entries(sqlite_world)
    bas.says_why = ""
    asked = bas.get(f"{case}/budget?x=1", status=303).location
    page = bas.get(asked)
    assert "K-anna" not in page.text and "Noor" in page.text
    assert entries(sqlite_world) == before, "nothing of the dossier was shown yet"
    there = asked.split("?")[0]
    assert bas.post(asked, {**form_of(page, there), "reason": "nieuwsgierig"}, status=422)
    gone_on = bas.post(asked, {**form_of(page, there), "reason": "vraag"}).location
    assert gone_on == f"{case}/budget?x=1"
    bas.get(gone_on)
    bas.get(case)
    assert [reason for _, reason in entries(sqlite_world)[len(before) :]] == ["vraag"] * 3
    assert "De reden: u belde, schreef of kwam langs." in client_as("anna").get(PAGE).text
    sqlite_world.now += timedelta(days=1)
    WebClient(sqlite_world, "bas").get(case)
    assert entries(sqlite_world)[-1] == ("open", "overleg"), "the next day it is asked again"


def test_a_form_sent_without_a_reason_shows_nothing_and_waits_for_the_reason(
    client_as: ClientAs, sqlite_world: World
) -> None:
    assign(sqlite_world, "anna")
    here = f"/dossiers/{sqlite_world.kenmerken['anna']}/berichten"
    bas, before = client_as("bas"), entries(sqlite_world)
    bas.says_why = ""
    token = form_of(bas.get("/account"), "/uitloggen")["csrf_token"]
    bas.post(here, {"body": "", "csrf_token": "geraden"}, status=400)
    asked = bas.post(here, {"body": "Dag Anna, ik bel u.", "csrf_token": token}).location
    assert asked.startswith(f"{here.removesuffix('/berichten')}/waarom?") and entries(sqlite_world) == before
    question = form_of(bas.get(asked), asked.split("?")[0])
    gone_on = bas.post(asked, {**question, "reason": "vraag"}).location
    assert gone_on == f"{here}?melding=hersteld"
    assert "ik bel u" in form_of(bas.get(gone_on), here)["body"]
    assert [reason for _, reason in entries(sqlite_world)[len(before) :]] == ["vraag"] * 2


def test_who_stands_in_or_leads_is_not_asked_and_counts_in_the_week(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world, case = sqlite_world, f"/dossiers/{sqlite_world.kenmerken['anna']}"
    assign(world, "anna")
    noor, bas, tess = client_as("noor"), client_as("bas"), client_as("tess")
    today = local_date(world.now)
    with world.open() as session:
        away, stands_in = world.people["noor"].membership_id, world.people["bas"].membership_id
        assert away and stands_in
        add_absence(session, world.people["noor"], world.now, away, today, today, stands_in)
    for one in (noor, bas, tess):
        one.says_why = ""
        one.get(case)
    assert [reason for _, reason in entries(world)[-3:]] == ["", "waarneming", "teamleider"]
    world.now += timedelta(minutes=5)
    page = tess.get("/team/inzage").text
    assert "1 × viel in voor een collega" in page and "1 × leidt het team" in page
    assert "Noor" not in page.split("<table")[1] and "Om eens naar te vragen" not in page


def test_another_reason_is_said_in_words_that_only_the_team_lead_reads(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world, case, words = sqlite_world, f"/dossiers/{sqlite_world.kenmerken['anna']}", "De buurvrouw belde mij"
    assign(world, "anna")
    bas = client_as("bas")
    bas.says_why = ""
    asked = bas.get(case, status=303).location
    empty = bas.submit(asked, {"reason": "anders", "words": " "}, action=asked.split("?")[0], status=422)
    assert "Schrijf in een paar woorden waarom" in empty.text
    bas.submit(asked, {"reason": "anders", "words": words}, action=asked.split("?")[0])
    bas.get(case)
    with world.open() as session:
        row = session.scalars(select(Event).where(Event.kind == "OpenedForOtherReason")).one()
        assert words not in str(row.envelope) and words.encode() not in (row.detail_sealed or b"")
    assert [reason for _, reason in entries(world)[-2:]] == ["anders"] * 2
    told = client_as("anna").get(PAGE).text
    assert "een andere reden dan op de lijst" in told and words not in told
    assert words not in client_as("anna").get("/mijn/tijdlijn").text
    world.now += timedelta(minutes=5)
    assert words in WebClient(world, "tess").get("/team/inzage").text
    WebClient(world, "bas").get("/team/inzage", status=404)


def test_only_what_is_odd_is_asked_about(client_as: ClientAs, sqlite_world: World) -> None:
    world, case = sqlite_world, f"/dossiers/{sqlite_world.kenmerken['anna']}"
    assign(world, "anna")
    with world.open() as session:
        open_write(session, world.municipalities["voorbeeldstad"])
        member = session.scalars(
            select(Membership).where(Membership.id == world.people["bas"].membership_id)
        ).one()
        keyring(session).seal(member, "name_sealed", "Bas Anna")  # the client is called Anna
        session.commit()
    client_as("bas").get(case)
    world.now += timedelta(hours=7)
    WebClient(world, "bas").get(case)
    world.now += timedelta(hours=10)
    assert rounds_at(world, world.now).watch()["odd_openings"] == 1  # Saturday 9.40: of Friday night
    assert rounds_at(world, world.now).watch()["odd_openings"] == 0
    assert mails(world, "odd_openings") == ["tess"] and mails(world, "openings_week") == []
    page = WebClient(world, "tess").get("/team/inzage").text
    odd = page.split("Om eens naar te vragen")[1].split("</ul>")[0]
    assert odd.count("<li>") == 2 and "om 23.40 uur" in odd and "eigen achternaam" in odd


def test_a_weekend_an_unknown_address_and_a_quiet_week(client_as: ClientAs, sqlite_world: World) -> None:
    world, case = sqlite_world, f"/dossiers/{sqlite_world.kenmerken['anna']}"
    assign(world, "anna")
    client_as("bas").get(case)  # Friday, from the usual address: nothing odd, so Monday's mail is the week's
    monday = amsterdam(23, 8)
    assert rounds_at(world, monday).watch()["odd_openings"] == 1
    assert mails(world, "openings_week") == ["tess"] and mails(world, "odd_openings") == []
    assert not rounds_at(world, monday.replace(hour=5)).watch()["odd_openings"], (
        "before seven nothing is read"
    )
    with world.open() as session:
        bas, saturday = world.people["bas"], amsterdam(28, 14)
        record_access(
            session, bas, saturday, municipality_id=bas.own_municipality, dossier_id=world.people["anna"].dossier_id,
            part="dossier", act="open", origin="192.0.2.77", reason="vraag",
        )  # fmt: skip
        found = digest(session, world.people["tess"], amsterdam(23, 1), amsterdam(30, 1))
    assert sorted(one.kind for one in found.odd) == ["plek", "weekend"]
    assert not openings_due(amsterdam(24, 8)).weekly and openings_due(amsterdam(30, 8)).weekly


def entries(world: World) -> list[tuple[str, str]]:
    with world.open() as session:
        return [
            (e.act, e.reason)
            for e in session.scalars(select(AccessEntry).order_by(AccessEntry.at, AccessEntry.seq))
        ]


def test_the_client_reads_who_looked_and_asks_about_it(client_as: ClientAs, sqlite_world: World) -> None:
    anna = client_as("anna")
    assert "Nog niemand anders" in anna.get(PAGE).text
    anna.get("/mijn/budget")
    noor, kenmerk = client_as("noor"), sqlite_world.kenmerken["anna"]
    noor.get(f"/dossiers/{kenmerk}")
    sqlite_world.now += timedelta(minutes=20)
    noor.get(f"/dossiers/{kenmerk}/budget")
    client_as("bas").get(f"/dossiers/{sqlite_world.kenmerken['berend']}")
    page = anna.get(PAGE).text
    assert (
        "Opende het overzicht van uw dossier en uw budget." in page and page.count("Stel hier een vraag") == 1
    )
    assert "Noor" in page and "Bas" not in page and "Anna" not in page.split("<main")[1]
    with sqlite_world.open() as session:
        actor = sqlite_world.people["anna"]
        assert actor.dossier_id is not None
        (line,) = openings_of(session, actor, actor.dossier_id).lines
        assert line.last_at - line.first_at == timedelta(minutes=20) and not line.wrote
        assert openings_of(session, sqlite_world.people["berend"], actor.dossier_id).lines == ()
    anna.submit(f"{PAGE}/{line.seq}/vraag", {"body": "Waarom keek u in mijn budget?"})
    with sqlite_world.open() as session:
        (message,) = session.scalars(select(Message).where(Message.about == "access"))
        assert message.dossier_id == actor.dossier_id
    assert "Waarom keek u in mijn budget?" in noor.get(f"/dossiers/{kenmerk}/berichten").text
    client_as("berend").get(f"{PAGE}/{line.seq}/vraag", status=404)


def test_a_long_list_goes_on_in_pages(sqlite_world: World, client_as: ClientAs) -> None:
    kenmerk = sqlite_world.kenmerken["anna"]
    for _ in range(3):
        client_as("noor").get(f"/dossiers/{kenmerk}")
        sqlite_world.now += timedelta(days=1)
    actor = sqlite_world.people["anna"]
    assert actor.dossier_id is not None
    with sqlite_world.open() as session:
        first = openings_of(session, actor, actor.dossier_id, limit=2)
        rest = openings_of(session, actor, actor.dossier_id, before=first.older, limit=2)
    assert [len(first.lines), len(rest.lines), rest.older] == [2, 1, None]
    assert first.lines[0].day > first.lines[1].day > rest.lines[0].day
