"""One open store on the screen: the list at the left, the page, the panel at the right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.ui.models.navigation import NavigationList, entries_of
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.settings import Place
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.deciding import Deciding
from scorecard_desktop.ui.views.navigation import Navigation
from scorecard_desktop.ui.views.page import Page
from scorecard_desktop.ui.views.scorecard_page import ScorecardPage
from scorecard_desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from scorecard_desktop.domain.rag import Rag
    from scorecard_desktop.ui.models.attention import Attention
    from scorecard_desktop.ui.models.to_do import ToDo
    from scorecard_desktop.ui.views.budget_page import BudgetPage
    from scorecard_desktop.ui.views.exceptions_page import ExceptionsPage
    from scorecard_desktop.ui.views.findings_page import FindingsPage
    from scorecard_desktop.ui.views.indicator_panel import IndicatorPanel
    from scorecard_desktop.ui.views.overview_page import OverviewPage
    from scorecard_desktop.ui.views.pack_page import PackPage
    from scorecard_desktop.ui.views.returns_page import ReturnsPage
    from scorecard_desktop.ui.views.risks_page import RisksPage
    from scorecard_desktop.ui.views.settings_page import SettingsPage

PAGE_NAMES = ("overview", "scorecard", "exceptions", "risks", "budget", "findings", "returns", "pack", "settings")
_OF_INDICATORS = ("scorecard", "exceptions", "findings")
_AFTER_PAINT = 20
"""Milliseconds from the first paint until the panel is made: what was typed or clicked meanwhile is taken first."""
_SETTLE = 250
"""Milliseconds after a change before what needs attention is worked out anew."""
_TURN = 0.008
"""Seconds for which it is worked on before the window has its turn."""


class Workspace(QWidget):
    """Brings page, panel and list together; every write goes through the store that it shows."""

    refused = Signal(str)
    moved = Signal()
    news = Signal(str)
    """What was done, for the status line."""
    wants_import = Signal()
    wants_sample = Signal()

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._theme = theme
        self._tasks = tasks
        self._attention: Attention | None = None
        self._parts: Iterator[Attention | None] = iter(())
        self._panel_wanted = True
        self._painted = False
        self._about = ("", "")
        self.deciding = Deciding(store, self)
        self._entries = NavigationList(self)
        self.navigation = Navigation(theme, self._entries)
        self._stack = QStackedWidget()
        self._pages: dict[str, Page] = {}
        self.scorecard = ScorecardPage(theme, store)
        self.scorecard.news.connect(self.news)
        self._take_in("scorecard", self.scorecard)
        self._side = QFrame()
        self._side.setProperty("kind", "panel")
        self._side.setMinimumWidth(280)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.navigation, self._stack, self._side):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([200, 826, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if store.read_only:
            from scorecard_desktop.ui.views.notices import read_only_banner

            layout.addWidget(read_only_banner(store.session.held_by))
        layout.addWidget(self.splitter, 1)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(_AFTER_PAINT)
        self._next.timeout.connect(self._furnish)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE)
        self._soon.timeout.connect(self._work_out)
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._work_on)
        self._connect()
        self._show_entries()

    # The page that is gone to first is painted first. The panel is furnished after that, and the other pages are made
    # when they are first gone to.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._next, self._next.start)

    @Slot()
    def _furnish(self) -> None:
        """What the officer sees next, after the first paint; meanwhile the rest of the store is read."""
        self.store.read_on()
        self.panel.show_indicator(*self._about)

    @cached_property
    def panel(self) -> IndicatorPanel:
        """What is known of the current figure."""
        from scorecard_desktop.ui.views.indicator_panel import IndicatorPanel

        panel = IndicatorPanel(self._theme, self.store, self._tasks)
        panel.closed.connect(lambda: self.set_panel_open(False))
        panel.refused.connect(self.refused)
        panel.wants_rating.connect(self.deciding.ask_rating)
        panel.wants_due.connect(self.deciding.ask_due)
        layout = QVBoxLayout(self._side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)
        return panel

    @cached_property
    def welcome(self) -> EmptyState:
        """What stands where the store is empty."""
        from scorecard_desktop.ui.views.notices import welcome

        made = welcome()
        made.offer("Import workbooks…", self.wants_import.emit, "primary")
        made.offer("Look at the sample council", self.wants_sample.emit)
        self._stack.addWidget(made)
        return made

    @cached_property
    def overview(self) -> OverviewPage:
        """What there is to do."""
        from scorecard_desktop.ui.views.overview_page import OverviewPage

        page = OverviewPage(self._theme, self.store)
        page.wants_page.connect(self._open_to_do)
        page.wants_ratings.connect(self.show_ratings)
        page.wants_pack.connect(lambda: self._open_page("pack"))
        page.wants_import.connect(self.wants_import)
        self._take_in("overview", page)
        return page

    @cached_property
    def exceptions(self) -> ExceptionsPage:
        """The exceptions."""
        from scorecard_desktop.ui.views.exceptions_page import ExceptionsPage

        page = ExceptionsPage(self._theme, self.store)
        self._take_in("exceptions", page)
        return page

    @cached_property
    def risks(self) -> RisksPage:
        """The risk register."""
        from scorecard_desktop.ui.views.risks_page import RisksPage

        page = RisksPage(self._theme, self.store)
        self._take_in("risks", page)
        return page

    @cached_property
    def budget(self) -> BudgetPage:
        """The budget tables."""
        from scorecard_desktop.ui.views.budget_page import BudgetPage

        page = BudgetPage(self._theme, self.store)
        self._take_in("budget", page)
        return page

    @cached_property
    def findings(self) -> FindingsPage:
        """The findings."""
        from scorecard_desktop.ui.views.findings_page import FindingsPage

        page = FindingsPage(self._theme, self.store)
        page.refused.connect(self.refused)
        page.wants_words.connect(self.deciding.ask_words)
        self._take_in("findings", page)
        return page

    @cached_property
    def returns(self) -> ReturnsPage:
        """The returns of the services."""
        from scorecard_desktop.ui.views.returns_page import ReturnsPage

        page = ReturnsPage(self._theme, self.store, self._tasks)
        page.refused.connect(self.refused)
        page.news.connect(self.news)
        self._take_in("returns", page)
        return page

    @cached_property
    def pack(self) -> PackPage:
        """The pack."""
        from scorecard_desktop.ui.views.pack_page import PackPage

        page = PackPage(self._theme, self.store, self._tasks)
        page.refused.connect(self.refused)
        page.exported.connect(self.news)
        self._take_in("pack", page)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings."""
        from scorecard_desktop.ui.views.settings_page import SettingsPage

        page = SettingsPage(self._theme, self.store)
        page.refused.connect(self.refused)
        page.news.connect(self.news)
        self._take_in("settings", page)
        return page

    def page_named(self, name: str) -> Page:
        """A page by its name, the scorecard's where there is none of that name."""
        if name in PAGE_NAMES:
            page: Page = getattr(self, name)
            return page
        return self.scorecard

    def _take_in(self, name: str, page: Page) -> None:
        self._pages[name] = page
        self._stack.addWidget(page)
        page.about_indicator.connect(self._about_indicator)
        page.wants_indicator.connect(self.open_indicator)
        if self._attention is not None:
            page.note_attention(self._attention)

    @property
    def place(self) -> Place:
        """Where the officer is, to come back to. Sizes of the window are the window's to add."""
        indicator, period = self.scorecard.place
        return Place(
            page=self.page_name,
            scorecard=self.scorecard.scorecard,
            indicator=indicator,
            period=period,
            find=self.scorecard.find_box.text(),
            panel_open=self._panel_wanted,
            splitter=self.splitter.saveState(),
        )

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        now = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is now), "")

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while there is nothing in the store."""
        return self._pages.get(self.page_name)

    @property
    def settled(self) -> bool:
        """Whether everything that is worked out behind the scenes has been shown."""
        at_rest = self._has_panel and self.store.book.is_whole and not self.scorecard.counting
        return at_rest and self._attention is not None and not (self._soon.isActive() or self._turns.isActive())

    def return_to(self, place: Place) -> None:
        """Come back to where the officer was."""
        if not place.splitter.isEmpty():
            self.splitter.restoreState(place.splitter)
        self._panel_wanted = place.panel_open
        self.scorecard.look_for(place.find)
        page = place.page if place.page in PAGE_NAMES else PAGE_NAMES[0]
        card = place.scorecard if place.scorecard in {c.id for c in self.store.book.scorecards()} else ""
        if card or page == "scorecard":
            self.scorecard.show_scorecard(card or self._first_card(), place.indicator, place.period)
        self.go_to(page, card)

    def go_to(self, page: str, scorecard: str = "") -> None:
        """Show a page; a scorecard by its id, or the one shown last."""
        if self.store.empty and page != "settings":
            self._stack.setCurrentWidget(self.welcome)
            self._show_panel()
            self.navigation.show_place("", "")
            self.moved.emit()
            return
        if page == "scorecard":
            card = scorecard or self.scorecard.scorecard or self._first_card()
            if card != self.scorecard.scorecard:
                self.scorecard.show_scorecard(card)
        if page == "settings":
            self.settings.offer_indicator(self._about[0])
        self._stack.setCurrentWidget(self.page_named(page))
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

    def show_ratings(self, scorecard: str, rag: Rag | None) -> None:
        """Go to a scorecard, all of it or only its indicators of one rating."""
        self.go_to("scorecard", scorecard)
        self.scorecard.show_only(() if rag is None else (rag,))
        self.scorecard.take_focus()

    def _open_to_do(self, line: ToDo) -> None:
        self._open_page(line.page)
        if isinstance(line.only, Severity):
            self.findings.show_only(line.only)
        elif isinstance(line.only, Period):
            self.returns.show_period(line.only)

    def _open_page(self, page: str) -> None:
        self.go_to(page)
        if self.page is not None:
            self.page.take_focus()

    def set_panel_open(self, shown: bool) -> None:
        """Show or hide the panel."""
        self._panel_wanted = shown
        self._show_panel()
        self.moved.emit()

    @property
    def panel_open(self) -> bool:
        """Whether the officer wants the panel; it is shown on the pages that speak of indicators."""
        return self._panel_wanted

    def _show_panel(self) -> None:
        self._side.setVisible(self._panel_wanted and self.page_name in _OF_INDICATORS)

    def cycle_focus(self, step: int) -> None:
        """Go to the next (1) or previous (-1) of list, page and panel."""
        page: QWidget = self.page or self.welcome
        parts: list[QWidget] = [self.navigation, page, *([self.panel] if self._side.isVisible() else [])]
        focus = QApplication.focusWidget()
        here = next((i for i, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), 0)
        to = parts[(here + step) % len(parts)]
        if isinstance(to, Page):
            to.take_focus()
        elif to is self.navigation:
            self.navigation.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            stops = (w for w in to.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus)
            next(stops, to).setFocus(Qt.FocusReason.TabFocusReason)

    def decide(self, what: str) -> None:
        """Ask an officer to decide something about the current indicator."""
        ask = {"due": self.deciding.ask_due, "rating": self.deciding.ask_rating}
        ask[what](*self._about)

    def leave(self) -> None:
        """Store what is being written; nothing more is done here."""
        self.flush()
        for timer in (self._soon, self._next, self._turns):
            timer.stop()

    def flush(self) -> None:
        """Store what is being written."""
        if self._has_panel:
            self.panel.flush()

    @property
    def _has_panel(self) -> bool:
        return "panel" in self.__dict__

    def _connect(self) -> None:
        self.navigation.wanted.connect(self.go_to)
        self.store.refused.connect(self.refused)
        self.deciding.refused.connect(self.refused)
        self.deciding.news.connect(self.news)
        self.store.changed.connect(self._note_change)
        self.store.whole.connect(self._note_whole)

    @Slot(str, str)
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
        if self.store.read_only:  # whoever writes may have changed what was read at first
            self._note_change(None)
        self.scorecard.count()
        self._soon.start()

    @Slot(object)
    def _note_change(self, change_set: ChangeSet | None) -> None:
        was_empty = self.page is None
        for page in self._pages.values():
            page.note_change(change_set)
        if self._has_panel:
            self.panel.note_change(change_set)
        self._show_entries()
        if was_empty != self.store.empty:
            if self.scorecard.scorecard not in {card.id for card in self.store.book.scorecards()}:
                self.scorecard.show_scorecard(self._first_card())
            self.go_to(PAGE_NAMES[0])
        self._turns.stop()
        self._soon.start()

    @Slot()
    def _work_out(self) -> None:
        """Work out what needs attention, in the turns that the window has to spare."""
        from scorecard_desktop.ui.models.attention import attention_in_parts

        self._parts = attention_in_parts(self.store.ledger)
        self._turns.start()

    @Slot()
    def _work_on(self) -> None:
        until = perf_counter() + _TURN
        for found in self._parts:
            if found is not None:
                self._worked_out(found)
                break
            if perf_counter() > until:
                return
        self._turns.stop()

    def _worked_out(self, found: Attention) -> None:
        self._attention = found
        self._show_entries()
        for page in self._pages.values():
            page.note_attention(found)


def with_window(place: Place, window: QWidget) -> Place:
    """A place with the window's own size and position."""
    return replace(place, geometry=window.saveGeometry())
