from dataclasses import replace
from datetime import date

import pytest

from schuldhulp.dossier.closing import Besluit, BesluitKind, ClosingReason, EndingNotDecided
from schuldhulp.dossier.phases import (
    TRANSITIONS,
    CaseFacts,
    ClientDoesNotContinue,
    DeficitNotMotivated,
    FirstTalkNotHeld,
    IdentityNotEstablished,
    MachtigingMissing,
    MotivationMissing,
    NoSuchTransition,
    OnlineNotAnswered,
    Phase,
    PlanBelowBeslagvrijeVoet,
    PlanNotDecided,
    ReopensElsewhere,
    check,
    reopening_phase,
    transition,
    transitions_from,
)
from schuldhulp.refusals import Refused

PLAN = Besluit(BesluitKind.PLAN_VAN_AANPAK, date(2026, 12, 1))
JARGON = ("stabilisatie", "beschikking", "intake", "traject", "minnelijk")
READY = CaseFacts(
    past_online=True,
    first_talk_held=True,
    identity_established=True,
    besluiten=(PLAN,),
    plan_respects_beslagvrije_voet=True,
    deficit=False,
    machtiging_signed=True,
)


def go(source: Phase, target: Phase, facts: CaseFacts = READY) -> None:
    check(transition(source, target), facts)


def test_the_whole_road_and_its_acts() -> None:
    road = (
        Phase.AANMELDING, Phase.ONLINE_GESTART, Phase.EERSTE_GESPREK, Phase.BESLUIT_EN_PLAN,
        Phase.STABILISATIE, Phase.SCHULDREGELING, Phase.NAZORG,
    )  # fmt: skip
    acts = [transition(source, target).act for source, target in zip(road, road[1:], strict=False)]
    for source, target in zip(road, road[1:], strict=False):
        go(source, target)
    assert acts == [
        "start_online", "plan_first_talk", "prepare_decision", "start_stabilising", "start_arrangement",
        "start_aftercare",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "change", "refusal"),
    [
        (Phase.AANMELDING, Phase.ONLINE_GESTART, {"past_online": None}, OnlineNotAnswered),
        (Phase.AANMELDING, Phase.ONLINE_GESTART, {"past_online": False}, OnlineNotAnswered),
        (Phase.AANMELDING, Phase.GEWONE_ROUTE, {"past_online": True}, OnlineNotAnswered),
        (Phase.EERSTE_GESPREK, Phase.BESLUIT_EN_PLAN, {"first_talk_held": False}, FirstTalkNotHeld),
        (
            Phase.EERSTE_GESPREK,
            Phase.BESLUIT_EN_PLAN,
            {"client_does_not_continue": True},
            ClientDoesNotContinue,
        ),
        (Phase.BESLUIT_EN_PLAN, Phase.STABILISATIE, {"identity_established": False}, IdentityNotEstablished),
        (Phase.BESLUIT_EN_PLAN, Phase.STABILISATIE, {"besluiten": ()}, PlanNotDecided),
        (
            Phase.BESLUIT_EN_PLAN,
            Phase.STABILISATIE,
            {"plan_respects_beslagvrije_voet": False},
            PlanBelowBeslagvrijeVoet,
        ),
        (Phase.STABILISATIE, Phase.SCHULDREGELING, {"deficit": True}, DeficitNotMotivated),
        (Phase.STABILISATIE, Phase.SCHULDREGELING, {"deficit": None}, DeficitNotMotivated),
        (Phase.STABILISATIE, Phase.SCHULDREGELING, {"machtiging_signed": False}, MachtigingMissing),
        (Phase.STABILISATIE, Phase.NAZORG, {"deficit": True, "motivation": "  "}, DeficitNotMotivated),
        (Phase.SCHULDREGELING, Phase.STABILISATIE, {}, MotivationMissing),
        (Phase.ONLINE_GESTART, Phase.GEWONE_ROUTE, {}, MotivationMissing),
    ],
)
def test_what_is_missing_is_refused_by_name(
    source: Phase, target: Phase, change: dict, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal) as refused:
        go(source, target, replace(READY, **change))
    assert type(refused.value) is refusal
    assert str(refused.value) == refusal.sentence
    assert str(refused.value).endswith(".")


def test_a_shortage_passes_with_a_motivation() -> None:
    facts = replace(READY, deficit=True, motivation="De toeslag komt volgende maand, dan is de maand rond.")
    go(Phase.STABILISATIE, Phase.SCHULDREGELING, facts)
    go(Phase.STABILISATIE, Phase.NAZORG, facts)


def test_stabilising_may_begin_with_a_shortage() -> None:
    go(Phase.BESLUIT_EN_PLAN, Phase.STABILISATIE, replace(READY, deficit=True))


def test_a_besluit_taken_elsewhere_counts() -> None:
    elsewhere = Besluit(BesluitKind.PLAN_VAN_AANPAK, date(2026, 11, 1), elsewhere=True)
    go(Phase.BESLUIT_EN_PLAN, Phase.STABILISATIE, replace(READY, besluiten=(elsewhere,)))
    assert elsewhere.label == "Plan van aanpak (elders genomen)"


def test_the_ordinary_route_reaches_the_talk() -> None:
    go(Phase.AANMELDING, Phase.GEWONE_ROUTE, CaseFacts(past_online=False))
    go(Phase.GEWONE_ROUTE, Phase.EERSTE_GESPREK, CaseFacts(past_online=False))
    go(Phase.AANMELDING, Phase.EERSTE_GESPREK, CaseFacts())


def test_steps_cannot_be_jumped() -> None:
    for source, target in (
        (Phase.AANMELDING, Phase.SCHULDREGELING),
        (Phase.ONLINE_GESTART, Phase.STABILISATIE),
        (Phase.AANMELDING, Phase.AANMELDING),
    ):
        with pytest.raises(NoSuchTransition):
            transition(source, target)


def test_closing_from_each_phase_and_reopening_where_it_stopped() -> None:
    for phase in Phase:
        if phase is Phase.AFGESLOTEN:
            continue
        go(phase, Phase.AFGESLOTEN, CaseFacts(closing_reason=ClosingReason.WITHDRAWN))
        closed = CaseFacts(phase_before_closing=phase)
        go(Phase.AFGESLOTEN, phase, closed)
        assert reopening_phase(closed) is phase
    with pytest.raises(ReopensElsewhere):
        go(Phase.AFGESLOTEN, Phase.NAZORG, CaseFacts(phase_before_closing=Phase.ONLINE_GESTART))


def test_after_an_ending_besluit_it_opens_at_the_start() -> None:
    ending = Besluit(BesluitKind.BEEINDIGING, date(2027, 2, 1))
    facts = replace(READY, besluiten=(PLAN, ending), phase_before_closing=Phase.STABILISATIE)
    assert reopening_phase(facts) is Phase.AANMELDING


def test_closing_asks_what_the_law_asks() -> None:
    with pytest.raises(EndingNotDecided):
        go(Phase.STABILISATIE, Phase.AFGESLOTEN, replace(READY, closing_reason=ClosingReason.NO_CONTACT))
    with pytest.raises(DeficitNotMotivated):
        go(
            Phase.STABILISATIE,
            Phase.AFGESLOTEN,
            replace(READY, closing_reason=ClosingReason.COMPLETED_STABILISED, deficit=True),
        )


def test_the_table_is_sound() -> None:
    ways = [(way.source, way.target) for way in TRANSITIONS]
    assert len(ways) == len(set(ways))
    assert {way.target for way in TRANSITIONS} == set(Phase)
    assert all(transitions_from(phase) for phase in Phase)
    facts = CaseFacts()
    for way in TRANSITIONS:
        try:
            check(way, facts)
        except Refused as refused:
            assert "!" not in str(refused)
            assert "u moet" not in str(refused).lower()


def test_a_client_reads_no_jargon() -> None:
    for phase in Phase:
        assert phase.explained.endswith(".")
        assert phase.label and phase.for_client
        words = f"{phase.for_client} {phase.explained}".lower()
        assert not any(jargon in words for jargon in JARGON)
