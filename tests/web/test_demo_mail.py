"""The page with the demonstration's mail: there in the demo, on this computer only."""

from schuldhulp import create_app
from schuldhulp.jobs.rounds import Rounds
from tests.world import MASTER, World, config

ADDRESS = "/demo/mail"


def test_the_demo_shows_what_it_sent_newest_first_and_only_here(sqlite_world: World) -> None:
    world = sqlite_world
    settings = config(world.url, world.data, DEMO="1", HOST="127.0.0.1")
    assert settings.master_key == MASTER
    rounds = Rounds(world.engine, settings, lambda: world.now)
    assert rounds.send_mail() == {"sent": 3}
    assert not list((world.data / "post").glob(".*"))
    browser = create_app(settings).test_client()
    page = browser.get(ADDRESS)
    assert page.status_code == 200
    assert page.text.count('id="mail-') == 3
    assert 'href="http://localhost/bevestigen/' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert browser.get(ADDRESS, environ_overrides={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404
    assert browser.get(ADDRESS, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404


def test_without_the_demo_there_is_no_such_page(sqlite_world: World) -> None:
    assert sqlite_world.app.test_client().get(ADDRESS).status_code == 404
