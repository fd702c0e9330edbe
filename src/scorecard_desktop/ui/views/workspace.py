"""One open store on the screen: the list at the left, the page, the panel at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.ui.drafting import Drafting
from scorecard_desktop.ui.models.navigation import NavigationList, entries_of
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.settings import Place
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.deciding import Deciding
from scorecard_desktop.ui.views.navigation import Navigation
from scorecard_desktop.ui.views.page import Page
from scorecard_desktop.ui.views.pages import PAGE_NAMES, Pages
from scorecard_desktop.ui.working_out import WorkingOut

if TYPE_CHECKING:
    from scorecard_desktop.domain.rag import Rag
    from scorecard_desktop.ui.models.attention import Attention
    from scorecard_desktop.ui.models.to_do import ToDo
    from scorecard_desktop.ui.views.indicator_panel import IndicatorPanel
    from scorecard_desktop.ui.views.scorecard_page import ScorecardPage

_OF_INDICATORS = ("scorecard", "exceptions", "findings")
_LIST, _PANEL, _LEAST_PANEL, _LEAST_PAGE = 200, 340, 280, 540
"""Pixels at the usual text size. Where a page would be left with less beside the panel, the panel takes its place."""
_MOST_LIST = 320
"""Pixels that the list is given at first, however large the text."""
_ENTERED_BY_HAND = ("settings", "risks", "recommendations", "programmes", "meetings")
"""The pages that are of use while there is nothing in the store."""
_AFTER_PAINT = 20
"""Milliseconds before the panel, and then the grid, is made: what was typed or clicked meanwhile is taken first."""


class Workspace(QWidget):
    """Brings page, panel and list together; every write goes through the store that it shows."""

    refused = Signal(str)
    moved = Signal()
    news = Signal(str)
    """What was done, for the status line."""
    since_pack = Signal(str)
    """What has changed since the last pack was published; empty where none was."""
    wants_import = Signal()
    wants_sample = Signal()
    shown = Signal()
    """The first page has been painted."""
    scorecard_made = Signal(object)
    """The page of one scorecard, before it shows anything."""

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._theme = theme
        self._tasks = tasks
        self._attention: Attention | None = None
        self._panel_wanted = True
        self._painted = False
        self._about = ("", "")
        self._remembered = Place()
        self._sizes: list[int] = []
        self.deciding = Deciding(store, self)
        self._entries = NavigationList(self)
        self.navigation = Navigation(theme, self._entries)
        self.pages = Pages(theme, store, tasks)
        self._side = QFrame()
        self._side.setProperty("kind", "panel")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.navigation, self.pages, self._side):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self._fit()
        wide = min(theme.pixels(_LIST), _MOST_LIST)
        beside = [max(wide, self.navigation.minimumWidth()), theme.pixels(_PANEL)]
        self.splitter.setSizes([beside[0], max(0, 1366 - sum(beside)), beside[1]])
        theme.changed.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if store.read_only:
            from scorecard_desktop.ui.views.notices import read_only_banner

            layout.addWidget(read_only_banner(store.session.held_by, store.only_read))
        layout.addWidget(self.splitter, 1)
        self._column = layout
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(_AFTER_PAINT)
        self._next.timeout.connect(self._furnish)
        self._working_out = WorkingOut(store, self)
        self._working_out.found.connect(self._worked_out)
        self.drafting = Drafting(self)
        self._connect()
        self._show_entries()

    # The page that is gone to first is painted first. The panel and the grid are furnished after that, and the other
    # pages are made when they are first gone to.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._next, self._next.start)

    @Slot()
    def _furnish(self) -> None:
        """What the officer sees next, after the first paint; meanwhile the rest of the store is read."""
        if not self._has_panel:
            self.shown.emit()
            self.store.read_on()
            self.panel.show_indicator(*self._about)
            self._next.start()
        elif not self.pages.has_scorecard:
            _ = self.scorecard

    @cached_property
    def panel(self) -> IndicatorPanel:
        """What is known of the current figure."""
        from scorecard_desktop.ui.views.indicator_panel import IndicatorPanel

        panel = IndicatorPanel(self._theme, self.store, self._tasks)
        panel.closed.connect(lambda: self.set_panel_open(False))
        panel.refused.connect(self.refused)
        panel.news.connect(self.news)
        panel.wants_width.connect(self.set_panel_wide)
        panel.wants_neighbour.connect(self.go_along)
        panel.wants_period.connect(self._go_to_figure)
        panel.wants_rating.connect(self.deciding.ask_rating)
        panel.wants_due.connect(self.deciding.ask_due)
        layout = QVBoxLayout(self._side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)
        return panel

    @property
    def scorecard(self) -> ScorecardPage:
        """The page of one scorecard."""
        return self.pages.scorecard

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        return self.pages.name

    @property
    def about(self) -> tuple[str, str]:
        """The indicator and the period that the panel is about, on the pages that speak of indicators."""
        return self._about if self.page_name in _OF_INDICATORS else ("", "")

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while there is nothing in the store."""
        return self.pages.page

    @property
    def place(self) -> Place:
        """Where the officer is, to come back to. Sizes of the window are the window's to add."""
        place = self._remembered
        if self.pages.has_scorecard:
            indicator, period = self.scorecard.place
            card, find = self.scorecard.scorecard, self.scorecard.find_box.text()
            place = Place(scorecard=card, indicator=indicator, period=period, find=find)
        sizes = self.splitter.saveState()
        return replace(place, page=self.page_name, panel_open=self._panel_wanted, splitter=sizes)

    @property
    def settled(self) -> bool:
        """Whether everything that is worked out behind the scenes has been shown."""
        made = self._has_panel and self.pages.has_scorecard and not self.panel.behind
        at_rest = made and self.store.book.is_whole and not self.scorecard.counting
        return at_rest and self._attention is not None and self._working_out.at_rest

    def return_to(self, place: Place) -> None:
        """Come back to where the officer was."""
        if not place.splitter.isEmpty():
            self.splitter.restoreState(place.splitter)
        self._panel_wanted = place.panel_open
        page = place.page if place.page in PAGE_NAMES else PAGE_NAMES[0]
        card = place.scorecard if place.scorecard in {c.id for c in self.store.book.scorecards()} else ""
        self._remembered = replace(place, page=page, scorecard=card)
        if self.pages.has_scorecard:
            self._recall(self.scorecard)
        self.go_to(page, card)

    @Slot(object)
    def _recall(self, scorecard: ScorecardPage) -> None:
        """Show in the page of one scorecard what was shown there last."""
        place = self._remembered
        scorecard.look_for(place.find)
        if place.scorecard or place.page == "scorecard":
            scorecard.show_scorecard(place.scorecard or self._first_card(), place.indicator, place.period)

    def go_to(self, page: str, scorecard: str = "") -> None:
        """Show a page; a scorecard by its id, or the one shown last."""
        if self.store.empty and page not in _ENTERED_BY_HAND:
            self.pages.setCurrentWidget(self.pages.welcome)
            self._show_panel()
            self.navigation.show_place("", "")
            self.moved.emit()
            return
        if page == "scorecard":
            card = scorecard or self.scorecard.scorecard or self._first_card()
            if card != self.scorecard.scorecard:
                self.scorecard.show_scorecard(card)
        if page == "settings":
            self.pages.settings.offer_indicator(self._about[0])
        self.set_panel_wide(False)
        self.pages.setCurrentWidget(self.pages.named(page))
        self._show_panel()
        self.navigation.show_place(page, self.scorecard.scorecard if page == "scorecard" else "")
        self.moved.emit()

    def open_indicator(self, indicator: str, period: str) -> None:
        """Go to an indicator's cell in its scorecard."""
        found = self.store.book.get(Indicator, indicator)
        if found is None:
            return
        self.scorecard.show_scorecard(found.scorecard, indicator, period)
        self.go_to("scorecard", found.scorecard)
        self._about_indicator(indicator, period)
        self.scorecard.take_focus()

    def open_scorecard(self, scorecard: str) -> None:
        """Go to a scorecard with the keyboard in its grid."""
        self.go_to("scorecard", scorecard)
        self.scorecard.take_focus()

    def open_at_present(self, indicator: str) -> None:
        """Go to an indicator's cell at the current period of its scorecard."""
        found = self.store.book.get(Indicator, indicator)
        now = self.store.book.current_period(found.scorecard) if found is not None else None
        self.open_indicator(indicator, now.code if now is not None else "")

    def show_ratings(self, scorecard: str, rag: Rag | None) -> None:
        """Go to a scorecard, all of it or only its indicators of one rating."""
        self.go_to("scorecard", scorecard)
        self.scorecard.show_only(() if rag is None else (rag,))
        self.scorecard.take_focus()

    def _open_to_do(self, line: ToDo) -> None:
        self._open_page(line.page)
        if isinstance(line.only, Severity):
            self.pages.findings.show_only(line.only)
        elif isinstance(line.only, Period):
            self.pages.returns.show_period(line.only)

    def _open_amount(self, table: str, line: str, column: str) -> None:
        self.go_to("budget")
        self.pages.budget.go_to(table, line, column)

    @Slot(object)
    def _open_entry(self, entry: Record) -> None:
        if isinstance(entry, Scorecard):
            self.open_scorecard(entry.id)
            return
        name, page = self.pages.register_of(entry)
        self.go_to(name)
        page.go_to(entry)

    def _open_page(self, page: str) -> None:
        self.go_to(page)
        if self.page is not None:
            self.page.take_focus()

    def set_panel_open(self, shown: bool) -> None:
        """Show or hide the panel."""
        if self._roomy:
            self._panel_wanted = shown
            self._show_panel()
            self.moved.emit()
        else:
            self.set_panel_wide(shown)

    @property
    def panel_open(self) -> bool:
        """Whether the officer wants the panel; it is shown on the pages that speak of indicators."""
        return self._panel_wanted if self._roomy else self.panel_wide

    @property
    def _roomy(self) -> bool:
        """Whether page and panel both have room. With large text in a small window they take turns."""
        least = self.navigation.minimumWidth() + self._theme.pixels(_LEAST_PAGE) + self._side.minimumWidth()
        return self.width() >= least

    @Slot()
    def _fit(self) -> None:
        self._side.setMinimumWidth(self._theme.pixels(_LEAST_PANEL))
        self._take_turns()

    def _take_turns(self) -> None:
        """There may be room for the panel now, or no more: the menus say so."""
        was_hidden = self._side.isHidden()
        self._show_panel()
        if self._side.isHidden() != was_hidden:
            self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_turns()

    @Slot(bool)
    def set_panel_wide(self, wide: bool) -> None:
        """Let the panel have the page's room, so that its charts can be read, or give it back."""
        if wide == self.panel_wide or (wide and self.page_name not in _OF_INDICATORS):
            return
        if wide:
            self._sizes = self.splitter.sizes()
            self._panel_wanted = True
        self.panel.set_wide(wide=wide)
        self._show_panel()
        if wide:
            self.panel.charts.take_focus()  # before the page goes, or its focus goes wherever there is some
        self.pages.setVisible(not wide)
        if wide:
            self.splitter.setSizes([self._sizes[0], 0, sum(self._sizes[1:])])
        else:
            self.splitter.setSizes(self._sizes)
            if self.page is not None:
                self.page.take_focus()
        self.moved.emit()

    @property
    def panel_wide(self) -> bool:
        """Whether the panel has the page's room."""
        return self._has_panel and self.panel.wide

    @Slot(int)
    def go_along(self, step: int) -> None:
        """Go to the indicator after (1) or before (-1) the one that the panel is about, in the officers' order."""
        found = self.store.book.get(Indicator, self._about[0])
        if found is None:
            return
        beside = self.store.book.indicators(found.scorecard)
        at = next(n for n, indicator in enumerate(beside) if indicator.id == found.id) + step
        if 0 <= at < len(beside):
            self._go_to_figure(beside[at].id, self._about[1])

    @Slot(str, str)
    def _go_to_figure(self, indicator: str, period: str) -> None:
        """Show a figure in the panel, and make it the grid's current one where the grid has it."""
        if self.page_name == "scorecard":
            self.scorecard.go_to(indicator, period)
        self._about_indicator(indicator, period)

    def _show_panel(self) -> None:
        wanted = self.panel_wide or (self._panel_wanted and self._roomy)
        self._side.setVisible(wanted and self.page_name in _OF_INDICATORS)

    def cycle_focus(self, step: int) -> None:
        """Go to the next (1) or previous (-1) of list, page and panel."""
        page: QWidget = self.page or self.pages.welcome
        shown = [] if self.panel_wide else [page]
        parts: list[QWidget] = [self.navigation, *shown, *([self.panel] if self._side.isVisible() else [])]
        focus = QApplication.focusWidget()
        here = next((i for i, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), 0)
        to = parts[(here + step) % len(parts)]
        if isinstance(to, Page):
            to.take_focus()
        elif to is self.navigation:
            self.navigation.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.panel.catch_up()
            stops = (w for w in to.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus)
            next(stops, to).setFocus(Qt.FocusReason.TabFocusReason)

    def say_above(self, notice: QWidget) -> None:
        """Put a notice above everything."""
        self._column.insertWidget(0, notice)

    def decide(self, what: str) -> None:
        """Ask an officer to decide something about the current indicator."""
        ask = {"due": self.deciding.ask_due, "rating": self.deciding.ask_rating}
        ask[what](*self._about)

    def show_history(self) -> None:
        """Search the history of the whole file."""
        from scorecard_desktop.ui.views.history_dialog import HistoryDialog

        self.flush()
        dialog = HistoryDialog(self._theme, self.store, self._tasks, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def leave(self) -> None:
        """Store what is being written; nothing more is done here."""
        self.flush()
        self.drafting.stop()
        self.set_panel_wide(False)
        self._working_out.stop()
        self._next.stop()

    def flush(self) -> None:
        """Store what is being written."""
        self.pages.flush()
        if self._has_panel:
            self.panel.flush()

    @property
    def _has_panel(self) -> bool:
        return "panel" in self.__dict__

    def _connect(self) -> None:
        self.navigation.wanted.connect(self.go_to)
        pages = self.pages
        pages.refused.connect(self.refused)
        pages.news.connect(self.news)
        pages.about_indicator.connect(self._follow)
        pages.wants_indicator.connect(self.open_indicator)
        pages.typing.connect(self._hold_on)
        pages.wants_to_do.connect(self._open_to_do)
        pages.wants_ratings.connect(self.show_ratings)
        pages.wants_page.connect(self._open_page)
        pages.wants_amount.connect(self._open_amount)
        pages.wants_entry.connect(self._open_entry)
        pages.wants_words.connect(self.deciding.ask_words)
        pages.wants_import.connect(self.wants_import)
        pages.wants_sample.connect(self.wants_sample)
        pages.scorecard_made.connect(self.scorecard_made)
        pages.scorecard_made.connect(self._recall)
        self.deciding.refused.connect(self.refused)
        self.deciding.news.connect(self.news)
        self.store.changed.connect(self._note_change)
        self.store.whole.connect(self._note_whole)

    @Slot(str, str)
    def _follow(self, indicator: str, period: str) -> None:
        self._about = (indicator, period)
        if self._has_panel:
            self.panel.follow(indicator, period)

    @Slot()
    def _hold_on(self) -> None:
        self._working_out.hold_on()
        if self._has_panel:
            self.panel.hold_on()

    def _about_indicator(self, indicator: str, period: str) -> None:
        self._about = (indicator, period)
        if self._has_panel:
            self.panel.show_indicator(indicator, period)

    def _first_card(self) -> str:
        cards = self.store.book.scorecards()
        return cards[0].id if cards else ""

    def _show_entries(self) -> None:
        self.navigation.name.setText(self.store.book.setting("pack.council", self.store.path.stem))
        self._entries.show(entries_of(self.store.book, self._attention))
        self.navigation.show_place(self.page_name, self.scorecard.scorecard if self.page_name == "scorecard" else "")

    @Slot()
    def _note_whole(self) -> None:
        self.drafting.offer()
        if self.store.read_only:  # whoever writes may have changed what was read at first
            self._note_change(None)
        if self.pages.has_scorecard:
            self.scorecard.count()
        self._working_out.begin_soon()

    @Slot(object)
    def _note_change(self, change_set: ChangeSet | None) -> None:
        was_empty = self.page is None
        self.pages.note_change(change_set)
        if self._has_panel:
            self.panel.note_change(change_set)
        if change_set is None or any(isinstance(one.record, Scorecard | Setting) for one in change_set.changes):
            self._show_entries()
        if was_empty != self.store.empty:
            from scorecard_desktop.ui.models.attention import Attention

            self._worked_out(Attention())  # what was worked out of an empty store, or a full one, says nothing of this
            if self.scorecard.scorecard not in {card.id for card in self.store.book.scorecards()}:
                self.scorecard.show_scorecard(self._first_card())
            self.go_to(PAGE_NAMES[0])
        self._working_out.begin_soon()

    @Slot(object)
    def _worked_out(self, found: Attention) -> None:
        self._attention = found
        self._show_entries()
        self.pages.note_attention(found)
        since = found.overview.since_pack if found.overview is not None else None
        self.since_pack.emit(since.words if since is not None else "")
