"""The structure of a table: its header cells with their scope, its rows and their cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from scorecard_desktop.exporting.document import Row, RowKind, Table
from scorecard_desktop.exporting.structure import Element, attribute_text

DRAWN_AGAIN = Element("Artifact")
"""Stands for the element of what is drawn once more: it is page furniture and has no place in the tree."""


@dataclass(slots=True)
class TableTags:
    """The structure elements of a table, shared by its parts on each page."""

    table: Element
    caption: Element | None
    heads: list[Element]
    groups: dict[int, Element]
    cells: list[list[Element]]
    inner: dict[tuple[int, int], Element] = field(default_factory=dict)
    head_drawn: bool = False

    def spoken(self, row: int, cell: int, words: str) -> Element:
        """The Span within a cell that is read as ``words``; made once however often the cell is cut."""
        return self._within(row, cell, Element("Span", actual=words))

    def link(self, row: int, cell: int, words: str = "") -> Element:
        """The Link within a cell, read as ``words`` where there are any; made once however often the cell is cut."""
        return self._within(row, cell, Element("Link", actual=words))

    def _within(self, row: int, cell: int, element: Element) -> Element:
        if self.cells[row][cell] is DRAWN_AGAIN:
            return DRAWN_AGAIN
        made = self.inner.setdefault((row, cell), element)
        self.cells[row][cell].attach(made)
        return made


def tag_table(parent: Element, table: Table) -> TableTags:
    """The elements of ``table``, added under ``parent``."""
    summary = f"/Summary {attribute_text(table.summary)}" if table.summary else ""
    element = parent.add("Table", attributes=f"<</O/Table{summary}>>" if summary else "")
    caption = element.add("Caption") if table.caption else None
    heads, groups = _tag_head(element.add("THead"), table)
    cells: list[list[Element]] = []
    body: Element | None = None
    for row in table.rows:
        if body is None or row.kind is RowKind.SECTION:
            body = element.add("TBody")
        cells.append(_tag_row(body.add("TR"), row, table))
    return TableTags(element, caption, heads, groups, cells)


def _tag_head(head: Element, table: Table) -> tuple[list[Element], dict[int, Element]]:
    """The header cells by column, and those over a group by its first column."""
    first = head.add("TR")
    second = head.add("TR") if table.has_groups else first
    heads: list[Element] = []
    groups: dict[int, Element] = {}
    previous = ""
    for index, column in enumerate(table.columns):
        if table.has_groups and not column.group:
            heads.append(first.add("TH", attributes="<</O/Table/Scope/Column/RowSpan 2>>"))
        else:
            if column.group and column.group != previous:
                span = group_span(table, index)
                groups[index] = first.add("TH", attributes=f"<</O/Table/Scope/Column/ColSpan {span}>>")
            heads.append(second.add("TH", attributes="<</O/Table/Scope/Column>>"))
        previous = column.group
    return heads, groups


def group_span(table: Table, index: int) -> int:
    """How many columns the group that begins at ``index`` covers."""
    group, span = table.columns[index].group, 0
    while index + span < len(table.columns) and table.columns[index + span].group == group:
        span += 1
    return span


def _tag_row(element: Element, row: Row, table: Table) -> list[Element]:
    made = []
    position = 0
    for cell in row.cells:
        span = f"/ColSpan {cell.span}" if cell.span > 1 else ""
        if row.kind is RowKind.SECTION or table.columns[position].row_header:
            made.append(element.add("TH", attributes=f"<</O/Table/Scope/Row{span}>>"))
        else:
            made.append(element.add("TD", attributes=f"<</O/Table{span}>>" if span else ""))
        position += cell.span
    return made
