"""A rule about queries: SQL is written in the source, and what is asked goes beside it as a parameter."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import Source, dotted, sources

# Where SQL is put together of names, and why no word of a visitor can be among them.
OF_OWN_NAMES = {
    "schuldhulp/commands/roles.py": "tables of the metadata and two roles, both written in the source",
    "schuldhulp/database.py": "pragmas and their values, both written in the source",
    "schuldhulp/row_security.py": "tables that a migration names",
}
TAKES_SQL = frozenset({"exec_driver_sql", "execute", "scalar", "scalars", "executemany", "executescript"})
MAKES_SQL = frozenset({"text", "literal_column", "DDL", "TextClause"})
PARTS_OF_SQL = frozenset({"prefix_with", "suffix_with", "with_hint", "with_statement_hint", "op", "bool_op"})
PASTED = (ast.JoinedStr, ast.BinOp)


def queries_from_text(root: Path) -> list[str]:
    """SQL that is not written out where it is used, or in a constant of the same module."""
    found = []
    for source in sources(root, "schuldhulp"):
        if source.path not in OF_OWN_NAMES:
            found += [f"{source.path}:{line} SQL from {what}" for line, what in _pasted(source)]
    return found


def _pasted(source: Source) -> Iterator[tuple[int, str]]:
    constants, made = set(_constants(source.tree)), set(_from_sqlalchemy(source.tree))
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not (node.args or node.keywords):
            continue
        name = dotted(node.func)
        last = node.func.attr if isinstance(node.func, ast.Attribute) else name
        given = node.args[0] if node.args else node.keywords[0].value
        makes = name in made or (name.split(".")[0] in made and last in MAKES_SQL)
        if (
            makes
            or last == "exec_driver_sql"
            or (last in PARTS_OF_SQL and isinstance(node.func, ast.Attribute))
        ):
            if not _written(given, constants):
                yield node.lineno, ast.unparse(given)
        elif last in TAKES_SQL and _is_pasted(given):
            yield node.lineno, ast.unparse(given)


def _constants(tree: ast.Module) -> Iterator[str]:
    """Names of the module that are given one text, written out."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and _written(node.value, set()):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _from_sqlalchemy(tree: ast.Module) -> Iterator[str]:
    """Names by which a module can make SQL of text: `text`, an alias of it, or `sa` for `sa.text`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            yield from (alias.asname or alias.name for alias in node.names if alias.name in MAKES_SQL)
        if isinstance(node, ast.Import):
            yield from (a.asname or a.name for a in node.names if a.name.split(".")[0] == "sqlalchemy")


def _written(node: ast.expr, constants: set[str]) -> bool:
    if isinstance(node, ast.IfExp):
        return _written(node.body, constants) and _written(node.orelse, constants)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _written(node.left, constants) and _written(node.right, constants)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in constants)


def _is_pasted(node: ast.expr) -> bool:
    """An f-string, a sum or a remainder of texts, or a call of `format` or `join`."""
    formatted = isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in (
        "format",
        "join",
        "replace",
    )
    on_text = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(
        node.func.value, ast.Constant
    )  # fmt: skip
    return isinstance(node, PASTED) or formatted or on_text
