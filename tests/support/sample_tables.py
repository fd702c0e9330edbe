"""Our sample workbooks as tables: what heads each column, what each line holds, and what they give when read."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.importing import ColumnFound, Gathered, TableKind
from scorecard_desktop.importing.gathering import read_workbook
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.titles import read_position
from scorecard_desktop.importing.turning import find_tables
from scorecard_desktop.importing.understanding import FORMS, understand
from scorecard_desktop.importing.workbook import Cell, Sheet, Workbook

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
_OTHERWISE = ("programmes-and-meetings", "highlight-report", "localities")
NAMES = sorted(p.name for p in SAMPLES.glob("*.xlsx") if not any(each in p.name for each in _OTHERWISE))
"""The samples that are lists and can be written anew: of the others one is an export of the program’s, one is filled in
as a form, and one has areas."""


@dataclass
class Head:
    """A column: what stands over it and what it holds, with its place in the sample."""

    index: int
    group: str
    text: str
    means: str
    period: str


@dataclass
class Line:
    """A row: what it holds by column, and the section that it stands in. A line of words holds one cell."""

    cells: dict[int, Cell]
    section: str = ""
    words: bool = False
    counts: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Table:
    sheet: Sheet
    kind: TableKind
    lead: list[Cell]
    heads: list[Head]
    lines: list[Line]
    sections: bool


@cache
def sample(name: str) -> Workbook:
    return read_workbook(SAMPLES / name)


@cache
def stored(name: str) -> tuple[Record, ...]:
    """What the sample itself gives."""
    return tuple(comparable(understand(sample(name))))


def comparable(found: Gathered) -> list[Record]:
    """The records without where they stood, and without how headings and notes were put."""
    records: list[Any] = []
    for record in found.records:
        plain: Any = replace(record, source=None) if hasattr(record, "source") else record
        if plain.record_kind == "scorecard":
            plain = replace(plain, notes=())
        if plain.record_kind == "scorecard period":
            plain = replace(plain, heading="")
        if plain.record_kind == "target":
            plain = replace(plain, text=re.sub(r"[\s,]", "", plain.text))
        if plain.record_kind == "benchmark":
            plain = replace(plain, order=0)
        if plain.record_kind == "indicator":
            plain = replace(plain, priorities=tuple(sorted(plain.priorities)))
        if plain.record_kind in ("budget table", "risk"):
            plain = replace(plain, order=0)
        records.append(plain)
    return sorted(records, key=lambda record: (record.record_kind, record.key))


@cache
def tables_of(name: str) -> tuple[Table, ...]:
    workbook = sample(name)
    plan = understand(workbook)
    tables = []
    for sheet in workbook.sheets:
        (block,) = find_tables(sheet, FORMS)
        (found,) = [table for table in plan.tables if table.sheet == sheet.name]
        tables.append(_table(block, found.columns))
    return tuple(tables)


def reported_period(table: Table) -> str:
    """The code of the period that a scorecard reports: its title's, else the latest that has a figure."""
    figures = [head for head in table.heads if head.means == "figures"]
    stated = {p.code for cell in table.lead if (p := read_position(cell.text)) is not None}
    filled = [h.period for h in figures if any(not _blank(line, h.index) for line in table.lines)]
    own = [code for code in stated if code in [head.period for head in figures]]
    kinds = Counter(period_from_code(head.period).kind for head in figures)
    usual = [code for code in filled if period_from_code(code).kind is kinds.most_common(1)[0][0]]
    return own[0] if own else max(usual, key=lambda code: period_from_code(code).end)


def _blank(line: Line, index: int) -> bool:
    cell = line.cells.get(index)
    return cell is None or cell.blank


def _table(block: Block, columns: Sequence[ColumnFound]) -> Table:
    sheet = block.sheet
    known = {column.cell: column for column in columns}
    heads = []
    for cell in block.header:
        column = known.get(cell.cell.address)
        means, period = (column.means, column.period) if column is not None else ("", "")
        heads.append(Head(cell.column, cell.group, cell.text, means, period))
    headed = {head.index for head in heads}
    heads += [Head(index, "", "", "", "") for index in sheet.columns if index not in headed and index < max(headed)]
    heads.sort(key=lambda head: head.index)
    lead = [cell for row in block.lead for cell in sheet.by_row[row]]
    section_column = next((head.index for head in heads if head.means == "section"), 0)
    lines: list[Line] = []
    section = ""
    for row in block.body:
        cells = {head.index: sheet.at(row, head.index) for head in heads}
        cells = {index: cell for index, cell in cells.items() if not cell.blank or cell.fill}
        spans = [(m.left, m.right) for m in sheet.merges if m.top == row and m.width > 1]
        filled = [cell for cell in cells.values() if not cell.blank]
        if len(filled) == 1 and block.kind is TableKind.SCORECARD:
            if spans:
                section = filled[0].text
            else:
                lines.append(Line({filled[0].column: filled[0]}, words=True))
            continue
        if section_column:
            shown = sheet.shown_at(row, section_column)
            section = shown.text or section
            cells.pop(section_column, None)
        names = [head.index for head in heads if head.means == "indicator"]
        counts = bool(names) and sheet.at(row, names[0]).blank
        lines.append(Line(cells, section, counts=counts, spans=spans))
    if section_column:
        heads = [head for head in heads if head.index != section_column]
    return Table(sheet, block.kind, lead, heads, lines, any(line.section for line in lines))


def first_difference(one: Sequence[Record], other: Sequence[Record]) -> str:
    """The first records that differ, for messages."""
    mine = {(r.record_kind, r.key): r for r in one}
    yours = {(r.record_kind, r.key): r for r in other}
    lines = [f"missing {mine[place]}" for place in mine if place not in yours]
    lines += [f"too many {yours[place]}" for place in yours if place not in mine]
    for place, record in mine.items():
        found = yours.get(place)
        if found is not None and found != record:
            names = [f.name for f in fields(record) if getattr(record, f.name) != getattr(found, f.name)]
            lines.append(f"{place}: " + "; ".join(f"{n} {getattr(record, n)!r} → {getattr(found, n)!r}" for n in names))
    return "\n".join(lines[:8]) + (f"\nand {len(lines) - 8} more" if len(lines) > 8 else "")
