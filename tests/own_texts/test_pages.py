"""A municipality's own texts: proposed, decided, published as versions, offered, withdrawn, and shared as a package."""

import html
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from schuldhulp.own_texts.actions import (
    TextNotInOrder,
    decide_proposal,
    propose_text,
    publish_text,
    take_over,
)
from schuldhulp.own_texts.kinds import SCRIPT as SCRIPTS
from schuldhulp.own_texts.kinds import base_catalogue
from schuldhulp.own_texts.queries import named_in, offered_catalogue
from schuldhulp.own_texts.tables import OwnScript
from schuldhulp.refusals import NotAllowed
from schuldhulp.scripts_mi.own import edited, item_of
from tests.web_client import WebClient, form_of
from tests.world import World

ClientAs = Callable[[str | None], WebClient]
SCRIPT = "post.stilte"
PAGE = f"/beheer/scripts/{SCRIPT}"
LINE = "Bij ons aan het loket kan uw tas met post op tafel, precies zoals die is."


def _words(client: WebClient) -> dict[str, str]:
    fields = form_of(client.get(PAGE), PAGE)
    return {**fields, "reflectie": f"{LINE}\n{fields['reflectie']}", "title": "Stil rond de post, bij ons"}


def _versions(world: World) -> list[tuple[int, str]]:
    with world.open() as session:
        rows = session.scalars(select(OwnScript).order_by(OwnScript.script_id, OwnScript.version))
        return [(row.version, row.state) for row in rows]


def _offered(world: World, who: str) -> bool:
    with world.open() as session:
        script = offered_catalogue(session, world.people[who].municipality_id).scripts[SCRIPT]
    return any(line.text == LINE for slot in script.slots for line in slot.lines)


def test_a_counsellor_proposes_and_the_team_lead_takes_it_over(
    client_as: ClientAs, sqlite_world: World
) -> None:
    noor, tess = client_as("noor"), client_as("tess")
    looked = noor.post(PAGE, {**_words(noor), "do": "bekijk"}, status=200).text
    assert "Met je" in looked and "Publiceer" not in looked and not _versions(sqlite_world)
    noor.post(PAGE, {**_words(noor), "do": "publiceer"}, status=200)
    assert not _versions(sqlite_world)
    noor.post(PAGE, {**_words(noor), "do": "voorstel", "note": "Past beter bij ons."})
    assert _versions(sqlite_world) == [(2, "voorstel")] and not _offered(sqlite_world, "noor")
    (address,) = re.findall(r'href="(/beheer/scripts/voorstel/[^"]+)"', tess.get("/beheer/scripts").text)
    page = html.unescape(tess.get(address).text)
    assert (
        f"<ins>{LINE}</ins>" in page
        and "Past beter bij ons." in page
        and "<del>Stil rond de post</del>" in page
    )
    fields = form_of(tess.get(address), address)
    tess.post(address, {**fields, "do": "neem-over"})
    assert _versions(sqlite_world) == [(2, "gepubliceerd")]
    assert _offered(sqlite_world, "noor") and not _offered(sqlite_world, "noor_l")
    again = tess.post(
        address, {**form_of(tess.get("/beheer/scripts"), f"{PAGE}/intrekken"), "do": "wijs-af"}, status=422
    )
    assert "al besloten" in again.text and _versions(sqlite_world) == [(2, "gepubliceerd")]
    tess.submit("/beheer/scripts", {}, action=f"{PAGE}/intrekken")
    assert _versions(sqlite_world) == [(2, "ingetrokken")] and not _offered(sqlite_world, "noor")


def test_what_breaks_a_rule_is_said_beside_what_was_typed(client_as: ClientAs, sqlite_world: World) -> None:
    ada = client_as("ada")
    for line, reason in (
        ("U moet uw post openen.", "dwingend: ‘u moet’"), ("U heeft {bedrag} aan schulden.", "is nergens beschreven"),
        ("Wat denkt u zelf?", "een reflectie stelt geen vraag"),
    ):  # fmt: skip
        typed = _words(ada)
        page = ada.post(
            PAGE, {**typed, "reflectie": f"{typed['reflectie']}\n{line}", "do": "publiceer"}, status=422
        )
        assert reason in html.unescape(page.text) and line in html.unescape(page.text)
    assert not _versions(sqlite_world)


def test_a_package_goes_from_one_municipality_to_another(client_as: ClientAs, sqlite_world: World) -> None:
    ada, lead = client_as("ada"), client_as("ada_l")
    ada.post(PAGE, {**_words(ada), "do": "publiceer"})
    ada.post(
        PAGE, {**form_of(ada.get(PAGE), PAGE), "title": "Stil rond de post, nog een keer", "do": "publiceer"}
    )
    assert _versions(sqlite_world) == [(2, "gepubliceerd"), (3, "gepubliceerd")]
    package = ada.get("/beheer/scripts/pakket").text
    assert "licence: EUPL-1.2" in package and package.count("- id:") == 1
    there = "/beheer/scripts/invoeren"
    looked = html.unescape(lead.submit(there, {"content": package, "do": "bekijk"}, status=200).text)
    assert (
        f"<ins>{LINE}</ins>" in looked
        and "licentie EUPL-1.2" in looked
        and not _offered(sqlite_world, "ada_l")
    )
    wrong = lead.submit(
        there, {"content": package.replace(LINE, "U moet nu komen."), "do": "neem-over"}, status=422
    )
    assert re.search(r"pakket\.yaml:\d+: dwingend: ‘u moet’", html.unescape(wrong.text))
    named = package.replace(LINE, "Dag Chris, bij ons kan uw tas met post op tafel.")
    team_lead = client_as("tess_l")
    refused = html.unescape(team_lead.submit(there, {"content": named, "do": "neem-over"}, status=422).text)
    assert re.search(r"pakket\.yaml:\d+: ‘Chris’ hoort bij een dossier", refused)
    looks = []  # an administrator opens no dossier, and cannot ask the texts who has one either
    for name in ("Chris", "Niemand"):
        text = package.replace(LINE, f"Dag {name}, bij ons kan uw tas met post op tafel.")
        page = html.unescape(lead.submit(there, {"content": text, "do": "bekijk"}, status=200).text)
        assert f"<ins>Dag {name}" in page and "hoort bij een dossier" not in page
        looks.append(page.count("<li"))
    assert looks[0] == looks[1]
    lead.submit(there, {"content": package, "do": "neem-over"})
    assert _offered(sqlite_world, "ada_l")
    with sqlite_world.open() as session:
        rows = list(session.scalars(select(OwnScript).where(OwnScript.package != "")))
    assert len(rows) == 1 and rows[0].version == 2 and "EUPL-1.2" in rows[0].package


def test_only_who_may_publishes_and_nothing_that_is_not_in_order(world: World) -> None:
    old = item_of(base_catalogue().scripts[SCRIPT])
    lines = {name: "\n".join(line["t"] for line in found) for name, found in old["slots"].items()}
    item = edited(old, title="Een eigen titel", why=old["why"], lines=lines, reviewed_by="Tess", version=2)
    with world.open() as session:
        for who in ("noor", "gert", "anna"):
            with pytest.raises(NotAllowed):
                publish_text(session, world.people[who], world.now, SCRIPTS, item)
        with pytest.raises(NotAllowed):
            propose_text(session, world.people["anna"], world.now, SCRIPTS, item)
        bad = {**item, "slots": {**item["slots"], "kern": item["slots"]["kern"][:1]}}
        with pytest.raises(TextNotInOrder, match="kern heeft 1 regel,"):
            take_over(session, world.people["tess"], world.now, [(SCRIPTS, item), (SCRIPTS, bad)], "Proef")
        greeting = {
            **item,
            "slots": {
                **item["slots"],
                "opening": [{"t": "Dag Anna, fijn dat u er bent.", "label": "support"}] * 2,
            },
        }
        with pytest.raises(TextNotInOrder):
            publish_text(session, world.people["tess"], world.now, SCRIPTS, greeting)
        assert named_in(session, world.municipalities["voorbeeldstad"], ["Rust.", "Dag Anna, dank u."]) == (
            2,
            "Anna",
        )
        assert named_in(session, world.municipalities["voorbeeldstad"], ["Dag Chris, dank u."]) is None
        assert list(session.scalars(select(OwnScript))) == []
        session.rollback()
        publish_text(session, world.people["tess"], world.now, SCRIPTS, item)
        found = offered_catalogue(session, world.people["tess"].municipality_id).scripts[SCRIPT]
    assert (found.title, found.version) == ("Een eigen titel", 2)


def test_what_is_taken_over_later_counts_above_what_was_published_meanwhile(sqlite_world: World) -> None:
    world, old = sqlite_world, item_of(base_catalogue().scripts[SCRIPT])
    lines = {name: "\n".join(line["t"] for line in found) for name, found in old["slots"].items()}
    noor, tess = world.people["noor"], world.people["tess"]

    def called(title: str) -> dict[str, object]:
        return edited(old, title=title, why=old["why"], lines=lines, reviewed_by="Tess", version=2)

    with world.open() as session:
        proposal = propose_text(session, noor, world.now, SCRIPTS, called("Van Noor"))
        publish_text(session, tess, world.now, SCRIPTS, called("Van Tess"))
        decide_proposal(session, tess, world.now, proposal, accepted=True)
        found = offered_catalogue(session, tess.municipality_id).scripts[SCRIPT]
    assert (found.title, found.version) == ("Van Noor", 4)
    assert _versions(world) == [(3, "gepubliceerd"), (4, "gepubliceerd")]
