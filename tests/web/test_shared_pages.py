"""A page that the client and staff share is written once, and stands on both sides under one name and one door."""

from collections.abc import Callable

from schuldhulp.web.shared_pages import SHARED_PAGES
from schuldhulp.web.steps.place import CLIENT, STAFF
from tests.web_client import WebClient
from tests.world import World

ClientAs = Callable[[str | None], WebClient]


def test_each_shared_page_is_there_for_both_behind_the_same_permission(sqlite_world: World) -> None:
    app = sqlite_world.app
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for page in SHARED_PAGES:
        for audience in (CLIENT, STAFF):
            endpoint = f"{audience.name}.{page.name}"
            assert rules[endpoint].rule == audience.root + page.address
            assert rules[endpoint].methods - {"HEAD", "OPTIONS"} == set(page.methods)
            door = app.view_functions[endpoint].guard_rule  # type: ignore[attr-defined]
            assert (door.permission, door.dossier, door.part) == (
                page.permission,
                audience.dossier,
                page.part,
            )


def test_the_werkboek_speaks_to_whoever_looks(client_as: ClientAs, sqlite_world: World) -> None:
    kenmerk = sqlite_world.kenmerken["anna"]
    own, beside = (
        client_as("anna").get("/mijn/werkboek").text,
        client_as("noor").get(f"/dossiers/{kenmerk}/werkboek").text,
    )
    assert "Uw werkboek</h1>" in own and "/mijn/werkboek/doel" in own and kenmerk not in own
    assert "U vult in naast de cliënt." in beside and f"/dossiers/{kenmerk}/werkboek/doel" in beside
    assert "/mijn/werkboek" not in beside and "U vult in naast" not in own
