"""The form of a file of texts, checked by its JSON Schema."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
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
        return source.fault(tuple(deepest.absolute_path), schema_sentence(deepest))
    return None


def schema_sentence(error: ValidationError) -> str:
    """Why a part of a file is not of the form, as a Dutch sentence for whoever wrote the file."""
    where = next((f"‘{part}’" for part in reversed(error.absolute_path) if isinstance(part, str)), "dit deel")
    bound: Any = error.validator_value
    found: Any = error.instance
    schema: Any = error.schema
    if error.validator == "required":
        return f"bij {where} ontbreekt {_named(name for name in bound if name not in found)}"
    if error.validator == "additionalProperties":
        known = schema.get("properties", {})
        return f"bij {where} hoort geen {_named(name for name in found if name not in known)}"
    say = _SAID.get(str(error.validator))
    return say(where, bound, found) if say else f"{where} heeft niet de goede vorm"


def _named(names: Iterable[object]) -> str:
    return ", ".join(f"‘{name}’" for name in names)


_KINDS = {
    "string": "tekst", "integer": "een heel getal", "number": "een getal", "boolean": "true of false",
    "array": "een lijst",
    "object": "namen met hun inhoud", "null": "niets",
}  # fmt: skip
_SAID: Mapping[str, Callable[[str, Any, Any], str]] = {
    "type": lambda where, bound, _: (
        f"bij {where} hoort {' of '.join(_KINDS[each] for each in ([bound] if isinstance(bound, str) else bound))}"
    ),
    "enum": lambda where, bound, found: (
        f"bij {where} past ‘{found}’ niet: kies uit {', '.join(map(str, bound))}"
    ),
    "const": lambda where, bound, _: f"bij {where} hoort ‘{bound}’",
    "pattern": lambda where, _, found: f"bij {where} heeft ‘{found}’ niet de goede vorm",
    "maxLength": lambda where, bound, found: (
        f"{where} is te lang: {len(found)} tekens, ten hoogste {bound} passen"
    ),
    "minLength": lambda where, bound, _: f"{where} is te kort: ten minste {bound} tekens zijn nodig",
    "maximum": lambda where, bound, found: f"bij {where} is {found} te groot: ten hoogste {bound}",
    "minimum": lambda where, bound, found: f"bij {where} is {found} te klein: ten minste {bound}",
    "maxItems": lambda where, bound, found: (
        f"bij {where} staan {len(found)} dingen, ten hoogste {bound} passen"
    ),
    "minItems": lambda where, bound, found: (
        f"bij {where} staan {len(found)} dingen, ten minste {bound} zijn nodig"
    ),
    "minProperties": lambda where, bound, found: (
        f"bij {where} staan {len(found)} dingen, ten minste {bound} zijn nodig"
    ),
    "uniqueItems": lambda where, *_: f"bij {where} staat iets twee keer",
}
