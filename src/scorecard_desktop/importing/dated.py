"""Figures whose period stands in the cell beside them: ``12.9% (69/535) Rolling 12 months January 2017``."""

from __future__ import annotations

import re
from dataclasses import replace

from scorecard_desktop.domain.frozen import dataclass
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
    found = words_beside_a_period(cell.text) if cell.kind is CellKind.TEXT else None
    return Dated(found[0], replace(cell, value=found[1], text=found[1])) if found is not None else None


def words_beside_a_period(words: str) -> tuple[Period, str] | None:
    """The period that words state, and what else they say; None where they state none, or nothing else."""
    if len(words) > _LONGEST:
        return None
    text = " ".join(words.split())
    heading = read_label(text)
    if heading is None:
        return None
    period, rest = heading.period, re.sub(r"\(\s*(?:\)|$)", "", heading.rest).strip()
    if not rest:
        return _count_before_a_month(text)
    if "(" in rest and ")" not in rest:
        rest += ")"
    return period, rest


def _count_before_a_month(text: str) -> tuple[Period, str] | None:
    """``12 Dec 2016`` where a figure is due: twelve, in that month."""
    match = re.match(r"(\d\d?)\s+(?=[A-Za-z])", text)
    heading = read_label(text[match.end() :]) if match is not None else None
    if match is None or heading is None or heading.rest or heading.period.kind is not PeriodKind.MONTH:
        return None
    return month(heading.period.end.year, heading.period.end.month), match[1]
