"""Rules about the Python source. Each takes the root of a tree and returns its complaints."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import Source, dotted, sources

LONG_MODULE = 300
TOO_LONG_MODULE = 400
TOO_LONG_FUNCTION = 50
EVERYTHING = ("schuldhulp", "tests")
MAY_READ_THE_CLOCK = (
    "schuldhulp/web/", "schuldhulp/jobs", "schuldhulp/cli", "schuldhulp/commands/", "schuldhulp/serve.py",
)  # fmt: skip
MAY_IMPORT_LATE = {"schuldhulp/__init__.py": "create_app", "schuldhulp/pdf.py": "*"}
COUNTS_MONEY = (
    "schuldhulp/money.py", "schuldhulp/budget", "schuldhulp/calculations", "schuldhulp/debts", "schuldhulp/dossier",
    "schuldhulp/letters", "schuldhulp/norms", "schuldhulp/partners", "schuldhulp/reken", "schuldhulp/reports",
    "schuldhulp/schemes", "schuldhulp/schuldregeling", "schuldhulp/statements", "schuldhulp/workbook",
)  # fmt: skip
CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$"
)
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|managers?)(_|$)")
VAGUE_CLASS = re.compile(r"(Utils?|Helpers?|Managers?)$")


def long_modules(root: Path, limit: int = TOO_LONG_MODULE) -> list[str]:
    """Modules of more lines than the limit."""
    return [f"{s.path}: {s.lines} lines" for s in sources(root, *EVERYTHING) if s.lines > limit]


def long_functions(root: Path) -> list[str]:
    """Functions of more than 50 lines, from `def` to their last line."""
    found = []
    for source in sources(root, *EVERYTHING):
        for function in source.functions():
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > TOO_LONG_FUNCTION:
                found.append(f"{source.path}:{function.lineno} {function.name}: {lines} lines")
    return found


def late_imports(root: Path) -> list[str]:
    """Imports inside a function, save where a process must not load something before it is called."""
    found = []
    for source in sources(root, *EVERYTHING):
        allowed = MAY_IMPORT_LATE.get(source.path, "")
        for function in source.functions():
            if allowed in ("*", function.name):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    found.append(f"{source.path}:{node.lineno} import inside {function.name}")
    return found


def _imported(source: Source) -> dict[str, str]:
    """Names of a module as they are called where they come from: `dt` is `datetime.datetime`."""
    found = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def clock_readers(root: Path) -> list[str]:
    """Reads of the clock below the web and the jobs, where `now` and `today` are arguments."""
    found = []
    for source in sources(root, "schuldhulp"):
        if source.path.startswith(MAY_READ_THE_CLOCK):
            continue
        imported = _imported(source)
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Attribute | ast.Name):
                continue
            first, *rest = dotted(node).split(".")
            if CLOCKS.search(".".join([imported.get(first, first), *rest])):
                found.append(f"{source.path}:{node.lineno} reads {dotted(node)}")
    return found


def weasyprint_importers(root: Path) -> list[str]:
    """Modules besides `pdf.py` that speak to WeasyPrint: it runs in a child, behind one door."""
    found = []
    for source in sources(root, "schuldhulp"):
        if source.path == "schuldhulp/pdf.py":
            continue
        for node in ast.walk(source.tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "weasyprint" for name in names):
                found.append(f"{source.path}:{node.lineno} imports WeasyPrint")
    return found


def vague_names(root: Path) -> list[str]:
    """Files, folders and classes whose name says nothing: utils, helpers, common, managers."""
    found = []
    for folder in (*EVERYTHING, "templates", "tools", "bench"):
        for file in sorted((root / folder).rglob("*")):
            if VAGUE.search(file.stem.lower()) and "__pycache__" not in file.parts:
                found.append(file.relative_to(root).as_posix())
    for source in sources(root, *EVERYTHING):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and VAGUE_CLASS.search(node.name):
                found.append(f"{source.path}:{node.lineno} class {node.name}")
    return found


def floats(root: Path) -> list[str]:
    """Binary fractions where money and terms are counted."""
    found = []
    for source in sources(root, *COUNTS_MONEY):
        for node in ast.walk(source.tree):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if literal or isinstance(node, ast.Name) and node.id == "float":
                found.append(f"{source.path}:{node.lineno} float")
    return found


def unnumbered_migrations(root: Path) -> list[str]:
    """Migrations that break the row 0001_…, 0002_…, each after the one before it."""
    found = []
    before = None
    for place, source in enumerate(sources(root, "migrations/versions"), start=1):
        number = f"{place:04}"
        if not re.fullmatch(rf"{number}_[a-z0-9_]+\.py", Path(source.path).name):
            found.append(f"{source.path}: number {number} expected")
        names = _assigned(source)
        if names.get("revision") != number or names.get("down_revision") != before:
            found.append(f"{source.path}: revision {number} after {before} expected")
        before = number
    return found


def _assigned(source: Source) -> dict[str, object]:
    values: dict[str, object] = {}
    for node in source.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            values[target.id] = value.value
    return values


def _actions(root: Path) -> list[Source]:
    return [s for s in sources(root, "schuldhulp") if re.search(r"/actions(\.py|/)", s.path)]


def actions_without_session(root: Path) -> list[str]:
    """Public functions of an actions module that do not take `session` first."""
    found = []
    for source in _actions(root):
        for function in source.public():
            first = [a.arg for a in (*function.args.posonlyargs, *function.args.args)][:1]
            if first != ["session"]:
                found.append(f"{source.path}:{function.lineno} {function.name} takes no session first")
    return found


def actions_that_call_actions(root: Path) -> list[str]:
    """Actions that call another one: an act would then commit in the middle of another act."""
    modules = _actions(root)
    found = []
    for source in modules:
        own = {function.name for function in source.public()}
        borrowed: set[str] = set()
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom):
                if re.search(r"(^|\.)actions(\.|$)", node.module or ""):
                    borrowed |= {alias.asname or alias.name for alias in node.names}
                borrowed |= {alias.asname or alias.name for alias in node.names if alias.name == "actions"}
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                name = dotted(node.func)
                if name.split(".")[0] in borrowed or name in own:
                    found.append(f"{source.path}:{node.lineno} calls the action {name}")
    return found
