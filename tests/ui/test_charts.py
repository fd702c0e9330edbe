"""The charts of the panel by keys: read, zoomed, annotated, copied, as tables, and widened over the page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.ui.views.chart_box import ChartBox, ChartKind
from scorecard_desktop.ui.views.chart_note import ChartNoteDialog
from ui.books import CARD, PERIODS

D = Decimal
MARCH, APRIL = PERIODS[11].code, PERIODS[12].code
KEY = Qt.Key


@pytest.fixture
def charts(qtbot, workspace) -> ChartBox:
    """The charts of 5.4 at April, drawn."""
    workspace.scorecard.go_to("5.4", APRIL)
    made = workspace.panel.charts
    qtbot.waitUntil(lambda: made.chart is not None and made.chart.accessibleName().startswith("Trend chart, 5.4"))
    return made


def choose(qtbot, charts: ChartBox, kind: ChartKind) -> None:
    """Go to a tab by keys, as an officer does."""
    charts.tabs.setFocus()
    while charts.kind is not kind:
        before = charts.kind
        qtbot.keyClick(charts.tabs, KEY.Key_Right)
        assert charts.kind is not before, f"there is no tab {kind.value}"
    qtbot.waitUntil(lambda: not charts._soon.isActive())


def test_that_the_arrows_read_the_chart_and_a_screen_reader_is_told(qtbot, charts):
    chart = charts.chart
    chart.setFocus()
    assert charts.reading == "Apr 2018: 81.7%, amber"
    qtbot.keyClick(chart, KEY.Key_Left)
    assert charts.reading == "Mar 2018: 82.7%, amber"
    assert chart.accessibleDescription() == "Mar 2018: 82.7%, amber"
    qtbot.keyClick(chart, KEY.Key_Home)
    assert charts.reading.startswith("Apr 2017: 60.0%")
    qtbot.keyClick(chart, KEY.Key_End)
    assert charts.reading == "Apr 2018: 81.7%, amber"


def test_that_the_pointer_reads_what_is_beneath_it(qtbot, charts):
    viewport = charts.chart._plot.viewport()
    qtbot.mouseMove(viewport, viewport.rect().center())
    qtbot.waitUntil(lambda: "2017" in charts.reading)


def test_that_each_chart_has_its_sentence_and_its_table(qtbot, charts):
    qtbot.keyClick(charts.toggle, KEY.Key_Space)
    said = {}
    for kind in (ChartKind.TREND, ChartKind.CONTROL, ChartKind.YEARS):
        choose(qtbot, charts, kind)
        assert charts.table.isVisible()
        said[kind] = (charts.sentence.text(), charts.figures.index(0, 1).data())
    assert said[ChartKind.TREND][0].startswith("13 figures from Apr 2017 to Apr 2018")
    assert said[ChartKind.CONTROL][0].startswith("Apr 2018: special cause, improving")
    assert said[ChartKind.YEARS][0].startswith("1 figure of 2018-19 compared")
    assert {figure for _, figure in said.values()} == {"81.7%"}
    assert charts.figures.fields[-1].heading == "Against last year"
    qtbot.keyClick(charts.toggle, KEY.Key_Space)
    assert charts.chart.isVisible()


def test_that_the_control_chart_has_a_key_to_its_shapes(qtbot, charts):
    choose(qtbot, charts, ChartKind.CONTROL)
    assert charts.chart.accessibleName().startswith("Control chart, 5.4")
    assert "◆ improving" in charts._small_print.text()
    assert "NHS-R" in charts._small_print.text()


def test_that_a_chart_that_cannot_be_drawn_has_no_tab(qtbot, workspace, charts):
    assert not charts.tabs.isTabVisible(list(ChartKind).index(ChartKind.AREAS))
    workspace.scorecard.go_to("8.1", APRIL)
    qtbot.waitUntil(lambda: charts.sentence.text() == "There are no figures to draw yet.")
    assert not charts.toggle.isVisible()
    assert not charts.tabs.isTabVisible(list(ChartKind).index(ChartKind.YEARS))


def test_that_plus_minus_and_nought_zoom_and_the_arrows_follow(qtbot, charts):
    chart = charts.chart
    chart.setFocus()
    assert chart.places_in_sight == (0, 12)
    qtbot.keyClick(chart, KEY.Key_Plus)
    first, last = chart.places_in_sight
    assert last == 12
    assert 0 < first < 12
    qtbot.keyClick(chart, KEY.Key_Home)
    assert charts.reading.startswith("Apr 2017")
    assert chart.places_in_sight[0] == 0
    qtbot.keyClick(chart, KEY.Key_Minus)
    qtbot.keyClick(chart, KEY.Key_Plus)
    qtbot.keyClick(chart, KEY.Key_0)
    assert chart.places_in_sight == (0, 12)


def test_that_zooming_in_stops_at_a_few_places(qtbot, charts):
    chart = charts.chart
    chart.setFocus()
    for _ in range(20):
        qtbot.keyClick(chart, KEY.Key_Plus)
    first, last = chart.places_in_sight
    assert last - first == 4


def test_that_the_wheel_zooms_around_the_pointer(charts):
    viewport = charts.chart._plot.viewport()
    at = QPointF(viewport.rect().center())
    event = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
    first, last = charts.chart.places_in_sight
    assert 0 < first < last < 12


def test_that_a_long_series_begins_with_its_last_25_and_can_be_seen_whole(qtbot, workspace, charts):
    earlier = [PERIODS[0].shifted(-n) for n in range(1, 31)]
    made = [ScorecardPeriod(CARD, p.code) for p in earlier] + [
        Observation("5.4", p.code, value=D(50 + n)) for n, p in enumerate(earlier)
    ]
    workspace.store.submit(ChangeSet("more", tuple(Change(None, record) for record in made)))
    qtbot.waitUntil(lambda: len(charts.figures.things) == 43)
    chart = charts.chart
    assert chart.places_in_sight == (18, 42)
    chart.setFocus()
    qtbot.keyClick(chart, KEY.Key_0)
    assert chart.places_in_sight == (0, 42)


def test_that_enter_on_a_point_shows_all_about_that_period(qtbot, workspace, charts):
    chart = charts.chart
    chart.setFocus()
    qtbot.keyClick(chart, KEY.Key_Left)
    qtbot.keyClick(chart, KEY.Key_Return)
    assert workspace.panel.about == ("5.4", MARCH)
    assert workspace.scorecard.place == ("5.4", MARCH)
    assert workspace.panel.figure.value.text() == "82.7%"


def test_that_n_writes_a_note_at_the_period_that_is_pointed_at_and_undo_takes_it_back(qtbot, window, workspace, charts):
    chart = charts.chart
    chart.setFocus()
    qtbot.keyClick(chart, KEY.Key_Left)
    qtbot.keyClick(chart, KEY.Key_N)
    dialog = workspace.panel.findChild(ChartNoteDialog)
    assert dialog.period.currentData() == MARCH
    qtbot.waitUntil(dialog.text.hasFocus)
    qtbot.keyClicks(dialog.text, "New case system")
    qtbot.keyClick(dialog.text, KEY.Key_Return)
    kept = workspace.store.book.get(Commentary, "5.4", MARCH, CommentaryPart.CHART_NOTE.value)
    assert kept.text == "New case system"
    qtbot.waitUntil(lambda: charts._notes.text() == "1  Mar 18: New case system")
    assert "Undo change of chart note of 5.4 Mar 2018" in window.actions_["undo"].text().replace("&", "")
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: not charts._notes.isVisible())
    assert workspace.store.book.get(Commentary, "5.4", MARCH, CommentaryPart.CHART_NOTE.value) is None


def test_that_an_emptied_note_is_taken_away(qtbot, workspace, charts):
    workspace.panel._keep_note("5.4", APRIL, "Wrong")
    qtbot.waitUntil(charts._notes.isVisible)
    qtbot.mouseClick(charts.note, Qt.MouseButton.LeftButton)
    dialog = workspace.panel.findChild(ChartNoteDialog)
    assert dialog.text.text() == "Wrong"
    dialog.text.clear()
    qtbot.keyClick(dialog.text, KEY.Key_Return)
    assert workspace.store.book.get(Commentary, "5.4", APRIL, CommentaryPart.CHART_NOTE.value) is None


def test_that_a_chart_is_copied_as_a_picture_and_as_a_table(qtbot, workspace, charts):
    chart = charts.chart
    chart.setFocus()
    with qtbot.waitSignal(workspace.news):
        qtbot.keyClick(chart, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    image = QApplication.clipboard().image()
    assert image.width() > 1000
    assert len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 2
    charts.copy_table.trigger()
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[:2] == ["Period\tFigure\tTarget\tRating", "Apr 2018\t81.7%\t90%\tAmber"]
    assert "<th>Period</th>" in data.html()
    assert ">81.7%</td>" in data.html()


def test_that_tab_goes_from_the_tabs_to_the_chart_and_on_without_a_trap(qtbot, window, charts):
    charts.tabs.setFocus()
    reached = []
    for _ in range(5):
        qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
        reached.append(window.focusWidget())
    assert reached[:4] == [charts.chart, charts.toggle, charts.copy, charts.note]


# Localities


@pytest.fixture
def areas(qtbot, workspace, charts) -> ChartBox:
    figures = [
        Observation("5.4", code, area, D(value))
        for code, north, south in ((MARCH, 80, 85), (APRIL, 84, 79))
        for area, value in (("North", north), ("South", south))
    ]
    workspace.store.submit(ChangeSet("areas", tuple(Change(None, figure) for figure in figures)))
    qtbot.waitUntil(lambda: charts.tabs.isTabVisible(3))
    choose(qtbot, charts, ChartKind.AREAS)
    return charts


def test_that_the_localities_are_walked_by_the_arrows(qtbot, areas):
    assert areas.areas.isVisible()
    areas.areas.setFocus()
    assert areas.reading == "North, Apr 2018: 84.0%"
    qtbot.keyClick(areas.areas, KEY.Key_Down)
    assert areas.reading == "South, Apr 2018: 79.0%"
    qtbot.keyClick(areas.areas, KEY.Key_Left)
    assert areas.reading == "South, Mar 2018: 85.0%"
    assert areas.areas.accessibleDescription() == "South, Mar 2018: 85.0%"


def test_that_the_localities_have_one_table_and_one_sentence(qtbot, areas):
    assert areas.sentence.text().startswith("Apr 2018: highest North with 84.0%")
    areas.toggle.setChecked(True)
    assert [areas.figures.index(0, column).data() for column in range(4)] == ["Apr 2018", "84.0%", "79.0%", "81.7%"]
    areas.copy_picture.trigger()
    assert QApplication.clipboard().image().height() > 400


def test_that_localities_are_never_squeezed_in_the_narrow_panel(qtbot, areas):
    qtbot.waitUntil(lambda: all(small.plot.height() >= 128 for small in areas.areas._small))


# The wide panel


def test_that_the_panel_is_widened_by_keys_and_escape_gives_the_page_back(qtbot, window, workspace, charts):
    workspace.scorecard.table.setFocus()
    before = workspace.splitter.sizes()
    qtbot.keyClick(workspace.scorecard.table, KEY.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.panel.wide
    assert not workspace.scorecard.isVisible()
    assert workspace.panel.width() > 1000
    assert window.actions_["wide"].isChecked()
    qtbot.waitUntil(lambda: charts.chart.height() > 300)
    assert charts.chart.hasFocus()
    qtbot.keyClick(charts.chart, KEY.Key_Escape)
    assert not workspace.panel.wide
    assert workspace.scorecard.table.hasFocus()
    assert workspace.splitter.sizes() == before
    assert not window.actions_["wide"].isChecked()


def test_that_the_next_indicator_is_gone_to_while_the_panel_is_wide(qtbot, window, workspace, charts):
    window.actions_["wide"].trigger()
    qtbot.keyClick(charts.chart, KEY.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert workspace.panel.about == ("5.5", APRIL)
    assert workspace.panel.next.isVisible()
    qtbot.mouseClick(workspace.panel.previous, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(workspace.panel.previous, Qt.MouseButton.LeftButton)
    assert workspace.panel.about == ("5.4", APRIL)
    workspace.panel._close.click()
    assert not workspace.panel.wide
    assert workspace.panel.isVisible()
    assert workspace.scorecard.place == ("5.4", APRIL)


def test_that_going_to_a_page_gives_the_page_its_room_back(window, workspace, charts):
    window.actions_["wide"].trigger()
    window.actions_["go risks"].trigger()
    assert workspace.pages.risks.isVisible()
    assert not workspace.panel.wide
    window.actions_["wide"].trigger()
    assert not workspace.panel.wide, "the risks have no indicator to speak of"


def test_that_a_window_closed_while_the_panel_is_wide_comes_back_with_its_page(open_window, store_path):
    first = open_window(store_path)
    first.workspace.scorecard.go_to("5.4", APRIL)
    first.actions_["wide"].trigger()
    first.close()
    again = open_window(store_path).workspace
    assert again.scorecard.isVisible()
    assert again.splitter.sizes()[1] > 300


def test_that_every_control_of_the_wide_panel_has_a_name(qtbot, window, workspace, charts):
    QAccessible.setActive(True)
    window.actions_["wide"].trigger()
    for button in (workspace.panel.previous, workspace.panel.next, workspace.panel.widen, charts.copy, charts.note):
        found = QAccessible.queryAccessibleInterface(button)
        assert found.text(QAccessible.Text.Name)
    QAccessible.setActive(False)


def test_that_the_history_names_the_cell_that_a_figure_came_from(qtbot, workspace, charts):
    qtbot.waitUntil(lambda: "from MI-April.xlsx, County!I48" in workspace.panel.history.text.text())
