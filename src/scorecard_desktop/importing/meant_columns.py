"""Which column holds what, in tables whose every heading has one meaning: registers of risks, trackers."""

from __future__ import annotations

from collections.abc import Callable

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.importing.layout import Block, HeaderCell
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.values import Remark


def columns_by_meaning(
    block: Block, notices: Notices, meaning_of: Callable[[HeaderCell], str | None], table: str
) -> dict[str, int]:
    """The column of each meaning, the leftmost where several have it; a filled one that nobody knows is a finding.

    ``table`` is what the table is called there: ``a risk register``.
    """
    columns: dict[str, int] = {}
    for heading in block.header:
        meaning = meaning_of(heading)
        if meaning == LEFT_OUT:
            notices.leave(block.sheet, heading.cell, "a column that was left out")
        elif meaning is not None and meaning not in columns:
            columns[meaning] = heading.column
        elif any(not block.sheet.at(row, heading.column).blank for row in block.body):
            remark = Remark(
                "unmapped-column",
                Severity.NOTE,
                f"The column “{heading.whole}” is not one that {table} is known to have; it is left out.",
                "Nothing, if it is not needed.",
            )
            notices.remark(block.sheet, heading.cell, remark)
    return columns
