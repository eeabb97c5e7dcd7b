"""Refusals and faults as pages that lose nothing."""

import io
from pathlib import Path

from flask import render_template

from tests.web_client import form_of


def test_a_refusal_says_its_sentence_and_shows_what_was_typed(client_as, sqlite_world):
    posted = [("csrf_token", "T"), ("token", "U"), ("body", "Ik schreef dit."), ("empty", "")]
    with sqlite_world.app.test_request_context("/mijn/berichten", method="POST"):
        page = render_template("errors/refused.html", sentence="Dit dossier is afgesloten.", posted=posted)
    assert "Dit dossier is afgesloten." in page and "Ik schreef dit." in page
    assert 'value="T"' not in page and ">U<" not in page


def test_a_closed_dossier_refuses_a_message_and_shows_it(client_as):
    anna = client_as("anna")
    open_still = form_of(anna.get("/mijn/berichten"), "/mijn/berichten")
    anna.submit("/mijn/stoppen", {"words": ""})
    page = anna.post("/mijn/berichten", {**open_still, "body": "Nog één ding."}, status=409)
    assert "Dit dossier is afgesloten" in page.text and "Nog één ding." in page.text


def test_without_a_database_a_button_can_be_pressed_again_and_a_file_is_said_to_be_gone(client_as, sqlite_world):
    anna, path = client_as("anna"), "/mijn/werkboek/doel"
    fields = form_of(anna.get(path), path)
    file = Path(sqlite_world.url.removeprefix("sqlite:///"))
    file.rename(file.with_suffix(".weg"))
    page = anna.post(path, {**fields, "do": "later"}, status=503)
    assert form_of(page, path)["do"] == "later" and "foto of bestand" not in page.text
    page = anna.post(path, {**fields, "files": (io.BytesIO(b"x"), "brief.pdf")}, status=503)
    assert "Kies het straks opnieuw" in page.text
    file.with_suffix(".weg").rename(file)
    anna.get(path)
