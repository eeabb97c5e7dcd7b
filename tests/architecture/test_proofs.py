"""No rule without a proof: each is asked of the real tree, and each is seen to fail on a planted fault."""

import ast
import configparser
import re
from pathlib import Path

from tests.architecture.sources import ROOT, dotted, plant, sources
from tests.architecture.test_layers import PLANTED

HERE = "tests/architecture"
PROOF = re.compile(r"_(is|are)_found|_fails_on|planted")


def unproven_rules(root: Path) -> list[str]:
    """Rules (functions of a `*_rules.py` that give complaints) that nothing asks of the tree, or breaks on purpose."""
    rules = [
        function.name
        for source in sources(root, HERE)
        if source.path.endswith("_rules.py")
        for function in source.public()
        if function.returns and ast.unparse(function.returns) == "list[str]"
    ]
    asked: set[str] = set()
    proven: set[str] = set()
    for source in sources(root, HERE):
        if not Path(source.path).name.startswith("test_"):
            continue
        for node in source.tree.body:
            names = {
                dotted(each).rsplit(".", 1)[-1]
                for each in ast.walk(node)
                if isinstance(each, ast.Name | ast.Attribute)
            }
            if isinstance(node, ast.Assign | ast.AnnAssign) and "PLANTED" in names:
                # A list of faults that one test runs through, after another asked each rule of the tree.
                asked |= names
                proven |= names
            elif isinstance(node, ast.FunctionDef):
                (proven if PROOF.search(node.name) else asked).update(names)
    return [f"{name} is not asked of the tree" for name in rules if name not in asked] + [
        f"no fault is planted for {name}" for name in rules if name not in proven
    ]


def unproven_contracts(config: str, planted: set[str]) -> list[str]:
    """Import contracts that no planted import breaks."""
    parser = configparser.ConfigParser()
    parser.read_string(config)
    names = [
        parser[section]["name"]
        for section in parser.sections()
        if section.startswith("importlinter:contract:")
    ]
    return [name for name in names if not any(name.startswith(start) for start in planted)]


def test_every_rule_is_asked_and_proven() -> None:
    assert unproven_rules(ROOT) == []
    assert (
        unproven_contracts((ROOT / "setup.cfg").read_text(encoding="utf-8"), {each[0] for each in PLANTED})
        == []
    )


def test_a_rule_and_a_contract_without_a_proof_are_found(tmp_path: Path) -> None:
    files = {
        f"{HERE}/a_rules.py": "def held(root) -> list[str]: ...\n"
        "def lonely(root) -> list[str]: ...\ndef unasked(root) -> list[str]: ...\ndef reader(root) -> list[int]: ...\n",
        f"{HERE}/test_a.py": "def test_rules_hold():\n    rules.held(ROOT)\n    rules.lonely(ROOT)\n\n"
        "def test_a_fault_is_found():\n    rules.held(1)\n    rules.unasked(1)\n",
    }
    assert unproven_rules(plant(tmp_path, files)) == [
        "unasked is not asked of the tree",
        "no fault is planted for lonely",
    ]
    config = (
        "[importlinter:contract:a]\nname = Arrows point down\n[importlinter:contract:b]\nname = Birds fly\n"
    )
    assert unproven_contracts(config, {"Arrows"}) == ["Birds fly"]
