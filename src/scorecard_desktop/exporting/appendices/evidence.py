"""The evidence for each figure, for officers: the rule and target behind its rating, and the cell that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow, ratio_text
from scorecard_desktop.exporting.document import (
    Cell,
    Column,
    Heading,
    Orientation,
    Row,
    Section,
    Table,
    Voice,
    para,
    section_row,
)
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.sections.dashboard import periods_shown
from scorecard_desktop.exporting.wording import rating_cell, signed, target_with_unit, unbroken

_TYPED = "Typed in; the history of the figure says by whom."


def evidence_key(indicator: str) -> str:
    """The place of an indicator's evidence, for links to it from its figures."""
    return f"evidence-{indicator}"


def evidence(book: Book, cards: Sequence[ReportedScorecard]) -> list[Section]:
    """A row for each indicator that has a figure or a target to show for it; nothing where none has."""
    columns = (
        Column("Indicator", row_header=True, weight=1.2),
        Column("Period", weight=0.2),
        Column("Figure", weight=0.4),
        Column("Target", weight=0.3),
        Column("Rating", weight=0),
        Column("Rule and arithmetic", weight=2),
        Column("File, sheet and cells", weight=1.6),
    )
    rows: list[Row] = []
    for card in cards:
        shown = periods_shown(book, card.scorecard, card.period).all
        rows.append(section_row(card.scorecard.name, len(columns)))
        rows += [_row(book, row, shown) for row in card.rows]
    if not rows:
        return []
    table = Table(
        columns,
        tuple(rows),
        summary="One row for each indicator: its figure, why that has its rating, and where its figures are from.",
        compact=True,
    )
    said = "For officers: why each figure has its rating, and the cells that it and the periods before it came from."
    blocks = (Heading(2, "Evidence for each figure", key="evidence"), para(said, voice=Voice.NOTE), table)
    return [Section(blocks, Orientation.LANDSCAPE)]


def _row(book: Book, row: RatedRow, shown: Sequence[Period]) -> Row:
    found = (book.observation(row.indicator.id, period.code) for period in shown)
    figure = signed(row.text) or row.presence.value.capitalize()
    return Row(
        (
            Cell(row.indicator.title),
            Cell(unbroken(row.period.heading), spoken=row.period.label),
            Cell(figure, note=ratio_text(row.observation)),
            target_with_unit(row.target, row.indicator),
            rating_cell(row.rating.rag),
            Cell(row.rating.proof),
            Cell("\n".join(_places(row, [one for one in found if one is not None and one.says_something]))),
        ),
        key=evidence_key(row.indicator.id),
    )


def _places(row: RatedRow, found: Sequence[Observation]) -> Iterable[str]:
    """Where the figures are from: cells of one sheet side by side as one range, oldest first."""
    if row.derived is not None and row.derived.observation is not None:
        yield f"{row.period.label}: {row.derived.total.how}"
    runs: list[tuple[str, list[str]]] = []
    typed = False
    for one in found:
        if one.source is None:
            typed = True
            continue
        sheet = f"{one.source.file}, {one.source.sheet}"
        if runs and runs[-1][0] == sheet and _follows(runs[-1][1][-1], one.source.cell):
            runs[-1][1].append(one.source.cell)
        else:
            runs.append((sheet, [one.source.cell]))
    by_sheet: dict[str, list[str]] = {}
    for sheet, cells in runs:
        by_sheet.setdefault(sheet, []).append(cells[0] if len(cells) == 1 else f"{cells[0]} to {cells[-1]}")
    for sheet, places in by_sheet.items():
        yield f"{sheet}: {', '.join(dict.fromkeys(places))}"
    if typed:
        yield _TYPED


_CELL = re.compile(r"([A-Z]+)(\d+)")


def _follows(before: str, cell: str) -> bool:
    """Whether a cell stands right after another, along a row or down a column."""
    first, second = _CELL.fullmatch(before), _CELL.fullmatch(cell)
    if first is None or second is None:
        return False
    (a, m), (b, n) = first.groups(), second.groups()
    return (m == n and _number(b) - _number(a) == 1) or (a == b and int(n) - int(m) == 1)


def _number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total
