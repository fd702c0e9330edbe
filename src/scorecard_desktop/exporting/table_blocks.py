"""A table that is too wide for its page, parted into blocks of columns that each begin with the names of the rows.

In the structure it stays one table: every cell keeps its element, and a name that is drawn again is page furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting.columns import Need
from scorecard_desktop.exporting.document import Align, Cell, Column, Row, RowKind, Table
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.table_content import TableContent
from scorecard_desktop.exporting.table_tags import DRAWN_AGAIN, TableTags

_SLACK = 0.01
_SHARES = tuple(step / 20 for step in range(6, 21))
"""How much of its room a block may fill: the least with which there are no more blocks leaves them of one size."""


@dataclass(frozen=True, slots=True)
class ColumnBlock:
    """Some columns of a table as a table of its own, with the elements of the whole.

    ``rows`` are the rows that it shows: words across the table stand in the first block alone.
    """

    table: Table
    tags: TableTags
    rows: tuple[int, ...]


def parted(content: TableContent, style: Style, width: float) -> tuple[tuple[int, ...], ...]:
    """The columns of each block by index: all in one where they fit, else each with the columns of names before it.

    A column of sentences is not given less than is comfortable to read. Columns of one group stay together where a
    block can hold them.
    """
    table = content.table
    every = tuple(range(len(table.columns)))
    if sum(_comfortable(content, content.needs(), style)) <= width + _SLACK:
        return (every,)
    needs = _comfortable(content, content.least_needs(), style)
    if sum(needs) <= width + _SLACK:
        return (every,)
    needs = [need + content.metrics.eased for need in needs]
    names = _names(table)
    room = width - sum(needs[index] for index in names)
    pieces: list[tuple[int, ...]] = []
    for group in _groups(table, every[len(names) :]):
        pieces += [group] if sum(needs[index] for index in group) <= room else [(index,) for index in group]
    wides = [sum(needs[index] for index in piece) for piece in pieces]
    fewest = _packed(wides, room)
    even = next(made for share in _SHARES if len(made := _packed(wides, room * share)) == len(fewest))
    return tuple((*names, *(index for piece in block for index in pieces[piece])) for block in even)


def _packed(wides: Sequence[float], room: float) -> list[list[int]]:
    """The pieces in order, as many in each block as ``room`` holds."""
    blocks: list[list[int]] = [[]]
    used = 0.0
    for number, wide in enumerate(wides):
        if blocks[-1] and used + wide > room + _SLACK:
            blocks.append([])
            used = 0.0
        blocks[-1].append(number)
        used += wide
    return blocks


def column_blocks(table: Table, tags: TableTags, chosen: Sequence[tuple[int, ...]]) -> tuple[ColumnBlock, ...]:
    """The blocks of a table whose elements are ``tags``."""
    if len(chosen) == 1:
        return (ColumnBlock(table, tags, tuple(range(len(table.rows)))),)
    return tuple(_block(table, tags, columns, is_first=number == 0) for number, columns in enumerate(chosen))


def _comfortable(content: TableContent, needs: Sequence[Need], style: Style) -> list[float]:
    """The width that each column is to have, one of sentences no less than is comfortable to read."""
    comfortable = style.text_ems * content.metrics.size
    return [
        max(need.least, min(need.natural, comfortable)) if column.align is Align.LEFT else need.least
        for need, column in zip(needs, content.table.columns, strict=True)
    ]


def _names(table: Table) -> tuple[int, ...]:
    """The columns up to the last that heads its rows; none where that is all, or nothing heads them."""
    last = max((index for index, column in enumerate(table.columns) if column.row_header), default=-1)
    return tuple(range(last + 1)) if last + 1 < len(table.columns) else ()


def _groups(table: Table, columns: Sequence[int]) -> list[tuple[int, ...]]:
    groups: list[tuple[int, ...]] = []
    for index in columns:
        group = table.columns[index].group
        if group and groups and table.columns[groups[-1][-1]].group == group:
            groups[-1] += (index,)
        else:
            groups.append((index,))
    return groups


def _block(table: Table, tags: TableTags, columns: tuple[int, ...], *, is_first: bool) -> ColumnBlock:
    again = frozenset() if is_first else frozenset(_names(table))
    rows: list[Row] = []
    elements = []
    for row, made in zip(table.rows, tags.cells, strict=True):
        cells, owners = [], []
        position = 0
        for cell, element in zip(row.cells, made, strict=True):
            covered = [index for index in range(position, position + cell.span) if index in columns]
            position += cell.span
            if not covered:
                continue
            anew = not is_first and (cell.span > 1 or covered[0] in again)
            cells.append(
                _spanning(cell, len(covered), is_quiet=anew and cell.span > 1 and row.kind is not RowKind.SECTION)
            )
            owners.append(DRAWN_AGAIN if anew else element)
        rows.append(Row(tuple(cells), row.kind, row.key if is_first else ""))
        elements.append(owners)
    heads = [DRAWN_AGAIN if index in again else tags.heads[index] for index in columns]
    groups, previous = {}, ""
    for place, index in enumerate(columns):
        group = table.columns[index].group
        if group and group != previous:
            groups[place] = tags.groups.get(index, DRAWN_AGAIN)
        previous = group
    part = Table(_within(table, columns), tuple(rows), table.caption if is_first else "", compact=table.compact)
    shown = tuple(n for n, row in enumerate(table.rows) if is_first or row.kind is not RowKind.REMARK)
    caption = tags.caption if is_first else None
    return ColumnBlock(part, TableTags(tags.table, caption, heads, groups, elements), shown)


def _within(table: Table, columns: tuple[int, ...]) -> tuple[Column, ...]:
    return tuple(table.columns[index] for index in columns)


def _spanning(cell: Cell, span: int, *, is_quiet: bool) -> Cell:
    """A cell over as many columns as its block has of it; what the first block said across is not said again."""
    return Cell(span=span) if is_quiet else replace(cell, span=span)
