"""Asks what words that stand where a figure is due mean, from now on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark
from scorecard_desktop.services.words import STANDING, teach
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_3
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import counted, label


class WordsDialog(Asking):
    """A symbol for the words, everywhere or on one scorecard, and how many cells hold them already."""

    decided = Signal(str, object, str)
    """The words, their symbol, and the scorecard's id; empty for everywhere."""

    def __init__(self, store: OpenStore, words: str, card: Scorecard, parent: QWidget) -> None:
        super().__init__("What words mean", f"“{words}”", parent)
        self._store = store
        self._words = words
        self.symbol = QComboBox()
        self.symbol.setAccessibleName("Symbol")
        for symbol in STANDING:
            self.symbol.addItem(f"{symbol.meaning.capitalize()} {symbol.shorthand}", symbol)
        self.symbol.setCurrentIndex(self.symbol.findData(Symbol.NOT_AVAILABLE))
        self.where = QComboBox()
        self.where.setAccessibleName("Where")
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.where.addItem("In every workbook", "")
        self.where.addItem(f"Only in {card.name}", card.id)
        self.means = label("", "meta")
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.addRow("&Stands for", self.symbol)
        form.addRow("&Where", self.where)
        said = "Say once what these words stand for. Workbooks are read so from now on, and what stands here is mended."
        self.body.addWidget(label(said))
        self.body.addLayout(form)
        self.body.addWidget(self.means)
        self.keep = self.close_with("Keep")
        self.where.currentIndexChanged.connect(self._say)
        self.symbol.currentIndexChanged.connect(self._say)
        self.accepted.connect(lambda: self.decided.emit(words, self.symbol.currentData(), self.where.currentData()))
        self._say()

    @Slot()
    def _say(self) -> None:
        step = teach(self._store.book, self._words, self.symbol.currentData(), self.where.currentData())
        cells = sum(1 for change in step.changes if isinstance(change.record, Observation | Benchmark))
        shorthand = self.symbol.currentData().shorthand
        self.means.setText(f"{counted(cells, 'cell holds', 'cells hold')} these words now and will show {shorthand}.")
