"""Every setting that the rules read: its name, default, meaning, what may be entered, and where it may be held.

A setting is kept as text (``scorecard.Setting``) and read here, by inheritance: indicator, then scorecard, then
council, then the default named here. Text that cannot be read is passed over for the next, and never in silence:
``setting_problems`` finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from scorecard_desktop.domain import entries
from scorecard_desktop.domain.adding_up import Method
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.entries import Entry, number_from, one_of, or_empty, percentage, some_of
from scorecard_desktop.domain.entries import whole_number_among as whole_among
from scorecard_desktop.domain.entries import whole_number_from as whole_from
from scorecard_desktop.domain.exceptions import Criterion, ExceptionSettings
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.intervals import CONFIDENCE
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.reading import SYMBOL_WORDS as WORDS_SEEN
from scorecard_desktop.domain.risk import RiskSettings
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.spc import NHS_R, PRESETS, SHORTEST_BASELINE, TREND_LENGTHS, NearRule
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.domain.trajectory import TRAJECTORY

T = TypeVar("T")

ANYWHERE = (Scope.INDICATOR, Scope.SCORECARD, Scope.COUNCIL)
COUNCIL_ONLY = (Scope.COUNCIL,)
INDICATOR_ONLY = (Scope.INDICATOR,)


@dataclass(frozen=True, slots=True, eq=False)
class NamedSetting(Generic[T]):
    """One setting. ``meaning`` is a sentence for officers; ``scopes`` are where it may be held, narrowest first."""

    name: str
    default: str
    meaning: str
    entry: Entry[T]
    scopes: tuple[Scope, ...] = ANYWHERE

    def read(self, text: str) -> T:
        """What the text chooses. Raises ValueError, with a line for an officer, where it is not what may be entered."""
        found = _read(self, text)
        if not found:
            raise ValueError(f"“{text}” cannot be used for {self.name}: it must be {self.entry.words}.")
        return cast("T", found[0])


@lru_cache(maxsize=4096)
def _read(setting: NamedSetting[Any], text: str) -> tuple[Any, ...]:
    """What a text chooses, alone in a tuple; an empty one where it cannot be read."""
    try:
        return (setting.entry.read(text),)
    except ValueError:
        return ()


_EXCEPTIONS = ExceptionSettings()
_RISKS = RiskSettings()

# Direction of travel

DEAD_BAND = NamedSetting(
    "dead-band",
    "0",
    "How far a figure may move, in the indicator’s own unit, and still count as the same.",
    number_from(0),
)
LONG_DIRECTION = NamedSetting(
    "direction.long",
    "last year",
    "What the longer direction of travel compares with: the same period last year, or the mean of the last periods.",
    entries.LAST_YEAR_OR_MEAN,
)

# Exceptions

EXCEPTIONS_ON = NamedSetting(
    "exceptions.on",
    " ".join(criterion.value for criterion in Criterion if criterion in _EXCEPTIONS.on),
    "Which criteria make an indicator an exception.",
    some_of({criterion.value: criterion for criterion in Criterion}),
)
EXCEPTIONS_VARIANCE = NamedSetting(
    "exceptions.variance",
    plain(_EXCEPTIONS.variance),
    "How much worse than its target, in percent of the target, makes an exception.",
    number_from(0),
)
EXCEPTIONS_PERIODS = NamedSetting(
    "exceptions.periods",
    str(_EXCEPTIONS.periods),
    "How many periods running a figure must get worse to be an exception.",
    whole_from(1),
)

# Control charts: where nothing is entered, the preset decides

SPC_PRESET = NamedSetting(
    "spc.preset",
    NHS_R.preset,
    "The set of rules that control charts follow.",
    one_of(PRESETS),
)
SPC_SCREENING = NamedSetting(
    "spc.screening",
    "",
    "Whether outlying jumps are left out when the limits are worked out.",
    or_empty(one_of({"on": True, "off": False})),
)
SPC_TREND = NamedSetting(
    "spc.trend",
    "",
    "How many points rising or falling make a trend.",
    or_empty(whole_among(*TREND_LENGTHS)),
)
SPC_RUN = NamedSetting("spc.run", "", "How many points on one side of the mean make a run.", or_empty(whole_from(2)))
SPC_TWO_OF_THREE = NamedSetting(
    "spc.two-of-three",
    "",
    "Which points count for two of three: those between the near limit and the limit, or all beyond the near limit.",
    or_empty(one_of({"between": NearRule.BETWEEN, "beyond": NearRule.BEYOND})),
)
SPC_BASELINE = NamedSetting(
    "spc.baseline",
    "",
    "How many of the first points fix the mean and the limits; empty for all of them.",
    or_empty(whole_from(SHORTEST_BASELINE)),
)
SPC_FIRM_FROM = NamedSetting(
    "spc.firm-from",
    "",
    "How many points make the limits firm; with fewer they are provisional.",
    or_empty(whole_from(2)),
)
SPC_REBASE = NamedSetting(
    "spc.rebase",
    "",
    "The periods at which a new mean and new limits begin.",
    entries.PERIOD_CODES,
)

# Trajectory and chance

TRAJECTORY_POINTS = NamedSetting(
    "trajectory.points", str(TRAJECTORY.points), "How many of the last figures a trend is drawn through.", whole_from(3)
)
TRAJECTORY_FEWEST = NamedSetting(
    "trajectory.fewest",
    str(TRAJECTORY.fewest),
    "How many figures there must be before a trend is drawn.",
    whole_from(3),
)
TRAJECTORY_CONFIDENCE = NamedSetting(
    "trajectory.confidence",
    plain(TRAJECTORY.confidence),
    "How sure the prediction interval of a trend is meant to be, in percent.",
    percentage(),
)
INTERVALS_CONFIDENCE = NamedSetting(
    "intervals.confidence",
    plain(CONFIDENCE),
    "How sure the interval around a figure that rests on small numbers is meant to be, in percent.",
    percentage(),
)

# Derived figures

AGGREGATE_METHOD = NamedSetting(
    "aggregate.method",
    "none",
    "How the indicator’s figures for shorter periods make the figure of a longer one that was not entered.",
    one_of({"none": None} | {method.value: method for method in Method}),
    INDICATOR_ONLY,
)
AGGREGATE_FROM = NamedSetting(
    "aggregate.from",
    "",
    "The id of the indicator whose figures it is made of; empty for its own.",
    entries.WORDS,
    INDICATOR_ONLY,
)
AGGREGATE_LOCALITIES = NamedSetting(
    "aggregate.localities",
    "off",
    "Whether the localities’ figures make the council’s where it was not entered.",
    one_of({"on": True, "off": False}),
)
AGGREGATE_AREAS = NamedSetting(
    "aggregate.areas",
    "",
    "The localities that together are the whole council; empty for every one that has figures.",
    entries.NAMES,
)

# The council's own

RISK_SIZE = NamedSetting(
    "risk.size",
    str(_RISKS.size),
    "How many steps of likelihood and of impact the risk matrix has.",
    whole_from(2),
    COUNCIL_ONLY,
)
RISK_EXCEPTION_SCORE = NamedSetting(
    "risk.exception-score",
    str(_RISKS.exception_score),
    "The current score from which a risk with red or amber prospects is an exception.",
    whole_from(1),
    COUNCIL_ONLY,
)
SYMBOL_WORDS = NamedSetting(
    "symbols.words",
    "",
    "Words in your sheets that stand for a symbol, besides those that are known already.",
    entries.SYMBOL_WORDS,
    COUNCIL_ONLY,
)

# How large a file may be that is imported (importing.limits gives the reasons)

IMPORT_FILE_MB = NamedSetting(
    "import.file-mb",
    "64",
    "How many megabytes a workbook may have to be imported.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_UNPACKED_MB = NamedSetting(
    "import.unpacked-mb",
    "256",
    "How many megabytes the parts of a workbook may have once unpacked.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_CELLS = NamedSetting(
    "import.cells",
    "40000",
    "How many cells that hold something a workbook may have to be imported.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_ROWS = NamedSetting(
    "import.rows",
    "5000",
    "How many rows that hold something a workbook may have to be imported.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_COLUMNS = NamedSetting(
    "import.columns",
    "1000",
    "How many columns that hold something a sheet may have to be imported.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_BLANKS = NamedSetting(
    "import.blanks",
    "1000000",
    "How many cells that are empty but formatted a workbook may have to be imported.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_TEXT = NamedSetting(
    "import.text",
    "32767",
    "How many characters of a cell’s text are imported; the rest is left out and a finding says so.",
    whole_from(1),
    COUNCIL_ONLY,
)
IMPORT_CHARACTERS = NamedSetting(
    "import.characters",
    "5000000",
    "How many characters all texts of a workbook may have together.",
    whole_from(1),
    COUNCIL_ONLY,
)

_ALL: tuple[NamedSetting[Any], ...] = (
    DEAD_BAND,
    LONG_DIRECTION,
    EXCEPTIONS_ON,
    EXCEPTIONS_VARIANCE,
    EXCEPTIONS_PERIODS,
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
    SYMBOL_WORDS,
    IMPORT_FILE_MB,
    IMPORT_UNPACKED_MB,
    IMPORT_CELLS,
    IMPORT_ROWS,
    IMPORT_COLUMNS,
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


def _in_force(book: Book, setting: NamedSetting[Any], indicator: Indicator | None, scorecard: str) -> tuple[str, Any]:
    """The narrowest text that can be read, and what it chooses."""
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
        if held is not None and (found := _read(setting, held.value)):
            return held.value, found[0]
    return setting.default, _read(setting, setting.default)[0]


def risk_settings(book: Book) -> RiskSettings:
    """The size of the risk matrix and what makes a risk an exception."""
    return RiskSettings(value_of(book, RISK_SIZE), value_of(book, RISK_EXCEPTION_SCORE))


def symbol_words(book: Book) -> Mapping[str, Symbol]:
    """The words that stand for a symbol: those seen in real sheets, and the council's own, which win."""
    own: Mapping[str, Symbol] = value_of(book, SYMBOL_WORDS)
    return {**WORDS_SEEN, **own}
