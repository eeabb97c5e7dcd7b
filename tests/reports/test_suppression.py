"""A reader who knows every printed total cannot compute a hidden cell."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schuldhulp.reports.suppression import (
    CannotProtect,
    Table,
    exposed,
    floor_of,
    protect,
    protect_quarter,
    protect_year,
    year_total_hidden,
)

SMALL_OR_NOT = st.one_of(st.integers(0, 6), st.integers(0, 60))


def tables(rows: int, columns: int) -> st.SearchStrategy[tuple[tuple[int, ...], ...]]:
    row = st.tuples(*[SMALL_OR_NOT] * columns)
    return st.integers(1, rows).flatmap(lambda height: st.tuples(*[row] * height))


def second_values(table: Table, hidden: frozenset) -> frozenset:
    """The hidden cells for which an attacker finds another value: every other table with the same printed
    figures.

    Tables are tried row by row; a row is kept when its own total fits, and the column totals at the end. A
    difference of one either way is enough: the sums only have whole coefficients of one.
    """
    columns = table.width + (1 if table.row_totals else 0)
    free = set()
    for target in hidden:
        states = {((0,) * table.width, 0)}
        for row in range(table.height + 1):
            fitting = []
            for moves in product(*[(-1, 0, 1) if (row, c) in hidden else (0,) for c in range(columns)]):
                inside = moves[: table.width]
                if table.row_totals and sum(inside) != moves[table.width]:
                    continue
                if any(
                    m and table.cell((row, c)) + m < floor_of(table, hidden, (row, c))
                    for c, m in enumerate(moves)
                ):
                    continue
                fitting.append((inside, moves[target[1]] if row == target[0] else 0))
            sign = -1 if row == table.height else 1
            states = {
                (tuple(s + sign * m for s, m in zip(sums, inside, strict=True)), seen or hit)
                for sums, seen in states
                for inside, hit in fitting
            }
        if any(not any(sums) and hit for sums, hit in states):
            free.add(target)
    return frozenset(free)


def year_pattern(counts: tuple[tuple[int, ...], ...], minimum: int = 5) -> tuple[Table, frozenset]:
    """All that the four quarter reports and the year report hide together."""
    table = Table(counts)
    hidden = set()
    for column, quarter in enumerate(zip(*counts, strict=True)):
        rows = protect_quarter(quarter, minimum)
        hidden |= {(row, column) for row in (range(table.height + 1) if rows is None else rows)}
    rows = protect_year(tuple(zip(*counts, strict=True)), minimum)
    hidden |= {(row, table.width) for row in (range(table.height + 1) if rows is None else rows)}
    return table, frozenset(hidden)


@settings(max_examples=150, deadline=None)
@given(tables(3, 3))
@example(((0, 0, 1), (0, 0, 5), (0, 5, 1)))  # hiding one by one ends nowhere
def test_no_hidden_cell_follows_from_rows_columns_and_totals(counts):
    table = Table(counts)
    hidden = protect(table)
    assert all(cell in hidden for cell in table.cells() if 0 < table.cell(cell) < 5)
    assert second_values(table, hidden) == hidden


@settings(max_examples=150, deadline=None)
@given(tables(6, 1))
def test_no_hidden_category_of_a_quarter_follows_from_its_total(counts):
    column = tuple(row[0] for row in counts)
    rows = protect_quarter(column)
    if rows is None:
        assert 0 < sum(column) < 5
        return
    table = Table(counts, row_totals=False)
    hidden = frozenset((row, 0) for row in rows)
    assert all(row in rows for row, count in enumerate(column) if 0 < count < 5)
    assert second_values(table, hidden) == hidden


@settings(max_examples=100, deadline=None)
@given(tables(3, 4))
def test_no_hidden_cell_follows_from_four_quarters_and_their_year(counts):
    table, hidden = year_pattern(counts)
    shown_small = [cell for cell in table.cells() if 0 < table.cell(cell) < 5 and cell not in hidden]
    assert shown_small == []
    assert second_values(table, hidden) == hidden


@settings(max_examples=150, deadline=None)
@given(tables(3, 3), st.data())
def test_the_judge_agrees_with_the_attacker_on_any_pattern(counts, data):
    table = Table(counts)
    hidden = data.draw(st.frozensets(st.sampled_from(list(table.cells())), max_size=7))
    assert exposed(table, hidden) == hidden - second_values(table, hidden)


def test_hiding_one_cell_alone_is_seen_as_exposed():
    table = Table(((10, 12), (3, 20)))
    assert exposed(table, frozenset({(1, 0)})) == {(1, 0)}


def test_ones_that_fill_a_total_are_exposed_when_zeros_are_shown():
    """8 + 1 + 1 = 10: hiding the two ones tells that each is 1."""
    table = Table(((8,), (1,), (1,), (0,)), row_totals=False)
    assert exposed(table, frozenset({(1, 0), (2, 0)})) == {(1, 0), (2, 0)}
    assert protect_quarter((8, 1, 1, 0)) == {0, 1, 2}


def test_a_table_without_small_cells_is_printed_whole():
    assert protect(Table(((10, 0, 7), (5, 6, 80)))) == frozenset()


def test_a_total_under_the_minimum_hides_its_whole_column():
    assert protect_quarter((3, 0, 0)) is None
    assert protect_quarter((0, 0, 0)) == frozenset()


@pytest.mark.parametrize(
    ("quarters", "hidden"),
    [
        ((10, 12, 9, 8), False),
        ((10, 3, 9, 8), True),  # 30 − 27 tells the 3
        ((10, 3, 2, 8), False),  # together 5
        ((10, 1, 1, 8), True),  # together under 5
        ((1, 1, 1, 1), True),
        ((0, 0, 0, 0), False),
        ((1, 1, 0, 0), True),
    ],
)
def test_a_year_total_stays_hidden_when_it_tells_a_small_quarter(quarters, hidden):
    assert year_total_hidden(quarters) is hidden


def test_the_minimum_is_a_setting():
    assert protect_quarter((8, 40, 30), minimum=10) == {0, 2}
    assert protect_quarter((8, 40, 30), minimum=5) == frozenset()


def test_earlier_publication_that_leaves_no_way_is_said():
    table = Table(((3, 9), (8, 7)))
    with pytest.raises(CannotProtect):
        protect(table, printed=frozenset(table.cells()) - {(0, 0)})
