"""Figures whose period stands in the cell beside them: ``12.9% (69/535) Rolling 12 months January 2017``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scorecard_desktop.domain.period import Period, PeriodKind, month
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.workbook import Cell, CellKind

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Dated:
    """A cell's own period, and the cell with what it says apart from that."""

    period: Period
    cell: Cell


def dated(cell: Cell) -> Dated | None:
    """The period that a cell states beside its figure; None where it states none, or nothing else."""
    if cell.kind is not CellKind.TEXT or len(cell.text) > _LONGEST:
        return None
    text = " ".join(cell.text.split())
    heading = read_label(text)
    if heading is None:
        return None
    period, rest = heading.period, re.sub(r"\(\s*(?:\)|$)", "", heading.rest).strip()
    if not rest:
        return _count_before_a_month(cell, text)
    if "(" in rest and ")" not in rest:
        rest += ")"
    return Dated(period, replace(cell, value=rest, text=rest))


def _count_before_a_month(cell: Cell, text: str) -> Dated | None:
    """``12 Dec 2016`` where a figure is due: twelve, in that month."""
    match = re.match(r"(\d\d?)\s+(?=[A-Za-z])", text)
    heading = read_label(text[match.end() :]) if match is not None else None
    if match is None or heading is None or heading.rest or heading.period.kind is not PeriodKind.MONTH:
        return None
    period = month(heading.period.end.year, heading.period.end.month)
    return Dated(period, replace(cell, value=match[1], text=match[1]))
