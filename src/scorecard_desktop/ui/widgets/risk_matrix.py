"""The risk matrix as buttons: each cell says its score and its risks, and opens those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from scorecard_desktop.domain.risk import RiskSettings, score_band
from scorecard_desktop.ui.delegates.shapes import draw_rag
from scorecard_desktop.ui.scale import META, SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label

Cell = tuple[int, int]
"""Likelihood and impact."""

_SHAPE = 8
_LEAST_HEIGHT, _LEAST_WIDTH = 36, 76
_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}


class _Cell(QAbstractButton):
    """One cell; chosen while the register shows only its risks."""

    stepped = Signal(int, int)

    def __init__(self, theme: Theme, at: Cell) -> None:
        super().__init__()
        self._theme = theme
        self.at = at
        self.numbers: Sequence[str] = ()
        self.settings = RiskSettings()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)

    @property
    def score(self) -> int:
        """Likelihood × impact."""
        return self.at[0] * self.at[1]

    def describe(self) -> None:
        """Say in words what the cell shows."""
        band = score_band(self.score, self.settings).word.lower()
        here = ", ".join(self.numbers) or "no risk"
        words = f"Likelihood {self.at[0]}, impact {self.at[1]}, score {self.score}, {band}: {here}"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setEnabled(bool(self.numbers) or self.isChecked())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        rag = score_band(self.score, self.settings)
        tint = palette.rag(rag)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.fillRect(box, QColor(tint.ground))
        painter.setPen(QColor(tint.ink))
        painter.setFont(self._theme.font(META))
        inside = box.adjusted(SPACE_2, SPACE_1, -SPACE_2, -SPACE_1)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), str(self.score))
        draw_rag(painter, rag, QPointF(inside.right() - _SHAPE / 2, inside.top() + _SHAPE / 2 + 2), _SHAPE, tint.ink)
        if self.numbers:
            painter.setFont(self._theme.font(META, QFont.Weight.DemiBold))
            painter.setPen(QColor(palette.text))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter), self._fitting())
            painter.setPen(QPen(QColor(palette.text), 1.5))
            painter.drawRect(box)
        if self.isChecked():
            painter.setPen(QPen(QColor(palette.accent), 4))
            painter.drawRect(box.adjusted(2, 2, -2, -2))
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRect(box.adjusted(4, 4, -4, -4))
        self._paint_appetite(painter)

    def _fitting(self) -> str:
        """The numbers where they fit, else how many there are."""
        words = ", ".join(self.numbers)
        if self.fontMetrics().horizontalAdvance(words) <= self.width() - 2 * SPACE_2:
            return words
        return counted(len(self.numbers), "risk")

    def _paint_appetite(self, painter: QPainter) -> None:
        """The line beyond which risks are higher than the council is content to carry."""
        appetite = self.settings.appetite
        if appetite is None or self.score > appetite:
            return
        likelihood, impact = self.at
        painter.setPen(QPen(QColor(self._theme.palette.text), 3))
        wide, tall = self.width(), self.height()
        if (likelihood + 1) * impact > appetite and likelihood < self.settings.size:
            painter.drawLine(QPointF(0, 1), QPointF(wide, 1))
        if likelihood * (impact + 1) > appetite and impact < self.settings.size:
            painter.drawLine(QPointF(wide - 1, 0), QPointF(wide - 1, tall))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(*step)
            return
        super().keyPressEvent(event)


class RiskMatrix(QWidget):
    """Likelihood upwards, impact to the right. ``chosen`` gives the cell whose risks are wanted, or None for all."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: dict[Cell, _Cell] = {}
        self._size = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self.setAccessibleName("Risk matrix")
        theme.changed.connect(self.update)

    @property
    def cell(self) -> Cell | None:
        """The cell that is chosen."""
        return next((at for at, cell in self._cells.items() if cell.isChecked()), None)

    def button(self, likelihood: int, impact: int) -> QAbstractButton:
        """The button of a cell."""
        return self._cells[likelihood, impact]

    def show_risks(self, numbers: Mapping[Cell, Sequence[str]], settings: RiskSettings) -> None:
        """Show the numbers of the risks of each cell."""
        if self._size != settings.size:
            self._build(settings.size)
        for at, cell in self._cells.items():
            cell.numbers = numbers.get(at, ())
            cell.settings = settings
            cell.describe()

    def clear(self) -> None:
        """Choose no cell."""
        for cell in self._cells.values():
            cell.setChecked(False)
            cell.describe()

    def _build(self, size: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._cells = {}
        self._size = size
        self._grid.addWidget(label("Likelihood ↑", "heading", wrap=False), 0, 0, 1, 2)
        for likelihood in range(size, 0, -1):
            row = size - likelihood + 1
            step = label(str(likelihood), "meta", wrap=False)
            step.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            step.setContentsMargins(0, 0, SPACE_2, 0)
            self._grid.addWidget(step, row, 0)
            for impact in range(1, size + 1):
                cell = _Cell(self._theme, (likelihood, impact))
                cell.clicked.connect(lambda _=False, cell=cell: self._choose(cell))
                cell.stepped.connect(lambda up, right, cell=cell: self._step(cell, up, right))
                self._cells[cell.at] = cell
                self._grid.addWidget(cell, row, impact)
                self._grid.setColumnStretch(impact, 1)
            self._grid.setRowStretch(row, 1)
        for impact in range(1, size + 1):
            step = label(str(impact), "meta", wrap=False)
            step.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(step, size + 1, impact)
        across = label("Impact →", "heading", wrap=False)
        across.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(across, size + 2, 1, 1, size)

    def _choose(self, chosen: _Cell) -> None:
        for cell in self._cells.values():
            if cell is not chosen:
                cell.setChecked(False)
        for cell in self._cells.values():
            cell.describe()
        self.chosen.emit(self.cell)

    def _step(self, cell: _Cell, up: int, right: int) -> None:
        """Go to the next cell that holds risks in a direction."""
        likelihood, impact = cell.at
        while (likelihood + up, impact + right) in self._cells:
            likelihood, impact = likelihood + up, impact + right
            found = self._cells[likelihood, impact]
            if found.isEnabled():
                found.setFocus(Qt.FocusReason.TabFocusReason)
                return
