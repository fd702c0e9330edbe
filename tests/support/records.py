"""Records of every type: one of each that fit together, and any at all, for properties."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation, Source, Symbol
from scorecard_desktop.domain.pack_text import PackPart, PackText
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.profile import BenchmarkChoice, Profile, ProfileColumn, ProfileMeaning, ProfileTable
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.publication import Publication, PublishedFigure, keeping, keeping_disclosed
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask, Score
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting, SourceFile
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.domain.template import ItemKind, PackItem, PackTemplate, TemplateItem

SOURCE = Source("Vital signs.xlsx", "c0ffee", "Monthly", "F14", "24.2%", "0.0%")


PUBLISHED = keeping(
    [
        PublishedFigure("vital/5.4", "2018-04", "", Decimal("14.72"), None, Rag.RED, "14.7%"),
        PublishedFigure("vital/5.4", "2018-03", "", None, Symbol.CONFIDENTIAL, Rag.NONE, "[c]"),
    ]
)

DISCLOSED = keeping_disclosed(
    [
        (
            Observation("vital/5.4", "2018-04", "", Decimal("14.72"), numerator=Decimal(24), denominator=Decimal(163)),
            1,
            False,
        )
    ]
)


def one_of_each() -> list[Record]:
    """A small store's worth: every type, every field that can be filled filled, references whole."""
    finding = Finding(
        "ratio-mismatch",
        Severity.ERROR,
        "14.7% is shown, 24 of 163 is 14.7%",
        "Check both.",
        "vital/5.4",
        "2018-04",
        "5.4 Plans up to date",
        "Vital signs.xlsx",
        "Monthly",
        "F14",
    )
    return [
        SourceFile("c0ffee", "Vital signs.xlsx", "2018-07-10T09:30"),
        Setting(Scope.COUNCIL, "", "dead-band", "0.5"),
        Scorecard("vital", 1, "Vital signs", PeriodKind.MONTH, "OFFICIAL", ("Figures are provisional.", "£ and –")),
        ScorecardPeriod("vital", "2018-04", "Apr-18"),
        Indicator(
            "vital/5.4",
            "vital",
            1,
            "5.4",
            "Plans up to date",
            "Child in need",
            Unit.PERCENT,
            1,
            Polarity.HIGH,
            PeriodKind.MONTH,
            "Children",
            "Share of plans",
            "Plans reviewed in time",
            "Because",
            "Every plan",
            "Lead",
            "Analyst",
            (("Priority", "Safe"), ("Plan", "Well")),
            True,
            ("children/R1", "children/R2"),
            SOURCE,
            date(2017, 4, 1),
            date(2019, 3, 31),
        ),
        Target("vital/5.4", "", TargetKind.AT_LEAST, Decimal("90.0"), None, "≥90%", 2, SOURCE),
        Tolerance(
            Scope.INDICATOR,
            "vital/5.4",
            ToleranceKind.THRESHOLDS,
            Decimal(80),
            Decimal(90),
            Decimal("1.50"),
            Decimal("0.1"),
            SOURCE,
        ),
        Benchmark("vital/5.4", "Statistical neighbours", 1, "2016-17", Decimal("81.30"), Symbol.LOW, "16-17", SOURCE),
        Observation(
            "vital/5.4",
            "2018-04",
            "North",
            Decimal("14.723926380368098159509202454"),
            None,
            frozenset({Symbol.PROVISIONAL, Symbol.REVISED}),
            Decimal(24),
            Decimal(163),
            "July figure",
            True,
            Rag.AMBER,
            Movement.UP,
            Merit.BETTER,
            SOURCE,
        ),
        Observation("vital/5.4", "2018-03", symbol=Symbol.CONFIDENTIAL),
        Observation("vital/5.4", "2018-02", expected=False),
        Override("vital/5.4", "2018-04", Rag.GREEN, "The figure was late.", "Pat"),
        Override("vital/5.4", "2018-19", Rag.AMBER, "Two schools close.", "Sam", RatingOf.FORECAST, date(2018, 7, 3)),
        Commentary("vital/5.4", "2018-04", CommentaryPart.WORRIES, "Too few\nvisits", SOURCE),
        Risk("children/R1", "children", 1, "R1", date(2017, 3, 1), date(2018, 7, 1), "Merged"),
        RiskReview(
            "children/R1",
            date(2018, 7, 10),
            "Placements",
            "They cost more",
            "Director",
            date(2018, 7, 1),
            Score(4, 4, 16),
            Score(3, 4),
            Score(stated=9),
            date(2019, 3, 31),
            Rag.AMBER,
            "Recruit",
            "Begun",
            SOURCE,
            "A home closed",
        ),
        RiskTask(
            "children/R1/1", "children/R1", 1, "Recruit", "Director", date(2018, 9, 30), "Begun", date(2018, 8, 1)
        ),
        RiskNote("children/R1/2018-07-10", "children/R1", date(2018, 7, 10), "Two posts filled"),
        RiskBudgetLine("children/R1", "revenue/1"),
        Recommendation("ofsted/4", "Ofsted", 1, "4", "Offer help early", SOURCE),
        RecommendationReview(
            "ofsted/4",
            date(2018, 7, 10),
            RecommendationStatus.PARTLY,
            "Partly met",
            "Audit",
            "The board",
            "Dashboard",
            "Recruit",
            "Director",
            date(2018, 12, 31),
            SOURCE,
        ),
        Programme("homes", 1, "Homes", "Director", "Manager", "Closer to home", date(2019, 3, 31)),
        Highlight(
            "homes", date(2018, 7, 10), Rag.AMBER, Merit.WORSE, "Opened", "Late", "Recruit", "Cost", "£2k", "Agree it"
        ),
        Milestone(
            "homes/1",
            "homes",
            1,
            "First home",
            date(2018, 6, 1),
            date(2018, 7, 1),
            date(2018, 7, 2),
            "Open",
        ),
        ProgrammeMeasure("homes", "vital/5.4", 1),
        Meeting("2018-07-10", "Children’s Services", date(2018, 7, 10), "10am", "Room 1", "Webcast"),
        AgendaItem("2018-07-10/1", "2018-07-10", 1, "Budget", "8", "Director", "To note", "None", "Paragraph 3"),
        MeetingAction(
            "2018-07-10/a1", "2018-07-10", 1, "Write", "Clerk", date(2018, 8, 1), "Written", date(2018, 7, 30)
        ),
        BudgetTable(
            "revenue",
            1,
            "Revenue",
            BudgetTableKind.REVENUE,
            "2018-05",
            MoneyUnit.MILLIONS,
            3,
            SignConvention.OVER_IS_POSITIVE,
            (
                BudgetColumn("budget", "Budget £m", ColumnRole.BUDGET),
                BudgetColumn("forecast", "Forecast £m", ColumnRole.FORECAST),
            ),
            SOURCE,
        ),
        BudgetLine(
            "revenue", "1", 1, "1", "Social work", reason="Agency", action="Recruit", source=SOURCE, rag=Rag.AMBER
        ),
        BudgetAmount("revenue", "1", "budget", Decimal("-185.948"), SOURCE),
        finding,
        Return(
            "Early Help",
            "2018-04",
            date(2018, 5, 9),
            date(2018, 5, 1),
            date(2018, 5, 8),
            "Early Help April.xlsx",
            "Sam",
        ),
        Profile(
            "Vital signs",
            "Vital signs.xlsx",
            (ProfileTable("Monthly", "scorecard", (ProfileColumn("Tgt", "target"), ProfileColumn("Notes", "")), 2),),
            (ProfileMeaning("Tgt", "target", "Monthly"),),
            (BenchmarkChoice("vital/5.4", "England", "plans", "National", ("E92000001",), (("sex", "Total"),)),),
        ),
        Dismissal(
            "ratio-mismatch|vital/5.4|2018-04|Vital signs.xlsx|Monthly|F14",
            "Rounded in the source",
            "Pat",
            "2018-07-11T10:00",
        ),
        Publication(
            "2018-07-10T09:30:00+00:00 c0ffee",
            "2018-07-10T09:30:00+00:00",
            "Pat",
            "Performance report",
            "Children’s Services Committee",
            date(2018, 7, 10),
            "full",
            "July pack.pdf",
            "c0ffee",
            12,
            (("vital", "2018-04"),),
            PUBLISHED,
            1,
            public=True,
            registers='{"risks":[],"budget":[]}',
            disclosed=DISCLOSED,
        ),
        PackTemplate("ours", 1, "Our pack", "What we always put"),
        TemplateItem(
            "ours/1", "ours", 1, PackItem(ItemKind.DASHBOARD, ("vital",), ("vital/5.4",), ("North",), "officer", True)
        ),
        PackText(date(2018, 7, 10), PackPart.STRATEGIC, "Closer to home"),
    ]


def texts() -> st.SearchStrategy[str]:
    """Any text that can be encoded: half of a surrogate pair is no text."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def any_record() -> st.SearchStrategy[Record]:
    """A record of any type, with anything at all in its fields."""
    return st.one_of(*(_of(record_type) for record_type in RECORD_TYPES))


def _of(kept: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kept)
    return st.builds(kept, **{field.name: _values(hints[field.name]) for field in fields(kept)})


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts(),
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    type(None): st.none(),
}


def _values(hint: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin in (Union, UnionType):
        return st.one_of(*map(_values, args))
    if origin is frozenset:
        return st.frozensets(_values(args[0]), max_size=3)
    if origin is tuple and args[1:] == (Ellipsis,):
        return st.lists(_values(args[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(_values, args))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _of(hint)
    raise TypeError(f"no values are known for {hint}")


def fields_of(record: Record) -> Iterator[Any]:
    """What a record holds, each value with its type and, for a decimal, its digits: equal is not enough here."""
    for field in fields(record):
        value = getattr(record, field.name)
        yield str(value) if isinstance(value, Decimal) else value
