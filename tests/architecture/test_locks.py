"""The locks: everything by hash, from no place in particular, and both the same where they overlap."""

import re

from tests.architecture.sources import ROOT

PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^\s;]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def pins(text: str) -> dict[str, tuple[str, bool]]:
    """By package: the version, and whether there is a hash."""
    return {name: (version, "--hash=sha256:" in rest) for name, version, rest in PIN.findall(text)}


def faults(run: str, test: str) -> list[str]:
    """What is wrong with the lock of the program and the lock of its tests."""
    found = [f"{name} has no hash" for name, (_, hashed) in (pins(run) | pins(test)).items() if not hashed]
    found += [
        f"{name} differs"
        for name, (version, _) in pins(run).items()
        if pins(test).get(name, ("",))[0] != version
    ]
    if re.search(r"https?://|--(extra-)?index-url|--find-links", run + test):
        found.append("a place on the network is named")
    return found


def test_the_locks_are_sound() -> None:
    run = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    test = (ROOT / "requirements-test.txt").read_text(encoding="utf-8")
    assert len(pins(run)) > 40
    assert faults(run, test) == []


def test_planted_faults_are_found() -> None:
    sound = "flask==3.1.3 \\\n    --hash=sha256:00\n    # via -r requirements.in\n"
    assert faults(sound, sound) == []
    assert faults(sound, sound.replace("3.1.3", "3.1.2")) == ["flask differs"]
    assert faults(sound, sound + "pytest==9.2.0\n") == ["pytest has no hash"]
    assert faults("--index-url http://x\n" + sound, sound) == ["a place on the network is named"]
