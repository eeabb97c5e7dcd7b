"""`make sbom` and `make audit`: what the program is made of, and whether something in it is known to be vulnerable.

    python tools/supply.py sbom     var/sbom/*.json in CycloneDX, made from the two locks and held against them
    python tools/supply.py audit    asks the list of advisories for each locked package

The tools come from the package index into an own folder (TOOLS, default var/supply). Exit 0: good; 1: something is
wrong; 2: it could not be done, and the last line says why. A package that could not be looked up is never good.
"""

import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("cyclonedx-bom==7.5.0", "pip-audit==2.10.1")
LOCKS = ("requirements.txt", "requirements-test.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)", re.MULTILINE)


class NotDone(Exception):
    """It could not be done; the text says why."""


def plain(name: str) -> str:
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> set[tuple[str, str]]:
    """Name and version of each package of a lock."""
    return {(plain(name), version) for name, version in PIN.findall(text)}


def listed(sbom: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Name and version of each component of an SBOM."""
    return {(plain(one["name"]), one["version"]) for one in sbom["components"]}


def differences(sbom: Mapping[str, Any], lock: str) -> list[str]:
    """What an SBOM lists more or less than its lock, what it lists twice, and what has no hash."""
    parts = [
        (plain(one["name"]), one["version"]) for one in sbom["components"]
    ]  # a lock may hold two versions of one
    found = [f"{name} {version} ontbreekt" for name, version in sorted(locked(lock) - listed(sbom))]
    found += [f"{name} {version} te veel" for name, version in sorted(listed(sbom) - locked(lock))]
    found += [
        f"{name} {version} staat er twee keer"
        for name, version in sorted({p for p in parts if parts.count(p) > 1})
    ]
    return found + [f"{one['name']} heeft geen hash" for one in sbom["components"] if not _hashed(one)]


def _hashed(component: Mapping[str, Any]) -> bool:
    return bool(component.get("hashes")) or any(
        one.get("hashes") for one in component.get("externalReferences", ())
    )


def vulnerable(report: Mapping[str, Any]) -> list[str]:
    """What is known of each package. Raises NotDone when a package was not looked up: silence is not good news."""
    skipped = [one for one in report["dependencies"] if one.get("skip_reason")]
    if skipped or not report["dependencies"]:
        total = len(report["dependencies"])
        why = skipped[0]["skip_reason"] if skipped else "geen enkel pakket gelezen"
        raise NotDone(f"{len(skipped)} van {total} pakketten zijn niet nagekeken: {why}")
    return [
        f"{one['name']} {one['version']}: {flaw['id']}, verholpen in {', '.join(flaw['fix_versions']) or 'nog niets'}"
        for one in report["dependencies"]
        for flaw in one["vulns"]
    ]


def installed(folder: Path) -> Path:
    """The folder with the tools. Raises NotDone with what pip said."""
    mark = folder / "installed"
    if not mark.exists() or mark.read_text() != " ".join(TOOLS):
        venv.create(folder, clear=True, with_pip=True)
        done = _run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", *TOOLS)
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise NotDone(f"{' en '.join(TOOLS)} zijn niet geinstalleerd: {(lines or ['zonder reden'])[-1]}")
        mark.write_text(" ".join(TOOLS))
    return folder / "bin"


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, cwd=ROOT)


def make_sbom(tools: Path, target: Path) -> list[str]:
    """Write an SBOM for each lock, and hold it against the lock."""
    target.mkdir(parents=True, exist_ok=True)
    found = []
    for name in LOCKS:
        file = target / f"{Path(name).stem}.cdx.json"
        done = _run(
            tools / "cyclonedx-py", "requirements", name, "--output-reproducible", "--of", "JSON", "-o", file
        )
        if done.returncode:
            raise NotDone(f"{name}: {(done.stderr.strip().splitlines() or ['geen SBOM'])[-1]}")
        sbom, lock = json.loads(file.read_text()), (ROOT / name).read_text()
        found += [f"{name}: {fault}" for fault in differences(sbom, lock)]
        print(f"{file}: {len(sbom['components'])} pakketten, {len(locked(lock))} in {name}")
    return found


def audit(tools: Path) -> list[str]:
    """What is known of the packages of both locks."""
    found = []
    for name in LOCKS:
        done = _run(
            tools / "pip-audit",
            "-r",
            name,
            "--require-hashes",
            "--disable-pip",
            "--progress-spinner",
            "off",
            "-f",
            "json",
        )
        try:
            report = json.loads(done.stdout)
        except ValueError:
            said = (done.stderr.strip().splitlines() or ["geen antwoord"])[-1]
            raise NotDone(f"{name}: de lijst met kwetsbaarheden is niet bereikt: {said}") from None
        found += [f"{name}: {fault}" for fault in vulnerable(report)]
        print(f"{name}: {len(report['dependencies'])} pakketten nagekeken")
    return found


def main(words: list[str], environ: Mapping[str, str]) -> int:
    """Do what was asked; the exit status."""
    folder = Path(environ.get("TOOLS") or ROOT / "var" / "supply").absolute()
    try:
        tools = installed(folder)
        found = (
            audit(tools)
            if words == ["audit"]
            else make_sbom(tools, Path(environ.get("SBOM") or ROOT / "var/sbom"))
        )
    except NotDone as why:
        print(f"Niet gedaan: {why}", file=sys.stderr)
        return 2
    print(*found, sep="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
