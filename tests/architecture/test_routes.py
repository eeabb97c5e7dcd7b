"""The rules about routes hold for the real app, and each is seen to fail on a planted fault."""

import base64
import secrets
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template

from schuldhulp import create_app
from schuldhulp.access import POLICY
from schuldhulp.config import Config
from schuldhulp.dossier.steps import STEPS
from schuldhulp.web.steps.forms import FORMS
from tests.architecture import route_rules as rules
from tests.architecture.table_rules import unknown_permissions


@pytest.fixture(scope="module")
def whole_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app with the demo's pages, so that these are judged too."""
    data = tmp_path_factory.mktemp("data")
    surroundings = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "DATA": str(data),
        "DEMO": "1",
    }
    app: Flask = create_app(Config.from_environment(surroundings))
    return app


def test_a_guard_stands_before_every_route(whole_app: Flask) -> None:
    assert rules.unguarded(whole_app) == []


def test_every_address_is_kebab_case(whole_app: Flask) -> None:
    assert rules.not_kebab_case(whole_app) == []


def test_every_view_renders_the_template_of_its_name(whole_app: Flask) -> None:
    assert rules.misnamed_templates(whole_app) == []


def test_every_door_asks_a_permission_that_the_policy_knows(whole_app: Flask) -> None:
    assert unknown_permissions(whole_app, POLICY) == []


def test_every_step_has_a_form() -> None:
    assert rules.steps_without_form(STEPS, FORMS) == []


def planted() -> Flask:
    app = Flask("planted")

    def view(**_parts: Any) -> str:
        return render_template("client/other.html")

    app.add_url_rule("/mijn", "client.home", view)
    return app


def test_a_route_without_a_guard_is_found() -> None:
    app = planted()
    assert rules.unguarded(app) == ["/mijn (client.home)"]
    app.view_functions["client.home"].guard_rule = "client:read"  # type: ignore[attr-defined]
    assert rules.unguarded(app) == []


def test_a_template_of_another_name_is_found() -> None:
    assert rules.misnamed_templates(planted()) == ["client.home renders client/other.html"]


@pytest.mark.parametrize(
    "address",
    [
        "/Mijn",
        "/mijn_werkboek",
        "/mijn/",
        "/mijn//x",
        "/mijn/werkBoek/<slug>",
        "/plan.docx",
        "/een--twee",
        "/geld€",
    ],
)
def test_an_address_that_is_not_kebab_case_is_found(address: str) -> None:
    app = Flask("planted")
    app.add_url_rule(address, "x", lambda: "")
    assert rules.not_kebab_case(app) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/mijn/werkboek/<slug>",
        "/rapportage/<int:jaar>-k<int:kwartaal>.pdf",
        "/g/<gemeente>/stijl.css",
        "/.well-known/security.txt",
    ],
)
def test_the_addresses_that_we_have_are_kebab_case(address: str) -> None:
    app = Flask("planted")
    app.add_url_rule(address, "x", lambda: "")
    assert rules.not_kebab_case(app) == []


def test_a_step_without_a_form_and_a_form_without_a_step_are_found() -> None:
    steps = [SimpleNamespace(slug="wonen", record=int), SimpleNamespace(slug="vervoer", record=str)]
    forms = {int: object(), bytes: object()}
    assert rules.steps_without_form(steps, forms) == [
        "step vervoer has no form",
        "a form of bytes, and no step",
    ]
