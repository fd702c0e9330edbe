"""How a scorecard is shown: grouped, sorted, filtered, its columns, periods and rows; remembered for each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.grouping import GroupBy, Grouping
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.models.arrangement import (
    Arrangement,
    Density,
    Only,
    Range,
    Sorting,
    Span,
    from_text,
    to_text,
)
from scorecard_desktop.ui.models.columns import COMING, PAST, Choice, ColumnKind, Offer
from scorecard_desktop.ui.models.sorting import natural
from scorecard_desktop.ui.views.column_chooser import ColumnChooser
from scorecard_desktop.ui.views.period_range import RangeDialog
from ui.books import CARD, PERIODS, make_store, records

APRIL = PERIODS[12].code
KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def store_path(tmp_path):
    """The hand-made council with directorates, outcomes and officers."""
    path = make_store(tmp_path / "barchester.scorecard")
    others = {
        "5.4": replace_of("5.4", service="Children", lead_officer="J. Grantly", priorities=(("Plan", "Safe"),)),
        "5.5": replace_of("5.5", service="Adults", lead_officer="S. Harding", priorities=(("Plan", "Well"),)),
        "6.4": replace_of("6.4", service="Children", priorities=(("Plan", "Safe"), ("Corporate", "Outcome 1"))),
    }
    with Session.open(path) as session:
        session.commit(ChangeSet("who answers", tuple(Change(before, after) for before, after in others.values())))
    return path


def replace_of(ref, **fields):
    before = next(record for record in records() if isinstance(record, Indicator) and record.id == ref)
    return before, replace(before, **fields)


@pytest.fixture
def page(workspace):
    workspace.scorecard.go_to("5.4", APRIL)
    workspace.scorecard.table.setFocus()
    return workspace.scorecard


def refs(page) -> list[str]:
    found = (page.grid.indicator_at(row) for row in range(page.grid.rowCount()))
    return [indicator.ref for indicator in found if indicator is not None]


def headings(page) -> list[str]:
    rows = range(page.grid.rowCount())
    return [page.grid.index(row, 1).data() for row in rows if page.grid.indicator_at(row) is None]


def column_keys(page) -> list[str]:
    return [page.grid.column(section).key for section in range(page.grid.columnCount())]


def dialog_of(window, kind):
    return next(d for d in window.findChildren(kind) if d.isVisible())


# Groups


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("section", ["Child in need", "Child protection", "Looked after children", "Schools"]),
        ("directorate", ["Children", "Adults", "No directorate stated"]),
        ("officer", ["J. Grantly", "S. Harding", "No officer named"]),
        ("none", []),
    ],
)
def test_that_indicators_are_gathered_as_asked(window, page, by, groups):
    window.actions_[f"group-{by}"].trigger()
    assert headings(page) == groups
    assert sorted(refs(page)) == ["5.4", "5.5", "6.4", "6.5", "7.1", "7.2", "8.1"]
    assert page.place == ("5.4", APRIL)


def test_that_outcomes_are_gathered_by_one_plan_and_then_the_next(window, page):
    window.actions_["group-outcome"].trigger()
    assert headings(page) == ["Safe", "Well", "No outcome stated"]
    window.actions_["group-outcome"].trigger()
    assert headings(page) == ["Outcome 1", "No outcome stated"]


def test_that_the_menu_offers_what_the_scorecard_says_and_what_holds(page):
    page.arranging.menu.aboutToShow.emit()
    titles = [action.text().replace("&", "") for action in page.arranging.menu.actions() if action.text()]
    assert titles == ["Group by: section", "Order: in the order of the sheet", "Row height: normal", "Columns…"]
    ways = page.arranging.menu.actions()[0].menu().actions()
    assert [way.text() for way in ways] == ["Section", "Plan", "Corporate", "Directorate", "Officer", "Nothing"]
    ways[4].trigger()
    assert page.grid.arrangement.grouping == Grouping(GroupBy.OFFICER)


def test_that_a_group_says_how_many_it_heads(page):
    head = page.grid.index(0, 1)
    assert head.data(Qt.ItemDataRole.AccessibleTextRole) == "Child in need"
    assert head.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "2 indicators"


# Order


def test_that_the_current_column_sorts_each_group_up_down_and_not(qtbot, window, page):
    window.actions_["group-none"].trigger()
    for expected in (
        ["6.5", "7.2", "5.5", "6.4", "5.4", "7.1", "8.1"],
        ["7.1", "5.4", "6.4", "5.5", "7.2", "6.5", "8.1"],
        ["5.4", "5.5", "6.4", "6.5", "7.1", "7.2", "8.1"],
    ):
        qtbot.keyClick(page.table, KEY.Key_S, CTRL | SHIFT)
        assert refs(page) == expected


def test_that_a_heading_says_and_shows_how_it_is_sorted(qtbot, window, page):
    header = page.table.horizontalHeader()
    section = page.grid.column_of(APRIL)
    at = header.viewport().rect().center()
    at.setX(header.sectionViewportPosition(section) + header.sectionSize(section) // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    heading = page.grid.headerData(section, Qt.Orientation.Horizontal)
    assert heading == "Apr 18 ↑"
    spoken = page.grid.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Apr 2018, sorted, smallest first"
    assert headings(page) == ["Child in need", "Child protection", "Looked after children", "Schools"]


def test_that_the_worst_rated_stand_first(window, page):
    window.actions_["group-none"].trigger()
    window.actions_["sort-rating"].trigger()
    assert refs(page) == ["5.5", "6.4", "6.5", "5.4", "7.1", "7.2", "8.1"]
    window.actions_["unsort"].trigger()
    assert refs(page)[0] == "5.4"


@pytest.mark.parametrize("kind", [kind for kind in ColumnKind if kind is not ColumnKind.PERIOD])
def test_that_any_column_sorts_without_losing_an_indicator(page, kind):
    key = "benchmark:Statistical neighbours" if kind is ColumnKind.BENCHMARK else kind.value
    for descending in (False, True):
        page.arranging.sort(Sorting(key, descending=descending))
        assert len(refs(page)) == 7


def test_that_references_are_in_the_order_in_which_a_person_counts():
    assert sorted(["5.12", "5.4", "10.1", "5.4a"], key=lambda ref: natural(ref) or ()) == [
        "5.4",
        "5.4a",
        "5.12",
        "10.1",
    ]


# Filters


def test_that_exceptions_and_awaited_figures_are_asked_for_by_keys(qtbot, page):
    exceptions, awaited = (page.ratings.button(only) for only in Only)
    assert exceptions.accessibleName() == "Exceptions: 4. Show only these"
    assert awaited.accessibleName() == "Awaited now: 0. Show only these"
    exceptions.setFocus()
    qtbot.keyClick(exceptions, KEY.Key_Space)
    assert refs(page) == ["5.4", "5.5", "6.4", "6.5"]
    amber = page.ratings.button(Rag.AMBER)
    qtbot.keyClick(amber, KEY.Key_Space)
    assert refs(page) == ["5.4"]
    page.show_all()
    assert len(refs(page)) == 7


def test_that_a_figure_that_is_taken_out_is_awaited(qtbot, window, page):
    window.actions_["clear"].trigger()
    qtbot.waitUntil(lambda: page.ratings.button(Only.AWAITED).accessibleName().startswith("Awaited now: 1"))
    page.show_only(only=[Only.AWAITED])
    assert refs(page) == ["5.4"]


def test_that_another_page_can_open_the_filtered_grid(page):
    page.show_only([Rag.RED])
    assert refs(page) == ["5.5", "6.4", "6.5"]
    assert page.ratings.button(Rag.RED).isChecked()


# Columns


def test_that_the_columns_are_chosen_and_moved_by_keys(qtbot, window, page):
    qtbot.keyClick(page.table, KEY.Key_C, CTRL | SHIFT)
    chooser = dialog_of(window, ColumnChooser)
    listed = [chooser.list.item(row).text() for row in range(chooser.list.count())]
    assert listed[:5] == ["Reference", "Indicator", "Target", "Periods up to the current one", "Direction of travel"]
    chooser.list.setCurrentRow(4)
    qtbot.keyClick(chooser.list, KEY.Key_Up, ALT)
    qtbot.keyClick(chooser.list, KEY.Key_Down)
    qtbot.keyClick(chooser.list, KEY.Key_Down)
    qtbot.keyClick(chooser.list, KEY.Key_Space)
    qtbot.keyClick(chooser, KEY.Key_Return)
    keys = column_keys(page)
    assert keys[3] == "travel"
    assert "trend" not in keys
    assert keys[4] == f"period:{PERIODS[0].code}"


def test_that_held_columns_keep_their_places_and_can_be_left_out(qtbot, page):
    chooser = ColumnChooser(page.grid.offers, Choice(), page)
    chooser.list.setCurrentRow(3)
    chooser.move_by(-1)
    assert chooser.choice.order[:4] == ("ref", "name", "target", PAST)
    chooser.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    page.arrange(replace(page.grid.arrangement, columns=chooser.choice))
    assert page.table.isColumnHidden(2)
    assert page.table.frozen_view.isColumnHidden(2)
    assert not page.table.isColumnHidden(1)
    chooser.deleteLater()


def test_that_a_column_that_came_later_stands_where_it_usually_does():
    offers = [Offer("ref", "Reference", held=True), Offer(PAST, ""), Offer("travel", ""), Offer(COMING, "")]
    chosen = Choice((COMING, PAST), frozenset())
    assert [offer.key for offer in chosen.arranged(offers)] == ["ref", COMING, PAST, "travel"]


# Periods


def test_that_a_range_of_periods_is_chosen_by_keys_and_named(qtbot, window, page):
    window.actions_["periods"].trigger()
    dialog = dialog_of(window, RangeDialog)
    dialog.first.setCurrentText("Oct 2017")
    dialog.last.setCurrentText("Dec 2017")
    qtbot.keyClick(dialog, KEY.Key_Return)
    shown = [key for key in column_keys(page) if key.startswith("period:")]
    assert shown == ["period:2017-10", "period:2017-11", "period:2017-12"]
    assert page.span.currentText() == "Oct 17 – Dec 17"


def test_that_the_last_period_is_never_before_the_first(page):
    dialog = RangeDialog(PERIODS, PERIODS, page)
    dialog.last.setCurrentIndex(3)
    dialog.first.setCurrentIndex(5)
    assert dialog.last.currentIndex() == 5
    dialog.last.setCurrentIndex(2)
    assert dialog.first.currentIndex() == 2
    dialog.deleteLater()


# Rows


def test_that_long_names_take_a_second_line_but_in_compact_rows(qtbot, window, page):
    table = page.table
    name = page.grid.place_of("5.5", APRIL).row()
    page.table.resize(560, 400)
    page._layout.fit()
    lines = page._layout._painter.name_lines(page.grid.indicator_at(name).name, 170, table.fontMetrics())
    assert len(lines) == 2
    assert table.rowHeight(name) > table.rowHeight(page.grid.place_of("6.5", APRIL).row())
    assert table.frozen_view.rowHeight(name) == table.rowHeight(name)
    window.actions_["rows-compact"].trigger()
    qtbot.waitUntil(lambda: {table.rowHeight(row) for row in range(page.grid.rowCount())} == {24})
    window.actions_["rows-comfortable"].trigger()
    assert table.rowHeight(0) == 36


def test_that_rows_out_of_sight_get_their_names_height_once_the_page_is_there(qtbot, page):
    table = page.table

    def tall() -> list[int]:
        return [row for row in range(page.grid.rowCount()) if table.rowHeight(row) > table.rowHeight(0)]

    table.resize(560, 80)
    table.setCurrentIndex(page.grid.index(0, 3))
    page._layout.fit()
    at_first = tall()
    page._layout.fit_rows()
    every = tall()
    assert len(every) > len(at_first)
    page._layout.fit()
    assert tall() == at_first
    page._fit()
    qtbot.waitUntil(lambda: tall() == every)


def test_that_figures_stand_in_line_on_their_decimal_points(page):
    painter = page._layout._painter
    painter.rest_room = 20
    assert painter.point(70, 30, 0) == painter.point(70, 24, 20) == 50
    assert painter.point(70, 60, 0) == 60  # too long to stand in line: as far to the right as it needs


# Memory


def test_that_each_scorecard_is_shown_again_as_it_was_left(qtbot, open_window, store_path):
    first = open_window(store_path)
    page = first.workspace.scorecard
    first.actions_["group-officer"].trigger()
    first.actions_["rows-compact"].trigger()
    first.actions_["sort-rating"].trigger()
    page.show_only([Rag.RED])
    first.workspace.go_to("scorecard", "yearly")
    assert page.grid.arrangement == Arrangement()
    first.close()
    again = open_window(store_path).workspace.scorecard
    again.show_scorecard(CARD)
    held = again.grid.arrangement
    assert held.grouping == Grouping(GroupBy.OFFICER)
    assert held.density is Density.COMPACT
    assert held.sorting == Sorting("rating")
    assert held.rags == {Rag.RED}
    assert refs(again) == ["5.5", "6.4", "6.5"]


def test_that_an_arrangement_is_remembered_whole_and_a_damaged_one_is_the_usual():
    every = Arrangement(
        "",
        frozenset({Rag.RED}),
        frozenset({Only.AWAITED}),
        Range("2017-04", "2018-03"),
        Grouping(GroupBy.OUTCOME, "Plan"),
        Sorting("travel", descending=True),
        Choice(("travel", PAST), frozenset({"trend"})),
        Density.COMFORTABLE,
    )
    assert from_text(to_text(every)) == every
    for damaged in ("", "{", "[]", '{"span": 7, "rags": "red", "order": [1]}', '{"span": "2017-99..x"}'):
        assert from_text(damaged).span is Span.THIRTEEN


def test_that_the_status_line_says_how_it_is_shown_now(qtbot, window, page):
    window.actions_["group-directorate"].trigger()
    assert window.status._news.text() == "Grouped by directorate"


def test_that_a_row_is_high_exactly_where_its_name_takes_more_lines(page):
    painter, metrics = page._layout._painter, page.table.fontMetrics()
    for name in (
        "Short",
        "A much longer name of an indicator that says what is counted and of whom",
        "Onelongword" * 20,
    ):
        for column in (60, 120, 400, 2000):
            lines = painter.name_lines(name, column, metrics)
            assert painter.wraps(name, column, metrics) is (len(lines) > 1), (name, column)
