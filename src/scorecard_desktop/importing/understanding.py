"""From the cells of a workbook to records: each sheet's tables found, named and read, and nothing passed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from scorecard_desktop.importing.budgets import BudgetReading, budget_period, recognise_budget
from scorecard_desktop.importing.columns import frequency_of, recognise_scorecard, scorecard_columns
from scorecard_desktop.importing.gathered import Gathered, TableFound, TableKind
from scorecard_desktop.importing.identity import same_name, slug, unique
from scorecard_desktop.importing.layout import Block, Form, HeaderCell, find_blocks
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.risks import (
    RegisterReading,
    RegisterTable,
    joined,
    recognise_register,
    review_date,
)
from scorecard_desktop.importing.scorecard_headings import Column, Role, plain_words
from scorecard_desktop.importing.scorecard_rows import read_body
from scorecard_desktop.importing.scorecards import ScorecardReading, columns_as_periods, period_order_remarks
from scorecard_desktop.importing.titles import (
    Surroundings,
    file_title,
    is_marking,
    marking_of,
    noted_tolerance,
    surroundings,
    without_period,
)
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, Sheet, Workbook

_NARRATIVE = (
    re.compile(r".*\bworking well\b.*|.*\bgoing well\b.*|strengths?|achievements?"),
    re.compile(r".*\bworr(?:y|ies|ied)\b.*|.*\bnot working\b.*|concerns?|challenges?"),
    re.compile(r".*\bneeds? to happen\b.*|next steps|.*\bwill we do\b.*"),
)


def recognise_narrative(header: Sequence[HeaderCell]) -> int:
    """How many headings of a narrative by outcome a row has; 0 where it cannot be one."""
    said = [plain_words(cell.text) for cell in header]
    parts = sum(1 for pattern in _NARRATIVE if any(pattern.fullmatch(words) for words in said))
    return len(header) if parts >= 2 else 0


FORMS = (
    Form(TableKind.SCORECARD, recognise_scorecard),
    Form(TableKind.RISK_REGISTER, recognise_register),
    Form(TableKind.BUDGET, recognise_budget),
    Form(TableKind.NARRATIVE, recognise_narrative),
)


def understand(workbook: Workbook) -> Gathered:
    """Everything that a workbook gives. What is not understood is a finding with its sheet and cell."""
    return _Understanding(workbook).gathered()


@dataclass
class _Understanding:
    workbook: Workbook
    records: list[Record] = field(default_factory=list)
    tables: list[TableFound] = field(default_factory=list)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unit_guessed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.notices = Notices(self.workbook)
        self._ids: set[str] = set()
        self._card_ids: set[str] = set()
        self._registers: list[RegisterTable] = []
        self._budgets = BudgetReading(self.workbook, self.notices, set())

    def gathered(self) -> Gathered:
        found = [(sheet, find_blocks(sheet, FORMS)) for sheet in self.workbook.sheets if self._is_read(sheet)]
        titles = Counter(same_name(self._name(block, surroundings(block))) for _, blocks in found for block in blocks)
        for sheet, blocks in found:
            if not blocks:
                self._say_no_table(sheet)
            for position, block in enumerate(blocks):
                self._read(block, position, titles)
        self.records.extend(joined(self._registers))
        if not self.tables:
            self.notices.on_workbook(
                "no-table",
                Severity.ERROR,
                f"{self.workbook.name} has no table that could be read.",
                "Check that it is the right file: a scorecard has a row of headings with an indicator and periods, a "
                "risk register has likelihood and impact, a budget table has columns in £.",
            )
        return Gathered(
            self.workbook.name,
            self.workbook.hash,
            tuple(self.records),
            tuple(self.tables),
            tuple(self.notices.findings),
            tuple(self.notices.left_out),
            dict(self.aliases),
            frozenset(self.unit_guessed),
        )

    def _is_read(self, sheet: Sheet) -> bool:
        if not sheet.rows:
            return False
        if sheet.hidden:
            remark = Remark(
                "hidden-sheet",
                Severity.NOTE,
                f"The sheet “{sheet.name}” is hidden and is not read.",
                "Unhide it in Excel and import again, if its tables are wanted.",
            )
            self.notices.remark(sheet, None, remark)
        return not sheet.hidden

    def _say_no_table(self, sheet: Sheet) -> None:
        wide = [row for row in sheet.rows if len(sheet.by_row[row]) >= 2]
        first = sheet.by_row[wide[0] if wide else sheet.rows[0]][0]
        if len(wide) >= 2:
            headings = ", ".join(f"“{' '.join(cell.text.split())[:40]}”" for cell in sheet.by_row[wide[0]][:5])
            remark = Remark(
                "table-kind",
                Severity.WARNING,
                f"There is a table here, but its headings ({headings}) are not those of a scorecard, a risk register "
                "or a budget table. Nothing is taken from it.",
                "If it is one of these, give its columns the usual headings (Indicator, Target, Apr 18 …) and import "
                "again.",
            )
        else:
            remark = Remark(
                "no-table",
                Severity.NOTE,
                f"The sheet “{sheet.name}” holds no table. Nothing is taken from it.",
                "Nothing, if it is a cover or notes.",
            )
        self.notices.remark(sheet, first, remark)

    def _name(self, block: Block, around: Surroundings) -> str:
        """What a table is called: its title without the period, else the sheet's name, else the file's."""
        generic = re.fullmatch(r"(?:sheet|table|data|tab)\s*\d*", block.sheet.name, re.IGNORECASE) is not None
        by_sheet = "" if generic else without_period(block.sheet.name)
        if read_label(by_sheet) is not None:
            by_sheet = ""
        return around.name or by_sheet or without_period(file_title(self.workbook.name))

    def _read(self, block: Block, position: int, titles: Counter[str]) -> None:
        around = surroundings(block)
        if block.kind is TableKind.SCORECARD:
            self._read_scorecard(block, around, position, titles)
        elif block.kind is TableKind.RISK_REGISTER:
            self._read_register(block, around)
        elif block.kind is TableKind.BUDGET:
            self._read_budget(block, around)
        else:
            self._found(block, "a narrative by outcome", 0.9)
            remark = Remark(
                "table-kind",
                Severity.WARNING,
                f"This is a narrative of {len(block.body)} rows: words by outcome, which are not imported. "
                "Nothing is taken from it.",
                "Type what the committee is to read into the commentary of the indicators.",
            )
            self.notices.remark(block.sheet, block.header[0].cell, remark)

    def _found(self, block: Block, what: str, confidence: float) -> None:
        self.tables.append(
            TableFound(self.workbook.name, block.sheet.name, block.range, block.kind, what, round(confidence, 2))
        )

    # scorecards

    def _read_scorecard(self, block: Block, around: Surroundings, position: int, titles: Counter[str]) -> None:
        columns = scorecard_columns(block, around.position)
        names = [column for column in columns if column.role is Role.NAME]
        body = read_body(block, columns) if names else None
        if body is None or not body.indicators:
            remark = Remark(
                "table-kind",
                Severity.WARNING,
                "The headings are those of a scorecard, but no indicators stand beneath them. Nothing is taken from it.",
                "Check that each indicator has a name in a column of its own.",
            )
            self.notices.remark(block.sheet, block.header[0].cell, remark)
            return
        around = replace(around, notes=(*around.notes, *(n for n in body.notes if not is_marking(n))))
        card = self._card(block, around, columns, position, titles)
        current = self._current(block, columns, body.indicators and [row.row for row in body.indicators], card, around)
        reading = ScorecardReading(self.workbook, block, columns, card, self.notices, current, self._ids)
        reading.records.append(card)
        reading.records.extend(columns_as_periods(card.id, columns))
        self._tolerance_from_notes(block, around, card, reading)
        reading.read_rows(body.indicators)
        for column, remark in period_order_remarks(columns):
            self.notices.remark(block.sheet, self._heading(block, column), remark, subject=card.name)
        self._say_unmapped(block, columns)
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")
        self.records.extend(reading.records)
        self.unit_guessed |= reading.unit_guessed
        what = f"{card.name}: {len(body.indicators)} indicators, {_periods(columns)}"
        self._found(block, what, self._confidence(block, columns, reading))

    def _card(
        self, block: Block, around: Surroundings, columns: Sequence[Column], position: int, titles: Counter[str]
    ) -> Scorecard:
        plain = self._name(block, around)
        name = plain
        if titles[same_name(plain)] > 1:
            own = block.sheet.name if not position else f"{block.sheet.name} ({position + 1})"
            name = f"{plain} – {own}"
        identity = unique(slug(name), self._card_ids)
        self._card_ids.add(identity)
        alternative = plain if name != plain else f"{plain} – {block.sheet.name}"
        self.aliases[identity] = (alternative,)
        headings = " ".join(cell.whole for cell in block.header)
        frequency = frequency_of(columns, f"{around.title} {block.sheet.name} {headings[:60]}")
        notes = tuple(" ".join(note.text.split()) for note in around.notes)
        return Scorecard(identity, len(self._card_ids), name, frequency, marking_of(block.sheet), notes)

    @staticmethod
    def _current(
        block: Block, columns: Sequence[Column], rows: Sequence[int], card: Scorecard, around: Surroundings
    ) -> Period | None:
        """The period that the sheet reports: the one its title states, else the latest with a figure."""
        own = [
            column
            for column in columns
            if column.role is Role.VALUE and column.period is not None and column.period.kind is card.frequency
        ]
        periods = [column.period for column in own if column.period is not None]
        if around.position in periods:
            return around.position
        filled = [
            column.period
            for column in own
            if column.period is not None and any(block.sheet.at(row, column.index).text.strip(" /") for row in rows)
        ]
        return max(filled or periods, default=around.position)

    def _tolerance_from_notes(
        self, block: Block, around: Surroundings, card: Scorecard, reading: ScorecardReading
    ) -> None:
        noted = noted_tolerance(around.notes)
        if noted is None:
            return
        source = self.workbook.source(block.sheet, noted.cell)
        reading.records.append(Tolerance(Scope.SCORECARD, card.id, noted.kind, margin=noted.margin, source=source))
        reach = (
            f"{noted.margin:f}% of the target" if noted.kind is ToleranceKind.RELATIVE else f"{noted.margin:f} points"
        )
        remark = Remark(
            "tolerance-note",
            Severity.NOTE,
            f"By this note, amber reaches {reach} beyond the target for every indicator of the scorecard.",
            "Change the scorecard’s tolerance if that is not meant.",
        )
        self.notices.remark(block.sheet, noted.cell, remark, subject=card.name)

    @staticmethod
    def _heading(block: Block, column: Column) -> Cell | None:
        return next((cell.cell for cell in block.header if cell.column == column.index), None)

    def _say_unmapped(self, block: Block, columns: Sequence[Column]) -> None:
        for column in columns:
            filled = any(not block.sheet.at(row, column.index).blank for row in block.body)
            cell = self._heading(block, column)
            if not filled or cell is None:
                continue
            if column.role is Role.SHEET_DIRECTION:
                self.notices.leave(block.sheet, cell, "the sheet’s own direction of travel, which is worked out here")
            if column.role is None:
                remark = Remark(
                    "unmapped-column",
                    Severity.WARNING,
                    f"What the column “{column.heading}” holds is not known; it is left out.",
                    "If it is wanted, give it one of the usual headings (a period, Target, Comments …) and import "
                    "again.",
                )
                self.notices.remark(block.sheet, cell, remark)

    @staticmethod
    def _confidence(block: Block, columns: Sequence[Column], reading: ScorecardReading) -> float:
        """How sure: by the share of columns known, of cells understood, and whether a heading names the indicators."""
        filled = [c for c in columns if any(not block.sheet.at(row, c.index).blank for row in block.body)]
        known = sum(1 for c in filled if c.role is not None) / max(1, len(filled))
        understood = reading.understood / reading.read if reading.read else 0.5
        named = next((c for c in columns if c.role is Role.NAME), None)
        heading = 1.0 if named is not None and named.heading else 0.6
        return 0.45 * known + 0.4 * understood + 0.15 * heading

    # registers and budgets

    def _read_register(self, block: Block, around: Surroundings) -> None:
        reviewed = review_date(block, around)
        if reviewed is None:
            remark = Remark(
                "period-not-stated",
                Severity.ERROR,
                "Neither the title nor a date of update says when this register was reviewed. Nothing is taken from it.",
                "Write the date in the title (Risk register as at July 2018) and import again.",
            )
            self.notices.remark(block.sheet, block.header[0].cell, remark)
            return
        register = self._name(block, around)
        table = RegisterReading(self.workbook, self.notices).read(block, around, register, reviewed)
        self._registers.append(table)
        known = block.known / max(1, len(block.header))
        what = f"{register}: {len(table.rows)} risks, reviewed {reviewed.day} {reviewed:%B %Y}"
        self._found(block, what, 0.4 + 0.6 * known)

    def _read_budget(self, block: Block, around: Surroundings) -> None:
        texts = [around.title, block.sheet.name, *(note.text for note in around.notes)]
        by_file = budget_period([file_title(self.workbook.name)])
        period = budget_period(texts)
        if by_file is not None and (
            period is None or by_file.kind.months < period.kind.months or _in_future(period, by_file)
        ):
            period = by_file
        if period is None:
            period = self._year_of_headings(block)
        if period is None:
            remark = Remark(
                "period-not-stated",
                Severity.ERROR,
                "Neither the file’s name nor the title says which month or year this budget table is for. Nothing is "
                "taken from it.",
                "Write the month in the title (Budget monitoring, month 2 of 2018-19) and import again.",
            )
            self.notices.remark(block.sheet, block.header[0].cell, remark)
            return
        order = 1 + sum(1 for record in self.records if record.record_kind == "budget table")
        records = self._budgets.read(block, around, period, order)
        self.records.extend(records)
        lines = sum(1 for record in records if record.record_kind == "budget line")
        title = around.title or block.sheet.name
        known = block.known / max(1, len([c for c in block.header if c.column > 1]) - 1)
        self._found(block, f"{title}: {lines} lines, {period.label}", min(1.0, 0.5 + 0.5 * known))

    @staticmethod
    def _year_of_headings(block: Block) -> Period | None:
        found = [h.period for cell in block.header if (h := read_label(cell.whole)) is not None]
        return min(found, default=None)


def _in_future(stated: Period, by_file: Period) -> bool:
    """A title such as ``as at March 2019`` on a table of May 2018 says what is forecast, not when it stands."""
    return by_file.kind.months == 1 and stated > by_file


def _periods(columns: Sequence[Column]) -> str:
    periods = [column.period for column in columns if column.role is Role.VALUE and column.period is not None]
    if not periods:
        return "no periods"
    return f"{len(periods)} periods, {min(periods).label} to {max(periods).label}"
