"""A schuldregeling from machtiging to outcome: rows, events, refusals, versions, on both databases; and its pages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from schuldhulp.budget.norm_files import load_normen
from schuldhulp.debts import actions as debts
from schuldhulp.debts.told import DebtTold
from schuldhulp.dossier.queries import events_of
from schuldhulp.facts.actions import establish_fact
from schuldhulp.facts.kinds import Author, Subject
from schuldhulp.facts.rows import Told
from schuldhulp.refusals import NotAllowed, NotYours
from schuldhulp.schuldregeling import actions, refused
from schuldhulp.schuldregeling.answers import Answered, stands, state_of
from schuldhulp.schuldregeling.proposal import SET, Capacity, Scenario, work_out
from schuldhulp.schuldregeling.queries import asked_of, claims_of, find_proposal, proposals_of
from schuldhulp.schuldregeling.stored import Outcome, ProposalView, State
from schuldhulp.schuldregeling.tables import ProposalLine
from tests.web_client import WebClient, form_of
from tests.world import World

CAPACITY = Capacity(
    income_cents=1_600_00, vtlb_cents=1_500_00, protected_cents=1_400_00, source="vtlb van maandag"
)


def owes(world: World, *amounts: int, confirmed: bool = True) -> list[UUID]:
    """Debts of anna at the register's CZ, KPN and the Belastingdienst, with the balance each confirmed."""
    names = ("CZ", "KPN", "Belastingdienst")
    found = []
    with world.open() as session:
        mine = world.dossier(session, "anna")
        for name, cents in zip(names, amounts, strict=False):
            told = DebtTold(creditor=name, claimed_cents=cents, reference=f"{name}-1")
            found.append(debts.add_debt(session, world.people["anna"], world.now, mine, told))
        theirs = world.dossier(session, "anna", "noor")
        for debt_id, cents in zip(found, amounts, strict=False):
            if confirmed:
                establish_fact(
                    session, world.people["noor"], world.now, theirs,
                    Told(subject=Subject.DEBT, about=debt_id, author=Author.CREDITOR, on=world.now.date(),
                         source="saldo-opgave", cents=cents),
                )  # fmt: skip
    return found


def proposed(world: World, capacity: Capacity = CAPACITY, scenario: Scenario = Scenario.MEDIATION) -> UUID:
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        claims = claims_of(session, noor, dossier.id)
        session.close()
        worked = work_out(scenario, capacity, claims, load_normen(world.now.date(), SET))
        return actions.make_proposal(session, noor, world.now, dossier, worked)


def test_a_balance_is_asked_only_under_a_machtiging_that_names_the_creditor(world: World) -> None:
    first, second = owes(world, 1_000_00, 500_00)
    today = world.now.date()
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        with pytest.raises(refused.MandateMissing):
            actions.ask_balances(session, noor, world.now, dossier, [first], how="brief", asked_on=today)
        debts.sign_mandate(
            session, world.people["anna"], world.now, world.dossier(session, "anna"), [first], how="portal",
            signed_on=today,
        )  # fmt: skip
        with pytest.raises(refused.MandateMissing):
            actions.ask_balances(
                session, noor, world.now, dossier, [first, second], how="brief", asked_on=today
            )
        with pytest.raises(refused.DayToCome):
            actions.ask_balances(
                session, noor, world.now, dossier, [first], how="brief", asked_on=today + timedelta(days=1)
            )
        actions.ask_balances(session, noor, world.now, dossier, [first], how="brief", asked_on=today)
        asked = asked_of(session, noor, dossier.id, claims_of(session, noor, dossier.id))
        assert [(each.claim.name, each.mandate_id is not None, each.asked_on) for each in asked] == [
            ("CZ", True, today), ("KPN", False, None),
        ]  # fmt: skip


def test_an_offered_proposal_stands_still_and_a_change_is_a_new_version_beside_it(world: World) -> None:
    owes(world, 5_000_00, 3_000_00, 2_000_00)
    first, today = proposed(world), world.now.date()
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        assert proposals_of(session, world.people["anna"], dossier.id) == []  # a draft is not for the client
        session.close()
        actions.offer_proposal(session, noor, world.now, dossier, first, today)
        with pytest.raises(refused.OfferedAlready):
            actions.offer_proposal(session, noor, world.now, dossier, first, today)
        shown = proposals_of(session, world.people["anna"], dossier.id)[0]
        assert {line.creditor: (line.offered_cents, line.percentage) for line in shown.lines} == {
            "CZ": (750_00, 15_00), "KPN": (450_00, 15_00), "Belastingdienst": (600_00, 30_00),
        }  # fmt: skip
        sealed = session.scalars(select(ProposalLine)).first()
        assert sealed is not None and b"CZ-1" not in (sealed.reference_sealed or b"")
        assert proposals_of(session, world.people["chris"], dossier.id) == []
    # One more debt: the frozen one keeps its figures, the new one replaces it once it is offered.
    with world.open() as session:
        debts.add_debt(
            session, world.people["anna"], world.now, world.dossier(session, "anna"),
            DebtTold(creditor="Eneco", claimed_cents=1_000_00),
        )  # fmt: skip
    second = proposed(world)
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        with pytest.raises(refused.NotConfirmed):
            actions.offer_proposal(session, noor, world.now, dossier, second, today)
        frozen = find_proposal(session, noor, dossier.id, first)
        assert frozen is not None and (frozen.state, frozen.total_cents) == (State.OFFERED, 10_000_00)
        session.close()
        with pytest.raises(NotAllowed):
            actions.offer_proposal(
                session, world.people["anna"], world.now, world.dossier(session, "anna"), second, today
            )
        with pytest.raises(NotYours):
            actions.offer_proposal(
                session, noor, world.now, world.dossier(session, "berend", "noor"), second, today
            )


def found(world: World, made: UUID) -> ProposalView:
    with world.open() as session:
        noor = world.people["noor"]
        shown = find_proposal(session, noor, world.dossier(session, "anna", "noor").id, made)
        assert shown is not None
        return shown


def told(world: World, made: UUID, answers: dict[int, Answered]) -> None:
    lines = found(world, made).lines
    new = [(lines[n].id, each, state_of(stands(lines[n]), lines[n].forced)) for n, each in answers.items()]
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        session.close()
        actions.record_answers(session, noor, world.now, dossier, made, new)


def forced(world: World, made: UUID, place: int, *moves: str) -> None:
    line = found(world, made).lines[place]
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        session.close()
        for move in moves:
            actions.record_forced(session, noor, world.now, dossier, line.id, move, world.now.date())


def offered(world: World) -> tuple[UUID, dict[str, Answered]]:
    owes(world, 5_000_00, 3_000_00, 2_000_00)
    made, today = proposed(world), world.now.date()
    answers = {name: Answered(answer=name, on=today) for name in ("accepted", "refused", "silent")}
    with pytest.raises(refused.NotOffered):
        told(world, made, {0: answers["accepted"]})
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        session.close()
        actions.offer_proposal(session, noor, world.now, dossier, made, today)
    return made, answers


def test_an_answer_has_a_day_since_the_offer_and_rests_on_what_was_shown(world: World) -> None:
    made, answers = offered(world)
    yes, day = answers["accepted"], timedelta(days=1)
    assert yes.on is not None
    for refusal, new in (
        (refused.NothingNew, {}),
        (refused.DayToCome, {0: replace(yes, on=yes.on + day)}),
        (refused.BeforeTheOffer, {0: replace(yes, on=yes.on - day)}),
    ):
        with pytest.raises(refusal):
            told(world, made, new)
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        session.close()
        line = found(world, made).lines[0].id
        with pytest.raises(refused.AnswersMoved):
            actions.record_answers(session, noor, world.now, dossier, made, [(line, yes, "as it was")])
    assert {line.answer for line in found(world, made).lines} == {"open"}


def test_a_refusal_and_a_silence_lead_to_a_dwangakkoord_and_not_to_failure(world: World) -> None:
    made, answers = offered(world)
    told(world, made, {0: answers["accepted"]})
    with pytest.raises(refused.NotOffered):
        forced(world, made, 0, "asked")
    told(world, made, {1: replace(answers["refused"], note="te laag", cents=1_500_00), 2: answers["silent"]})
    after = found(world, made)
    line = after.lines[1]
    assert after.outcome is Outcome.REFUSED
    assert (line.share, line.note, line.answered_cents) == (30_00, "te laag", 1_500_00)
    forced(world, made, 1, "asked", "granted")
    assert found(world, made).outcome is Outcome.REFUSED, "one of them is silent still"
    forced(world, made, 2, "asked", "granted")
    assert found(world, made).outcome is Outcome.FORCED
    told(world, made, {1: answers["refused"]})
    assert found(world, made).lines[1].forced == "granted", "other words keep what the court said"
    told(world, made, {2: answers["accepted"]})
    assert found(world, made).lines[2].forced is None
    with world.open() as session:
        noor, dossier = world.people["noor"], world.dossier(session, "anna", "noor")
        moves = [
            event.event.move for event in events_of(session, noor, dossier.id) if hasattr(event.event, "move")
        ]
    granted = ["forced_asked", "forced_granted"]
    assert moves == [
        "proposed",
        "offered",
        "answered",
        "answered",
        *granted,
        *granted,
        "answered",
        "answered",
    ]


def test_a_plan_below_the_beslagvrije_voet_is_refused(world: World) -> None:
    owes(world, 5_000_00)
    with pytest.raises(refused.DoesNotFit):
        proposed(world, Capacity(income_cents=1_500_00, vtlb_cents=1_300_00, protected_cents=1_400_00))


def kept_way(world: World, staff: WebClient, root: str) -> ProposalView:
    """Type what there is, look at four ways, and keep schuldbemiddeling."""
    fields = form_of(staff.get(root), root)
    wrong = staff.post(root, {**fields, "income": "1600"}, status=422)
    assert "Vul het vtlb in." in wrong.text and "1600" in wrong.text
    typed = {
        **fields,
        "income": "1600",
        "vtlb": "1500",
        "protected": "1400",
        "source": "vtlb van maandag",
        "rate": "8",
    }
    page = staff.post(root, typed, status=200)
    shown = page.text.replace("\u00a0", " ")
    for words in (
        "Schuldbemiddeling",
        "Saneringskrediet",
        "zonder afloscapaciteit",
        "1.800,00",
        "1.690,89",
        "30,00%",
    ):
        assert words in shown, words
    staff.post(root, {**form_of(page, root), **typed, "kies": "schuldbemiddeling"})
    with world.open() as session:
        noor = world.people["noor"]
        return proposals_of(session, noor, world.dossier(session, "anna", "noor").id)[0]


def test_staff_work_four_ways_out_keep_one_and_offer_it_and_the_client_reads_it(
    sqlite_world: World, client_as: Callable[[str | None], WebClient]
) -> None:
    owes(sqlite_world, 5_000_00, 3_000_00, 2_000_00)
    staff, client = client_as("noor"), client_as("anna")
    root = f"/dossiers/{sqlite_world.kenmerken['anna']}/voorstel"
    assert "Er is nog geen voorstel." in client.get("/mijn/voorstel").text
    client.get("/mijn/voorstel.pdf", status=303)
    made = kept_way(sqlite_world, staff, root)
    here = f"{root}/{made.id}"
    assert "750,00" in staff.get(here).text
    assert "Er is nog geen voorstel." in client.get("/mijn/voorstel").text
    staff.submit(here, {"offered_on": "20-11-2026"}, action=f"{here}/aanbieden")
    staff.submit(f"{here}/antwoorden", {f"answer_{made.lines[0].id.hex}": "accepted", "on": "20-11-2026"})
    own = client.get("/mijn/voorstel").text.replace("\u00a0", " ")
    assert "akkoord" in own and "750,00" in own and "Voor schuldeisers per maand" in own
    client.submit("/mijn/berekening/voorstel-verdeling/vraag", {"body": "Klopt het percentage wel?"})
    assert staff.get(f"{here}.csv").data.startswith(b"\xef\xbb\xbfberichttype;")
    assert json.loads(staff.get(f"{here}/vorderingen").text)["vorderingen"][0]["objecttype"] == "vordering"
    for address in (f"{here}.pdf",):
        assert staff.get(address).data.startswith(b"%PDF")
    assert client.get("/mijn/voorstel.pdf").data.startswith(b"%PDF")
