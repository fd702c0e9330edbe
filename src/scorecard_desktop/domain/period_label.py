"""Reading the periods that officers write at the head of a column.

One label on its own may be ambiguous: ``Mar 18`` is a month in a monthly sheet and the quarter that ends there in
a quarterly one. ``read_label`` reads one label; ``read_headings`` reads a row of them together and settles that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import pairwise
from math import gcd

from scorecard_desktop.domain import period as p
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import MONTHS, Period, PeriodKind

_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*)\.?"
_YEAR = r"(?:'|’)?((?:19|20)?\d\d)"
_YEARS = r"(?:'|’)?((?:19|20)?\d\d)\s*[-/–—]\s*(?:'|’)?((?:19|20)?\d\d)"
_QUARTER_WORD = r"(?:q|qu|qtr|quarter)\.?"
_ASIDE = r"(?:\([^()]*\)[\s,:-]*)?"
_BETWEEN = r"[\s,:–—-]*"
_AS_AT = r"(?:(?:position )?(?:as )?(?:at|to)|up to|for)\s+(?:the )?(?:end of )?"
_TERM_WORD = r"(aut|spr|sum)(?:umn|ing|mer)?(?:\s+term)?"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading that names a period: the period and the words around it that were not part of it."""

    period: Period
    rest: str = ""


def _full_year(text: str) -> int:
    year = int(text)
    if year >= 100:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _year_span(first: str, second: str) -> int | None:
    start, end = _full_year(first), int(second)
    return start if end % 100 == (start + 1) % 100 else None


def month_number(word: str) -> int | None:
    """The number of a month by its name, ``Apr`` or ``April`` in any case; None for other words."""
    index = next((i for i, name in enumerate(MONTHS, 1) if name.lower() == word[:3].lower()), None)
    if index is None:
        return None
    letters = re.sub(r"[^a-z]", "", word.lower())
    full = _MONTH_NAMES[index - 1]
    return index if letters in (full[:3], full[:4], full) else None


def _month_year(match: re.Match[str]) -> tuple[int, int] | None:
    number = month_number(match[0].split()[0] if " " in match[0] else re.split(r"[-/'’.]", match[0])[0])
    return None if number is None else (_full_year(match[2]), number)


@cache
def _standing_alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){pattern}(?![\w%])", re.IGNORECASE)


def _find(pattern: str, text: str) -> tuple[re.Match[str], str] | None:
    match = _standing_alone(pattern).search(text)
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return match, " ".join(rest.split()).strip(" -–—:,()")


def _read_quarter(text: str) -> Heading | None:
    for pattern, years, number in (
        (rf"{_QUARTER_WORD}\s*([1-4]){_BETWEEN}{_ASIDE}\(?(?:of\s+)?{_YEARS}\)?", (2, 3), 1),
        (rf"\(?{_YEARS}\)?{_BETWEEN}(?:{_AS_AT})?{_QUARTER_WORD}\s*([1-4])", (1, 2), 3),
    ):
        found = _find(pattern, text)
        if found:
            start = _year_span(found[0][years[0]], found[0][years[1]])
            if start is not None:
                return Heading(p.quarter(start, int(found[0][number])), found[1])
    parted = _find(rf"{_QUARTER_WORD}\s*([1-4])\s+((?:[A-Za-z]+\s+){{1,2}}){_YEARS}", text)  # Q2 Actual 2018/19
    start = _year_span(parted[0][3], parted[0][4]) if parted is not None else None
    if parted is None or start is None:
        return None
    return Heading(p.quarter(start, int(parted[0][1])), f"{parted[0][2].strip()} {parted[1]}".strip())


def _read_half(text: str) -> Heading | None:
    found = _find(rf"(?:h|half\s+year\s+)([12])\s*{_YEARS}", text) or None
    if found:
        start = _year_span(found[0][2], found[0][3])
        if start is not None:
            return Heading(p.half_year(start, int(found[0][1])), found[1])
    return None


def _read_term(text: str) -> Heading | None:
    found = _find(rf"{_TERM_WORD}(?:\s+([12]))?[\s,]*{_YEARS}", text)
    if not found:
        return None
    match, rest = found
    start = _year_span(match[3], match[4])
    if start is None:
        return None
    index = ("aut", "spr", "sum").index(match[1].lower())
    if match[2]:
        return Heading(p.half_term(start, 2 * index + int(match[2])), rest)
    return Heading(p.term(start, index + 1), rest)


def _read_two_terms(text: str) -> Heading | None:
    """``Autumn and spring 2016-17``: both terms together."""
    found = _find(rf"aut(?:umn)?(?:\s+terms?)?\s*(?:and|&|\+|/)\s*spr(?:ing)?(?:\s+terms?)?[\s,]*{_YEARS}", text)
    start = _year_span(found[0][1], found[0][2]) if found else None
    return Heading(p.autumn_and_spring(start), found[1]) if found and start is not None else None


def _read_numbered_term(text: str) -> Heading | None:
    """``Term 1 2016-17``, the autumn; ``Half term 3 2016-17`` and ``Term 5 2016-17``, of which there are six."""
    found = _find(rf"(half[- ]?term|ht|term)\.?\s*([1-6])[\s,:-]*(?:of\s+)?{_YEARS}", text)
    if not found:
        return None
    match, rest = found
    start, number = _year_span(match[3], match[4]), int(match[2])
    if start is None:
        return None
    halves = match[1].casefold() != "term" or number > len(p.TERMS)
    return Heading(p.half_term(start, number) if halves else p.term(start, number), rest)


def _read_one_year_term(text: str) -> Heading | None:
    """``Autumn term 2016``: one year, which says in which academic year a term lies."""
    found = _find(rf"{_TERM_WORD}(?:\s+([12]))?[\s,]+((?:19|20)\d\d)(?!\s*[-/–—]\s*\d)", text)
    if not found:
        return None
    match, rest = found
    index = ("aut", "spr", "sum").index(match[1].lower())
    start = int(match[3]) - (index > 0)
    if match[2]:
        return Heading(p.half_term(start, 2 * index + int(match[2])), rest)
    return Heading(p.term(start, index + 1), rest)


def _read_numbered_month(text: str) -> Heading | None:
    """``Month 2 2017-18``, ``2017-18 P2``: the second month of the financial year."""
    for pattern, years, number in (
        (rf"(?:m|mth|month|p|period)\.?\s*(0?[1-9]|1[0-2])[\s,:–—-]+(?:of\s+)?{_YEARS}", (2, 3), 1),
        (rf"{_YEARS}{_BETWEEN}(?:{_AS_AT})?(?:m|mth|month|p|period)\.?\s*(0?[1-9]|1[0-2])", (1, 2), 3),
    ):
        found = _find(pattern, text)
        if found:
            start = _year_span(found[0][years[0]], found[0][years[1]])
            if start is not None:
                return Heading(_month_of_year(start, int(found[0][number])), found[1])
    return None


def _month_of_year(start: int, number: int) -> Period:
    first = p.add_months(date(start, 4, 1), number - 1)
    return p.month(first.year, first.month)


def _read_month_in_years(text: str) -> Heading | None:
    """``Jan 2017-18``: the January that lies in that financial year."""
    found = _find(rf"{_MONTH_WORD}[\s,]+{_YEARS}", text)
    if not found:
        return None
    match, rest = found
    number = month_number(re.split(r"[\s,]", match[0])[0])
    start = _year_span(match[2], match[3])
    if number is None or start is None:
        return None
    return Heading(_month_of_year(start, (number - 4) % 12 + 1), rest)


def _read_span(text: str) -> Heading | None:
    """``Jul-Sep 2017``, ``Apr to Jun 17``, ``April 2017 - March 2018``: the months from one to another."""
    found = _find(rf"({_MONTH_WORD})\s*{_YEAR}?\s*(?:-|–|—|to)\s*({_MONTH_WORD})\s*[-/ ]?\s*{_YEAR}", text)
    if not found:
        return None
    match, rest = found
    first, last = month_number(match[1].rstrip(". ")), month_number(match[4].rstrip(". "))
    if first is None or last is None:
        return None
    length = (last - first) % 12 + 1
    end = _full_year(match[6])
    begins = end - (last < first)
    if match[3] and _full_year(match[3]) != begins:
        return None
    return _of_length(length, first, end, last, rest)


def _of_length(length: int, first: int, year: int, last: int, rest: str) -> Heading | None:
    if length == 3:
        return Heading(p.quarter_ending(year, last), rest)
    if length == 6 and first in (4, 10):
        return Heading(p.half_year(year - (first == 10), 1 if first == 4 else 2), rest)
    if length == 12:
        return Heading(p.financial_year(year - 1) if first == 4 else p.rolling_12(year, last), rest)
    return Heading(p.year_to_date(year, last), rest) if first == 4 else None


def _read_american(text: str) -> Heading | None:
    """``March 31 2018``."""
    found = _find(rf"{_MONTH_WORD}\s+([0-3]?\d)(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", text)
    number = month_number(found[0][0].split()[0]) if found else None
    if not found or number is None:
        return None
    snapshot = _snapshot(int(found[0][3]), number, int(found[0][2]))
    return Heading(snapshot.period, found[1]) if snapshot is not None else None


_PREFIXES: tuple[tuple[str, PeriodKind], ...] = (
    (r"(?:ytd|year to date|cumulative to|year to)\s*(?:to\s+)?", PeriodKind.YEAR_TO_DATE),
    (r"(?:rolling\s+12\s+months?(?:\s+(?:to|ending))?|12\s+months?\s+(?:to|ending)|r12)\s*", PeriodKind.ROLLING_12),
    (r"(?:quarter|qtr|3\s+months?)\s+(?:to|ending|ended)\s*", PeriodKind.QUARTER),
)


def _read_month(text: str) -> Heading | None:
    found = _find(rf"{_MONTH_WORD}\s*[-/ ]?\s*{_YEAR}", text)
    if not found:
        return None
    match, rest = found
    pair = _month_year(match)
    if pair is None:
        return None
    year, number = pair
    before = text[: match.start()]
    for pattern, kind in _PREFIXES:
        prefix = re.search(rf"{pattern}$", before, re.IGNORECASE)
        if prefix is not None:
            stripped = " ".join(before[: prefix.start()].split())
            return Heading(_ending(kind, year, number), stripped)
    day = re.search(r"(?<![\d.,])(\d\d?)(?:st|nd|rd|th)?\s*[-/ ]?\s*$", before)
    if day:
        snapshot = _snapshot(year, number, int(day[1]))
        return Heading(snapshot.period, " ".join(before[: day.start()].split())) if snapshot is not None else None
    if re.search(r"\brolling 12\b|\b12 months? rolling\b", text, re.IGNORECASE):
        return Heading(p.rolling_12(year, number), rest)
    if re.search(r"\bytd\b|year to date", rest, re.IGNORECASE):
        return Heading(p.year_to_date(year, number), rest)
    return Heading(p.month(year, number), rest)


def _ending(kind: PeriodKind, year: int, number: int) -> Period:
    if kind is PeriodKind.YEAR_TO_DATE:
        return p.year_to_date(year, number)
    if kind is PeriodKind.ROLLING_12:
        return p.rolling_12(year, number)
    return p.quarter_ending(year, number)


def _read_year(text: str) -> Heading | None:
    found = _find(_YEARS, text)
    if found:
        start = _year_span(found[0][1], found[0][2])
        if start is not None:
            academic = re.search(r"\b(?:academic|ay|school)\b", text, re.IGNORECASE)
            return Heading(p.academic_year(start) if academic else p.financial_year(start), found[1])
    run_together = re.fullmatch(r"((?:19|20)\d\d)(\d\d)", text)
    if run_together and int(run_together[2]) == (int(run_together[1]) + 1) % 100:
        return Heading(p.financial_year(int(run_together[1])))
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Heading(p.calendar_year(int(text)))
    return None


def _read_numeric(text: str) -> Heading | None:
    iso = re.fullmatch(r"((?:19|20)\d\d)[-/.](\d\d?)(?:[-/.](\d\d?))?", text)
    if iso and 1 <= int(iso[2]) <= 12:
        if iso[3]:
            return _snapshot(int(iso[1]), int(iso[2]), int(iso[3]))
        ambiguous_year = re.fullmatch(r"(?:19|20)\d\d/\d\d", text)
        if not ambiguous_year or int(iso[2]) != (int(iso[1]) + 1) % 100:
            return Heading(p.month(int(iso[1]), int(iso[2])))
    british = re.fullmatch(r"(\d\d?)[-/.](\d\d?)[-/.]((?:19|20)?\d\d)", text)
    if british and 1 <= int(british[2]) <= 12:
        return _snapshot(_full_year(british[3]), int(british[2]), int(british[1]))
    short = re.fullmatch(r"(\d\d?)/((?:19|20)\d\d)", text)
    if short and 1 <= int(short[1]) <= 12:
        return Heading(p.month(int(short[2]), int(short[1])))
    return None


def _read_date_in_words(text: str) -> Heading | None:
    """``Risks as at 30/09/2018``: a date in figures among words."""
    found = _find(r"(\d\d?)(?:/(\d\d?)/((?:19|20)?\d\d)|[.-](\d\d?)[.-]((?:19|20)\d\d))", text)
    if not found or not re.search(r"[A-Za-z]{2}", found[1]):
        return None
    match, rest = found
    number, year = int(match[2] or match[4]), _full_year(match[3] or match[5])
    snapshot = _snapshot(year, number, int(match[1])) if 1 <= number <= 12 else None
    return Heading(snapshot.period, rest) if snapshot is not None else None


def _snapshot(year: int, number: int, day: int) -> Heading | None:
    if not 1 <= day <= p.month_end(year, number).day:
        return None
    return Heading(p.snapshot(date(year, number, day)))


_A_MONTH = re.compile("|".join(name[:3] for name in _MONTH_NAMES))
_A_TERM = re.compile("aut|spr|sum")
_ANYTHING = re.compile("")
_READERS = (
    (_read_numeric, _ANYTHING),
    (_read_date_in_words, re.compile(r"\d[/.-]\d")),
    (_read_quarter, re.compile("q")),
    (_read_half, re.compile("h")),
    (_read_two_terms, _A_TERM),
    (_read_term, _A_TERM),
    (_read_numbered_term, re.compile("term|ht")),
    (_read_one_year_term, _A_TERM),
    (_read_numbered_month, re.compile("[mp]")),
    (_read_span, _A_MONTH),
    (_read_month_in_years, _A_MONTH),
    (_read_american, _A_MONTH),
    (_read_month, _A_MONTH),
    (_read_year, _ANYTHING),
)
"""Each with what a label must hold for it to be worth trying, in lower case: most labels are no periods."""


def read_label(label: object) -> Heading | None:
    """The period that one label names, or None when it names none.

    ``label`` is a cell's content: text, a date or a datetime. A date is read as its month: Excel turns ``Apr 17``
    into 1 April 2017 by itself. Words around the period are kept in ``rest``.
    """
    if isinstance(label, datetime):
        label = label.date()
    if isinstance(label, date):
        return Heading(p.month(label.year, label.month))
    if not isinstance(label, str):
        return None
    return _read_words(label) if len(label) <= _LONGEST_KEPT else _read_words.__wrapped__(label)


_LONGEST_KEPT = 200
_TWO_DIGITS = re.compile(r"\d\d")


@lru_cache(maxsize=65536)  # a workbook has the same few headings and words in many cells
def _read_words(label: str) -> Heading | None:
    text = " ".join(label.replace("\u00a0", " ").split())
    if _TWO_DIGITS.search(text) is None:
        return None  # no year
    if re.fullmatch(r"\d{4}", text) and text[:2] not in ("19", "20"):
        return None  # a count, not a year
    try:
        return Heading(p.period_from_code(text))
    except ValueError:
        pass
    folded = text.casefold()
    for read, needed in _READERS:
        heading = read(text) if needed.search(folded) is not None else None
        if heading is not None:
            return heading
    return None


def read_headings(labels: Sequence[object], within: Period | None = None) -> list[Heading | None]:
    """The periods that a row (or column) of headings names, settled together.

    Months that are three apart throughout are the quarters that end there; six apart, the half years; twelve
    apart, the years that end in that month when it is March, and rolling twelve months otherwise. ``within`` is the
    period that the title states: a heading that lacks its year, such as ``Q1`` or ``Apr``, is of its financial year.
    """
    read = [read_label(label) or _of_the_year(label, within) for label in _with_plain_years(_with_six_terms(labels))]
    months = sorted({h.period for h in read if h is not None and h.period.kind is PeriodKind.MONTH})
    kind, odd = _kind_by_step(months), None
    if kind is None:
        kind, odd = _kind_but_for_one(months)
    read = _years_of_terms(read)
    if kind is None:
        return read
    return [
        Heading(_stretched(h.period, kind), h.rest)
        if h is not None and h.period.kind is PeriodKind.MONTH and h.period != odd
        else h
        for h in read
    ]


_TERM_NUMBER = re.compile(r"(?<!half )(?<!half-)\bterm(?=\s*([1-6])\b)", re.IGNORECASE)


def _with_six_terms(labels: Sequence[object]) -> Sequence[object]:
    """Where a row has a term 4, 5 or 6, its terms are half terms."""
    numbers = {
        int(match[1])
        for label in labels
        if isinstance(label, str) and (match := _TERM_NUMBER.search(label)) is not None
    }
    if max(numbers, default=0) <= len(p.TERMS):
        return labels
    return [_TERM_NUMBER.sub("Half term", label) if isinstance(label, str) else label for label in labels]


_MONTH_OR_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*[-/–—]\s*(\d\d)\s*")


def _with_plain_years(labels: Sequence[object]) -> Sequence[object]:
    """``2010-11`` may be a month or a year: a year where several of the row are, or another can be nothing else."""
    matches = [(label, _MONTH_OR_YEAR.fullmatch(label)) for label in labels if isinstance(label, str)]
    years: dict[object, str] = {
        label: f"{match[1]}-{match[2]} FY"
        for label, match in matches
        if match is not None and _year_span(match[1], match[2]) is not None
    }
    return [years.get(label, label) for label in labels] if len(years) > 1 else labels


def _years_of_terms(read: Sequence[Heading | None]) -> list[Heading | None]:
    """Where all other periods are terms, ``16-17`` is their year: the academic one."""
    kinds = {heading.period.kind for heading in read if heading is not None}
    terms = kinds & {PeriodKind.TERM, PeriodKind.HALF_TERM}
    if not terms or kinds - terms - {PeriodKind.ACADEMIC_YEAR, PeriodKind.FINANCIAL_YEAR}:
        return list(read)
    return [
        Heading(p.academic_year(heading.period.start.year), heading.rest)
        if heading is not None and heading.period.kind is PeriodKind.FINANCIAL_YEAR
        else heading
        for heading in read
    ]


def _of_the_year(label: object, within: Period | None) -> Heading | None:
    """A bare quarter, month or term, in the financial year of ``within``."""
    if within is None or not isinstance(label, str) or not re.search(r"[A-Za-z]", label):
        return None
    start = within.end.year - (within.end.month < 4)
    heading = read_label(f"{label.strip()} {start}-{(start + 1) % 100:02d}")
    if heading is None or heading.rest or heading.period.kind is PeriodKind.FINANCIAL_YEAR:
        return None
    return heading


def _kind_by_step(months: Sequence[Period]) -> PeriodKind | None:
    if len(months) < 3:
        return None
    index = [m.end.year * 12 + m.end.month for m in months]
    step = gcd(*(b - a for a, b in pairwise(index)))
    if step == 3:
        return PeriodKind.QUARTER
    if step == 6 and months[0].end.month in (3, 9):
        return PeriodKind.HALF_YEAR
    if step == 12:
        return PeriodKind.FINANCIAL_YEAR if months[0].end.month == 3 else PeriodKind.ROLLING_12
    return None


def _kind_but_for_one(months: Sequence[Period]) -> tuple[PeriodKind | None, Period | None]:
    """The step that all months but one have, with that one: a ``Nov 17`` written for ``Dec 17`` among quarters.

    It lies between others of them: a first or last month apart is as likely one that has been added on purpose.
    """
    if len(months) < _ENOUGH_BUT_FOR_ONE:
        return None, None
    found = [
        (kind, odd)
        for odd in months[1:-1]
        if (kind := _kind_by_step([month for month in months if month != odd])) is not None
    ]
    return found[0] if len(found) == 1 else (None, None)


_ENOUGH_BUT_FOR_ONE = 4


def _stretched(month: Period, kind: PeriodKind) -> Period:
    year, number = month.end.year, month.end.month
    if kind is PeriodKind.QUARTER:
        return p.quarter_ending(year, number)
    if kind is PeriodKind.ROLLING_12:
        return p.rolling_12(year, number)
    start = p.add_months(date(year, number, 1), 1 - kind.months)
    return Period(kind, start, month.end)
