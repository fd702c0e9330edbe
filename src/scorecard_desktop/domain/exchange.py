"""The program's own workbooks: how their sheets are laid out, so that what is exported is known when it comes home.

The layout is in what everyone can see, and survives a new name, another format, sorted rows and hidden columns: each
sheet carries a mark in words, and each row the key of what it speaks of.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import Enum

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.pack_text import PackText
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance
from scorecard_desktop.domain.template import PackTemplate, TemplateItem

LAYOUT = 1
"""The version of the layout. A reader takes this one and those before it."""

KEY = "Key"
"""The heading of the column that says which record a row speaks of."""

COUNTS = " counts"
"""What follows the key of a row that holds numerators and denominators."""


class ReturnColumn(Enum):
    """The headings of a return form that are read when it comes home, and the words beside its facts."""

    UNIT = "Unit"
    FIGURE = "Figure"
    ABOVE = "Numerator"
    BELOW = "Denominator"
    NOTE = "Note"
    COMPLETED_BY = "Completed by"


REASON_HEADING = "If there is no figure, why"
SEEN_HEADING = "Seen"
"""The heading over short words for what was held when the form was made (``seen``): figure first, then comments."""

COMMENT_HEADINGS: Mapping[str, str] = {part.heading: part.value for part in CommentaryPart}
"""The headings under which comments are written, and the part of commentary that each is."""


class OwnSheet(Enum):
    """What one of the program's own sheets holds."""

    FIGURES = "figures"
    LIST = "list"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet says of itself. ``about`` is the scorecard's id, the kind of record, or a return's service."""

    sheet: OwnSheet
    about: str
    period: str = ""
    layout: int = LAYOUT

    @property
    def text(self) -> str:
        """As written in the sheet."""
        period = f" for {self.period}" if self.period else ""
        return f"{MARK_BEGINS}{self.sheet.value}, layout {self.layout}{period}: {self.about}"


MARK_BEGINS = "Scorecard Desktop, "
_MARK = re.compile(rf"{MARK_BEGINS}(figures|list|return), layout (\d{{1,3}})(?: for ([^:]+))?:\s*(.*)", re.DOTALL)


def read_mark(text: str) -> Mark | None:
    """The mark that a cell holds, or None where it holds none."""
    match = _MARK.fullmatch(text.strip())
    return Mark(OwnSheet(match[1]), match[4], match[3] or "", int(match[2])) if match is not None else None


LISTS: Mapping[type[Record], str] = {
    Scorecard: "Scorecards",
    ScorecardPeriod: "Periods",
    Indicator: "Indicators",
    Target: "Targets",
    Tolerance: "Tolerances",
    Benchmark: "Benchmarks",
    Observation: "Marks and areas",
    Override: "Overrides",
    Commentary: "Commentary",
    Risk: "Risks",
    RiskReview: "Risk reviews",
    RiskTask: "Risk tasks",
    RiskNote: "Risk notes",
    RiskBudgetLine: "Risk budget lines",
    BudgetTable: "Budget tables",
    BudgetLine: "Budget lines",
    BudgetAmount: "Budget amounts",
    Recommendation: "Recommendations",
    RecommendationReview: "Recommendation reviews",
    Programme: "Programmes",
    Highlight: "Highlight reports",
    Milestone: "Milestones",
    ProgrammeMeasure: "Programme measures",
    Meeting: "Meetings",
    AgendaItem: "Agenda items",
    MeetingAction: "Actions arising",
    PackTemplate: "Pack templates",
    TemplateItem: "Template items",
    PackText: "Covering reports",
    Setting: "Settings",
}
"""The records that are listed one a row, field by field, and the name of their sheet."""

_NOT_LISTED = "source_"


def listed_columns(record_type: type[Record]) -> dict[str, str]:
    """The heading of each listed field: ``lead_officer`` is headed ``Lead officer``. Where it came from is left out."""
    names = [column.name for column in codec(record_type).columns if not column.name.startswith(_NOT_LISTED)]
    return {name: name.replace("_", " ").capitalize() for name in names}


def needs_listing(observation: Observation) -> bool:
    """Whether a figure says more than a grid of figures and counts can: an area, a mark, a note, a rating, a say."""
    return bool(
        observation.area
        or not observation.says_something
        or observation.flags
        or observation.note
        or observation.sheet_rag is not None
        or observation.sheet_movement is not None
        or observation.sheet_merit is not None
    )


def seen(record: Observation | Commentary | None) -> str:
    """A short word for what a figure or comment said when a form was made: another word, and it has changed since."""
    said = "" if record is None else _said(record)
    return hashlib.sha256(said.encode()).hexdigest()[:8] if said else "-"


def _said(record: Observation | Commentary) -> str:
    if isinstance(record, Commentary):
        return " ".join(record.text.split())
    symbol = "" if record.symbol is None else record.symbol.shorthand
    value = "" if record.value is None else f"{record.value.normalize():f}"
    return f"{value}{symbol} {' '.join(record.note.split())}".strip()
