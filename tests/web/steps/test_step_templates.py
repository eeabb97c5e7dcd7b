"""The step pages render for every step, with nothing undefined, one heading, and a label for every field."""

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from flask import Flask, render_template
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

from schuldhulp.dossier.content import text_of
from schuldhulp.dossier.facts import DossierFacts
from schuldhulp.dossier.progress import status
from schuldhulp.dossier.steps import STEP, STEPS
from schuldhulp.web.display import FILTERS, forget_typed
from schuldhulp.web.steps.debt_forms import DebtForm, IdentityForm, MandateForm, PaperForm, RoughDebtsForm
from schuldhulp.web.steps.forms import FORM_FOR, StuckForm, form_class
from schuldhulp.web.steps.row_editor import Hint
from schuldhulp.web.steps.row_forms import ExpenseForm, HouseholdMemberForm, IncomeForm

TEMPLATES = Path(__file__).parents[3] / "templates"
PLAIN = "".join(
    "{% block " + name + " %}{% endblock %}" for name in ("title", "header_start", "heading", "content")
)
ROW = {
    "text": "Loon", "detail": "de 24e", "amount": "€ 1.180,00 per 4 weken", "edit_url": "/a", "remove_url": "/w",
    "token": "0" * 32, "version": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def pages() -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False)
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader({"plain.html": PLAIN})])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(csrf_token=lambda: "t", forget_typed=forget_typed)
    app.jinja_env.filters.update(FILTERS)
    return app


@pytest.fixture(autouse=True)
def _request(pages: Flask) -> Iterator[None]:
    with pages.test_request_context():
        yield


def template_for(slug: str) -> str:
    own = f"steps/{slug}.html"
    return own if (TEMPLATES / own).exists() else "steps/step.html"


def page(slug: str, facts: DossierFacts, form: object = None, **more: object) -> str:
    step = STEP[slug]
    context = {
        "layout": "plain.html",
        "step": step,
        "text": text_of(step, facts),
        "form": form or form_class(slug, threat_open=facts.threat_open)(),
        "rows": [ROW] if step.rows else (),
        "lines": [(line.label, f"/nieuw/{line.code}") for line in step.lines],
        "row_ask": "Nog iets erbij?",
        "status": status(step, facts, {}),
        "saved_at": "14:02",
        "reader_names": "u en Noor",
        "urls": {"save": "/s", "back": "/mijn/werkboek", "draft": None, "add": "/nieuw"},
    }
    return render_template(template_for(slug), **{**context, **more})


def checked(html: str) -> str:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert len(tree.findall(".//h1")) == 1
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(field) for label in tree.iter("label") for field in label.iter("input")}
    for field in [*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")]:
        if field.get("type") != "hidden":
            assert field.get("id") in labelled or id(field) in inside, field.attrib
    return html


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
def test_every_step_has_a_page(slug):
    html = checked(page(slug, DossierFacts()))
    text = text_of(STEP[slug], DossierFacts())
    assert text.title in html and "Opslaan en verder" in html and "Later" in html and "Het lukt niet" in html
    assert "Bewaard om 14:02. U kunt hier altijd stoppen." in html
    assert (text.readers or "Alleen u en Noor lezen dit, of een collega die helpt of vervangt.") in html
    assert f"ongeveer {STEP[slug].minutes} minuten" in html and text.help in html
    assert text.after in html
    for field in FORM_FOR[slug]().asked:
        assert f'name="{field.name}"' in html
        shares_the_answer_of_its_amount = field.type == "PeriodField"
        assert f'name="{field.name}--open"' in html or shares_the_answer_of_its_amount


def test_a_step_of_rows_shows_its_lines_and_what_can_be_added():
    html = page("lonen-en-uitkeringen", DossierFacts())
    assert "€ 1.180,00 per 4 weken" in html and 'href="/nieuw/aow"' in html and "Weghalen" in html
    assert "Ik heb geen loon" not in html
    empty = page("lonen-en-uitkeringen", DossierFacts(), rows=())
    assert "Ik heb geen loon of uitkering" in empty and 'value="none"' in empty


def test_at_a_threat_the_page_has_three_questions():
    html = checked(page("dreigt-er-iets", DossierFacts(threat_open=True)))
    assert "Drie vragen eerst" in html and 'name="eviction"' not in html and 'name="food"' in html


def test_errors_are_shown_beside_the_field_and_what_was_typed_stays():
    data = MultiDict([("token", "0" * 32), ("eviction", "ja"), ("eviction_on", "morgen <b>")])
    form = FORM_FOR["dreigt-er-iets"](data)
    assert not form.validate()
    html = checked(page("dreigt-er-iets", DossierFacts(), form))
    assert "dag-maand-jaar" in html and 'value="morgen &lt;b&gt;"' in html and 'href="#eviction_on"' in html


def test_the_ten_rough_lines_stand_on_the_page_of_schulden_grof():
    html = checked(page("schulden-grof", DossierFacts(), rough_form=RoughDebtsForm(creditors=["Ziggo"])))
    assert 'name="lines-9-amount"' in html


@pytest.mark.parametrize(
    ("slug", "make"),
    [
        ("lonen-en-uitkeringen", lambda: IncomeForm(step=STEP["lonen-en-uitkeringen"])),
        ("wonen", lambda: ExpenseForm(step=STEP["wonen"])),
        ("thuis", HouseholdMemberForm),
        ("een-schuld", lambda: DebtForm(creditors=["Ziggo"])),
        ("papieren", PaperForm),
        ("machtiging", lambda: MandateForm(debts=[("a", "Verhuurder")])),
        ("identiteit", IdentityForm),
    ],
)
def test_every_row_form_has_a_page(slug, make):
    step = STEP[slug]
    html = render_template(
        "steps/row.html", layout="plain.html", step=step, text=text_of(step, DossierFacts()), form=make(),
        heading="Toevoegen", hint=Hint("Is dit per 4 weken?"), urls={"save": "/s", "back": "/t"},
    )  # fmt: skip
    assert "Is dit per 4 weken?" in checked(html) and "Bewaren en nog een" in html


def test_after_a_step_come_success_and_doors():
    step = STEP["doel"]
    html = render_template(
        "steps/after.html", layout="plain.html", step=step, text=text_of(step, DossierFacts()),
        success="Uw doel staat erin.", kinds=(), prompt="Wat maakt dit doel van u?", lines_reached=("Er is genoeg.",),
        doors=[("/mijn/werkboek/wonen", "Wonen", "Ongeveer 8 minuten")], urls={"back": "/mijn/werkboek"},
    )  # fmt: skip
    assert "Uw doel staat erin." in checked(html) and "Waar wilt u verder?" in html


def test_het_lukt_niet_has_a_page():
    html = render_template(
        "steps/stuck.html", layout="plain.html", step=STEP["doel"], text=text_of(STEP["doel"], DossierFacts()),
        form=StuckForm(), counsellor="Noor", urls={"save": "/s", "back": "/t"},
    )  # fmt: skip
    assert "Noor krijgt bericht" in checked(html)
