"""From the cells of a workbook to records: each sheet's tables found, named and read, and nothing passed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.period import Period, financial_year
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.budget_headings import budget_period, recognise_budget
from scorecard_desktop.importing.budgets import BudgetReading
from scorecard_desktop.importing.columns import recognise_scorecard
from scorecard_desktop.importing.gathered import Gathered, TableFound, TableKind
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.layout import Block, Form, HeaderCell
from scorecard_desktop.importing.noticing import Notices, counted
from scorecard_desktop.importing.risks import (
    RegisterReading,
    RegisterTable,
    joined,
    recognise_register,
    review_date,
)
from scorecard_desktop.importing.scorecard_headings import plain_words
from scorecard_desktop.importing.scorecards import Named, ScorecardReading
from scorecard_desktop.importing.titles import (
    Surroundings,
    file_title,
    surroundings,
    without_period,
)
from scorecard_desktop.importing.turning import find_tables
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Sheet, Workbook

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

    def __post_init__(self) -> None:
        self.notices = Notices(self.workbook)
        self._scorecards = ScorecardReading(self.workbook, self.notices)
        self._registers: list[RegisterTable] = []
        self._budgets = BudgetReading(self.workbook, self.notices, set())

    def gathered(self) -> Gathered:
        found = [(sheet, find_tables(sheet, FORMS)) for sheet in self.workbook.sheets if self._is_read(sheet)]
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
            dict(self._scorecards.aliases),
            frozenset(self._scorecards.unit_guessed),
        )

    def _is_read(self, sheet: Sheet) -> bool:
        if not sheet.rows:
            self.notices.leave(sheet, sheet.at(1, 1), "an empty sheet")
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
        generic = re.fullmatch(r"(?:sheet|table|data|tab)\s*\d*|.{1,3}", block.sheet.name, re.IGNORECASE) is not None
        by_sheet = "" if generic else without_period(block.sheet.name)
        if read_label(by_sheet) is not None:
            by_sheet = ""
        return around.name or by_sheet or without_period(file_title(self.workbook.name))

    def _read(self, block: Block, position: int, titles: Counter[str]) -> None:
        around = surroundings(block)
        if block.kind is TableKind.SCORECARD:
            self._read_scorecard(block, around, self._named(block, around, position, titles))
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

    def _named(self, block: Block, around: Surroundings, position: int, titles: Counter[str]) -> Named:
        title = self._name(block, around)
        if titles[same_name(title)] == 1:
            return Named(title)
        return Named(title, block.sheet.name if not position else f"{block.sheet.name} ({position + 1})")

    def _read_scorecard(self, block: Block, around: Surroundings, named: Named) -> None:
        read = self._scorecards.read(block, around, named)
        if read is not None:
            records, what, confidence = read
            self.records.extend(records)
            self._found(block, what, confidence)

    def _read_register(self, block: Block, around: Surroundings) -> None:
        reviewed = review_date(block, around)
        if reviewed is None:
            remark = Remark(
                "period-not-stated",
                Severity.ERROR,
                "Neither the title nor a date of update says when this register was reviewed. Nothing is taken from "
                "it.",
                "Write the date in the title (Risk register as at July 2018) and import again.",
            )
            self.notices.remark(block.sheet, block.header[0].cell, remark)
            return
        register = self._name(block, around)
        table = RegisterReading(self.workbook, self.notices).read(block, around, register, reviewed)
        self._registers.append(table)
        known = block.known / max(1, len(block.header))
        what = f"{register}: {counted(len(table.rows), 'risk')}, reviewed {reviewed.day} {reviewed:%B %Y}"
        self._found(block, what, 0.4 + 0.6 * known)

    def _read_budget(self, block: Block, around: Surroundings) -> None:
        period = self._budget_period(block, around)
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
        if not records:
            return
        self.records.extend(records)
        lines = sum(1 for record in records if record.record_kind == "budget line")
        title = around.title or block.sheet.name
        known = block.known / max(1, len([c for c in block.header if c.column > 1]) - 1)
        self._found(block, f"{title}: {counted(lines, 'line')}, {period.label}", min(1.0, 0.5 + 0.5 * known))

    def _budget_period(self, block: Block, around: Surroundings) -> Period | None:
        """The month that the file's name or the title states; else the year of either, or of the headings.

        A title such as ``Projected balances as at March 2019`` says what is forecast, not when the table stands.
        """
        by_file = budget_period([file_title(self.workbook.name)])
        projected = re.search(r"\b(?:projected|forecast|estimated)\b", around.title, re.IGNORECASE) is not None
        titles = [block.sheet.name, *(note.text for note in around.notes)]
        by_title = budget_period(titles if projected else [around.title, *titles])
        stated = [period for period in (by_file, by_title) if period is not None]
        months = [period for period in stated if period.kind.months <= 1]
        if months or stated:
            return (months or stated)[0]
        read = [heading.period for cell in block.header if (heading := read_label(cell.whole)) is not None]
        earliest = min(read, default=None)
        if earliest is None:
            return None
        return financial_year(earliest.start.year - (earliest.start.month < 4))
