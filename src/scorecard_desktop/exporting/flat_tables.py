"""The tables of a paper as plain rows: one header row, one fact in a cell, nothing across and no rows between.

What a paper says by place is said in columns: a section's heading and the remark beneath a row stand on every row that
they are about; the rating and the numerator of a figure stand beside it. Tables that differ only in what they are
about, as the scores of each risk do, become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.exporting.document import (
    Align,
    AtFoot,
    Block,
    Callout,
    Cell,
    CellState,
    Column,
    Columns,
    Document,
    Heading,
    Row,
    RowKind,
    Table,
    Together,
)
from scorecard_desktop.exporting.numbers import Number, number_in
from scorecard_desktop.exporting.reading import rag_spoken

ABOUT, SECTION, REMARKS = "About", "Section", "Remarks"
_RATIO = re.compile(r"([\d,.]+) ?/ ?([\d,.]+)")
_SHORTHAND = re.compile(r"\[[a-z]+\]")
_STATES = {CellState.AWAITED: Symbol.NOT_AVAILABLE.shorthand, CellState.NOT_EXPECTED: Symbol.NOT_APPLICABLE.shorthand}
_NONE = Symbol.NOT_APPLICABLE.shorthand


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands in a cell: words, or a number with how it is shown."""

    words: str = ""
    number: Number | None = None


@dataclass(slots=True)
class FlatTable:
    """A table of plain rows. ``part`` is the part of the paper that it stands in, ``said`` how it is laid out.

    ``totals`` are the rows, from 0, that add up others.
    """

    part: str
    title: str
    said: str
    headers: tuple[str, ...]
    rows: list[tuple[Fact, ...]] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)

    @property
    def has_blanks(self) -> bool:
        """Whether a cell has nothing in it."""
        return any(fact == Fact() for row in self.rows for fact in row)


@dataclass(frozen=True, slots=True)
class _Found:
    """A table where it stands: under which part of the paper, and under which headings of that, outermost first."""

    table: Table
    part: str
    under: tuple[str, ...]


def flat_tables(document: Document) -> list[FlatTable]:
    """Every table of the paper, in its order, with those that are alike made one."""
    groups: dict[tuple[str, tuple[Column, ...], str], list[_Found]] = {}
    for found in _found(document):
        inner = found.under[-1] if len(found.under) > 1 else ""
        groups.setdefault((found.part, found.table.columns, inner), []).append(found)
    flat = [_flat(group) for group in groups.values()]
    for table, title in zip(flat, _once([table.title for table in flat]), strict=True):
        table.title = title
    return flat


def _found(document: Document) -> Iterator[_Found]:
    stack: list[tuple[int, str]] = []

    def walk(blocks: Sequence[Block]) -> Iterator[_Found]:
        for block in blocks:
            if isinstance(block, Heading):
                while stack and stack[-1][0] >= block.level:
                    stack.pop()
                stack.append((block.level, " ".join(block.words.split())))
            elif isinstance(block, Table):
                words = [words for level, words in stack if level > 1]
                yield _Found(block, words[0] if words else document.meta.title, tuple(words[1:]))
            elif isinstance(block, Callout | Together | AtFoot):
                yield from walk(block.blocks)
            elif isinstance(block, Columns):
                for column in block.columns:
                    yield from walk(column)

    for section in document.sections:
        yield from walk(section.blocks)


def _flat(group: Sequence[_Found]) -> FlatTable:
    tables = [found.table for found in group]
    spread = _Spread(tables)
    about = len(group) > 1
    headers = _once([*([ABOUT] if about else []), *spread.headers])
    flat = FlatTable(group[0].part, _title(group), tables[0].summary, headers)
    for found in group:
        lead = (Fact(_about(found)),) if about else ()
        lines = [row for row in found.table.rows if row.kind in (RowKind.BODY, RowKind.TOTAL)]
        flat.totals |= {len(flat.rows) + n for n, row in enumerate(lines) if row.kind is RowKind.TOTAL}
        flat.rows += [lead + row for row in spread.rows(found.table)]
    return flat


def _about(found: _Found) -> str:
    """The heading that tells one of several tables of a kind from the others."""
    return (found.under[-2] if len(found.under) > 1 else found.under[-1]) if found.under else found.table.caption


def _title(group: Sequence[_Found]) -> str:
    first = group[0]
    if len(group) == 1:
        words = [first.part, *(first.under or ()), first.table.caption]
        return ": ".join(dict.fromkeys(word for word in words if word))
    captions = {found.table.caption for found in group}
    inner = first.under[-1] if len(first.under) > 1 else first.table.summary.partition(":")[0].rstrip(".")
    inner = captions.pop() if len(captions) == 1 and first.table.caption else inner
    return f"{first.part}: {inner}" if inner else first.part


def _once(headers: Sequence[str]) -> tuple[str, ...]:
    """The names, with a number after one that stands there already: no two columns or tables may be called alike."""
    made: list[str] = []
    for header in headers:
        name, number = header, 1
        while name.casefold() in {one.casefold() for one in made}:
            number += 1
            name = f"{header} ({number})"
        made.append(name)
    return tuple(made)


class _Spread:
    """How the columns of some tables that are alike are spread over plain columns."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._columns = tables[0].columns
        self._has_sections = any(row.kind is RowKind.SECTION for table in tables for row in table.rows)
        self._has_remarks = any(row.kind is RowKind.REMARK for table in tables for row in table.rows)
        cells: list[list[Cell]] = [[] for _ in self._columns]
        for table in tables:
            for row in table.rows:
                for place, cell in _placed(row):
                    if row.kind in (RowKind.BODY, RowKind.TOTAL):
                        cells[place].append(cell)
        self._rated = [any(cell.rag is not None and _says(cell) for cell in column) for column in cells]
        self._noted = [any(cell.note for cell in column) for column in cells]
        self._ratios = [
            all(_RATIO.fullmatch(cell.note) for cell in column if cell.note) and self._noted[place]
            for place, column in enumerate(cells)
        ]

    @property
    def headers(self) -> list[str]:
        """The headers, before they are told apart."""
        made = [SECTION] if self._has_sections else []
        for place, column in enumerate(self._columns):
            name = _header(column)
            made.append(name)
            if self._rated[place]:
                made.append(f"{name}: rating")
            if self._ratios[place]:
                made += [f"{name}: numerator", f"{name}: denominator"]
            elif self._noted[place]:
                made.append(f"{name}: note")
        return [*made, REMARKS] if self._has_remarks else made

    def rows(self, table: Table) -> list[tuple[Fact, ...]]:
        """The plain rows of one of the tables."""
        made: list[list[Fact]] = []
        section = ""
        for row in table.rows:
            words = " ".join(part for _, cell in _placed(row) for part in (cell.text, cell.note) if part)
            if row.kind is RowKind.SECTION:
                section = words
            elif row.kind is RowKind.REMARK:
                if made:
                    earlier = made[-1][-1].words
                    made[-1][-1] = Fact(f"{earlier}\n{words}" if earlier else words)
            else:
                made.append(self._row(row, section))
                section = "" if row.kind is RowKind.TOTAL else section
        return [tuple(row) for row in made]

    def _row(self, row: Row, section: str) -> list[Fact]:
        made = [Fact("" if row.kind is RowKind.TOTAL else section)] if self._has_sections else []
        at = dict(_placed(row))
        for place, column in enumerate(self._columns):
            cell = at.get(place, Cell())
            made.append(_fact(cell, column))
            if self._rated[place]:
                rated = cell.rag is not None and _says(cell)
                made.append(Fact(rag_spoken(cell.rag) if rated and cell.rag is not None else _NONE))
            if self._ratios[place]:
                parts = _RATIO.fullmatch(cell.note)
                made += [_ratio_part(parts.group(n)) if parts else Fact(_NONE) for n in (1, 2)]
            elif self._noted[place]:
                made.append(Fact(cell.note))
        return [*made, Fact()] if self._has_remarks else made


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells with the column in which each begins; what stands small for want of anything above it is its text."""
    position = 0
    for cell in row.cells:
        alone = cell.note and not (_says(cell) or cell.rag or cell.state is not CellState.PLAIN)
        yield position, replace(cell, text=cell.note, note="") if alone else cell
        position += cell.span


def _says(cell: Cell) -> bool:
    return bool(cell.text or cell.spoken)


def _header(column: Column) -> str:
    name = " ".join((column.spoken or column.header).split()) or "Item"
    return f"{column.group}: {name}" if column.group else name


def _ratio_part(words: str) -> Fact:
    return Fact(words, number_in(words))


def _fact(cell: Cell, column: Column) -> Fact:
    """The fact of a cell: a number where its column holds figures, a symbol's shorthand, else words to be read."""
    if cell.state is not CellState.PLAIN:
        return Fact(_STATES[cell.state])
    if cell.rag is not None and not _says(cell):
        return Fact(rag_spoken(cell.rag))
    if column.align in (Align.RIGHT, Align.DECIMAL):
        number = number_in(cell.text, cell.exact)
        if number is not None:
            return Fact(cell.text, number)
    is_shorthand = _SHORTHAND.fullmatch(cell.text) is not None
    return Fact(cell.text if is_shorthand or not cell.spoken else cell.spoken)
