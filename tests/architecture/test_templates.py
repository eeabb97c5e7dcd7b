"""The rules about templates hold, and each is seen to fail on a planted fault."""

from pathlib import Path

import pytest

from tests.architecture import template_rules as rules
from tests.architecture.sources import ROOT, plant


def test_no_template_holds_script_style_or_text_that_is_not_escaped() -> None:
    assert rules.unsafe_templates(ROOT) == []


def test_no_template_is_unused() -> None:
    assert rules.unused_templates(ROOT, set()) == []


def test_no_macro_and_no_imported_name_is_unused() -> None:
    assert rules.unused_macros(ROOT) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>go()</script>", "inline script"),
        ("<script type=module>\nimport x\n</script>", "inline script"),
        ('<script src="/a.js" integrity="sha384-x">go()</script>', "inline script"),
        ('<script type="module" src="/a.js"></script>', "script without its hash"),
        ("<style>p {}</style>", "inline style"),
        ('<p class="a" style="color: red">', "inline style"),
        ('<a onclick="go()">', "script in an attribute"),
        ('<a href="javascript:go()">', "script in an attribute"),
        ("{{ text | safe }}", "|safe"),
        ("{{ text|safe }}", "|safe"),
        ("{% autoescape false %}{{ text }}{% endautoescape %}", "autoescape off"),
    ],
)
def test_an_unsafe_template_is_found(text: str, fault: str, tmp_path: Path) -> None:
    assert rules.unsafe_templates(plant(tmp_path, {"templates/a.html": text})) == [f"a.html: {fault}"]


def test_what_is_allowed_is_not_complained_of(tmp_path: Path) -> None:
    text = (
        '<script src="/a.js" integrity="sha384-x"></script>{{ module_script("js/a.js") }}'
        '<p data-on="x">{# style="" #}{{ a.safe }}</p>'
    )
    assert rules.unsafe_templates(plant(tmp_path, {"templates/a.html": text})) == []


def test_an_unused_template_is_found_and_the_ways_to_use_one_are_known(tmp_path: Path) -> None:
    files = {
        "templates/client/home.html": '{% extends "layouts/client.html" %}',
        "templates/client/letter.html": '{% include ["parts/" ~ kind ~ ".html", "parts/none.html"] %}',
        "templates/layouts/client.html": "",
        "templates/parts/a.html": "",
        "templates/parts/none.html": "",
        "templates/steps/wonen.html": "",
        "templates/lonely/itself.html": '{% include "lonely/itself.html" %}',
        "schuldhulp/web/client.py": 'render("client/home.html")\nrender(f"steps/{slug}.html")\nf"{x}.html"\n',
    }
    root = plant(tmp_path, files)
    assert rules.unused_templates(root, {"client/letter.html"}) == ["lonely/itself.html"]


def test_an_unused_macro_is_found_and_the_ways_to_use_one_are_known(tmp_path: Path) -> None:
    files = {
        "templates/components/a.html": "{% macro one() %}{{ _own() }}{% endmacro %}"
        "{% macro _own() %}{% endmacro %}"
        "{% macro two() %}{% endmacro %}{% macro three() %}{% endmacro %}"
        "{% macro lonely() %}{{ lonely() }}{% endmacro %}",
        "templates/b.html": '{% from "components/a.html" import one as first, two %}{{ first() }}',
        "templates/c.html": '{% import "components/a.html" as a %}{% call a.three() %}{% endcall %}',
    }
    assert rules.unused_macros(plant(tmp_path, files)) == [
        "b.html: imports two and does not use it",
        "components/a.html: macro two is not used",
        "components/a.html: macro lonely is not used",
    ]
