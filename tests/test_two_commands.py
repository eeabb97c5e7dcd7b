"""`./run` and `./test` on a machine where nothing is installed yet and nobody may install: one clear line."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = ("python3", "python3-venv", "ca-certificates", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A fresh clone's two commands, and a PATH with only what every Debian has; nobody is root and there is no sudo."""
    for name in ("run", "test", "tools/prepare.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    found = tmp_path / "bin"
    found.mkdir()
    for tool in ("dirname", "sed", "uname"):
        (found / tool).symlink_to(str(shutil.which(tool)))
    for tool, says in (("id", "1000"), ("apt-get", "never asked")):
        (found / tool).write_text(f"#!/bin/sh\necho {says}\n")
        (found / tool).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("command", "more"), [("./run", ()), ("./test", ("libatomic1", "chromium"))])
def test_without_rights_one_line_names_what_to_install(bare: Path, command: str, more: tuple[str, ...]) -> None:
    done = subprocess.run(
        ["/bin/sh", command], cwd=bare, env={"PATH": str(bare / "bin")}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    said = done.stderr.strip().splitlines()
    assert len(said) == 1, done.stderr
    assert said[0].startswith("Installeer eerst met beheerrechten: apt-get install")
    assert said[0].split("--no-install-recommends ")[1].split() == [*NEEDED, *more]
    assert not (bare / ".venv").exists()


def test_elsewhere_the_names_are_said_too(bare: Path) -> None:
    os.unlink(bare / "bin" / "apt-get")
    done = subprocess.run(
        ["/bin/sh", "./run"], cwd=bare, env={"PATH": str(bare / "bin")}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "Installeer eerst" in done.stderr
