"""Answers of all creditors on one page: one act, what was typed kept, and two colleagues at once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from schuldhulp.dossier.queries import events_of
from schuldhulp.schuldregeling.actions import offer_proposal, record_answers
from schuldhulp.schuldregeling.answers import Answered, stands, state_of
from schuldhulp.schuldregeling.queries import find_proposal
from schuldhulp.schuldregeling.stored import Outcome, ProposalView
from tests.schuldregeling.test_actions import owes, proposed
from tests.web.test_budget_pages import text_of
from tests.web_client import WebClient, form_of

ClientAs = Callable[[str | None], WebClient]
BEFORE_THE_OFFER = "13-11-2026"


def offered(web: WebClient) -> tuple[UUID, str]:
    world = web.world
    owes(world, 5_000_00, 3_000_00, 2_000_00)
    made = proposed(world)
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        session.close()
        offer_proposal(session, noor, world.now, dossier, made, world.now.date() - timedelta(days=3))
    return made, f"/dossiers/{world.kenmerken['anna']}/voorstel/{made}/antwoorden"


def now_of(web: WebClient, made: UUID) -> ProposalView:
    with web.world.open() as session:
        noor = web.world.people["noor"]
        found = find_proposal(session, noor, web.world.dossier(session, "anna", "noor").id, made)
        assert found is not None
        return found


def keys_of(web: WebClient, made: UUID) -> list[str]:
    return [line.id.hex for line in now_of(web, made).lines]


def test_the_answers_of_all_creditors_are_one_act(client_as: ClientAs) -> None:
    noor = client_as("noor")
    made, page = offered(noor)
    cz, kpn, tax = keys_of(noor, made)
    day = noor.world.now.date() - timedelta(days=1)
    typed = {
        f"answer_{cz}": "accepted", f"answer_{kpn}": "refused", f"cents_{kpn}": "1.200", f"note_{kpn}": "te laag",
        f"on_{kpn}": f"{day:%d-%m-%Y}", f"answer_{tax}": "silent",
    }  # fmt: skip
    assert noor.submit(page, typed).headers["Location"].startswith(page.removesuffix("/antwoorden"))
    found = now_of(noor, made)
    assert [(line.answer, line.answered_on, line.answered_cents, line.note) for line in found.lines] == [
        ("accepted", noor.world.now.date(), None, ""), ("refused", day, 1_200_00, "te laag"),
        ("silent", noor.world.now.date(), None, ""),
    ]  # fmt: skip
    assert found.outcome is Outcome.REFUSED
    with noor.world.open() as session:
        staff, dossier = noor.world.people["noor"], noor.world.dossier(session, "anna", "noor")
        moves = [e.event for e in events_of(session, staff, dossier.id) if hasattr(e.event, "move")]
        assert [(event.move, event.count) for event in moves[-1:]] == [("answered", 3)]
    words = text_of(noor.get(page.removesuffix("/antwoorden")).text)
    assert "Dwangakkoord: Belastingdienst, antwoordde niet" in words and "noemt € 1.200,00" in words
    # Sent again as it stands there is nothing new; one creditor can go back to 'nog niets', the others stay.
    again = noor.submit(page, {}, status=422)
    assert "nog geen nieuw antwoord" in text_of(again.text)
    noor.submit(page, {f"answer_{cz}": "open"})
    assert [line.answer for line in now_of(noor, made).lines] == ["open", "refused", "silent"]
    assert now_of(noor, made).lines[0].answered_on is None


def test_what_does_not_hang_together_is_said_beside_the_field(client_as: ClientAs) -> None:
    noor = client_as("noor")
    made, page = offered(noor)
    cz, kpn, tax = keys_of(noor, made)
    typed = {f"answer_{cz}": "accepted", f"on_{cz}": BEFORE_THE_OFFER, f"cents_{kpn}": "12,50"}
    answer = noor.submit(page, typed, status=422)
    words = text_of(answer.text)
    assert "Het antwoord kwam daarna." in words and "Kies ook wat deze schuldeiser antwoordde" in words
    assert f'value="{BEFORE_THE_OFFER}"' in answer.text and 'value="12,50"' in answer.text
    letters = noor.submit(page, {f"answer_{tax}": "refused", f"cents_{tax}": "veel"}, status=422)
    assert 'value="veel"' in letters.text
    assert "komt nog" in text_of(
        noor.submit(page, {f"answer_{tax}": "silent", "on": "1-1-2090"}, status=422).text
    )
    assert {line.answer for line in now_of(noor, made).lines} == {"open"}


def test_what_a_colleague_wrote_down_meanwhile_is_shown_and_what_was_chosen_stays(
    client_as: ClientAs,
) -> None:
    noor = client_as("noor")
    made, page = offered(noor)
    cz, kpn, tax = keys_of(noor, made)
    fields = form_of(noor.get(page), page) | {f"answer_{cz}": "accepted", f"answer_{tax}": "accepted"}
    world = noor.world
    lines = now_of(noor, made).lines
    with world.open() as session:
        bas, dossier = world.people["bas"], world.dossier(session, "anna", "noor")
        session.close()
        told = Answered(answer="refused", on=world.now.date(), note="eerst meer zien")
        record_answers(
            session, bas, world.now, dossier, made,
            [(line.id, told, state_of(stands(line), line.forced)) for line in lines[:2]],
        )  # fmt: skip
    answer = noor.post(page, fields, status=409)
    words = text_of(answer.text)
    assert "Intussen genoteerd: niet akkoord" in words and "eerst meer zien" in words
    assert [line.answer for line in now_of(noor, made).lines] == ["refused", "refused", "open"]
    again = form_of(answer, page)
    assert again[f"answer_{cz}"] == "accepted" and again[f"answer_{kpn}"] == "refused"
    noor.post(page, again)
    assert [line.answer for line in now_of(noor, made).lines] == ["accepted", "refused", "accepted"]


def test_before_an_offer_there_is_nothing_to_answer(client_as: ClientAs) -> None:
    noor = client_as("noor")
    owes(noor.world, 5_000_00)
    made = proposed(noor.world)
    page = f"/dossiers/{noor.world.kenmerken['anna']}/voorstel/{made}/antwoorden"
    shown = noor.get(page)
    assert "nog niet aangeboden" in shown.text and "<ol" not in shown.text.partition("<main")[2]
