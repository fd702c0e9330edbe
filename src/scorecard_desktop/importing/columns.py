"""A scorecard's header understood: what each column holds and for which period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from scorecard_desktop.domain.period import Period, PeriodKind, academic_year, calendar_year, year_to_date
from scorecard_desktop.domain.period_label import Heading, read_headings, read_label
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.importing.column_settling import main_kind, narrowed, relative_to, settled
from scorecard_desktop.importing.dated import dated
from scorecard_desktop.importing.layout import Block, HeaderCell
from scorecard_desktop.importing.meanings import LEFT_OUT, parted
from scorecard_desktop.importing.scorecard_headings import Column, Relative, Role, group_role, relative_of, role_of
from scorecard_desktop.importing.workbook import Cell, CellKind

_NO_FIGURES = re.compile(
    r"£|\bbudget\b|\bvariance\b|\boutturn £|\bforecast\b|\bproject(?:ed|ion)\b|\bestimated?\b|\bpredict(?:ed|ion)\b"
    r"|\b(?:spend|spent|expenditure)\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:ytd|year to date|to date|so far|part year)\b", re.IGNORECASE)
_PLAIN_WORDS = ("", "%", "no", "no.", "rate", "number", "value", "figure", "actual")
BARE_PERIOD = re.compile(
    r"(?:q|qu|qtr|quarter)\.?\s*[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
    r"|(?:autumn|spring|summer)(?: term)?",
    re.IGNORECASE,
)
"""A period without its year, which the title must give."""
_ONE_EACH = (Role.REF, Role.NAME, Role.SECTION, Role.POLARITY, Role.DATA_NOTE, Role.FREQUENCY, Role.DEFINITION)
_MOST_LABEL_WORDS = 3


def recognise_scorecard(header: Sequence[HeaderCell]) -> float:
    """How many headings of a scorecard a row has, a little more where they name their periods; 0 where it is none."""
    roles: list[Role] = []
    labels: set[object] = set()
    dated = 0
    for cell in header:
        label = period_label(cell)
        if label is not None:
            labels.add(label.value if isinstance(label, Cell) else (label, cell.text))
            dated += isinstance(label, Cell) or read_label(label) is not None
            continue
        bare = _bare(cell)
        role = (role_of(bare[1]) if bare is not None else None) or _role(cell) or _role_of_a_period(cell)[0]
        if role is not None:
            roles.append(role)
            dated += _period_over(cell) is not None
        elif relative_of(cell.text, cell.group) is not None:
            labels.add((cell.text, cell.group))
    periods = len(labels)
    said = set(roles)
    has_figures = periods >= 3 or (periods and (said - {Role.SECTION, Role.SERVICE, Role.COMMENT}))
    if not has_figures and not (Role.NAME in said and Role.TARGET in said and len(said) >= 4):
        return 0
    known = len(roles) + periods
    return known + dated / 100 if known >= 2 else 0


_ROLES = {role.value: role for role in Role}


def _role(cell: HeaderCell) -> Role | None:
    """By what officers have said; by the heading itself; else by the group over it; else by both read together."""
    if cell.meaning:
        return _ROLES.get(parted(cell.meaning)[0])
    grouped = group_role(cell.group, cell.text)
    if grouped is not None:
        return grouped
    own = role_of(cell.text)
    if own is Role.REF and _counts_under_a_period(cell):
        return None
    if own is not None:
        return own
    over = role_of(cell.group) if cell.group else None
    if over is not None and read_label(cell.text) is None and relative_of(cell.text, cell.group) is None:
        return over
    return None


def _counts_under_a_period(cell: HeaderCell) -> bool:
    """``No.`` under ``Apr 18`` or ``YTD``: how many, and no reference."""
    return bool(cell.group) and (read_label(cell.group) is not None or relative_of(cell.group) is not None)


def period_label(cell: HeaderCell) -> str | Cell | None:
    """What names a period of figures in a heading: the cell where it holds a date, else its words; None where none.

    The part of a heading that names a period of figures: the heading, both rows together, or the group alone.
    """
    if cell.meaning:
        means, code = parted(cell.meaning)
        if means != Role.VALUE.value:
            return None
        if code:
            return code
    if group_role(cell.group, cell.text) is not None:
        return None
    value = cell.cell.value
    if cell.cell.kind is CellKind.DATE and cell.text == " ".join(cell.cell.text.split()):
        return cell.cell
    if isinstance(value, bool):
        return None
    bare = _bare(cell)
    if bare is not None and relative_of(bare[1]) is Relative.CURRENT:
        return bare[0]
    if BARE_PERIOD.fullmatch(cell.text.strip()):
        both = f"{cell.text} {cell.group}"
        return both if cell.group and read_label(both) is not None else cell.text
    if cell.group and (relative_of(cell.text) is Relative.CURRENT or cell.text.strip() in ("%", "No", "No.", "Rate")):
        heading = read_label(cell.group)
        if heading is not None and _is_label(heading):
            return cell.group
    own = role_of(cell.text) or _role_of_a_period(cell)[0]
    for label in (cell.text, f"{cell.text} {cell.group}" if cell.group else ""):
        heading = read_label(label) if label else None
        if heading is not None and _is_label(heading) and own is None:
            return label
    return None


_BARE_BEFORE = re.compile(rf"({BARE_PERIOD.pattern})(?:\s*\([^()]*\))?[\s:–-]+(\D.*)", re.IGNORECASE)
_BARE_AFTER = re.compile(rf"(.*[^\s:–-])[\s:–-]+({BARE_PERIOD.pattern})", re.IGNORECASE)


def _bare(cell: HeaderCell) -> tuple[str, str] | None:
    """A period without its year, and what the heading says of it: ``Q1 Target``, or ``Actual`` under ``Q1``."""
    if cell.meaning:
        return None
    before, after = _BARE_BEFORE.fullmatch(cell.text.strip()), _BARE_AFTER.fullmatch(cell.text.strip())
    if before is not None:
        found = (before[1], before[2])
    elif after is not None:
        found = (after[2], after[1])
    elif cell.group and BARE_PERIOD.fullmatch(cell.group.strip()):
        found = (cell.group.strip(), cell.text)
    else:
        return None
    known = role_of(found[1]) is not None or relative_of(found[1]) is Relative.CURRENT
    return found if known and read_label(cell.text) is None else None


def _is_label(heading: Heading) -> bool:
    rest = heading.rest
    return not _NO_FIGURES.search(rest) and len(rest.split()) <= _MOST_LABEL_WORDS and role_of(rest) is None


def scorecard_columns(block: Block, position: Period | None) -> list[Column]:
    """The columns of a scorecard's table. ``position`` is the period that its title states."""
    labels: dict[int, object] = {}
    for cell in block.header:
        label = period_label(cell)
        if label is not None:
            labels[cell.column] = label.value if isinstance(label, Cell) else label
        elif (bare := _bare(cell)) is not None:
            labels[cell.column] = bare[0]
    read = dict(zip(labels, read_headings(list(labels.values()), position), strict=True))
    if position is not None and position.kind is PeriodKind.ACADEMIC_YEAR:
        read = {column: _academic(heading) for column, heading in read.items()}
    latest = _latest(block, read)
    over = _periods_over(block, read)
    columns = [_dated(_column(cell, read, latest, position, over), cell, block) for cell in block.header]
    columns = _of_their_areas(columns, block)
    columns = settled(_first_of_each(_with_coded_names(columns, block)), block)
    columns = _leading(columns, block)
    columns = sorted(_with_thresholds_in_pairs(columns), key=lambda column: column.index)
    return _of_their_areas(columns, block)


def _of_their_areas(columns: list[Column], block: Block) -> list[Column]:
    areas = block.sheet.areas
    return [replace(c, area=areas[c.index]) if c.index in areas else c for c in columns] if areas else columns


def _periods_over(block: Block, read: Mapping[int, Heading | None]) -> dict[str, Period | None]:
    """The period that a group names, as its figures have it: ``Mar 24`` over each of several quarters is a quarter."""
    found: dict[str, Period | None] = {}
    for cell in block.header:
        heading = read.get(cell.column)
        if cell.group and heading is not None and not _names_a_period(cell.text):
            same = found.get(cell.group, heading.period) == heading.period
            found[cell.group] = heading.period if same and _period_over(cell) is not None else None
    return found


def _names_a_period(text: str) -> bool:
    return read_label(text) is not None or BARE_PERIOD.fullmatch(text.strip()) is not None


def _academic(heading: Heading | None) -> Heading | None:
    """A year under a title that speaks of academic years is one of those."""
    if heading is None or heading.period.kind is not PeriodKind.FINANCIAL_YEAR:
        return heading
    return Heading(academic_year(heading.period.start.year), heading.rest)


def _latest(block: Block, read: Mapping[int, Heading | None]) -> Period | None:
    """The latest period of the main kind that has any figure, or that has a column where none has."""
    periods = {index: heading.period for index, heading in read.items() if heading is not None}
    filled = [p for index, p in periods.items() if any(not block.sheet.at(row, index).blank for row in block.body)]
    kind = main_kind(filled or list(periods.values()))
    return max((period for period in filled or periods.values() if period.kind is kind), default=None)


def _column(
    cell: HeaderCell,
    read: Mapping[int, Heading | None],
    latest: Period | None,
    position: Period | None,
    over: Mapping[str, Period | None],
) -> Column:
    heading = read.get(cell.column)
    bare = _bare(cell)
    if bare is not None and (said := role_of(bare[1])) is not None:
        when = heading.period if heading is not None else None
        return Column(cell.column, said if when is not None else None, cell.whole, when)
    if heading is not None and _SO_FAR.search(heading.rest) and heading.period.kind in _WHOLE_YEARS:
        period = _so_far(heading.period, latest, position)
        return Column(cell.column, Role.VALUE if period is not None else None, cell.whole, period)
    if heading is not None:
        return Column(cell.column, Role.VALUE, cell.text, heading.period, sure=_is_sure(cell, heading))
    role = _role(cell)
    if cell.meaning and role is not Role.VALUE:
        return _as_said(cell, role)
    relative = relative_of(cell.text, cell.group) if role in (None, Role.VALUE) else None
    if relative is None and role is None and cell.text.casefold().strip() in _PLAIN_WORDS:
        relative = relative_of(cell.group)
    if relative is not None:
        period = _relative_period(relative, latest, position, cell.text)
        role = Role.VALUE if period is not None else None
        return Column(cell.column, role, cell.whole, period, relative=relative)
    if role is Role.BENCHMARK:
        stated = read_label(cell.text)
        name = stated.rest if stated is not None and stated.rest else cell.text
        return Column(cell.column, role, cell.whole, stated.period if stated else _period_over(cell), name)
    if role is Role.PRIORITY:
        return Column(cell.column, role, cell.whole, None, cell.text)
    now = latest or position
    if role is Role.TARGET and _SO_FAR.search(cell.whole) and now is not None:
        return Column(cell.column, role, cell.whole, year_to_date(now.end.year, now.end.month))
    if role is None:
        role, period = _role_of_a_period(cell)
        stated = read_label(cell.text)
        name = stated.rest if stated is not None else re.sub(r"\s*\b(?:19|20)\d\d\b\s*", "", cell.text)
        return Column(cell.column, role, cell.whole, period, name if role is not None else "")
    return Column(cell.column, role, cell.whole, over.get(cell.group) or _period_over(cell))


def _as_said(cell: HeaderCell, role: Role | None) -> Column:
    """A column that holds what officers have said, for the period that they or the heading name."""
    means, code = parted(cell.meaning)
    stated = read_label(code or cell.text)
    detail = cell.text if role in (Role.BENCHMARK, Role.PRIORITY) else LEFT_OUT if means == LEFT_OUT else ""
    if role is Role.BENCHMARK and stated is not None and stated.rest:
        detail = stated.rest
    period = stated.period if stated is not None else _period_over(cell)
    return Column(cell.column, role, cell.whole, period, detail)


def _dated(column: Column, cell: HeaderCell, block: Block) -> Column:
    """A column such as ``Current`` whose cells say which period they are for: ``12.9% Rolling 12 months Jan 2017``."""
    relative = relative_of(cell.text, cell.group) if column.role in (None, Role.VALUE) else None
    if relative not in (Relative.CURRENT, Relative.PREVIOUS, Relative.YEAR_EARLIER) or _period_over(cell) is not None:
        return column
    stated = [found.period for row in block.body if (found := dated(block.sheet.at(row, cell.column))) is not None]
    if not stated:
        return column
    period = Counter(stated).most_common(1)[0][0]
    return replace(column, role=Role.VALUE, period=period, dated=True)


def _role_of_a_period(cell: HeaderCell) -> tuple[Role | None, Period | None]:
    """``Target 2017-18`` or ``Q2 RAG``: a role with a period in the same heading."""
    stated = read_label(cell.text)
    if stated is None:
        return _role_of_a_calendar_year(cell.text)
    role = role_of(stated.rest)
    return role, stated.period if role is not None else None


def _role_of_a_calendar_year(text: str) -> tuple[Role | None, Period | None]:
    """``Target 2018``, ``England 2017``: a year alone is one only beside words that are known."""
    match = re.fullmatch(r"(?:(\D+?)\s+((?:19|20)\d\d)|((?:19|20)\d\d)\s+(\D+))", text.strip())
    role = role_of(match[1] or match[4]) if match is not None else None
    if match is None or role not in (Role.TARGET, Role.BENCHMARK, Role.SHEET_RAG):
        return None, None
    return role, calendar_year(int(match[2] or match[3]))


def _period_over(cell: HeaderCell) -> Period | None:
    over = read_label(cell.group) if cell.group else None
    return over.period if over is not None else None


_WHOLE_YEARS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR)


def _so_far(year: Period, latest: Period | None, position: Period | None) -> Period | None:
    """``2018/19 YTD``: the year to the latest period within it; None where nobody says how far it goes."""
    within = [p for p in (latest, position) if p is not None and p.kind not in _WHOLE_YEARS]
    now = next((p for p in within if year.start <= p.end <= year.end), None)
    return year_to_date(now.end.year, now.end.month) if now is not None else None


def _is_sure(cell: HeaderCell, heading: Heading) -> bool:
    """Whether nothing stands with the period of a heading but words that are plainly of figures."""
    if cell.meaning or cell.cell.kind is CellKind.DATE:
        return True
    own = read_label(cell.text)
    rest = own.rest if own is not None else "" if BARE_PERIOD.fullmatch(cell.text.strip()) else cell.text
    return rest.casefold().strip() in _PLAIN_WORDS or relative_of(rest) is Relative.CURRENT or heading.rest == ""


def _relative_period(relative: Relative, latest: Period | None, position: Period | None, heading: str) -> Period | None:
    now = latest or position
    if now is None:
        return None
    if relative is Relative.YEAR_TO_DATE:
        return year_to_date(now.end.year, now.end.month)
    if relative is Relative.PREVIOUS_YEAR_TO_DATE:
        return year_to_date(now.end.year - 1, now.end.month)
    if position is None or latest is not None:
        return None  # “Actual” beside columns of periods: which one it is for nobody says
    own = narrowed(position, heading)
    return relative_to(own, relative) if own is not None else None


def _with_coded_names(columns: Sequence[Column], block: Block) -> list[Column]:
    """Of two columns headed as names (``PI``, ``Measure``) the one that holds codes has the references."""
    names = [column for column in columns if column.role is Role.NAME]
    if len(names) < 2 or any(column.role is Role.REF for column in columns):
        return list(columns)
    coded = next((column for column in names if _are_references(_texts(block, column.index))), None)
    return [replace(column, role=Role.REF) if column is coded else column for column in columns]


def _first_of_each(columns: Sequence[Column]) -> list[Column]:
    """A table has one name, one reference and so on; a second name is a definition."""
    seen: set[Role] = set()
    result = []
    for column in columns:
        role = column.role
        if role in _ONE_EACH and role in seen:
            role = Role.DEFINITION if role is Role.NAME and Role.DEFINITION not in seen else None
        if role is not None:
            seen.add(role)
        result.append(replace(column, role=role))
    return result


_MAY_NAME = (None, Role.DEFINITION, Role.SECTION, Role.SERVICE)
"""What a heading may say of the column that names the indicators, where none says it is that: ``Team``, ``Area``."""


def _leading(columns: Sequence[Column], block: Block) -> list[Column]:
    """Name, reference and section where no heading says which they are: by what stands in them.

    They stand before the first figures. The name is the column of the longest words.
    """
    roles = {column.role for column in columns}
    figures = [c.index for c in columns if c.role in (Role.VALUE, Role.TARGET, Role.POLARITY)]
    headed = {column.index: column for column in columns}
    first = min(figures, default=max(headed, default=1) + 1)
    free = [
        index
        for index in block.sheet.columns
        if index < first
        and (index not in headed or headed[index].role in (None, Role.DEFINITION, Role.SECTION, Role.SERVICE))
    ]
    contents = {index: _texts(block, index) for index in free}
    result = dict(headed)

    def give(index: int, role: Role) -> None:
        heading = headed[index].heading if index in headed else ""
        result[index] = Column(index, role, heading)
        free.remove(index)

    if Role.NAME not in roles:
        own = {index: _texts(block, index, _rows_of_figures(block, first)) for index in free}
        contents = {index: own[index] or contents[index] for index in free} if any(own.values()) else contents
        worded = [i for i in free if own[i] or not any(own.values())]
        worded = [i for i in worded if contents[i] and median(map(len, contents[i])) > 8]
        worded = [i for i in worded if i not in headed or headed[i].role is not Role.SECTION] or worded
        worded = worded or [i for i in free if _are_categories(contents[i])][-1:]
        if worded:
            give(max(worded, key=lambda i: (median(map(len, contents[i])), len(contents[i]))), Role.NAME)
    name = next((c.index for c in result.values() if c.role is Role.NAME), first)
    if Role.REF not in roles:
        coded = [i for i in free if i not in headed and i < name and _are_references(contents[i])]
        if coded:
            give(coded[-1], Role.REF)
    if Role.SECTION not in roles:
        spanning = _columns_that_span_rows(block)
        merged = [i for i in free if i not in headed and i < name and i in spanning]
        if merged:
            give(merged[0], Role.SECTION)
    return list(result.values())


def _rows_of_figures(block: Block, first: int) -> list[int]:
    """The rows of the body that have a figure in a column or to its right."""
    return [
        row
        for row in block.body
        if any(
            cell.column >= first and (cell.kind is CellKind.NUMBER or read_figure(cell.text) is not None)
            for cell in block.sheet.by_row[row]
        )
    ]


def _texts(block: Block, column: int, rows: Sequence[int] | None = None) -> list[str]:
    return [
        cell.text
        for row in (block.body if rows is None else rows)
        if not (cell := block.sheet.at(row, column)).blank and (cell.kind is CellKind.TEXT or len(cell.text) < 8)
    ]


_REFERENCE = re.compile(r"[A-Za-z]{0,6}[ .-]?\d{1,5}(?:[.\-/]\d{1,4})*[ .]?[A-Za-z]{0,2}")


def _are_references(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(1 for text in texts if _REFERENCE.fullmatch(text)) * 2 > len(texts)


def _columns_that_span_rows(block: Block) -> set[int]:
    """The columns in which cells are merged down over several rows of the body."""
    return {
        merge.left
        for merge in block.sheet.merges
        if merge.height > 1 and block.header_bottom < merge.top <= block.bottom
    }


_FEWEST_CATEGORIES = 2


def _are_categories(texts: Sequence[str]) -> bool:
    """Short names of different things, as a table by category has them: ``Primary``, ``Secondary``, ``Total``."""
    named = {text for text in texts if re.search(r"[A-Za-z]{3}", text)}
    return len(named) >= _FEWEST_CATEGORIES and len(named) == len(texts)


def _with_thresholds_in_pairs(columns: Sequence[Column]) -> list[Column]:
    """A red column without a green one, or the reverse, is no tolerance."""
    roles = {column.role for column in columns}
    if (Role.RED in roles) == (Role.GREEN in roles):
        return list(columns)
    return [Column(c.index, None, c.heading, c.period) if c.role in (Role.RED, Role.GREEN) else c for c in columns]


def frequency_of(columns: Sequence[Column], title: str) -> PeriodKind:
    """How often most figures of the table are due: the commonest kind of its columns, the title deciding a tie."""
    from scorecard_desktop.importing.titles import is_frequency_word

    periods = [
        c.period
        for c in columns
        if c.role is Role.VALUE and c.period is not None and c.period.kind is not PeriodKind.YEAR_TO_DATE
    ]
    main = main_kind(periods)
    if main is None:
        return is_frequency_word(title) or PeriodKind.MONTH
    if main not in _WHOLE_YEARS:
        periods = [period for period in periods if period.kind not in _WHOLE_YEARS or main_kind([period]) is main]
    kinds = Counter(period.kind for period in periods)
    most = max(kinds.values())
    tied = [kind for kind, count in kinds.items() if count == most]
    said = is_frequency_word(title)
    return said if said in tied else tied[0]
