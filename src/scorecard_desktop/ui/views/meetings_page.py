"""Meetings of committees: the forward plan, what is on each agenda, actions arising, and which pack went to which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scorecard_desktop.domain import forward_plan
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS, one_of
from scorecard_desktop.domain.following import Following
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.pictures.meetings import agendas_picture, asked_picture
from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.services import meetings
from scorecard_desktop.services.recording import remove_record
from scorecard_desktop.ui.models.history import local_moment
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.risk_columns import day, followed
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.picture_box import PictureBox
from scorecard_desktop.ui.views.record_history import RecordHistory
from scorecard_desktop.ui.views.record_list import RecordList
from scorecard_desktop.ui.views.register_page import RegisterPage
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

Asked = tuple[Meeting, MeetingAction]


_NO_PACK = "No pack has been published for this meeting. On the Pack page, export one and mark it as published."
_NOTHING_ASKED = "Everything that the meetings asked for is done."


class MeetingsPage(RegisterPage):
    """The meetings above, those to come under a heading of their own; beneath them the one that is current."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Meetings", parent)
        self.listing = Listing[Meeting](
            [
                Field("Date", lambda one: day(one.held), width=14, strong=lambda one: one.held >= date.today()),
                Field("Committee", lambda one: one.committee, wrap=True),
                Field(
                    "Where and when", lambda one: ", ".join(filter(None, (one.time, one.place))), wrap=True, quiet=True
                ),
                Field("Items", lambda one: str(len(forward_plan.items_of(store.book, one)) or ""), width=8, right=True),
                Field("Actions open", self._actions_open, width=14, right=True),
                Field(
                    "Packs", lambda one: str(len(forward_plan.packs_for(store.book, one)) or ""), width=8, right=True
                ),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Meetings")
        self.table.chosen.connect(self._show_one)
        self.table.opened.connect(self._change)
        self.agenda = RecordList[AgendaItem](
            theme,
            self.entering,
            "item",
            [
                Field("No.", lambda one: one.number, width=6, quiet=True),
                Field("Item", lambda one: one.title, wrap=True, share=2),
                Field("Lead officer", lambda one: one.lead_officer, width=20, quiet=True, wrap=True),
                Field("Requested action", lambda one: one.requested_action, wrap=True),
                Field("Exempt", lambda one: one.exempt, width=18, wrap=True, strong=lambda one: bool(one.exempt)),
            ],
            AgendaItem,
            lambda typed: meetings.new_item(store.book, self._meeting(), typed),
            empty="What the committee is to consider.",
        )
        self.arising = RecordList[MeetingAction](
            theme,
            self.entering,
            "action",
            [
                Field("Action", lambda one: one.text, wrap=True, share=2),
                Field("Owner", lambda one: one.owner, width=18, quiet=True, wrap=True),
                Field("Due", lambda one: day(one.due), width=14),
                Field("State", _followed, width=18, chip=_colour),
                Field("What came of it", lambda one: one.follow_up, wrap=True),
            ],
            MeetingAction,
            lambda typed: meetings.new_action(store.book, self._meeting(), typed),
            empty="What the meeting asked for.",
        )
        self.packs = Listing[Publication](
            [
                Field("Published", lambda one: local_moment(one.published), width=22),
                Field("Pack", lambda one: one.title, wrap=True),
                Field("File", lambda one: one.file, wrap=True, quiet=True),
                Field("Pages", lambda one: str(one.pages), width=8, right=True),
                Field("By", lambda one: one.who, width=16, quiet=True),
            ],
            self,
        )
        self.packs_said, self.asked_said = label("", "meta"), label("", "meta")
        self.asked = Listing[Asked](
            [
                Field("Meeting", lambda one: day(one[0].held), width=14),
                Field("Committee", lambda one: one[0].committee, width=26, quiet=True, wrap=True),
                Field("Action", lambda one: one[1].text, wrap=True, share=2),
                Field("Owner", lambda one: one[1].owner, width=18, quiet=True, wrap=True),
                Field("Due", lambda one: day(one[1].due), width=14),
                Field("State", lambda one: _followed(one[1]), width=14, chip=lambda one: _colour(one[1])),
            ],
            self,
        )
        self.asked_table = ListTable(theme, self.asked, "Actions that are open")
        self.asked_table.opened.connect(lambda one: self.entering.ask_change(one[1]))
        self.full, self.asked_chart = PictureBox(theme), PictureBox(theme)
        self.history = RecordHistory(theme, store, "History of the meeting")
        self.new = self.tool("&New meeting…", self.ask_new)
        self.change = self.tool("&Change…", lambda: self._change(self._current()))
        self.postpone = self.tool("&Postpone item…", self.ask_postpone)
        self.take_out = self.tool("Remo&ve", self._remove)
        self.agenda.changed_choice.connect(self._can_postpone)
        nothing = EmptyState(
            "No meetings yet",
            "Enter the committee’s dates and the items for each: they make the forward plan, and what each meeting "
            "asked for is followed up here.",
        )
        nothing.offer("New meeting…", self.ask_new, "primary")
        self.furnish(
            self.table,
            [
                (self.agenda, "Agenda"),
                (self.arising, "Actions arising"),
                (_under(self.packs_said, ListTable(theme, self.packs, "Packs that went to the meeting")), "Packs"),
                (_under(self.asked_said, self.asked_table), "Open actions"),
                (self.full, "The year"),
                (self.asked_chart, "Follow-up"),
                (self.history, "History"),
            ],
            nothing,
        )

    def show_book(self) -> None:
        book = self.store.book
        held = self._current()
        lines = forward_plan.meetings(book)
        today = date.today()
        self.listing.show(lines, lambda one: "To come" if one.held >= today else "Held")
        self.show_filled(filled=bool(lines))
        same = next((one for one in lines if held is not None and one.id == held.id), None)
        upcoming = next((one for one in lines if one.held >= today), lines[-1] if lines else None)
        chosen = same or upcoming
        self.table.choose(self.listing.row_of(chosen) if chosen is not None else -1)
        asked = forward_plan.open_actions(book)
        self.asked.show(asked)
        self.asked_said.setText("" if asked else _NOTHING_ASKED)
        late = sum(1 for _, action in asked if action.state(today) is Following.OVERDUE)
        said = [counted(len(lines), "meeting"), f"{sum(1 for one in lines if one.held >= today)} to come"]
        said.append(counted(len(asked), "action is open", "actions are open"))
        if late:
            said.append(f"▲ {late} overdue")
        self.summary.setText(" · ".join(said) if lines else "")
        self._show_one(self._current())

    @Slot()
    def ask_new(self) -> None:
        """Ask for a meeting."""
        current = self._current()
        first = {"committee": current.committee, "time": current.time, "place": current.place} if current else {}
        self.entering.ask(
            "New meeting",
            ENTRY_FIELDS[Meeting],
            first,
            lambda typed: meetings.new_meeting(self.store.book, typed, date.today()),
        )

    @Slot()
    def ask_postpone(self) -> None:
        """Ask to which other meeting the item that is current moves."""
        item, meeting, book = self.agenda.current, self._current(), self.store.book
        if item is None or meeting is None:
            return
        others = {
            f"{one.committee}, {day(one.held)}": one for one in forward_plan.meetings(book) if one.id != meeting.id
        }
        field = one_of("to", "To the meeting of", {words: words for words in others})

        def make(typed: Mapping[str, str]) -> ChangeSet:
            return meetings.postpone(self.store.book, item, others[str(field.read(typed["to"]))])

        later = next((words for words, one in others.items() if one.held > meeting.held), "")
        self.entering.ask("Postpone an item", (field,), {"to": later}, make)

    @Slot(object)
    def _change(self, one: Meeting | None) -> None:
        if one is not None:
            self.entering.ask_change(one)

    def _remove(self) -> None:
        current = self._current()
        if current is not None:
            self.entering.do(lambda: remove_record(self.store.book, current))

    def _current(self) -> Meeting | None:
        return self.listing.at(self.table.currentIndex().row())

    def _meeting(self) -> Meeting:
        current = self._current()
        assert current is not None  # the lists take nothing while there is no meeting
        return current

    def _actions_open(self, one: Meeting) -> str:
        count = sum(1 for action in forward_plan.actions_of(self.store.book, one) if action.completed is None)
        return str(count or "")

    @Slot(object)
    def _show_one(self, one: Meeting | None) -> None:
        book = self.store.book
        for button in (self.change, self.take_out):
            button.setEnabled(one is not None)
        self.agenda.show_records(forward_plan.items_of(book, one) if one else [], open_for_more=one is not None)
        self.arising.show_records(forward_plan.actions_of(book, one) if one else [], open_for_more=one is not None)
        packs = forward_plan.packs_for(book, one) if one else []
        self.packs.show(packs)
        self.packs_said.setText("" if packs else _NO_PACK)
        blank, today = Picture("", "", ""), date.today()
        self.full.show_picture(agendas_picture(book, one, today) if one else blank)
        self.asked_chart.show_picture(asked_picture(book, one, today) if one else blank)
        kept: list[Record] = []
        if one is not None:
            kept += [one, *forward_plan.items_of(book, one), *forward_plan.actions_of(book, one)]
        self.history.show_records(kept)

    @Slot(object)
    def _can_postpone(self, item: AgendaItem | None) -> None:
        self.postpone.setEnabled(item is not None and len(self.store.book.all(Meeting)) > 1)


def _followed(action: MeetingAction) -> str:
    return followed(action, date.today())


def _colour(action: MeetingAction) -> Rag | None:
    return action.state(date.today()).rag


def _under(said: QWidget, table: QWidget) -> QWidget:
    """A list, with what is said over it where it is empty."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_2)
    column.addWidget(said)
    column.addWidget(table, 1)
    return both
