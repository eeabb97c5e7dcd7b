"""The documents: their links lead somewhere, their pictures are small, and what they name exists."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from flask import Flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from schuldhulp import create_app
from schuldhulp.config import Config
from schuldhulp.demo import SECOND_STEP_SEED

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GUIDES = ("client", "schuldhulpverlener", "teamleider", "gemeente", "beheerder")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
ADDRESS = re.compile(r"/[a-z0-9<>./_-]*")
IDENTIFIER = re.compile(r"^([a-z_.]+):([\w.]+)$")
FILE = re.compile(r"^(?:schuldhulp|tests|templates|migrations|docs|static|tools)/[\w./-]+$")
EXAMPLES = {
    "<gemeente>": "voorbeeldstad", "<kenmerk>": "RKFP-M87T", "<stap>": "wonen", "<periode>": "2026-k3",
    "<jaar>": "2026", "<kwartaal>": "3", "<id>": "0193f2c4-0000-7000-8000-000000000000",
}  # fmt: skip
MOST_BYTES = 120_000


def anchors(page: Path) -> set[str]:
    """The headings of a page as a web address names them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                yield page, target


def spoken_of(kind: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for code in CODE.findall(page.read_text(encoding="utf-8")):
            if kind.fullmatch(code):
                yield page, code


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    made: Flask = create_app(
        Config(
            secret_key="pages-and-their-addresses-0123456789",
            master_key=bytes(range(32)),
            database_url="sqlite://",
            data=tmp_path_factory.mktemp("data"),
            base_url="http://localhost",
            demo=True,
            mail_url="map:/nowhere",
            storage_url="map:/nowhere",
        )  # fmt: skip
    )
    return made


def test_every_link_leads_to_a_file_and_a_heading() -> None:
    lost = []
    for page, target in links():
        path, _, heading = target.partition("#")
        file = (page.parent / path) if path else page
        if not file.exists() or (heading and heading not in anchors(file)):
            lost.append(f"{page.relative_to(ROOT)}: {target}")
    assert lost == []


def test_every_picture_is_small_and_used() -> None:
    pictures = sorted((ROOT / "docs" / "beelden").glob("*.png"))
    used = {(page.parent / target).resolve() for page, target in links() if target.endswith(".png")}
    assert [picture.name for picture in pictures if picture.stat().st_size > MOST_BYTES] == []
    assert [picture.name for picture in pictures if picture.resolve() not in used] == []


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    lost = []
    for page, code in spoken_of(IDENTIFIER):
        module, name = code.split(":")
        found: object = importlib.import_module(f"schuldhulp.{module}")
        for part in name.split("."):
            if part not in getattr(found, "__dataclass_fields__", {}):
                found = getattr(found, part, None)
        if found is None:
            lost.append(f"{page.name}: {code}")
    assert lost == [] and len(list(spoken_of(IDENTIFIER))) > 30


def test_every_file_that_is_named_exists() -> None:
    assert [f"{page.name}: {code}" for page, code in spoken_of(FILE) if not (ROOT / code).exists()] == []


def test_every_address_that_is_named_is_a_page(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    lost, named = [], 0
    for page, code in spoken_of(ADDRESS):
        path = code
        for example, value in EXAMPLES.items():
            path = path.replace(example, value)
        if path.startswith(("/veilig", "/srv", "/etc", "/var")):
            continue
        named += 1
        try:
            adapter.match(path)
        except (MethodNotAllowed, RequestRedirect):
            pass
        except HTTPException:
            lost.append(f"{page.name}: {code}")
    assert lost == [] and named > 40


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_calm_and_shows_the_screen(name: str) -> None:
    text = (ROOT / "docs" / "handleiding" / f"{name}.md").read_text(encoding="utf-8")
    assert "](../beelden/" in text
    assert not re.search(r"[^\[]!(?!\[)|\bhelaas\b|\bu moet\b", text, re.IGNORECASE)


def test_publiccode_has_its_fields_and_the_version_of_the_program() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    wanted = {
        "publiccodeYmlVersion", "name", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    setup = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    assert wanted <= told.keys()
    assert f"version = {told['softwareVersion']}\n" in setup and told["legal"]["license"] == "EUPL-1.2"
    assert told["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert told["maintenance"]["type"] == "community" and told["maintenance"]["contacts"][0]["name"]
    assert told["localisation"]["localisationReady"] in (True, False)
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"] and all(len(feature) <= 100 for feature in words["features"])


def test_the_readme_names_every_account_of_the_demo() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    printed = (ROOT / "run").read_text(encoding="utf-8")
    accounts = set(re.findall(r"\w+@demo\.example", printed))
    assert accounts and accounts == set(re.findall(r"\w+@demo\.example", readme))
    for secret in ("Demo-schuldhulp-2026", SECOND_STEP_SEED):
        assert secret in readme and secret in printed
