"""What a committee pack holds: items in order, each of a kind and narrowed to what it is about.

The templates that come with the program are here; those that officers make are records of the same items.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass


class Narrowing(Enum):
    """What an item can be narrowed by, as ``PackItem`` holds it."""

    SCORECARDS = "scorecards"
    INDICATORS = "indicators"
    AREAS = "areas"
    GROUPING = "grouping"


class ItemKind(Enum):
    """A part of a pack. The cover stands before all of them and is none."""

    CONTENTS = "contents"
    REPORT = "report"
    SUMMARY = "summary"
    CHANGES = "changes"
    DASHBOARD = "dashboard"
    MEASURES = "measures"
    EXCEPTIONS = "exceptions"
    RESTATED = "restated"
    REPORT_CARDS = "report-cards"
    TOPICS = "topics"
    CONTROL = "control-charts"
    NARRATIVES = "narratives"
    RISKS = "risks"
    BUDGET = "budget"
    RECOMMENDATIONS = "recommendations"
    HIGHLIGHTS = "highlights"
    FORWARD_PLAN = "forward-plan"
    GLOSSARY = "glossary"
    SOURCES = "sources"
    EVIDENCE = "evidence"
    FINDINGS = "findings"

    @property
    def words(self) -> str:
        """What officers call it."""
        return _WORDS[self]

    @property
    def purpose(self) -> str:
        """What it puts before the committee, in a line."""
        return _PURPOSES[self]

    @property
    def shows_figures(self) -> bool:
        """Whether it prints figures of indicators, and so may be narrowed to scorecards and indicators."""
        return self in _OF_FIGURES

    @property
    def narrowed_by(self) -> frozenset[Narrowing]:
        """What of it can be chosen; nothing where it is always shown whole."""
        return _NARROWED_BY.get(self, frozenset())

    @property
    def for_officers(self) -> bool:
        """Whether it is for officers alone: left out of what the public gets."""
        return self in (ItemKind.EVIDENCE, ItemKind.FINDINGS)


_WORDS = {
    ItemKind.CONTENTS: "Contents",
    ItemKind.REPORT: "Covering report",
    ItemKind.SUMMARY: "Summary",
    ItemKind.CHANGES: "Changes since last time",
    ItemKind.DASHBOARD: "Dashboards",
    ItemKind.MEASURES: "Measures with tolerances and comparators",
    ItemKind.EXCEPTIONS: "Exceptions",
    ItemKind.RESTATED: "Restated figures",
    ItemKind.REPORT_CARDS: "Report cards",
    ItemKind.TOPICS: "Topic pages",
    ItemKind.CONTROL: "Control charts",
    ItemKind.NARRATIVES: "What officers say, by outcome",
    ItemKind.RISKS: "Risk register",
    ItemKind.BUDGET: "Budget monitoring",
    ItemKind.RECOMMENDATIONS: "Recommendations",
    ItemKind.HIGHLIGHTS: "Programme highlight reports",
    ItemKind.FORWARD_PLAN: "Forward plan",
    ItemKind.GLOSSARY: "Glossary",
    ItemKind.SOURCES: "Ratings and sources",
    ItemKind.EVIDENCE: "Evidence for each figure",
    ItemKind.FINDINGS: "Findings still open",
}
_PURPOSES = {
    ItemKind.CONTENTS: "A line for each heading, with its page.",
    ItemKind.REPORT: "The executive summary, what is asked of the committee, and the implications.",
    ItemKind.SUMMARY: "How many indicators stand where and move which way, and what stands out.",
    ItemKind.CHANGES: "What is otherwise than in the pack that was published last.",
    ItemKind.DASHBOARD: "Every indicator over its latest periods, with numerators beneath.",
    ItemKind.MEASURES: "Every indicator at one period: figure, target, tolerances, comparators, localities.",
    ItemKind.EXCEPTIONS: "The indicators that are reported by exception, with every reason.",
    ItemKind.RESTATED: "Figures that an earlier pack showed otherwise, and why.",
    ItemKind.REPORT_CARDS: "A page for each red exception: chart, proof, background, action.",
    ItemKind.TOPICS: "A page or two for each exception and each indicator with localities, or those chosen.",
    ItemKind.CONTROL: "What is usual and what is not, as Making Data Count draws it.",
    ItemKind.NARRATIVES: "What went well, what did not, what happens next.",
    ItemKind.RISKS: "The register with its matrix, what changed, and what the scores mean.",
    ItemKind.BUDGET: "Each table with variances, forecasts, reserves and savings.",
    ItemKind.RECOMMENDATIONS: "What inspectors and auditors asked for, and how far it is done.",
    ItemKind.HIGHLIGHTS: "Status, achievements, milestones and decisions of each programme.",
    ItemKind.FORWARD_PLAN: "The meetings to come and the actions that arose.",
    ItemKind.GLOSSARY: "The terms, symbols and abbreviations that the pack uses.",
    ItemKind.SOURCES: "How ratings are made, and the files that were read.",
    ItemKind.EVIDENCE: "Rule, target, file, sheet and cell behind each figure; for officers.",
    ItemKind.FINDINGS: "What the checks found and nobody has settled; for officers.",
}
_OF_FIGURES = frozenset(
    {
        ItemKind.SUMMARY,
        ItemKind.DASHBOARD,
        ItemKind.MEASURES,
        ItemKind.EXCEPTIONS,
        ItemKind.REPORT_CARDS,
        ItemKind.TOPICS,
        ItemKind.CONTROL,
        ItemKind.NARRATIVES,
    }
)


_BY_INDICATOR = frozenset({Narrowing.SCORECARDS, Narrowing.INDICATORS})
_NARROWED_BY = {
    ItemKind.SUMMARY: _BY_INDICATOR,
    ItemKind.CHANGES: _BY_INDICATOR,
    ItemKind.DASHBOARD: _BY_INDICATOR | {Narrowing.GROUPING},
    ItemKind.MEASURES: _BY_INDICATOR | {Narrowing.AREAS, Narrowing.GROUPING},
    ItemKind.EXCEPTIONS: _BY_INDICATOR,
    ItemKind.REPORT_CARDS: _BY_INDICATOR,
    ItemKind.TOPICS: _BY_INDICATOR | {Narrowing.AREAS},
    ItemKind.CONTROL: _BY_INDICATOR,
    ItemKind.NARRATIVES: frozenset({Narrowing.SCORECARDS}),
    ItemKind.GLOSSARY: _BY_INDICATOR,
    ItemKind.SOURCES: _BY_INDICATOR,
    ItemKind.EVIDENCE: _BY_INDICATOR,
}


@dataclass(frozen=True, slots=True)
class PackItem:
    """An item of a pack.

    ``scorecards`` and ``indicators`` are ids and ``areas`` localities' names; where none is named, all are meant that
    the kind would show. ``grouping`` is a ``Grouping``'s code, by section unless said. ``appendix`` puts a letter
    before its heading.
    """

    kind: ItemKind
    scorecards: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    grouping: str = ""
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A shape of pack. ``name`` is what a command calls it, ``title`` what officers do."""

    name: str
    title: str
    purpose: str
    items: tuple[PackItem, ...]

    @property
    def kinds(self) -> frozenset[ItemKind]:
        """The kinds of its items."""
        return frozenset(item.kind for item in self.items)


@dataclass(frozen=True, slots=True)
class PackTemplate:
    """A template that officers made; ``title`` is its name everywhere."""

    record_kind: ClassVar[str] = "pack template"

    id: str
    order: int
    title: str
    purpose: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """An item of such a template, at its place among the others."""

    record_kind: ClassVar[str] = "template item"

    id: str
    template: str
    order: int
    item: PackItem

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


def _items(*kinds: ItemKind, appendices: Collection[ItemKind] = ()) -> tuple[PackItem, ...]:
    return (*map(PackItem, kinds), *(PackItem(kind, appendix=True) for kind in appendices))


_K = ItemKind

BUILT_IN: tuple[Template, ...] = (
    Template(
        "full",
        "Full committee pack",
        "Everything that is kept: performance, then the registers as appendices.",
        _items(
            _K.REPORT,
            _K.CONTENTS,
            _K.SUMMARY,
            _K.CHANGES,
            _K.DASHBOARD,
            _K.EXCEPTIONS,
            _K.RESTATED,
            _K.REPORT_CARDS,
            _K.NARRATIVES,
            appendices=(
                _K.RISKS,
                _K.BUDGET,
                _K.RECOMMENDATIONS,
                _K.HIGHLIGHTS,
                _K.FORWARD_PLAN,
                _K.GLOSSARY,
                _K.SOURCES,
                _K.EVIDENCE,
            ),
        ),
    ),
    Template(
        "vital-signs",
        "Vital signs, monthly",
        "The dashboard over thirteen periods, the exceptions, and a card for each red one.",
        _items(
            _K.REPORT,
            _K.CONTENTS,
            _K.SUMMARY,
            _K.DASHBOARD,
            _K.EXCEPTIONS,
            _K.RESTATED,
            _K.REPORT_CARDS,
            appendices=(_K.GLOSSARY, _K.SOURCES, _K.EVIDENCE),
        ),
    ),
    Template(
        "quarterly",
        "Quarterly scorecard",
        "Each measure with its tolerances, comparators and comment, and what officers say by outcome.",
        _items(
            _K.REPORT,
            _K.CONTENTS,
            _K.SUMMARY,
            _K.CHANGES,
            _K.MEASURES,
            _K.EXCEPTIONS,
            _K.RESTATED,
            _K.CONTROL,
            _K.NARRATIVES,
            appendices=(_K.GLOSSARY, _K.SOURCES, _K.EVIDENCE),
        ),
    ),
    Template("risk", "Risk report", "The risk register by itself.", _items(_K.REPORT, _K.CONTENTS, _K.RISKS)),
    Template("budget", "Budget report", "Budget monitoring by itself.", _items(_K.REPORT, _K.CONTENTS, _K.BUDGET)),
    Template(
        "highlight",
        "Highlight report",
        "The programmes, with their milestones and outcome measures.",
        _items(_K.REPORT, _K.CONTENTS, _K.HIGHLIGHTS),
    ),
    Template(
        "report-cards", "Report cards only", "A page for each red exception.", _items(_K.REPORT_CARDS, _K.EVIDENCE)
    ),
    Template(
        "topics",
        "Topic pages",
        "A page or two for each exception and each indicator with localities: trend, years, comparators.",
        _items(_K.CONTENTS, _K.TOPICS, appendices=(_K.GLOSSARY, _K.SOURCES, _K.EVIDENCE)),
    ),
)
"""The templates that come with the program."""


def built_in(name: str) -> Template | None:
    """The template of a name, whatever its capitals; None where there is none."""
    return next((one for one in BUILT_IN if one.name == name.strip().casefold()), None)
