"""What the rows of one scorecard say at its current period, worked out when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Collection

from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.ui.models.cells import Cell, CellState, cell_of, state_of
from scorecard_desktop.ui.models.columns import latest_benchmark
from scorecard_desktop.ui.models.process import Process, process_of
from scorecard_desktop.ui.models.sparkline import Sparkline, sparkline


class RowFacts:
    """Everything that the grid asks about single indicators. ``forget`` those that a change has touched.

    Rows are the ledger's, which forgets by itself; what is made of them here is kept with them.
    """

    def __init__(self, ledger: Ledger, card: Scorecard | None, current: Period | None) -> None:
        self.ledger = ledger
        self.book = ledger.book
        self.current = current
        self.indicators = self.book.indicators(card.id) if card is not None else []
        """All of the scorecard, in the officers' order."""
        self._cells: dict[tuple[str, str], tuple[RatedRow, Cell]] = {}
        self._lines: dict[str, Sparkline | None] = {}
        self._processes: dict[str, Process | None] = {}
        self._uncounted = self.indicators[::-1]

    # Single figures

    def row(self, indicator: Indicator, period: Period) -> RatedRow | None:
        """A rated row; None where the indicator is gone."""
        return self.ledger.row(indicator.id, period)

    def cell(self, indicator: Indicator, period: Period) -> Cell | None:
        """A period's cell; None where the indicator is gone."""
        row = self.ledger.row(indicator.id, period)
        if row is None:
            return None
        place = (indicator.id, period.code)
        kept = self._cells.get(place)
        if kept is not None and kept[0] is row:
            return kept[1]
        cell = cell_of(row)
        self._cells[place] = row, cell
        return cell

    def now(self, indicator: Indicator) -> RatedRow | None:
        """The rated row at the current period; None while no figure has come."""
        return self.ledger.row(indicator.id, self.current) if self.current is not None else None

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
        now = self.now(indicator)
        return now is not None and state_of(now) is CellState.AWAITED

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
            self.now(self._uncounted.pop())
        return not self._uncounted

    def count_all(self) -> None:
        """Rate every indicator now."""
        self.book.complete()
        self.count_on(len(self._uncounted))

    def counts(self) -> dict[Rag, int]:
        """How many indicators have each rating now, whatever is shown."""
        now = [self.rag(indicator) for indicator in self.indicators]
        return {rag: now.count(rag) for rag in Rag}

    def awaited_count(self) -> int:
        """How many indicators have no figure for the current period, though one is due."""
        return sum(1 for indicator in self.indicators if self.is_awaited(indicator))

    def rag(self, indicator: Indicator) -> Rag:
        """The rating now."""
        now = self.now(indicator)
        return now.rating.rag if now is not None else Rag.NONE

    def forget(self, touched: Collection[str]) -> None:
        """Make anew what is drawn of some indicators, by their ids, and count them again."""
        for identifier in touched:
            self._lines.pop(identifier, None)
            self._processes.pop(identifier, None)
        waiting = {indicator.id for indicator in self._uncounted}
        self._uncounted = [i for i in self.indicators if i.id in touched or i.id in waiting]
