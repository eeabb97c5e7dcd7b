"""The form of a file of texts, checked by its JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from schuldhulp.scripts_mi.yaml_lines import CatalogueFault, Source

_TEXT = {"type", "minLength", "maxLength", "enum"}


def read_schema(file: FilePath) -> Draft202012Validator:
    """Read a schema whose references all point into its own `$defs`; writing them out halves the time of checking."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    return _Quick(_written_out(schema, schema.get("$defs", {})))


def _written_out(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_written_out(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _written_out(definitions[part["$ref"].removeprefix("#/$defs/")], definitions)
    return {name: _written_out(value, definitions) for name, value in part.items() if name != "$defs"}


def _items(validator: Any, items: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """The keyword `items`; thousands of plain lines need not go through the library to be seen to be right."""
    if not isinstance(instance, list):
        return
    line = items.get("else", items)
    for index, item in enumerate(instance):
        if not _plainly_right(item, line):
            yield from validator.descend(item, items, path=index)


def _plainly_right(item: object, schema: Mapping[str, Any]) -> bool:
    """Whether an object of texts is certainly of the form; False means that the library has to look."""
    parts = schema.get("properties", {})
    if (
        not isinstance(item, dict)
        or not parts
        or not set(schema.get("required", ())) <= item.keys() <= parts.keys()
    ):
        return False
    return all(isinstance(value, str) and _text_fits(value, parts[name]) for name, value in item.items())


def _text_fits(value: str, schema: Mapping[str, Any]) -> bool:
    return (
        schema.keys() <= _TEXT
        and schema.get("type", "string") == "string"
        and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        and value in schema.get("enum", (value,))
    )


_Quick: type[Draft202012Validator] = extend(Draft202012Validator, {"items": _items})  # type: ignore[no-untyped-call]


def schema_fault(source: Source, schema: Draft202012Validator) -> CatalogueFault | None:
    """The first thing in a file that is not of the form, with its line; None when all of it is."""
    errors = sorted(schema.iter_errors(source.data), key=lambda error: list(map(str, error.absolute_path)))
    for error in errors:
        deepest = max(error.context, key=lambda each: len(each.absolute_path)) if error.context else error
        return source.fault(tuple(deepest.absolute_path), deepest.message)
    return None
