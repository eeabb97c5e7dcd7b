from datetime import date

import pytest

from schuldhulp.dossier.closing import (
    Besluit,
    BesluitBeforeTalk,
    BesluitKind,
    BesluitMissing,
    ClosingReason,
    ClosingReasonMissing,
    EndingNotDecided,
    NothingToEnd,
    RefusalNotDecided,
    TalkDoesNotSaySo,
    check_besluit,
    refuse_unlawful_closing,
)
from schuldhulp.refusals import Refused

PLAN = Besluit(BesluitKind.PLAN_VAN_AANPAK, date(2026, 12, 1))
ENDING = Besluit(BesluitKind.BEEINDIGING, date(2027, 3, 1))
REFUSAL = Besluit(BesluitKind.WEIGERING, date(2026, 12, 1))
R = ClosingReason


@pytest.mark.parametrize(
    ("reason", "besluiten", "talked", "stops", "refusal"),
    [
        (None, (), False, False, ClosingReasonMissing),
        (R.WITHDRAWN, (PLAN,), True, False, EndingNotDecided),
        (R.MOVED, (PLAN,), True, False, EndingNotDecided),
        (R.REFERRED_WSNP, (PLAN,), True, False, EndingNotDecided),
        (R.WITHDRAWN_FIRST_TALK, (PLAN,), True, True, EndingNotDecided),
        (R.WITHDRAWN, (PLAN, ENDING, PLAN), True, False, EndingNotDecided),
        (R.REFUSED_FRAUD, (), True, False, RefusalNotDecided),
        (R.REFUSED_REPEAT, (), False, False, RefusalNotDecided),
        (R.REFUSED_REPEAT, (PLAN, ENDING), True, False, RefusalNotDecided),
        (R.WITHDRAWN_FIRST_TALK, (), False, False, TalkDoesNotSaySo),
        (R.WITHDRAWN_FIRST_TALK, (), True, False, TalkDoesNotSaySo),
        (R.NO_CONTACT, (), True, False, BesluitMissing),
        (R.WITHDRAWN, (), True, False, BesluitMissing),
    ],
)
def test_refuses_to_close_without_the_besluit_that_belongs_to_it(
    reason: ClosingReason | None,
    besluiten: tuple[Besluit, ...],
    talked: bool,
    stops: bool,
    refusal: type[Refused],
) -> None:
    with pytest.raises(refusal) as refused:
        refuse_unlawful_closing(reason, besluiten, talked, stops)
    assert type(refused.value) is refusal


@pytest.mark.parametrize(
    ("reason", "besluiten", "talked", "stops"),
    [
        (R.WITHDRAWN, (), False, False),
        (R.NOT_RESIDENT, (), False, False),
        (R.WITHDRAWN_FIRST_TALK, (), True, True),
        (R.DECEASED, (PLAN,), True, False),
        (R.DECEASED, (), True, False),
        (R.COMPLETED_ARRANGEMENT, (PLAN,), True, False),
        (R.WITHDRAWN, (PLAN, ENDING), True, False),
        (R.REFUSED_FRAUD, (REFUSAL,), True, False),
    ],
)
def test_closes_when_the_law_asks_nothing_more(
    reason: ClosingReason, besluiten: tuple[Besluit, ...], talked: bool, stops: bool
) -> None:
    refuse_unlawful_closing(reason, besluiten, talked, stops)


def test_a_besluit_comes_after_the_talk_unless_taken_elsewhere() -> None:
    for kind in (BesluitKind.PLAN_VAN_AANPAK, BesluitKind.WEIGERING):
        with pytest.raises(BesluitBeforeTalk):
            check_besluit(kind, False, (), elsewhere=False)
        check_besluit(kind, False, (), elsewhere=True)
        check_besluit(kind, True, (), elsewhere=False)


def test_only_a_plan_in_force_can_be_ended() -> None:
    check_besluit(BesluitKind.BEEINDIGING, True, (PLAN,), elsewhere=False)
    for besluiten in ((), (REFUSAL,), (PLAN, ENDING)):
        with pytest.raises(NothingToEnd):
            check_besluit(BesluitKind.BEEINDIGING, True, besluiten, elsewhere=False)


def test_each_reason_and_kind_has_a_dutch_name() -> None:
    assert len({reason.label for reason in ClosingReason}) == len(ClosingReason)
    assert [kind.label for kind in BesluitKind] == ["Plan van aanpak", "Weigering", "Beëindiging"]
