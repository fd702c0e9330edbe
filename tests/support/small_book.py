"""Records and small books for tests, with no more said than a test needs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Source
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.risk import Risk, RiskReview, Score
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind

CARD = "vital"
IND = "vital/1.1"


def scorecard(frequency: PeriodKind = PeriodKind.MONTH, name: str = "Vital signs") -> Scorecard:
    return Scorecard(CARD, 1, name, frequency)


def columns(*codes: str) -> list[ScorecardPeriod]:
    return [ScorecardPeriod(CARD, code) for code in codes]


def indicator(
    polarity: Polarity = Polarity.HIGH,
    unit: Unit = Unit.PERCENT,
    name: str = "Plans agreed",
    *,
    ident: str = IND,
    decimals: int = 1,
    frequency: PeriodKind = PeriodKind.MONTH,
    affects_budget: bool = False,
    affects_risks: tuple[str, ...] = (),
) -> Indicator:
    ref = ident.rpartition("/")[2]
    return Indicator(
        ident,
        CARD,
        1,
        ref,
        name,
        unit=unit,
        decimals=decimals,
        polarity=polarity,
        frequency=frequency,
        affects_budget=affects_budget,
        affects_risks=affects_risks,
    )


def cell(address: str, text: str = "", number_format: str = "") -> Source:
    return Source("MI.xlsx", "f00d", "County", address, text, number_format)


def figure(
    period: str,
    value: str | None,
    *,
    ratio: tuple[str, str] | None = None,
    source: Source | None = None,
    of: str = IND,
    expected: bool = True,
) -> Observation:
    numerator, denominator = ratio if ratio is not None else (None, None)
    return Observation(
        of,
        period,
        value=None if value is None else Decimal(value),
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        source=source,
        expected=expected,
    )


def target(
    value: str, kind: TargetKind = TargetKind.VALUE, *, high: str = "", of: str = IND, period: str = ""
) -> Target:
    """A target as officers put it; AT_MOST takes its figure as ``value`` like the others."""
    if kind is TargetKind.TEXT:
        return Target(of, period, kind, text=value)
    if kind is TargetKind.AT_MOST:
        return Target(of, period, kind, None, Decimal(value))
    return Target(of, period, kind, Decimal(value), Decimal(high) if high else None)


def within(low: str, high: str, *, of: str = IND) -> Target:
    return target(low, TargetKind.RANGE, high=high, of=of)


def thresholds(red: str | None, green: str | None, *, of: str = IND) -> Tolerance:
    return Tolerance(
        Scope.INDICATOR,
        of,
        ToleranceKind.THRESHOLDS,
        red=None if red is None else Decimal(red),
        green=None if green is None else Decimal(green),
    )


def relative(margin: str, *, of: str = IND) -> Tolerance:
    return Tolerance(Scope.INDICATOR, of, ToleranceKind.RELATIVE, margin=Decimal(margin))


def absolute(margin: str, *, of: str = IND) -> Tolerance:
    return Tolerance(Scope.INDICATOR, of, ToleranceKind.ABSOLUTE, margin=Decimal(margin))


def last_year(margin: str, *, of: str = IND) -> Tolerance:
    return Tolerance(Scope.INDICATOR, of, ToleranceKind.LAST_YEAR, margin=Decimal(margin))


def floor(value: str, *, of: str = IND) -> Tolerance:
    return Tolerance(Scope.INDICATOR, of, ToleranceKind.FLOOR, floor=Decimal(value))


def review(
    on: date, *, risk: str = "children/R1", current: Score | None = None, target_date: date | None = None
) -> RiskReview:
    return RiskReview(
        risk, on, "Placements cost more", current=current if current is not None else Score(), target_date=target_date
    )


def risk(number: str = "R1", **facts: date | str | None) -> Risk:
    return Risk(f"children/{number}", "children", int(number[1:]), number, **facts)  # type: ignore[arg-type]


def book(*records: Record | Sequence[Record]) -> Book:
    """A book with a scorecard and whatever is given, lists taken apart."""
    flat: list[Record] = [scorecard()]
    for record in records:
        flat.extend([record] if isinstance(record, Record) else record)
    return Book(flat)
