"""What the plan tells of a table: each column with what it was taken for, and how sure that is, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.gathered import ColumnFound
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.noticing import counted
from scorecard_desktop.importing.workbook import Cell

_SAMPLES = 3
_LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the reading of a table is, from 0 to 1, and why no more than that."""

    confidence: float
    reason: str


def sureness(confidence: float, doubts: Sequence[str]) -> Sureness:
    """The confidence, held to what there is to doubt."""
    reason = f"{'; '.join(doubts)}." if doubts else "Every heading and every figure is known."
    return Sureness(round(min(1.0, confidence), 2), reason[0].upper() + reason[1:])


def unknown_columns(columns: Iterable[ColumnFound]) -> str:
    """The doubt about columns that nobody knows: ``2 of 9 columns are not known: Widgets, Gadgets``."""
    filled = [column for column in columns if column.samples]
    unknown = [f"“{column.heading}”" for column in filled if not column.means]
    if not unknown:
        return ""
    are = "is" if len(unknown) == 1 else "are"
    return f"{len(unknown)} of {counted(len(filled), 'column')} {are} not known: {', '.join(unknown[:4])}"


def columns_found(block: Block, taken: Mapping[int, tuple[str, str]]) -> tuple[ColumnFound, ...]:
    """The columns of a table, left to right; ``taken`` says what each is taken for, and for which period."""
    headings = {cell.column: cell for cell in block.header}
    found = []
    for index in sorted({*headings, *taken}):
        heading = headings.get(index)
        means, period = taken.get(index, ("", ""))
        samples = _samples(block, index)
        if heading is None and not samples:
            continue
        at = heading.cell if heading is not None else block.sheet.at(block.header_bottom, index)
        found.append(ColumnFound(heading.whole if heading is not None else "", at.address, means, period, samples))
    return tuple(found)


def _samples(block: Block, column: int) -> tuple[str, ...]:
    texts: dict[str, None] = {}
    for row in block.body:
        text = _short(block.sheet.at(row, column))
        if text:
            texts.setdefault(text)
        if len(texts) == _SAMPLES:
            break
    return tuple(texts)


def _short(cell: Cell) -> str:
    text = " ".join(cell.text.split())
    return text if len(text) <= _LONGEST_SAMPLE else f"{text[:_LONGEST_SAMPLE].rsplit(' ', 1)[0]} …"
