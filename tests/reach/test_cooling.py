"""What was changed of somebody's contact data counts after 48 hours; what is safer counts at once. Pure."""

from datetime import UTC, datetime, timedelta

import pytest

from schuldhulp.dossier.open_answers import Open
from schuldhulp.dossier.records.answers import YesNo
from schuldhulp.dossier.records.situation import PartOfDay, Reach
from schuldhulp.reach.cooling import (
    COOLING,
    Cooling,
    What,
    counting,
    fit_to_call,
    mail_counts,
    only_safer,
    safest,
)

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)  # 16:40 in Amsterdam
MORNING, AFTERNOON, EVENING, NEVER = PartOfDay
YES, NO = YesNo


def change(what: What, before: str, hours: int = 0) -> Cooling:
    at = NOW - timedelta(hours=hours)
    return Cooling(what=what, before=before, changed_at=at, counts_from=at + COOLING)


def test_what_stood_before_the_oldest_change_counts() -> None:
    twice = (change(What.CONTACT, "B", 1), change(What.CONTACT, "A", 20), change(What.ADDRESS, "straat", 30))
    assert counting("C", twice, What.CONTACT) == "A"
    assert counting("C", (), What.CONTACT) == "C"


def test_no_mail_counts_at_once_and_mail_again_after_two_days() -> None:
    assert not mail_counts(False, ())
    assert not mail_counts(True, (change(What.MAIL, "nee"),))
    assert mail_counts(True, (change(What.CONTACT, "06"),))


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        (Reach(reads_along=YES), Reach(reads_along=NO), Reach(reads_along=YES)),
        (Reach(reads_along=NO), Reach(reads_along=YES), Reach(reads_along=YES)),
        (Reach(post_home=NO), Reach(post_home=YES), Reach(post_home=NO)),
        (Reach(voicemail=NO), Reach(voicemail=Open.LATER), Reach(voicemail=NO)),
        (Reach(call_when=(MORNING, EVENING)), Reach(call_when=(EVENING,)), Reach(call_when=(EVENING,))),
        (Reach(call_when=(MORNING,)), Reach(call_when=(EVENING,)), Reach(call_when=(NEVER,))),
        (Reach(call_when=(NEVER,)), Reach(call_when=(EVENING,)), Reach(call_when=(NEVER,))),
        (Reach(call_when=(MORNING,)), Reach(call_when=None), Reach(call_when=(MORNING,))),
        (Reach(safety_note="niet aan huis"), Reach(), Reach(safety_note="niet aan huis")),
    ],
)
def test_of_each_wish_the_safer_counts(before: Reach, after: Reach, counts: Reach) -> None:
    assert safest(after, [before]) == counts


def test_only_what_makes_nobody_less_safe_needs_no_cooling() -> None:
    assert only_safer(Reach(reads_along=NO), Reach(reads_along=YES))
    assert only_safer(Reach(called="A", voicemail=NO), Reach(called="B", voicemail=NO))
    assert not only_safer(Reach(reads_along=YES), Reach(reads_along=NO))
    assert not only_safer(Reach(call_when=(MORNING,)), Reach(call_when=(MORNING, EVENING)))


def test_a_call_fits_within_the_hours_that_were_asked() -> None:
    assert (
        fit_to_call(Reach(call_when=(AFTERNOON,)), NOW)
        and fit_to_call(Reach(), NOW)
        and fit_to_call(None, NOW)
    )
    assert not fit_to_call(Reach(call_when=(MORNING,)), NOW)
    assert not fit_to_call(Reach(call_when=(NEVER,)), NOW)
    assert fit_to_call(Reach(call_when=(EVENING,)), NOW + timedelta(minutes=20)), "17:00 is the evening"
    assert not fit_to_call(Reach(call_when=(EVENING,)), NOW + timedelta(hours=3, minutes=20)), "20:00 no more"
