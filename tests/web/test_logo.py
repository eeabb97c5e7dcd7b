"""The logo of a municipality: judged, made small, shown on its own pages and papers and nowhere else."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from schuldhulp.municipalities.tables import Municipality, MunicipalityLogo, SettingChange
from schuldhulp.web.headers import FILE_POLICY
from tests.web_client import WebClient, form_of
from tests.world import World


def picture(kind: str = "PNG", size: tuple[int, int] = (1200, 300)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "#0f5c63").save(out, kind)
    out.seek(0)
    return out


@pytest.fixture
def ada(sqlite_world: World) -> WebClient:
    return WebClient(sqlite_world, "ada")


def put(ada: WebClient, data: io.BytesIO, alt: str = "Wapen van Voorbeeldstad", status: int = 303):
    fields = form_of(ada.get("/beheer/logo"), "/beheer/logo")
    sent = fields | {"alt": alt, "picture": (data, "logo.png")}
    return ada.post("/beheer/logo", sent, status=status, content_type="multipart/form-data")


def test_a_logo_is_made_small_and_shown_on_every_page_of_the_own_municipality(
    sqlite_world: World, ada: WebClient, client_as
) -> None:
    put(ada, picture())
    with sqlite_world.open() as session:
        kept = session.scalars(select(MunicipalityLogo)).one()
        assert kept.municipality_id == sqlite_world.municipalities["voorbeeldstad"]
        assert (kept.width, kept.height) == (480, 120) and kept.image.startswith(b"\x89PNG")
        changes = session.scalars(select(SettingChange)).all()
        assert [(change.part, change.change) for change in changes] == [("logo", "added")]
        address = f"/g/voorbeeldstad/logo.png?v={kept.digest}"
    visitor = client_as(None)
    shown = visitor.http.get(address, base_url="http://localhost")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert "immutable" in shown.headers["Cache-Control"]
    assert shown.headers["Content-Security-Policy"] == FILE_POLICY
    assert address in visitor.get("/g/voorbeeldstad").text
    assert "logo.png" not in visitor.get("/g/lindewaard").text
    assert visitor.http.get(address.replace("voorbeeldstad", "lindewaard")).status_code == 404
    assert client_as("anna").get("/mijn/budget/plan.pdf").data.startswith(b"%PDF")


def test_colours_keep_the_logo_and_it_can_be_taken_away(sqlite_world: World, ada: WebClient) -> None:
    put(ada, picture("JPEG"))
    ada.submit("/beheer/kleuren", {"main": "#123456"})
    with sqlite_world.open() as session:
        theme = session.get_one(Municipality, sqlite_world.municipalities["voorbeeldstad"]).theme
        assert theme["main"] == "#123456" and theme["logo"]["alt"] == "Wapen van Voorbeeldstad"
    ada.submit("/beheer/logo", {"weg": "ja"})
    with sqlite_world.open() as session:
        assert session.scalars(select(MunicipalityLogo)).all() == []
        assert "logo" not in session.get_one(Municipality, sqlite_world.municipalities["voorbeeldstad"]).theme


@pytest.mark.parametrize("data", [b"", b"<svg onload='x'/>", b"%PDF-1.4", b"\x89PNG\r\n\x1a\nhalf"])
def test_what_is_no_picture_is_refused_beside_the_field(ada: WebClient, data: bytes) -> None:
    page = put(ada, io.BytesIO(data), "Mijn wapen", status=422).text
    assert "Kies een PNG of JPEG van ten hoogste 2 MB." in page and 'value="Mijn wapen"' in page
