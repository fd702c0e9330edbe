"""Sheets filled in as forms, one for each risk or report card: made into the rows of one table, and read as that.

A form has labels with what is entered to their right or beneath them, and scores where the row of a stage (original,
current, target) crosses the column of a measure (likelihood, impact, score), or the reverse.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.gathered import TableKind
from scorecard_desktop.importing.layout import Block, Form, HeaderCell, find_blocks
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.importing.narratives import part_of
from scorecard_desktop.importing.programme_headings import highlight_field
from scorecard_desktop.importing.risks import field_of, measure_alone, stage_alone
from scorecard_desktop.importing.scorecard_headings import Role
from scorecard_desktop.importing.workbook import Cell, CellKind, Place, Sheet

_LONGEST_LABEL = 70
_FARTHEST = 8
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of form: what a label means in it, which labels begin one, and which it must have."""

    kind: TableKind
    means: Callable[[Cell], str | None]
    begins: tuple[str, ...]
    needs: tuple[frozenset[str], ...]


def _risk_field(cell: Cell) -> str | None:
    return field_of(_label(cell))


def _part(cell: Cell) -> str | None:
    return part_of(HeaderCell(cell.column, (_label(cell),), cell))


def _highlight_part(cell: Cell) -> str | None:
    return highlight_field(HeaderCell(cell.column, (_label(cell),), cell))


_SCORES = frozenset(
    f"{stage} {measure}" for stage in ("original", "current", "target") for measure in ("likelihood", "impact")
)
_KINDS = (
    _Kind(TableKind.RISK_REGISTER, _risk_field, ("number", "title"), (frozenset({"number", "title"}), _SCORES)),
    _Kind(
        TableKind.NARRATIVE,
        _part,
        (Role.REF.value, Role.NAME.value),
        (frozenset({Role.NAME.value, Role.REF.value}), frozenset({"background", "working well", "importance"})),
    ),
    _Kind(
        TableKind.HIGHLIGHTS,
        _highlight_part,
        ("reported", "programme"),
        (frozenset({"programme"}), frozenset({"achievements", "slippage", "next actions"})),
    ),
)


@dataclass
class _Filled:
    """One form: what stands under each meaning, with the cell that holds it and the label that asks for it."""

    cells: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, Cell] = field(default_factory=dict)
    used: set[Place] = field(default_factory=set)


def find_forms(sheet: Sheet, forms: Sequence[Form], meanings: Meanings = NOT_SAID) -> list[Block]:
    """The forms of a sheet as one table; none where it holds no form."""
    for kind in _KINDS:
        filled = [form for form in _filled(sheet, kind) if _is_whole(form, kind)]
        if filled:
            wanted = [form for form in forms if form.kind is kind.kind]
            return find_blocks(_as_table(sheet, filled), wanted, meanings)
    return []


def _is_whole(form: _Filled, kind: _Kind) -> bool:
    return len(form.cells) >= _ENOUGH and all(form.cells.keys() & needed for needed in kind.needs)


def _label(cell: Cell) -> str:
    return " ".join(cell.text.split()).rstrip(": ?")


def _labels(sheet: Sheet, kind: _Kind) -> dict[Place, str]:
    found = {}
    for row in sheet.rows:
        for cell in sheet.by_row[row]:
            if cell.kind is CellKind.TEXT and len(cell.text) <= _LONGEST_LABEL:
                means = kind.means(cell)
                if means is not None and not measure_alone(_label(cell)):
                    found[cell.row, cell.column] = means
    return found


def _filled(sheet: Sheet, kind: _Kind) -> Iterator[_Filled]:
    """The forms from top to bottom: another begins where a label that begins one comes again."""
    labels = _labels(sheet, kind)
    starts = [place for place, means in labels.items() if means in kind.begins]
    if not starts:
        return
    first = labels[starts[0]]
    tops = list(dict.fromkeys(place[0] for place in starts if labels[place] == first))
    by_row: dict[int, list[Place]] = {}
    for place in labels:
        by_row.setdefault(place[0], []).append(place)
    for top, after in zip(tops, [*tops[1:], sheet.rows[-1] + 1], strict=True):
        form = _Filled()
        rows = sheet.rows_between(top, after - 1)
        for place in (place for row in rows for place in by_row.get(row, ())):
            means = labels[place]
            if means not in form.cells:
                value = _value(sheet, place, labels, after)
                if value is not None:
                    form.cells[means] = value
                    form.labels[means] = sheet.at(*place)
                    form.used |= {place, (value.row, value.column)}
        if kind.kind is TableKind.RISK_REGISTER:
            _take_scores(sheet, form, rows)
        yield form


def _value(sheet: Sheet, place: Place, labels: Mapping[Place, str], after: int) -> Cell | None:
    """What is entered for a label: to its right, unless that is a label too; else beneath it, above row ``after``."""
    row, column = place
    in_row = sheet.by_row[row]
    right = bisect_right(in_row, column, key=lambda cell: cell.column)
    if right < len(in_row) and (row, in_row[right].column) not in labels:
        return in_row[right]
    in_column = sheet.by_column[column]
    beneath = bisect_right(in_column, row, key=lambda cell: cell.row)
    if beneath < len(in_column) and in_column[beneath].row < after:
        return None if (in_column[beneath].row, column) in labels else in_column[beneath]
    return None


def _take_scores(sheet: Sheet, form: _Filled, rows: Sequence[int]) -> None:
    """Scores from where the row of a stage crosses the column of a measure, or the reverse."""
    stages: list[tuple[Cell, str]] = []
    measures: dict[int, list[tuple[Cell, str]]] = {}
    for cell in (cell for row in rows for cell in sheet.by_row[row] if cell.kind is CellKind.TEXT):
        if stage := stage_alone(_label(cell)):
            stages.append((cell, stage))
        if measure := measure_alone(_label(cell)):
            measures.setdefault(cell.row, []).append((cell, measure))
    for at, stage in stages:
        for of, measure in _near(measures, at):
            if at.row > of.row and at.column < of.column:
                crossing = sheet.at(at.row, of.column)
            elif at.row < of.row and at.column > of.column:
                crossing = sheet.at(of.row, at.column)
            else:
                continue
            means = f"{stage} {measure}"
            if not crossing.blank and means not in form.cells and any(c.isdigit() for c in crossing.text):
                form.cells[means] = crossing
                form.labels[means] = replace(at, text=f"{stage} {measure}", value=f"{stage} {measure}")
                form.used |= {(at.row, at.column), (of.row, of.column), (crossing.row, crossing.column)}


def _near(found: Mapping[int, list[tuple[Cell, str]]], at: Cell) -> Iterator[tuple[Cell, str]]:
    """Those that stand no farther from a cell than the scores of one form do, top to bottom."""
    for row in range(at.row - _FARTHEST, at.row + _FARTHEST + 1):
        in_row = found.get(row, [])
        first = bisect_left(in_row, at.column - _FARTHEST, key=lambda item: item[0].column)
        last = bisect_right(in_row, at.column + _FARTHEST, key=lambda item: item[0].column)
        yield from in_row[first:last]


def _as_table(sheet: Sheet, forms: Sequence[_Filled]) -> Sheet:
    """A row for each form under a heading for each label, with the lines above the first form above."""
    cells: dict[Place, Cell] = {}
    used = {place for form in forms for place in form.used}
    top = min(row for row, _ in used)
    line = 0
    for row in (row for row in sheet.rows if row < top):
        for cell in sheet.by_row[row]:
            line += 1
            cells[line, 1] = replace(cell, row=line, column=1, merged_from=None, stands_at=cell.address)
    columns = list(dict.fromkeys(means for form in forms for means in form.cells))
    heading = line + 2
    for column, means in enumerate(columns, 1):
        label = next(form.labels[means] for form in forms if means in form.labels)
        text = _label(label)
        at = label.address
        cells[heading, column] = replace(
            label, row=heading, column=column, value=text, text=text, merged_from=None, stands_at=at
        )
    for row, form in enumerate(forms, heading + 1):
        for column, means in enumerate(columns, 1):
            entered = form.cells.get(means)
            if entered is not None:
                at = entered.address
                cells[row, column] = replace(entered, row=row, column=column, merged_from=None, stands_at=at)
    line = heading + len(forms) + 1
    for row in (row for row in sheet.rows if row > top):
        for cell in sheet.by_row[row]:
            if (cell.row, cell.column) not in used:
                line += 1
                cells[line, 1] = replace(cell, row=line, column=1, merged_from=None, stands_at=cell.address)
    return Sheet(sheet.name, cells, (), sheet.hidden, read_in_other_places=True)
