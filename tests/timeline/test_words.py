"""Every event in words."""

from dataclasses import fields
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from schuldhulp.dossier import events as e
from schuldhulp.dossier.envelopes import EVENTS
from schuldhulp.timeline.words import GROUPS, KINDS_OF_GROUP, kinds_of, tell

CODES = {
    "from_phase": "aanmelding", "to_phase": "online_gestart", "phase": "aanmelding", "decision": "plan_van_aanpak",
    "service": "budgetbeheer", "reason": "solved_self", "step": "wonen", "threat": "ontruiming", "channel": "telefoon",
    "table": "debt", "change": "added", "paper_kind": "rent", "state": "received", "alarm": "promise_near",
    "outcome": "done", "verdict": "same", "author": "creditor", "about": "debt", "part": "called", "day": 3,
}  # fmt: skip


def example(kind: type[e.DossierEvent]) -> e.DossierEvent:
    """An event of this kind with every field filled."""
    hints = get_type_hints(kind)
    return kind(**{f.name: CODES.get(f.name, value(hints[f.name])) for f in fields(kind)})


def value(hint: Any) -> Any:
    if get_origin(hint) in (UnionType, Union):
        hint = next(a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is tuple:
        return ()
    return {
        str: "x", int: 12_345, bool: True, UUID: UUID(int=1), date: date(2026, 11, 26),
        datetime: datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
    }[hint]  # fmt: skip


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_has_a_calm_dutch_sentence_and_one_group(name: str) -> None:
    told = tell(example(EVENTS[name]))
    assert told.text.endswith(".") and told.text[:1] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ‘"
    assert "!" not in told.text and "helaas" not in told.text.lower() and "None" not in told.text
    assert "_" not in told.text, "a code is no word"
    assert told.group in GROUPS
    assert [group for group, kinds in KINDS_OF_GROUP.items() if name in kinds] in ([told.group], ["geld"])


def test_moments_and_amounts_are_said_in_full() -> None:
    made = e.AppointmentMade(
        appointment_id=UUID(int=1),
        appointment_kind="kantoor",
        starts_at=datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
    )
    assert tell(made).text == "Afspraak voorgesteld: donderdag 26 november om 10.00 uur."
    changed = e.RowChanged(
        table="budget_post", row_id=UUID(int=1), change="changed", step="wonen", code="rent", cents=65000,
        before_cents=61000,
    )  # fmt: skip
    assert tell(changed).text == "Regel in het budget ‘Huur’ veranderd: van €\xa0610,00 naar €\xa0650,00."


def test_what_only_staff_know_is_marked() -> None:
    assert tell(e.CardChanged(part="safety_note")).staff_only
    assert not tell(e.CardChanged(part="called")).staff_only
    assert tell(e.AlarmRaised(alarm="promise_near", recipients=2)).staff_only
    assert "AlarmRaised" not in kinds_of(None, for_client=True)
    assert "AlarmRaised" in kinds_of("dreiging", for_client=False)
