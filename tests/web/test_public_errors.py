"""Refusals and faults as pages that lose nothing."""

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
