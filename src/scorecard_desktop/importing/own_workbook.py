"""The program's own workbooks, come home: known by the marks on their sheets, and read by their keys, not by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_type_hints

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import ColumnSpec, codec
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.exchange import (
    COMMENT_HEADINGS,
    COUNTS,
    KEY,
    LAYOUT,
    LISTS,
    REASON_HEADING,
    SEEN_HEADING,
    Mark,
    OwnSheet,
    ReturnColumn,
    listed_columns,
    read_mark,
)
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.reading import Figure, read_number
from scorecard_desktop.importing.gathered import Gathered, ReturnCome, TableFound, TableKind
from scorecard_desktop.importing.known_words import SEEN_ANYWHERE, KnownWords
from scorecard_desktop.importing.noticing import Notices, counted
from scorecard_desktop.importing.values import Remark, hundredfold, read_cell, scale_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet, Workbook, address

_DEEPEST_MARK = 12
"""How far down a mark is looked for: an officer may have put a line or two above it."""


def is_own(workbook: Workbook) -> bool:
    """Whether a workbook was written by this program, whatever has become of its name."""
    return any(_mark_of(sheet) is not None for sheet in workbook.sheets)


def _mark_of(sheet: Sheet) -> Mark | None:
    for row in sheet.rows[:_DEEPEST_MARK]:
        for cell in sheet.by_row[row]:
            if cell.kind is CellKind.TEXT:
                mark = read_mark(str(cell.value))
                if mark is not None:
                    return mark
    return None


def read_own(workbook: Workbook, words: KnownWords = SEEN_ANYWHERE) -> Gathered:
    """Everything in the marked sheets of one of the program's own workbooks."""
    return _OwnReading(workbook, words).gathered()


@dataclass
class _OwnReading:
    """What has been read of one workbook so far."""

    workbook: Workbook
    words: KnownWords
    records: list[Record] = field(default_factory=list)
    tables: list[TableFound] = field(default_factory=list)
    seen: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    unstated: dict[str, frozenset[str]] = field(default_factory=dict)
    returns: list[ReturnCome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._notices = Notices(self.workbook)
        self._units: dict[str, Unit] = {}
        self._marked: dict[tuple[str, str], Observation] = {}

    def gathered(self) -> Gathered:
        marked = [(sheet, mark) for sheet in self.workbook.sheets if (mark := _mark_of(sheet)) is not None]
        for sheet, mark in marked:
            if mark.layout > LAYOUT:
                self._say(sheet, None, _NEWER)
        known = [(sheet, mark) for sheet, mark in marked if mark.layout <= LAYOUT]
        for sheet, mark in known:
            if mark.sheet is OwnSheet.LIST:
                self._list(sheet, mark)
        for sheet, mark in known:
            if mark.sheet is OwnSheet.FIGURES:
                self._figures(sheet)
            elif mark.sheet is OwnSheet.RETURN:
                self._return(sheet, mark)
        self.records.extend(self._marked.values())
        return Gathered(
            self.workbook.name,
            self.workbook.hash,
            tuple(self.records),
            tuple(self.tables),
            tuple(self._notices.findings),
            tuple(self._notices.left_out),
            exact=True,
            seen=self.seen,
            unstated=self.unstated,
            returns=tuple(self.returns),
        )

    def _say(self, sheet: Sheet, cell: Cell | None, remark: Remark, indicator: str = "", period: str = "") -> None:
        self._notices.remark(sheet, cell, remark, indicator=indicator, period=period)

    def _header(self, sheet: Sheet, wanted: frozenset[str]) -> tuple[int, dict[str, int]] | None:
        """The header row: the first that has the key's heading, or the most of those ``wanted``."""
        for row in sheet.rows:
            headings = {" ".join(cell.text.split()): cell.column for cell in sheet.by_row[row]}
            if wanted <= headings.keys():
                return row, headings
        self._say(sheet, None, _headings_gone(sorted(wanted)))
        return None

    def _found(self, sheet: Sheet, kind: TableKind, what: str) -> None:
        bottom, right = max(sheet.rows, default=1), max(sheet.columns, default=1)
        found = TableFound(self.workbook.name, sheet.name, f"A1:{address(bottom, right)}", kind, what, 1.0)
        self.tables.append(found)

    # Lists

    def _list(self, sheet: Sheet, mark: Mark) -> None:
        record_type = next((each for each in LISTS if each.record_kind == mark.about), None)
        if record_type is None:
            self._say(sheet, None, _unknown_list(mark.about))
            return
        columns = listed_columns(record_type)
        header = self._header(sheet, frozenset([next(iter(columns.values()))]))
        if header is None:
            return
        top, headings = header
        places = {name: headings[heading] for name, heading in columns.items() if heading in headings}
        self.unstated[record_type.record_kind] = codec(record_type).fields_beyond(places) - {"source"}
        read = 0
        for row in sheet.rows:
            if row > top and any(not sheet.at(row, column).blank for column in places.values()):
                record = self._listed(sheet, row, record_type, places)
                if record is not None:
                    read += 1
                    self._keep(record)
        self._found(sheet, TableKind.OWN, f"{LISTS[record_type]}: {counted(read, 'row')}")

    def _keep(self, record: Record) -> None:
        if isinstance(record, Indicator):
            self._units[record.id] = record.unit
        if isinstance(record, Observation) and not record.area:
            self._marked[record.indicator, record.period] = record
        else:
            self.records.append(record)

    def _listed(self, sheet: Sheet, row: int, record_type: type[Record], places: Mapping[str, int]) -> Record | None:
        own = codec(record_type)
        hints = get_type_hints(record_type)
        encoded: dict[str, Any] = dict(own.defaults)
        for spec in own.columns:
            if spec.name in places:
                cell = sheet.shown_at(row, places[spec.name])
                held = _scalar(cell, spec, truth=hints.get(spec.name) is bool)
                encoded[spec.name] = held if held is not None or spec.nullable else own.defaults.get(spec.name, "")
        wrong = own.problem(encoded)
        if wrong is not None:
            cell = sheet.at(row, places.get(wrong, min(places.values())))
            self._say(sheet, cell, _not_a_field(cell.text, wrong.replace("_", " ")))
            return None
        record: Any = own.decode([tuple(encoded.get(spec.name) for spec in own.columns)])[0]
        first = sheet.at(row, min(places.values()))
        return replace(record, source=self.workbook.source(sheet, first)) if hasattr(record, "source") else record  # type: ignore[no-any-return]

    # Figures

    def _figures(self, sheet: Sheet) -> None:
        header = self._header(sheet, frozenset([KEY]))
        if header is None:
            return
        top, headings = header
        periods = {column: period for text, column in headings.items() if (period := _period(text)) is not None}
        rows = {str(sheet.at(row, headings[KEY]).value or "").strip(): row for row in sheet.rows if row > top}
        read = 0
        for key, row in rows.items():
            if not key or key.endswith(COUNTS):
                continue
            self._row(sheet, row, rows.get(key + COUNTS), key, periods)
            read += 1
        self._found(
            sheet, TableKind.OWN, f"figures of {counted(read, 'indicator')} in {counted(len(periods), 'period')}"
        )

    def _row(self, sheet: Sheet, row: int, counts: int | None, key: str, periods: Mapping[int, Period]) -> None:
        cells = {column: sheet.shown_at(row, column) for column in periods}
        unit = self._units.get(key)
        if unit is None:
            unit = Unit.PERCENT if any(cell.percentage for cell in cells.values()) else Unit.NUMBER
        scale = scale_of(unit, list(cells.values()), self.words.of_indicator(key))
        for column, cell in cells.items():
            reading = read_cell(cell, scale)
            code = periods[column].code
            for remark in reading.remarks:
                self._say(sheet, cell, remark, key, code)
            above = below = None
            if counts is not None:
                above, below = _counts(sheet.shown_at(counts, column).text)
            if reading.figure is None and above is None and below is None:
                continue
            self._observe(sheet, cell, key, code, reading.figure or Figure(), above, below)

    def _observe(
        self,
        sheet: Sheet,
        cell: Cell,
        key: str,
        code: str,
        figure: Figure,
        above: Decimal | None,
        below: Decimal | None,
    ) -> None:
        known = self._marked.pop((key, code), Observation(key, code))
        self.records.append(
            replace(
                known,
                value=figure.value,
                symbol=figure.symbol,
                flags=figure.flags or known.flags,
                numerator=above if above is not None else figure.numerator,
                denominator=below if below is not None else figure.denominator,
                source=self.workbook.source(sheet, cell),
            )
        )

    # Returns

    def _return(self, sheet: Sheet, mark: Mark) -> None:
        period = _period(mark.period)
        header = self._header(sheet, frozenset([KEY]))
        if header is None or period is None:
            return
        top, headings = header
        lines = [row for row in sheet.rows if row > top and str(sheet.at(row, headings[KEY]).value or "").strip()]
        whose = f"return of {mark.about or 'no service named'} for {period.label}"
        if ReturnColumn.FIGURE.value in headings:
            filled = sum(self._figure_line(sheet, row, headings, period) for row in lines)
            by = dict(_facts(sheet, top)).get(ReturnColumn.COMPLETED_BY.value.casefold(), "")
            self.returns.insert(0, ReturnCome(mark.about, period.code, by))
            self._found(sheet, TableKind.OWN, f"{whose}: {filled} of {counted(len(lines), 'figure')} filled in")
        if not headings.keys().isdisjoint(COMMENT_HEADINGS):
            written = sum(self._comment_line(sheet, row, headings, period) for row in lines)
            self._found(sheet, TableKind.OWN, f"{whose}: {counted(written, 'comment')}")

    def _figure_line(self, sheet: Sheet, row: int, headings: Mapping[str, int], period: Period) -> bool:
        key = str(sheet.at(row, headings[KEY]).value).strip()

        def at(heading: str) -> Cell:
            return sheet.shown_at(row, headings[heading]) if heading in headings else Cell(row, 1, CellKind.EMPTY)

        unit = _unit(at(ReturnColumn.UNIT.value).text)
        self._units[key] = unit
        said = self._figure_of(sheet, at, key, period, unit)
        if said is not None:
            self.records.append(said)
            self.seen["observation", said.key] = at(SEEN_HEADING).text.strip()
        return said is not None

    def _comment_line(self, sheet: Sheet, row: int, headings: Mapping[str, int], period: Period) -> int:
        """How many comments the row holds."""
        key = str(sheet.at(row, headings[KEY]).value).strip()
        words = sheet.shown_at(row, headings[SEEN_HEADING]).text.split() if SEEN_HEADING in headings else []
        marks = dict(zip(COMMENT_HEADINGS, words, strict=False))
        written = 0
        for heading, part in COMMENT_HEADINGS.items():
            cell = sheet.shown_at(row, headings[heading]) if heading in headings else Cell(row, 1, CellKind.EMPTY)
            if not cell.blank:
                text = (str(cell.value) if isinstance(cell.value, str) else cell.text).strip()
                source = self.workbook.source(sheet, cell)
                record = Commentary(key, period.code, CommentaryPart(part), text, source)
                self.records.append(record)
                self.seen["commentary", record.key] = marks.get(heading, "")
                written += 1
        return written

    def _figure_of(self, sheet: Sheet, at: Any, key: str, period: Period, unit: Unit) -> Observation | None:  # noqa: ANN401
        cell = at(ReturnColumn.FIGURE.value)
        code = period.code
        reading = read_cell(cell, scale_of(unit, [cell], self.words.of_indicator(key)))
        for remark in reading.remarks:
            self._say(sheet, cell, remark, key, code)
        figure = reading.figure or Figure()
        above, below = (
            self._count(sheet, at(each.value), key, code) for each in (ReturnColumn.ABOVE, ReturnColumn.BELOW)
        )
        symbol = self._symbol(sheet, at(REASON_HEADING), key, code)
        note = " ".join(at(ReturnColumn.NOTE.value).text.split())
        value = figure.value
        if value is None and figure.symbol is None and symbol is None and above is not None and below:
            value = above / below * 100 if unit is Unit.PERCENT else above / below
        if value is not None and symbol is not None and not symbol.goes_with_a_value:
            self._say(sheet, at(REASON_HEADING), _both(symbol), key, code)
            symbol = None
        flags = figure.flags | ({symbol} if value is not None and symbol is not None else set())
        standing = figure.symbol or (symbol if value is None else None)
        if value is None and standing is None and (above is None) is not (below is None):
            half = ReturnColumn.ABOVE if above is not None else ReturnColumn.BELOW
            self._say(sheet, at(half.value), _half_of_the_counts(half), key, code)
        if value is None and standing is None and not note and not reading.words:
            return None
        return Observation(
            key,
            code,
            value=value,
            symbol=standing,
            flags=frozenset(flags),
            numerator=above if above is not None else figure.numerator,
            denominator=below if below is not None else figure.denominator,
            note=note or figure.note or reading.words,
            source=self.workbook.source(sheet, cell),
        )

    def _count(self, sheet: Sheet, cell: Cell, key: str, code: str) -> Decimal | None:
        if cell.blank:
            return None
        found = cell.value if isinstance(cell.value, Decimal) else read_number(cell.text)
        if found is None:
            self._say(sheet, cell, _not_a_field(cell.text, "count"), key, code)
        return found

    def _symbol(self, sheet: Sheet, cell: Cell, key: str, code: str) -> Symbol | None:
        if cell.blank:
            return None
        code_text = cell.text.strip().lstrip("[").partition("]")[0].strip().casefold()
        found = next((each for each in Symbol if code_text in (each.value, each.meaning)), None)
        if found is None:
            self._say(sheet, cell, _not_a_field(cell.text, "reason for no figure"), key, code)
        return found


def _half_of_the_counts(given: ReturnColumn) -> Remark:
    missing = ReturnColumn.BELOW if given is ReturnColumn.ABOVE else ReturnColumn.ABOVE
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"A {given.value.lower()} stands here without its {missing.value.lower()}, and no figure, so there is none.",
        "Enter both counts, or the figure itself.",
    )


def _facts(sheet: Sheet, top: int) -> Iterator[tuple[str, str]]:
    """The pairs of words above the table: ``Completed by``, and who."""
    for row in sheet.rows:
        if row < top:
            cells = sheet.by_row[row]
            if len(cells) >= 2:
                yield " ".join(cells[0].text.split()).rstrip(":").casefold(), " ".join(cells[1].text.split())


def _period(text: str) -> Period | None:
    try:
        return period_from_code(text.strip())
    except ValueError:
        return None


def _unit(words: str) -> Unit:
    found = next((unit for unit in Unit if words.strip().casefold() in (unit.value, unit.suffix)), None)
    return found if found is not None else Unit.NUMBER


def _counts(text: str) -> tuple[Decimal | None, Decimal | None]:
    above, slash, below = text.partition("/")
    return (read_number(above.strip()), read_number(below.strip())) if slash else (None, None)


def _scalar(cell: Cell, spec: ColumnSpec, *, truth: bool) -> str | int | None:
    """What a listed field's cell holds, as the codec keeps it; None where it is blank."""
    if cell.blank and cell.kind is not CellKind.TEXT:
        return None
    if truth:
        said = cell.text.strip().casefold()
        return {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}.get(said, said)
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if spec.whole_number:
            return int(value) if value == value.to_integral_value() else cell.text
        exact = hundredfold(value) if cell.percentage else value
        return f"{exact.normalize():f}"
    text = str(value) if isinstance(value, str) else cell.text
    if spec.whole_number:
        number = read_number(text.strip())
        return int(number) if number is not None and number == number.to_integral_value() else text
    return spec.from_lines(text)


_NEWER = Remark(
    "newer-layout",
    Severity.ERROR,
    "This workbook was written by a newer version of Scorecard Desktop. Nothing is taken from this sheet.",
    "Update the program, or ask for the workbook to be exported by the version that you have.",
)


def _headings_gone(wanted: list[str]) -> Remark:
    named = " and ".join(f"“{each}”" for each in wanted)
    return Remark(
        "not-recognised",
        Severity.ERROR,
        f"This sheet is one of the program’s own, but its heading {named} is gone. Nothing is taken from it.",
        "Put the heading back over its column, or fill in a fresh copy.",
    )


def _unknown_list(kind: str) -> Remark:
    return Remark(
        "not-recognised",
        Severity.WARNING,
        f"This sheet lists “{kind}”, which is not known here. Nothing is taken from it.",
        "Export the workbook again.",
    )


def _not_a_field(text: str, what: str) -> Remark:
    short = text if len(text) <= 60 else f"{text[:60]} …"
    said = f"“{short}” is no {what}" if text.strip() else f"the {what} is missing"
    return Remark(
        "unmapped-text",
        Severity.ERROR,
        f"{said[:1].upper()}{said[1:]}. It is not taken.",
        "Correct the cell and import the workbook again.",
    )


def _both(symbol: Symbol) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"There is a figure, and {symbol.shorthand} says that there is none. The figure is taken.",
        "Clear one of the two and import the form again.",
    )
