"""Programmes with their highlight reports: status, milestones, and the indicators that measure their outcomes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain import highlight_reports
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS
from scorecard_desktop.domain.highlight_reports import Standing
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.domain.pictures.registers import milestones_picture
from scorecard_desktop.domain.programme import Highlight, Milestone, MilestoneState, Programme
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.services import programmes
from scorecard_desktop.services.recording import remove_record, typed_of
from scorecard_desktop.ui.models.indicator_now import now_words
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.risk_columns import day
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted
from scorecard_desktop.ui.views.picture_box import PictureBox
from scorecard_desktop.ui.views.record_history import RecordHistory
from scorecard_desktop.ui.views.record_list import RecordList
from scorecard_desktop.ui.views.register_page import Reading, RegisterPage
from scorecard_desktop.ui.views.ticking import Ticking
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

_TREND = {Merit.BETTER: "↑ better", Merit.SAME: "→ the same", Merit.WORSE: "↓ worse", Merit.NONE: ""}


class ProgrammesPage(RegisterPage):
    """The programmes above; beneath them the newest report, the milestones and measures of the one that is current."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Programmes", parent)
        self.listing = Listing[Standing](
            [
                Field("Programme", lambda one: one.programme.name, wrap=True, strong=lambda _: True),
                Field("Status", _status_words, width=14, chip=lambda one: one.report.status if one.report else None),
                Field("Since the last", lambda one: _TREND[one.report.trend] if one.report else "", width=14),
                Field("Reported", lambda one: day(one.report.reported) if one.report else "Not yet", width=14),
                Field("Milestones", _milestones_said, width=28, wrap=True),
                Field("Manager", lambda one: one.programme.manager, width=20, quiet=True, wrap=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Programmes")
        self.table.chosen.connect(self._show_one)
        self.table.opened.connect(self._change_report)
        self.report = Reading("The newest report")
        self.milestones = RecordList[Milestone](
            theme,
            self.entering,
            "milestone",
            [
                Field("Milestone", lambda one: one.text, wrap=True, share=2),
                Field("Planned", lambda one: day(one.planned), width=14),
                Field("Now expected", lambda one: day(one.completed or one.forecast or one.planned), width=14),
                Field("State", _state_words, width=14, chip=lambda one: one.state(date.today()).rag),
                Field("Progress", lambda one: one.progress, wrap=True),
            ],
            Milestone,
            lambda typed: programmes.new_milestone(store.book, self._programme(), typed),
            empty="What the programme is to reach, and when.",
        )
        self.reports = RecordList[Highlight](
            theme,
            self.entering,
            "report",
            [
                Field("Reported", lambda one: day(one.reported), width=14),
                Field("Status", lambda one: one.status.word, width=14, chip=lambda one: one.status),
                Field("Since the last", lambda one: _TREND[one.trend], width=14),
                Field("Achievements", lambda one: dict(one.parts)["Achievements in this period"], wrap=True),
            ],
            Highlight,
            lambda typed: programmes.new_report(store.book, self._programme(), typed, date.today()),
            ordered=False,
            empty="A report for each period; a part that is empty is a nil return.",
        )
        self.measures = Listing[Indicator](
            [
                Field("Scorecard", self._card_name, width=24, quiet=True, wrap=True),
                Field("Indicator", lambda one: one.title, wrap=True, share=2),
                Field("Now", self._now, width=26, wrap=True, chip=self._rag),
            ],
            self,
        )
        self.measures_table = ListTable(theme, self.measures, "Outcome measures")
        self.measures_table.opened.connect(self._go_to)
        self.slip = PictureBox(theme)
        self.history = RecordHistory(theme, store, "History of the programme")
        self.new = self.tool("&New programme…", self.ask_new)
        self.new_report = self.tool("New &report…", self.reports.ask_new)
        self.change = self.tool("&Change…", lambda: self._change_report(self._current()))
        self.entry = self.tool("&Programme…", self._change_programme)
        self.measured_by = self.tool("&Measures…", self.ask_measures)
        self.take_out = self.tool("Remo&ve", self._remove)
        nothing = EmptyState(
            "No programmes yet",
            "A programme has a highlight report for each period: status, achievements, slippage, milestones, risks and "
            "decisions required, with its outcome measures drawn from the scorecards.",
        )
        nothing.offer("New programme…", self.ask_new, "primary")
        self.furnish(
            self.table,
            [
                (self.report, "Report"),
                (self.milestones, "Milestones"),
                (self.measures_table, "Outcome measures"),
                (self.reports, "All reports"),
                (self.slip, "Chart"),
                (self.history, "History"),
            ],
            nothing,
        )

    def entry_of(self, line: Standing) -> object:
        return line.programme

    def show_book(self) -> None:
        held = self._current()
        row = max(0, self.table.currentIndex().row())
        lines = highlight_reports.programmes(self.store.book)
        self.listing.show(lines)
        self.show_filled(filled=bool(lines))
        ids = [one.programme.id for one in lines]
        again = ids.index(held.programme.id) if held is not None and held.programme.id in ids else row
        self.table.choose(min(again, len(lines) - 1))
        overdue = sum(1 for one in lines for m in one.milestones if m.state(date.today()) is MilestoneState.OVERDUE)
        said = [counted(len(lines), "programme")]
        if overdue:
            said.append(f"▲ {counted(overdue, 'milestone is', 'milestones are')} overdue")
        self.summary.setText(" · ".join(said) if lines else "")
        self._show_one(self._current())

    @Slot()
    def ask_new(self) -> None:
        """Ask for a programme."""
        self.entering.ask(
            "New programme",
            ENTRY_FIELDS[Programme],
            {},
            lambda typed: programmes.new_programme(self.store.book, typed),
        )

    @Slot()
    def ask_measures(self) -> Ticking | None:
        """Ask which indicators measure the outcomes of the programme."""
        current, book = self._current(), self.store.book
        if current is None:
            return None
        offers = [(i.id, f"{card.name}: {i.title}") for card in book.scorecards() for i in book.indicators(card.id)]
        ticked = {indicator.id for indicator in highlight_reports.measures_of(book, current.programme)}
        asking = Ticking(
            f"Outcome measures of {current.programme.name}",
            offers,
            ticked,
            lambda keys: self.entering.do(lambda: programmes.measure_by(self.store.book, current.programme, keys)),
            self,
        )
        asking.finished.connect(asking.deleteLater)
        asking.open()
        return asking

    @Slot(object)
    def _change_report(self, one: Standing | None) -> None:
        if one is None:
            return
        if one.report is None:
            self.reports.ask_new()
        else:
            self.entering.ask_change(one.report, f"Report of {one.programme.name}")

    def _change_programme(self) -> None:
        current = self._current()
        if current is not None:
            self.entering.ask_change(current.programme)

    def _remove(self) -> None:
        current = self._current()
        if current is not None:
            self.entering.do(lambda: remove_record(self.store.book, current.programme))

    def _current(self) -> Standing | None:
        return self.listing.at(self.table.currentIndex().row())

    def _programme(self) -> Programme:
        current = self._current()
        assert current is not None  # the lists take nothing while there is no programme
        return current.programme

    @Slot(object)
    def _show_one(self, one: Standing | None) -> None:
        buttons = (self.new_report, self.change, self.entry, self.measured_by, self.take_out)
        for button in buttons:
            button.setEnabled(one is not None)
        book = self.store.book
        if one is None:
            self.report.say("")
            self.milestones.show_records([], open_for_more=False)
            self.reports.show_records([], open_for_more=False)
            self.measures.show([])
            self.history.show_records([])
            self.slip.show_picture(Picture("", "", ""))
            return
        programme, report = one.programme, one.report
        self.milestones.show_records(one.milestones)
        reports = highlight_reports.reports_of(book, programme)
        blank = programmes.first_of_report(book, programme, date.today())
        self.reports.show_records(reports, first=typed_of(book, blank))
        self.measures.show(highlight_reports.measures_of(book, programme))
        self.slip.show_picture(milestones_picture(book, programme))
        self.history.show_records([programme, *reports, *one.milestones])
        people = [
            f"sponsor {programme.sponsor}" if programme.sponsor else "",
            f"manager {programme.manager}" if programme.manager else "",
            f"closed {day(programme.closed)}" if programme.closed is not None else "",
        ]
        if report is None:
            self.report.say(programme.name, ["not reported yet", *people], [("", programme.purpose)])
            return
        facts = [f"{report.status.word.lower()}", _TREND[report.trend], f"reported {day(report.reported)}", *people]
        self.report.say(programme.name, facts, [("", programme.purpose), *report.parts])

    def _card_name(self, indicator: Indicator) -> str:
        return next((card.name for card in self.store.book.scorecards() if card.id == indicator.scorecard), "")

    def _now(self, indicator: Indicator) -> str:
        return now_words(self.store.ledger.current_row(indicator))

    def _rag(self, indicator: Indicator) -> Rag | None:
        row = self.store.ledger.current_row(indicator)
        return row.rating.rag if row is not None else None

    @Slot(object)
    def _go_to(self, indicator: Indicator) -> None:
        row = self.store.ledger.current_row(indicator)
        self.wants_indicator.emit(indicator.id, row.period.code if row is not None else "")


def _status_words(one: Standing) -> str:
    return one.report.status.word if one.report is not None else "No report"


def _state_words(one: Milestone) -> str:
    return one.state(date.today()).value.capitalize()


def _milestones_said(one: Standing) -> str:
    """``3 of 5 done, 1 overdue``."""
    if not one.milestones:
        return ""
    states = [milestone.state(date.today()) for milestone in one.milestones]
    done = sum(1 for state in states if state in (MilestoneState.DONE, MilestoneState.DONE_LATE))
    said = [f"{done} of {len(states)} done"]
    for state in (MilestoneState.OVERDUE, MilestoneState.SLIPPED):
        count = states.count(state)
        if count:
            said.append(f"{count} {state.value}")
    return ", ".join(said)
