"""A municipality changes its key: people go on working meanwhile, and of an old copy what was erased stays shut."""

from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import delete
from sqlalchemy.orm import Session

from schuldhulp.database import WRITE
from schuldhulp.dossier.tables import DossierKey
from schuldhulp.keys import actions
from tests.browsers import DESK, PHONE, serving
from tests.journeys.walking import Hands, Journey, amsterdam
from tests.world import World

MESSAGES = "/mijn/berichten"


def command(world: World, *words: str) -> Result:
    """What an administrator types on the server."""
    done: Result = world.app.test_cli_runner().invoke(args=list(words))
    return done


def shred(world: World, who: str) -> None:
    """The last step of an erasure: the key of a dossier is thrown away."""
    with Session(world.engine) as session, session.begin():
        session.connection(execution_options=WRITE)
        session.execute(delete(DossierKey).where(DossierKey.dossier_id == world.people[who].dossier_id))


def wrote(who: Hands, words: str) -> None:
    who.fill({"body": words}).button("Verstuur", "main")
    assert words in who.read_all(), who.read()


def test_a_municipality_changes_its_key_while_people_work(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, copies = journey.world, tmp_path / "kopie"
    copies.mkdir()
    case = f"/dossiers/{world.kenmerken['anna']}"
    wrote(journey.signed_in("berend@client.example", PHONE).go(MESSAGES), "Berend vraagt iets")
    anna = journey.signed_in("anna@client.example", PHONE).go(MESSAGES)
    noor = journey.signed_in("noor@staf.example", DESK).go(case)
    chris = journey.signed_in("chris@client.example", PHONE).go(MESSAGES)
    wrote(anna, "Van vóór de wissel")
    assert command(world, "backup", str(copies / "vrijdag")).exit_code == 0

    # Saturday: the administrator begins, and is cut off halfway. Anna was typing.
    journey.at(amsterdam(21, 9))
    anna = journey.signed_in("anna@client.example", PHONE).go(MESSAGES)
    anna.fill({"body": "Terwijl de sleutel wisselde"})
    with monkeypatch.context() as cut_off:
        cut_off.setattr(actions, "reseal", lambda *_: 1 / 0)
        assert (
            command(world, "sleutels", "wissel", "--gemeente", "voorbeeldstad", "--wacht", "0").exit_code == 1
        )
    stands = command(world, "sleutels", "toon").stdout
    assert stands.count("gaat weg") == 1 and "lindewaard" in stands
    anna.button("Verstuur", "main")
    assert "Terwijl de sleutel wisselde" in anna.read_all() and "Van vóór de wissel" in anna.read_all()
    noor = journey.signed_in("noor@staf.example", DESK).go(case)
    assert "K-anna" in noor.read_all()
    assert "Terwijl de sleutel wisselde" in noor.go(f"{case}/berichten").read_all()

    # The same command again goes on where it was.
    done = command(world, "sleutels", "wissel", "--gemeente", "voorbeeldstad", "--wacht", "0")
    assert done.exit_code == 0 and "0 onder de oude" in done.stdout, done.stderr
    assert "gaat weg" not in command(world, "sleutels", "toon").stdout
    wrote(anna.go(MESSAGES), "Van na de wissel")
    chris = journey.signed_in("chris@client.example", PHONE).go(MESSAGES)
    wrote(chris, "Bij ons veranderde niets")
    assert anna.wide() <= 360 and chris.wide() <= 360

    # Berend's dossier is erased; two copies later its key is nowhere any more.
    shred(world, "berend")
    for day in ("zondag", "maandag"):
        assert command(world, "backup", str(copies / day)).exit_code == 0
    journey.leave(*list(journey.people))
    place = tmp_path / "terug"
    there = World(f"sqlite:///{place / 'hulp.sqlite'}", place, world.built)
    done = command(there, "restore", str(copies / "vrijdag"))
    assert done.exit_code == 0 and "1 dossiers hebben geen sleutel meer" in done.stdout, done.stderr
    opened_on_the_copy(journey, there)


def opened_on_the_copy(journey: Journey, there: World) -> None:
    """On the copy of Friday anna's words open, and nothing of berend's does."""
    with serving(there.app) as address:
        again = Journey(there, address.replace("127.0.0.1", "localhost"), journey.visit, journey.moment)
        text = again.signed_in("anna@client.example", PHONE).go(MESSAGES).read_all()
        assert "Van vóór de wissel" in text and "Terwijl de sleutel" not in text
        noor = again.signed_in("noor@staf.example", DESK)
        assert "K-anna" in noor.go(f"/dossiers/{there.kenmerken['anna']}").read_all()
        for path in (f"/dossiers/{there.kenmerken['berend']}", "/inbox?toon=alles"):
            noor.page.goto(again.site + path)
            shown = noor.page.content()
            assert "K-berend" not in shown and "Berend vraagt" not in shown
            assert "Traceback" not in shown
    there.close()
