"""Choosing benchmarks from a file of published figures, by the keyboard alone and by pointing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.target import Benchmark
from scorecard_desktop.ui.views.choose_benchmarks import ChooseBenchmarks
from scorecard_desktop.ui.views.import_review import ImportReview
from support.published import published


@pytest.fixture
def absence(tmp_path) -> Path:
    return published(tmp_path / "absence.csv", (2021, 2022))


def shown(qtbot, window, kind):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)), timeout=20000)
    return next(each for each in window.findChildren(kind) if each.isVisible())


@pytest.fixture
def chooser(qtbot, window, absence) -> ChooseBenchmarks:
    window.take_files([absence])
    return shown(qtbot, window, ChooseBenchmarks)


def say(box: QComboBox, text: str) -> None:
    box.setEditText(text)


def tick(chooser: ChooseBenchmarks, *names: str) -> None:
    chooser.places.clear()
    levels = chooser.published.places_by_level()
    chooser.places.tick([p for name in names for own in levels.values() for p in own if p.name == name], wanted=True)


def benchmarks(window) -> dict[tuple[str, str, str], object]:
    return {b.key: b.value for b in window.workspace.store.book.all(Benchmark) if b.order > 100}


def test_that_a_file_of_which_nothing_is_chosen_is_opened_to_choose_from(chooser, window):
    assert chooser.column.count() == 2
    assert list(chooser.filters) == ["sex", "type"]
    assert chooser.filters["sex"].currentText() == "Total (the whole)"
    assert len(chooser.places.things) == 9
    assert not chooser.take.isEnabled()
    assert window.findChild(ImportReview) is None


def test_that_what_is_chosen_goes_to_the_review_and_is_remembered(qtbot, chooser, window):
    say(chooser.indicator, "5.4")
    say(chooser.column, "absence rate")
    tick(chooser, "England", "Mid Barset", "Barchester")
    chooser.add.click()
    assert [choice.name for choice in chooser.choices["absence.csv"]] == ["England", "Mid Barset", "Barchester"]
    chooser.take.click()
    review = shown(qtbot, window, ImportReview)
    assert review.plan.counts.added == 6
    review.take.click()
    qtbot.waitUntil(lambda: bool(window.workspace.store.book.all(Profile)))
    assert benchmarks(window)["5.4", "England", "2022-23 AY"] == Decimal("2.200")
    (profile,) = window.workspace.store.book.all(Profile)
    assert [choice.name for choice in profile.benchmarks] == ["England", "Mid Barset", "Barchester"]
    grid = window.workspace.scorecard.grid
    england = next(c for c in range(grid.columnCount()) if grid.headerData(c, Qt.Orientation.Horizontal) == "England")
    row = next(r for r in range(grid.rowCount()) if grid.index(r, 0).data() == "5.4")
    assert grid.index(row, england).data() == "2.2%"
    said = "England, 2022-23 academic year: 2.2%. From absence.csv, absence!N83."
    assert grid.index(row, england).data(Qt.ItemDataRole.ToolTipRole) == said
    assert grid.index(row, england).data(Qt.ItemDataRole.AccessibleTextRole) == f"5.4, {said}"


def test_that_next_year_s_file_goes_straight_to_the_review(qtbot, chooser, window, tmp_path):
    say(chooser.indicator, "5.4")
    say(chooser.column, "absence rate")
    tick(chooser, "England")
    chooser.add.click()
    chooser.take.click()
    shown(qtbot, window, ImportReview).take.click()
    qtbot.waitUntil(lambda: bool(window.workspace.store.book.all(Profile)))
    window.take_files([published(tmp_path / "absence 2023.csv", (2021, 2022, 2023))])
    review = shown(qtbot, window, ImportReview)
    assert (review.plan.counts.added, review.plan.counts.unchanged) == (1, 2)
    review.choose.click()
    again = shown(qtbot, window, ChooseBenchmarks)
    assert [choice.name for choice in again.choices["absence 2023.csv"]] == ["England"]
    again.reject()


def test_that_it_can_all_be_done_with_the_keyboard(qtbot, chooser):
    qtbot.waitUntil(chooser.indicator.hasFocus)
    qtbot.keyClicks(chooser.indicator, "second or later")
    qtbot.keyClick(chooser.indicator, Qt.Key.Key_Tab)
    qtbot.waitUntil(chooser.column.hasFocus)
    qtbot.keyClicks(chooser.column, "pupils")
    for _ in range(10):
        if chooser.place_table.hasFocus():
            break
        qtbot.keyClick(chooser.focusWidget(), Qt.Key.Key_Tab)
    assert chooser.place_table.hasFocus()
    qtbot.keyClick(chooser.place_table, Qt.Key.Key_Space)
    qtbot.keyClick(chooser.place_table, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.place_table, Qt.Key.Key_Space)
    assert [place.name for place in chooser.places.ticked] == ["England", "Mid Barset"]
    qtbot.keyClick(chooser.place_table, Qt.Key.Key_Space)
    assert [place.name for place in chooser.places.ticked] == ["England"]
    chooser.add.setFocus()
    qtbot.keyClick(chooser.add, Qt.Key.Key_Space)
    (choice,) = chooser.choices["absence.csv"]
    assert (choice.indicator, choice.column, choice.name) == ("6.5", "pupils", "England")
    assert chooser.indicator.hasFocus()
    chooser.table.setFocus()
    qtbot.keyClick(chooser.table, Qt.Key.Key_Delete)
    assert chooser.choices["absence.csv"] == ()


def test_that_the_mean_of_neighbours_is_one_benchmark_and_offered_the_next_time(qtbot, chooser, window, tmp_path):
    assert not chooser.again.isVisibleTo(chooser)
    say(chooser.indicator, "5.4")
    say(chooser.column, "absence rate")
    tick(chooser, "Plumstead", "Framley", "Courcy")
    chooser.how.setCurrentIndex(1)
    assert chooser.name_box.placeholderText() == "Called Statistical neighbours"
    chooser.filters["sex"].setCurrentText("Female")
    chooser.add.click()
    (choice,) = chooser.choices["absence.csv"]
    assert choice.name == "Statistical neighbours"
    assert choice.places == ("E06000902", "E06000904", "E06000906")
    assert choice.filters == (("sex", "Female"),)
    chooser.take.click()
    shown(qtbot, window, ImportReview).take.click()
    qtbot.waitUntil(lambda: bool(window.workspace.store.book.all(Profile)))
    other = published(tmp_path / "leavers.csv", (2022,), described=False)
    other.write_text(other.read_text().replace("pupils", "leavers").replace("absence_percent", "left_percent")
                     .replace("sex", "ethnicity").replace(",type,", ",route,"))  # fmt: skip
    window.take_files([other])
    later = shown(qtbot, window, ChooseBenchmarks)
    later.again.click()
    assert [place.name for place in later.places.ticked] == ["Courcy", "Framley", "Plumstead"]
    assert later.how.currentIndex() == 1
    later.reject()


@pytest.mark.parametrize(
    ("indicator", "column", "places", "words"),
    [
        ("", "absence rate", ("England",), "Choose which of your indicators is compared."),
        ("no such thing", "absence rate", ("England",), "Choose which of your indicators is compared."),
        ("plan", "absence rate", ("England",), "“plan” is in 3 of them: choose one from the list."),
        ("5.4", "", ("England",), "Choose the column that it is compared with."),
        ("5.4", "absence rate", (), "Tick whose figures are taken."),
    ],
)
def test_that_what_is_missing_is_said(chooser, indicator, column, places, words):
    say(chooser.indicator, indicator)
    say(chooser.column, column)
    tick(chooser, *places)
    chooser.add.click()
    assert chooser.said.text() == words
    assert chooser.choices["absence.csv"] == ()


def test_that_a_mean_over_several_levels_is_not_made(chooser):
    say(chooser.indicator, "5.4")
    say(chooser.column, "absence rate")
    tick(chooser, "England", "Framley")
    chooser.how.setCurrentIndex(1)
    chooser.add.click()
    assert "of places of one level" in chooser.said.text()


def test_that_a_place_is_found_by_typing_and_ticks_stay(qtbot, chooser):
    tick(chooser, "England")
    chooser.find_box.setText("fram")
    qtbot.waitUntil(lambda: [place.name for place in chooser.places.things] == ["Framley"])
    chooser.places.tick(chooser.places.things, wanted=True)
    chooser.find_box.clear()
    qtbot.waitUntil(lambda: len(chooser.places.things) == 9)
    assert [place.name for place in chooser.places.ticked] == ["England", "Framley"]


def test_that_choosing_the_same_again_replaces_it(chooser):
    for column in ("absence rate", "pupils"):
        say(chooser.indicator, "5.4")
        say(chooser.column, column)
        tick(chooser, "England")
        chooser.name_box.setText("National")
        chooser.add.click()
    (choice,) = chooser.choices["absence.csv"]
    assert (choice.name, choice.column) == ("National", "pupils")
    assert chooser.said.text() == "1 benchmark added, 1 of them in place of another."


def test_that_every_control_has_a_name(qapp, chooser):
    QAccessible.setActive(True)
    nameless = [
        type(widget).__name__
        for widget in chooser.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox))
        and "Splitter" not in type(widget).__name__
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    QAccessible.setActive(False)
    assert nameless == []
