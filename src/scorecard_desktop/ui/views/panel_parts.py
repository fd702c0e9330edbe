"""The parts of the panel: a heading with text beneath, and the figure itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.rated import RatedRow, figure_text, ratio_text
from scorecard_desktop.domain.rating import Rating
from scorecard_desktop.domain.risk_register import latest_review, name_in_links, risks_of
from scorecard_desktop.ui.models.travel import travel_sentence, year_sentence
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.rating_chip import RatingChip


class Section(QWidget):
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


class FigureHead(QWidget):
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


class Forecast(QWidget):
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


def _due(indicator: Indicator) -> str:
    """``quarterly, from 1 Apr 2017 to 31 Mar 2019``."""
    days = [
        f"{word} {day.day} {day:%b %Y}"
        for word, day in (("from", indicator.starts), ("to", indicator.ends))
        if day is not None
    ]
    return ", ".join(filter(None, (indicator.frequency.adverb, " ".join(days))))


def _risks(indicator: Indicator, book: Book) -> list[str]:
    """``RM204 Posts stay empty (3 × 4 = 12)`` for each risk that it affects; the name alone of one that is not kept."""
    found = {name_in_links(risk): latest_review(book, risk) for risk in risks_of(book, indicator)}
    said = []
    for name in indicator.affects_risks:
        review = found.get(name)
        said.append(f"{name} {review.title} ({review.current.words})" if review is not None else name)
    return said


def facts_about(indicator: Indicator, book: Book) -> str:
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
        *(("Affects the risk", words) for words in _risks(indicator, book)),
    ]
    return "\n".join(f"{name}: {text}" for name, text in facts if text)
