"""Subtracting what was printed: a period counted again, a year beside its quarters, the columns beside a figure."""

from dataclasses import replace

import pytest

from schuldhulp.reports.composing import HIDDEN, Edition, compose
from schuldhulp.reports.definitions import ReportSettings
from schuldhulp.reports.document import ReportDocument
from schuldhulp.reports.history import Channel, DossierHistory
from schuldhulp.reports.periods import ReportPeriod
from schuldhulp.reports.standing import (
    beside_its_quarters,
    cells_of,
    counted_again,
    with_columns_as_printed,
)
from tests.reports.histories import many

K3, YEAR = ReportPeriod(2026, 3), ReportPeriod(2026)
ALL = many(400)


def counted(histories: list[DossierHistory], period: ReportPeriod = K3) -> ReportDocument:
    return compose(histories, period, ReportSettings(), Edition("Voorbeeldstad"))


def all_cells(document: ReportDocument) -> dict[str, dict[str, int | None]]:
    return {row.code: dict(cells_of(document, row.code)) for part in document.sections for row in part.rows}


def one_more(number: int, **values: object) -> DossierHistory:
    own = next(each for each in ALL if each.registered_at.date() in K3 and each.channel is Channel.ONLINE)
    return replace(own, dossier_id=f"late {number}", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("more", range(1, 6))
def test_a_later_count_says_nothing_until_it_is_about_many(more: int) -> None:
    before = counted(ALL)
    after = counted_again(counted([*ALL, *(one_more(number) for number in range(more))]), before)
    for code, cells in all_cells(after).items():
        for name, count in all_cells(before)[code].items():
            other = cells.get(name)
            known = count is not None and other is not None
            assert not known or abs((count or 0) - (other or 0)) not in range(1, 5), (code, name)
    moved = all_cells(after)["aanmeldingen"] != all_cells(before)["aanmeldingen"]
    assert moved is (more == 5)


def test_the_mean_of_the_same_cases_stays_when_one_amount_changes() -> None:
    before = counted(ALL)
    own = next(each for each in ALL if each.registered_at.date() in K3 and each.debt_cents is not None)
    richer = [replace(each, debt_cents=900_000_00) if each is own else each for each in ALL]
    assert counted(richer) != before and counted_again(counted(richer), before) == before


def test_one_of_another_kind_among_many_does_not_show() -> None:
    before = counted(ALL)
    others = [one_more(number) for number in range(9)] + [one_more(9, channel=Channel.DESK)]
    after = counted_again(counted([*ALL, *others]), before)
    assert cells_of(after, "aanmeldingen")[""] == (cells_of(before, "aanmeldingen")[""] or 0) + 10
    assert cells_of(after, "kanalen") == cells_of(before, "kanalen")


def test_a_year_that_differs_by_a_few_from_its_quarters_is_not_printed() -> None:
    quarters = [counted(ALL, quarter) for quarter in YEAR.quarters()]
    assert cells_of(counted(ALL, YEAR), "aanmeldingen")[""] == sum(
        cells_of(each, "aanmeldingen")[""] or 0 for each in quarters
    )
    same = beside_its_quarters(counted(ALL, YEAR), quarters)
    assert same == counted(ALL, YEAR), "nothing hidden that need not be"
    later = beside_its_quarters(counted([*ALL, one_more(1)], YEAR), quarters)
    row = next(row for part in later.sections for row in part.rows if row.code == "aanmeldingen")
    assert row.result == row.n == HIDDEN
    channels = next(chart for part in later.sections for chart in part.charts if chart.code == "kanalen")
    assert {part.figures[0] for part in channels.rows} == {HIDDEN}


def test_the_columns_beside_are_those_of_their_own_reports() -> None:
    previous, year_ago = counted(ALL, K3.previous()), counted(ALL, K3.year_before())
    assert with_columns_as_printed(counted(ALL), previous, year_ago) == counted(ALL)
    fewer = [each for each in ALL if int(each.dossier_id) % 50]
    beside = with_columns_as_printed(counted(fewer), previous, year_ago)
    for part, printed, ago in zip(beside.sections, previous.sections, year_ago.sections, strict=True):
        for row, one, other in zip(part.rows, printed.rows, ago.rows, strict=True):
            assert (row.previous, row.year_ago) == (one.result, other.result)
