"""What the dataclasses of records do not say of their tables: names, keys, and what a record refers to.

The columns of a record's table are the fields of its dataclass (``codec``). Migrations make the tables; a test holds
them, the dataclasses and this in agreement.
"""

from __future__ import annotations

from collections.abc import Mapping

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.finding import Dismissal, Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.pack_text import PackText
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting, SourceFile
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance
from scorecard_desktop.domain.template import PackTemplate, TemplateItem

APPLICATION_ID = 0x53435244
"""``SCRD`` in the file's header: what tells our SQLite files from those of other programs."""

KEY_COLUMNS: Mapping[type[Record], tuple[str, ...]] = {
    SourceFile: ("hash",),
    Setting: ("scope", "owner", "name"),
    Scorecard: ("id",),
    ScorecardPeriod: ("scorecard", "period"),
    Indicator: ("id",),
    Target: ("indicator", "period"),
    Tolerance: ("scope", "owner"),
    Benchmark: ("indicator", "name", "period"),
    Observation: ("indicator", "period", "area"),
    Override: ("indicator", "period", "rating"),
    Commentary: ("indicator", "period", "part"),
    Risk: ("id",),
    RiskReview: ("risk", "reviewed"),
    RiskTask: ("id",),
    RiskNote: ("id",),
    RiskBudgetLine: ("risk", "budget_line"),
    BudgetTable: ("id",),
    BudgetLine: ("table", "line"),
    BudgetAmount: ("table", "line", "column"),
    Recommendation: ("id",),
    RecommendationReview: ("recommendation", "reviewed"),
    Programme: ("id",),
    Highlight: ("programme", "reported"),
    Milestone: ("id",),
    ProgrammeMeasure: ("programme", "measure"),
    Meeting: ("id",),
    AgendaItem: ("id",),
    MeetingAction: ("id",),
    Return: ("service", "period"),
    Profile: ("name",),
    Finding: ("rule", "about", "period", "file", "sheet", "cell"),
    Dismissal: ("finding",),
    Publication: ("id",),
    PackTemplate: ("id",),
    TemplateItem: ("id",),
    PackText: ("meeting", "part"),
}
"""The columns that spell a record's ``key``, in its order."""

REFERS_TO: Mapping[type[Record], tuple[tuple[tuple[str, ...], type[Record]], ...]] = {
    ScorecardPeriod: ((("scorecard",), Scorecard),),
    Indicator: ((("scorecard",), Scorecard),),
    Target: ((("indicator",), Indicator),),
    Benchmark: ((("indicator",), Indicator),),
    Observation: ((("indicator",), Indicator),),
    Override: ((("indicator",), Indicator),),
    Commentary: ((("indicator",), Indicator),),
    RiskReview: ((("risk",), Risk),),
    RiskTask: ((("risk",), Risk),),
    RiskNote: ((("risk",), Risk),),
    RiskBudgetLine: ((("risk",), Risk),),
    RecommendationReview: ((("recommendation",), Recommendation),),
    Highlight: ((("programme",), Programme),),
    Milestone: ((("programme",), Programme),),
    ProgrammeMeasure: ((("programme",), Programme),),
    AgendaItem: ((("meeting",), Meeting),),
    MeetingAction: ((("meeting",), Meeting),),
    TemplateItem: ((("template",), PackTemplate),),
    BudgetLine: ((("table",), BudgetTable),),
    BudgetAmount: ((("table", "line"), BudgetLine),),
}
"""What a record cannot be without. A setting's owner, what a risk or a programme is linked to, a source's file and a
finding's subject are not among them: the first are of several kinds or come with another workbook, and the others
outlive what they name."""


def table_name(record_type: type[Record]) -> str:
    """The table of a record type: its kind in one word."""
    return record_type.record_kind.replace(" ", "_")
