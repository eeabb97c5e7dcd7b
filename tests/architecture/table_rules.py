"""Rules about the tables and the policy. Each takes what it judges and returns its complaints."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import MetaData
from sqlalchemy.orm import Mapper

from tests.architecture.sources import sources

# What belongs to no municipality: people and their ways in, the keys and clocks of the platform, the map of the
# country, and the figures of the law as they were published.
SHARED = frozenset(
    {
        "catchment_area", "claim", "credential", "login_session", "municipality", "norm_edition", "passkey", "person",
        "platform_key", "rate_limit", "recovery_code", "sign_in_challenge", "single_use_token", "totp_seed",
    }
)  # fmt: skip
PERMISSION = re.compile(r"[a-z]+(_[a-z]+)*:[a-z]+(_[a-z]+)*")


def keys_without_municipality(metadata: MetaData) -> list[str]:
    """Tables of a municipality whose key does not begin with the municipality."""
    return [
        f"{table.name}: key {', '.join(column.name for column in table.primary_key.columns)}"
        for table in metadata.sorted_tables
        if table.name not in SHARED and [c.name for c in table.primary_key.columns][:1] != ["municipality_id"]
    ]


def references_across(metadata: MetaData) -> list[str]:
    """Foreign keys to a row of a municipality that do not carry the municipality."""
    found = []
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            target = key.elements[0].column.table
            pairs = [(each.parent.name, each.column.name) for each in key.elements]
            if target.name not in SHARED and ("municipality_id", "municipality_id") not in pairs:
                found.append(f"{table.name}.{pairs[-1][0]} points at {target.name} without the municipality")
    return found


def writable_relationships(mappers: Iterable[Mapper[Any]]) -> list[str]:
    """Relationships that write or load by themselves; the keys live in the database, joins are written out."""
    return [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in mappers
        for relation in mapper.relationships
        if not relation.viewonly or relation.lazy != "raise"
    ]


def unlisted_tables(root: Path) -> list[str]:
    """Modules of tables that `every_table` does not import: migrations would not see them."""
    listed = set()
    for source in sources(root, "schuldhulp"):
        if source.path == "schuldhulp/every_table.py":
            for node in ast.walk(source.tree):
                if isinstance(node, ast.ImportFrom):
                    listed |= {f"{node.module}.{alias.name}".replace(".", "/") for alias in node.names}
    modules = (source.path for source in sources(root, "schuldhulp") if source.path.endswith("/tables.py"))
    return [path for path in modules if path.removesuffix(".py") not in listed]


def misnamed_permissions(policy: Mapping[str, Any]) -> list[str]:
    """Permissions that are not called `<thing>:<act>`."""
    return [name for name in policy if not PERMISSION.fullmatch(name)]


def unknown_permissions(app: Flask, policy: Mapping[str, Any]) -> list[str]:
    """Doors that ask a permission of which the policy knows nothing."""
    return [f"{endpoint}: {name}" for endpoint, name in _doors(app) if name not in policy]


def _doors(app: Flask) -> Iterator[tuple[str, str]]:
    for endpoint, view in sorted(app.view_functions.items()):
        rule = getattr(view, "guard_rule", None)
        if rule is not None and rule.permission is not None:
            yield endpoint, rule.permission


def unused_permissions(root: Path, policy: Mapping[str, Any]) -> list[str]:
    """Permissions that no door and no action asks."""
    said = {
        node.value
        for source in sources(root, "schuldhulp")
        if source.path != "schuldhulp/access.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return [name for name in policy if name not in said]
