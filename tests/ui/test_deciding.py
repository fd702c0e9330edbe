"""What officers decide in dialogs about an indicator and a figure of it: by keyboard, as one step each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.ui.models.cells import CellState
from scorecard_desktop.ui.models.scorecard_grid import CELL_ROLE
from scorecard_desktop.ui.views.due_dialog import DueDialog
from scorecard_desktop.ui.views.rating_dialog import RatingDialog
from ui.books import PERIODS

APRIL, MAY = PERIODS[12], PERIODS[13]


def asked(qtbot, kind):
    """The dialog that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def type_into(qtbot, box, text):
    box.setFocus()
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.keyClicks(box, text)


def state(workspace, indicator, period):
    return workspace.scorecard.grid.place_of(indicator, period.code).data(CELL_ROLE).state


def test_that_an_officer_says_by_keyboard_when_figures_are_due(qtbot, window, workspace):
    workspace.scorecard.go_to("5.4", MAY.code)
    assert state(workspace, "5.4", MAY) is CellState.AWAITED
    window.actions_["due"].trigger()
    dialog = asked(qtbot, DueDialog)
    dialog.frequency.setFocus()
    qtbot.keyClicks(dialog.frequency, "Quart")
    assert dialog.means.text() == (
        "Due from May 2018 on: Jun 2018, Sep 2018, Dec 2018, Mar 2019, Jun 2019, Sep 2019 and so on."
    )
    type_into(qtbot, dialog.starts, "Apr 2017")
    assert dialog.keep.isEnabled()
    qtbot.keyClick(dialog.starts, Qt.Key.Key_Return)
    kept = workspace.store.book.get(Indicator, "5.4")
    assert (kept.frequency, kept.starts, kept.ends) == (PeriodKind.QUARTER, date(2017, 4, 1), None)
    assert state(workspace, "5.4", MAY) is CellState.NOT_EXPECTED
    qtbot.waitUntil(lambda: not workspace.panel.behind)
    assert "quarterly, from 1 Apr 2017" in workspace.panel._definition.text.text()
    assert workspace.panel.figure.value.text() == "Not expected"
    window.actions_["undo"].trigger()
    assert state(workspace, "5.4", MAY) is CellState.AWAITED


def test_that_a_day_that_is_none_is_said_at_once_and_not_kept(qtbot, window, workspace):
    window.actions_["due"].trigger()
    dialog = asked(qtbot, DueDialog)
    type_into(qtbot, dialog.starts, "soon")
    assert "“soon” is not a day" in dialog.means.text()
    assert not dialog.keep.isEnabled()
    type_into(qtbot, dialog.starts, "1 Apr 2018")
    type_into(qtbot, dialog.ends, "31/03/2018")
    assert dialog.means.text() == "The last day is before the first."
    type_into(qtbot, dialog.ends, "Apr 2018")
    assert dialog.keep.isEnabled()
    dialog.reject()


def test_that_a_rating_is_set_and_taken_back_by_keyboard(qtbot, window, workspace):
    workspace.open_indicator("5.4", APRIL.code)
    chip = workspace.panel.figure.chip
    assert chip.accessibleName() == "Amber"
    workspace.panel.set_rating.setFocus()
    qtbot.keyClick(workspace.panel.set_rating, Qt.Key.Key_Space)
    dialog = asked(qtbot, RatingDialog)
    assert not dialog.forecast.isVisible()
    assert not dialog.take_back.isVisible()
    assert not dialog.set_it.isEnabled()
    dialog.rag.setFocus()
    qtbot.keyClicks(dialog.rag, "g")
    type_into(qtbot, dialog.reason, "The return was late.")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chip.accessibleName() == "Green, set by an officer")
    today = date.today()
    said = f"Set to green by {workspace.store.who} on {today.day} {today:%b %Y}: The return was late. (Computed: 81.7%"
    assert workspace.panel.why.text.text().startswith(said)
    cell = workspace.scorecard.grid.place_of("5.4", APRIL.code)
    assert cell.data(CELL_ROLE).overridden
    assert "set by an officer" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    window.actions_["rating"].trigger()
    dialog = asked(qtbot, RatingDialog)
    assert dialog.reason.text() == "The return was late."
    dialog.take_back.setFocus()
    qtbot.keyClick(dialog.take_back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chip.accessibleName() == "Amber")
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: chip.accessibleName() == "Green, set by an officer")


def test_that_the_forecast_s_rating_is_set_apart_from_the_current_one(qtbot, window, workspace):
    forecast = Observation("5.4", "2018-19", value=Decimal(95), flags=frozenset({Symbol.FORECAST}))
    workspace.store.submit(ChangeSet("forecast", (Change(None, forecast),)))
    workspace.open_indicator("5.4", APRIL.code)
    window.actions_["rating"].trigger()
    dialog = asked(qtbot, RatingDialog)
    dialog.forecast.setFocus()
    qtbot.keyClick(dialog.forecast, Qt.Key.Key_Space)
    assert dialog.why.text().startswith("Computed, green: 95.0% is better")
    dialog.rag.setCurrentIndex(dialog.rag.findData(Rag.RED))
    type_into(qtbot, dialog.reason, "A school closes.")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    panel = workspace.panel
    qtbot.waitUntil(lambda: panel.forecast.chip.accessibleName() == "Red, set by an officer")
    assert panel.figure.chip.accessibleName() == "Amber"
    (kept,) = workspace.store.book.all(Override)
    assert kept.key == ("5.4", "2018-19", "forecast")


def test_that_not_due_typed_in_a_cell_makes_it_grey(workspace):
    grid = workspace.scorecard.grid
    assert grid.store_text(grid.place_of("5.4", MAY.code), "not due") == ""
    assert state(workspace, "5.4", MAY) is CellState.NOT_EXPECTED
    assert grid.place_of("5.4", MAY.code).data(Qt.ItemDataRole.AccessibleTextRole) == "5.4, May 2018, not expected"
    assert grid.store_text(grid.place_of("5.4", MAY.code), "due") == ""
    assert state(workspace, "5.4", MAY) is CellState.AWAITED
