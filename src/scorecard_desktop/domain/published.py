"""The rules of published statistics, as the Department for Education writes them in Explore Education Statistics.

Its files are long and tidy: a row for each period, place and breakdown, a column for each indicator. The rules are
those of its guidance for producers (dfe-analytical-services/analysts-guide, ``statistics-production/ud.qmd``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from scorecard_desktop.domain import period as p
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import Period

REQUIRED_COLUMNS = ("geographic_level", "time_period", "time_identifier", "country_code", "country_name")
REQUIRED_META_COLUMNS = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)
META_UNITS = ("", "£", "£m", "%", "pp", "numberstring")

SYMBOLS: Mapping[str, Symbol] = {
    "z": Symbol.NOT_APPLICABLE,
    "x": Symbol.NOT_AVAILABLE,
    "c": Symbol.CONFIDENTIAL,
    "low": Symbol.LOW,
    "k": Symbol.LOW,
    "u": Symbol.UNRELIABLE,
}
"""What stands in place of a figure; ``k`` is ``low`` where the subject is a sensitive one, such as deaths."""

REJECTED = frozenset({"~", ":", "", "NULL", "Null", "null", "NA", "na"})
"""What may not stand in place of a figure: nobody can tell what is meant by it."""

LEGACY: Mapping[str, Symbol] = {
    "N/A": Symbol.NOT_APPLICABLE,
    "n/a": Symbol.NOT_APPLICABLE,
    ".": Symbol.NOT_APPLICABLE,
    "..": Symbol.NOT_AVAILABLE,
    "-": Symbol.NOT_APPLICABLE,
}
"""What older files have in place of a symbol: read, and said."""

_WEEKS = 52


def _week(year: int, number: int) -> Period:
    """The Sunday that ends an ISO week: there is no period of a week, and figures of one are compared as at its end."""
    return p.snapshot(date.fromisocalendar(year, number, 7))


def _numbered(make: Callable[[int, int], Period], number: int, year: int) -> Period:
    return make(year, number)


# Each identifier with the type of year that its time_period names, how many digits that has, and what it makes.
_IDENTIFIERS: Mapping[str, tuple[str, int, Callable[[int], Period]]] = {
    "calendar year": ("calendar year", 4, p.calendar_year),
    "reporting year": ("reporting year", 4, p.calendar_year),
    **{
        name.casefold(): ("calendar year", 4, partial(_numbered, p.month, number))
        for number, name in enumerate(p.MONTH_NAMES, 1)
    },
    **{f"week {number}": ("calendar year", 4, partial(_numbered, _week, number)) for number in range(1, _WEEKS + 1)},
    "academic year": ("academic year", 6, p.academic_year),
    "financial year": ("financial year", 6, p.financial_year),
    "tax year": ("tax year", 6, p.financial_year),
    **{
        f"financial year q{number}": ("financial year", 6, partial(_numbered, p.quarter, number))
        for number in range(1, 5)
    },
    "part 1 (april to september)": ("financial year", 6, lambda year: p.half_year(year, 1)),
    "part 2 (october to march)": ("financial year", 6, lambda year: p.half_year(year, 2)),
    "autumn term": ("academic year", 6, lambda year: p.term(year, 1)),
    "spring term": ("academic year", 6, lambda year: p.term(year, 2)),
    "summer term": ("academic year", 6, lambda year: p.term(year, 3)),
    "autumn and spring term": ("academic year", 6, p.autumn_and_spring),
}


def published_period(time_period: str, time_identifier: str) -> Period:
    """The period that a row is for.

    A reporting year is a calendar year here, since nothing says with which month it ends; a tax year is the financial
    year that ends five days before it. Raises ValueError, with a line for an officer, where the two break the rules.
    """
    year, kind = time_period.strip(), time_identifier.strip()
    known = _IDENTIFIERS.get(" ".join(kind.casefold().split()))
    if known is None:
        raise ValueError(f"“{kind}” is none of the time identifiers that may be used.")
    _, digits, make = known
    if re.fullmatch(r"[0-9]+", year) is None:
        raise ValueError(f"“{year}” is not written in digits alone, as 2018 and 201819 are.")
    if len(year) != digits:
        example = "2018" if digits == 4 else "201819"
        raise ValueError(f"“{year}” has {len(year)} digits; for {kind} it is {digits}, as in {example}.")
    start = int(year[:4])
    if digits == 6 and int(year[4:]) != (start + 1) % 100:
        raise ValueError(f"“{year}” does not name two years that follow one another, as 201819 does.")
    if not 1 <= start < 9999:
        raise ValueError(f"“{year}” is no year.")
    return make(start)


def year_type(time_identifier: str) -> str:
    """The type of year that a time identifier belongs to: ``academic year`` for a term; empty for an unknown one."""
    known = _IDENTIFIERS.get(" ".join(time_identifier.casefold().split()))
    return known[0] if known is not None else ""


def mixed_year_types(time_identifiers: Iterable[str]) -> tuple[str, ...]:
    """The types of year of a file, where it has more than the one that it may have; else none."""
    types = sorted({kind for each in time_identifiers if (kind := year_type(each))})
    return tuple(types) if len(types) > 1 else ()


_TOTAL = re.compile(r"(?:overall |grand )?totals?(?: .*)?|all(?: .*)?|.* total", re.IGNORECASE)


def is_total(value: str) -> bool:
    """Whether a breakdown's value is that of the whole: ``Total``, ``All pupils``."""
    return _TOTAL.fullmatch(value.strip()) is not None
