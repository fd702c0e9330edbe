"""Everything that may be asked about one figure: trend, rating and why, travel, comment, source, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.rated import RatedRow, figure_text, ratio_text
from scorecard_desktop.domain.rating import Rating
from scorecard_desktop.ui.models.history import history_lines
from scorecard_desktop.ui.models.outlook import outlook
from scorecard_desktop.ui.models.travel import travel_sentence, year_sentence
from scorecard_desktop.ui.models.trend import trend_of
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.comments import Comments
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.trend_box import TrendBox
from scorecard_desktop.ui.widgets.rating_chip import RatingChip

if TYPE_CHECKING:
    from scorecard_desktop.services.session import HistoryEntry


class _Section(QWidget):
    """A heading with text beneath, gone where there is nothing to say."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = label(heading, "heading")
        self.text = label("")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_1)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)

    def say(self, text: str, heading: str = "") -> None:
        if heading:
            self.heading.setText(heading)
        self.text.setText(text)
        self.setVisible(bool(text))


class _Figure(QWidget):
    """The figure itself: large, with its rating, its target and how it moved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.value = label("", "value")
        self.chip = RatingChip(theme)
        self.facts = label("", "meta")
        self.travel = label("")
        self.year = label("", "meta")
        across = QHBoxLayout()
        across.setSpacing(SPACE_3)
        across.addWidget(self.value)
        across.addWidget(self.chip)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addLayout(across)
        for part in (self.facts, self.travel, self.year):
            layout.addWidget(part)

    def show_row(self, row: RatedRow) -> None:
        self.value.setText(row.text or row.presence.value.capitalize())
        # words that stand in place of a figure are long, and no hero
        long = row.value is None and len(self.value.text()) > 12
        self.value.setProperty("kind", "body" if long else "value")
        self.value.setWordWrap(long)
        self.value.style().polish(self.value)
        self.chip.show_rating(row.rating.rag, _by_an_officer(row.rating))
        facts = [row.period.label, ratio_text(row.observation)]
        facts.append(f"target {row.target_text}" if row.target_text else "no target")
        unknown = row.indicator.polarity is Polarity.UNKNOWN
        facts.append("polarity not yet stated" if unknown else row.indicator.polarity.words.lower())
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        travel = row.direction
        arrow = "" if travel.movement is Movement.NONE else f"{travel.movement.arrow} "
        self.travel.setText(f"{arrow}{travel_sentence(row)}")
        weight = 600 if travel.merit in (Merit.BETTER, Merit.WORSE) else 400
        self.travel.setStyleSheet(f"color: {self._theme.palette.merit(travel.merit)}; font-weight: {weight}")
        self.year.setText(year_sentence(row))
        self.year.setVisible(bool(self.year.text()))


class _Forecast(QWidget):
    """The forecast for the year's end with a rating of its own; gone where nobody has given one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.heading = label("", "heading")
        self.value = label("", wrap=False)
        self.chip = RatingChip(theme)
        self.proof = label("")
        across = QHBoxLayout()
        across.setSpacing(SPACE_3)
        across.addWidget(self.value)
        across.addWidget(self.chip)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_1)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self.heading)
        layout.addLayout(across)
        layout.addWidget(self.proof)

    def show_row(self, row: RatedRow) -> None:
        forecast = row.forecast
        self.setVisible(forecast.observation is not None)
        self.heading.setText(f"Forecast for {forecast.year.label}")
        self.value.setText(figure_text(forecast.observation, row.indicator))
        self.chip.show_rating(forecast.rating.rag, _by_an_officer(forecast.rating))
        self.proof.setText(forecast.rating.proof)


def _by_an_officer(rating: Rating) -> str:
    return "set by an officer" if rating.overridden else ""


class IndicatorPanel(QFrame):
    """The panel at the right. It follows the cell that is current on the page."""

    closed = Signal()
    refused = Signal(str)
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
        self._name = label("", "heading")
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close the indicator panel")
        self._close.setToolTip("Close the panel (F9)")
        self._close.clicked.connect(self.closed)
        self.figure = _Figure(theme)
        self.trend = TrendBox(theme)
        self.why = _Section("Why")
        self.forecast = _Forecast(theme)
        self.set_rating = self._asks("Set the rating…", self.wants_rating)
        self.set_due = self._asks("When figures are due…", self.wants_due)
        self._exceptions = _Section("Why it is an exception")
        self.outlook = _Section("How to read it")
        self.comments = Comments(store)
        self.comments.refused.connect(self.refused)
        self.source = _Section("Source")
        self._definition = _Section("About this indicator")
        self.history = _Section("History of this figure")
        self._empty = label("Choose a figure to see its trend, its rating and where it came from.")
        self._empty.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = self._laid_out()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._scroll, 1)
        theme.changed.connect(self._new_look)
        self._new_look()
        self._say_nothing()

    @property
    def about(self) -> tuple[str, str]:
        """The indicator and period shown."""
        return self._about

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
        if change_set is None or self._about[0] in self._store.ledger.affected(change_set.changes):
            self._show()

    def flush(self) -> None:
        """Store what is being written."""
        self.comments.flush()

    def write_comment(self) -> None:
        """Put the keyboard in the comment."""
        self._scroll.ensureWidgetVisible(self.comments)
        self.comments.write()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _laid_out(self) -> QScrollArea:
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        content = QVBoxLayout(inside)
        content.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        content.setSpacing(SPACE_2)
        content.addLayout(top)
        for part in (
            self.figure,
            self.trend,
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
            content.addWidget(part, 0, Qt.AlignmentFlag.AlignRight if asks else Qt.AlignmentFlag(0))
        content.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("About the figure")
        scroll.setWidget(inside)
        return scroll

    def _asks(self, words: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "quiet")
        button.clicked.connect(lambda: signal.emit(*self._about))
        button.setVisible(not self._store.read_only)
        return button

    def _say_nothing(self) -> None:
        self._scroll.hide()
        self._empty.show()

    def _show(self) -> None:
        ledger, (indicator, period) = self._store.ledger, self._about
        row = ledger.row(indicator, period_from_code(period)) if period else None
        if row is None:
            self._say_nothing()
            return
        self._empty.hide()
        self._scroll.show()
        self._name.setText(row.indicator.title)
        self.figure.show_row(row)
        self.trend.show_trend(trend_of(ledger, row.indicator, row.period.kind))
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
        self._definition.say(_facts_about(row.indicator))
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

    @Slot()
    def _new_look(self) -> None:
        self._close.setIcon(self._theme.icon("close"))
        if self.isVisible():
            self._show()


def _due(indicator: Indicator) -> str:
    """``quarterly, from 1 Apr 2017 to 31 Mar 2019``."""
    days = [
        f"{word} {day.day} {day:%b %Y}"
        for word, day in (("from", indicator.starts), ("to", indicator.ends))
        if day is not None
    ]
    return ", ".join(filter(None, (indicator.frequency.adverb, " ".join(days))))


def _facts_about(indicator: Indicator) -> str:
    """What is known of an indicator itself, a line for each fact."""
    facts = [
        ("Figures due", _due(indicator)),
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
