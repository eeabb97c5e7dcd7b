"""Which cells of a printed table stay hidden, so that no small group can be read or computed.

A table is printed with its totals, so hiding the small cells alone is not enough: a reader subtracts.
`protect` hides small cells (1 to minimum − 1; a zero is about nobody and stays) and then other cells, until
nothing hidden follows from what is shown. `exposed` is the judge. Its ground: the ways in which hidden cells
can differ from the truth while every printed total still holds are circulations on the graph whose nodes are
the rows and columns and whose edges are the hidden cells. A cell can take a second whole value exactly when
it lies on a cycle that keeps all cells in bounds.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

Cell = tuple[int, int]


class CannotProtect(ValueError):
    """Cells that were printed before leave no way to protect this table."""


@dataclass(frozen=True)
class Table:
    """Counts by category (row) and period (column), printed with column totals and, if asked, row totals.

    `cell` addresses totals too: row `height` is the total over categories, column `width` the total over
    periods.
    """

    counts: tuple[tuple[int, ...], ...]
    row_totals: bool = True

    def __post_init__(self) -> None:
        if not self.counts or len({len(row) for row in self.counts}) != 1 or not self.counts[0]:
            raise ValueError("a table needs rows of one length")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError("a count is never negative")

    @property
    def height(self) -> int:
        """The number of categories."""
        return len(self.counts)

    @property
    def width(self) -> int:
        """The number of periods."""
        return len(self.counts[0])

    def cell(self, cell: Cell) -> int:
        """The count at a cell, totals included."""
        row, column = cell
        rows = self.counts if row == self.height else self.counts[row : row + 1]
        return sum(sum(line) if column == self.width else line[column] for line in rows)

    def cells(self) -> Iterator[Cell]:
        """All printed cells: the inside, the column totals and, if printed, the row totals."""
        columns = self.width + (1 if self.row_totals else 0)
        return ((row, column) for row in range(self.height + 1) for column in range(columns))


def floor_of(table: Table, hidden: frozenset[Cell], cell: Cell) -> int:
    """The least a reader must allow for a hidden cell: 1, or 0 where zeros may be hidden too.

    That is so in a column that hides a zero, and in a column that prints no category at all.
    """
    column = [other for other in hidden if other[1] == cell[1]]
    undivided = sum(other[0] < table.height for other in column) == table.height
    return 0 if undivided or any(table.cell(other) == 0 for other in column) else 1


def exposed(table: Table, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """The hidden cells whose exact value follows from the shown cells and the totals."""
    arcs = _arcs(table, hidden)
    return frozenset(cell for cell in hidden if not _can_differ(arcs, cell))


Node = tuple[str, int]
Arcs = dict[Node, list[tuple[Node, Cell]]]


def _arcs(table: Table, hidden: frozenset[Cell]) -> Arcs:
    """Each step that one hidden cell can take by itself, as an arc between its row and its column.

    Row and column sums are written as zero sums by giving totals a minus sign. Without row totals a row
    binds nothing: all rows then are one free node.
    """
    arcs: Arcs = {}
    for cell in hidden:
        row: Node = ("row", cell[0] if table.row_totals else 0)
        column: Node = ("column", cell[1])
        inverted = (cell[0] == table.height) != (cell[1] == table.width)
        can_fall = table.cell(cell) > floor_of(table, hidden, cell)
        if not inverted or can_fall:
            arcs.setdefault(row, []).append((column, cell))
        if inverted or can_fall:
            arcs.setdefault(column, []).append((row, cell))
    return arcs


def _can_differ(arcs: Arcs, cell: Cell) -> bool:
    for start, targets in arcs.items():
        for goal, edge in targets:
            if edge == cell and _reaches(arcs, goal, start, without=cell):
                return True
    return False


def _reaches(arcs: Arcs, start: Node, goal: Node, without: Cell) -> bool:
    seen, queue = {start}, deque([start])
    while queue:
        node = queue.popleft()
        if node == goal:
            return True
        for target, edge in arcs.get(node, ()):
            if edge != without and target not in seen:
                seen.add(target)
                queue.append(target)
    return False


def protect(
    table: Table,
    minimum: int = 5,
    printed: frozenset[Cell] = frozenset(),
    withheld: frozenset[Cell] = frozenset(),
) -> frozenset[Cell]:
    """The cells to hide, totals included.

    `printed` cells have been published and cannot be hidden any more; `withheld` cells are hidden already. A
    total that is hidden takes its whole column along: a split of an unknown number is not printed.

    Raises CannotProtect when `printed` leaves no way.
    """
    small = frozenset(cell for cell in table.cells() if 0 < table.cell(cell) < minimum)
    needed = _with_columns(table, (small | withheld) - printed, printed)
    extra = _one_by_one(table, needed, printed)
    if extra is None:
        extra = _from_all(table, needed, printed)
    return _without_spare(table, needed, extra, printed)


def _one_by_one(table: Table, needed: frozenset[Cell], printed: frozenset[Cell]) -> frozenset[Cell] | None:
    """What to hide beside `needed`, cheapest first; None when this way ends nowhere."""
    extra: frozenset[Cell] = frozenset()
    settled = printed
    while open_cells := exposed(table, hidden := _with_columns(table, needed | extra, printed)):
        if open_cells <= extra:
            # What follows from the rest anyway needs no veil: a reader would think more is hidden than is.
            extra, settled = extra - open_cells, settled | open_cells
        else:
            chosen = _next_to_hide(table, hidden, settled, min(open_cells - extra))
            if chosen is None:
                return None
            extra |= {chosen}
    return extra


def _from_all(table: Table, needed: frozenset[Cell], printed: frozenset[Cell]) -> frozenset[Cell]:
    """All that may be hidden, less what follows from the rest anyway. Raises CannotProtect."""
    extra = frozenset(table.cells()) - needed - printed
    while open_cells := exposed(table, _with_columns(table, needed | extra, printed)):
        if not open_cells <= extra:
            raise CannotProtect("earlier publication leaves no way to protect this table")
        extra -= open_cells
    return extra


def _without_spare(
    table: Table, needed: frozenset[Cell], extra: frozenset[Cell], printed: frozenset[Cell]
) -> frozenset[Cell]:
    """Show again what was hidden on the way and turns out not to be needed, largest first."""
    for cell in sorted(extra, key=lambda each: (-table.cell(each), each)):
        if not exposed(table, _with_columns(table, needed | (extra - {cell}), printed)):
            extra -= {cell}
    return _with_columns(table, needed | extra, printed)


def _with_columns(table: Table, hidden: frozenset[Cell], printed: frozenset[Cell]) -> frozenset[Cell]:
    taken = {
        (row, column)
        for total_row, column in hidden
        if total_row == table.height
        for row in range(table.height)
    }
    return hidden | (taken - printed)


def _next_to_hide(table: Table, hidden: frozenset[Cell], settled: frozenset[Cell], cell: Cell) -> Cell | None:
    """The cheapest cell that helps: beside hidden ones, categories before totals, people before zeros, small
    first. None when there is no cell left."""
    candidates = [other for other in table.cells() if other not in settled | hidden]
    if not candidates:
        return None
    rows, columns = {each[0] for each in hidden}, {each[1] for each in hidden}

    def cost(other: Cell) -> tuple[bool, bool, int, bool, int, Cell]:
        touching = (other[0] in rows) + (other[1] in columns)
        apart = other[1] != cell[1] and other[0] != cell[0]
        count = table.cell(other)
        return (other[0] == table.height, count == 0, -touching, apart, count, other)

    return min(candidates, key=cost)


def protect_quarter(counts: tuple[int, ...], minimum: int = 5) -> frozenset[int] | None:
    """The categories to hide in one quarter; None when the total itself is hidden.

    The answer depends on this quarter only, so a later report repeats it.
    """
    total = sum(counts)
    if 0 < total < minimum:
        return None
    table = Table(tuple((count,) for count in counts), row_totals=False)
    total_cell = (table.height, 0)
    return frozenset(row for row, _ in protect(table, minimum, printed=frozenset({total_cell})))


def protect_year(quarters: tuple[tuple[int, ...], ...], minimum: int = 5) -> frozenset[int] | None:
    """The categories to hide in a year total, given that its quarters were printed as `protect_quarter` says.

    `quarters` holds the counts by category of each quarter. None when the total of the year is hidden.
    """
    if year_total_hidden(tuple(sum(counts) for counts in quarters), minimum):
        return None
    table = Table(tuple(zip(*quarters, strict=True)))
    withheld: set[Cell] = set()
    for column, counts in enumerate(quarters):
        rows = protect_quarter(counts, minimum)
        withheld |= {(row, column) for row in (range(table.height + 1) if rows is None else rows)}
    inside = frozenset((row, column) for row in range(table.height + 1) for column in range(table.width))
    printed = (inside - withheld) | {(table.height, table.width)}
    hidden = protect(table, minimum, printed=printed, withheld=frozenset(withheld))
    return frozenset(row for row, column in hidden if column == table.width)


def year_total_hidden(totals: tuple[int, ...], minimum: int = 5) -> bool:
    """Whether the total of a year stays hidden because a small quarter could be computed from it.

    Together the hidden quarters must hold at least `minimum` cases and leave each other room.
    """
    small = [total for total in totals if 0 < total < minimum]
    if not small:
        return 0 < sum(totals) < minimum
    return len(small) < 2 or sum(small) < minimum or sum(small) == len(small)
