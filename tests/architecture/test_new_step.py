"""A new ordinary step costs three edits: they are made in a copy of the tree, and the step is walked there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases
from tests.architecture.sources import ROOT

# The three edits: (file, the text before which they are put, the text).
RECORD = (
    "schuldhulp/dossier/records/plan.py",
    "@dataclass(frozen=True, slots=True)\nclass LookingBack",
    '''@dataclass(frozen=True, slots=True)
class Garden:
    """moestuin"""

    plot: str | Open | None = answer()


''',
)
LINE = (
    "schuldhulp/dossier/steps.py",
    '    _step(_T.FINISH, "papieren"',
    '    _step(_T.PLAN, "moestuin", plan.Garden, 4, _S),\n',
)
FORM = (
    "schuldhulp/web/steps/forms_plan.py",
    "class LookingBackForm(StepForm)",
    '''class GardenForm(StepForm):
    """moestuin"""

    record = plan.Garden

    plot = TextField("Waar ligt uw moestuin?", open_allowed=True)


''',
)
WALK = """
from schuldhulp.dossier.content import unwritten
from schuldhulp.dossier.progress import Line, finish_lines
from schuldhulp.dossier.steps import STEP, STEPS
from schuldhulp.replies.themes import THEME_OF_STEP
from schuldhulp.supporters.parts import Part, part_of_step
from schuldhulp.web.counsellor import printing as staff_printing
from schuldhulp.web.steps import printing
from schuldhulp.web.steps.forms import FORMS
from schuldhulp.workbook.queries import read_stored, workbook
from tests.architecture.route_rules import steps_without_form


def as_html(html, *, title):
    return html.encode()


def done_and_total(world):
    with world.open() as session:
        dossier = world.dossier(session, "anna")
        book = workbook(session, world.people["anna"], dossier)
        lines = {line.line: (line.done, line.total) for line in finish_lines(book.facts, book.stored)}
        return lines[Line.SCHULDREGELING]


def test_the_step_is_there_for_both(client_as, sqlite_world, monkeypatch):
    monkeypatch.setattr(printing, "render_pdf", as_html)
    monkeypatch.setattr(staff_printing, "render_pdf", as_html)
    monkeypatch.setattr(staff_printing, "_pages", lambda paper: 1)
    anna, noor = client_as("anna"), client_as("noor")
    own, beside = "/mijn/werkboek", f"/dossiers/{sqlite_world.kenmerken['anna']}"
    done, total = done_and_total(sqlite_world)
    assert f"{own}/moestuin" in anna.get(own).text and "moestuin" in noor.get(f"{beside}/werkboek").text

    answer = anna.submit(f"{own}/moestuin", {"plot": "Achter het spoor", "do": "save"})
    assert answer.location == f"{own}/moestuin/klaar" and 'class="door ' in anna.get(answer.location).text
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session, "anna")
        assert read_stored(session, dossier.municipality_id, dossier.id)["moestuin"].record.plot == "Achter het spoor"
    assert done_and_total(sqlite_world) == (done + 1, total)
    assert f"{done + 1} van {total}" in noor.get(f"{beside}/samenvatting.pdf").data.decode()
    assert "Achter het spoor" in anna.get(f"{own}/moestuin.pdf").data.decode()

    noor.submit(f"{beside}/werkboek/moestuin", {"plot": "Bij de kerk", "do": "save"})
    assert "Bij de kerk" in anna.get(f"{own}/moestuin").text
    anna.submit(f"{own}/moestuin/lukt-niet", {"why": "Te veel onkruid"})
    assert noor.get(f"{beside}/berichten").status_code == 200  # replies look at the step that does not work out


def test_its_place_in_sharing_and_in_the_conversation_follows_from_its_line():
    assert (part_of_step(STEP["moestuin"]), THEME_OF_STEP["moestuin"]) == (Part.PLAN_STEPS, "budget")


def test_the_rules_name_what_it_still_lacks():
    assert steps_without_form(STEPS, FORMS) == []
    assert unwritten() == ("moestuin",)
"""


def planted(root: Path, *edits: tuple[str, str, str]) -> Path:
    """A copy of the tree with these edits."""
    for folder in ("schuldhulp", "templates", "migrations", "tests"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "wsgi.py"):
        shutil.copy(ROOT / name, root)
    for file, before, text in edits:
        old = (root / file).read_text(encoding="utf-8")
        assert old.count(before) == 1, f"{file} has no single {before!r}"
        (root / file).write_text(old.replace(before, text + before), encoding="utf-8")
    return root


@pytest.mark.usefixtures("sqlite_url")  # it needs the database, in a process of its own
def test_a_record_a_line_and_a_form_make_a_step(tmp_path: Path) -> None:
    root = planted(tmp_path / "tree", RECORD, LINE, FORM)
    (root / "tests/test_walk.py").write_text(WALK, encoding="utf-8")
    kept = {
        name: value for name, value in os.environ.items() if name != databases.RUN and "PYTEST" not in name
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/test_walk.py", "-q", "-x", "-p", "no:cacheprovider"],
        cwd=root, env=kept, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
