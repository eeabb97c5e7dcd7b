"""Balances of many debts on one page: one act, totals before and after, what was typed kept, and two at once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from schuldhulp.debts import actions as debts
from schuldhulp.debts.queries import debts_of
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.events import FactEstablished
from schuldhulp.dossier.queries import events_of
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.queries import established_of
from schuldhulp.facts.rows import Told
from schuldhulp.messages.queries import conversation
from tests.web.test_budget_pages import text_of
from tests.web_client import WebClient, form_of

ClientAs = Callable[[str | None], WebClient]


def owes(web: WebClient, *amounts: int) -> list[UUID]:
    names = ("CZ", "KPN", "Belastingdienst")
    with web.world.open() as session:
        mine, anna = web.world.dossier(session, "anna"), web.world.people["anna"]
        return [
            debts.add_debt(session, anna, web.world.now, mine, DebtTold(creditor=name, claimed_cents=cents))
            for name, cents in zip(names, amounts, strict=True)
        ]


def confirmed(web: WebClient) -> dict[str, int | None]:
    with web.world.open() as session:
        noor = web.world.people["noor"]
        value = debts_of(session, noor, web.world.dossier(session, "anna", "noor").id)
        return {debt.name: debt.confirmed_cents for debt in value.debts}


def test_several_balances_are_one_act_and_the_total_is_shown_before(client_as: ClientAs) -> None:
    noor = client_as("noor")
    cz, kpn, _ = owes(noor, 600_00, 400_00, 1_000_00)
    page = f"/dossiers/{noor.world.kenmerken['anna']}/schulden/saldi"
    typed = {"source": "saldo-opgaven", f"total_{cz.hex}": "612,40", f"same_{kpn.hex}": "y"}
    looked = noor.submit(page, {**typed, "kies": "bekijk"}, status=200)
    words = text_of(looked.text)
    assert "€ 2.000,00 € 2.012,40" in words and "0 van 3 2 van 3" in words
    assert confirmed(noor) == {"CZ": None, "KPN": None, "Belastingdienst": None}
    assert 'value="612,40"' in looked.text
    done = noor.submit(page, typed)
    assert done.headers["Location"].startswith(page)
    assert confirmed(noor) == {"CZ": 612_40, "KPN": 400_00, "Belastingdienst": None}
    with noor.world.open() as session:
        staff = noor.world.people["noor"]
        dossier = noor.world.dossier(session, "anna", "noor")
        told = [
            e.event for e in events_of(session, staff, dossier.id) if isinstance(e.event, FactEstablished)
        ]
        assert [event.cents for event in told] == [612_40, 400_00]
        body = conversation(session, noor.world.people["anna"], dossier.id)[-1].body
        assert "de saldi van 2 schulden, samen €\u00a01.012,40" in body
    told_once = text_of(noor.get(f"/dossiers/{noor.world.kenmerken['anna']}?soort=geld").text)
    assert "2 gegevens door de schuldeiser bevestigd." in told_once
    assert "Een gegeven door de schuldeiser bevestigd" not in told_once
    with noor.world.open() as session:
        staff = noor.world.people["noor"]
        dossier = noor.world.dossier(session, "anna", "noor")
        session.close()
        # A letter that is older than what stands changes nothing.
        older = Told(subject=Subject.DEBT, about=cz, author=Author.CREDITOR, source="brief",
                     on=noor.world.now.date() - timedelta(days=30), cents=500_00)  # fmt: skip
        establish_fact(session, staff, noor.world.now, dossier, older)
    assert confirmed(noor)["CZ"] == 612_40


def test_what_does_not_hang_together_is_said_beside_the_field_and_nothing_is_written(
    client_as: ClientAs,
) -> None:
    noor = client_as("noor")
    cz, kpn, tax = owes(noor, 600_00, 400_00, 1_000_00)
    page = f"/dossiers/{noor.world.kenmerken['anna']}/schulden/saldi"
    typed = {
        f"total_{cz.hex}": "610", f"principal_{cz.hex}": "500", f"costs_{cz.hex}": "90",
        f"total_{kpn.hex}": "999", f"same_{kpn.hex}": "y", f"interest_{tax.hex}": "3",
    }  # fmt: skip
    answer = noor.submit(page, typed, status=422)
    words = text_of(answer.text)
    for sentence in (
        "samen niet het saldo",
        "ander bedrag dan de cliënt",
        "Vul ook het saldo in",
        "waar dit uit blijkt",
    ):
        assert sentence in words, sentence
    assert 'value="610"' in answer.text and 'value="999"' in answer.text
    empty = noor.submit(page, {"source": "brief"}, status=422)
    assert "nog geen saldo bij een schuld" in text_of(empty.text)
    assert set(confirmed(noor).values()) == {None}


def test_what_changed_meanwhile_is_shown_and_what_was_typed_stays(client_as: ClientAs) -> None:
    noor = client_as("noor")
    cz, kpn, tax = owes(noor, 600_00, 400_00, 1_000_00)
    page = f"/dossiers/{noor.world.kenmerken['anna']}/schulden/saldi"
    fields = form_of(noor.get(page), page) | {
        "source": "saldo-opgave", f"total_{cz.hex}": "612,40", f"total_{kpn.hex}": "401", f"total_{tax.hex}": "1"
    }  # fmt: skip
    with noor.world.open() as session:
        world = noor.world
        bas, dossier = world.people["bas"], world.dossier(session, "anna", "noor")
        session.close()
        theirs = Told(subject=Subject.DEBT, about=cz, author=Author.CREDITOR, source="telefoon",
                      on=world.now.date(), cents=650_00)  # fmt: skip
        establish_fact(session, bas, world.now, dossier, theirs)
    answer = noor.post(page, fields, status=409)
    assert "Intussen veranderd" in answer.text and "€ 650,00" in text_of(answer.text)
    assert 'value="612,40"' in answer.text and confirmed(noor) == {
        "CZ": 650_00,
        "KPN": None,
        "Belastingdienst": None,
    }
    with noor.world.open() as session:
        anna, mine = noor.world.people["anna"], noor.world.dossier(session, "anna")
        session.close()
        debts.remove_debt(session, anna, noor.world.now, mine, tax)
    again = form_of(answer, page)
    gone = noor.post(page, again, status=409)
    assert "telt niet meer mee" in gone.text and confirmed(noor)["KPN"] is None
    noor.post(page, form_of(gone, page))
    assert confirmed(noor) == {"CZ": 612_40, "KPN": 401_00}
    with noor.world.open() as session:
        facts = established_of(
            session, noor.world.people["noor"], noor.world.dossier(session, "anna", "noor").id
        )
        assert [(f.cents, f.source) for f in facts if f.about == kpn] == [(401_00, "saldo-opgave")]


def test_beside_each_way_stands_what_is_not_confirmed_yet(client_as: ClientAs) -> None:
    noor = client_as("noor")
    owes(noor, 600_00, 400_00, 1_000_00)
    root = f"/dossiers/{noor.world.kenmerken['anna']}"
    typed = {"income": "1600", "vtlb": "1500", "protected": "1400", "source": "vtlb van maandag"}
    words = text_of(noor.submit(f"{root}/voorstel", typed, status=200).text)
    assert "Nog niet bevestigd: CZ, KPN, Belastingdienst. Saldi bevestigen" in words
    nav = noor.get(f"{root}/budget").text
    for part in ("berichten", "schulden", "voorstel", "brieven", "papieren"):
        assert f'href="{root}/{part}"' in nav, part
    assert f'href="{root}/budget" aria-current="page"' in nav
