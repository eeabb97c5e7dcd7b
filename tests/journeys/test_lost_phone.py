"""A counsellor with a lost telephone: an administrator looks who it is, the old sessions end, and the work goes on."""

from schuldhulp.accounts.second_factor import totp
from schuldhulp.web.guard import COOKIE
from tests.browsers import DESK, PHONE
from tests.journeys.walking import Journey, amsterdam
from tests.world import PASSWORD


def test_a_counsellor_who_lost_the_telephone_works_on_the_same_day(journey: Journey) -> None:
    world, email = journey.world, "noor@staf.example"
    case = f"/dossiers/{world.kenmerken['anna']}"
    thief = journey.signed_in(email, PHONE).go(case)
    assert "K-anna" in thief.read_all()

    journey.at(amsterdam(20, 17, 5))
    ada = journey.signed_in("ada@staf.example", DESK).go("/beheer/medewerkers")
    ada.link("Noor").link("Telefoon kwijt: tweede stap weghalen")
    ada.fill({"proof": "in_person"}).button("Haal de tweede stap weg", "main")
    assert "De tweede stap is weggehaald" in ada.read()
    assert journey.mailed("second_step_changed") == ["noor"]
    thief.page.goto(journey.site + case)
    assert "/inloggen" in thief.page.url and "K-anna" not in thief.page.inner_text("body")

    noor = journey.somebody(DESK).go("/inloggen")
    noor.fill({"email": email, "password": PASSWORD}).button("Inloggen", "main")
    noor.button("Begin", "main")
    seed = noor.page.locator(".seed").inner_text().replace(" ", "")
    before = next(c["value"] for c in noor.page.context.cookies() if c["name"] == COOKIE)
    noor.fill({"code": totp.code_at(seed, totp.step_of(journey.moment))}).button("Bevestig", "main")
    codes = noor.page.locator(".paper-codes code").all_inner_texts()
    assert len(codes) == 8 and noor.wide() <= 1366
    assert before != next(c["value"] for c in noor.page.context.cookies() if c["name"] == COOKIE)
    noor.link("Ik heb ze bewaard, ga verder").go(case)
    assert "K-anna" in noor.read_all()

    # And had there been a code on paper, nobody else was needed.
    journey.at(amsterdam(21, 9))
    paper = journey.somebody(PHONE).go("/inloggen")
    paper.fill({"email": email, "password": PASSWORD}).button("Inloggen", "main")
    paper.link("Ik heb mijn telefoon niet").fill({"code": codes[2]}).button("Ga verder", "main")
    assert "U heeft nog 7 herstelcodes" in paper.read() and paper.wide() <= 360
    noor.page.goto(journey.site + case)
    assert "/inloggen" in noor.page.url
