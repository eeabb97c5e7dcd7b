"""The norms on screen: every figure with its source, a set that is tried before it counts, for the platform only."""

import io
from collections.abc import Callable

from schuldhulp.budget.norm_files import set_names
from schuldhulp.norms.queries import editions
from schuldhulp.web.admin.norms import NAMES
from tests.norms.test_publishing import HIGHER, LOWER
from tests.web.test_budget_pages import text_of
from tests.web_client import WebClient, form_of

ClientAs = Callable[[str | None], WebClient]
PAGE = "/beheer/normen/nieuw"


def test_every_figure_stands_there_with_source_and_certainty(client_as: ClientAs) -> None:
    page = client_as("petra").get("/beheer/normen").text
    words = text_of(page)
    assert "€ 1.419,46 per maand" in words and "13,73%" in words
    assert "gelezen in de bron" in words and "niet in een bron gelezen: controleer dit" in words
    assert "https://wetten.overheid.nl/BWBR0015703/2026-07-01" in page
    client_as("ada").get("/beheer/normen", status=404)


def test_every_set_has_a_name_in_words() -> None:
    assert set(set_names()) == set(NAMES)


def test_a_set_is_tried_and_only_then_counts(client_as: ClientAs) -> None:
    petra = client_as("petra")
    tried = petra.submit(PAGE, {"set_name": "bijstand", "content": HIGHER, "do": "probeer"}, status=200)
    assert "Voorbeelden die veranderen" in tried.text and "Laat deze set gelden" in tried.text
    with petra.world.open() as session:
        assert editions(session) == []
    petra.post(PAGE, {**form_of(tried, PAGE), "do": "publiceer"})
    assert "uitgave 1" in text_of(petra.get("/beheer/normen").text)


def test_what_cannot_count_is_said_in_plain_words(client_as: ClientAs) -> None:
    petra = client_as("petra")
    broken = petra.submit(PAGE, {"set_name": "bijstand", "content": LOWER, "do": "publiceer"}, status=422)
    assert "klopt een gepubliceerd voorbeeld niet meer" in broken.text
    assert "Laat deze set gelden" not in broken.text
    odd = petra.submit(PAGE, {"set_name": "bijstand", "content": "geldig_van = morgen"}, status=422)
    assert "dit is geen TOML (regel 1" in odd.text and "geldig_van = morgen" in odd.text
    empty = petra.submit(PAGE, {"set_name": "", "content": ""}, status=422)
    assert "Kies een set." in empty.text


def test_a_file_comes_in_the_place_of_the_text(client_as: ClientAs) -> None:
    petra = client_as("petra")
    fields = {**form_of(petra.get(PAGE), PAGE), "set_name": "bijstand", "content": ""}
    for content, status, words in (
        (HIGHER.encode(), 200, "Voorbeelden die veranderen"),
        (b"\xff\xfe\x00", 422, "Kies een bestand"),
    ):
        posted = {**fields, "bestand": (io.BytesIO(content), "bijstand.toml")}
        page = petra.post(PAGE, posted, status=status, content_type="multipart/form-data")
        assert words in page.text
