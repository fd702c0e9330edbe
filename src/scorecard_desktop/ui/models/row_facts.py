"""What the rows of one scorecard say at its current period, worked out when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Collection

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, rate_at, rated_row
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.ui.models.cells import Cell, CellState, cell_at, state_of
from scorecard_desktop.ui.models.columns import latest_benchmark
from scorecard_desktop.ui.models.process import Process, process_of
from scorecard_desktop.ui.models.sparkline import Sparkline, sparkline


class RowFacts:
    """Everything that the grid asks of its book about single indicators. ``forget`` what a change has touched."""

    def __init__(self, book: Book, card: Scorecard | None, current: Period | None) -> None:
        self.book = book
        self.current = current
        self._card = card
        self._indicators = book.indicators(card.id) if card is not None else []
        self._cells: dict[tuple[str, str], Cell] = {}
        self._now: dict[str, RatedRow] = {}
        self._lines: dict[str, Sparkline | None] = {}
        self._processes: dict[str, Process | None] = {}
        self._rags: dict[str, Rag] = {}
        self._uncounted = self._indicators[::-1]

    @property
    def indicators(self) -> list[Indicator]:
        """All of the scorecard, in the officers' order."""
        return self._indicators

    # Single figures

    def row(self, indicator: Indicator, period: Period) -> RatedRow | None:
        """A rated row; None where there is no scorecard."""
        return rated_row(self.book, self._card, indicator, period) if self._card is not None else None

    def cell(self, indicator: Indicator, period: Period) -> Cell:
        """A period's cell."""
        place = (indicator.id, period.code)
        cell = self._cells.get(place)
        if cell is None:
            cell = self._cells[place] = cell_at(self.book, indicator, period)
        return cell

    def now(self, indicator: Indicator) -> RatedRow | None:
        """The rated row at the current period; None while no figure has come."""
        if self.current is None or self._card is None:
            return None
        if indicator.id not in self._now:
            self._now[indicator.id] = rated_row(self.book, self._card, indicator, self.current)
        return self._now[indicator.id]

    def line(self, indicator: Indicator) -> Sparkline | None:
        """The last figures as a small line."""
        if self.current is None:
            return None
        if indicator.id not in self._lines:
            self._lines[indicator.id] = sparkline(self.book, indicator, self.current)
        return self._lines[indicator.id]

    def process(self, indicator: Indicator) -> Process | None:
        """What the control chart tells."""
        if self.current is None:
            return None
        if indicator.id not in self._processes:
            self._processes[indicator.id] = process_of(self.book, indicator, self.current)
        return self._processes[indicator.id]

    def is_awaited(self, indicator: Indicator) -> bool:
        """Whether a figure is due for the current period and has not come."""
        if self.current is None:
            return False
        held = self.book.observation(indicator.id, self.current.code)
        return state_of(self.book, indicator, self.current, held) is CellState.AWAITED

    def benchmark_text(self, indicator: Indicator, name: str) -> str:
        """A benchmark as it is shown."""
        benchmark = latest_benchmark(self.book, indicator.id, name)
        if benchmark is None:
            return ""
        if benchmark.value is not None:
            return show(benchmark.value, indicator.unit, indicator.decimals)
        return benchmark.symbol.shorthand if benchmark.symbol is not None else benchmark.note

    # The whole scorecard

    def count_on(self, at_most: int) -> bool:
        """Rate as many more indicators for ``counts``, so that it need not rate all at once; whether all have been."""
        for _ in range(min(at_most, len(self._uncounted))):
            indicator = self._uncounted.pop()
            self._rags[indicator.id] = self._rag_now(indicator)
        return not self._uncounted

    def count_all(self) -> None:
        """Rate every indicator now."""
        self.book.complete()
        self.count_on(len(self._uncounted))

    def counts(self) -> dict[Rag, int]:
        """How many indicators have each rating now, whatever is shown."""
        self.count_on(len(self._uncounted))
        return {rag: sum(1 for found in self._rags.values() if found is rag) for rag in Rag}

    def awaited_count(self) -> int:
        """How many indicators have no figure for the current period, though one is due."""
        return sum(1 for indicator in self._indicators if self.is_awaited(indicator))

    def rag(self, indicator: Indicator) -> Rag:
        """The rating now, of an indicator that has been counted."""
        return self._rags.get(indicator.id, Rag.NONE)

    def forget(self, touched: Collection[str]) -> None:
        """Work out anew what is asked of some indicators, by their ids; their ratings are counted again at once."""
        for place in [place for place in self._cells if place[0] in touched]:
            del self._cells[place]
        for identifier in touched:
            for kept in (self._now, self._lines, self._processes):
                kept.pop(identifier, None)
            indicator = self.book.get(Indicator, identifier) if identifier in self._rags else None
            if indicator is not None:
                self._rags[identifier] = self._rag_now(indicator)

    def _rag_now(self, indicator: Indicator) -> Rag:
        return rate_at(self.book, indicator, self.current).rag if self.current is not None else Rag.NONE
