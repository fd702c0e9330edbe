"""A page of the guide as it is read: its type, its pictures as wide as there is room, what was looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRegularExpression, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from scorecard_desktop.ui.models.help_text import anchor
from scorecard_desktop.ui.scale import BODY, PAGE, SECTION, SPACE_1, SPACE_2, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme

_INDENT = 24
_LEADING = 115
"""Percent of the type's own."""
_HEADINGS = {1: PAGE, 2: SECTION}
_PICTURE = 760
"""The widest that a picture of a window is shown, in pixels: beyond it nothing more can be read."""


class GuideText(QTextBrowser):
    """``hit_changed`` gives the number of the hit that is shown, from 1, and how many there are."""

    hit_changed = Signal(int, int)

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        """``folder`` holds the pages and their pictures; nothing outside it is read."""
        super().__init__(parent)
        self._theme = theme
        self._folder = folder
        self._page = ""
        self._markdown = ""
        self._words: list[str] = []
        self._hits: list[QTextCursor] = []
        self._hit = 0
        self._wide = 0
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(60)
        self._resized.timeout.connect(self._fit_pictures)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)

    def show_page(self, page: str, markdown: str) -> None:
        """Show a page; ``page`` is where it is, which its pictures are named from."""
        self._page, self._markdown = page, markdown
        self._wide = self._room
        document = self.document()
        document.setDefaultFont(self._theme.font(BODY))
        document.setBaseUrl(QUrl.fromLocalFile(str(self._folder / page)))
        self.setMarkdown(markdown)
        self._dress()
        self.mark(self._words)

    def show_heading(self, at: str) -> None:
        """Scroll to the heading that is linked to so; to the top where there is none."""
        block = self.document().begin()
        while block.isValid():
            if at and block.blockFormat().headingLevel() and anchor(block.text()) == at:
                self._scroll_to(block)
                return
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    # What was looked for

    def mark(self, words: list[str]) -> None:
        """Mark every place of the words, where a word begins so."""
        self._words = words
        places: list[QTextCursor] = []
        for word in words:
            wanted = QRegularExpression(rf"(?<!\w){QRegularExpression.escape(word)}")
            wanted.setPatternOptions(
                QRegularExpression.PatternOption.CaseInsensitiveOption
                | QRegularExpression.PatternOption.UseUnicodePropertiesOption
            )
            found = self.document().find(wanted)
            while not found.isNull():
                places.append(found)
                found = self.document().find(wanted, found)
        self._hits = sorted(places, key=lambda place: place.selectionStart())
        self._hit = -1
        self._paint_hits()

    def go_to_hit(self, step: int) -> None:
        """Go to the next place (1) or the one before (-1), round the end."""
        if not self._hits:
            return
        begun = self._hit >= 0 or step > 0
        self._hit = (self._hit + step if begun else step) % len(self._hits)
        place = QTextCursor(self._hits[self._hit])
        place.setPosition(place.selectionStart())
        self.setTextCursor(place)
        self.ensureCursorVisible()
        self._paint_hits()

    def _paint_hits(self) -> None:
        palette = self._theme.palette
        shown = []
        for at, place in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            current = at == self._hit
            mark.format.setBackground(QColor(palette.accent if current else palette.selection))
            mark.format.setForeground(QColor(palette.on_accent if current else palette.text))
            if current:
                mark.format.setFontUnderline(True)
            mark.cursor = place
            shown.append(mark)
        self.setExtraSelections(shown)
        self.hit_changed.emit(self._hit + 1, len(self._hits))

    # Pictures

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the guide, as wide as there is room; nothing else is loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        file = Path(QUrl(name).toLocalFile()).resolve()
        if not file.is_relative_to(self._folder.resolve()):
            return None
        picture = QImage(str(file))
        if picture.isNull():
            return None
        ratio = self.devicePixelRatioF()
        widest = min(self._room, self._theme.pixels(_PICTURE), picture.width())
        wanted = QSize(round(widest * ratio), round(picture.height() * widest * ratio / picture.width()))
        if wanted.width() != picture.width():
            picture = picture.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        picture.setDevicePixelRatio(ratio)
        return picture

    @property
    def _room(self) -> int:
        return max(200, self.viewport().width() - 2 * round(self.document().documentMargin()) - SPACE_6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    @Slot()
    def _fit_pictures(self) -> None:
        """Another width: the page is laid out again where a picture depends on it."""
        if self._markdown and "![" in self._markdown and self._room != self._wide:
            at = self.cursorForPosition(self.viewport().rect().topLeft()).blockNumber()
            self.show_page(self._page, self._markdown)
            self._scroll_to(self.document().findBlockByNumber(at))

    def _scroll_to(self, block: QTextBlock) -> None:
        place = QTextCursor(block)
        self.setTextCursor(place)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(max(0, round(top) - SPACE_2))

    # Type

    def _dress(self) -> None:
        """The window's type and its spaces, in place of those that Markdown comes with."""
        document = self.document()
        document.setIndentWidth(self._theme.pixels(_INDENT))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()  # laid out once, and not after each of these
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(_spaced(0, SPACE_2))
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(cursor, frame)
        block = document.begin()
        while block.isValid():
            shape = block.blockFormat()
            if shape.headingLevel():
                self._dress_heading(cursor, block, shape.headingLevel())
            elif shape.hasProperty(QTextBlockFormat.Property.BlockCodeFence.value):
                _shape(cursor, block, _spaced(0, 0, SPACE_4))
            elif block.textList() is not None:
                _shape(cursor, block, _spaced(0, SPACE_1))
            block = block.next()
        cursor.endEditBlock()

    def _dress_table(self, cursor: QTextCursor, table: QTextTable) -> None:
        look = QTextTableFormat(table.format().toTableFormat())
        look.setBorder(0)
        look.setCellPadding(SPACE_1)
        look.setCellSpacing(0)
        table.setFormat(look)
        cursor.setPosition(table.firstPosition())
        cursor.setPosition(table.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeBlockFormat(_spaced(0, SPACE_1))

    def _dress_heading(self, cursor: QTextCursor, block: QTextBlock, level: int) -> None:
        above = 0 if block.position() == 0 else SPACE_6 if level < 3 else SPACE_4
        _shape(cursor, block, _spaced(above, SPACE_2))
        type_ = QTextCharFormat()
        type_.setFont(self._theme.font(_HEADINGS.get(level, BODY), QFont.Weight.DemiBold))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(type_)


def _spaced(above: int, beneath: int, left: int = 0) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setTopMargin(above)
    shape.setBottomMargin(beneath)
    shape.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if left:
        shape.setLeftMargin(left)
    return shape


def _shape(cursor: QTextCursor, block: QTextBlock, shape: QTextBlockFormat) -> None:
    # a selected block would reach back into the one before
    cursor.setPosition(block.position())
    cursor.mergeBlockFormat(shape)
