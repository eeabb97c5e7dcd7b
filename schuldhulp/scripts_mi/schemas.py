"""The form of a file of texts, checked by its JSON Schema."""

import json
from pathlib import Path as FilePath
from typing import Any

from jsonschema import Draft202012Validator

from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Source


def read_schema(file: FilePath) -> Draft202012Validator:
    """Read a schema whose references all point into its own `$defs`; writing them out halves the time of checking."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    return Draft202012Validator(_written_out(schema, schema.get("$defs", {})))


def _written_out(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_written_out(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _written_out(definitions[part["$ref"].removeprefix("#/$defs/")], definitions)
    return {name: _written_out(value, definitions) for name, value in part.items() if name != "$defs"}


def schema_fault(source: Source, schema: Draft202012Validator) -> CatalogueFault | None:
    """The first thing in a file that is not of the form, with its line; None when all of it is."""
    errors = sorted(schema.iter_errors(source.data), key=lambda error: list(map(str, error.absolute_path)))
    for error in errors:
        deepest = max(error.context, key=lambda each: len(each.absolute_path)) if error.context else error
        return source.fault(tuple(deepest.absolute_path), deepest.message)
    return None
