"""The findings that nobody has settled, for officers: what to look at before the paper goes out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.exporting.document import (
    Cell,
    Column,
    Heading,
    Orientation,
    Row,
    Section,
    Table,
    para,
    section_row,
)

_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


def findings_appendix(found: Sequence[Finding]) -> list[Section]:
    """The findings, gravest first, each with its place and what to do; nothing where there is none."""
    if not found:
        return []
    columns = (
        Column("About", row_header=True, weight=1),
        Column("What was found", weight=2),
        Column("What to do", weight=1.5),
        Column("Where", weight=1),
    )
    rows: list[Row] = []
    ordered = sorted(found, key=lambda finding: -finding.severity.rank)
    for severity, group in groupby(ordered, key=lambda finding: finding.severity):
        several = list(group)
        rows.append(section_row(f"{severity.shape} {_HEADINGS[severity]}: {len(several)}", len(columns)))
        rows += [
            Row((Cell(one.subject or one.rule), Cell(one.message), Cell(one.advice), Cell(one.place)))
            for one in several
        ]
    table = Table(columns, tuple(rows), summary="One row for each finding, gravest first.", compact=True)
    said = "For officers: what the checks found that nobody has mended or settled with a reason."
    return [Section((Heading(2, "Findings still open", key="findings"), para(said), table), Orientation.LANDSCAPE)]
