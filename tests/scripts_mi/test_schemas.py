"""What a writer reads when a file is not of the form: Dutch, with the place."""

import pytest
from jsonschema import Draft202012Validator

from schuldhulp.scripts_mi.schemas import schema_sentence

SCHEMA = {
    "type": "object", "required": ["naam"], "additionalProperties": False,
    "properties": {
        "naam": {"type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 5},
        "soort": {"enum": ["een", "twee"]}, "aantal": {"type": "integer", "minimum": 1, "maximum": 9},
        "regels": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": True}, "vorm": {"const": "vast"},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({}, "ontbreekt ‘naam’"),
        ({"naam": "ab", "kleur": 1}, "hoort geen ‘kleur’"),
        ({"naam": 3}, "bij ‘naam’ hoort tekst"),
        ({"naam": "a"}, "‘naam’ is te kort"),
        ({"naam": "abcdefg"}, "‘naam’ is te lang: 7 tekens, ten hoogste 5 passen"),
        ({"naam": "AB"}, "heeft ‘AB’ niet de goede vorm"),
        ({"naam": "ab", "soort": "drie"}, "past ‘drie’ niet: kies uit een, twee"),
        ({"naam": "ab", "aantal": 12}, "is 12 te groot: ten hoogste 9"),
        ({"naam": "ab", "aantal": 0}, "is 0 te klein: ten minste 1"),
        ({"naam": "ab", "regels": []}, "ten minste 1 zijn nodig"),
        ({"naam": "ab", "regels": [1, 2, 3]}, "staan 3 dingen, ten hoogste 2 passen"),
        ({"naam": "ab", "regels": [1, 1]}, "staat iets twee keer"),
        ({"naam": "ab", "vorm": "los"}, "hoort ‘vast’"),
    ],
)
def test_a_fault_of_the_form_is_a_dutch_sentence(value: object, said: str) -> None:
    (error,) = Draft202012Validator(SCHEMA).iter_errors(value)
    assert said in schema_sentence(error)


def test_a_keyword_without_a_sentence_of_its_own_still_says_where() -> None:
    (error,) = Draft202012Validator({"properties": {"naam": {"not": {}}}}).iter_errors({"naam": "x"})
    assert schema_sentence(error) == "‘naam’ heeft niet de goede vorm"
