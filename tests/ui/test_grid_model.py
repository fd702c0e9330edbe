"""The scorecard as a table: its contract with Qt, its words, and what a change repaints."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, Qt

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import AGGREGATE_FROM, AGGREGATE_METHOD
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services import editing
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.models.arrangement import Arrangement, Span
from scorecard_desktop.ui.models.cells import CellState
from scorecard_desktop.ui.models.scorecard_grid import CELL_ROLE, ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from ui.books import CARD, PERIODS, records

APRIL = PERIODS[12].code


class Held:
    """A session that keeps nothing: what the model asks of one."""

    read_only = False

    def __init__(self) -> None:
        self.book = Book(records())
        self.ledger = Ledger(self.book)


@pytest.fixture
def grid(qapp) -> ScorecardGrid:
    made = ScorecardGrid(OpenStore(cast("Session", Held())))
    made.arrange(CARD, Arrangement())
    return made


def cell(grid, ref, period=APRIL):
    return grid.place_of(ref, period)


def spoken(index) -> str:
    return index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_the_model_keeps_qt_s_contract(grid, qtmodeltester):
    qtmodeltester.check(grid)
    assert grid.rowCount(grid.index(0, 0)) == 0
    assert grid.columnCount(grid.index(0, 0)) == 0
    assert grid.data(QModelIndex()) is None


def test_that_a_cell_speaks_its_reference_period_figure_rating_and_merit(grid):
    assert spoken(cell(grid, "5.4")) == "5.4, Apr 2018, 81.7%, amber, worse"
    assert spoken(cell(grid, "6.4")) == "6.4, Apr 2018, 76.6%, red, better"


def test_that_awaited_not_expected_symbols_and_words_are_told_apart(grid):
    states = {period: cell(grid, "8.1", PERIODS[period].code).data(CELL_ROLE).state for period in (10, 11, 12, 13)}
    assert states == {
        10: CellState.NOT_EXPECTED,
        11: CellState.WORDS,
        12: CellState.SYMBOL,
        13: CellState.AWAITED,
    }
    assert spoken(cell(grid, "8.1", PERIODS[10].code)) == "8.1, Feb 2018, not expected"
    assert "awaited" in spoken(cell(grid, "8.1", PERIODS[13].code))
    assert "expected for this period" in cell(grid, "8.1", PERIODS[10].code).data(Qt.ItemDataRole.ToolTipRole)


def test_that_no_rating_is_told_by_colour_alone(grid):
    for ref, word in (("5.4", "amber"), ("6.4", "red"), ("7.1", "green")):
        index = cell(grid, ref)
        assert word in spoken(index)
        assert word in index.data(Qt.ItemDataRole.ToolTipRole)
        assert index.data(CELL_ROLE).rag.word.lower() == word


def test_that_the_travel_column_says_merit_in_a_word(grid):
    travel = next(c for c in range(grid.columnCount()) if grid.column(c).heading == "Travel")
    assert grid.index(cell(grid, "5.4").row(), travel).data() == "↓ worse"
    assert grid.index(cell(grid, "6.5").row(), travel).data() == "↓ better"
    assert "Down from 82.7% in Mar 2018: worse." in spoken(grid.index(cell(grid, "5.4").row(), travel))


def test_that_finding_by_words_keeps_the_sections_of_what_is_found(grid):
    grid.arrange(CARD, Arrangement(find="plan child"))
    shown = [grid.index(row, 1).data() for row in range(grid.rowCount())]
    assert shown[0] == "Child in need"
    assert "Reviews held in time" not in shown
    assert all(
        grid.indicator_at(row) is None or "plan" in grid.indicator_at(row).name for row in range(grid.rowCount())
    )


def test_that_a_rating_can_be_asked_for(grid):
    grid.arrange(CARD, Arrangement(rags=frozenset({Rag.AMBER})))
    assert [grid.indicator_at(row).ref for row in range(grid.rowCount()) if grid.indicator_at(row)] == ["5.4"]
    assert grid.facts.counts()[Rag.RED] == 3


def test_that_a_span_keeps_the_periods_still_to_come(grid):
    grid.arrange(CARD, Arrangement(span=Span.SIX))
    shown = [column.period.code for column in map(grid.column, range(grid.columnCount())) if column.period]
    assert shown[0] == PERIODS[7].code
    assert PERIODS[13].code in shown


def test_that_a_change_is_shown_by_one_signal_for_its_row(grid, qtbot):
    change = editing.change_value(grid.book, "5.4", APRIL, "93.5")
    grid.ledger.apply(change.changes)
    with qtbot.waitSignal(grid.dataChanged) as told:
        assert grid.refresh(change)
    first, last = told.args[:2]
    assert (first.row(), last.row()) == (cell(grid, "5.4").row(),) * 2
    assert cell(grid, "5.4").data() == "93.5%"
    assert grid.facts.counts()[Rag.GREEN] == 2


def test_that_what_is_made_of_a_changed_indicator_is_repainted_with_it(grid, qtbot):
    book = grid.book
    taken_out = [Change(book.observation("5.5", period.code), None) for period in PERIODS[:13]]
    made_of = [
        Change(None, Setting(Scope.INDICATOR, "5.5", AGGREGATE_METHOD.name, "snapshot")),
        Change(None, Setting(Scope.INDICATOR, "5.5", AGGREGATE_FROM.name, "5.4")),
    ]
    grid.ledger.apply([*taken_out, *made_of])
    grid.arrange(CARD, Arrangement())
    assert cell(grid, "5.5").data() == "81.7%†"
    change = editing.change_value(book, "5.4", APRIL, "93.5")
    grid.ledger.apply(change.changes)
    with qtbot.waitSignal(grid.dataChanged) as told:
        assert grid.refresh(change)
    first, last = told.args[:2]
    assert (first.row(), last.row()) == (cell(grid, "5.4").row(), cell(grid, "5.5").row())
    assert cell(grid, "5.5").data() == "93.5%†"


def test_that_a_new_column_asks_for_a_new_arrangement(grid):
    change = editing.change_value(grid.book, "5.4", PERIODS[13].next().code, "93.5")
    grid.ledger.apply(change.changes)
    assert not grid.refresh(change)


def test_that_section_rows_take_neither_keys_nor_figures(grid):
    row = next(r for r in range(grid.rowCount()) if grid.indicator_at(r) is None)
    index = grid.index(row, grid.column_of(APRIL))
    assert grid.flags(index) == Qt.ItemFlag.NoItemFlags
    assert not grid.setData(index, "5")


def test_that_a_typed_percentage_is_offered_as_it_would_be_typed(grid):
    assert cell(grid, "5.4").data(Qt.ItemDataRole.EditRole) == "81.7%"
