"""The pages of work forms: the client does one, reads back, shares; the counsellor reads it, asks, asks for another."""

import re

import pytest
from sqlalchemy import select

from schuldhulp.crisis.tables import CrisisSignal
from schuldhulp.experience.tables import ExperienceAnswer
from schuldhulp.messages.actions import send_message
from schuldhulp.web.workforms.building import form_of
from schuldhulp.workforms import queries
from schuldhulp.workforms.library import library
from tests.web_client import WebClient, form_in
from tests.world import World

FORM = "/mijn/werkvormen/start/mijn-eerste-stap"


def _answers(**changes: str) -> dict[str, str]:
    return {"v_stap": "brief", "v_plan__als": "de koffie klaar is", "v_plan__dan": "maak ik één brief open",
            "v_zeker": "3", "do": "save", **changes}  # fmt: skip


def test_a_client_does_a_form_and_shares_it(sqlite_world: World, client_as: type[WebClient]) -> None:
    world = sqlite_world
    world.welcome()
    anna, noor = client_as("anna"), client_as("noor")
    page = anna.get("/mijn/werkvormen").text
    assert "Past misschien nu" in page
    assert "Mijn eerste stap" in page
    search = form_in(page, "/mijn/werkvormen", "/mijn/werkvormen")
    found = anna.post("/mijn/werkvormen", {**search, "zoek": "overhouden"}, status=200)
    assert "Mijn maand in één blik" in found.text and 'value="overhouden"' in found.text
    assert "overhouden" not in anna.get("/mijn/werkvormen?zoek=overhouden").text, "no word of theirs in an address"
    answer = anna.submit(FORM, _answers())
    entry = anna.get(anna.get(answer.location, status=303).location)
    assert "U koos: één brief openmaken en weer neerleggen." in entry.text
    assert "Wat zou er een 4 van maken?" in entry.text
    assert "Als de koffie klaar is, dan maak ik één brief open." in entry.text
    address = entry.request.path
    staff = address.replace("/mijn/", f"/dossiers/{world.kenmerken['anna']}/")
    noor.get(staff, status=404)
    anna.submit(address, {"gedachte-1": "Dan slaap ik beter."})
    anna.submit(address, {}, action=f"{address}/delen")
    assert "Dan slaap ik beter." in noor.get(staff).text
    case = noor.get(f"/dossiers/{world.kenmerken['anna']}").text
    assert staff in case
    assert "Werkvorm ‘Mijn eerste stap’ gedeeld." in case
    noor.submit(f"{staff}/vraag", {"body": "Wat maakte het een 3?"})
    assert "Wat maakte het een 3?" in anna.get("/mijn/berichten").text
    anna.submit(address, {}, action=f"{address}/niet-delen")
    noor.get(staff, status=404)


def test_a_counsellor_asks_for_a_form_and_the_client_may_say_it_does_not_fit(
    sqlite_world: World, client_as: type[WebClient]
) -> None:
    world = sqlite_world
    world.welcome()
    anna, noor = client_as("anna"), client_as("noor")
    base = f"/dossiers/{world.kenmerken['anna']}/werkvormen"
    assert "Hoe belangrijk is dit voor mij?" in noor.get(f"{base}?thema=start").text
    noor.submit(f"{base}/start/liniaal-belang", {"note": "Neem de tijd.", "due_on": "30-11-2026"})
    home = anna.get("/mijn").text
    assert "Hoe belangrijk is dit voor mij?" in home
    assert "Neem de tijd." in anna.get("/mijn/werkvormen/start/liniaal-belang").text
    answer = anna.submit("/mijn/werkvormen/start/liniaal-belang", {"do": "niet"})
    anna.submit(answer.location, {"why": "Nu even niet."})
    page = noor.get(base).text
    assert "past niet" in page
    assert "Nu even niet." not in page


@pytest.mark.parametrize(
    ("form", "typed", "said"),
    [
        ("start/mijn-eerste-stap", {"v_plan__als": "het zaterdag is"}, "Een plan heeft twee helften."),
        ("start/mijn-eerste-stap", {"v_zeker": "4"}, "Vul hier iets in, of bewaar voor later."),
        ("budget/mijn-maand-in-een-blik", {"v_inkomen__0": "loon"}, "Zet bij elke regel een bedrag."),
        ("budget/mijn-maand-in-een-blik", {"v_inkomen__0_euro": "veel"}, "Schrijf het bedrag in cijfers"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    client_as: type[WebClient], form: str, typed: dict[str, str], said: str
) -> None:
    page = client_as("anna").submit(f"/mijn/werkvormen/{form}", {**typed, "do": "save"}, status=422).text
    assert said in page
    assert all(value in page for value in typed.values())


def test_a_draft_comes_back_and_two_windows_lose_nothing(
    sqlite_world: World, client_as: type[WebClient]
) -> None:
    anna = client_as("anna")
    anna.submit(FORM, _answers(do="later", v_plan__als="het regent"))
    page = anna.get(FORM).text
    assert "U was hier gebleven." in page
    assert "het regent" in page
    anna.submit(FORM, _answers())
    with sqlite_world.open() as session:
        actor = sqlite_world.people["anna"]
        (entry,) = queries.notebook(session, actor, actor.dossier_id)
    change = f"/mijn/notitieboek/{entry.id}/veranderen"
    first = anna.get(change)
    version = re.search(r'name="version" value="(\d+)"', first.text)
    assert version
    anna.submit(change, _answers(v_stap="saldo"))
    late = _answers(v_stap="lijst", v_plan__dan="bel ik mijn zus", version=version[1])
    page = anna.submit(change, late, status=409).text
    assert "Er zijn twee versies" in page
    choices = form_in(page, change, change)
    anna.post(change, {**choices, "v_stap--keuze": "ander", "v_plan__dan--keuze": "mijn"})
    with sqlite_world.open() as session:
        (entry,) = queries.notebook(session, actor, actor.dossier_id)
        assert entry.kept is not None
        assert (entry.kept.answers["stap"], entry.version) == ("saldo", 4)
        assert entry.kept.answers["plan"] == {"als": "de koffie klaar is", "dan": "bel ik mijn zus"}


def test_how_the_help_is_is_asked_seldom_and_seen_only_as_counts(
    sqlite_world: World, client_as: type[WebClient]
) -> None:
    world = sqlite_world
    world.welcome()
    anna, noor = client_as("anna"), client_as("noor")
    with world.open() as session:
        send_message(
            session, world.people["noor"], world.now, world.dossier(session, "anna", "noor"), "Dag Anna."
        )
    anna.submit("/mijn/berichten", {}, action="/mijn/ervaring/vragen")
    assert "Hielp dit bericht" not in anna.get("/mijn/berichten").text
    anna.submit("/mijn/berichten", {}, action="/mijn/ervaring/vragen")
    page = anna.get("/mijn/berichten").text
    assert page.count("Hielp dit bericht u verder?") == 1
    action = re.search(r'action="(/mijn/berichten/[^"]+/hielp)"', page)
    assert action
    anna.submit("/mijn/berichten", {"hielp": "ja"}, action=action[1])
    assert "Hielp dit bericht" not in anna.get("/mijn/berichten").text
    with world.open() as session:
        (kept,) = session.scalars(select(ExperienceAnswer))
        assert (kept.helped, kept.words_sealed) == ("ja", None)
    assert "Hoe de hulp is" not in noor.get(f"/dossiers/{world.kenmerken['anna']}").text


def test_words_of_danger_bring_help_to_the_writer_and_nobody_else_hears(
    sqlite_world: World, client_as: type[WebClient]
) -> None:
    anna = client_as("anna")
    answer = anna.submit(FORM, _answers(v_stap="anders", v_stap_anders="Ik wil niet meer leven."))
    page = anna.get(anna.get(answer.location, status=303).location).text
    assert "0800-0113" in page
    assert "Niemand leest dit zolang u het niet deelt." in page
    with sqlite_world.open() as session:
        assert session.scalars(select(CrisisSignal)).all() == []


def test_every_form_opens_and_can_be_sent_with_one_answer(client_as: type[WebClient]) -> None:
    anna = client_as("anna")
    for form_id in list(library().forms)[::7]:
        theme, name = form_id.split(".")
        assert "Past niet bij mij" in anna.get(f"/mijn/werkvormen/{theme}/{name.replace('_', '-')}").text
    anna.get("/mijn/werkvormen/start/bestaat-niet", status=404)


def test_each_question_of_each_form_has_its_fields_whatever_it_is_called(sqlite_world: World) -> None:
    """A question may be called 'anders', which is also how a field for own words ends."""
    with sqlite_world.app.test_request_context(FORM):
        for form_id, form in library().forms.items():
            page = form_of(form)()
            assert all(question.names for question in page.questions), form_id
            own = [question.own_words for question in page.questions if question.own_words]
            assert len(own) == sum(each.other for each in form.fields), form_id
            assert all(name in page for name in own)
