"""The two halves beneath the risk register: one risk in full, and what changed between two reviews."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.risk import Risk, RiskChange, RiskReview, reconcile
from scorecard_desktop.services.registers import reviews_at
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.list_table import ListTable

_WORDS = {
    "new": "New risk",
    "closed": "Closed",
    "score": "Score changed",
    "prospects": "Prospects changed",
    "text": "Wording changed",
    "target-date": "Target date moved",
    "owner": "Owner changed",
}


def day(when: date | None) -> str:
    """A date as officers write it."""
    return snapshot(when).label if when is not None else ""


class RiskDetail(QScrollArea):
    """One risk as its newest review describes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("The risk that is current")
        self._title = label("", "section")
        self._facts = label("", "meta")
        self._words = label("")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        down.setSpacing(SPACE_2)
        for part in (self._title, self._facts, self._words):
            down.addWidget(part)
        down.addStretch(1)
        self.setWidget(inside)

    def show_risk(self, risk: Risk | None, review: RiskReview | None) -> None:
        """Describe a risk; nothing where no review is known."""
        if risk is None or review is None:
            for part in (self._title, self._facts, self._words):
                part.setText("")
            return
        self._title.setText(f"{risk.number}  {review.title}".strip())
        by = f" by {day(review.target_date)}" if review.target_date is not None else ""
        facts = [
            f"current {review.current.words}",
            f"target {review.target.words}{by}",
            f"prospects {review.prospects.word.lower()}",
            f"owner {review.owner}" if review.owner else "",
            f"reviewed {day(review.reviewed)}",
            f"entered {day(risk.entered)}" if risk.entered is not None else "",
        ]
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        parts = [
            ("", review.description),
            ("Tasks to mitigate the risk", review.mitigation),
            ("Progress", review.progress),
            ("Source", review.source.place if review.source is not None else ""),
        ]
        self._words.setText("\n\n".join(f"{head}\n{text}".strip() for head, text in parts if text))


class Reconciliation(QWidget):
    """What changed on the registers from one review to another."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._book = Book()
        self.changes = Listing[RiskChange](
            [
                Field("No.", lambda change: change.number, width=10, quiet=True),
                Field("What", lambda change: _WORDS[change.change.value], width=18),
                Field("Of", lambda change: change.aspect, width=18),
                Field("Before", lambda change: change.before, wrap=True, quiet=True),
                Field("After", lambda change: change.after, wrap=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.changes, "Changes between two reviews")
        self.earlier, self.later = QComboBox(), QComboBox()
        self.earlier.setAccessibleName("Earlier review")
        self.later.setAccessibleName("Later review")
        self._said = label("", "meta", wrap=False)
        across = QHBoxLayout()
        across.setContentsMargins(SPACE_2, SPACE_3, SPACE_6, SPACE_2)
        across.setSpacing(SPACE_2)
        across.addWidget(label("From the review of", wrap=False))
        across.addWidget(self.earlier)
        across.addWidget(label("to that of", wrap=False))
        across.addWidget(self.later)
        across.addWidget(self._said, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE_4, 0, 0, 0)
        down.addLayout(across)
        down.addWidget(self.table, 1)
        self.earlier.currentIndexChanged.connect(self._show)
        self.later.currentIndexChanged.connect(self._show)

    def show_book(self, book: Book) -> None:
        """Offer the reviews of a book, the last two unless others were chosen."""
        self._book = book
        days = sorted({review.reviewed for review in book.all(RiskReview)})
        for combo, at_first in ((self.earlier, -2), (self.later, -1)):
            combo.blockSignals(True)
            held = combo.currentData()
            combo.clear()
            for when in days:
                combo.addItem(day(when), when)
            at = combo.findData(held) if held is not None else -1
            combo.setCurrentIndex(at if at >= 0 else max(0, len(days) + at_first))
            combo.blockSignals(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        before, after = self.earlier.currentData(), self.later.currentData()
        found: list[RiskChange] = []
        if before is not None and after is not None and before < after:
            registers: dict[str, list[Risk]] = {}
            for risk in self._book.risks():
                registers.setdefault(risk.register, []).append(risk)
            for risks in registers.values():
                sides = [reviews_at(self._book, risks, when) for when in (before, after)]
                found += reconcile(sides[0], sides[1], risks)
        self.changes.show(found)
        alone = self.earlier.count() < 2
        self._said.setText("There is only one review to compare." if alone else counted(len(found), "change"))
