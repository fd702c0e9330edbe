"""Our sample workbooks rewritten in memory into other layouts: whichever is read, the same must be stored."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.reading import read_number, read_ratio
from scorecard_desktop.importing import TableKind
from scorecard_desktop.importing.understanding import understand
from scorecard_desktop.importing.widened import part_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet, Workbook
from support.sample_tables import Head, Line, Table, comparable, reported_period, sample, tables_of

NOTES = ("Figures are checked each month.", "Source: the case system.", "Prepared by the performance team")

_OTHER_WORDS = {
    "reference": ("Ref", "PI No.", "KPI Ref", "ID", "Measure ref"),
    "indicator": ("Indicator", "Performance indicator", "Measure", "KPI", "What we measure"),
    "target": ("Target", "Goal", "Annual target", "Our target", "2025 Target"),
    "polarity": ("Polarity", "Good is", "Good performance is", "Desired direction", "Higher or lower is better"),
    "comment": ("Comments", "Commentary", "Officer comments", "Narrative", "Notes"),
    "data note": ("Data note", "Unit", "Unit of measure", "Format"),
    "lead officer": ("Lead officer", "Responsible officer", "Owner", "Head of service"),
    "the sheet's own rating": ("RAG", "Status", "RAG status", "Current RAG"),
    "red threshold": ("Red threshold", "Tolerance: Red", "Red if"),
    "green threshold": ("Green threshold", "Tolerance: Green", "Green if"),
    "number": ("Risk No.", "Ref", "Risk ID"),
    "title": ("Risk title", "Risk name", "Risk"),
    "owner": ("Owner", "Risk owner", "Responsible officer"),
    "mitigation": ("Mitigation", "Controls", "Mitigating actions", "Existing controls"),
    "entered": ("Date raised", "Date entered on register", "Date identified"),
    "updated": ("Last updated", "Date of update", "Date reviewed"),
}


@dataclass(frozen=True)
class Layout:
    """How a workbook is rewritten; each field on its own is one thing that councils do differently."""

    rows_above: int = 0
    columns_before: int = 0
    blank_rows: int = 0
    blank_column: bool = False
    shuffled: int = 0
    other_words: int = 0
    other_periods: str = ""
    header: str = "as it is"
    sections: str = "as they are"
    typed_as_text: bool = False
    notes_above: int = 0
    notes_below: int = 0
    repeated_header: bool = False
    turned: bool = False
    rows_for: str = "indicators"


CHOICES: dict[str, tuple[Any, ...]] = {
    "rows_above": (0, 0, 1, 3),
    "columns_before": (0, 0, 1, 2),
    "blank_rows": (0, 0, 1, 2),
    "blank_column": (False, False, True),
    "shuffled": (0, 0, *range(1, 1000)),
    "other_words": (0, 1, 2, 3),
    "other_periods": ("", "words", "dates", "codes"),
    "header": ("as it is", "flat", "two deep", "two deep merged"),
    "sections": ("as they are", "rows", "bold rows", "merged rows", "column", "merged column"),
    "typed_as_text": (False, True),
    "notes_above": (0, 0, 1, 2),
    "notes_below": (0, 1, 3),
    "repeated_header": (False, False, True),
    "turned": (False, False, False, True),
    "rows_for": ("indicators", "indicators", "indicators", "periods", "data types"),
}


def any_layout(chance: random.Random) -> Layout:
    """A layout at random: each thing done or left."""
    return Layout(**{each.name: chance.choice(CHOICES[each.name]) for each in fields(Layout)})


def plainer(layout: Layout) -> Iterator[Layout]:
    """The layout with one thing less, for finding out which of them makes the difference."""
    plain = Layout()
    for each in fields(Layout):
        if getattr(layout, each.name) != getattr(plain, each.name):
            yield replace(layout, **{each.name: getattr(plain, each.name)})


def told(layout: Layout) -> str:
    """What a layout does, for messages."""
    plain = Layout()
    different = [
        f"{f.name}={getattr(layout, f.name)!r}"
        for f in fields(Layout)
        if getattr(layout, f.name) != getattr(plain, f.name)
    ]
    return ", ".join(different) or "as written"


def rewritten(name: str, layout: Layout) -> Workbook:
    """A sample in another layout."""
    workbook = sample(name)
    return replace(workbook, sheets=tuple(_Writer(table, layout).sheet() for table in tables_of(name)))


def stored_from(name: str, layout: Layout) -> tuple[Record, ...]:
    """What reading the rewritten sample gives."""
    return tuple(comparable(understand(rewritten(name, layout))))


@dataclass(frozen=True)
class _Several:
    """An indicator's line that is written in several rows, and where."""

    line: Line
    own: list[Head]
    figures: list[Head]
    parts: list[Head]
    at: dict[int, int]
    after: int
    counts: dict[int, tuple[Decimal, ...]]
    has_counts: bool


def _counts(line: Line, index: int) -> tuple[Decimal, ...]:
    """The numerator and denominator beneath a figure; none where there are none."""
    cell = line.cells.get(index)
    both = read_ratio(cell.text) if cell is not None else None
    return both or ()


def _number_cell(value: Decimal) -> Cell:
    return Cell(1, 1, CellKind.NUMBER, value, f"{value:f}")


class _Writer:
    def __init__(self, table: Table, layout: Layout) -> None:
        self.table = table
        self.layout = layout
        self.cells: dict[Place, Cell] = {}
        self.merges: list[Merge] = []
        self.row = 0
        self.chance = random.Random(layout.shuffled)
        self.is_scorecard = table.kind is TableKind.SCORECARD
        self.heads = self._ordered()
        self.sections = self._sections()
        self.columns = self._columns()

    def sheet(self) -> Sheet:
        self.row += self.layout.rows_above
        for cell in self.table.lead:
            self.row += 1
            self._put(self.row, 1 + self.layout.columns_before, cell)
        if not self.table.lead:
            self.row += 1
        for note in NOTES[: self.layout.notes_above]:
            self.row += 1
            self._text(self.row, 1 + self.layout.columns_before, note)
        self.row += 1 + self.layout.rows_above
        if self.layout.rows_for != "indicators" and self._may_have_several_rows():
            self._several_rows()
        elif self._may_be_turned():
            self._turned()
        else:
            self._across()
        if self.layout.notes_below and self.is_scorecard:
            self.row += 1
            for note in NOTES[: self.layout.notes_below]:
                self.row += 1
                self._text(self.row, 1 + self.layout.columns_before, note)
        return Sheet(self.table.sheet.name, self.cells, tuple(self.merges))

    def _put(self, row: int, column: int, cell: Cell) -> None:
        self.cells[row, column] = replace(cell, row=row, column=column, merged_from=None)

    def _text(self, row: int, column: int, text: str, *, bold: bool = False) -> None:
        self.cells[row, column] = Cell(row, column, CellKind.TEXT, text, text, bold=bold)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) == (bottom, right):
            return
        self.merges.append(Merge(top, left, bottom, right))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.cells[row, column] = Cell(row, column, CellKind.EMPTY, merged_from=(top, left))

    def _ordered(self) -> list[Head]:
        """The columns in another order: the figures keep theirs, and words that lead a line stay before them."""
        heads = self.table.heads
        if not self.layout.shuffled or self.table.kind is TableKind.BUDGET or any(not h.text for h in heads):
            return list(heads)
        leading = [h for h in heads if h.means in ("reference", "indicator", "number", "title")]
        figures = [h for h in heads if h.means == "figures"]
        others = [h for h in heads if h not in leading and h not in figures]
        spanned = {c for line in self.table.lines for left, right in line.spans for c in range(left, right + 1)}
        if spanned - {h.index for h in figures}:
            return list(heads)
        groups: dict[str, list[Head]] = {}
        for head in others:
            groups.setdefault(head.group or f"own {head.index}", []).append(head)
        parts = list(groups.values())
        if figures:
            parts.append(figures)
        self.chance.shuffle(parts)
        return [*leading, *(head for part in parts for head in part)]

    def _sections(self) -> str:
        if not self.table.sections:
            return ""
        if self.layout.sections != "as they are":
            return self.layout.sections
        return "merged rows"

    def _columns(self) -> dict[int, int]:
        """Where each column of the sample goes."""
        at = 1 + self.layout.columns_before + self.sections.endswith("column")
        found = {}
        gap = self.chance.randrange(2, max(3, len(self.heads))) if self.layout.blank_column else 0
        for position, head in enumerate(self.heads):
            inside = position > 0 and head.group and head.group == self.heads[position - 1].group
            if gap and position >= gap and not inside and self.is_scorecard:
                at += 1
                gap = 0
            found[head.index] = at
            at += 1
        return found

    def _heading(self, head: Head) -> tuple[str, str]:
        """The group and the heading, in other words where the meaning stays."""
        text = head.text
        others = _OTHER_WORDS.get(head.means)
        if self.layout.other_words and others and head.text:
            text = others[self.layout.other_words % len(others)]
            if head.means.endswith("threshold") and head.group:
                text = head.text
        return head.group, text

    def _across(self) -> None:
        self._header()
        section = ""
        since = 0
        starts: list[tuple[int, str]] = []
        for position, line in enumerate(self.table.lines):
            since += 1
            if self.layout.blank_rows and since > 4 and not line.counts and self.sections != "merged column":
                self.row += self.layout.blank_rows
                since = 0
            if line.words:
                self.row += 1
                ((_, cell),) = line.cells.items()
                self._put(self.row, 1 + self.layout.columns_before, cell)
                continue
            if line.section != section:
                section = line.section
                starts.append((self.row + 1, section))
                self._section(section)
            if self.layout.repeated_header and position == 5 and not line.counts and self.sections != "merged column":
                self._header()
            self._line(line)
        if self.sections == "merged column":
            left = 1 + self.layout.columns_before
            last = max(place[0] for place in self.cells if place[1] > left)
            words = [line for line in self.table.lines if line.words]
            ends = [*(start for start, _ in starts[1:]), min(last + 1, self.row + 1 - len(words))]
            for (start, _), after in zip(starts, ends, strict=True):
                self._merge(start, left, after - 1, left)

    def _section(self, section: str) -> None:
        left = 1 + self.layout.columns_before
        if self.sections.endswith("column"):
            self._text(self.row + 1, left, section)
            return
        self.row += 1
        self._text(self.row, left, section, bold=self.sections == "bold rows")
        if self.sections == "merged rows":
            self._merge(self.row, left, self.row, max(self.columns.values()))

    def _line(self, line: Line) -> None:
        self.row += 1
        if self.sections == "column" and line.section:
            self._text(self.row, 1 + self.layout.columns_before, line.section)
        for index, cell in line.cells.items():
            if index in self.columns:
                self._put(self.row, self.columns[index], self._value(cell))
        for left, right in line.spans:
            self._merge(self.row, self.columns[left], self.row, self.columns[right])

    def _value(self, cell: Cell) -> Cell:
        """A figure typed as text, where what is shown is all that the cell holds."""
        if not self.layout.typed_as_text or cell.kind is not CellKind.NUMBER:
            return cell
        assert isinstance(cell.value, Decimal)
        percent = cell.text.endswith("%")
        shown = read_number(cell.text.rstrip("%"))
        if shown is None or (shown / 100 if percent else shown) != cell.value or (abs(cell.value) > 70 and percent):
            return cell
        text = cell.text
        if self.table.kind is TableKind.BUDGET and text.startswith("-"):
            text = f"({text[1:]})"
        return replace(cell, kind=CellKind.TEXT, value=text, text=text, number_format="@")

    def _headed(self) -> list[tuple[str, str | datetime]]:
        heads = []
        for head in self.heads:
            group, text = self._heading(head)
            heads.append((group, self._period(head, text)))
        return heads

    def _period(self, head: Head, text: str) -> str | datetime:
        """The heading of figures, with the period written in another way."""
        if head.means != "figures" or not self.layout.other_periods:
            return text
        period = period_from_code(head.period)
        if period.kind is PeriodKind.MONTH:
            ways: dict[str, str | datetime] = {
                "words": f"{period.start:%B %Y}",
                "dates": datetime(period.start.year, period.start.month, 1),
                "codes": period.code,
            }
            return ways[self.layout.other_periods]
        if period.kind is PeriodKind.YEAR_TO_DATE:
            return f"YTD {period.end:%b %Y}"
        return period.label if self.layout.other_periods == "words" else period.code

    def _told_period(self, head: Head) -> str | datetime:
        """A period's heading where it stands in a cell of its own, with nothing over it and no others beside it."""
        if head.period.endswith("YTD"):
            return f"YTD {period_from_code(head.period).end:%b %Y}"
        return self._period(head, self._flat_text(head, head.group, head.text))

    def _header(self) -> None:
        heads = self._headed()
        groups = [group for group, _ in heads]
        grouped = any(groups)
        style = self.layout.header
        if style == "as it is":
            style = "two deep merged" if grouped else "flat"
        left = 1 + self.layout.columns_before
        top = self.row + 1
        if style == "flat":
            self.row += 1
            if self.sections.endswith("column"):
                self._text(self.row, left, "Area")
            for head, (group, text) in zip(self.heads, heads, strict=True):
                self._head(self.row, self.columns[head.index], self._flat(head, group, text))
            return
        if not grouped:
            groups = ["Over time" if head.means == "figures" else "" for head in self.heads]
        self.row += 2
        merged = style == "two deep merged"
        if self.sections.endswith("column"):
            self._text(top if merged else top + 1, left, "Area")
            if merged:
                self._merge(top, left, top + 1, left)
        self._two_deep(top, groups, [text for _, text in heads], merged=merged)

    def _two_deep(self, top: int, groups: list[str], texts: list[str | datetime], *, merged: bool) -> None:
        columns = [self.columns[head.index] for head in self.heads]
        position = 0
        while position < len(groups):
            end = position
            while groups[position] and end + 1 < len(groups) and groups[end + 1] == groups[position]:
                if columns[end + 1] != columns[end] + 1:
                    break
                end += 1
            if not groups[position]:
                self._head(top if merged else top + 1, columns[position], texts[position])
                if merged and texts[position]:
                    self._merge(top, columns[position], top + 1, columns[position])
            else:
                for each in range(position, end + 1):
                    self._head(top + 1, columns[each], texts[each])
                    if not merged:
                        self._text(top, columns[each], groups[position])
                self._text(top, columns[position], groups[position])
                if merged:
                    self._merge(top, columns[position], top, columns[end])
            position = end + 1

    def _flat(self, head: Head, group: str, text: str | datetime) -> str | datetime:
        if not group or not isinstance(text, str):
            return text
        if head.means in ("red threshold", "green threshold"):
            return text if " " in text else f"Tolerance {text}"
        if self.table.kind is TableKind.RISK_REGISTER:
            return f"{group} {text}"
        return f"YTD {period_from_code(head.period).end:%b %Y}" if head.period.endswith("YTD") else text

    def _head(self, row: int, column: int, text: str | datetime) -> None:
        if isinstance(text, datetime):
            self.cells[row, column] = Cell(row, column, CellKind.DATE, text, f"{text:%b-%y}", "mmm-yy")
        elif text:
            self._text(row, column, text)

    def _may_have_several_rows(self) -> bool:
        parts = [part for head in self.heads if head.means != "figures" and (part := part_of(head.text))]
        return (
            self.is_scorecard
            and sum(1 for head in self.heads if head.means == "figures") >= 2
            and all(head.text for head in self.heads)
            and len(set(parts)) == len(parts)
        )

    def _several_rows(self) -> None:
        """A row for each indicator and period, or one for each thing that is told of an indicator."""
        long = self.layout.rows_for == "periods"
        figures = [head for head in self.heads if head.means == "figures"]
        parts = [head for head in self.heads if head.means != "figures" and part_of(head.text)]
        own = [head for head in self.heads if head not in figures and head not in parts]
        self.row += 1
        left = 1 + self.layout.columns_before
        at = {head.index: left + bool(self.table.sections) + n for n, head in enumerate(own)}
        after = left + bool(self.table.sections) + len(own)
        if self.table.sections:
            self._text(self.row, left, "Section")
        for head in own:
            self._text(self.row, at[head.index], self._flat_text(head, *self._heading(head)))
        has_counts = any(line.counts for line in self.table.lines)
        if long:
            counts = ["Numerator", "Denominator"] if has_counts else []
            for n, text in enumerate(["Period", "Actual", *counts, *(head.text for head in parts)]):
                self._text(self.row, after + n, text)
        else:
            self._text(self.row, after, "Data type")
            for n, head in enumerate(figures, 1):
                self._head(self.row, after + n, self._told_period(head))
        for line, beneath in self._with_counts():
            counts_of = {head.index: _counts(beneath, head.index) for head in figures} if beneath is not None else {}
            write = self._line_long if long else self._line_typed
            write(_Several(line, own, figures, parts, at, after, counts_of, has_counts))
        for line in self.table.lines:
            if line.words:
                self.row += 2
                ((_, cell),) = line.cells.items()
                self._put(self.row, left, cell)

    def _with_counts(self) -> Iterator[tuple[Line, Line | None]]:
        """Each indicator's line with that of its counts."""
        lines = [line for line in self.table.lines if not line.words]
        for number, line in enumerate(lines):
            if not line.counts:
                after = lines[number + 1] if number + 1 < len(lines) else None
                yield line, after if after is not None and after.counts else None

    def _own(self, several: "_Several") -> None:
        if self.table.sections and several.line.section:
            self._text(self.row, 1 + self.layout.columns_before, several.line.section)
        for head in several.own:
            cell = several.line.cells.get(head.index)
            if cell is not None:
                self._put(self.row, several.at[head.index], self._value(cell))

    def _line_long(self, several: "_Several") -> None:
        rows = {head.index: self.row + n for n, head in enumerate(several.figures, 1)}
        for low, high in several.line.spans:
            self._merge(rows[low], several.after + 1, rows[high], several.after + 1)
        for head in several.figures:
            self.row += 1
            self._own(several)
            self._head(self.row, several.after, self._told_period(head))
            cell = several.line.cells.get(head.index)
            if cell is not None:
                self._put(self.row, several.after + 1, self._value(cell))
            for n, count in enumerate(several.counts.get(head.index, ()), 2):
                self._number(self.row, several.after + n, count)
            for n, part in enumerate(several.parts, 4 if several.has_counts else 2):
                said = several.line.cells.get(part.index)
                if said is not None and (part.means == "target" or head.period == self._reported):
                    self._put(self.row, several.after + n, self._value(said))

    def _line_typed(self, several: "_Several") -> None:
        kinds = ["Actual", *(["Numerator", "Denominator"] if several.counts else [])]
        for kind in [*kinds, *(head.text for head in several.parts)]:
            self.row += 1
            self._own(several)
            self._text(self.row, several.after, kind)
            if kind == "Actual":
                columns = {head.index: several.after + n for n, head in enumerate(several.figures, 1)}
                for low, high in several.line.spans:
                    self._merge(self.row, columns[low], self.row, columns[high])
            for n, head in enumerate(several.figures, 1):
                cell = self._typed(several, kind, head)
                if cell is not None:
                    self._put(self.row, several.after + n, cell)

    def _typed(self, several: "_Several", kind: str, head: Head) -> Cell | None:
        """What stands in a row of one type under a period."""
        if kind in ("Numerator", "Denominator"):
            counts = several.counts.get(head.index, ())
            return _number_cell(counts[kind == "Denominator"]) if counts else None
        if kind == "Actual":
            cell = several.line.cells.get(head.index)
        else:
            part = next(each for each in several.parts if each.text == kind)
            if part.means != "target" and head.period != self._reported:
                return None
            cell = several.line.cells.get(part.index)
        return self._value(cell) if cell is not None else None

    @property
    def _reported(self) -> str:
        """The period that words and marks without one of their own are of."""
        return reported_period(self.table)

    def _number(self, row: int, column: int, value: Decimal) -> None:
        self._put(row, column, _number_cell(value))

    def _may_be_turned(self) -> bool:
        figures = [head for head in self.heads if head.means == "figures"]
        return (
            self.layout.turned
            and self.is_scorecard
            and len(figures) >= 3
            and not any(line.counts for line in self.table.lines)
            and all(head.text for head in self.heads)
        )

    def _turned(self) -> None:
        """Indicators across, periods down; what is no figure stands above the periods or beneath them."""
        lines = [line for line in self.table.lines if not line.words]
        left = 1 + self.layout.columns_before
        first = left + 1
        above = [head for head in self.heads if head.means in ("reference", "indicator", "polarity", "data note")]
        figures = [head for head in self.heads if head.means == "figures"]
        beneath = [head for head in self.heads if head not in above and head not in figures]
        if self.table.sections:
            self.row += 1
            self._sections_over(lines, first)
        for head in [*above, *figures, *beneath]:
            self.row += 1
            group, text = self._heading(head)
            label = self._period(head, self._flat_text(head, group, text))
            self._head(self.row, left, label)
            for position, line in enumerate(lines):
                cell = line.cells.get(head.index)
                if cell is not None:
                    self._put(self.row, first + position, self._value(cell))
        rows = {head.index: self.row - len(beneath) - len(figures) + 1 + n for n, head in enumerate(figures)}
        for position, line in enumerate(lines):
            for low, high in line.spans:
                self._merge(rows[low], first + position, rows[high], first + position)
        for line in self.table.lines:
            if line.words:
                self.row += 1
                ((_, cell),) = line.cells.items()
                self._put(self.row, left, cell)

    def _flat_text(self, head: Head, group: str, text: str) -> str:
        flat = self._flat(head, group, text)
        assert isinstance(flat, str)  # a date is made only for figures, after this
        return flat

    def _sections_over(self, lines: Iterable[Line], first: int) -> None:
        runs: list[tuple[str, int, int]] = []
        for position, line in enumerate(lines):
            if runs and runs[-1][0] == line.section:
                runs[-1] = (line.section, runs[-1][1], first + position)
            else:
                runs.append((line.section, first + position, first + position))
        for section, low, high in runs:
            self._text(self.row, low, section)
            self._merge(self.row, low, self.row, high)
