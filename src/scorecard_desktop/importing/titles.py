"""What stands around a table: its title, the protective marking, the date of the position, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.standing_title import without_period
from scorecard_desktop.domain.target import ToleranceKind
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet

_MARKINGS = (
    "NOT PROTECTIVELY MARKED",
    "OFFICIAL",
    "PROTECT",
    "RESTRICTED",
    "OFFICIAL-SENSITIVE",
    "CONFIDENTIAL",
    "SECRET",
)
_MARKING = re.compile(
    r"(?:protective marking\s*[:-]?\s*|classification\s*[:-]?\s*)?"
    r"(not protectively marked|official\s*[-–:]?\s*sensitive(?:\s*[-–:\[(].*)?|official|protect|restricted|confidential"
    r"|secret)",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\b(?:position|data|figures|performance|results|report|correct|information)?\s*(?:as )?(?:at|to|for)\b(?: the)?"
    r"(?: end of)?|\bposition\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rows of words around a table say.

    ``title`` as written, ``name`` without the period in it; ``position`` the period that the title or a line such as
    ``Position at April 2018`` states; ``notes`` the lines that belong to no cell, each with its cell.
    """

    title: str
    name: str
    title_cell: Cell | None
    position: Period | None
    notes: tuple[Cell, ...]


def marking_of(sheet: Sheet) -> str:
    """The most restrictive protective marking that any cell of a sheet carries; empty where there is none."""
    found = [_MARKINGS.index(marking) for cell in words(sheet) if (marking := _marking(cell.text))]
    return _MARKINGS[max(found)] if found else ""


@lru_cache(maxsize=8192)  # each cell of words is asked several times
def _marking(text: str) -> str:
    match = _MARKING.fullmatch(text.strip())
    if match is None:
        return ""
    plain = " ".join(match[1].upper().split())
    return "OFFICIAL-SENSITIVE" if plain.startswith("OFFICIAL") and "SENSITIVE" in plain else plain


def is_marking(cell: Cell) -> bool:
    """True for a cell that only carries a protective marking."""
    return bool(_marking(cell.text))


def words(sheet: Sheet, rows: Iterable[int] | None = None) -> Iterator[Cell]:
    """The cells of words, in reading order, of the given rows or of the whole sheet."""
    for row in sheet.rows if rows is None else rows:
        for cell in sheet.by_row.get(row, []):
            if cell.kind is CellKind.TEXT:
                yield cell


def surroundings(block: Block, after: Iterable[Cell] = ()) -> Surroundings:
    """What stands above a table, with the notes that were found below it in ``after``."""
    lead = [cell for cell in words(block.sheet, block.lead) if not is_marking(cell)]
    title = _title(lead)
    position = None
    for cell in lead:
        read = read_position(cell.text)
        if read is not None and position is None:
            position = read
    by_name = read_position(block.sheet.name)
    notes = tuple(
        cell for cell in [*lead, *after] if cell is not title and not is_marking(cell) and not _only_position(cell)
    )
    text = " ".join(title.text.split()) if title is not None else ""
    return Surroundings(text, without_period(text), title, position or by_name, notes)


def _title(lead: list[Cell]) -> Cell | None:
    """The first bold line; else the first that is not a note or a position."""
    short = [cell for cell in lead if len(cell.text) <= 160 and not _only_position(cell)]
    bold = [cell for cell in short if cell.bold]
    return next(iter(bold or short), None)


def _only_position(cell: Cell) -> bool:
    heading = read_label(cell.text)
    if heading is None or len(cell.text) > 60:
        return False
    return not _POSITION.sub("", heading.rest).strip(" -–:,.")


def read_position(text: str) -> Period | None:
    """The period that a title or a line states, or None."""
    heading = read_label(text) if len(text) <= 160 else None
    return heading.period if heading is not None else None


@dataclass(frozen=True, slots=True)
class Cover:
    """The period that a cover states for the whole workbook, and where it does."""

    period: Period
    sheet: str
    cell: Cell


_OF_THE_PAPER = re.compile(
    r"\b(?:publish\w*|print\w*|issued?|produced|prepared|version|updated?|meeting|committee|cabinet|board|deadline|due)\b",
    re.IGNORECASE,
)
_LONGEST_COVER = 60


def cover_of(sheets: Iterable[Sheet]) -> Cover | None:
    """What the first short sheet without tables states, as a cover does; the date of the paper itself is none."""
    for sheet in sheets:
        if len(sheet.rows) <= _LONGEST_COVER:
            for cell in words(sheet):
                period = read_position(cell.text) if not _OF_THE_PAPER.search(cell.text) else None
                if period is not None:
                    return Cover(period, sheet.name, cell)
    return None


def file_title(name: str) -> str:
    """A file's name as a title: without its ending, dashes and underscores as spaces."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name)
    years = re.sub(r"(?<!\d)((?:19|20)\d\d)[_-](\d\d)(?!\d)", r"\1–\2", stem)
    return " ".join(re.sub(r"[_-]+", " ", years).replace("–", "-").split())


@dataclass(frozen=True, slots=True)
class NotedTolerance:
    """A tolerance for a whole scorecard that a note states."""

    kind: ToleranceKind
    margin: Decimal
    cell: Cell


_AMBER_WITHIN = re.compile(
    r"(?:\bamber\b|\ba\s*[=:–-])[^.;]{0,60}?\b(?:within|up to|less than|no more than|below|by)\s+(\d+(?:\.\d+)?)\s*"
    r"(%|per ?cent(?:age points?)?|percentage points?|points?|pp)(?P<after>[^.;]{0,60})",
    re.IGNORECASE,
)


def noted_tolerance(notes: Iterable[Cell]) -> NotedTolerance | None:
    """How far amber reaches, where a note says so: ``Amber within 10% (not percentage points)``."""
    for cell in notes:
        match = _AMBER_WITHIN.search(cell.text)
        if match is None:
            continue
        unit, after = match[2].casefold(), match["after"].casefold()
        points = "point" in unit or unit == "pp" or after.strip(" (").startswith("point")
        kind = ToleranceKind.ABSOLUTE if points else ToleranceKind.RELATIVE
        return NotedTolerance(kind, Decimal(match[1]), cell)
    return None


def is_frequency_word(text: str) -> PeriodKind | None:
    """How often figures are due, where words say so: ``Monthly``, ``Quarterly / Termly``."""
    found = text.casefold()
    for word, kind in (
        ("month", PeriodKind.MONTH),
        ("quarter", PeriodKind.QUARTER),
        ("half term", PeriodKind.HALF_TERM),
        ("half-term", PeriodKind.HALF_TERM),
        ("term", PeriodKind.TERM),
        ("six month", PeriodKind.HALF_YEAR),
        ("half year", PeriodKind.HALF_YEAR),
        ("academic", PeriodKind.ACADEMIC_YEAR),
        ("annual", PeriodKind.FINANCIAL_YEAR),
        ("year", PeriodKind.FINANCIAL_YEAR),
    ):
        if word in found:
            return kind
    return None
