"""The ledger: a book's rated rows and findings kept, so that a change makes anew only what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.neighbours import Neighbours, neighbours
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow, RowMaker
from scorecard_desktop.domain.reach import MadeOf, made_of_others, reached, records_of
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.uncollected import uncollected

if TYPE_CHECKING:
    from scorecard_desktop.domain.checked import Checked
    from scorecard_desktop.domain.finding import Finding

_MAKERS_KEPT = 256


class Place(NamedTuple):
    """A rated row's place: an indicator's id and a period's code."""

    indicator: str
    period: str


class Ledger:
    """A book's rated rows and findings. Each is made when it is first asked for and kept until something changes.

    A book that has a ledger is changed through it and in no other way: the rows are then what ``rated_rows`` would
    make afresh, and the findings what ``check`` would. ``guard`` is held while anything is made or changed; whoever
    changes the book on another thread than the one that reads it holds it too.
    """

    def __init__(self, book: Book) -> None:
        self.guard = RLock()
        self._book = book
        self._rows: dict[str, dict[str, RatedRow]] = {}
        self._makers: dict[str, RowMaker] = {}
        self._made_of: MadeOf | None = None
        self._checked: Checked | None = None

    @property
    def book(self) -> Book:
        """The book that is kept account of."""
        return self._book

    def row(self, indicator: str, period: Period) -> RatedRow | None:
        """One indicator at one period; None where the book has no such indicator."""
        with self.guard:
            kept = self._rows.get(indicator)
            row = kept.get(period.code) if kept is not None else None
            return row if row is not None else self._make(indicator, neighbours(period))

    def rows(self, scorecard: str, period: Period | None = None) -> list[RatedRow]:
        """What ``rated_rows`` gives: a scorecard at a period, its current one unless said, in the officers' order."""
        with self.guard:
            at = period if period is not None else self._book.current_period(scorecard)
            if at is None:
                return []
            rows = (self.row(indicator.id, at) for indicator in self._book.indicators(scorecard))
            return [row for row in rows if row is not None]

    def current_row(self, indicator: Indicator) -> RatedRow | None:
        """An indicator at the current period of its scorecard; None where the scorecard has no figures yet."""
        at = self._book.current_period(indicator.scorecard)
        return None if at is None else self.row(indicator.id, at)

    def all_rows(self) -> Iterator[RatedRow]:
        """Every scorecard at every period that it has a column for."""
        for card in self._book.scorecards():
            columns = [neighbours(period) for period in self._book.periods(card.id)]
            indicators = self._book.indicators(card.id)
            with self.guard, uncollected():
                for indicator in indicators:
                    self._make_all(card, indicator, columns)
                kept = [self._rows[indicator.id] for indicator in indicators]
                made = [of[at.code] for at in columns for of in kept]
            yield from made

    def findings(self) -> list[Finding]:
        """What ``check`` gives: every finding that stands."""
        self._book.complete()
        with self.guard:
            return self._checks().findings()

    def check_on(self, at_most: int) -> bool:
        """Make at most so many of the checks that ``findings`` waits for; whether none is left."""
        self._book.complete()
        with self.guard:
            return self._checks().check_on(at_most)

    def apply(self, changes: Iterable[Change]) -> frozenset[Place]:
        """Make changes in the book, all or none, and forget what depends on them; the places of the rows forgotten.

        Raises Conflict, with nothing changed, where a record is not as a change says that it was before.
        """
        step = tuple(changes)
        with self.guard:
            self._book.apply(step)
            records = records_of(step)
            if any(isinstance(record, Setting) for record in records):
                self._made_of = None
            reach = reached(self._book, records, self._those_made_of_others())
            forgotten = set()
            for identifier, of in reach.items():
                self._makers.pop(identifier, None)
                kept = self._rows.get(identifier, {})
                for code in [code for code, row in kept.items() if of.covers(row.period)]:
                    del kept[code]
                    forgotten.add(Place(identifier, code))
            if self._checked is not None:
                self._checked.note(records, reach)
            return frozenset(forgotten)

    def affected(self, changes: Iterable[Change]) -> set[str]:
        """The ids of the indicators whose rows or findings depend on changes that the book has seen."""
        with self.guard:
            return set(reached(self._book, records_of(changes), self._those_made_of_others()))

    def forget(self) -> None:
        """Make everything anew when it is next asked for: the book has been read anew."""
        with self.guard:
            self._rows.clear()
            self._makers.clear()
            self._made_of = self._checked = None

    def _those_made_of_others(self) -> MadeOf:
        if self._made_of is None:
            self._made_of = made_of_others(self._book)
        return self._made_of

    def _checks(self) -> Checked:
        if self._checked is None:
            # here, as there are many rules and a window has none to make before its first page is painted
            from scorecard_desktop.domain.checked import Checked

            self._checked = Checked(self._book)
        return self._checked

    def _make(self, indicator: str, at: Neighbours) -> RatedRow | None:
        maker = self._makers.get(indicator)
        if maker is None:
            found = self._book.get(Indicator, indicator)
            card = self._book.get(Scorecard, found.scorecard) if found is not None else None
            if found is None or card is None:
                return None
            if len(self._makers) >= _MAKERS_KEPT:
                self._makers.clear()
            maker = self._makers[indicator] = RowMaker(self._book, card, found)
        row = self._rows.setdefault(indicator, {})[at.code] = maker.row(at)
        return row

    def _make_all(self, card: Scorecard, indicator: Indicator, columns: Iterable[Neighbours]) -> None:
        """Make an indicator's rows that are not kept, oldest first, since each is compared with those before it."""
        kept = self._rows.setdefault(indicator.id, {})
        make = RowMaker(self._book, card, indicator).row
        for at in columns:
            if at.code not in kept:
                kept[at.code] = make(at)
