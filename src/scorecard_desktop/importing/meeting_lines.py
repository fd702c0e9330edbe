"""What lines about meetings say: which committee meets, on which day, when and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.workbook import Cell

_BODY = r"(?i:committee|panel|board|cabinet|commission|council)"
_JOINS = r"and|of|for|the|to|on|in|&"
_NAMED = re.compile(rf"(?:[A-Z][\w’'&-]*,?\s+(?:(?:{_JOINS}|[A-Z(][\w’'&-]*[),]?)\s+)*)?{_BODY}\b")
_WHOSE = re.compile(r"(?:county|city|borough|district|unitary|metropolitan)? ?council", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:reports?|items?|papers?|agendas?|meetings?) (?:of|for|to)(?: the)? ", re.IGNORECASE)
PLAN = re.compile(r"\b(?:(?:forward|work) (?:plan|programme)s?|agenda plan)\b(?: (?:of|for)(?: the)?)?", re.IGNORECASE)
_APART = re.compile(r"\s*[:|–—]\s*|\s+-\s+")


def committee_in(lines: Iterable[str]) -> str:
    """The committee that the lines over a table name, without what else they say; empty where none does."""
    for line in lines:
        for part in _APART.split(" ".join(line.split())):
            bare = _BEFORE.sub("", " ".join(PLAN.sub(" ", part).split()))
            named = _NAMED.search(bare)
            if named is not None and not _WHOSE.search(named[0].split()[-1]) and len(named[0].split()) > 1:
                return named[0]
    return ""


_PIECES = re.compile(r"[\n;]|\band\b|&")


def days_in(cell: Cell) -> Iterator[date]:
    """Each day that a cell names, in its order; a month or a year names none."""
    if isinstance(cell.value, datetime | date):
        yield cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return
    seen: set[date] = set()
    for piece in _PIECES.split(cell.text):
        heading = read_label(" ".join(piece.split()))
        if heading is not None and heading.period.kind is PeriodKind.DATE and heading.period.end not in seen:
            seen.add(heading.period.end)
            yield heading.period.end


_TIME = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|noon)\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_DAY = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b[A-Za-z]{3,9}\b(?= \d{4})", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?:date|time|venue|place|meeting|committee meeting)\s*:\s*", re.IGNORECASE)
_LONGEST_LINE = 120
_MOST_WORDS = 6


def only_says_when(text: str) -> bool:
    """Whether a line begins with a date, or with the word for one: ``Meeting: 16 September 2025, 10am``."""
    bare = _LABELLED.sub("", text)
    heading = read_label(bare)
    return len(text) <= _LONGEST_LINE and heading is not None and len(heading.rest.split()) <= _MOST_WORDS


_LATER = re.compile(
    r"\b(?:to be (?:agreed|confirmed|arranged|decided)|tb[ac]|undated|unscheduled"
    r"|(?:future|possible) (?:items|meetings)|dates? not)\b",
    re.IGNORECASE,
)


def names_a_time(text: str) -> bool:
    """Whether a line says of the items beneath it when they come, without a day: a month, a season, not yet."""
    heading = read_label(text)
    begins = heading is not None and not heading.rest
    return len(text) <= _LONGEST_LINE and (begins or _LATER.search(text) is not None)


def time_in(text: str) -> str:
    """The time of day that a line states: ``10am``."""
    found = _TIME.search(text)
    return found[0].strip() if found is not None else ""


def place_in(text: str) -> str:
    """What stands last in a line such as ``16 September 2025, 10am, Council Chamber``."""
    last = _LABELLED.split(text)[-1].rpartition(",")[2].strip()
    is_a_place = last and last != text and not _DAY.search(last)
    return last if is_a_place else ""
