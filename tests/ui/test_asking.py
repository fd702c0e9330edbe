"""The dialogs that ask: whole where there is room, scrolled with their buttons in sight where the screen is too low."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from scorecard_desktop.ui.views.export_pack import ExportPack


@pytest.fixture
def dialog(qtbot, theme, request):
    """The dialog over a window of this size."""
    over = QWidget()  # held here: a dialog ends with the window that it stands over
    over.resize(*request.param)
    qtbot.addWidget(over)
    dialog = ExportPack(theme, "Our pack", Path("pack.pdf"), (), over)
    dialog.open()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


def squeezed(dialog):
    """The controls and words that are lower than they must be."""
    kinds = QComboBox | QLineEdit | QAbstractButton | QLabel
    found = [part for part in dialog.findChildren(QWidget) if isinstance(part, kinds) and part.isVisible()]
    assert found
    return [part for part in found if part.height() < needed(part)]


def needed(part):
    if isinstance(part, QLabel):
        return part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
    return part.sizeHint().height()


@pytest.mark.parametrize("dialog", [(1366, 768)], indirect=True)
def test_that_a_dialog_is_whole_where_there_is_room(dialog):
    assert squeezed(dialog) == []
    assert not dialog.sheet.verticalScrollBar().isVisible()
    assert dialog.sheet.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("dialog", [(683, 240)], indirect=True)
def test_that_a_dialog_scrolls_by_keys_where_the_screen_is_too_low_with_its_buttons_in_sight(qtbot, dialog):
    assert dialog.height() <= 240
    assert squeezed(dialog) == []
    assert dialog.export.mapTo(dialog, dialog.export.rect().bottomRight()).y() < dialog.height()
    dialog.sheet.setFocus()
    qtbot.keyClick(dialog.sheet, Qt.Key.Key_End)
    qtbot.keyClick(dialog.sheet, Qt.Key.Key_PageDown)
    assert dialog.sheet.verticalScrollBar().value() > 0
