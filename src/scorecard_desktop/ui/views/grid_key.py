"""The key to the grid: each shape and mark beside its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.process import Process
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.spc_points import Cause, Variation
from scorecard_desktop.ui.delegates.grid_paint import GridPainter
from scorecard_desktop.ui.models.cells import DERIVED, Cell, CellState
from scorecard_desktop.ui.models.columns import ColumnKind
from scorecard_desktop.ui.models.sparkline import Sparkline
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.room import give_room

_WIDE, _HIGH = 104, 28
_LINE = Sparkline((0.2, 0.5, 0.3, None, 0.6, 0.8, 0.7, 0.9), 0.6)


def _figure(rag: Rag, **marks: object) -> Cell:
    whole, rest = ("81", ".7%")
    return Cell("81.7%", CellState.FIGURE, rag, False, whole, rest, **marks)  # type: ignore[arg-type] # marks of any kind


def _process(variation: Variation, assurance: Assurance, *, few: bool = False) -> Process:
    return Process(variation, Cause.COMMON, assurance, provisional=few)


_Entry = tuple[ColumnKind, object, str]
_FIGURES: tuple[_Entry, ...] = (
    (ColumnKind.PERIOD, _figure(Rag.GREEN), "Green: the target is met"),
    (ColumnKind.PERIOD, _figure(Rag.AMBER), "Amber: within the tolerance of the target"),
    (ColumnKind.PERIOD, _figure(Rag.RED), "Red: beyond the tolerance"),
    (ColumnKind.PERIOD, _figure(Rag.NONE), "Not rated: the panel says why"),
    (ColumnKind.PERIOD, Cell("81.7%", CellState.FIGURE, Rag.GREEN, True, "81", ".7%"), "A rating that an officer set"),
    (ColumnKind.PERIOD, _figure(Rag.AMBER, sheet=Rag.GREEN), "The sheet itself shows another rating: here, green"),
    (ColumnKind.PERIOD, _figure(Rag.NONE, note=True), "A note is kept with the figure (Shift+F2)"),
    (ColumnKind.PERIOD, _figure(Rag.NONE, flags="[p]"), "A flag that goes with a figure"),
    (ColumnKind.PERIOD, _figure(Rag.NONE, flags=DERIVED), "Worked out from other figures, and not entered"),
    (ColumnKind.PERIOD, Cell("[c]", CellState.SYMBOL, Rag.NONE, False, "[c]"), "A symbol in place of a figure"),
    (ColumnKind.PERIOD, Cell("", CellState.AWAITED, Rag.NONE, False), "Awaited: a figure is due and has not come"),
    (ColumnKind.PERIOD, Cell("", CellState.NOT_EXPECTED, Rag.NONE, False), "No figure is expected for the period"),
)
_CHARTS: tuple[_Entry, ...] = (
    (ColumnKind.TREND, _LINE, "The last thirteen periods, with the target as a dashed line"),
    (ColumnKind.VARIATION, _process(Variation.COMMON_CAUSE, Assurance.NONE), "No more than the usual ups and downs"),
    (ColumnKind.VARIATION, _process(Variation.IMPROVEMENT_HIGH, Assurance.NONE), "Out of the ordinary, for the better"),
    (ColumnKind.VARIATION, _process(Variation.CONCERN_LOW, Assurance.NONE), "Out of the ordinary, for the worse"),
    (ColumnKind.ASSURANCE, _process(Variation.COMMON_CAUSE, Assurance.PASSES), "As it runs, the target will be met"),
    (ColumnKind.ASSURANCE, _process(Variation.COMMON_CAUSE, Assurance.FAILS), "As it runs, it will not be met"),
    (ColumnKind.ASSURANCE, _process(Variation.COMMON_CAUSE, Assurance.HIT_OR_MISS), "As it runs, it is left to chance"),
    (
        ColumnKind.VARIATION,
        _process(Variation.COMMON_CAUSE, Assurance.NONE, few=True),
        "A dashed ring: provisional, from few figures",
    ),
)


class GridKey(QDialog):
    """Every mark of the grid with its words, and the symbols that stand for figures or go with them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("What the marks mean")
        give_room(self, 88, 36)
        self._theme = theme
        self._painter = GridPainter(theme)
        inside = QWidget()
        self._lines = QGridLayout(inside)
        self._lines.setContentsMargins(SPACE_2, SPACE_2, SPACE_3, SPACE_2)
        self._lines.setHorizontalSpacing(SPACE_4)
        self._lines.setVerticalSpacing(SPACE_1)
        self._lines.setColumnStretch(1, 1)
        self._head("Figures")
        for entry in _FIGURES:
            self._draw(*entry)
        self._head("Trend and control chart")
        for entry in _CHARTS:
            self._draw(*entry)
        self._head("Symbols")
        for symbol in Symbol:
            self._line(label(symbol.shorthand, "body", wrap=False), symbol.meaning[:1].upper() + symbol.meaning[1:])
        self._lines.setRowStretch(self._lines.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("What the marks mean")
        scroll.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_3, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)

    def _head(self, words: str) -> None:
        row = self._lines.rowCount()
        head = label(words, "heading")
        head.setContentsMargins(0, SPACE_3 if row > 1 else 0, 0, SPACE_1)
        self._lines.addWidget(head, row, 0, 1, 2)

    def _draw(self, kind: ColumnKind, content: object, words: str) -> None:
        self._line(self._picture(lambda painter, rect: self._painter.paint(painter, rect, kind, content)), words)

    def _line(self, mark: QLabel, words: str) -> None:
        row = self._lines.rowCount()
        mark.setAccessibleName(words)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lines.addWidget(mark, row, 0)
        self._lines.addWidget(label(words), row, 1)

    def _picture(self, paint: Callable[[QPainter, QRect], None]) -> QLabel:
        ratio = self.devicePixelRatioF()
        wide, high = self._theme.pixels(_WIDE), self._theme.pixels(_HIGH)
        drawn = QPixmap(round(wide * ratio), round(high * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(QColor(self._theme.palette.page))
        painter = QPainter(drawn)
        paint(painter, QRect(0, 0, wide, high))
        painter.end()
        shown = QLabel()
        shown.setPixmap(drawn)
        return shown
