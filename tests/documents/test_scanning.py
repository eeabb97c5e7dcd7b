"""The virus scanner: asked over its own protocol; away is waiting, found is stopped, and staff see it."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from schuldhulp.documents.scanning.clamd import ScannerAway, scan
from schuldhulp.documents.tables import Paper, PaperFile
from schuldhulp.jobs.rounds import Rounds
from tests.documents.clam import VIRUS, clamd
from tests.documents.test_checking import picture
from tests.web.test_client_papers import LIST, handed_in, listed
from tests.web_client import WebClient
from tests.world import World, config

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.parametrize("unix", [True, False])
def test_what_it_says_is_understood(tmp_path: Path, unix: bool) -> None:
    with clamd(tmp_path if unix else None, limit=1_000_000) as address:
        assert scan(address, [b"goed", b"", b"x" * 200_000]) == ""
        assert scan(address, [b"een stuk ", VIRUS]) == "K.Test.Virus"
        with pytest.raises(ScannerAway):
            scan(address, [b"x" * 600_000] * 4)
    with pytest.raises(ScannerAway):
        scan(address, [b"goed"])


@pytest.fixture
def anna(client_as: Callable[[str | None], WebClient]) -> WebClient:
    return client_as("anna")


def settings(world: World, address: str) -> None:
    world.app.config["SETTINGS"] = replace(world.app.config["SETTINGS"], clamd=address)


def only(world: World) -> tuple[PaperFile, Paper]:
    with world.open() as session:
        return session.scalars(select(PaperFile)).one(), session.scalars(select(Paper)).one()


def rounds(world: World, address: str) -> Rounds:
    return Rounds(world.engine, config(world.url, world.data, CLAMD=address), lambda: world.now)


def test_a_file_waits_for_a_scanner_that_is_away_and_is_opened_by_nobody_until_it_was_seen(
    sqlite_world: World, anna: WebClient, client_as: Callable[[str | None], WebClient]
) -> None:
    with clamd() as address:
        pass
    settings(sqlite_world, address)
    path = listed(anna)
    assert "papier-wacht" in handed_in(anna, path, (picture("JPEG"), "huur.jpg")).location
    file, paper = only(sqlite_world)
    assert (file.scan, paper.state) == ("waiting", "received")
    assert "De virusscanner moet dit bestand nog bekijken" in anna.get(path).text
    noor, base = client_as("noor"), f"/dossiers/{sqlite_world.kenmerken['anna']}/papieren"
    for who, root in ((anna, LIST), (noor, base)):
        who.get(f"{root}/bestanden/{file.id}", status=409)
        who.get(f"{root}/{paper.id}/document.pdf", status=404)
    assert rounds(sqlite_world, address).scan_files() == {}
    with clamd() as back:
        assert rounds(sqlite_world, back).scan_files() == {"files_clean": 1}
        assert rounds(sqlite_world, back).scan_files() == {}
    assert only(sqlite_world)[0].scan == "clean"
    assert noor.get(f"{base}/bestanden/{file.id}").data.startswith(b"\xff\xd8")


def test_what_is_found_later_is_thrown_away_and_the_paper_is_needed_again(
    sqlite_world: World,
    anna: WebClient,
    client_as: Callable[[str | None], WebClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with clamd() as address:
        pass
    settings(sqlite_world, address)
    path = listed(anna)
    handed_in(anna, path, (picture("JPEG"), "huur.jpg"))
    kept, _ = only(sqlite_world)
    monkeypatch.setattr("tests.documents.clam.VIRUS", b"\xff\xd8\xff")
    with clamd() as back:
        assert rounds(sqlite_world, back).scan_files() == {"files_stopped": 1}
    file, paper = only(sqlite_world)
    assert (file.scan, file.stored_as, file.key_sealed, paper.state) == ("found", None, None, "needed")
    assert kept.stored_as not in {each.name for each in sqlite_world.store.objects()}
    there = f"/dossiers/{sqlite_world.kenmerken['anna']}"
    noor = client_as("noor")
    assert "tegengehouden door de virusscanner" in noor.get(f"{there}/papieren/{paper.id}").text
    assert "een bestand is tegengehouden door de virusscanner" in anna.get("/mijn/tijdlijn").text


def test_what_is_found_at_the_door_is_refused_calmly_and_nothing_is_kept(
    sqlite_world: World, anna: WebClient
) -> None:
    path = listed(anna)
    with clamd() as address:
        settings(sqlite_world, address)
        page = handed_in(anna, path, (picture("PNG") + VIRUS, "huur.png"), status=422).text
        assert "huur.png: In dit bestand vond onze virusscanner iets dat er niet hoort." in page
        file, paper = only(sqlite_world)
        assert (file.scan, file.stored_as, paper.state) == ("found", None, "needed")
        assert handed_in(anna, path, (picture("PNG"), "huur.png")).status_code == 303
        with sqlite_world.open() as session:
            assert sorted(session.scalars(select(PaperFile.scan))) == ["clean", "found"]


@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """ClamAV itself with one signature of our own: its databases do not come along with the package."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    assert Path(program).exists(), "clamd is missing: apt-get install clamav-daemon"
    folder = tmp_path_factory.mktemp("clamav")
    (folder / "own.hdb").write_text(f"{md5(EICAR).hexdigest()}:{len(EICAR)}:Own.Eicar\n")
    (folder / "clamd.conf").write_text(
        f"LocalSocket {folder}/clamd.ctl\nDatabaseDirectory {folder}\nForeground yes\nTemporaryDirectory {folder}\n"
        + ("User root\n" if os.geteuid() == 0 else "")
    )
    running: Any = subprocess.Popen(
        [program, "--config-file", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            if (folder / "clamd.ctl").exists() or running.poll() is not None:
                break
            time.sleep(0.1)
        assert running.poll() is None, "clamd did not start"
        yield f"unix:{folder}/clamd.ctl"
    finally:
        running.terminate()
        running.wait(30)


@pytest.mark.nightly
def test_clamav_itself_finds_eicar_and_lets_the_rest_through(real_clamd: str) -> None:
    assert scan(real_clamd, [EICAR[:20], EICAR[20:]]) == "Own.Eicar.UNOFFICIAL"
    assert scan(real_clamd, [picture("JPEG")]) == ""
