"""How to read a figure, in sentences: chance, control chart and trend, never as certainties."""

from __future__ import annotations

from scorecard_desktop.domain.analysis import indicator_chance, indicator_chart, indicator_trajectory
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.spc_advice import advice


def outlook(book: Book, row: RatedRow) -> list[str]:
    """The sentences that hold for a figure, most telling first; none for one that has no target or no figure."""
    if row.value is None or row.target is None:
        return []
    rag = row.rating.rag
    chart = indicator_chart(book, row.indicator, row.period).chart
    said = [
        indicator_chance(book, row.indicator, row.period, rag),
        advice(rag, chart),
        indicator_trajectory(book, row.indicator, row.period).sentence,
    ]
    return [sentence for sentence in said if sentence]
