"""The pages of two partners: the whole way without a script, and no page that shows what was not shown."""

import re
from datetime import timedelta

from page import validate_pdf_bytes
from sqlalchemy import select

from schuldhulp.access_log.tables import AccessEntry
from tests.inside import words_in
from tests.partners.two import fill, join, show
from tests.security.estate import furnish, rows_by_kind
from tests.security.matrix import MATRIX
from tests.security.test_access_matrix import PLAIN, addresses, rules_of
from tests.web_client import WebClient, form_in, form_of
from tests.world import PASSWORD, World

NEW = {"name": "Pim", "email": "pim@client.example", "password": "Een-eigen-wachtwoord"}


def sign_anew(client: WebClient, sign: str, password: str) -> None:
    """Sign longer than ten minutes after signing in: with the password once more."""
    asked = client.submit("/mijn/samen", {}, action=sign).location
    assert asked.startswith("/opnieuw-bevestigen?")
    go_on = client.submit(asked, {"current_password": password}, action="/opnieuw-bevestigen", status=200)
    client.post(sign, form_in(go_on.text, "/opnieuw-bevestigen", sign))


def says_the_same(client: WebClient, page: str, begins: str, paper: str) -> None:
    """The plan as PDF has the amounts of the page, and both signatures."""
    amounts = set(re.findall(r"[\d.]+,\d\d", client.get(page).text.split(begins)[1]))
    printed = words_in(client.get(paper).data)
    assert amounts and amounts <= set(re.findall(r"[\d.]+,\d\d", printed))
    assert "Toonwinkel K-anna" in printed and printed.count("getekend op vrijdag 20 november") == 2


def test_from_asking_to_stopping_with_forms_only(sqlite_world: World) -> None:
    fill(sqlite_world, "anna")
    anna, pim = WebClient(sqlite_world, "anna"), WebClient(sqlite_world, None)
    asked = anna.get(anna.submit("/mijn/samen/vragen", {"called": "Pim"}).location).text
    page = anna.get(re.search(r"/mijn/samen/uitnodiging/[0-9a-f-]+", asked)[0])
    link = re.search(r"http://localhost(/samen/voorbeeldstad/[\w-]+)", page.text)[1]
    code = re.search(r"<strong>(\d{3} \d{3})</strong>", page.text)[1]
    assert "horen niet bij elkaar" in pim.submit(link, {**NEW, "code": "nee"}, status=422).text
    assert pim.submit(link, {**NEW, "code": code}).location.startswith("/kies")
    look = re.search(r"/mijn/samen/uitnodiging/[0-9a-f-]+", anna.get("/mijn/samen").text)[0]
    assert "Pim" in anna.get(look).text
    anna.submit(look, {}, action=f"{look}/ja")

    keys = re.findall(r'name="laat-zien" value="([^"]+)"', anna.get("/mijn/samen").text)
    secret = len(keys)
    anna.submit("/mijn/samen", {"laat-zien": [key for key in keys if key.startswith("schuld")][:1]})
    assert secret == 8 and anna.get("/mijn/samen").text.count(" checked") == 1
    choose = pim.get("/kies")
    role = re.search(r'value="(participation:[0-9a-f-]+)"', choose.text)[1]
    assert pim.post("/kies", {**form_of(choose, "/kies"), "rol": role}).location == "/mijn"
    theirs = pim.get("/mijn/samen").text
    assert "Toonwinkel K-anna" in theirs and "Geheim" not in theirs
    assert "Pim" in anna.get("/mijn/inzage").text, "Anna reads that it was looked at"

    anna.submit("/mijn/samen", {}, action="/mijn/samen/afspraak")
    sign = re.search(r"/mijn/samen/afspraak/[0-9a-f-]+/tekenen", pim.get("/mijn/samen").text)[0]
    sqlite_world.now += timedelta(minutes=11)
    sign_anew(pim, sign, NEW["password"])
    data = anna.get(paper := sign.replace("tekenen", "afspraak.pdf")).data
    assert all(validate_pdf_bytes(data, profile=profile).is_compliant for profile in ("ua1", "2a"))
    half = words_in(data)
    assert "Pim: getekend op vrijdag 20 november" in half and "nog niet getekend" in half
    sign_anew(anna, sign, PASSWORD)
    says_the_same(anna, "/mijn/samen", 'id="afspraak"', paper)
    staff = f"/dossiers/{sqlite_world.kenmerken['anna']}/huishouden"
    noor = WebClient(sqlite_world, "noor")
    says_the_same(noor, staff, "Afspraak samen van", paper.replace("/mijn/samen/afspraak", staff))
    WebClient(sqlite_world, "berend").get(paper, status=404)
    assert len(re.findall(r"getekend op [^<]*20 november", anna.get("/mijn/samen").text)) == 2
    assert "U beslist dit alleen" in pim.get("/mijn/samen/stoppen").text
    pim.submit("/mijn/samen/stoppen", {})
    for client in (anna, pim):
        shown = client.get("/mijn/samen").text
        assert "U deelt nu niets" in shown and "Toonwinkel K-anna" in shown, (
            "the plan stays, and nothing else"
        )
        assert "Toonnet" not in shown and "Geheim" not in shown


def test_no_page_of_the_partner_shows_what_was_not_shown(sqlite_world: World) -> None:
    furnish(sqlite_world)
    join(sqlite_world)
    fill(sqlite_world, "anna")
    show(sqlite_world, "anna", "Toonwinkel")
    fill(sqlite_world, "pim")
    pim, asked, papers = WebClient(sqlite_world, "pim"), 0, 0
    hers, allowed = rows_by_kind(sqlite_world, "anna"), ("Anna K-anna", "Toonwinkel K-anna")
    for rule in rules_of(sqlite_world):
        if MATRIX[rule.endpoint] != frozenset({"client"}) or "GET" not in (rule.methods or ()):
            continue
        foreign = any(rule._converters[name].__class__.__name__ == "UUIDConverter" for name in rule.arguments)
        for address in addresses(sqlite_world, rule, "pim", hers if foreign else {}):
            with pim._clock():
                answer = pim.http.get(address, base_url="http://localhost")
            assert answer.status_code < 500, address
            body = words_in(answer.get_data())
            for word in allowed:
                body = body.replace(word, "")
            assert "K-anna" not in body, address
            asked += 1
            papers += answer.mimetype == "application/pdf" and answer.status_code == 200
    assert asked > 60 and papers >= 3 and set(PLAIN)


def test_a_file_opens_for_the_partner_as_long_as_its_paper_is_shown(sqlite_world: World) -> None:
    join(sqlite_world)
    fill(sqlite_world, "anna")
    show(sqlite_world, "anna")
    pim, anna = WebClient(sqlite_world, "pim"), WebClient(sqlite_world, "anna")
    page = pim.get("/mijn/samen").text
    (shown,) = re.findall(r"/mijn/samen/bestanden/[0-9a-f-]+", page)
    assert "scan K-anna" not in page, "the name of a file can tell of others"
    with pim._clock():
        answer = pim.http.get(shown, base_url="http://localhost")
    assert answer.get_data() == b"%PDF Toonblad K-anna"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="papier.pdf"'
    with sqlite_world.open() as session:
        hers = sqlite_world.people["anna"]
        looked = select(AccessEntry.person_id, AccessEntry.role, AccessEntry.act).where(
            AccessEntry.dossier_id == hers.dossier_id, AccessEntry.part == "bestand"
        )
        assert session.execute(looked).all() == [(sqlite_world.people["pim"].person_id, "partner", "open")]
    assert "een papier dat u inleverde" in anna.get("/mijn/inzage").text
    files = rows_by_kind(sqlite_world, "anna")["paper_file"]
    (kept,) = [f"/mijn/samen/bestanden/{each}" for each in files if str(each) not in shown]
    pim.get(kept, status=404)
    anna.get(shown, status=404)
    WebClient(sqlite_world, "berend").get(shown, status=404)
    show(sqlite_world, "anna", "Toonwinkel")
    pim.get(shown, status=404)
    show(sqlite_world, "anna")
    pim.get(shown)
    pim.submit("/mijn/samen/stoppen", {})
    pim.get(shown, status=404)


def test_staff_see_both_with_a_mark_and_are_warned_before_they_write_to_both(sqlite_world: World) -> None:
    join(sqlite_world)
    for who in ("anna", "pim"):
        fill(sqlite_world, who)
        show(sqlite_world, who)
    noor, base = WebClient(sqlite_world, "noor"), f"/dossiers/{sqlite_world.kenmerken['anna']}"
    page = noor.get(f"{base}/huishouden").text
    assert page.count("de partner weet dit niet") == 8 and page.count(" ziet dit sinds ") == 8
    for path in ("", "/brieven", "/brieven/nieuw", "/afspraak", "/contact", "/bereiken"):
        assert "De partner weet dit niet:" in noor.get(base + path).text, path
    for path, kept, seen in (
        ("/schulden", "Geheimwinkel", "Toonwinkel"),
        ("/budget", "Geheimnet", "Toonnet"),
    ):
        listed = noor.get(base + path).text
        assert listed.count("de partner weet dit niet") == 1, path
        assert (
            kept in listed.split("de partner weet dit niet")[0].rsplit("<summary>", 1)[-1] and seen in listed
        )
        assert "de partner weet dit niet" not in WebClient(sqlite_world, "anna").get("/mijn" + path).text
    marked = {}
    for who, start in (("noor", base), ("anna", "/mijn")):
        browser = WebClient(sqlite_world, who)
        for each in set(
            re.findall(rf'"{start}(/schulden/[0-9a-f-]{{36}})"', browser.get(f"{start}/schulden").text)
        ):
            page = browser.get(start + each).text
            marked[who, "Geheimwinkel" in page] = "de partner weet dit niet" in page
    assert marked == {
        ("noor", True): True,
        ("noor", False): False,
        ("anna", True): False,
        ("anna", False): False,
    }
    told = noor.submit(f"{base}/huishouden", {"body": "Denkt u aan de Geheimwinkel?"}, status=422).text
    assert "misschien iets wat de partner niet weet: Geheimwinkel K-anna" in told
    noor.submit(f"{base}/huishouden", {"body": "Komt dinsdag uit?"})
    for who in ("anna", "pim"):
        assert "Komt dinsdag uit?" in WebClient(sqlite_world, who).get("/mijn/berichten").text
    with sqlite_world.open() as session:
        pims = sqlite_world.people["pim"].dossier_id
        looked = select(AccessEntry.part).where(
            AccessEntry.dossier_id == pims, AccessEntry.role == "counsellor"
        )
        assert "samen" in set(session.scalars(looked)), "Pim reads that staff looked in his dossier too"
