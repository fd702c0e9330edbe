"""Every setting that the rules read: its name, default, meaning, what may be entered, and where it may be held.

A setting is kept as text (``scorecard.Setting``) and read here, by inheritance: indicator, then scorecard, then
council, then the default named here. Text that cannot be read is passed over for the next, and never in silence:
``setting_problems`` finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from scorecard_desktop.domain import entries
from scorecard_desktop.domain.adding_up import Method
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import MoneyUnit
from scorecard_desktop.domain.commentary import Shape
from scorecard_desktop.domain.disclosure_settings import DISCLOSURE_SETTINGS
from scorecard_desktop.domain.entries import number_from, one_of, or_empty, percentage, some_of
from scorecard_desktop.domain.entries import whole_number_among as whole_among
from scorecard_desktop.domain.entries import whole_number_from as whole_from
from scorecard_desktop.domain.exceptions import Criterion, ExceptionSettings
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.intervals import CONFIDENCE
from scorecard_desktop.domain.named_setting import (
    COUNCIL_ONLY,
    INDICATOR_ONLY,
    NamedSetting,
    read_alone,
)
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.reading import SYMBOL_WORDS as WORDS_SEEN
from scorecard_desktop.domain.risk import RiskSettings
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.spc import NHS_R, PRESETS, SHORTEST_BASELINE, TREND_LENGTHS, NearRule
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.domain.trajectory import TRAJECTORY

T = TypeVar("T")

_EXCEPTIONS = ExceptionSettings()
_RISKS = RiskSettings()

# When figures are due

DUE_MONTHS = NamedSetting(
    "due.months",
    "Months in which figures stand",
    "",
    "The months in which a figure stands that comes less often than the columns; empty for those in which its "
    "quarter, term or year ends.",
    entries.MONTH_NAMES,
    (Scope.INDICATOR, Scope.SCORECARD),
)

# Direction of travel

DEAD_BAND = NamedSetting(
    "dead-band",
    "Dead band",
    "0",
    "How far a figure may move, in the indicator’s own unit, and still count as the same.",
    number_from(0),
)
LONG_DIRECTION = NamedSetting(
    "direction.long",
    "Longer direction of travel",
    "last year",
    "What the longer direction of travel compares with: the same period last year, or the mean of the last periods.",
    entries.LAST_YEAR_OR_MEAN,
)

# Exceptions

EXCEPTIONS_ON = NamedSetting(
    "exceptions.on",
    "Criteria for an exception",
    " ".join(criterion.value for criterion in Criterion if criterion in _EXCEPTIONS.on),
    "Which criteria make an indicator an exception.",
    some_of({criterion.value: criterion for criterion in Criterion}),
)
EXCEPTIONS_VARIANCE = NamedSetting(
    "exceptions.variance",
    "Variance that makes an exception",
    plain(_EXCEPTIONS.variance),
    "How much worse than its target, in percent of the target, makes an exception.",
    number_from(0),
)
EXCEPTIONS_PERIODS = NamedSetting(
    "exceptions.periods",
    "Periods running that make an exception",
    str(_EXCEPTIONS.periods),
    "How many periods running a figure must get worse to be an exception.",
    whole_from(1),
)

# Commentary

COMMENTARY_SHAPE = NamedSetting(
    "commentary.shape",
    "Shape of commentary",
    "",
    "In which parts officers write about a figure; empty for those in which they have written about it so far.",
    or_empty(one_of({shape.value: shape for shape in Shape})),
)

# Control charts: where nothing is entered, the preset decides

SPC_PRESET = NamedSetting(
    "spc.preset",
    "Rules of control charts",
    NHS_R.preset,
    "The set of rules that control charts follow.",
    one_of(PRESETS),
)
SPC_SCREENING = NamedSetting(
    "spc.screening",
    "Screening of outlying jumps",
    "",
    "Whether outlying jumps are left out when the limits are worked out.",
    or_empty(one_of({"on": True, "off": False})),
)
SPC_TREND = NamedSetting(
    "spc.trend",
    "Points that make a trend",
    "",
    "How many points rising or falling make a trend.",
    or_empty(whole_among(*TREND_LENGTHS)),
)
SPC_RUN = NamedSetting(
    "spc.run",
    "Points that make a run",
    "",
    "How many points on one side of the mean make a run.",
    or_empty(whole_from(2)),
)
SPC_TWO_OF_THREE = NamedSetting(
    "spc.two-of-three",
    "Two of three points",
    "",
    "Which points count for two of three: those between the near limit and the limit, or all beyond the near limit.",
    or_empty(one_of({"between": NearRule.BETWEEN, "beyond": NearRule.BEYOND})),
)
SPC_BASELINE = NamedSetting(
    "spc.baseline",
    "Fixed baseline",
    "",
    "How many of the first points fix the mean and the limits; empty for all of them.",
    or_empty(whole_from(SHORTEST_BASELINE)),
)
SPC_FIRM_FROM = NamedSetting(
    "spc.firm-from",
    "Points that make limits firm",
    "",
    "How many points make the limits firm; with fewer they are provisional.",
    or_empty(whole_from(2)),
)
SPC_REBASE = NamedSetting(
    "spc.rebase",
    "Rebased from",
    "",
    "The periods at which a new mean and new limits begin.",
    entries.PERIOD_CODES,
)

# Trajectory and chance

TRAJECTORY_POINTS = NamedSetting(
    "trajectory.points",
    "Figures that a trend is drawn through",
    str(TRAJECTORY.points),
    "How many of the last figures a trend is drawn through.",
    whole_from(3),
)
TRAJECTORY_FEWEST = NamedSetting(
    "trajectory.fewest",
    "Fewest figures for a trend",
    str(TRAJECTORY.fewest),
    "How many figures there must be before a trend is drawn.",
    whole_from(3),
)
TRAJECTORY_CONFIDENCE = NamedSetting(
    "trajectory.confidence",
    "Confidence of a trend",
    plain(TRAJECTORY.confidence),
    "How sure the prediction interval of a trend is meant to be, in percent.",
    percentage(),
)
INTERVALS_CONFIDENCE = NamedSetting(
    "intervals.confidence",
    "Confidence for small numbers",
    plain(CONFIDENCE),
    "How sure the interval around a figure that rests on small numbers is meant to be, in percent.",
    percentage(),
)

# Derived figures

AGGREGATE_METHOD = NamedSetting(
    "aggregate.method",
    "How a longer period’s figure is made",
    "none",
    "How the indicator’s figures for shorter periods make the figure of a longer one that was not entered.",
    one_of({"none": None} | {method.value: method for method in Method}),
    INDICATOR_ONLY,
)
AGGREGATE_FROM = NamedSetting(
    "aggregate.from",
    "Made of another indicator",
    "",
    "The id of the indicator whose figures it is made of; empty for its own.",
    entries.WORDS,
    INDICATOR_ONLY,
)
AGGREGATE_LOCALITIES = NamedSetting(
    "aggregate.localities",
    "Made of its localities",
    "off",
    "Whether the localities’ figures make the council’s where it was not entered.",
    one_of({"on": True, "off": False}),
)
AGGREGATE_AREAS = NamedSetting(
    "aggregate.areas",
    "Localities of the council",
    "",
    "The localities that together are the whole council; empty for every one that has figures.",
    entries.NAMES,
)

# The council's own

RISK_SIZE = NamedSetting(
    "risk.size",
    "Size of the risk matrix",
    str(_RISKS.size),
    "How many steps of likelihood and of impact the risk matrix has.",
    whole_from(2),
    COUNCIL_ONLY,
)
RISK_EXCEPTION_SCORE = NamedSetting(
    "risk.exception-score",
    "Risk score that makes an exception",
    str(_RISKS.exception_score),
    "The current score from which a risk with red or amber prospects is an exception.",
    whole_from(1),
    COUNCIL_ONLY,
)
RISK_RED_FROM = NamedSetting(
    "risk.red-from",
    "Score from which the matrix is red",
    "",
    "The score from which the risk matrix is red; empty for 16 of 25, in proportion to the matrix.",
    or_empty(whole_from(1)),
    COUNCIL_ONLY,
)
RISK_AMBER_FROM = NamedSetting(
    "risk.amber-from",
    "Score from which the matrix is amber",
    "",
    "The score from which the risk matrix is amber; empty for 6 of 25, in proportion to the matrix.",
    or_empty(whole_from(1)),
    COUNCIL_ONLY,
)
BUDGET_UNIT: NamedSetting[MoneyUnit | None] = NamedSetting(
    "budget.unit",
    "Unit of money",
    "as the source",
    "In which unit the amounts of budget tables are shown: that of each table’s source, or the same one for all.",
    one_of({"as the source": None} | {unit.value: unit for unit in MoneyUnit}),
    COUNCIL_ONLY,
)
BUDGET_VARIANCE = NamedSetting(
    "budget.variance",
    "Variance of a budget line that is drawn",
    "5",
    "How far a budget line’s variance must be from nil, in percent of its budget, for the pack to draw its forecast "
    "through the year.",
    number_from(0),
    COUNCIL_ONLY,
)
RISK_EXCEPTION_PROSPECTS = NamedSetting(
    "risk.exception-prospects",
    "Prospects that make an exception",
    "red amber",
    "The prospects of meeting its target with which a risk of a high score is an exception.",
    some_of({rag.value: rag for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)}),
    COUNCIL_ONLY,
)
RISK_APPETITE = NamedSetting(
    "risk.appetite",
    "Risk appetite",
    "",
    "The highest score that the council is content to carry; empty where it has not said.",
    or_empty(whole_from(1)),
    COUNCIL_ONLY,
)
SYMBOL_WORDS = NamedSetting(
    "symbols.words",
    "Words that stand for a symbol",
    "",
    "Words in your sheets that stand for a symbol, besides those that are known already; a scorecard’s own are added "
    "to the council’s.",
    entries.SYMBOL_WORDS,
    (Scope.SCORECARD, Scope.COUNCIL),
)

GLOSSARY_TERMS = NamedSetting(
    "glossary.terms",
    "Your own terms in the glossary",
    "",
    "Terms and abbreviations that your packs use, with what they mean, besides those that are known already.",
    entries.TERMS,
    COUNCIL_ONLY,
)

# How large a file may be that is imported (importing.limits gives the reasons)


def _limit(name: str, title: str, most: int, meaning: str) -> NamedSetting[int]:
    """How much a file may hold before it is declined."""
    return NamedSetting(name, title, str(most), meaning, whole_from(1), COUNCIL_ONLY)


IMPORT_FILE_MB = _limit(
    "import.file-mb", "Largest workbook", 64, "How many megabytes a workbook may have to be imported."
)
IMPORT_PUBLISHED_MB = _limit(
    "import.published-mb",
    "Largest file of published figures",
    4_096,
    "How many megabytes a file of published figures may have to be imported.",
)
IMPORT_UNPACKED_MB = _limit(
    "import.unpacked-mb",
    "Largest workbook, unpacked",
    256,
    "How many megabytes the parts of a workbook may have once unpacked.",
)
IMPORT_CELLS = _limit(
    "import.cells",
    "Most cells of a workbook",
    400_000,
    "How many cells that hold something a workbook may have to be imported.",
)
IMPORT_ROWS = _limit(
    "import.rows",
    "Most rows of a workbook",
    10_000,
    "How many rows that hold something a workbook may have to be imported.",
)
IMPORT_COLUMNS = _limit(
    "import.columns",
    "Most columns of a sheet",
    1_000,
    "How many columns that hold something a sheet may have to be imported.",
)
IMPORT_HEADINGS = _limit(
    "import.headings",
    "Most words that could be headings",
    20_000,
    "How many different words the rows of a workbook that could be headings may have to be imported.",
)
IMPORT_BLANKS = _limit(
    "import.blanks",
    "Most empty formatted cells",
    1_000_000,
    "How many cells that are empty but formatted a workbook may have to be imported.",
)
IMPORT_TEXT = _limit(
    "import.text",
    "Longest text of a cell",
    32_767,
    "How many characters of a cell’s text are imported; the rest is left out and a finding says so.",
)
IMPORT_CHARACTERS = _limit(
    "import.characters",
    "Longest texts together",
    5_000_000,
    "How many characters all texts of a workbook may have together.",
)

_ALL: tuple[NamedSetting[Any], ...] = (
    DUE_MONTHS,
    DEAD_BAND,
    LONG_DIRECTION,
    EXCEPTIONS_ON,
    EXCEPTIONS_VARIANCE,
    EXCEPTIONS_PERIODS,
    COMMENTARY_SHAPE,
    SPC_PRESET,
    SPC_SCREENING,
    SPC_TREND,
    SPC_RUN,
    SPC_TWO_OF_THREE,
    SPC_BASELINE,
    SPC_FIRM_FROM,
    SPC_REBASE,
    TRAJECTORY_POINTS,
    TRAJECTORY_FEWEST,
    TRAJECTORY_CONFIDENCE,
    INTERVALS_CONFIDENCE,
    AGGREGATE_METHOD,
    AGGREGATE_FROM,
    AGGREGATE_LOCALITIES,
    AGGREGATE_AREAS,
    RISK_SIZE,
    RISK_EXCEPTION_SCORE,
    RISK_EXCEPTION_PROSPECTS,
    RISK_RED_FROM,
    RISK_AMBER_FROM,
    RISK_APPETITE,
    BUDGET_UNIT,
    BUDGET_VARIANCE,
    SYMBOL_WORDS,
    *DISCLOSURE_SETTINGS,
    GLOSSARY_TERMS,
    IMPORT_FILE_MB,
    IMPORT_PUBLISHED_MB,
    IMPORT_UNPACKED_MB,
    IMPORT_CELLS,
    IMPORT_ROWS,
    IMPORT_COLUMNS,
    IMPORT_HEADINGS,
    IMPORT_BLANKS,
    IMPORT_TEXT,
    IMPORT_CHARACTERS,
)
SETTINGS: Mapping[str, NamedSetting[Any]] = {setting.name: setting for setting in _ALL}
"""The registry: every setting that the domain reads, by name."""


def value_of(book: Book, setting: NamedSetting[T], indicator: Indicator | None = None, scorecard: str = "") -> T:
    """What holds for an indicator, for a scorecard, or (neither given) for the council."""
    return cast("T", _in_force(book, setting, indicator, scorecard)[1])


def text_in_force(
    book: Book, setting: NamedSetting[Any], indicator: Indicator | None = None, scorecard: str = ""
) -> str:
    """The text from which ``value_of`` is read."""
    return _in_force(book, setting, indicator, scorecard)[0]


def scope_in_force(
    book: Book, setting: NamedSetting[Any], indicator: Indicator | None = None, scorecard: str = ""
) -> Scope | None:
    """Where that text is held; None where it is the default."""
    return _in_force(book, setting, indicator, scorecard)[2]


def _in_force(
    book: Book, setting: NamedSetting[Any], indicator: Indicator | None, scorecard: str
) -> tuple[str, Any, Scope | None]:
    """The narrowest text that can be read, what it chooses, and where it is held."""
    for scope in setting.scopes:
        if scope is Scope.COUNCIL:
            owner = ""
        elif scope is Scope.INDICATOR:
            owner = indicator.id if indicator is not None else ""
        else:
            owner = indicator.scorecard if indicator is not None else scorecard
        if not owner and scope is not Scope.COUNCIL:
            continue
        held = book.get(Setting, scope.value, owner, setting.name)
        if held is not None and (found := read_alone(setting, held.value)):
            return held.value, found[0], scope
    return setting.default, read_alone(setting, setting.default)[0], None


def risk_settings(book: Book) -> RiskSettings:
    """The size of the risk matrix, its colours, what makes a risk an exception, and the appetite."""
    return RiskSettings(
        value_of(book, RISK_SIZE),
        value_of(book, RISK_EXCEPTION_SCORE),
        value_of(book, RISK_RED_FROM),
        value_of(book, RISK_AMBER_FROM),
        value_of(book, RISK_APPETITE),
        value_of(book, RISK_EXCEPTION_PROSPECTS),
    )


def symbol_words(book: Book, scorecard: str = "") -> Mapping[str, Symbol]:
    """The words that stand for a symbol: those seen anywhere, the council's, then a scorecard's; the later win."""
    council: Mapping[str, Symbol] = value_of(book, SYMBOL_WORDS)
    own: Mapping[str, Symbol] = value_of(book, SYMBOL_WORDS, None, scorecard) if scorecard else {}
    return {**WORDS_SEEN, **council, **own}
