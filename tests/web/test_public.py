"""The front pages: what they say, which municipality a postcode leads to, and what need not travel twice."""

from schuldhulp.municipalities.tables import Municipality


def test_a_postcode_leads_to_its_municipality(client_as):
    nobody = client_as(None)
    assert nobody.get("/?postcode=1012 AB", status=303).location == "/g/voorbeeldstad"
    assert nobody.get("/?postcode=2050", status=303).location == "/g/lindewaard"
    assert nobody.get("/?postcode=9999", status=303).location == "/andere-hulp?postcode=9999"
    assert "Schrijf uw postcode zo" in nobody.get("/?postcode=abc", status=422).text
    assert "Schrijf uw postcode zo" in nobody.get("/?postcode=", status=422).text, (
        "an empty field is answered too"
    )


def test_registering_begins_with_where_somebody_lives(client_as):
    nobody = client_as(None)
    there = nobody.get("/aanmelden?postcode=1012AB", status=303).location
    assert there == "/g/voorbeeldstad/aanmelden?postcode=1012"
    assert 'value="1012"' in nobody.get(there).text
    assert "/g/lindewaard/aanmelden" in nobody.get("/aanmelden").text
    assert nobody.get("/aanmelden?postcode=9999", status=303).location == "/andere-hulp?postcode=9999"


def test_the_front_page_says_what_when_and_what_it_costs(client_as):
    page = client_as(None).get("/g/voorbeeldstad").text
    assert "Hulp kost u niets." in page
    assert "uiterlijk dinsdag 24 november 16.30 uur" in page
    assert "tel:0100000000" in page and "ma tot en met vr" in page
    client_as(None).get("/g/nergens", status=404)


def test_an_unchanged_page_travels_once(client_as):
    nobody = client_as(None)
    for path in ("/", "/g/voorbeeldstad", "/thema/voorbeeldstad.css", "/andere-hulp"):
        mark = nobody.get(path).headers["ETag"]
        again = nobody.get(path, status=304, headers={"If-None-Match": mark})
        assert not again.data


def test_whoever_is_signed_in_goes_to_the_own_first_page(client_as):
    assert client_as("anna").get("/", status=303).location == "/mijn"
    assert client_as("gert").get("/", status=303).location == "/rapportage"
    assert client_as("anna").get("/g/voorbeeldstad").headers["Cache-Control"] == "no-store"


def test_a_municipality_that_does_not_take_part_says_so(client_as, sqlite_world):
    with sqlite_world.open() as session:
        session.query(Municipality).filter_by(slug="lindewaard").update({"takes_part": False})
        session.commit()
    nobody = client_as(None)
    assert nobody.get("/?postcode=2050", status=303).location == "/andere-hulp?postcode=2050"
    assert nobody.get("/g/lindewaard", status=303).location == "/andere-hulp?gemeente=lindewaard"
    page = nobody.get("/andere-hulp?gemeente=lindewaard").text
    assert "Lindewaard doet hier niet mee" in page and "0800-8115" in page


def test_the_stylesheet_carries_only_colours(client_as, sqlite_world):
    with sqlite_world.open() as session:
        bad = {"main": "red;} body{display:none", "accent": "#f2c464", "main_dark": "#101010"}
        session.query(Municipality).filter_by(slug="lindewaard").update({"theme": bad})
        session.commit()
    sheet = client_as(None).get("/thema/lindewaard.css")
    assert sheet.mimetype == "text/css"
    assert "display:none" not in sheet.text and "#101010" not in sheet.text
    assert "--main: #0f5c63" in sheet.text


def test_who_is_threatened_reports_it_here_when_nobody_answers_the_telephone(client_as, sqlite_world):
    opens = sqlite_world.now.replace(hour=9)
    doors = {}
    for now in (opens, opens.replace(hour=20)):
        sqlite_world.now = now
        page = client_as(None).get("/g/voorbeeldstad").text
        doors[now.hour] = page[: page.index("Dreigt er iets?")].rsplit('href="', 1)[1].split('"')[0]
        assert ("Bellen kan vanaf maandag" in page) is (now.hour == 20)
    assert doors == {9: "tel:0100000000", 20: "/g/voorbeeldstad/aanmelden"}
