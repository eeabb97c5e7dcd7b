"""A municipality's own work forms: proposed, looked at from both sides, published, kept by who is busy, exchanged."""

import html
import re
from collections.abc import Callable

import pytest
import yaml
from sqlalchemy import select

from schuldhulp.dossier.steps import STEP
from schuldhulp.own_texts.actions import TextNotInOrder, publish_text
from schuldhulp.own_texts.kinds import WORK_FORM, base_catalogue
from schuldhulp.own_texts.queries import offered_library
from schuldhulp.own_texts.tables import OwnScript
from schuldhulp.scripts_mi.packages import About, as_package, read_package
from schuldhulp.scripts_mi.work_forms.own import OWN_QUESTION, edited_form, form_item
from schuldhulp.scripts_mi.yaml_lines import CatalogueFault
from schuldhulp.workforms.library import library
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
FORM = "post.vast_postmoment"
PAGE = f"/beheer/werkvormen/{FORM}"
DONE = "/mijn/werkvormen/post/vast-postmoment"
OWN = {
    "title": "Mijn vaste koffiemoment",
    "ask_plek": "In welk bakje ligt de post tot die dag?",
    "options_stoort": "Ik ben te moe\nMijn kleinkind komt langs\nIk zie ertegen op",
    "own": "Wie in huis mag weten van dit moment?",
}


def _words(client: WebClient) -> dict[str, str]:
    return {**form_of(client.get(PAGE), PAGE), **OWN}


def _title(world: World, who: str) -> str:
    with world.open() as session:
        return offered_library(session, world.people[who].municipality_id).forms[FORM].title


def test_a_counsellor_proposes_a_form_and_who_is_busy_keeps_the_version_begun(
    client_as: ClientAs, sqlite_world: World
) -> None:
    world = sqlite_world
    noor, tess, anna = client_as("noor"), client_as("tess"), client_as("anna")
    looked = html.unescape(noor.post(PAGE, {**_words(noor), "do": "bekijk"}, status=200).text)
    for seen in ("Met je", "Als de cliënt deelt", "Mijn kleinkind komt langs", OWN["own"]):
        assert seen in looked
    assert "<dt>Waar ligt de post" not in looked
    assert "Als ‘Hoe ziet dat moment eruit’ is ingevuld" in looked
    noor.post(PAGE, {**_words(noor), "do": "voorstel", "note": "Past bij ons koffie-uur."})
    before = {"v_dag": "zaterdag", "v_stoort": "druk", "v_plek": "op de trap"}
    anna.submit(DONE, {**before, "do": "later"})
    (address,) = re.findall(
        r'href="(/beheer/werkvormen/voorstel/[^"]+)"', tess.get("/beheer/werkvormen").text
    )
    page = html.unescape(tess.get(address).text)
    assert "<ins>Mijn vaste koffiemoment</ins>" in page and "<del>Er komt iets tussen</del>" in page
    assert _title(world, "noor") == "Mijn vaste postmoment"
    tess.post(address, {**form_of(tess.get(address), address), "do": "neem-over"})
    assert _title(world, "noor") == OWN["title"] and _title(world, "noor_l") == "Mijn vaste postmoment"
    theirs = anna.get(DONE).text
    assert "Er komt iets tussen" in theirs and "Mijn kleinkind" not in theirs and "op de trap" in theirs
    anna.submit(DONE, {**before, "do": "save"})
    assert "Mijn kleinkind komt langs" in anna.get(DONE).text
    assert OWN["title"] in noor.get(f"/dossiers/{world.kenmerken['anna']}/werkvormen?thema=post").text
    opened = form_of(anna.get(DONE), f"{DONE}?versie=2")
    tess.submit("/beheer/werkvormen", {}, action=f"{PAGE}/intrekken")
    assert _title(world, "noor") == "Mijn vaste postmoment"
    there = anna.post(
        f"{DONE}?versie=2", {**opened, "v_dag": "maandag", "v_eigen_vraag": "Mijn zus.", "do": "save"}
    )
    kept = html.unescape(anna.get(anna.get(there.location, status=303).location).text)
    assert OWN["own"] in kept and "Mijn zus." in kept


def test_a_form_that_breaks_a_rule_or_names_a_client_is_not_published(
    client_as: ClientAs, sqlite_world: World
) -> None:
    ada = client_as("ada")
    for changed, reason in (
        ({"intro": "U moet uw post nu echt een keer openen."}, "dwingend: ‘u moet’"),
        ({"ask_dag": ""}, "de invulplek {dag} noemt geen vraag"),
        ({"options_stoort": "Ik ben te moe\nIk vergeet het"}, "is geen antwoord op de vraag stoort"),
        ({"evoke": "Gaat u dat doen met {plek}?"}, "een invulplek hoort alleen in wat wordt teruggezegd"),
    ):  # fmt: skip
        page = ada.post(PAGE, {**_words(ada), **changed, "do": "publiceer"}, status=422)
        assert reason in html.unescape(page.text) and OWN["own"] in html.unescape(page.text)
    item = form_item(library().forms[FORM])
    named = edited_form(
        item, {"intro": "Dag Anna, dit is een vast moment voor de post."}, reviewed_by="", version=2
    )
    with sqlite_world.open() as session:
        with pytest.raises(TextNotInOrder, match="Anna"):
            publish_text(session, sqlite_world.people["tess"], sqlite_world.now, WORK_FORM, named)
        assert list(session.scalars(select(OwnScript))) == []


def test_one_package_holds_scripts_and_forms_and_says_where_it_is_wrong(
    client_as: ClientAs, sqlite_world: World
) -> None:
    ada, lead = client_as("ada"), client_as("ada_l")
    ada.post(PAGE, {**_words(ada), "do": "publiceer"})
    script = "/beheer/scripts/post.stilte"
    ada.post(script, {**form_of(ada.get(script), script), "title": "Stil rond de post", "do": "publiceer"})
    package = ada.get("/beheer/scripts/pakket").text
    assert {"package", "scripts", "forms"} == set(yaml.safe_load(package))
    there = "/beheer/scripts/invoeren"
    looked = html.unescape(lead.submit(there, {"content": package, "do": "bekijk"}, status=200).text)
    assert "Werkvorm: Mijn vaste koffiemoment" in looked and "<ins>Mijn kleinkind komt langs</ins>" in looked
    line = next(n for n, row in enumerate(package.splitlines(), 1) if "Mijn kleinkind" in row)
    named = package.replace("Mijn kleinkind komt langs", "Dag Chris, u bent moe")
    team_lead = client_as("tess_l")
    wrong = html.unescape(team_lead.submit(there, {"content": named, "do": "neem-over"}, status=422).text)
    assert f"pakket.yaml:{line}: ‘Chris’ hoort bij een dossier" in wrong
    lead.submit(there, {"content": package, "do": "neem-over"})
    assert _title(sqlite_world, "ada_l") == OWN["title"]
    with sqlite_world.open() as session:
        rows = session.execute(select(OwnScript.kind, OwnScript.package).where(OwnScript.package != ""))
        assert {(row.kind, "EUPL-1.2" in row.package) for row in rows} == {
            ("tekst", True),
            ("werkvorm", True),
        }


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("minutes: 5", "minutes: 90", "is 90 te groot"),
        ("field: plek", "field: zolder", "de vraag ‘zolder’ bestaat niet"),
        ("fact: steps.last_done", "fact: steps.lost", "het gegeven ‘steps.lost’ bestaat niet"),
        ("U kiest een vast moment", "U moet een vast moment kiezen", "dwingend"),
        ("{dag} is uw postdag. {plan}", "{dag} is uw postdag. {plann}", "{plann} noemt geen vraag"),
        ("id: post.vast_postmoment", "id: post.ander_moment", "staat ook in post.vast_postmoment"),
        ("theme: post", "theme: tuin", "past ‘tuin’ niet: kies uit"),
    ],
)
def test_a_form_in_a_package_is_refused_with_its_line(old: str, new: str, reason: str) -> None:
    package = as_package(
        About("Proef", "Voorbeeldstad", "1", "EUPL-1.2"), [], [form_item(library().forms[FORM])]
    )
    changed = package.replace(old, new, 1)
    assert changed != package
    with pytest.raises(CatalogueFault) as caught:
        read_package(changed, base_catalogue(), library(), tuple(STEP))
    assert reason in caught.value.reason and caught.value.file == "pakket.yaml"
    assert caught.value.line > 5


def test_an_edited_form_keeps_the_keys_that_its_rules_look_at() -> None:
    item = form_item(library().forms[FORM])
    made = edited_form(item, {**OWN, "help_plek": "", "said_0": ""}, reviewed_by="Noor", version=2)
    fields = {field["name"]: field for field in made["fields"]}
    assert fields["stoort"]["options"] == {
        "moe": "Ik ben te moe", "vergeten": "Mijn kleinkind komt langs", "angst": "Ik zie ertegen op",
    }  # fmt: skip
    assert "help" not in fields["plek"] and fields[OWN_QUESTION]["kind"] == "long_text"
    assert len(made["feedback"]) == len(item["feedback"]) - 1 and item["fields"][2]["help"]
