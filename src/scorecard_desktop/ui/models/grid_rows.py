"""The rows of the grid: which indicators, under which headings, in which order."""

from __future__ import annotations

from collections.abc import Collection

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.ui.models.arrangement import Arrangement, Only
from scorecard_desktop.ui.models.row_facts import RowFacts
from scorecard_desktop.ui.models.sorting import Order


@dataclass(frozen=True, slots=True)
class Section:
    """A row that heads the ``count`` indicators beneath it."""

    title: str
    count: int


Row = Section | Indicator


def rows_of(facts: RowFacts, arrangement: Arrangement, exceptions: Collection[str]) -> list[Row]:
    """What an arrangement shows of a scorecard. ``exceptions`` are the ids of the indicators that are exceptions."""
    order = Order(facts.ledger, facts.current)
    wanted = (each for each in facts.indicators if _is_wanted(facts, each, arrangement, exceptions))
    rows: list[Row] = []
    for title, own in arrangement.grouping.gathered(wanted):
        rows += [Section(title, len(own))] if title else []
        rows += order.sorted(own, arrangement.sorting)
    return rows


def _is_wanted(facts: RowFacts, indicator: Indicator, asked: Arrangement, exceptions: Collection[str]) -> bool:
    if asked.rags and facts.rag(indicator) not in asked.rags:
        return False
    if Only.EXCEPTIONS in asked.only and indicator.id not in exceptions:
        return False
    if Only.AWAITED in asked.only and not facts.is_awaited(indicator):
        return False
    return asked.finds(indicator)
