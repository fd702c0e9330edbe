"""Everything that may be asked about one figure: charts, rating and why, travel, comment, source, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.outlook import outlook
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import editing
from scorecard_desktop.ui.models.history import history_lines
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_4, SPACE_6
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.chart_box import ChartBox
from scorecard_desktop.ui.views.chart_note import ChartNoteDialog
from scorecard_desktop.ui.views.comments import Comments
from scorecard_desktop.ui.views.page import label, rule
from scorecard_desktop.ui.views.panel_parts import FigureHead, Forecast, Section, facts_about

if TYPE_CHECKING:
    from scorecard_desktop.services.session import HistoryEntry

_ICON = 16
_WORDS_WIDTH = 400
"""Pixels at the usual text size: the words beside the charts where the panel is wide."""
_FOLLOWS = 100
"""Milliseconds for which the keys rest before the panel follows: no key press waits for what is said here."""


class IndicatorPanel(QFrame):
    """The panel at the right. It follows the cell that is current on the page; it can be widened over the page."""

    closed = Signal()
    refused = Signal(str)
    news = Signal(str)
    wants_width = Signal(bool)
    wants_neighbour = Signal(int)
    """The indicator after (1) or before (-1) the one that is shown."""
    wants_period = Signal(str, str)
    """The indicator, and the period of it that should be shown."""
    wants_rating = Signal(str, str)
    """The officer asked to set the rating of an indicator at a period."""
    wants_due = Signal(str, str)
    """The officer asked to say when the figures of an indicator are due."""

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._theme = theme
        self._store = store
        self._tasks = tasks
        self._about = ("", "")
        self._wide = False
        self._name = label("", "heading")
        self.previous = self._button("Previous indicator (Alt+Page Up)", lambda: self.wants_neighbour.emit(-1))
        self.next = self._button("Next indicator (Alt+Page Down)", lambda: self.wants_neighbour.emit(1))
        self.widen = self._button("Widen the panel (Shift+F9)", lambda: self.wants_width.emit(not self._wide))
        self._close = self._button("Close the panel (F9)", self._leave)
        self._close.setAccessibleName("Close the indicator panel")
        self.figure = FigureHead(theme)
        self.charts = ChartBox(theme)
        self.charts.news.connect(self.news)
        self.charts.wants_note.connect(self._ask_note)
        self.charts.wants_period.connect(lambda code: self.wants_period.emit(self._about[0], code))
        self.why = Section("Why")
        self.forecast = Forecast(theme)
        self.set_rating = self._asks("Set the rating…", self.wants_rating)
        self.set_due = self._asks("When figures are due…", self.wants_due)
        self._exceptions = Section("Why it is an exception")
        self.outlook = Section("How to read it")
        self.comments = Comments(store)
        self.comments.refused.connect(self.refused)
        self.source = Section("Source")
        self._definition = Section("About this indicator")
        self.history = Section("History of this figure")
        self._empty = label("Choose a figure to see its trend, its rating and where it came from.")
        self._empty.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._laid_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_FOLLOWS)
        self._soon.timeout.connect(self.catch_up)
        theme.changed.connect(self._new_look)
        self._new_look()
        self._say_nothing()

    @property
    def about(self) -> tuple[str, str]:
        """The indicator and period shown."""
        return self._about

    @property
    def behind(self) -> bool:
        """Whether it is still to follow a move or a change."""
        return self._soon.isActive()

    def show_indicator(self, indicator: str, period: str) -> None:
        """Show an indicator at a period. What was being written about another is stored first."""
        self.follow(indicator, period)
        self.catch_up()

    def follow(self, indicator: str, period: str) -> None:
        """Show an indicator at a period once the keys rest: whoever goes through the cells is not held up by it."""
        if (indicator, period) != self._about:
            self.flush()
        self._about = (indicator, period)
        self.charts.hold_on()
        if self.isVisible():
            self._soon.start()

    def hold_on(self) -> None:
        """A figure is being typed: what is still to be shown waits until the keys rest."""
        self.charts.hold_on()
        if self._soon.isActive():
            self._soon.start()

    def note_change(self, change_set: ChangeSet | None) -> None:
        """Something changed: show it where it is about this indicator; once the keys rest, unless they are here."""
        if not self.isVisible():
            return
        touched = change_set is None or self._about[0] in self._store.ledger.affected(change_set.changes)
        if touched:
            self._soon.start()
            focus = QApplication.focusWidget()
            if focus is not None and self.isAncestorOf(focus):
                self.catch_up()

    @Slot()
    def catch_up(self) -> None:
        """Show now what is still to be followed."""
        self._soon.stop()
        self.flush()
        if self.isVisible():
            self._show()

    def flush(self) -> None:
        """Store what is being written."""
        self.comments.flush()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._wide:
            self.wants_width.emit(False)
            return
        super().keyPressEvent(event)

    # Its two widths

    @property
    def wide(self) -> bool:
        """Whether the charts stand beside the words, with room to be read."""
        return self._wide

    def set_wide(self, *, wide: bool) -> None:
        """Put the charts beside the words, or among them."""
        if wide == self._wide:
            return
        self._wide = wide
        for part in (self.figure, self.charts):
            self._beside.removeWidget(part)
            self._content.removeWidget(part)
        if wide:
            self._beside.addWidget(self.figure)
            self._beside.addWidget(self.charts, 1)
        else:
            self._content.insertWidget(0, self.charts)
            self._content.insertWidget(0, self.figure)
        self._top.setContentsMargins(SPACE_6 if wide else SPACE_4, SPACE_4, SPACE_2, SPACE_2)
        self.charts.grow(wide=wide)
        for shown in (self._left, self.previous, self.next):
            shown.setVisible(wide)
        self._name.setProperty("kind", "section" if wide else "heading")
        self._name.style().polish(self._name)
        self._fit()
        self._new_look()

    def _fit(self) -> None:
        words = self._theme.pixels(_WORDS_WIDTH)
        self._scroll.setMinimumWidth(min(words, 480) if self._wide else 0)
        self._scroll.setMaximumWidth(words if self._wide else 16_777_215)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_scroll"):
            self._fit()

    def _leave(self) -> None:
        if self._wide:
            self.wants_width.emit(False)
        else:
            self.closed.emit()

    def _button(self, tip: str, do: object) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
        button.clicked.connect(do)
        return button

    def _laid_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setContentsMargins(SPACE_4, SPACE_4, SPACE_2, SPACE_2)
        top.setSpacing(0)
        top.addWidget(self._name, 1)
        for button in (self.previous, self.next, self.widen, self._close):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self.previous, self.next):
            button.hide()
        inside = QWidget()
        self._content = QVBoxLayout(inside)
        self._content.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        self._content.setSpacing(SPACE_2)
        for part in (
            self.figure,
            self.charts,
            self.why,
            self.set_rating,
            self.forecast,
            self._exceptions,
            self.outlook,
            self.comments,
            self.source,
            self._definition,
            self.set_due,
            self.history,
        ):
            asks = part in (self.set_rating, self.set_due)
            self._content.addWidget(part, 0, Qt.AlignmentFlag.AlignRight if asks else Qt.AlignmentFlag(0))
        self._content.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("About the figure")
        self._scroll.setWidget(inside)
        pictured = QWidget()
        self._left = QScrollArea()
        self._left.setWidgetResizable(True)
        self._left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left.setAccessibleName("The figure and its charts")
        self._left.setWidget(pictured)
        self._left.hide()
        self._beside = QVBoxLayout(pictured)
        self._beside.setContentsMargins(SPACE_6, SPACE_2, SPACE_4, SPACE_4)
        self._beside.setSpacing(SPACE_2)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_1)
        across.addWidget(self._left, 1)
        across.addWidget(self._scroll, 1)
        self._full = QWidget()
        down = QVBoxLayout(self._full)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(top)
        down.addWidget(rule())
        down.addLayout(across, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._full, 1)

    def _asks(self, words: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "quiet")
        button.clicked.connect(lambda: signal.emit(*self._about))
        button.setVisible(not self._store.read_only)
        return button

    # What it says

    def _say_nothing(self) -> None:
        self._full.hide()
        self._empty.show()

    def _show(self) -> None:
        ledger, (indicator, period) = self._store.ledger, self._about
        row = ledger.row(indicator, period_from_code(period)) if period else None
        if row is None:
            self._say_nothing()
            return
        self._empty.hide()
        self._full.show()
        self._name.setText(row.indicator.title)
        self.figure.show_row(row)
        self.charts.show_indicator(ledger, row.indicator, row.period)
        self._show_words(row)
        self.comments.show_row(row)

    def _show_words(self, row: RatedRow) -> None:
        self.why.say(row.rating.proof, f"Why {row.rating.rag.word.lower()}")
        self.forecast.show_row(row)
        self._exceptions.say("\n".join(f"– {reason.sentence}" for reason in row.exceptions))
        self.outlook.say("\n".join(f"– {sentence}" for sentence in outlook(self._store.book, row)))
        source = row.observation.source if row.observation is not None else None
        if source is not None:
            shown = f"\nShown there as “{source.text}”" if source.text else ""
            self.source.say(f"{source.place}{shown}")
        else:
            self.source.say("Typed in here." if row.observation is not None else "")
        self._definition.say(facts_about(row.indicator, self._store.book))
        self.history.say("")
        if row.observation is not None:
            self._look_up_history(row.observation, row.indicator)

    def _look_up_history(self, observation: Observation, indicator: Indicator) -> None:
        """The store answers on its own thread; the window does not wait."""
        session, asked = self._store.session, self._about

        def show(entries: list[HistoryEntry]) -> None:
            if asked == self._about:
                self.history.say("\n".join(history_lines(entries, indicator)))

        self._tasks.run("Looking up the history", lambda *_: session.history(observation), show, shown=False)

    # Notes on the charts

    @Slot(str)
    def _ask_note(self, period: str) -> None:
        indicator = self._store.book.get(Indicator, self._about[0])
        if indicator is None or self._store.read_only:
            self.refused.emit("A note can be written only where the file is not read-only.")
            return
        dialog = ChartNoteDialog(self._store.book, indicator, period, self)
        dialog.written.connect(lambda code, text: self._keep_note(indicator.id, code, text))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_note(self, indicator: str, period: str, text: str) -> None:
        try:
            step = editing.change_commentary(self._store.book, indicator, period, CommentaryPart.CHART_NOTE, text)
            self._store.submit(step)
        except Refusal as refusal:
            self.refused.emit(refusal.message)

    @Slot()
    def _new_look(self) -> None:
        size = self._theme.pixels(_ICON)
        for button, icon in (
            (self.previous, "previous"),
            (self.next, "next"),
            (self.widen, "narrow" if self._wide else "widen"),
            (self._close, "close"),
        ):
            button.setIcon(self._theme.icon(icon))
            button.setIconSize(QSize(size, size))
        if self.isVisible():
            self._show()
