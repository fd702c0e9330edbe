"""Which column holds what, in tables whose every heading has one meaning: registers of risks, trackers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.importing.layout import Block, HeaderCell
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell


def columns_by_meaning(
    block: Block,
    notices: Notices,
    meaning_of: Callable[[HeaderCell], str | None],
    table: str,
    holds: Callable[[str, Sequence[Cell]], bool] = lambda _meaning, _cells: True,
) -> dict[str, int]:
    """The column of each meaning; a filled one that nobody knows is a finding.

    Where several have one meaning it is the leftmost of those that hold what they seem to mean, else the leftmost.
    ``table`` is what the table is called there: ``a risk register``.
    """
    columns: dict[str, int] = {}
    filled = {h.column: [c for r in block.body if not (c := block.sheet.at(r, h.column)).blank] for h in block.header}
    for fitting in (True, False):
        for heading in block.header:
            meaning = meaning_of(heading)
            if meaning not in (None, LEFT_OUT) and (not fitting or holds(meaning or "", filled[heading.column])):
                columns.setdefault(meaning or "", heading.column)
    taken = set(columns.values())
    for heading in block.header:
        meaning = meaning_of(heading)
        if meaning == LEFT_OUT:
            notices.leave(block.sheet, heading.cell, "a column that was left out")
        elif heading.column not in taken and filled[heading.column]:
            notices.remark(block.sheet, heading.cell, _left_out(heading.whole, meaning, table))
    return columns


def _left_out(heading: str, meaning: str | None, table: str) -> Remark:
    if meaning is not None:
        return Remark(
            "unmapped-column",
            Severity.WARNING,
            f"The column “{heading}” seems to hold the {meaning} too, which is taken from another; it is left out.",
            "If it holds another thing, say which, or give it another heading.",
        )
    return Remark(
        "unmapped-column",
        Severity.NOTE,
        f"The column “{heading}” is not one that {table} is known to have; it is left out.",
        "Nothing, if it is not needed.",
    )
