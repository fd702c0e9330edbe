"""Every page, dialog, menu and empty state: nothing cut off at twice the text, and a name for every control and cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from scorecard_desktop import resources
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publication import Publication, PublishedFigure, keeping
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.theme import Scheme, Theme
from scorecard_desktop.ui.views.navigation import Navigation
from scorecard_desktop.ui.widgets.short_label import ShortLabel
from support.scenes import SCENES, SIZE, Stage, play
from ui.books import CARD, make_store

_ROUNDED = 2
"""Pixels that the lines of a label may be off."""
Complaint = Callable[[QWidget], Iterator[str]]


def council(folder: Path) -> Path:
    """The hand-made council with a pack that has been published."""
    store = make_store(folder / "barchester.scorecard")
    with Session.open(store, who="A. Officer") as session:
        figures = [
            PublishedFigure(o.indicator, o.period, o.area, o.value, o.symbol, Rag.NONE, f"{o.value}%")
            for o in session.book.all(Observation)
            if o.value is not None
        ]
        pack = Publication(
            "may",
            "2018-05-08T10:00:00+00:00",
            "A. Officer",
            meeting=date(2018, 5, 8),
            file="May.pdf",
            figures=keeping(figures),
        )
        other = keeping(figure._replace(rag=Rag.RED, text="1%") for figure in figures)
        earlier = replace(
            pack, id="april", figures=other, published="2018-04-10T10:00:00+00:00", meeting=date(2018, 4, 10), number=1
        )
        pack = replace(pack, number=2, committee="Children’s Services Committee", pages=41)
        short = session.book.get(Scorecard, CARD)
        assert short is not None
        long = replace(short, name="Children’s Services Committee: vital signs performance dashboard – Monthly")
        session.commit(ChangeSet("publication", (Change(None, earlier), Change(None, pack), Change(short, long))))
    return store


@pytest.fixture(scope="module", params=[1.0, 2.0], ids=["usual text", "text twice as large"])
def complaints(request, qapp, tmp_path_factory) -> dict[Complaint, list[str]]:
    """What is wrong in any scene, by who complains of it. All are played once for each size of text."""
    folder = tmp_path_factory.mktemp("scenes")
    theme = Theme(qapp)
    theme.set_scheme(Scheme.LIGHT)
    theme.set_text_scale(request.param)
    workbook = Path(resources.path("samples/barchester-county-report-2025-04.xlsx"))
    stage = Stage(
        theme, council(folder), folder / "new.scorecard", workbook, CARD, "6.4", folder / "window.ini", pace=0.1
    )
    QAccessible.setActive(True)
    found: dict[Complaint, list[str]] = {look: [] for look in (cut_off, too_large, elided, nameless, unseen)}
    for name in SCENES:
        for shown in play(stage, name):
            for look, wrong in found.items():
                wrong += [f"{name}: {what}" for what in look(shown)]
    stage.close()
    QAccessible.setActive(False)
    theme.set_text_scale(1.0)
    theme.deleteLater()
    return found


def cut_off(shown: QWidget) -> Iterator[str]:
    """Controls and words that have less room than they need."""
    for widget in shown.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not shown.window():
            continue
        what = f"{type(widget).__name__} “{words_of(widget)[:40]}”"
        if isinstance(widget, QPushButton | QCheckBox) and widget.width() < widget.sizeHint().width():
            yield f"{what} is {widget.width()} wide and needs {widget.sizeHint().width()}"
        elif isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ShortLabel):
            need = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if widget.height() < need - _ROUNDED or (
                not widget.wordWrap() and widget.width() < widget.sizeHint().width()
            ):
                yield f"{what} is {widget.width()} × {widget.height()} and needs {widget.sizeHint().toTuple()}, {need}"
        elif (
            isinstance(widget, QTabBar)
            and not widget.usesScrollButtons()
            and widget.width() < widget.sizeHint().width()
        ):
            yield f"{what}: tabs are {widget.width()} wide and need {widget.sizeHint().width()}"
        elif isinstance(widget, QComboBox) and widget.height() < widget.sizeHint().height():
            yield f"{what} is {widget.height()} high and needs {widget.sizeHint().height()}"
        if isinstance(widget, QScrollArea):
            yield from beyond(widget)


def beyond(area: QScrollArea) -> Iterator[str]:
    """What lies to the right of an area that scrolls only up and down."""
    inside = area.widget()
    least = max(inside.minimumSizeHint().width(), inside.minimumWidth()) if inside is not None else 0
    if least > area.viewport().width():
        yield f"“{area.accessibleName()}” has {area.viewport().width()} and what is in it needs {least}"


def too_large(shown: QWidget) -> Iterator[str]:
    """A window that does not fit on a screen of 1366 × 768."""
    if isinstance(shown, QMenu):
        return
    size = shown.minimumSizeHint().expandedTo(shown.minimumSize()).expandedTo(shown.size())
    if size.width() > SIZE[0] or size.height() > SIZE[1]:
        yield f"{type(shown).__name__} is {size.width()} × {size.height()}"


def elided(shown: QWidget) -> Iterator[str]:
    """Names in the list at the left that are cut."""
    for navigation in shown.findChildren(Navigation):
        line: Any = navigation.list.itemDelegate()
        entries: Any = navigation.list.model()
        for entry in entries.entries:
            if entry.icon and any("…" in part for part in line.lines(entry)):
                yield f"“{entry.title}” is cut in the list"


def words_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()


def focusable(root: QWidget) -> list[QWidget]:
    """What the keyboard can be put on."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.window() is root.window()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QSplitterHandle)
        # the box inside a list or a date is read as the list or the date
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox | QAbstractSpinBox))
    ]


def nameless(shown: QWidget) -> Iterator[str]:
    """Controls and cells for which a screen reader would have nothing to say."""
    for widget in focusable(shown):
        said = QAccessible.queryAccessibleInterface(widget)
        if not said.text(QAccessible.Text.Name).strip():
            yield f"{type(widget).__name__} in {type(widget.parent()).__name__} has no name"
        if isinstance(widget, QAbstractItemView):
            yield from silent_cells(widget)
    if isinstance(shown, QMenu):
        yield from (
            f"{action} has no words" for action in shown.actions() if not action.isSeparator() and not action.text()
        )


def unseen(shown: QWidget) -> Iterator[str]:
    """Controls of a dialog that do not show that they have the keyboard. Pages are looked at in every scheme elsewhere."""
    if not isinstance(shown, QDialog):
        return
    stops = [widget for widget in focusable(shown) if widget.isEnabled()]
    for widget, other in zip(stops, stops[1:] + stops[:1], strict=True):
        other.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.qWait(1)
        if widget is not other and widget.grab().toImage() == without:
            yield f"{type(widget).__name__} “{words_of(widget)}” looks the same with the keyboard"


def silent_cells(view: QAbstractItemView) -> Iterator[str]:
    """Cells of a table or list without words; cells that head others say so in their first."""
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
            if not str(words or "").strip() and not view.isIndexHidden(index):
                yield f"{view.accessibleName()}: row {row}, column {column} says nothing"


def test_that_nothing_is_cut_off_in_a_window_of_1366_by_768(complaints):
    assert complaints[cut_off] == []


def test_that_nothing_is_larger_than_a_screen_of_1366_by_768(complaints):
    assert complaints[too_large] == []


def test_that_no_name_in_the_list_at_the_left_is_cut(complaints):
    assert complaints[elided] == []


def test_that_the_keyboard_can_be_seen_in_every_dialog(complaints):
    assert complaints[unseen] == []


def test_that_every_control_and_cell_has_a_name(complaints):
    assert complaints[nameless] == []
