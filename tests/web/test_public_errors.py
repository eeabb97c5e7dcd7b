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


def test_without_a_database_a_button_can_be_pressed_again_and_a_file_is_said_to_be_gone(
    client_as, sqlite_world
):
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


def test_what_is_too_large_keeps_every_word_and_no_file(client_as):
    anna, words = client_as("anna"), "Dit schreef ik voor de foto"
    fields = form_of(anna.get("/mijn/berichten"), "/mijn/berichten")
    photo = (io.BytesIO(b"\xff\xd8 K-foto-inhoud " + bytes(11 * 1024 * 1024)), "foto.jpg")
    given = {**fields, "body": words, "foto": photo, "ook_dit": "En dit erna", "password": "K-geheim-woord"}
    page = anna.post("/mijn/berichten", given, status=413, content_type="multipart/form-data").text
    assert words in page and "En dit erna" in page and "Stuur de foto’s in delen" in page
    assert "K-foto-inhoud" not in page and "K-geheim-woord" not in page
    large = anna.http.post(
        "/mijn/berichten", data={"body": words, "rest": "x" * 12_000_000}, base_url="http://localhost"
    )
    assert large.status_code == 413 and words in large.text and len(large.text) < 2_000_000
    broken = anna.http.post(
        "/mijn/berichten", data=bytes(12 * 1024 * 1024), content_type="multipart/form-data; boundary=x",
        base_url="http://localhost",
    )  # fmt: skip
    assert broken.status_code == 413 and "Dit is te groot" in broken.text
