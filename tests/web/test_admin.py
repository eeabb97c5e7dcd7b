"""The administration of a municipality: each change kept, checked, written down, and nothing of dossiers seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from schuldhulp.accounts.actions import start_session
from schuldhulp.accounts.hats import MEMBERSHIP
from schuldhulp.accounts.queries import hats_of
from schuldhulp.accounts.second_factor.step import SecondStep
from schuldhulp.accounts.tables import Person
from schuldhulp.crypto import keyring
from schuldhulp.dossier.tables import Dossier
from schuldhulp.messages.tables import Message
from schuldhulp.municipalities.queries import municipality_of_postcode, teams
from schuldhulp.municipalities.tables import Membership, SettingChange
from schuldhulp.outbox.tables import OutboxMail
from schuldhulp.refusals import NotYours
from schuldhulp.staff.actions import reset_second_step
from schuldhulp.teamwork.actions import Wish, assign
from schuldhulp.teamwork.queries import read_rule
from schuldhulp.teamwork.routing import Rule
from schuldhulp.unit_of_work import open_write
from schuldhulp.watch.rules import read_alarm
from tests.web_client import WebClient, form_of
from tests.world import World

PAGES = (
    "/beheer", "/beheer/teksten", "/beheer/kleuren", "/beheer/logo", "/beheer/openingstijden", "/beheer/termijnen",
    "/beheer/werkgebied", "/beheer/teams", "/beheer/verdeling", "/beheer/rapport", "/beheer/alarm",
    "/beheer/medewerkers", "/beheer/medewerkers/nieuw", "/beheer/wijzigingen",
)  # fmt: skip


@pytest.fixture
def ada(sqlite_world: World) -> WebClient:
    return WebClient(sqlite_world, "ada")


def written_down(world: World) -> list[tuple[str, str, list[str]]]:
    with world.open() as session:
        return [
            (c.part, c.change, c.fields)
            for c in session.scalars(select(SettingChange).order_by(SettingChange.at))
        ]


def test_an_administrator_sees_settings_and_no_dossier(sqlite_world: World, ada: WebClient) -> None:
    for path in PAGES:
        text = ada.get(path).text
        assert "K-anna" not in text and "K-berend" not in text
    for kenmerk in sqlite_world.kenmerken.values():
        ada.get(f"/dossiers/{kenmerk}", status=404)
    ada.get("/inbox", status=404)
    for who in ("noor", "tess", "gert", "anna", "petra"):
        client = WebClient(sqlite_world, who)
        for path in PAGES[1:]:
            client.get(path, status=404)


def test_texts_are_kept_and_the_change_is_written_down(sqlite_world: World, ada: WebClient) -> None:
    ada.submit("/beheer/teksten", {"costs": "Niets.", "phone": "010 111 11 11"})
    with sqlite_world.open() as session:
        place = sqlite_world.municipality(session)
        other = sqlite_world.municipality(session, "lindewaard")
    assert (place.text("costs"), place.phone, place.version) == ("Niets.", "010 111 11 11", 2)
    assert other.phone == "010 000 00 00"
    assert written_down(sqlite_world) == [("teksten", "changed", ["costs", "phone"])]
    assert "teksten" in ada.get("/beheer/wijzigingen").text


def test_who_was_second_sees_both_texts_and_chooses(sqlite_world: World, ada: WebClient) -> None:
    stale = form_of(ada.get("/beheer/teksten"), "/beheer/teksten")
    ada.submit("/beheer/teksten", {"costs": "Eerst bewaard."})
    page = ada.post("/beheer/teksten", {**stale, "costs": "Later getypt."}, status=422)
    assert "Eerst bewaard." in page.text and "Later getypt." in page.text
    ada.post("/beheer/teksten", form_of(page, "/beheer/teksten"))
    with sqlite_world.open() as session:
        assert sqlite_world.municipality(session).text("costs") == "Later getypt."


def test_a_term_against_the_law_is_refused_with_a_sentence(sqlite_world: World, ada: WebClient) -> None:
    page = ada.submit("/beheer/termijnen", {"first_talk_days": "29"}, status=422)
    assert "Schrijf een getal van 1 tot en met 28." in page.text and 'value="29"' in page.text
    ada.submit("/beheer/termijnen", {"first_talk_days": "14", "reply_hours": "24"})
    with sqlite_world.open() as session:
        levels = sqlite_world.municipality(session).levels
    assert (levels.first_talk_days, levels.reply_hours, levels.reminder_days) == (14, 24, (3, 5))


def test_a_colour_is_judged_and_can_be_looked_at_first(sqlite_world: World, ada: WebClient) -> None:
    page = ada.submit("/beheer/kleuren", {"main": "#ffee88"}, status=422)
    assert "slecht te lezen" in page.text
    seen = ada.submit("/beheer/kleuren", {"main": "#7a1f5c", "actie": "bekijk"}, status=200)
    assert "%237a1f5c" in seen.text
    sheet = ada.get("/beheer/kleuren/voorbeeld.css?main=%237a1f5c&main_dark=x&accent=%23f2c464")
    assert "#7a1f5c" in sheet.text and "background: x" not in sheet.text
    ada.submit("/beheer/kleuren", {"main": "#7a1f5c"})
    with sqlite_world.open() as session:
        assert sqlite_world.municipality(session).theme["main"] == "#7a1f5c"


def test_hours_change_the_promise(sqlite_world: World, ada: WebClient) -> None:
    page = ada.submit("/beheer/openingstijden", {"ma": "van negen tot vijf"}, status=422)
    assert "van negen tot vijf" in page.text
    ada.submit("/beheer/openingstijden", {"ma": "", "vr": "8.30 - 12:00", "closed": "24-12-2026\n31-12-2026"})
    with sqlite_world.open() as session:
        opening = sqlite_world.municipality(session).opening
    assert opening.week[0] is None and f"{opening.week[4]}".count("12") == 1
    assert {d.isoformat() for d in opening.closed} == {"2026-12-24", "2026-12-31"}
    ada.submit(
        "/beheer/openingstijden",
        dict.fromkeys(("ma", "di", "wo", "do", "vr"), "") | {"closed": ""},
        status=422,
    )


def test_postcodes_belong_to_one_municipality(sqlite_world: World, ada: WebClient) -> None:
    page = ada.submit("/beheer/werkgebied", {"first": "2050", "last": "2060"}, status=422)
    assert "Van 2050-2060 hoort een deel al bij een gemeente." in page.text
    page = ada.submit("/beheer/werkgebied", {"first": "1249", "last": "1200"}, status=422)
    assert "Bij 1249-1200 ligt het einde voor het begin." in page.text
    ada.submit("/beheer/werkgebied", {"first": "1200", "last": "1249"})
    with sqlite_world.open() as session:
        found = municipality_of_postcode(session, "1210")
    assert found is not None and found.slug == "voorbeeldstad"


def test_teams_and_the_rule_that_divides(sqlite_world: World, ada: WebClient) -> None:
    ada.post(
        "/beheer/teams", form_of(ada.get("/beheer/teams"), "/beheer/teams") | {"name": "Zuid", "team": ""}
    )
    page = ada.submit("/beheer/verdeling", {"rule": "postcode", "lines": "1050-1099 = West"}, status=422)
    assert "1050-1099 = West" in page.text
    with sqlite_world.open() as session:
        first = next(
            i for i, name in teams(session, sqlite_world.municipalities["voorbeeldstad"]) if name != "Zuid"
        )
    assert "een team voor wat nergens anders bij hoort" in ada.get("/beheer").text
    told = {"rule": "postcode", "lines": "1050-1099 = Zuid\nTurks = zuid", "default_team": ""}
    assert (
        "Daar gaat heen wat nergens anders bij hoort"
        in ada.submit("/beheer/verdeling", told, status=422).text
    )
    ada.submit("/beheer/verdeling", told | {"default_team": str(first)})
    assert "een team voor wat nergens anders bij hoort" not in ada.get("/beheer").text
    with sqlite_world.open() as session:
        rule = read_rule(session, sqlite_world.municipalities["voorbeeldstad"])
    assert rule.rule is Rule.POSTCODE and [(r.first, r.last) for r in rule.ranges] == [(1050, 1099)]
    assert list(rule.languages or {}) == ["tr"]


def test_somebody_is_always_alarmed(sqlite_world: World, ada: WebClient) -> None:
    fields = form_of(ada.get("/beheer/alarm"), "/beheer/alarm")
    fields.pop("team_leads_too", None)
    ada.post("/beheer/alarm", fields, status=422)
    noor = sqlite_world.people["noor"].membership_id
    fields = form_of(ada.get("/beheer/alarm"), "/beheer/alarm")
    fields.pop("team_leads_too", None)
    ada.post("/beheer/alarm", {**fields, "oncall": [str(noor)]})
    stranger = sqlite_world.people["noor_l"].membership_id
    ada.post("/beheer/alarm", {**fields, "oncall": [str(stranger)]}, status=422)
    with sqlite_world.open() as session:
        setting = read_alarm(sqlite_world.municipality(session).alarm_settings)
    assert (setting.oncall, setting.team_leads_too) == ((noor,), False)


def test_who_works_in_two_roles_stands_once_in_the_alarm_list(sqlite_world: World, ada: WebClient) -> None:
    noor = str(sqlite_world.people["noor"].membership_id)
    before = ada.get("/beheer/alarm").text
    second = {"name": "Noor", "email": "noor@staf.example", "role": "team_lead"}
    ada.submit("/beheer/medewerkers/nieuw", second)
    page = ada.get("/beheer/alarm").text
    assert page.count('name="oncall"') == before.count('name="oncall"') and f'value="{noor}"' in page
    fields = form_of(ada.get("/beheer/alarm"), "/beheer/alarm")
    ada.post("/beheer/alarm", {**fields, "oncall": [noor]})
    assert form_of(ada.get("/beheer/alarm"), "/beheer/alarm")["oncall"] == [noor]


def test_report_settings_have_a_floor(sqlite_world: World, ada: WebClient) -> None:
    ada.submit("/beheer/rapport", {"minimum_cell": "4"}, status=422)
    ada.submit("/beheer/rapport", {"minimum_cell": "10"})
    with sqlite_world.open() as session:
        stored = sqlite_world.municipality(session).report_settings
    assert stored["minimum_cell"] == 10 and stored["targets"]["gesprek-op-tijd"] == 100


def test_a_new_counsellor_is_invited_once(sqlite_world: World, ada: WebClient) -> None:
    told = {
        "name": "Fatima Aydin",
        "email": "fatima@staf.example",
        "role": "counsellor",
        "languages": ["nl", "tr"],
    }
    ada.submit("/beheer/medewerkers/nieuw", told)
    page = ada.submit("/beheer/medewerkers/nieuw", told, status=422)
    assert "heeft hier al deze rol" in page.text
    with sqlite_world.open() as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.template == "invite")).one()
        assert "token" in (keyring(session).open(mail, "params_sealed") or "")
        row = session.scalars(select(Membership).where(Membership.person_id == mail.person_id)).one()
        assert row.languages == ["nl", "tr"] and b"Fatima" not in (row.name_sealed or b"")
    assert "uitgenodigd" in ada.get("/beheer/medewerkers").text


def test_an_invitation_tells_nothing_of_an_account_and_gives_no_say_over_it(
    sqlite_world: World, ada: WebClient
) -> None:
    anna = sqlite_world.people["anna"].person_id
    assert anna is not None
    with sqlite_world.open() as session:
        open_write(session, None)
        session.get_one(Person, anna).email_verified_at = sqlite_world.now
        session.commit()
    client = WebClient(sqlite_world, "anna")
    for name, email in (("Wim Vrij", "vrij@staf.example"), ("Anna Bezet", "anna@client.example")):
        ada.submit("/beheer/medewerkers/nieuw", {"name": name, "email": email, "role": "counsellor"})
    page = ada.get("/beheer/medewerkers").text
    free, taken = (page.split(name)[1].split("</tr>")[0] for name in ("Wim Vrij", "Anna Bezet"))
    assert "uitgenodigd" in free and "uitgenodigd" in taken, (
        "else she is known to have an account, so perhaps debts"
    )
    with sqlite_world.open() as session:
        row = session.scalars(select(Membership).where(Membership.person_id == anna)).one()
        session.close()
        open_write(session, None)
        person = session.get_one(Person, anna)
        person.email_set_at = sqlite_world.now
        keyring(session).seal(person, "email_sealed", "schuilplaats@client.example")
        session.commit()
    here = f"/beheer/medewerkers/{row.id}"
    ada.submit(here, {}, action=f"{here}/uitnodiging")
    ada.get(f"{here}/tweede-stap", status=404)
    with sqlite_world.open() as session, pytest.raises(NotYours):
        reset_second_step(
            session, sqlite_world.people["ada"], sqlite_world.now, row.municipality_id, row.id, "in_person"
        )
    for shown in (ada.get(here), ada.get("/beheer/medewerkers")):
        assert "schuilplaats" not in shown.text
    client.get("/mijn")
    with sqlite_world.open() as session:
        hat = next(h for h in hats_of(session, anna, sqlite_world.now) if h.kind == MEMBERSHIP)
        session.close()
        start_session(session, sqlite_world.now, anna, [hat], "tests", SecondStep.DONE)
    assert "uitgenodigd" not in ada.get("/beheer/medewerkers").text.split("Anna Bezet")[1].split("</tr>")[0]


def test_who_has_an_account_takes_the_new_role_up_at_once(sqlite_world: World, ada: WebClient) -> None:
    told = {"name": "Noor", "email": "noor@staf.example", "role": "team_lead"}
    ada.submit("/beheer/medewerkers/nieuw", told)
    with sqlite_world.open() as session:
        assert session.scalars(select(OutboxMail).where(OutboxMail.template == "invite")).all() == []
        noor = sqlite_world.people["noor"].person_id
        assert noor and {h.role.value for h in hats_of(session, noor, sqlite_world.now)} == {
            "counsellor",
            "team_lead",
        }


def test_who_stops_now_is_out_and_the_dossiers_wait_for_a_colleague(
    sqlite_world: World, ada: WebClient
) -> None:
    noor, anna = sqlite_world.people["noor"], sqlite_world.people["anna"].dossier_id
    assert anna and noor.membership_id
    with sqlite_world.open() as session:
        assign(session, sqlite_world.people["tess"], sqlite_world.now, [Wish(anna, None, noor.membership_id)])
    browser = WebClient(sqlite_world, "noor")
    browser.get("/inbox")
    ada.submit(f"/beheer/medewerkers/{noor.membership_id}/stopt", {"actie": "nu"})
    assert "/inloggen" in browser.get("/inbox", status=303).headers["Location"]
    with sqlite_world.open() as session:
        row = session.scalars(select(Dossier).where(Dossier.id == anna)).one()
        assert row.counsellor_id is None
        last = session.scalars(select(Message).where(Message.dossier_id == anna)).all()[-1]
        assert (keyring(session).open(last, "body_sealed") or "").startswith(
            "Noor werkt niet meer aan uw dossier."
        )
        assert noor.person_id and hats_of(session, noor.person_id, sqlite_world.now) == []
    assert "Anna K-anna" in WebClient(sqlite_world, "tess").get("/team").text
    assert ("medewerkers", "ended", []) in written_down(sqlite_world)


def test_a_last_day_to_come_changes_nothing_yet(sqlite_world: World, ada: WebClient) -> None:
    bas = sqlite_world.people["bas"]
    day = (sqlite_world.now + timedelta(days=20)).strftime("%d-%m-%Y")
    ada.submit(f"/beheer/medewerkers/{bas.membership_id}/stopt", {"actie": "dag", "last_day": day})
    WebClient(sqlite_world, "bas").get("/inbox")
    own = sqlite_world.people["ada"].membership_id
    page = ada.submit(f"/beheer/medewerkers/{own}/stopt", {"actie": "nu"}, status=422)
    assert "laatste beheerder" in page.text
    ada.get(f"/beheer/medewerkers/{sqlite_world.people['noor_l'].membership_id}", status=404)
