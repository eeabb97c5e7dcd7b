"""Every component and state in a real browser: no axe finding, nothing too wide, no policy broken.

GALLERY_OUT=<folder> keeps a picture of each, small and wide, light and dark.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template, request
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from schuldhulp.charts import Part, month_bar
from schuldhulp.web.display import FILTERS, forget_typed
from schuldhulp.web.forms import (
    BooleanField,
    CheckboxesField,
    ChoiceField,
    DateField,
    DropdownField,
    EuroField,
    InputRequired,
    IntegerField,
    LongTextField,
    PageForm,
    PeriodField,
    RulerField,
    TextField,
)
from tests.browsers import AXE, RULES, RUN_AXE, serving, width_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHAPES: list[tuple[int, Any]] = [(360, "light"), (1366, "dark"), (360, "dark"), (1366, "light")]
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, summary, select, input:not([type=hidden], [type=radio], [type=checkbox])')]
  .filter(e => e.offsetParent && !e.closest('p, .error-summary, .skip-link'))
  .filter(e => e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 90) + ' ' + e.getBoundingClientRect().height)"""
LOOK_DIR = os.environ.get("GALLERY_OUT", "")
PAGES = [
    "home", "step", "step-fouten", "messages", "messages-staf", "budget", "lines", "inbox", "front",
    *(f"fout-{code}" for code in (400, 403, 404, 405, 413, 429, 500, 503)), "fout-conflict",
    "fout-conflict-leeg", "fout-refused",
]  # fmt: skip
MUNICIPALITY = SimpleNamespace(
    logo=None,
    name="Voorbeeldstad",
    slug="voorbeeldstad",
    phone="014 012",
    opening_hours_text="Maandag tot en met vrijdag, 9.00–17.00 uur.",
)
THEME = {"main": "#125d63", "main_dark": "#86cbc8", "accent": "#f4c766"}


class EveryField(PageForm):
    amount = EuroField(
        "Welk bedrag komt erop?",
        [InputRequired()],
        description="Schrijf het zoals het op uw bank staat, bijvoorbeeld 1.180,00",
    )
    period = PeriodField("Per")
    day = DropdownField("Op welke dag?", choices=[("vr", "vrijdag"), ("ma", "maandag")])
    attached = ChoiceField(
        "Gaat er al iets af?", [InputRequired()], choices=[("ja", "Ja"), ("nee", "Nee")], open_allowed=True,
        description="Beslag, CAK, of iets dat u terugbetaalt",
        help="Kijk op uw loonstrook bij ‘inhoudingen’.",
    )  # fmt: skip
    kinds = CheckboxesField(
        "Wat hoort bij u?", choices=[("loon", "Loon"), ("uitkering", "Uitkering"), ("toeslag", "Toeslagen")]
    )
    since = DateField("Sinds wanneer?", open_allowed=True)
    people = IntegerField("Met hoeveel mensen woont u?")
    who = TextField(
        "Van wie komt het?", suggestions=["UWV", "SVB"], description="Naam van uw werkgever of uitkering"
    )
    note = LongTextField("Wilt u er iets bij schrijven?", open_allowed=True)
    sure = RulerField("Hoe zeker bent u hiervan?")
    known = BooleanField("Dit bedrag is ongeveer")


def _chart() -> object:
    out = [
        ("Vaste lasten", 120974, "fixed"),
        ("Elke week", 95000, "household"),
        ("Reserveren", 25184, "reserve"),
    ]
    return month_bar(
        [Part("Erin", 295610, "income")],
        [Part(*part) for part in [*out, ("Terugbetalen", 46583, "payments")]],
        title="Uw maand",
        rest_labels=("Vrij", "Tekort"),
    )


def _form(name: str) -> EveryField:
    wrong = {"amount": "twaalf", "since": "morgen", "people": "veel", "note": "Dit typte ik."}
    form = EveryField(MultiDict(wrong) if name == "step-fouten" else None, meta={"csrf": False})
    if name == "step-fouten":
        form.validate()
    return form


def _render(name: str) -> str:
    error = name.startswith("fout-")
    staff = name in ("inbox", "messages-staf")
    template = f"errors/{name.split('-')[1]}.html" if error else f"{name.split('-')[0]}.html"
    actor = SimpleNamespace(role="team_lead" if staff else "client", display_name="Noor" if staff else "Sam")
    places = {"home": "/mijn", "inbox": "/inbox", "budget": "/mijn/budget"}
    request.path = places.get(name, "/mijn/werkboek/inkomen")
    return render_template(
        template,
        municipality=None if name == "fout-503" else MUNICIPALITY,
        actor=None if error or name == "front" else actor,
        notice="Uw bericht is verstuurd." if name == "messages" else None,
        session_ends_at=datetime.now(UTC) + timedelta(minutes=1 if name == "budget" else 15),
        layout="layouts/public.html" if error else ("counsellor" if staff else "client"),
        nav_badges={"/mijn/berichten": 1},
        form=_form(name),
        chart=_chart(),
        sentence="Dit dossier is afgesloten.",
        number="1a2b3c4d",
        seconds=300,
        posted=[("csrf_token", "x"), ("bedrag", "40,-"), ("bericht", "Lange tekst. " * 12)],
        conflicts=[]
        if name.endswith("-leeg")
        else [
            ("doel", "Uw doel", "Weer op vakantie met de kinderen", "Rust aan het eind van de maand"),
            ("dag", "Dag", "", "vrijdag"),
        ],
        other_name="Noor",
    )


drafts: list[str] = []


def gallery_app() -> Flask:
    """A Flask app that shows the components and nothing else."""
    app = Flask("gallery", static_folder=str(ROOT / "schuldhulp/static"))
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_CHECK_DEFAULT=False)
    CSRFProtect(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), FileSystemLoader(HERE / "gallery")]
    )  # type: ignore[assignment]
    app.jinja_env.globals["asset"] = lambda name: f"/static/{name}"
    app.jinja_env.globals["module_script"] = lambda name: Markup(
        '<script type="module" src="/static/{}"></script>'
    ).format(name)
    app.jinja_env.globals.update(take_remark=lambda: "", forget_typed=forget_typed, confirms_by_mail=False)
    app.jinja_env.filters.update(FILTERS)
    app.add_url_rule("/toon/<name>", "toon", _render)
    app.add_url_rule(
        "/thema/<slug>.css",
        "thema",
        lambda slug: (render_template("components/theme.css.j2", theme=THEME), {"Content-Type": "text/css"}),
    )

    @app.post("/concept")
    def concept() -> dict[str, str]:
        drafts.append(request.form["note"])
        return {}

    @app.post("/sessie/verlengen")
    def extend() -> dict[str, str]:
        return {"ends_at": (datetime.now(UTC) + timedelta(minutes=15)).isoformat()}

    @app.after_request
    def policy(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = CSP
        return response

    return app


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serving(gallery_app()) as address:
        yield address


def _open(
    browser: Browser, url: str, width: int, scheme: Any, scripts: bool = True
) -> tuple[Page, list[str]]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(url, wait_until="load")
    assert answer is not None and answer.status == 200, url
    return page, said


def _judge(page: Page) -> list[str]:
    return list(page.evaluate(RUN_AXE, [*RULES, "best-practice"]))


@pytest.mark.parametrize("name", PAGES)
def test_every_component_is_clean_on_each_screen(base: str, chromium: Browser, name: str) -> None:
    page, said = _open(chromium, f"{base}/toon/{name}", 360, "light")
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)")
    page.evaluate(AXE.read_text())
    for width, scheme in SHAPES if LOOK_DIR else SHAPES[:2]:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        if LOOK_DIR:
            page.screenshot(path=f"{LOOK_DIR}/{name}-{width}-{scheme}.png", full_page=True)
        assert _judge(page) == [], (width, scheme)
    for width in (320, 683):
        page.set_viewport_size({"width": width, "height": 800})
        assert width_of(page) <= width, width
        if name not in ("inbox", "messages-staf"):
            assert page.evaluate(SMALL_TARGETS) == [], width
    assert said == []
    page.context.close()


def test_the_error_summary_has_focus_and_leads_to_the_field(base: str, chromium: Browser) -> None:
    page, _ = _open(chromium, f"{base}/toon/step-fouten", 360, "light")
    assert page.evaluate("document.activeElement.id") == "fouten"
    page.click("#fouten a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "amount"
    assert page.get_attribute("#amount", "aria-describedby") == "amount-hint amount-fout"
    assert page.input_value("#amount") == "twaalf"
    page.context.close()


def test_everything_to_answer_is_there_without_script(base: str, chromium: Browser) -> None:
    page, _ = _open(chromium, f"{base}/toon/step", 360, "light", scripts=False)
    page.fill("#amount", "40,-")
    page.check("text=Weet ik niet >> nth=0")
    page.click("summary >> nth=0")
    assert page.locator("text=inhoudingen").first.is_visible()
    assert page.locator("form button[type=submit]:visible").count() >= 4
    page.context.close()


def test_an_open_answer_and_a_given_answer_exclude_each_other(base: str, chromium: Browser) -> None:
    page, _ = _open(chromium, f"{base}/toon/step", 360, "light")
    page.check("#attached-0")
    page.check("[name='attached--open'][value=later]")
    assert not page.is_checked("#attached-0")
    page.check("#attached-1")
    assert not page.is_checked("[name='attached--open'][value=later]")
    page.context.close()


def test_j_walks_the_inbox_and_the_keys_can_be_switched_off(base: str, chromium: Browser) -> None:
    page, _ = _open(chromium, f"{base}/toon/inbox", 1366, "light")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "M. Yildiz"
    page.click("[data-keys-toggle]")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Zet toetsen aan"
    page.context.close()


def test_typing_keeps_a_draft_and_says_so(base: str, chromium: Browser) -> None:
    page, said = _open(chromium, f"{base}/toon/step", 360, "light")
    with page.expect_response("**/concept"):
        page.fill("#note", "Half af")
    page.wait_for_function("!document.querySelector('[data-saved]').textContent.includes('14.02')")
    assert page.text_content("[data-saved]").startswith("Bewaard om ")  # type: ignore[union-attr]
    assert drafts[-1] == "Half af"
    assert said == []
    page.context.close()


def test_the_warning_before_the_end_can_be_answered_and_goes_away(base: str, chromium: Browser) -> None:
    page, said = _open(chromium, f"{base}/toon/budget", 360, "light")
    page.wait_for_selector(".session-warning:visible")
    assert page.evaluate("document.activeElement.textContent") == "Ik ga verder"
    page.click("text=Ik ga verder")
    page.wait_for_selector(".session-warning", state="hidden")
    assert said == []
    page.context.close()


def test_three_times_shift_leaves_the_page(base: str, chromium: Browser) -> None:
    page, _ = _open(chromium, f"{base}/toon/front", 360, "light")
    with page.expect_request("**/snel-weg"):
        for _ in range(3):
            page.keyboard.press("Shift")
    page.context.close()
