"""Tables as HTML: headers that name their columns and rows, wide tables in a place that scrolls by itself."""

from __future__ import annotations

from collections.abc import Collection

from scorecard_desktop.exporting.decimals import number_parts
from scorecard_desktop.exporting.document import Align, Cell, CellState, Column, Row, RowKind, Table
from scorecard_desktop.exporting.web.marks import attribute, chip, link, mark, place, spoken_for, words
from scorecard_desktop.exporting.web.pictures import icon

_FEW = 3
"""A table of no more columns closes up by breaking words and never needs to scroll."""
_UNBROKEN = "\u00a0"
_STATE = {CellState.AWAITED: "awaited", CellState.NOT_EXPECTED: "unexpected"}


class TablePage:
    """Writes the tables of one page. ``places`` are the names to which links may lead."""

    def __init__(self, places: Collection[str]) -> None:
        self._places = places
        self._count = 0
        self._taken: set[str] = set()

    def table(self, table: Table, under: str) -> str:
        """A table in its place; the heading that it stands ``under`` names it where its caption does not."""
        self._count += 1
        name = f"table-{self._count}"
        heading = f"<caption>{words(table.caption)}</caption>" if table.caption else ""
        described = f' aria-describedby="{name}-how"' if table.summary else ""
        said = self._named(table.caption, under)
        kind = ' class="compact"' if table.compact else ""
        how = f'<p class="unseen" id="{name}-how">{words(table.summary)}</p>' if table.summary else ""
        label = "" if table.caption else f' aria-label="{attribute(said)}"'
        made = f"<table{kind}{label}{described}>{heading}{_head(table)}{self._body(table)}</table>"
        if len(table.columns) <= _FEW:
            return f'<div class="table">{how}{made}</div>\n'
        region = f'role="region" tabindex="0" aria-label="{attribute(f"Table: {said}")}"'
        return f'<div class="table">{how}<div class="scroll" {region}>{made}</div></div>\n'

    def _named(self, caption: str, under: str) -> str:
        """What a table is called where it is one of many places: its caption, with its heading where that is taken."""
        said = caption if caption and caption not in self._taken else f"{under}: {caption or f'table {self._count}'}"
        if said in self._taken:
            said = f"{said}, table {self._count}"
        self._taken.add(said)
        return said

    def _body(self, table: Table) -> str:
        fractions = [_widest_fraction(table, index) for index in range(len(table.columns))]
        made: list[str] = []
        is_open = False
        previous: RowKind | None = None
        for row in table.rows:
            if row.kind is RowKind.SECTION or not is_open or previous is RowKind.TOTAL:
                made.append("</tbody><tbody>" if is_open else "<tbody>")
                is_open = True
            made.append(self._row(row, table, fractions))
            previous = row.kind
        return "".join(made) + ("</tbody>" if is_open else "")

    def _row(self, row: Row, table: Table, fractions: list[int]) -> str:
        kind = "" if row.kind is RowKind.BODY else f' class="{row.kind.value}"'
        name = f' id="{attribute(place(row.key))}"' if row.key else ""
        made = [f"<tr{name}{kind}>"]
        position = 0
        for cell in row.cells:
            made.append(self._cell(cell, row, table.columns[position], fractions[position]))
            position += cell.span
        return "".join((*made, "</tr>\n"))

    def _cell(self, cell: Cell, row: Row, column: Column, fraction: int) -> str:
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        look = _look(cell, column)
        inner = self._inner(cell, column, fraction)
        if row.kind is RowKind.SECTION:
            return f'<th scope="rowgroup"{span}{look}>{inner}</th>'
        if column.row_header and inner:
            return f'<th scope="row"{span}{look}>{inner}</th>'
        return f"<td{span}{look}>{inner}</td>"

    def _inner(self, cell: Cell, column: Column, fraction: int) -> str:
        if cell.state is not CellState.PLAIN:
            return f'<span class="unseen">{words(str(cell.state.value))}</span>'
        note = f'<span class="note">{words(cell.note)}</span>' if cell.note else ""
        if cell.rag is not None and not (cell.text or cell.spoken):
            return chip(cell.rag) + (f" {note}" if note else "")
        shown = _figure(cell.text, fraction) if column.align is Align.DECIMAL else words(cell.text)
        if cell.spoken:
            shown = spoken_for(shown, cell.spoken)
        if cell.link or cell.why:
            shown = link(cell.link or cell.why, shown, self._places)
        if cell.icon is not None:
            shown = f"{icon(cell.icon)}{shown}"
        if cell.strong:
            shown = f"<strong>{shown}</strong>"
        if cell.rag is not None:
            shown = f'<span class="figure {cell.rag.value}">{shown} {mark(cell.rag)}</span>'
        elif cell.merit is not None:
            shown = f'<span class="merit-{cell.merit.value}">{shown}</span>'
        return f"{shown} {note}" if note else shown


def _figure(text: str, fraction: int) -> str:
    """A figure whose decimal point stands under those of its column."""
    parts = number_parts(text) if fraction else None
    if parts is None:
        return words(text)
    return f'{words(parts[0])}<span class="fraction f{fraction}">{words(parts[1])}</span>'


def _widest_fraction(table: Table, index: int) -> int:
    """How many characters the longest fraction of a column has; 0 where none has any, or the column is of words."""
    if table.columns[index].align is not Align.DECIMAL:
        return 0
    longest = 0
    for row in table.rows:
        position = 0
        for cell in row.cells:
            parts = number_parts(cell.text) if position == index and cell.span == 1 else None
            longest = max(longest, len(parts[1]) if parts else 0)
            position += cell.span
    return min(longest, 9)


def _look(cell: Cell, column: Column) -> str:
    kinds = [column.align.value] if column.align is not Align.LEFT and cell.span == 1 else []
    if cell.state is not CellState.PLAIN:
        kinds.append(_STATE[cell.state])
    if _UNBROKEN in cell.text and " " not in cell.text:
        kinds.append("whole")
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _head(table: Table) -> str:
    """One row of headers, or two where columns stand in groups."""
    if not table.has_groups:
        return f"<thead><tr>{''.join(_header(column) for column in table.columns)}</tr></thead>"
    first: list[str] = []
    second: list[str] = []
    previous = ""
    for index, column in enumerate(table.columns):
        if not column.group:
            first.append(_header(column, ' rowspan="2"'))
        else:
            if column.group != previous:
                span = _span(table, index)
                first.append(f'<th scope="colgroup" colspan="{span}" class="group">{words(column.group)}</th>')
            second.append(_header(column))
        previous = column.group
    return f"{_groups(table)}<thead><tr>{''.join(first)}</tr><tr>{''.join(second)}</tr></thead>"


def _groups(table: Table) -> str:
    """The groups of columns, to which their headings belong."""
    made: list[str] = []
    previous = ""
    for index, column in enumerate(table.columns):
        if not column.group:
            made.append("<colgroup><col></colgroup>")
        elif column.group != previous:
            made.append(f'<colgroup span="{_span(table, index)}"></colgroup>')
        previous = column.group
    return "".join(made)


def _span(table: Table, index: int) -> int:
    group, span = table.columns[index].group, 0
    while index + span < len(table.columns) and table.columns[index + span].group == group:
        span += 1
    return span


def _header(column: Column, span: str = "") -> str:
    look = "" if column.align is Align.LEFT else f' class="{column.align.value}"'
    if not column.header:
        return f"<td{span}></td>"
    shown = words(column.header)
    inner = spoken_for(shown, column.spoken) if column.spoken else shown
    return f'<th scope="col"{span}{look}>{inner}</th>'
