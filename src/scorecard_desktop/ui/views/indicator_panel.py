"""Everything that may be asked about one figure: trend, rating and why, travel, comment, source, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.rated import RatedRow, rated_row, ratio_text
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.services import editing
from scorecard_desktop.services.session import HistoryEntry
from scorecard_desktop.ui.models.history import history_lines
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.scorecard_grid import travel_sentence, year_sentence
from scorecard_desktop.ui.models.trend import Point, Trend, trend_of
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, Theme
from scorecard_desktop.ui.views.page import label, rule
from scorecard_desktop.ui.widgets.comment_box import CommentBox
from scorecard_desktop.ui.widgets.list_table import ListTable
from scorecard_desktop.ui.widgets.rating_chip import RatingChip

if TYPE_CHECKING:
    from scorecard_desktop.ui.widgets.trend_chart import TrendChart

_CHART_HEIGHT = 210
_CHART_SOON = 40


class _Section(QWidget):
    """A heading with text beneath, gone where there is nothing to say."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = label(heading, "heading")
        self.text = label("")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)

    def say(self, text: str, heading: str = "") -> None:
        if heading:
            self.heading.setText(heading)
        self.text.setText(text)
        self.setVisible(bool(text))


class IndicatorPanel(QFrame):
    """The panel at the right. It follows the cell that is current on the page."""

    closed = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setMinimumWidth(280)
        self._theme = theme
        self._store = store
        self._tasks = tasks
        self._about = ("", "")
        self._chart: TrendChart | None = None
        self._trend = Trend()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_CHART_SOON)
        self._soon.timeout.connect(self._show_chart)
        self._build()
        theme.changed.connect(self._new_look)
        self._say_nothing()

    @property
    def about(self) -> tuple[str, str]:
        """The indicator and period shown."""
        return self._about

    @property
    def chart(self) -> TrendChart | None:
        """The chart, once one has been shown."""
        return self._chart

    def show_indicator(self, indicator: str, period: str) -> None:
        """Show an indicator at a period. What was being written about another is stored first."""
        if (indicator, period) != self._about:
            self.flush()
        self._about = (indicator, period)
        if self.isVisible():
            self._show()

    def note_change(self, change_set: ChangeSet | None) -> None:
        """Something changed: show it where it is about this indicator."""
        if not self.isVisible():
            return
        touched = change_set is None or any(
            self._about[0] in (getattr(change.record, "indicator", ""), getattr(change.record, "id", ""))
            or change.record.record_kind in ("tolerance", "setting")
            for change in change_set.changes
        )
        if touched:
            self._show()

    def flush(self) -> None:
        """Store what is being written."""
        for box in self._boxes.values():
            box.flush()

    def write_comment(self) -> None:
        """Put the keyboard in the comment."""
        box = self._boxes[CommentaryPart.COMMENT]
        self._scroll.ensureWidgetVisible(box)
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    # Building

    def _build(self) -> None:
        self._name = label("", "heading")
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setIcon(self._theme.icon("close"))
        self._close.setAccessibleName("Close the indicator panel")
        self._close.setToolTip("Close the panel (Ctrl+Shift+P)")
        self._close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

        self._value = label("", "value", wrap=False)
        self._chip = RatingChip(self._theme)
        figure = QHBoxLayout()
        figure.setSpacing(SPACE_3)
        figure.addWidget(self._value)
        figure.addWidget(self._chip)
        figure.addStretch(1)
        self._facts = label("", "meta")
        self._travel = label("")
        self._year = label("", "meta")

        self._chart_place = QVBoxLayout()
        self._chart_place.setContentsMargins(0, 0, 0, 0)
        self._chart_room = QWidget()
        self._chart_room.setFixedHeight(_CHART_HEIGHT)
        self._chart_place.addWidget(self._chart_room)
        self._readout = label("", "meta", wrap=False)
        self._readout.setMinimumHeight(self.fontMetrics().height())
        self._figures = Listing[Point](
            [
                Field("Period", lambda point: point.period.label),
                Field("Figure", lambda point: point.text, width=10, right=True),
                Field("Target", lambda point: point.target, width=11, right=True),
                Field("Rating", lambda point: point.rag.word, width=13, chip=lambda point: point.rag),
            ],
            self,
        )
        self._table = ListTable(self._theme, self._figures, "Figures of the trend")
        self._table.setFixedHeight(_CHART_HEIGHT)
        self._table.hide()
        self._toggle = QPushButton("Show as table")
        self._toggle.setProperty("kind", "quiet")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_as_table)
        under = QHBoxLayout()
        under.addWidget(self._readout, 1)
        under.addWidget(self._toggle)

        self._why = _Section("Why")
        self._exceptions = _Section("Why it is an exception")
        self._source = _Section("Source")
        self._definition = _Section("About this indicator")
        self._history = _Section("History of this figure")
        self._comments = QVBoxLayout()
        self._comments.setSpacing(SPACE_1)
        self._headings: dict[CommentaryPart, QLabel] = {}
        self._boxes: dict[CommentaryPart, CommentBox] = {}
        self._periods: dict[CommentaryPart, str] = {}
        for part in CommentaryPart:
            heading, box = label(part.heading, "heading"), CommentBox()
            box.setAccessibleName(part.heading)
            box.setPlaceholderText("Write here; it is stored when you leave the box.")
            box.left.connect(lambda text, part=part: self._store_comment(part, text))
            self._headings[part], self._boxes[part] = heading, box
            self._comments.addWidget(heading)
            self._comments.addWidget(box)

        inside = QWidget()
        content = QVBoxLayout(inside)
        content.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        content.setSpacing(SPACE_2)
        content.addLayout(top)
        content.addLayout(figure)
        content.addWidget(self._facts)
        content.addWidget(self._travel)
        content.addWidget(self._year)
        content.addSpacing(SPACE_1)
        content.addLayout(self._chart_place)
        content.addWidget(self._table)
        content.addLayout(under)
        for section in (self._why, self._exceptions):
            content.addWidget(section)
        content.addSpacing(SPACE_1)
        content.addLayout(self._comments)
        for section in (self._source, self._definition, self._history):
            content.addSpacing(SPACE_1)
            content.addWidget(section)
        content.addStretch(1)
        self._content = inside
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = label("Choose a figure to see its trend, its rating and where it came from.", "body")
        self._empty.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(scroll, 1)
        self._scroll = scroll

    # Showing

    def _say_nothing(self) -> None:
        self._scroll.hide()
        self._empty.show()

    def _show(self) -> None:
        book = self._store.book
        indicator = book.get(Indicator, self._about[0])
        card = book.get(Scorecard, indicator.scorecard) if indicator is not None else None
        if indicator is None or card is None or not self._about[1]:
            self._say_nothing()
            return
        self._empty.hide()
        self._scroll.show()
        period = period_from_code(self._about[1])
        row = rated_row(book, card, indicator, period)
        self._name.setText(indicator.title)
        self._show_figure(row, period)
        self._show_words(row)
        self._show_comments(row)
        kind = period.kind
        self._trend = trend_of(book, indicator, kind)
        self._figures.show(list(reversed(self._trend.points)))
        self._soon.start()

    def _show_figure(self, row: RatedRow, period: Period) -> None:
        awaited = "Not expected" if row.observation is not None and not row.observation.expected else "Awaited"
        self._value.setText(row.text or awaited)
        note = "set by an officer" if row.rating.overridden else ""
        self._chip.show_rating(row.rating.rag, note)
        facts = [period.label]
        ratio = ratio_text(row.observation)
        if ratio:
            facts.append(ratio)
        facts.append(f"target {row.target_text}" if row.target_text else "no target")
        facts.append(row.indicator.polarity.words.lower())
        self._facts.setText(" · ".join(facts))
        travel = row.direction
        arrow = "" if travel.movement is Movement.NONE else f"{travel.movement.arrow} "
        self._travel.setText(f"{arrow}{travel_sentence(row)}")
        colour = self._theme.palette.merit(travel.merit)
        self._travel.setStyleSheet(f"color: {colour}; font-weight: {600 if travel.merit is not Merit.NONE else 400}")
        self._year.setText(year_sentence(row))
        self._year.setVisible(bool(self._year.text()))

    def _show_words(self, row: RatedRow) -> None:
        word = row.rating.rag.word.lower()
        self._why.say(row.rating.proof, f"Why {word}")
        self._exceptions.say("\n".join(f"– {reason.sentence}" for reason in row.exceptions))
        source = row.observation.source if row.observation is not None else None
        if source is not None:
            shown = f"\nShown there as “{source.text}”" if source.text else ""
            self._source.say(f"{source.place}{shown}")
        else:
            self._source.say("Typed in here." if row.observation is not None else "")
        self._definition.say(_about(row.indicator))
        self._history.say("")
        if row.observation is not None:
            self._look_up_history(row.observation, row.indicator)

    def _look_up_history(self, observation: Observation, indicator: Indicator) -> None:
        session, asked = self._store.session, self._about

        def show(entries: list[HistoryEntry]) -> None:
            if asked == self._about:
                self._history.say("\n".join(history_lines(entries, indicator)))

        self._tasks.run("Looking up the history", lambda *_: session.history(observation), show, shown=False)

    def _show_comments(self, row: RatedRow) -> None:
        read_only = self._store.read_only
        for part, box in self._boxes.items():
            own = [words for words in row.commentary if words.part is part]
            words = next((w for w in own if w.period == row.period.code), own[0] if own else None)
            self._periods[part] = words.period if words is not None else row.period.code
            shown = words is not None or part is CommentaryPart.COMMENT
            box.setReadOnly(read_only)
            box.show_text(words.text if words is not None else "")
            box.setVisible(shown)
            self._headings[part].setVisible(shown)

    def _store_comment(self, part: CommentaryPart, text: str) -> None:
        indicator = self._about[0]
        try:
            change = editing.change_commentary(self._store.book, indicator, self._periods[part], part, text)
            self._store.submit(change)
        except Refusal as refusal:
            self.refused.emit(refusal.message)

    @Slot()
    def _show_chart(self) -> None:
        if not self.isVisible() or not self._trend.points:
            self._chart_room.setVisible(False)
            if self._chart is not None:
                self._chart.hide()
            self._toggle.setVisible(False)
            self._table.hide()
            self._readout.setText("" if not self.isVisible() else "There are no figures to draw yet.")
            return
        if self._chart is None:
            from scorecard_desktop.ui.widgets.trend_chart import TrendChart

            self._chart = TrendChart(self._theme)
            self._chart.setFixedHeight(_CHART_HEIGHT)
            self._chart.read.connect(self._read)
            self._chart_place.addWidget(self._chart)
            QWidget.setTabOrder(self._close, self._chart)
            QWidget.setTabOrder(self._chart, self._table)
            QWidget.setTabOrder(self._table, self._toggle)
        self._chart_room.hide()
        self._toggle.setVisible(True)
        self._chart.show_trend(self._trend)
        self._show_as_table(self._toggle.isChecked())
        self._read("")

    @Slot(str)
    def _read(self, words: str) -> None:
        self._readout.setText(words)

    @Slot(bool)
    def _show_as_table(self, table: bool) -> None:
        self._toggle.setText("Show as chart" if table else "Show as table")
        self._table.setVisible(table)
        if self._chart is not None:
            self._chart.setVisible(not table)

    @Slot()
    def _new_look(self) -> None:
        self._close.setIcon(self._theme.icon("close"))
        if self.isVisible():
            self._show()


def _about(indicator: Indicator) -> str:
    """What is known of an indicator itself, a line for each fact."""
    facts = [
        ("Definition", indicator.definition),
        ("Measured as", indicator.measure),
        ("Why it matters", indicator.importance),
        ("Good looks like", indicator.success),
        ("Service", indicator.service),
        ("Lead officer", indicator.lead_officer),
        ("Data officer", indicator.data_officer),
        *indicator.priorities,
    ]
    return "\n".join(f"{name}: {text}" for name, text in facts if text)
