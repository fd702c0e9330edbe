"""The help: a window beside the work, never in its way, that explains the page an officer is on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from scorecard_desktop.ui.models.help_text import Topic, topics
from scorecard_desktop.ui.scale import BODY, PAGE, SECTION, SPACE_1, SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.find_box import FindBox

_SIZE = (112, 34)
_LIST = 200
_INDENT = 20
_LEADING = 115
"""Percent of the type's own."""
_HEADINGS = {1: PAGE, 2: SECTION}


class HelpWindow(QDialog):
    """Topics at the left, found by words; the one that is chosen at the right."""

    def __init__(self, theme: Theme, keys: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        give_room(self, *_SIZE)
        self._theme = theme
        self._keys = keys
        self._shown: list[Topic] = []
        self.box = FindBox("Find in the help")
        self.list = QListWidget()
        self.list.setAccessibleName("Topics")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setOpenLinks(False)
        left = QVBoxLayout()
        left.setSpacing(SPACE_3)
        left.addWidget(self.box)
        left.addWidget(self.list, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        across.setSpacing(SPACE_4)
        across.addLayout(left)
        across.addWidget(self.text, 1)
        self.box.textChanged.connect(self._filter)
        self.box.returnPressed.connect(self.list.setFocus)
        self.list.currentRowChanged.connect(self._show)
        theme.changed.connect(self._new_look)
        self._new_look()
        self._filter("")

    @property
    def topic(self) -> str:
        """The name of the topic that is shown; empty where nothing was found."""
        row = self.list.currentRow()
        return self._shown[row].name if 0 <= row < len(self._shown) else ""

    def show_topic(self, name: str) -> None:
        """Show a topic, whatever was looked for."""
        self.box.clear()
        names = [topic.name for topic in self._shown]
        self.list.setCurrentRow(names.index(name) if name in names else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a box of a dialog would press its first button; here it goes to the list
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _filter(self, text: str) -> None:
        was = self.topic
        words = text.casefold().split()
        self._shown = [topic for topic in topics() if topic.has(words)]
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([topic.title for topic in self._shown])
        self.list.blockSignals(False)
        names = [topic.name for topic in self._shown]
        self.list.setCurrentRow(names.index(was) if was in names else 0)
        if not self._shown:
            self.text.setMarkdown("Nothing in the help has these words.")

    @Slot(int)
    def _show(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.text.setMarkdown(self._shown[row].with_keys(self._keys))
            self._dress()

    def _dress(self) -> None:
        """The window's type and its spaces, in place of those that Markdown comes with."""
        document = self.text.document()
        document.setIndentWidth(_INDENT)
        cursor = QTextCursor(document)
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor.setPosition(block.position())
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            shape = QTextBlockFormat()
            shape.setTopMargin(0 if block.position() == 0 else SPACE_4 if level else 0)
            close = block.textList() is not None or cursor.currentTable() is not None
            shape.setBottomMargin(SPACE_1 if close else SPACE_2)
            shape.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(shape)
            if level:
                type_ = QTextCharFormat()
                type_.setFont(self._theme.font(_HEADINGS.get(level, BODY), QFont.Weight.DemiBold))
                cursor.mergeCharFormat(type_)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = QTextTableFormat(frame.format())
                look.setBorder(0)
                look.setCellPadding(SPACE_1)
                look.setCellSpacing(0)
                frame.setFormat(look)

    @Slot()
    def _new_look(self) -> None:
        self.list.setFixedWidth(self._theme.pixels(_LIST))
        self.box.setFixedWidth(self._theme.pixels(_LIST))
        self.text.document().setDefaultFont(self._theme.font(BODY))
        self._show(self.list.currentRow())
