"""The recommendations of inspections and audits: where each stands, and what changed from review to review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS, EntryField, EntryKind
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.domain.pictures.registers import tracker_picture
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.tracker import (
    RecommendationChange,
    changes_between,
    is_overdue,
    recommendations,
    review_dates,
    status_words,
)
from scorecard_desktop.services import recommendations as tracking
from scorecard_desktop.services.recording import remove_record
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.risk_columns import day
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted
from scorecard_desktop.ui.views.picture_box import PictureBox
from scorecard_desktop.ui.views.record_history import RecordHistory
from scorecard_desktop.ui.views.register_page import Reading, RegisterPage
from scorecard_desktop.ui.views.two_reviews import TwoReviews
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

Line = tuple[Recommendation, RecommendationReview | None]

_DAY = EntryField("reviewed", "Reviewed on", EntryKind.DATE, required=True)


class RecommendationsPage(RegisterPage):
    """The tracker above, by who made them; beneath it the one that is current."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Recommendations", parent)
        self.listing = Listing[Line](
            [
                Field("No.", lambda line: line[0].ref, width=8, quiet=True),
                Field("Recommendation", lambda line: line[0].text, wrap=True, share=3),
                Field("Status", _of(status_words), width=16, chip=_status, wrap=True),
                Field("Owner", _of(lambda review: review.owner), width=18, quiet=True, wrap=True),
                Field("Due", _due, width=20, strong=_late, wrap=True),
                Field("Planned actions", _of(lambda review: review.planned_actions), wrap=True, share=2, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Recommendations")
        self.table.chosen.connect(self._show_one)
        self.table.opened.connect(self.change_review)
        self.detail = Reading("The recommendation that is current")
        self.progress = PictureBox(theme)
        self.history = RecordHistory(theme, store, "History of the recommendation")
        self.changes = TwoReviews[RecommendationChange](
            theme,
            [
                Field("No.", lambda change: change.recommendation.ref, width=8, quiet=True),
                Field("What", lambda change: change.aspect.capitalize(), width=18),
                Field("Before", lambda change: change.before, wrap=True, quiet=True),
                Field("After", lambda change: change.after, wrap=True),
            ],
            review_dates,
            changes_between,
        )
        self.new = self.tool("&New recommendation…", self.ask_new)
        self.review = self.tool("New re&view…", self.ask_review)
        self.change = self.tool("&Change…", lambda: self.change_review(self._current()))
        self.wording = self.tool("&Wording…", self._change_wording)
        self.take_out = self.tool("Remo&ve", self._remove)
        nothing = EmptyState(
            "No recommendations yet",
            "Import the tracker’s workbook: recommendations, status, evidence and planned actions are read from it. Or "
            "enter the first here.",
        )
        nothing.offer("New recommendation…", self.ask_new, "primary")
        self.furnish(
            self.table,
            [
                (self.detail, "Recommendation"),
                (self.changes, "Changes"),
                (self.progress, "Chart"),
                (self.history, "History"),
            ],
            nothing,
        )

    def entry_of(self, line: Line) -> object:
        return line[0]

    def show_book(self) -> None:
        book = self.store.book
        held = self._current()
        row = max(0, self.table.currentIndex().row())
        lines = recommendations(book)
        self.listing.show(lines, lambda line: line[0].body)
        self.show_filled(filled=bool(lines))
        again = next((line for line in lines if held is not None and line[0].id == held[0].id), None)
        self.table.choose(self.listing.row_of(again) if again is not None else min(row, self.listing.rowCount() - 1))
        reviews = [review for _, review in lines if review is not None]
        open_ones = sum(1 for review in reviews if review.status.is_open)
        late = sum(1 for review in reviews if is_overdue(review, date.today()))
        said = [counted(len(lines), "recommendation"), f"{open_ones} still to be met"]
        if late:
            said.append(f"▲ {late} overdue")
        self.summary.setText(" · ".join(said) if lines else "")
        self.changes.show_book(book)
        self._show_one(self._current())

    @Slot()
    def ask_new(self) -> None:
        """Ask for a recommendation and where it stands."""
        current = self._current()
        first = {"body": current[0].body if current is not None else "", "reviewed": snapshot(date.today()).label}
        self.entering.ask(
            "New recommendation",
            (*ENTRY_FIELDS[Recommendation], *ENTRY_FIELDS[RecommendationReview]),
            first,
            lambda typed: tracking.new_recommendation(self.store.book, typed, date.today()),
        )

    @Slot()
    def ask_review(self) -> None:
        """Ask of which day a review of all that the body recommended is."""
        current = self._current()
        if current is None:
            return
        body = current[0].body

        def make(typed: Mapping[str, str]) -> ChangeSet:
            when = date.fromisoformat(str(_DAY.read(typed["reviewed"])))
            return tracking.begin_review(self.store.book, body, when)

        self.entering.ask(f"New review of {body}", (_DAY,), {"reviewed": snapshot(date.today()).label}, make)

    @Slot(object)
    def change_review(self, line: Line | None) -> None:
        """Open the newest review to be changed."""
        if line is not None and line[1] is not None:
            self.entering.ask_change(line[1], f"Change recommendation {line[0].ref}".strip())

    def _change_wording(self) -> None:
        current = self._current()
        if current is not None:
            self.entering.ask_change(current[0])

    def _remove(self) -> None:
        current = self._current()
        if current is not None:
            self.entering.do(lambda: remove_record(self.store.book, current[0]))

    def _current(self) -> Line | None:
        return self.listing.at(self.table.currentIndex().row())

    @Slot(object)
    def _show_one(self, line: Line | None) -> None:
        for button in (self.review, self.change, self.wording, self.take_out):
            button.setEnabled(line is not None)
        if line is None:
            self.detail.say("")
            self.history.show_records([])
            self.progress.show_picture(Picture("", "", ""))
            return
        one, review = line
        self.progress.show_picture(tracker_picture(self.store.book, one.body))
        self.history.show_records([one, *self.store.book.of(RecommendationReview, one.id)])
        title = f"{one.ref}  {one.text}".strip()
        if review is None:
            self.detail.say(title, [one.body, "not reviewed yet"])
            return
        self.detail.say(
            title,
            [
                one.body,
                status_words(review),
                f"owner {review.owner}" if review.owner else "",
                f"due {_due(line)}" if review.due is not None else "",
                f"reviewed {day(review.reviewed)}",
            ],
            [
                ("Evidence", review.evidence),
                ("Monitored through", review.monitored_through),
                ("Supported by", review.supported_by),
                ("Planned actions", review.planned_actions),
                ("Source", review.source.place if review.source is not None else ""),
            ],
        )


def _of(read: Callable[[RecommendationReview], str]) -> Callable[[Line], str]:
    return lambda line: read(line[1]) if line[1] is not None else ""


def _status(line: Line) -> Rag | None:
    return line[1].status.rag if line[1] is not None else None


def _late(line: Line) -> bool:
    return line[1] is not None and is_overdue(line[1], date.today())


def _due(line: Line) -> str:
    if line[1] is None or line[1].due is None:
        return ""
    return f"{day(line[1].due)}, overdue" if _late(line) else day(line[1].due)
