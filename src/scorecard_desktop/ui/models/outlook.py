"""How to read a figure, in sentences: chance, control chart, trend and forecast, never as certainties."""

from __future__ import annotations

from scorecard_desktop.domain.analysis import indicator_chance, indicator_chart, indicator_trajectory
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, figure_text
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
        _forecast(row),
    ]
    return [sentence for sentence in said if sentence]


def _forecast(row: RatedRow) -> str:
    forecast = row.forecast
    if forecast.observation is None:
        return ""
    shown = figure_text(forecast.observation, row.indicator)
    rated = f", {forecast.rating.rag.word.lower()}" if forecast.rating.rag is not Rag.NONE else ""
    return f"Forecast for {forecast.year.label}: {shown}{rated}. {forecast.rating.proof}"
