"""A budget monitoring table into its lines and amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    LineRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.standing_title import without_period
from scorecard_desktop.importing.amounts import decimals_shown, in_unit, read_amount, unit_shown
from scorecard_desktop.importing.budget_headings import (
    SLIP,
    kind_of_table,
    line_role,
    money_unit,
    role_of_heading,
    settled_roles,
    sign_convention,
)
from scorecard_desktop.importing.colours import rag_of_words
from scorecard_desktop.importing.identity import slug, unique
from scorecard_desktop.importing.layout import Block, HeaderCell, is_repeated_header
from scorecard_desktop.importing.marks import rating_of_mark
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.scorecard_headings import plain_words
from scorecard_desktop.importing.titles import Surroundings, is_marking
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, CellKind, Workbook


@dataclass
class BudgetReading:
    """Reads the budget tables of one workbook."""

    workbook: Workbook
    notices: Notices
    taken: set[str]
    columns: dict[int, tuple[str, str]] = field(default_factory=dict)
    _by_cells: bool = False

    def read(self, block: Block, around: Surroundings, period: Period, order: int) -> list[Record]:
        """One table's records: the table, its lines, their amounts; none where no amounts stand in it.

        ``columns`` then says what each column was taken for.
        """
        title = around.title or block.sheet.name
        self.columns = {}
        self._by_cells = False
        money = self._money_columns(block)
        if not money or not any(column < money[0].column for column in block.sheet.columns):
            self.notices.remark(block.sheet, block.header[0].cell, _NO_AMOUNTS, subject=title)
            return []
        pairs = _pairs(block, money)
        money = [cell for cell in money if cell.column not in pairs]
        roles = settled_roles(money)
        unit = self._unit(block, around)
        identity = unique(f"{slug(without_period(title))}/{period.code.replace(' ', '-')}", self.taken)
        self.taken.add(identity)
        keys: set[str] = set()
        columns: dict[int, BudgetColumn] = {}
        for cell, role in zip(money, roles, strict=True):
            key = unique(slug(cell.whole, 32), keys)
            keys.add(key)
            columns[cell.column] = BudgetColumn(key, cell.whole, role)
        for index, first in pairs.items():
            columns[index] = columns[first]
        self.columns |= {index: (column.role.value, "") for index, column in columns.items()}
        amounts = [
            block.sheet.at(row, column)
            for row in block.body
            for column in columns
            if read_amount(block.sheet.at(row, column)) is not None
        ]
        headings = [cell.whole for cell in money]
        self._say_if_slipped(block, money)
        place = around.title_cell or block.header[0].cell
        table = BudgetTable(
            identity,
            order,
            title,
            kind_of_table(f"{title} {block.sheet.name}", roles),
            period.code,
            unit,
            decimals_shown(amounts),
            self._convention([*headings, *(note.text for note in around.notes), title], amounts),
            tuple(dict.fromkeys(columns.values())),
            self.workbook.source(block.sheet, place),
        )
        return [table, *self._lines(block, table, columns)]

    @staticmethod
    def _convention(texts: Sequence[str], amounts: Sequence[Cell]) -> SignConvention:
        """What a positive variance says: by headings and notes, else by words beside the amounts (``£20k over``)."""
        stated = sign_convention(texts)
        beside = any(found.over is not None for cell in amounts if (found := read_amount(cell)) is not None)
        return SignConvention.OVER_IS_POSITIVE if stated is SignConvention.NOT_STATED and beside else stated

    def _money_columns(self, block: Block) -> list[HeaderCell]:
        """The columns that hold mostly numbers under a heading, line numbers and percentages apart."""
        found = []
        for heading in block.header:
            if heading.meaning in (LEFT_OUT, "reason", "action", RATING):
                continue
            cells = [c for row in block.body if not (c := block.sheet.at(row, heading.column)).blank]
            numbers = [c for c in cells if read_amount(c) is not None]
            if not numbers or len(numbers) * 2 < len(cells):
                continue
            said = money_unit(heading.whole) is not None or role_of_heading(heading) is not None
            if not said and (not self._stands_among(block, heading) or _is_line_number(heading)):
                continue
            if all(c.percentage for c in numbers) or heading.whole.strip().endswith("%"):
                self.columns[heading.column] = (LEFT_OUT, "")
                self.notices.leave(block.sheet, heading.cell, "a percentage, which follows from the amounts")
                continue
            if _is_line_number(heading):
                continue
            found.append(heading)
        return found

    @staticmethod
    def _stands_among(block: Block, heading: HeaderCell) -> bool:
        """Whether a column that does not say so stands among those of money: not a code before the words."""
        said = [h for h in block.header if money_unit(h.whole) is not None or role_of_heading(h) is not None]
        return not said or heading.column > said[0].column

    def _unit(self, block: Block, around: Surroundings) -> MoneyUnit:
        votes = Counter(unit for cell in block.header if (unit := money_unit(cell.whole)) is not None)
        if votes:
            return votes.most_common(1)[0][0]
        shown = unit_shown([cell for row in block.body for cell in block.sheet.by_row[row]])
        if shown is not None:
            self._by_cells = True
            return shown
        for text in (around.title, *(note.text for note in around.notes), block.sheet.name):
            unit = money_unit(text)
            if unit is not None:
                return unit
        remark = Remark(
            "unit-not-stated",
            Severity.WARNING,
            "Neither the headings nor the notes say whether the amounts are in £, £k or £m. They are taken as £.",
            "Write the unit in the headings, or set it for the table here.",
        )
        self.notices.remark(block.sheet, block.header[0].cell, remark, subject=around.title or block.sheet.name)
        return MoneyUnit.POUNDS

    def _say_if_slipped(self, block: Block, money: Sequence[HeaderCell]) -> None:
        for heading in money:
            slip = SLIP.search(heading.whole)
            if slip is not None:
                meant = re.sub(r"[1l]\s*\)", "-)", slip[0], flags=re.IGNORECASE)
                remark = Remark(
                    "sign-convention",
                    Severity.NOTE,
                    f"The heading says “{slip[0]}”, which is taken as “{meant}”: a positive variance is an "
                    f"{'overspend' if 'under' in slip[0].casefold() else 'underspend'}.",
                    "Correct the heading in the workbook.",
                )
                self.notices.remark(block.sheet, heading.cell, remark, subject=heading.whole)

    def _lines(self, block: Block, table: BudgetTable, columns: dict[int, BudgetColumn]) -> list[Record]:
        words = self._description_column(block, columns)
        extra = self._word_columns(block, columns, words)
        number = next(
            (c for c in block.sheet.columns if c < words and c not in columns and self._numbers_lines(block, c)), 0
        )
        self.columns |= {index: (name, "") for name, index in extra.items()} | {words: ("line", "")}
        if number:
            self.columns[number] = ("line number", "")
        last = max((r for r in block.body if any(not block.sheet.at(r, c).blank for c in columns)), default=0)
        lines: list[BudgetLine] = []
        amounts: list[BudgetAmount] = []
        keys: set[str] = set()
        group = ""
        for row in block.body:
            if is_repeated_header(block, row):
                continue
            description = " ".join(block.sheet.at(row, words).text.split())
            filled = [c for c in columns if not block.sheet.at(row, c).blank]
            if (
                not description
                or is_marking(block.sheet.at(row, words))
                or (not filled and (len(description) > 90 or row > last))
            ):
                for cell in block.sheet.by_row[row]:
                    if not is_marking(cell):
                        self.notices.leave(block.sheet, cell, "note")
                continue
            role = line_role(description, has_amounts=bool(filled))
            if role is LineRole.HEADING:
                group = "financing" if _FINANCING.match(description) else ""
            elif _TOTAL_FINANCING.search(description):
                group = "financing"
            key = unique(slug(description, 40), keys)
            keys.add(key)
            first = block.sheet.at(row, words)
            lines.append(
                BudgetLine(
                    table.id,
                    key,
                    len(lines) + 1,
                    block.sheet.at(row, number).text if number else "",
                    description,
                    role,
                    group,
                    reason=block.sheet.at(row, extra["reason"]).text if "reason" in extra else "",
                    action=block.sheet.at(row, extra["action"]).text if "action" in extra else "",
                    source=self.workbook.source(block.sheet, first),
                    rag=self._rating(block, row, extra, f"{table.title}: {description}", role),
                )
            )
            amounts.extend(self._amounts(block, table, row, lines[-1], columns))
            if role is LineRole.TOTAL:
                group = ""
        return [*_with_subtotals(lines), *amounts]

    def _rating(self, block: Block, row: int, extra: dict[str, int], subject: str, role: LineRole) -> Rag:
        """The rating that a line's cell shows; a total's only by its words, since totals are often filled."""
        if RATING not in extra:
            return Rag.NONE
        cell = block.sheet.at(row, extra[RATING])
        rag = rating_of_mark(cell) if role is LineRole.LINE else rag_of_words(cell.text)
        if rag is None and not cell.blank and cell.text.strip() not in _NIL:
            self.notices.remark(block.sheet, cell, _no_rating(cell.text), subject=subject)
        return rag or Rag.NONE

    def _amounts(
        self, block: Block, table: BudgetTable, row: int, line: BudgetLine, columns: dict[int, BudgetColumn]
    ) -> list[BudgetAmount]:
        found = []
        for index, column in columns.items():
            cell = block.sheet.at(row, index)
            amount = read_amount(cell)
            subject = f"{table.title}: {line.description}, {column.heading}"
            if amount is not None:
                source = self.workbook.source(block.sheet, cell)
                value = in_unit(amount, table.unit, self._by_cells)
                found.append(BudgetAmount(table.id, line.line, column.key, value, source))
            elif cell.uncalculated:
                self.notices.remark(block.sheet, cell, _UNCALCULATED, subject=subject)
            elif not cell.blank and cell.text.strip() not in _NIL:
                self.notices.remark(block.sheet, cell, _no_amount(cell.text), subject=subject)
        return found

    @staticmethod
    def _description_column(block: Block, columns: dict[int, BudgetColumn]) -> int:
        """The column before the money that holds most words."""
        before = [c for c in block.sheet.columns if c < min(columns)]
        counts = {
            c: sum(
                1
                for row in block.body
                if block.sheet.at(row, c).kind is CellKind.TEXT and len(block.sheet.at(row, c).text) > 2
            )
            for c in before
        }
        return max(counts, key=lambda c: (counts[c], c), default=1)

    @staticmethod
    def _numbers_lines(block: Block, column: int) -> bool:
        texts = [c.text for row in block.body if not (c := block.sheet.at(row, column)).blank]
        return bool(texts) and sum(1 for t in texts if re.fullmatch(r"[A-Z]{0,3}\d{1,4}[a-z]?\.?", t)) * 2 > len(texts)

    def _word_columns(self, block: Block, columns: dict[int, BudgetColumn], words: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for heading in block.header:
            if heading.column in columns or heading.column <= words:
                continue
            said = plain_words(heading.text)
            name = heading.meaning or next((name for name, pattern in _WORD_COLUMNS if pattern.fullmatch(said)), None)
            if name == RATING and not heading.meaning and not _holds_ratings(block, heading):
                name = None
            if name == LEFT_OUT:
                self.columns[heading.column] = (LEFT_OUT, "")
                self.notices.leave(block.sheet, heading.cell, "a column that was left out")
                continue
            if name is not None and name not in found:
                found[name] = heading.column
            elif any(not block.sheet.at(row, heading.column).blank for row in block.body) and "%" not in heading.whole:
                remark = Remark(
                    "unmapped-column",
                    Severity.NOTE,
                    f"The column “{heading.whole}” is neither money nor reason, action or rating; it is left out.",
                    "Nothing, if it is not needed.",
                )
                self.notices.remark(block.sheet, heading.cell, remark)
        return found


RATING = "rating"
"""The meaning of a column of ratings: how the officers who answer for a saving rate it."""
_WORD_COLUMNS = (
    ("reason", re.compile(r"(?:reasons?|explanation|commentary|comments?|narrative|notes?|cause)\b.*|.*\breason.*")),
    ("action", re.compile(r"(?:[\w ]+ )?actions?(?: [\w ]+)?|mitigat\w+.*")),
    (
        RATING,
        re.compile(r"(?:(?:delivery|current|overall|forecast) )?(?:rag|brag)(?: (?:status|rating))?|rating|status"),
    ),
)
_NIL = ("-", "–", "—", "nil", "Nil", "n/a", "N/A")
_FINANCING = re.compile(r"(?:total )?(?:financed|funded|financing|funding)\b", re.IGNORECASE)
_TOTAL_FINANCING = re.compile(r"\btotal (?:financing|funding)\b", re.IGNORECASE)
_NO_AMOUNTS = Remark(
    "table-kind",
    Severity.WARNING,
    "The headings are those of a budget table, but no lines with amounts stand beneath them. Nothing is taken from it.",
    "Check that each line has its words in one column and its amounts in the next.",
)
_UNCALCULATED = Remark(
    "uncalculated",
    Severity.ERROR,
    "The cell holds a formula that was never calculated, so the file has no amount for it.",
    "Open the workbook in Excel, let it calculate, save it, and import it again.",
)


def _no_amount(text: str) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{text}” stands where an amount is due, so it is left out.",
        "Enter the amount in the sheet, or type it in here.",
    )


def _holds_ratings(block: Block, heading: HeaderCell) -> bool:
    """Whether most of what stands beneath a heading are ratings: a status may be any word."""
    cells = [cell for row in block.body if not (cell := block.sheet.at(row, heading.column)).blank]
    return sum(rating_of_mark(cell) is not None for cell in cells) * 2 > len(cells)


def _no_rating(text: str) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{text}” stands where a rating is due, so none is taken.",
        "Write red, amber or green, or R, A or G.",
    )


def _pairs(block: Block, money: Sequence[HeaderCell]) -> dict[int, int]:
    """Second columns in which totals stand beside their details: by place, and the place of the first of each.

    The two have one heading, or the second has none, and no line has an amount in both.
    """
    headed = {cell.column: cell for cell in money}
    found: dict[int, int] = {}
    for column in block.sheet.columns:
        first = column - 1
        if first not in headed or first in found:
            continue
        heading = next((cell for cell in block.header if cell.column == column), None)
        bare = heading is None or heading.texts == headed[first].texts or (not heading.group and _only_unit(heading))
        filled = [row for row in block.body if read_amount(block.sheet.at(row, column)) is not None]
        apart = not any(read_amount(block.sheet.at(row, first)) is not None for row in filled)
        if bare and filled and apart:
            found[column] = first
    return found


def _only_unit(heading: HeaderCell) -> bool:
    return money_unit(heading.text) is not None and role_of_heading(heading) is None


def _is_line_number(heading: HeaderCell) -> bool:
    return re.fullmatch(r"(?:line|row|item|no|number|ref|#)(?: no| number)?", plain_words(heading.whole)) is not None


def _with_subtotals(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Of several totals in one group, all but the last are sub-totals."""
    last = {line.group: line.order for line in lines if line.role is LineRole.TOTAL}
    return [
        line
        if line.role is not LineRole.TOTAL or last[line.group] == line.order
        else replace(line, role=LineRole.SUBTOTAL)
        for line in lines
    ]
