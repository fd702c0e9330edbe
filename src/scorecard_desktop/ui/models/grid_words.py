"""What the grid's cells say in words: their tips, and what a screen reader reads."""

from __future__ import annotations

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, ratio_text
from scorecard_desktop.ui.models.cells import Cell, CellState


def cell_tip(row: RatedRow, cell: Cell) -> str:
    """A period's cell: whose it is, what it says, why it is rated so, and every mark on it."""
    head = f"{row.indicator.title}, {row.period.label}"
    if cell.state in (CellState.AWAITED, CellState.NOT_EXPECTED):
        return f"{head}\n{row.rating.proof}"
    observation = row.observation
    ratio = ratio_text(observation)
    rated = f", {cell.rag.word.lower()}" if cell.rag is not Rag.NONE else ""
    lines = [head, f"{cell.text}{f' ({ratio})' if ratio else ''}{rated}"]
    if observation is not None:
        lines += [f"{each.shorthand} {each.meaning}" for each in sorted(observation.flags, key=lambda f: f.value)]
        if observation.symbol is not None:
            lines.append(f"{observation.symbol.shorthand} {observation.symbol.meaning}")
    if row.derived is not None:
        lines.append("It was worked out from other figures, and not entered.")
    lines.append(row.rating.proof)
    if cell.sheet is not None:
        lines.append(f"The sheet itself shows it as {cell.sheet.value}.")
    if cell.note and observation is not None:
        lines.append(f"Note: {observation.note}")
    return "\n".join(lines)


def cell_spoken(row: RatedRow, cell: Cell) -> str:
    """``5.4, Apr 2018, 81.7%, amber, worse``, and every mark on the cell."""
    said = [row.spoken]
    if cell.overridden:
        said.append("set by an officer")
    if cell.sheet is not None:
        said.append(f"the sheet shows {cell.sheet.value}")
    if cell.note:
        said.append("has a note")
    return ", ".join(said)
