"""What the rows of one scorecard say at its current period, worked out when it is first asked for and then kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.process import Process, process_of
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rated import RatedRow, target_text
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.ui.models.cells import Cell, CellState, cell_of, state_of
from scorecard_desktop.ui.models.columns import Column, ColumnKind, latest_benchmark
from scorecard_desktop.ui.models.sparkline import Sparkline, sparkline
from scorecard_desktop.ui.models.travel import travel_text


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell of any other column says, in the ink of a merit where it has one."""

    text: str
    merit: Merit | None = None


class _Pending:
    """What is worked out when the window has time for it."""


PENDING = _Pending()


class RowFacts:
    """Everything that the grid asks about single indicators, kept until ``forget`` is told what a change touched."""

    def __init__(self, ledger: Ledger, card: Scorecard | None, current: Period | None) -> None:
        self.ledger = ledger
        self.book = ledger.book
        self.current = current
        self.indicators = self.book.indicators(card.id) if card is not None else []
        """All of the scorecard, in the officers' order."""
        self._cells: dict[str, dict[str, Cell]] = {}
        """By the indicator's id, and the code of the period."""
        self._lines: dict[str, Sparkline | None] = {}
        self._processes: dict[str, Process | None] = {}
        self._words: dict[str, dict[str, Words]] = {}
        """By the indicator's id, and the key of the column."""
        self._known = {indicator.id: indicator for indicator in self.indicators}
        self._uncounted = {indicator.id: indicator for indicator in reversed(self.indicators)}
        self._counted: dict[str, tuple[Rag, bool]] = {}
        """By the indicator's id its rating now, and whether a figure is awaited."""
        self._tally: Counter[tuple[Rag, bool]] = Counter()
        """How many there are of each of these: a key press must not wait for two thousand to be gone through."""

    # What is painted

    def content(self, indicator: Indicator, of: Column) -> object:
        """What a cell shows: a Cell, a Sparkline, a Process, Words, None for nothing, or PENDING."""
        if of.kind is ColumnKind.PERIOD:
            assert of.period is not None
            return self.cell(indicator, of.period)
        if of.kind is ColumnKind.TREND:
            return self._lines.get(indicator.id, PENDING)
        if of.kind in (ColumnKind.VARIATION, ColumnKind.ASSURANCE):
            return self._processes.get(indicator.id, PENDING)
        own = self._words.setdefault(indicator.id, {})
        words = own.get(of.key)
        if words is None:
            words = own[of.key] = self._words_of(indicator, of)
        return words

    def prepare(self, indicator: Indicator, columns: Iterable[Column]) -> bool:
        """Work out the figures and words of a row in these columns; whether a drawing is pending among them."""
        contents = [self.content(indicator, column) for column in columns]
        return any(content is PENDING for content in contents)

    def draw(self, indicator: Indicator, columns: Iterable[Column]) -> bool:
        """Work out everything of a row in these columns; whether a drawing was pending among them."""
        pending = False
        for column in columns:
            if self.content(indicator, column) is PENDING:
                pending = True
                _ = self.line(indicator) if column.kind is ColumnKind.TREND else self.process(indicator)
        return pending

    def text(self, indicator: Indicator, of: Column) -> str:
        """What a cell of a column says in text; a drawing says nothing."""
        if of.kind is ColumnKind.PERIOD and of.period is not None:
            cell = self.cell(indicator, of.period)
            return cell.text if cell is not None else ""
        if of.kind in (ColumnKind.VARIATION, ColumnKind.ASSURANCE):
            process = self.process(indicator)
            if process is None:
                return ""
            return process.variation_word if of.kind is ColumnKind.VARIATION else process.assurance_word
        words = self.content(indicator, of)
        return words.text if isinstance(words, Words) else ""

    def _words_of(self, indicator: Indicator, of: Column) -> Words:
        match of.kind:
            case ColumnKind.REF:
                return Words(indicator.ref)
            case ColumnKind.NAME:
                return Words(indicator.name)
            case ColumnKind.TARGET:
                at = self.current
                target = self.book.target(indicator.id, at.code) if at is not None else None
                return Words(target_text(target, indicator))
            case ColumnKind.BENCHMARK:
                return Words(self.benchmark_text(indicator, of.name))
            case ColumnKind.TRAVEL:
                now = self.now(indicator)
                return Words(travel_text(now.direction), now.direction.merit) if now is not None else Words("")
            case ColumnKind.POLARITY:
                return Words(indicator.polarity.words)
            case ColumnKind.DIRECTORATE:
                return Words(indicator.service)
            case ColumnKind.OFFICER:
                return Words(indicator.lead_officer)
        return Words("")

    # Single figures

    def row(self, indicator: Indicator, period: Period) -> RatedRow | None:
        """A rated row; None where the indicator is gone."""
        return self.ledger.row(indicator.id, period)

    def cell(self, indicator: Indicator, period: Period) -> Cell | None:
        """A period's cell; None where the indicator is gone."""
        own = self._cells.setdefault(indicator.id, {})
        kept = own.get(period.code)
        if kept is None:
            row = self.ledger.row(indicator.id, period)
            if row is None:
                return None
            kept = own[period.code] = cell_of(row)
        return kept

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

    def benchmark_sentence(self, indicator: Indicator, name: str) -> str:
        """Whose a benchmark is, for when, and where it is from: ``England, 2022-23: 2.2%. From absence.csv, …``."""
        benchmark = latest_benchmark(self.book, indicator.id, name)
        if benchmark is None:
            return ""
        when = f", {period_from_code(benchmark.period).label}" if benchmark.period else ""
        said = [f"{name}{when}: {self.benchmark_text(indicator, name)}."]
        if benchmark.value is not None and benchmark.note:
            said.append(benchmark.note)
        if benchmark.source is not None:
            said.append(f"From {benchmark.source.place}.")
        return " ".join(said)

    # The whole scorecard

    def count_on(self, at_most: int) -> bool:
        """Rate as many more indicators for ``counts``, so that it need not rate all at once; whether all have been."""
        for _ in range(min(at_most, len(self._uncounted))):
            _, indicator = self._uncounted.popitem()
            before, now = self._counted.get(indicator.id), (self.rag(indicator), self.is_awaited(indicator))
            if before is not None:
                self._tally[before] -= 1
            self._tally[now] += 1
            self._counted[indicator.id] = now
        return not self._uncounted

    def count_all(self) -> None:
        """Rate every indicator now."""
        self.book.complete()
        self.count_on(len(self._uncounted))

    def counts(self) -> dict[Rag, int]:
        """How many indicators have each rating now, whatever is shown."""
        self.count_on(len(self._uncounted))
        return {rag: self._tally[rag, False] + self._tally[rag, True] for rag in Rag}

    def awaited_count(self) -> int:
        """How many indicators have no figure for the current period, though one is due."""
        self.count_on(len(self._uncounted))
        return sum(self._tally[rag, True] for rag in Rag)

    def rag(self, indicator: Indicator) -> Rag:
        """The rating now."""
        now = self.now(indicator)
        return now.rating.rag if now is not None else Rag.NONE

    def forget(self, touched: Collection[str]) -> None:
        """Make anew what is drawn of some indicators, by their ids, and count them again."""
        for identifier in touched:
            for kept in (self._lines, self._processes, self._cells, self._words):
                kept.pop(identifier, None)
            if identifier in self._known:
                self._uncounted[identifier] = self._known[identifier]
