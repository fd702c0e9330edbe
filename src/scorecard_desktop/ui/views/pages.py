"""The pages of one store, each made when it is first gone to, and what stands where there is nothing yet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page
from scorecard_desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from scorecard_desktop.ui.models.attention import Attention
    from scorecard_desktop.ui.views.budget_page import BudgetPage
    from scorecard_desktop.ui.views.exceptions_page import ExceptionsPage
    from scorecard_desktop.ui.views.findings_page import FindingsPage
    from scorecard_desktop.ui.views.meetings_page import MeetingsPage
    from scorecard_desktop.ui.views.overview_page import OverviewPage
    from scorecard_desktop.ui.views.pack_page import PackPage
    from scorecard_desktop.ui.views.programmes_page import ProgrammesPage
    from scorecard_desktop.ui.views.recommendations_page import RecommendationsPage
    from scorecard_desktop.ui.views.register_page import RegisterPage
    from scorecard_desktop.ui.views.returns_page import ReturnsPage
    from scorecard_desktop.ui.views.risks_page import RisksPage
    from scorecard_desktop.ui.views.scorecard_page import ScorecardPage
    from scorecard_desktop.ui.views.settings_page import SettingsPage

PAGE_NAMES = (
    "overview",
    "scorecard",
    "exceptions",
    "risks",
    "budget",
    "recommendations",
    "programmes",
    "meetings",
    "findings",
    "returns",
    "pack",
    "settings",
)
"""In the order of the list at the left; the first is where a store opens that no one has been in."""
_LISTED_ON = {
    "risk": "risks",
    "recommendation": "recommendations",
    "programme": "programmes",
    "meeting": "meetings",
}


_R = TypeVar("_R", bound="RegisterPage")


class Pages(QStackedWidget):
    """What the pages ask for is told on; the workspace sees to it."""

    refused = Signal(str)
    news = Signal(str)
    about_indicator = Signal(str, str)
    wants_indicator = Signal(str, str)
    typing = Signal()
    wants_to_do = Signal(object)
    wants_ratings = Signal(str, object)
    wants_amount = Signal(str, str, str)
    """The table, line and column of an amount of the budget to go to."""
    wants_entry = Signal(object)
    """An entry of a register to go to."""
    wants_page = Signal(str)
    wants_words = Signal(str, str)
    wants_import = Signal()
    wants_sample = Signal()
    exported = Signal()
    """A pack has been written."""
    scorecard_made = Signal(object)
    """The page of one scorecard, before it shows anything."""

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks) -> None:
        super().__init__()
        self._theme = theme
        self._store = store
        self._tasks = tasks
        self._attention: Attention | None = None
        self._made: dict[str, Page] = {}
        self._scorecard: ScorecardPage | None = None

    @property
    def scorecard(self) -> ScorecardPage:
        """One scorecard."""
        if self._scorecard is None:
            from scorecard_desktop.ui.views.scorecard_page import ScorecardPage

            self._scorecard = ScorecardPage(self._theme, self._store)
            self._scorecard.news.connect(self.news)
            self._take_in("scorecard", self._scorecard)
            self.scorecard_made.emit(self._scorecard)
        return self._scorecard

    @property
    def has_scorecard(self) -> bool:
        """Whether the page of one scorecard has been made."""
        return self._scorecard is not None

    @cached_property
    def welcome(self) -> EmptyState:
        """What stands where the store is empty."""
        from scorecard_desktop.ui.views.notices import welcome

        made = welcome()
        made.offer("Import workbooks…", self.wants_import.emit, "primary")
        made.offer("Look at the sample council", self.wants_sample.emit)
        self.addWidget(made)
        return made

    @cached_property
    def overview(self) -> OverviewPage:
        """What there is to do."""
        from scorecard_desktop.ui.views.overview_page import OverviewPage

        page = OverviewPage(self._theme, self._store)
        page.wants_page.connect(self.wants_to_do)
        page.wants_ratings.connect(self.wants_ratings)
        page.wants_pack.connect(lambda: self.wants_page.emit("pack"))
        page.wants_import.connect(self.wants_import)
        self._take_in("overview", page)
        return page

    @cached_property
    def exceptions(self) -> ExceptionsPage:
        """The exceptions."""
        from scorecard_desktop.ui.views.exceptions_page import ExceptionsPage

        page = ExceptionsPage(self._theme, self._store)
        self._take_in("exceptions", page)
        return page

    @cached_property
    def risks(self) -> RisksPage:
        """The risk register."""
        from scorecard_desktop.ui.views.risks_page import RisksPage

        page = self._register("risks", RisksPage(self._theme, self._store))
        page.links.wants_page.connect(self.wants_page)
        return page

    @cached_property
    def budget(self) -> BudgetPage:
        """The budget tables."""
        from scorecard_desktop.ui.views.budget_page import BudgetPage

        page = BudgetPage(self._theme, self._store, self._tasks)
        page.refused.connect(self.refused)
        page.news.connect(self.news)
        self._take_in("budget", page)
        return page

    def register_of(self, entry: Record) -> tuple[str, RegisterPage]:
        """The name of the page on which an entry of a register is listed, and the page."""
        name = _LISTED_ON[entry.record_kind]
        page: RegisterPage = getattr(self, name)
        return name, page

    @cached_property
    def recommendations(self) -> RecommendationsPage:
        """The recommendations of inspections and audits."""
        from scorecard_desktop.ui.views.recommendations_page import RecommendationsPage

        return self._register("recommendations", RecommendationsPage(self._theme, self._store))

    @cached_property
    def programmes(self) -> ProgrammesPage:
        """The programmes and their highlight reports."""
        from scorecard_desktop.ui.views.programmes_page import ProgrammesPage

        return self._register("programmes", ProgrammesPage(self._theme, self._store))

    @cached_property
    def meetings(self) -> MeetingsPage:
        """The meetings and the forward plan."""
        from scorecard_desktop.ui.views.meetings_page import MeetingsPage

        return self._register("meetings", MeetingsPage(self._theme, self._store))

    @cached_property
    def findings(self) -> FindingsPage:
        """The findings."""
        from scorecard_desktop.ui.views.findings_page import FindingsPage

        page = FindingsPage(self._theme, self._store)
        page.refused.connect(self.refused)
        page.wants_words.connect(self.wants_words)
        page.wants_amount.connect(self.wants_amount)
        page.wants_entry.connect(self.wants_entry)
        self._take_in("findings", page)
        return page

    @cached_property
    def returns(self) -> ReturnsPage:
        """The returns of the services."""
        from scorecard_desktop.ui.views.returns_page import ReturnsPage

        page = ReturnsPage(self._theme, self._store, self._tasks)
        page.refused.connect(self.refused)
        page.news.connect(self.news)
        self._take_in("returns", page)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings."""
        from scorecard_desktop.ui.views.settings_page import SettingsPage

        page = SettingsPage(self._theme, self._store)
        page.refused.connect(self.refused)
        page.news.connect(self.news)
        self._take_in("settings", page)
        return page

    @cached_property
    def pack(self) -> PackPage:
        """The pack."""
        from scorecard_desktop.ui.views.pack_page import PackPage

        page = PackPage(self._theme, self._store, self._tasks)
        page.refused.connect(self.refused)
        page.news.connect(self.news)
        page.wants_page.connect(self.wants_to_do)
        page.exported.connect(self.exported)
        self._take_in("pack", page)
        return page

    def named(self, name: str) -> Page:
        """A page by its name, the scorecard's where there is none of that name."""
        if name in PAGE_NAMES:
            page: Page = getattr(self, name)
            return page
        return self.scorecard

    @property
    def name(self) -> str:
        """The name of the page that is shown; empty while there is nothing in the store."""
        now = self.currentWidget()
        return next((name for name, page in self._made.items() if page is now), "")

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while there is nothing in the store."""
        return self._made.get(self.name)

    def note_change(self, change_set: ChangeSet | None) -> None:
        """Something changed: every page that has been made shows it, now or when it is next seen."""
        for page in self._made.values():
            page.note_change(change_set)

    def flush(self) -> None:
        """Keep what is being typed."""
        for page in self._made.values():
            page.flush()

    def note_attention(self, found: Attention) -> None:
        """What needs attention has been worked out anew."""
        self._attention = found
        for page in self._made.values():
            page.note_attention(found)

    def _register(self, name: str, page: _R) -> _R:
        page.entering.refused.connect(self.refused)
        page.entering.news.connect(self.news)
        self._take_in(name, page)
        return page

    def _take_in(self, name: str, page: Page) -> None:
        self._made[name] = page
        self.addWidget(page)
        page.about_indicator.connect(self.about_indicator)
        page.wants_indicator.connect(self.wants_indicator)
        page.typing.connect(self.typing)
        if self._attention is not None:
            page.note_attention(self._attention)
