"""What officers decide about an indicator and a figure of it: each asked in a dialog, and kept as one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.rated import rated_row
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.ui.open_store import OpenStore


class Deciding(QObject):
    """Opens the dialogs over a window and submits what they say."""

    refused = Signal(str)
    news = Signal(str)
    """What was decided, for the status line."""

    def __init__(self, store: OpenStore, over: QWidget) -> None:
        super().__init__(over)
        self._store = store
        self._over = over

    def ask_due(self, indicator: str, period: str) -> None:
        """Ask how often an indicator's figures are due, and from when until when."""
        found = self._indicator(indicator)
        if found is None or not period:
            return
        from scorecard_desktop.services.editing import change_due
        from scorecard_desktop.ui.views.due_dialog import DueDialog

        dialog = DueDialog(self._store.book, found, period_from_code(period), self._over)

        def keep(frequency: PeriodKind, starts: date | None, ends: date | None) -> None:
            self._keep(lambda: change_due(self._store.book, indicator, frequency, starts, ends))

        dialog.decided.connect(keep)
        self._open(dialog)

    def ask_rating(self, indicator: str, period: str) -> None:
        """Ask for an officer's own rating of a figure, or of the forecast for its year."""
        found, book = self._indicator(indicator), self._store.book
        card = book.get(Scorecard, found.scorecard) if found is not None else None
        if found is None or card is None or not period:
            return
        from scorecard_desktop.services.overriding import override_rating, remove_override
        from scorecard_desktop.ui.views.rating_dialog import RatingDialog

        dialog = RatingDialog(rated_row(book, card, found, period_from_code(period)), self._store.who, self._over)
        dialog.decided.connect(lambda override: self._keep(lambda: override_rating(book, override)))
        dialog.taken_back.connect(lambda override, why: self._keep(lambda: remove_override(book, override, why)))
        self._open(dialog)

    def ask_words(self, words: str, indicator: str) -> None:
        """Ask what words mean that stand in an indicator's row where a figure is due."""
        found, book = self._indicator(indicator), self._store.book
        card = book.get(Scorecard, found.scorecard) if found is not None else None
        if card is None:
            return
        from scorecard_desktop.services.words import teach
        from scorecard_desktop.ui.views.words_dialog import WordsDialog

        dialog = WordsDialog(self._store, words, card, self._over)
        dialog.decided.connect(lambda said, symbol, on: self._keep(lambda: teach(book, said, symbol, on)))
        self._open(dialog)

    def _indicator(self, indicator: str) -> Indicator | None:
        if self._store.read_only:
            return None
        return self._store.book.get(Indicator, indicator)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, decide: Callable[[], ChangeSet]) -> None:
        try:
            made = decide()
            self._store.submit(made)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        if made.changes:
            self.news.emit(f"Kept: {made.label}")
