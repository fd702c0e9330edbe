"""What an officer may type of the records of the registers: which fields, under which words, and what each takes.

A form is made from these, and what was typed is read by them, so that a risk, a milestone and an agenda item are
entered in one way. A field is named by its column (``codec``): ``current_likelihood`` is the likelihood of the
current score.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from scorecard_desktop.domain.budget import BudgetLine
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import Scalar
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskNote, RiskReview, RiskTask


class EntryKind(Enum):
    """What a field takes."""

    LINE = "a line of text"
    WORDS = "text of several lines"
    DATE = "a date"
    WHOLE = "a whole number"
    CHOICE = "one of a few"


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field. ``choices`` are what the column may hold, each with the word shown for it."""

    column: str
    label: str
    kind: EntryKind = EntryKind.LINE
    required: bool = False
    choices: tuple[tuple[Scalar, str], ...] = ()
    help: str = ""

    def read(self, text: str) -> Scalar:
        """What the column keeps for a text that was typed or chosen. Raises Refusal, naming the field."""
        plain = text.strip() if self.kind is EntryKind.WORDS else " ".join(text.split())
        if self.kind is EntryKind.CHOICE:
            for kept, word in self.choices:
                if plain.casefold() in (word.casefold(), "" if kept is None else str(kept).casefold()):
                    return kept
            words = ", ".join(word for _, word in self.choices if word)
            raise Refusal(f"{self.label}: “{plain}” is not one of {words}.")
        if not plain:
            if self.required:
                raise Refusal(f"{self.label}: this must be filled in.")
            return "" if self.kind in (EntryKind.LINE, EntryKind.WORDS) else None
        if self.kind is EntryKind.DATE:
            return self._date(plain)
        if self.kind is EntryKind.WHOLE:
            if not plain.isdecimal():
                raise Refusal(f"{self.label}: “{plain}” is not a whole number.")
            return int(plain)
        return "\n".join(line.rstrip() for line in plain.splitlines())

    def shown(self, kept: Scalar) -> str:
        """What stands in the form for what the column keeps."""
        if self.kind is EntryKind.CHOICE:
            return next((word for value, word in self.choices if value == kept), "" if kept is None else str(kept))
        if kept is None:
            return ""
        return snapshot(date.fromisoformat(str(kept))).label if self.kind is EntryKind.DATE else str(kept)

    def _date(self, text: str) -> str:
        found = read_label(text)
        if found is None or found.rest:
            raise Refusal(f"{self.label}: “{text}” is not a date. Type one such as 31 March 2019, or 31/03/2019.")
        return found.period.end.isoformat()


def one_of(column: str, label: str, choices: Mapping[Scalar, str], text: str = "") -> EntryField:
    """A field that takes one of a few."""
    return EntryField(column, label, EntryKind.CHOICE, choices=tuple(choices.items()), help=text)


def _line(column: str, label: str, text: str = "", *, required: bool = False) -> EntryField:
    return EntryField(column, label, EntryKind.LINE, required, help=text)


def _words(column: str, label: str, text: str = "", *, required: bool = False) -> EntryField:
    return EntryField(column, label, EntryKind.WORDS, required, help=text)


def _day(column: str, label: str, text: str = "", *, required: bool = False) -> EntryField:
    return EntryField(column, label, EntryKind.DATE, required, help=text)


_RAGS: Mapping[Scalar, str] = {rag.value: rag.word for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)}
_PROSPECTS: Mapping[Scalar, str] = {Rag.NONE.value: "Not stated", **_RAGS}
_TRENDS: Mapping[Scalar, str] = {
    Merit.NONE.value: "Not stated",
    Merit.BETTER.value: "Better",
    Merit.SAME.value: "The same",
    Merit.WORSE.value: "Worse",
}


def steps(size: int) -> Mapping[Scalar, str]:
    """The steps of a matrix as choices, with one for what is not known."""
    return {None: "Not known", **{step: str(step) for step in range(1, size + 1)}}


def _scores(size: int) -> tuple[EntryField, ...]:
    return tuple(
        one_of(f"{which}_{part}", f"{which.capitalize()} {part}", steps(size))
        for which in ("original", "current", "target")
        for part in ("likelihood", "impact")
    )


def review_fields(size: int) -> tuple[EntryField, ...]:
    """What is entered of a risk at a review, on a matrix of so many steps."""
    return (
        _day("reviewed", "Reviewed on", "The date of the review that this is an entry of.", required=True),
        _line("title", "Title", required=True),
        _words("description", "Description", "What could happen, why, and what would follow."),
        _line("owner", "Owner"),
        *_scores(size),
        _day("target_date", "Target date", "By when the target score is to be met."),
        one_of("prospects", "Prospects", _PROSPECTS, "Of meeting the target score by the target date."),
        _words("mitigation", "Mitigation", "What is done about it as a whole. Single tasks have a list."),
        _words("progress", "Progress"),
        _words("reason", "Why it changed", "What moved since the last review, and why; reported with the changes."),
    )


_FIVE = 5

ENTRY_FIELDS: Mapping[type[Record], tuple[EntryField, ...]] = {
    Risk: (
        _line("number", "Number", required=True),
        _line("register", "Register", "Which register it is on.", required=True),
        _day("entered", "Entered on", "The date on which it came on the register."),
        _day("closed", "Closed on", "The date on which it left the register; empty while it is on it."),
        _words("closed_reason", "Why it was closed"),
    ),
    RiskReview: review_fields(_FIVE),
    RiskTask: (
        _words("text", "Task", required=True),
        _line("owner", "Owner"),
        _day("due", "Due"),
        _words("progress", "Progress"),
        _day("completed", "Completed on"),
    ),
    RiskNote: (_day("dated", "Date", required=True), _words("text", "Note", required=True)),
    Recommendation: (
        _line("body", "Made by", "Who made it, and where: an inspection, an audit.", required=True),
        _line("ref", "Number"),
        _words("text", "Recommendation", required=True),
    ),
    RecommendationReview: (
        _day("reviewed", "Reviewed on", required=True),
        one_of("status", "Status", {s.value: s.value.capitalize() for s in RecommendationStatus}),
        _words("evidence", "Evidence"),
        _words("monitored_through", "Monitored through"),
        _words("supported_by", "Supported by"),
        _words("planned_actions", "Planned actions"),
        _line("owner", "Owner"),
        _day("due", "Due"),
    ),
    Programme: (
        _line("name", "Name", required=True),
        _line("sponsor", "Sponsor"),
        _line("manager", "Manager"),
        _words("purpose", "What it is for"),
        _day("closed", "Closed on", "The date after which it is no longer reported."),
    ),
    Highlight: (
        _day("reported", "Reported on", required=True),
        one_of("status", "Overall status", _PROSPECTS),
        one_of("trend", "Since the last report", _TRENDS),
        _words("achievements", "Achievements in this period", "Empty: nil return."),
        _words("slippage", "Slippage, and what is done about it", "Empty: nil return."),
        _words("next_actions", "Actions in the next period", "Empty: nil return."),
        _words("risks", "Current risks", "Empty: nil return."),
        _words("variances", "Variances of cost and benefit", "Empty: nil return."),
        _words("decisions", "Decisions required", "Empty: nil return."),
    ),
    Milestone: (
        _words("text", "Milestone", required=True),
        _day("planned", "Planned for"),
        _day("forecast", "Now expected", "Where it is not the planned date."),
        _day("completed", "Completed on"),
        _words("progress", "Progress"),
    ),
    Meeting: (
        _line("committee", "Committee", required=True),
        _day("held", "Date", required=True),
        _line("time", "Time"),
        _line("place", "Place"),
        _words("note", "Note"),
    ),
    AgendaItem: (
        _line("number", "Item number"),
        _line("title", "Item", required=True),
        _line("lead_officer", "Lead officer"),
        _words("requested_action", "Requested action", "What the committee is asked to do."),
        _words("implications", "Implications for other committees"),
        _words("exempt", "Why it is not for the public", "Empty where it is."),
    ),
    MeetingAction: (
        _words("text", "Action", required=True),
        _line("owner", "Owner"),
        _day("due", "Due"),
        _words("follow_up", "What came of it"),
        _day("completed", "Completed on"),
    ),
    BudgetLine: (
        _line("number", "Number"),
        _line("description", "Line", required=True),
        _words("reason", "Reason for the variance"),
        _words("action", "Management action"),
        one_of("rag", "Rating", _PROSPECTS, "Of a saving: how sure it is to be made, as those who answer for it say."),
    ),
}
"""The fields of each kind of record, in the order of its form."""
