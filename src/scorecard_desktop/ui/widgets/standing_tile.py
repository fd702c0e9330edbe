"""One scorecard at a glance: how many of each rating, and how they moved; each count opens those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.rating_filter import ORDER, SHAPE, rag_icon
from scorecard_desktop.ui.widgets.title_button import TitleButton

if TYPE_CHECKING:
    from scorecard_desktop.services.overview import Standing

_BAR = 6
_GAP = 2


class _Shares(QWidget):
    """A bar as wide as the tile, parted by rating in their order. The buttons beneath it say the same in numbers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ratings: dict[Rag, int] = {}
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ratings(self, ratings: dict[Rag, int]) -> None:
        self._ratings = ratings
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self._theme.palette
        parts = [(rag, self._ratings.get(rag, 0)) for rag in ORDER if self._ratings.get(rag, 0)]
        total = sum(count for _, count in parts)
        room, left = self.width() - _GAP * max(0, len(parts) - 1), 0.0
        for rag, count in parts or [(Rag.NONE, 1)]:
            wide = room * count / total if total else room
            painter.setBrush(QColor(palette.rag(rag).ink if rag is not Rag.NONE else palette.line))
            painter.drawRoundedRect(QRectF(left, 0, max(wide, 2), _BAR), 2, 2)
            left += wide + _GAP


class StandingTile(QFrame):
    """``wanted`` gives the scorecard and the rating whose indicators should be shown; None for all of them."""

    wanted = Signal(str, object)

    def __init__(self, theme: Theme, card: Scorecard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = card
        self.setProperty("kind", "card")
        self.name = TitleButton(theme, card.name)
        self.name.clicked.connect(lambda: self.wanted.emit(card.id, None))
        self.when = label("", "meta")
        self._shares = _Shares(theme)
        self._counts: dict[Rag, QPushButton] = {}
        self._chips = QWidget()
        across = QHBoxLayout(self._chips)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_1)
        for rag in ORDER:
            button = QPushButton()
            button.setProperty("kind", "chip")
            button.clicked.connect(lambda _=False, rag=rag: self.wanted.emit(card.id, rag))
            self._counts[rag] = button
            across.addWidget(button)
        across.addStretch(1)
        self.travel = label("", "meta")
        beneath = QVBoxLayout()
        beneath.setContentsMargins(SPACE_1, 0, SPACE_1, 0)
        beneath.setSpacing(SPACE_2)
        for part in (self.when, self._shares, self._chips, self.travel):
            beneath.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_3)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self.name)
        layout.addLayout(beneath)
        layout.addStretch(1)
        theme.changed.connect(self._new_look)
        self._new_look()
        self.show_standing(None)

    @property
    def scorecard(self) -> str:
        """The id of the scorecard."""
        return self._card.id

    def button(self, rag: Rag) -> QPushButton:
        """The button that opens the indicators of one rating."""
        return self._counts[rag]

    def show_standing(self, standing: Standing | None) -> None:
        """Show how the scorecard stands; None while that is being worked out."""
        ratings = dict(standing.ratings) if standing is not None else {}
        total = sum(ratings.values())
        if standing is None:
            self.when.setText(f"Reported {self._card.frequency.adverb}")
        elif standing.period is None:
            self.when.setText(f"No figures yet · {counted(total, 'indicator')}")
        else:
            self.when.setText(f"{standing.period.label} · {counted(total, 'indicator')}")
        self._shares.show_ratings(ratings)
        for part in (self._shares, self._chips):
            part.setVisible(standing is None or standing.period is not None)
        for rag, button in self._counts.items():
            count = "…" if standing is None else ratings.get(rag, 0)
            button.setText(f" {count}")
            button.setEnabled(bool(ratings.get(rag)))
            button.setAccessibleName(f"{self._card.name}: {count} {rag.word.lower()}. Show them")
            button.setToolTip(f"{rag.word}: {count}")
        self.travel.setText(_travel(standing))
        self.travel.setVisible(bool(self.travel.text()))

    @Slot()
    def _new_look(self) -> None:
        for rag, button in self._counts.items():
            size = self._theme.pixels(SHAPE)
            button.setIconSize(QSize(size, size))
            button.setIcon(rag_icon(self._theme, rag))
        self._shares.update()


def _travel(standing: Standing | None) -> str:
    """``Since Mar 2018: 12 better, 8 worse``."""
    if standing is None or standing.since is None:
        return ""
    better, worse, same = (standing.travel.get(merit, 0) for merit in (Merit.BETTER, Merit.WORSE, Merit.SAME))
    parts = [f"{count} {word}" for count, word in ((better, "better"), (worse, "worse"), (same, "the same")) if count]
    return f"Since {standing.since.label}: {', '.join(parts)}" if parts else ""
