"""What a screen reader is given: a name for every control, words for every cell."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar, QSplitterHandle, QWidget

from scorecard_desktop.ui.models.listing import CHIP_ROLE
from scorecard_desktop.ui.theme import Scheme
from ui.books import PERIODS

APRIL = PERIODS[12].code
PAGES = (
    "overview",
    "scorecard",
    "exceptions",
    "risks",
    "budget",
    "recommendations",
    "programmes",
    "meetings",
    "findings",
    "returns",
    "pack",
    "settings",
)


@pytest.fixture
def accessible(qapp):
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def focusable(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QSplitterHandle)
        # the box inside a list or a date is read as the list or the date
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox | QAbstractSpinBox))
    ]


@pytest.mark.parametrize("page", PAGES)
def test_that_every_control_has_a_name(accessible, qtbot, window, workspace, page):
    workspace.go_to(page)
    qtbot.waitUntil(lambda: window.settled)
    nameless = []
    for widget in focusable(window):
        found = QAccessible.queryAccessibleInterface(widget)
        if not found.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_that_the_cells_of_the_grid_speak(accessible, workspace):
    page = workspace.scorecard
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table.text(QAccessible.Text.Name) == "Vital signs, figures"
    assert table.role() == QAccessible.Role.Table
    cells = [table.child(number) for number in range(table.childCount())]
    said = {cell.text(QAccessible.Text.Name): cell for cell in cells if cell.isValid()}
    assert {
        "5.4, Apr 2018, 81.7%, amber, worse",
        "6.5, Apr 2018, 24.2%, red, better",
        "8.1, Feb 2018, not expected",
    } <= set(said)
    assert said["5.4, Apr 2018, 81.7%, amber, worse"].role() == QAccessible.Role.Cell
    at = page.grid.place_of("5.4", APRIL)
    assert at.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Section Child in need"


@pytest.mark.parametrize(
    ("page", "table"), [("exceptions", "Exceptions"), ("risks", "Risk register"), ("findings", "Findings")]
)
def test_that_a_chip_in_a_list_has_its_word(accessible, workspace, page, table):
    workspace.go_to(page)
    model = workspace.page.table.model()
    assert workspace.page.table.accessibleName() == table
    chips = 0
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            if index.data(CHIP_ROLE) is not None:
                chips += 1
                assert index.data()
                assert index.data() in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert chips


def test_that_tab_reaches_every_control_of_a_page_without_a_trap(qtbot, window, workspace):
    workspace.go_to("pack")
    workspace.pages.pack.show_part("meeting")
    qtbot.waitUntil(lambda: workspace.pages.pack.preview.at_rest, timeout=60000)
    wanted = {w for w in focusable(workspace.pages.pack) if w.isEnabled() and w.focusProxy() is None}
    workspace.pages.pack.meeting.texts["council"].setFocus()
    reached = set()
    for _ in range(80):
        reached.add(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached


def test_that_the_rating_of_the_panel_is_named(workspace):
    workspace.scorecard.go_to("5.4", APRIL)
    assert workspace.panel.figure.chip.accessibleName() == "Amber"
    assert workspace.panel.figure.travel.text().startswith("↓ Down from")


def test_that_nothing_moves_by_itself(qtbot, qapp, window):
    assert not any(qapp.isEffectEnabled(effect) for effect in Qt.UIEffect)
    go_on = threading.Event()
    window.tasks.run("Reading", lambda *_: go_on.wait(20), lambda _: None)
    bar = window.status.findChild(QProgressBar)
    qtbot.waitUntil(window.status.cancel_button.isVisible)
    seen = []
    for _ in range(6):
        seen.append(window.status.grab().toImage())
        qtbot.wait(60)
    assert all(picture == seen[0] for picture in seen)
    assert not bar.isVisible()  # how much there is to read is not known
    go_on.set()
    qtbot.waitUntil(lambda: not window.tasks.running)


def test_that_the_keyboard_can_be_seen_on_every_page_in_every_scheme(qtbot, theme, window, workspace):
    unseen = []
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST_LIGHT, Scheme.CONTRAST_DARK):
        theme.set_scheme(scheme)
        for page in PAGES:
            workspace.go_to(page)
            qtbot.waitUntil(lambda: window.settled)
            shown = [workspace.pages.named(page), *([workspace.panel] if workspace.panel.isVisible() else [])]
            stops = [widget for part in shown for widget in focusable(part) if widget.isEnabled()]
            unseen += [
                f"{scheme.value}, {page}: {type(widget).__name__} {widget.accessibleName()}"
                for widget in stops
                if looks_the_same_with_the_keyboard(widget, elsewhere=workspace.navigation.list)
            ]
    assert unseen == []


def looks_the_same_with_the_keyboard(widget: QWidget, *, elsewhere: QWidget) -> bool:
    widget.window().activateWindow()  # a screen of the test's own gives it away at times
    QTest.qWaitForWindowActive(widget.window())
    elsewhere.setFocus()
    without = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.qWait(1)
    return widget.grab().toImage() == without
