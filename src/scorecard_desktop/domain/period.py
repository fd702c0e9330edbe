"""Periods: what they are, how they are written, and what lies before, after and a year earlier.

Codes are what the store and the command use: ``2018-04``, ``2017-18 Q2``, ``2016-17``, ``2016-17 Autumn``,
``2016-17 Two terms`` (autumn and spring), ``2017-18 H1``, ``2016-17 AY`` (academic year), ``2017`` (calendar year),
``2018-04 YTD``, ``2017-01 R12`` (rolling twelve months) and ``2018-04-30`` (a snapshot on a date). Financial Q1 is
April to June.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TERMS = ("Autumn", "Spring", "Summer")
_FINANCIAL_YEAR_MONTH = 4


class PeriodKind(Enum):
    """How long a period is, and which calendar it follows."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_TERM = "half term"
    TERM = "term"
    TWO_TERMS = "autumn and spring terms"
    HALF_YEAR = "half year"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"
    ROLLING_12 = "rolling 12 months"
    YEAR_TO_DATE = "year to date"

    @property
    def months(self) -> int:
        """The step between neighbours, in months; 0 for a date."""
        return _STEP[self]

    @property
    def adverb(self) -> str:
        """How often: ``monthly``, ``quarterly`` and so on."""
        return _ADVERB[self]


_STEP = {
    PeriodKind.DATE: 0,
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_TERM: 2,
    PeriodKind.TERM: 4,
    PeriodKind.TWO_TERMS: 12,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.FINANCIAL_YEAR: 12,
    PeriodKind.ACADEMIC_YEAR: 12,
    PeriodKind.CALENDAR_YEAR: 12,
    PeriodKind.ROLLING_12: 1,
    PeriodKind.YEAR_TO_DATE: 1,
}
_ADVERB = {
    PeriodKind.DATE: "on a date",
    PeriodKind.MONTH: "monthly",
    PeriodKind.QUARTER: "quarterly",
    PeriodKind.HALF_TERM: "half-termly",
    PeriodKind.TERM: "termly",
    PeriodKind.TWO_TERMS: "yearly, over the autumn and spring terms",
    PeriodKind.HALF_YEAR: "half-yearly",
    PeriodKind.FINANCIAL_YEAR: "yearly",
    PeriodKind.ACADEMIC_YEAR: "by academic year",
    PeriodKind.CALENDAR_YEAR: "by calendar year",
    PeriodKind.ROLLING_12: "monthly, over rolling 12 months",
    PeriodKind.YEAR_TO_DATE: "monthly, year to date",
}


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, held to the month's end where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _years(start_year: int) -> str:
    return f"{start_year}-{(start_year + 1) % 100:02d}"


def _financial_start(day: date) -> int:
    return day.year if day.month >= _FINANCIAL_YEAR_MONTH else day.year - 1


@dataclass(frozen=True, slots=True)
class Period:
    """A kind and the days it covers, both ends included. Ordered by its last day, then by length."""

    kind: PeriodKind
    start: date
    end: date

    def __hash__(self) -> int:
        return hash((self.start, self.end))  # enough to tell nearly all apart, and far quicker than the kind's own

    def __lt__(self, other: Period) -> bool:
        return self._order() < other._order()

    def __le__(self, other: Period) -> bool:
        return self._order() <= other._order()

    def __gt__(self, other: Period) -> bool:
        return self._order() > other._order()

    def __ge__(self, other: Period) -> bool:
        return self._order() >= other._order()

    def _order(self) -> tuple[date, int, str]:
        return _order(self)

    @property
    def code(self) -> str:
        """How the store, the command and the pack's data write it. See the module for the forms."""
        return _code(self)

    @property
    def label(self) -> str:
        """How a person reads it: ``Apr 2018``, ``Q2 2017-18``, ``2016-17``."""
        return _LABEL[self.kind](self)

    @property
    def heading(self) -> str:
        """A short column heading: ``Apr 18``, ``Q2 17-18``, ``16-17``."""
        return re.sub(r"\b(?:19|20)(\d\d)\b", r"\1", self.label)

    def shifted(self, steps: int) -> Period:
        """The period ``steps`` after this one of the same kind (before, when negative)."""
        return _shifted(self, steps)

    def previous(self) -> Period:
        """The period before, of the same kind."""
        return self.shifted(-1)

    def next(self) -> Period:
        """The period after, of the same kind."""
        return self.shifted(1)

    def year_earlier(self) -> Period:
        """The same period last year."""
        return _year_earlier(self)


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(PeriodKind.MONTH, date(year, number, 1), month_end(year, number))


def quarter(start_year: int, number: int) -> Period:
    """Financial quarter ``number`` (1 = April to June) of the year that begins in ``start_year``."""
    first = add_months(date(start_year, 4, 1), 3 * (number - 1))
    last = add_months(first, 2)
    return Period(PeriodKind.QUARTER, first, month_end(last.year, last.month))


def quarter_ending(year: int, number: int) -> Period:
    """The three months that end with month ``number`` of ``year``."""
    end = month_end(year, number)
    return Period(PeriodKind.QUARTER, add_months(date(year, number, 1), -2), end)


def half_year(start_year: int, number: int) -> Period:
    """Financial half year 1 (April to September) or 2."""
    first = add_months(date(start_year, 4, 1), 6 * (number - 1))
    last = add_months(first, 5)
    return Period(PeriodKind.HALF_YEAR, first, month_end(last.year, last.month))


def financial_year(start_year: int) -> Period:
    """1 April of ``start_year`` to 31 March."""
    return Period(PeriodKind.FINANCIAL_YEAR, date(start_year, 4, 1), date(start_year + 1, 3, 31))


def academic_year(start_year: int) -> Period:
    """1 September of ``start_year`` to 31 August."""
    return Period(PeriodKind.ACADEMIC_YEAR, date(start_year, 9, 1), date(start_year + 1, 8, 31))


def calendar_year(year: int) -> Period:
    """January to December."""
    return Period(PeriodKind.CALENDAR_YEAR, date(year, 1, 1), date(year, 12, 31))


def snapshot(day: date) -> Period:
    """A position on one day."""
    return Period(PeriodKind.DATE, day, day)


def year_to_date(year: int, number: int) -> Period:
    """From 1 April to the end of a month."""
    end = month_end(year, number)
    return Period(PeriodKind.YEAR_TO_DATE, date(_financial_start(end), 4, 1), end)


def rolling_12(year: int, number: int) -> Period:
    """The twelve months that end with a month."""
    return Period(PeriodKind.ROLLING_12, add_months(date(year, number, 1), -11), month_end(year, number))


def term(start_year: int, number: int) -> Period:
    """Term 1 (autumn), 2 (spring) or 3 (summer) of the academic year that begins in ``start_year``."""
    return _term(PeriodKind.TERM, start_year, number - 1)


def half_term(start_year: int, number: int) -> Period:
    """Half term 1 to 6 of an academic year: autumn 1, autumn 2, spring 1 and so on."""
    return _term(PeriodKind.HALF_TERM, start_year, number - 1)


def autumn_and_spring(start_year: int) -> Period:
    """The autumn and spring terms together of the academic year that begins in ``start_year``."""
    return Period(PeriodKind.TWO_TERMS, date(start_year, 9, 1), date(start_year + 1, 4, 30))


_TERM_MONTHS = ((9, 12), (1, 4), (5, 8))
_HALF_TERM_MONTHS = ((9, 10), (11, 12), (1, 2), (3, 4), (5, 6), (7, 8))


def _term(kind: PeriodKind, start_year: int, index: int) -> Period:
    first, last = (_TERM_MONTHS if kind is PeriodKind.TERM else _HALF_TERM_MONTHS)[index]
    year = start_year if first >= 9 else start_year + 1
    return Period(kind, date(year, first, 1), month_end(year, last))


def _academic(period: Period) -> tuple[int, int]:
    months = _TERM_MONTHS if period.kind is PeriodKind.TERM else _HALF_TERM_MONTHS
    part = next(i for i, (first, _) in enumerate(months) if first == period.start.month)
    return (period.start.year if period.start.month >= 9 else period.start.year - 1), part


def _term_name(period: Period) -> str:
    year, part = _academic(period)
    if period.kind is PeriodKind.TERM:
        return f"{TERMS[part]} {_years(year)}"
    return f"{TERMS[part // 2]} {part % 2 + 1} {_years(year)}"


def _quarter_number(period: Period) -> int | None:
    offset = (period.start.month - _FINANCIAL_YEAR_MONTH) % 12
    return offset // 3 + 1 if offset % 3 == 0 else None


def _quarter_label(period: Period) -> str:
    number = _quarter_number(period)
    if number is None:
        return f"3 months to {_month_name(period)}"
    return f"Q{number} {_years(_financial_start(period.start))}"


def _month_name(period: Period) -> str:
    return f"{MONTHS[period.end.month - 1]} {period.end.year}"


def _half_label(period: Period) -> str:
    return f"H{1 if period.start.month == _FINANCIAL_YEAR_MONTH else 2} {_years(_financial_start(period.start))}"


_LABEL: dict[PeriodKind, Callable[[Period], str]] = {
    PeriodKind.DATE: lambda p: f"{p.end.day} {MONTHS[p.end.month - 1]} {p.end.year}",
    PeriodKind.MONTH: _month_name,
    PeriodKind.QUARTER: _quarter_label,
    PeriodKind.HALF_TERM: _term_name,
    PeriodKind.TERM: _term_name,
    PeriodKind.TWO_TERMS: lambda p: f"Autumn and spring {_years(p.start.year)}",
    PeriodKind.HALF_YEAR: _half_label,
    PeriodKind.FINANCIAL_YEAR: lambda p: _years(p.start.year),
    PeriodKind.ACADEMIC_YEAR: lambda p: f"{_years(p.start.year)} academic year",
    PeriodKind.CALENDAR_YEAR: lambda p: str(p.start.year),
    PeriodKind.ROLLING_12: lambda p: f"12 months to {_month_name(p)}",
    PeriodKind.YEAR_TO_DATE: lambda p: f"Year to {_month_name(p)}",
}


_AS_MANY_AS_A_LARGE_STORE_HAS = 4096


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def _order(period: Period) -> tuple[date, int, str]:
    return (period.end, (period.end - period.start).days, period.kind.value)


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def _shifted(period: Period, steps: int) -> Period:
    if period.kind is PeriodKind.DATE:
        day = period.end + timedelta(days=steps)
        return Period(PeriodKind.DATE, day, day)
    if period.kind in (PeriodKind.TERM, PeriodKind.HALF_TERM):
        parts = 3 if period.kind is PeriodKind.TERM else 6
        year, part = _academic(period)
        moved = year * parts + part + steps
        return _term(period.kind, moved // parts, moved % parts)
    return _moved_by_months(period, period.kind.months * steps)


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def _year_earlier(period: Period) -> Period:
    if period.kind in (PeriodKind.TERM, PeriodKind.HALF_TERM):
        return _shifted(period, -3 if period.kind is PeriodKind.TERM else -6)
    return _moved_by_months(period, -12)


def _moved_by_months(period: Period, months: int) -> Period:
    if period.kind is PeriodKind.DATE:
        day = add_months(period.end, months)
        return Period(period.kind, day, day)
    end = add_months(period.end.replace(day=1), months)
    end = month_end(end.year, end.month)
    if period.kind is PeriodKind.YEAR_TO_DATE:
        return year_to_date(end.year, end.month)
    start = add_months(period.start, months)
    return Period(period.kind, start, end)


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def _code(period: Period) -> str:
    end = period.end
    kind = period.kind
    if kind is PeriodKind.DATE:
        return end.isoformat()
    if kind is PeriodKind.QUARTER:
        number = _quarter_number(period)
        return f"{end:%Y-%m} Q" if number is None else f"{_years(_financial_start(period.start))} Q{number}"
    if kind in (PeriodKind.TERM, PeriodKind.HALF_TERM):
        name, _, years = _term_name(period).rpartition(" ")
        return f"{years} {name}"
    if kind is PeriodKind.HALF_YEAR:
        half, years = _half_label(period).split()
        return f"{years} {half}"
    suffix = {PeriodKind.YEAR_TO_DATE: " YTD", PeriodKind.ROLLING_12: " R12", PeriodKind.MONTH: ""}
    if kind in suffix:
        return f"{end:%Y-%m}{suffix[kind]}"
    if kind is PeriodKind.CALENDAR_YEAR:
        return str(end.year)
    years = _years(period.start.year)
    if kind in _YEARS_SUFFIX:
        return f"{years} {_YEARS_SUFFIX[kind]}"
    return f"{years} FY" if _reads_as_month(int(years[-2:])) else years


_YEARS_SUFFIX = {PeriodKind.ACADEMIC_YEAR: "AY", PeriodKind.TWO_TERMS: "Two terms"}


def _reads_as_month(two_digits: int) -> bool:
    return 1 <= two_digits <= 12


_CODES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda m: snapshot(date(int(m[1]), int(m[2]), int(m[3])))),
    (re.compile(r"(\d{4})-(\d\d) Q([1-4])"), lambda m: quarter(int(m[1]), int(m[3]))),
    (re.compile(r"(\d{4})-(\d\d) Q"), lambda m: quarter_ending(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-(\d\d) H([12])"), lambda m: half_year(int(m[1]), int(m[3]))),
    (re.compile(r"(\d{4})-(\d\d) YTD"), lambda m: year_to_date(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-(\d\d) R12"), lambda m: rolling_12(int(m[1]), int(m[2]))),
    (re.compile(r"(\d{4})-(\d\d) AY"), lambda m: academic_year(int(m[1]))),
    (re.compile(r"(\d{4})-(\d\d) Two terms"), lambda m: autumn_and_spring(int(m[1]))),
    (
        re.compile(r"(\d{4})-(\d\d) (Autumn|Spring|Summer)(?: ([12]))?"),
        lambda m: (
            half_term(int(m[1]), 2 * TERMS.index(m[3]) + int(m[4])) if m[4] else term(int(m[1]), TERMS.index(m[3]) + 1)
        ),
    ),
    (re.compile(r"(\d{4})"), lambda m: calendar_year(int(m[1]))),
)


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def period_from_code(code: str) -> Period:
    """The period that ``code`` writes.

    ``2016-17`` is a financial year and ``2018-04`` a month: the two digits after the dash are the following
    year's in the one and a month in the other. Only ``2000-01`` to ``2011-12`` could be either; they are read as
    months, and those years are written ``2011-12 FY``.

    Raises ValueError with the code when it is none of the forms.
    """
    text = code.strip()
    try:
        found = _year_or_month(text) or _other_period(text)
    except ValueError:  # 30 February, or the year 0
        found = None
    if found is not None:
        return found
    raise ValueError(f"“{code}” is not a period; write 2018-04, 2017-18 Q2 or 2016-17")


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def order_of(code: str) -> tuple[date, int, str]:
    """What sorts periods by their codes, as they are ordered themselves: by the last day, then by length."""
    return _order(period_from_code(code))


def general_first(code: str) -> tuple[date, int, str]:
    """What sorts by codes as ``order_of`` does what may be of no one period (an empty code): that comes first."""
    return order_of(code) if code else _NO_PERIOD


_NO_PERIOD = (date.min, 0, "")


def _year_or_month(text: str) -> Period | None:
    pair = re.fullmatch(r"(\d{4})-(\d\d)( FY)?", text)
    if pair is None:
        return None
    year, second = int(pair[1]), int(pair[2])
    if not pair[3] and _reads_as_month(second):
        return month(year, second)
    return financial_year(year) if second == (year + 1) % 100 else None


def _other_period(text: str) -> Period | None:
    for pattern, make in _CODES:
        match = pattern.fullmatch(text)
        if match:
            return make(match)
    return None
