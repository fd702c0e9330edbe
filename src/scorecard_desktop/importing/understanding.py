"""From the cells of a workbook to records: each sheet's tables found, named and read, and nothing passed over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.period import Period, financial_year
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.standing_title import without_period
from scorecard_desktop.importing.budget_headings import budget_period, recognise_budget
from scorecard_desktop.importing.columns import recognise_scorecard
from scorecard_desktop.importing.describing import Sureness, columns_found, sureness, unknown_columns
from scorecard_desktop.importing.forms import find_forms
from scorecard_desktop.importing.forward_plans import ForwardPlanReading, recognise_forward_plan
from scorecard_desktop.importing.gathered import ColumnFound, Gathered, TableFound, TableKind
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.layout import Block, Form, without_tables
from scorecard_desktop.importing.list_read import ListRead
from scorecard_desktop.importing.meanings import LEFT_OUT, NOT_SAID, Meanings
from scorecard_desktop.importing.narratives import NarrativeReading, recognise_narrative
from scorecard_desktop.importing.noticing import Notices, counted
from scorecard_desktop.importing.programme_headings import recognise_highlights, recognise_milestones
from scorecard_desktop.importing.published_header import is_published_heading
from scorecard_desktop.importing.recommendations import TrackerReading, recognise_tracker
from scorecard_desktop.importing.risks import (
    RegisterReading,
    RegisterTable,
    joined,
    recognise_register,
    review_date,
)
from scorecard_desktop.importing.scorecards import Named, ScorecardReading
from scorecard_desktop.importing.titles import (
    Surroundings,
    cover_of,
    file_title,
    read_position,
    surroundings,
)
from scorecard_desktop.importing.turning import find_tables
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Sheet, Workbook

if TYPE_CHECKING:
    from scorecard_desktop.importing.budgets import BudgetReading
    from scorecard_desktop.importing.programmes import ProgrammeReading

FORMS = (
    Form(TableKind.SCORECARD, recognise_scorecard),
    Form(TableKind.RISK_REGISTER, recognise_register),
    Form(TableKind.BUDGET, recognise_budget),
    Form(TableKind.NARRATIVE, recognise_narrative),
    Form(TableKind.RECOMMENDATIONS, recognise_tracker),
    Form(TableKind.FORWARD_PLAN, recognise_forward_plan),
    Form(TableKind.HIGHLIGHTS, recognise_highlights),
    Form(TableKind.MILESTONES, recognise_milestones),
)


_PUBLISHED = Remark(
    "published-format",
    Severity.WARNING,
    "These are published figures (Explore Education Statistics) saved as a workbook. Nothing is taken from it.",
    "Import the .csv file as it was published, or save this sheet as CSV (File, Save As) and import that.",
)
_LAST_MONTH = 3
"""Of the financial year."""
_PLAINLY_A_TABLE = 6
"""With so many known headings in a row a sheet is no form, whose rows hold a label or two."""


def understand(workbook: Workbook, meanings: Meanings = NOT_SAID) -> Gathered:
    """Everything that a workbook gives, its columns meaning what officers have said.

    What is not understood is a finding with its sheet and cell.
    """
    return _Understanding(workbook, meanings).gathered()


@dataclass
class _Understanding:
    workbook: Workbook
    meanings: Meanings
    records: list[Record] = field(default_factory=list)
    tables: list[TableFound] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.notices = Notices(self.workbook)
        self._scorecards = ScorecardReading(self.workbook, self.notices, self.meanings.words)
        self._registers: list[RegisterTable] = []
        self._due: dict[tuple[str, str, str], str] = {}
        self._narratives = NarrativeReading(self.workbook, self.notices, set())
        self._trackers = TrackerReading(self.workbook, self.notices, set())
        self._plans = ForwardPlanReading(self.notices)
        self._words_only: set[str] = set()

    @cached_property
    def _programmes(self) -> ProgrammeReading:
        """Loaded, as is what reads budgets, for a workbook that has such a table."""
        from scorecard_desktop.importing.programmes import ProgrammeReading

        return ProgrammeReading(self.notices)

    @cached_property
    def _budgets(self) -> BudgetReading:
        from scorecard_desktop.importing.budgets import BudgetReading

        return BudgetReading(self.workbook, self.notices, set())

    def gathered(self) -> Gathered:
        found = [(sheet, self._tables_of(sheet)) for sheet in self.workbook.sheets if self._is_read(sheet)]
        self._scorecards.cover = cover_of([sheet for sheet, blocks in found if not blocks])
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
            frozenset(self._words_only),
            places={place: cell for table in self._registers for place, cell in table.places.items()} | self._due,
        )

    def _tables_of(self, sheet: Sheet) -> list[Block]:
        """The tables of a sheet; where it is filled in as forms, the one table that they make."""
        blocks = find_tables(sheet, FORMS, self.meanings)
        listed = [block for block in blocks if block.kind is TableKind.MILESTONES]  # as beneath a highlight report
        known = max((block.known for block in blocks if block not in listed), default=0)
        if known >= _PLAINLY_A_TABLE:
            return blocks
        forms = find_forms(without_tables(sheet, listed), FORMS, self.meanings)
        if max((block.known for block in forms), default=0) <= 1.5 * known:
            return blocks
        return [*forms, *listed]

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
        if wide and is_published_heading([cell.text for cell in sheet.by_row[wide[0]]]):
            self.notices.remark(sheet, first, _PUBLISHED)
            return
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
        elif block.kind is TableKind.RECOMMENDATIONS:
            self._read_tracker(block, around)
        elif block.kind is TableKind.FORWARD_PLAN:
            self._read_plan(block, around)
        elif block.kind is TableKind.HIGHLIGHTS:
            self._read_highlights(block, around)
        elif block.kind is TableKind.MILESTONES:
            self._read_milestones(block, around)
        else:
            self._read_narrative(block, around, self._named(block, around, position, titles))

    def _found(self, block: Block, what: str, sure: Sureness, columns: tuple[ColumnFound, ...]) -> None:
        self.tables.append(
            TableFound(
                self.workbook.name,
                block.sheet.name,
                block.range,
                block.kind,
                what,
                sure.confidence,
                sure.reason,
                columns,
            )
        )

    def _named(self, block: Block, around: Surroundings, position: int, titles: Counter[str]) -> Named:
        title = self._name(block, around)
        if titles[same_name(title)] == 1:
            return Named(title)
        return Named(title, block.sheet.name if not position else f"{block.sheet.name} ({position + 1})")

    def _read_scorecard(self, block: Block, around: Surroundings, named: Named) -> None:
        read = self._scorecards.read(block, around, named)
        if read is not None:
            self.records.extend(read.records)
            self._found(block, read.what, read.sure, read.columns)

    def _read_narrative(self, block: Block, around: Surroundings, named: Named) -> None:
        period = around.position or read_position(file_title(self.workbook.name))
        read = self._narratives.read(block, around, named.name, period)
        self.records.extend(read.records)
        self._words_only.add(read.card)
        columns = columns_found(block, read.columns)
        known = sum(1 for column in columns if column.means) / max(1, len(columns))
        doubts = [unknown_columns(columns), "" if period is not None else "nothing says which period it is about"]
        when = f", {period.label}" if period is not None else ""
        sure = sureness(0.4 + 0.6 * known - (0.2 if period is None else 0), [doubt for doubt in doubts if doubt])
        self._found(block, f"{named.name}: words on {counted(read.rows, 'indicator')}{when}", sure, columns)

    def _read_tracker(self, block: Block, around: Surroundings) -> None:
        position = around.position or read_position(file_title(self.workbook.name))
        if position is None:
            self._say_no_date(block, "these recommendations were", "Recommendations as at July 2018")
            return
        name = self._name(block, around)
        read = self._trackers.read(block, around, name, position.end)
        self._take(block, read, f"{name}: {counted(read.count, 'recommendation')}, {position.label}")

    def _read_plan(self, block: Block, around: Surroundings) -> None:
        name = self._name(block, around)
        read = self._plans.read(block, around, name)
        meetings = sum(1 for record in read.records if record.record_kind == "meeting")
        self._take(block, read, f"{name}: {counted(read.count, 'item')} for {counted(meetings, 'meeting')}")

    def _read_highlights(self, block: Block, around: Surroundings) -> None:
        stated = around.position or read_position(file_title(self.workbook.name))
        read = self._programmes.read_highlights(block, around, stated.end if stated is not None else None)
        when = f", {stated.label}" if stated is not None else ""
        self._take(block, read, f"{self._name(block, around)}: reports of {counted(read.count, 'programme')}{when}")

    def _read_milestones(self, block: Block, around: Surroundings) -> None:
        name = self._name(block, around)
        read = self._programmes.read_milestones(block, around, name)
        self._take(block, read, f"{name}: {counted(read.count, 'milestone')}")

    def _take(self, block: Block, read: ListRead, what: str) -> None:
        """What a list gave, and how sure that is by how many of its columns are known."""
        self.records.extend(read.records)
        self._due |= read.places
        columns = columns_found(block, read.columns)
        known = sum(1 for column in columns if column.means) / max(1, len(columns))
        doubts = [doubt for doubt in (unknown_columns(columns),) if doubt]
        self._found(block, what, sureness(0.4 + 0.6 * known, doubts), columns)

    def _say_no_date(self, block: Block, what: str, example: str) -> None:
        remark = Remark(
            "period-not-stated",
            Severity.ERROR,
            f"Neither the title nor a date of update says when {what} reviewed. Nothing is taken from it.",
            f"Write the date in the title ({example}) and import again.",
        )
        self.notices.remark(block.sheet, block.header[0].cell, remark)

    def _read_register(self, block: Block, around: Surroundings) -> None:
        by_file = read_position(file_title(self.workbook.name)) if block.sheet.read_in_other_places else None
        stated = around.position or by_file
        reviewed = stated.end if stated is not None else review_date(block, around)
        if reviewed is None:
            self._say_no_date(block, "this register was", "Risk register as at July 2018")
            return
        register = self._name(block, around)
        if block.sheet.read_in_other_places and not around.name:
            register = without_period(file_title(self.workbook.name))  # forms, one on each sheet
        table = RegisterReading(self.workbook, self.notices, self.meanings.words.council).read(
            block, around, register, reviewed
        )
        self._registers.append(table)
        left_out = {cell.column: (LEFT_OUT, "") for cell in block.header if cell.meaning == LEFT_OUT}
        columns = columns_found(block, {index: (name, "") for name, index in table.columns.items()} | left_out)
        known = sum(1 for c in columns if c.means) / max(1, len(columns))
        doubts = [doubt for doubt in (unknown_columns(columns),) if doubt]
        what = f"{register}: {counted(len(table.rows), 'risk')}, reviewed {reviewed.day} {reviewed:%B %Y}"
        self._found(block, what, sureness(0.4 + 0.6 * known, doubts), columns)

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
        columns = columns_found(block, self._budgets.columns)
        filled = [column for column in columns if column.samples]
        known = sum(1 for column in filled if column.means) / max(1, len(filled))
        doubts = [doubt for doubt in (unknown_columns(columns),) if doubt]
        what = f"{title}: {counted(lines, 'line')}, {period.label}"
        self._found(block, what, sureness(0.5 + 0.5 * known, doubts), columns)

    def _budget_period(self, block: Block, around: Surroundings) -> Period | None:
        """The month that the file's name or the title states; else the year of either, or of the headings.

        A title such as ``Projected balances as at March 2019`` says what is forecast for the year's end, not when the
        table stands.
        """
        by_file = budget_period([file_title(self.workbook.name)])
        stated_in_title = budget_period([around.title])
        projected = (
            re.search(r"\b(?:projected|forecast|estimated)\b", around.title, re.IGNORECASE) is not None
            and stated_in_title is not None
            and stated_in_title.end.month == _LAST_MONTH
        )
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
