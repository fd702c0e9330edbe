"""Asks what an item of a template is about: scorecards, indicators, localities, how it is grouped, its letter."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QTabWidget, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.grouping import Grouping, groupings_of
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.template import Narrowing, PackItem
from scorecard_desktop.ui.scale import SPACE_3
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.tick_list import TickList

_ROWS = 9


class NarrowItem(Asking):
    """``narrowed`` gives the item as it should be. Where nothing is ticked, everything is shown."""

    narrowed = Signal(object)

    def __init__(self, book: Book, item: PackItem, parent: QWidget) -> None:
        super().__init__("Narrow an item", item.kind.words, parent)
        self._item = item
        self.ticks: dict[Narrowing, TickList] = {}
        self.body.addWidget(label(item.kind.purpose, "meta"))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName("What it is about")
        tabs.tabBar().setAccessibleName("What it is about")
        tabs.tabBar().setDrawBase(False)
        for narrowing, words, offers, ticked, none in self._lists(book):
            ticks = self.ticks[narrowing] = TickList(words, offers, ticked, _ROWS, none)
            ticks.setContentsMargins(0, SPACE_3, 0, 0)
            tabs.addTab(ticks, words)
            ticks.changed.connect(self._say)
        self._tabs = tabs
        if self.ticks:
            self.body.addWidget(tabs, 1)
        self.grouping = QComboBox()
        self.grouping.setAccessibleName("Grouped by")
        ways = groupings_of([*book.all(Indicator)])
        for way in dict.fromkeys([Grouping(), *ways]):
            self.grouping.addItem(way.words, way.code)
        self.grouping.setCurrentIndex(max(0, self.grouping.findData(item.grouping)))
        self.appendix = QCheckBox("An appendix: its heading begins with a letter")
        self.appendix.setChecked(item.appendix)
        form = QFormLayout()
        if Narrowing.GROUPING in item.kind.narrowed_by:
            form.addRow("Grouped by", self.grouping)
        else:
            self.grouping.setParent(self)
            self.grouping.hide()
        form.addRow(self.appendix)
        self.body.addLayout(form)
        self.close_with("Keep")
        self._say()

    def _lists(self, book: Book) -> list[tuple[Narrowing, str, list[tuple[str, str]], tuple[str, ...], str]]:
        """What can be ticked of this kind of item, where there is more than one of it to choose from."""
        item, ways = self._item, self._item.kind.narrowed_by
        cards = [(card.id, card.name) for card in book.scorecards()]
        named = dict(cards)
        indicators = [
            (one.id, f"{one.title}, {named[card]}" if len(cards) > 1 else one.title)
            for card, _ in cards
            for one in book.indicators(card)
        ]
        areas = sorted({one.area for one in book.all(Observation) if one.area}) if Narrowing.AREAS in ways else []
        found = [
            (Narrowing.SCORECARDS, "Scorecards", cards, item.scorecards, "All scorecards are meant"),
            (Narrowing.INDICATORS, "Indicators", indicators, item.indicators, "All indicators are meant"),
            (Narrowing.AREAS, "Localities", [(one, one) for one in areas], item.areas, "All localities are meant"),
        ]
        return [one for one in found if one[0] in ways and (len(one[2]) > 1 or one[3])]

    @property
    def item(self) -> PackItem:
        """The item as it is chosen now."""
        held = self._item
        ticked = {narrowing: tuple(ticks.ticked) for narrowing, ticks in self.ticks.items()}
        grouping = held.grouping
        if Narrowing.GROUPING in held.kind.narrowed_by:
            grouping = str(self.grouping.currentData()) if self.grouping.currentIndex() else ""
        return replace(
            held,
            scorecards=ticked.get(Narrowing.SCORECARDS, held.scorecards),
            indicators=ticked.get(Narrowing.INDICATORS, held.indicators),
            areas=ticked.get(Narrowing.AREAS, held.areas),
            grouping=grouping,
            appendix=self.appendix.isChecked(),
        )

    def accept(self) -> None:
        """Give the item as it is chosen."""
        self.narrowed.emit(self.item)
        super().accept()

    @Slot()
    def _say(self) -> None:
        """How many are ticked, in the headings of the tabs: a tab that is not seen would hide it."""
        for at, (narrowing, ticks) in enumerate(self.ticks.items()):
            many = len(ticks.ticked)
            words = narrowing.value.capitalize() if narrowing is not Narrowing.AREAS else "Localities"
            if at < self._tabs.count():
                self._tabs.setTabText(at, f"{words} {many}" if many else words)
