"""The list of parts is exactly the lock, and an audit that could not look is not good news."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.test_locks import pins

ROOT = Path(__file__).parent.parent
LOCK = (
    "flask==3.1.3 \\\n    --hash=sha256:00\nmt-940==5.1.1 ; python_version > '3' \\\n    --hash=sha256:11\n"
)


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("supply", ROOT / "tools" / "supply.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["supply"] = module
    spec.loader.exec_module(module)
    return module


supply = loaded()


def part(name: str, version: str, hashes: bool = True) -> dict[str, Any]:
    return {
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": "00"}] if hashes else [],
    }


def test_a_list_that_is_the_lock_has_no_differences_and_each_other_one_has() -> None:
    good = [part("Flask", "3.1.3"), part("mt_940", "5.1.1")]
    assert supply.differences({"components": good}, LOCK) == []
    assert supply.differences({"components": good[:1]}, LOCK) == ["mt-940 5.1.1 ontbreekt"]
    assert supply.differences({"components": [*good, part("x", "1")]}, LOCK) == ["x 1 te veel"]
    assert supply.differences({"components": [*good, good[0]]}, LOCK) == ["flask 3.1.3 staat er twee keer"]
    assert supply.differences({"components": [good[0], part("mt-940", "5.1.1", hashes=False)]}, LOCK) == [
        "mt-940 heeft geen hash"
    ]
    wrong = supply.differences({"components": [part("flask", "3.1.2"), good[1]]}, LOCK)
    assert wrong == ["flask 3.1.3 ontbreekt", "flask 3.1.2 te veel"]


@pytest.mark.parametrize("name", supply.LOCKS)
def test_every_package_of_our_locks_is_read(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = supply.locked(text)
    assert {(package, version) for package, (version, _) in pins(text).items()} <= found
    assert len(found) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 60


def test_a_package_that_was_not_looked_up_is_no_good_news() -> None:
    sound = {"name": "flask", "version": "3.1.3", "vulns": []}
    assert supply.vulnerable({"dependencies": [sound]}) == []
    flaw = {"id": "CVE-1", "fix_versions": ["3.1.4"]}
    told = supply.vulnerable({"dependencies": [{**sound, "vulns": [flaw]}]})
    assert told == ["flask 3.1.3: CVE-1, verholpen in 3.1.4"]
    for report in ([sound, {"name": "x", "skip_reason": "not found"}], []):
        with pytest.raises(supply.NotDone, match="niet nagekeken"):
            supply.vulnerable({"dependencies": report})


def test_what_cannot_be_done_is_said_and_is_no_success(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(_tools: Path) -> list[str]:
        raise supply.NotDone("de lijst met kwetsbaarheden is niet bereikt")

    monkeypatch.setattr(supply, "installed", lambda folder: folder)
    monkeypatch.setattr(supply, "audit", offline)
    assert supply.main(["audit"], {"TOOLS": str(tmp_path)}) == 2
    assert "Niet gedaan: de lijst met kwetsbaarheden is niet bereikt" in capsys.readouterr().err


@pytest.mark.nightly
def test_the_list_of_parts_of_each_lock_is_the_lock(tmp_path: Path) -> None:
    assert supply.main(["sbom"], {"TOOLS": str(tmp_path / "tools"), "SBOM": str(tmp_path / "sbom")}) == 0
    assert len(list((tmp_path / "sbom").iterdir())) == len(supply.LOCKS)
