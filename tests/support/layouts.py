"""One small scorecard, written in many layouts: whichever is read, the same must be stored."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from scorecard_desktop.domain.change import Record
from scorecard_desktop.importing import Gathered, gather
from support.workbooks import Look, bold, grey, percent, save

TITLE = "Young people's scorecard - June 2024"
NOTES = (
    "Grey cells say that no figure is due.",
    "Amber within 10% of the target; red beyond it.",
    "Figures are provisional until the year end.",
)
MONTHS = ("Apr 24", "May 24", "Jun 24", "Jul 24")


@dataclass(frozen=True)
class Spec:
    section: str
    ref: str
    name: str
    polarity: str
    target: Any
    red: Any
    green: Any
    england: Any
    comment: str
    values: tuple[Any, ...]
    counts: tuple[str, ...] = ()


SPECS = (
    Spec("Front door", "1.1", "Number of contacts", "Info", None, None, None, None, "", (1210, 1187, 1302, None)),
    Spec(
        "Front door",
        "1.2",
        "% of assessments completed in 45 days",
        "High",
        percent(0.85, 0),
        percent(0.75, 0),
        percent(0.85, 0),
        percent(0.833),
        "Two teams were short of staff.",
        (percent(0.871), percent(0.794), percent(0.83), None),
        ("203 / 233", "185 / 233", "244 / 294", "/"),
    ),
    Spec("Care", "2.1", "Number of children in care", "Low", "400-450", None, None, None, "", (431, 436, 447, None)),
    Spec(
        "Care",
        "2.2",
        "Rate of children in care per 10,000",
        "Low",
        "<60",
        65,
        60,
        Look(62, "0.0"),
        "",
        (Look(58.1, "0.0"), Look(58.8, "0.0"), Look(60.3, "0.0"), None),
    ),
    Spec(
        "Care",
        "2.3",
        "% with three or more placements",
        "Low",
        "<12%",
        None,
        None,
        "data not yet released",
        "",
        (grey(), "suppressed", percent(0.114), None),
    ),
)

COLUMNS = ("polarity", "target", "red", "green", "england", "comment")
HEADINGS = {
    "ref": ("Ref", "PI Ref", "KPI No."),
    "name": ("Indicator", "Measure", "Performance indicator"),
    "polarity": ("Polarity", "Good perf. is", "Bigger or smaller is better"),
    "target": ("Target", "Annual target", "Target\n2024-25"),
    "england": ("England", "National av", "Nat. avg"),
    "comment": ("Comments", "Commentary", "Officer comments"),
}


@dataclass(frozen=True)
class Layout:
    """How the scorecard is laid out."""

    blank_rows: int = 0
    notes_above: int = 0
    notes_below: bool = False
    two_rows: bool = False
    merged: bool = True
    order: tuple[str, ...] = COLUMNS
    figures_at: int = 0
    words: int = 0
    sections: str = "rows"
    left_blank: int = 0
    repeated_header: bool = False
    percentages_as_text: bool = False
    numbers_as_text: bool = False


layouts = st.builds(
    Layout,
    blank_rows=st.integers(0, 4),
    notes_above=st.integers(0, 3),
    notes_below=st.booleans(),
    two_rows=st.booleans(),
    merged=st.booleans(),
    order=st.permutations(COLUMNS).map(tuple),
    figures_at=st.integers(0, len(COLUMNS)),
    words=st.integers(0, 2),
    sections=st.sampled_from(("rows", "merged rows", "filled rows", "column", "merged column")),
    left_blank=st.integers(0, 2),
    repeated_header=st.booleans(),
    percentages_as_text=st.booleans(),
    numbers_as_text=st.booleans(),
)


class _Writer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows: list[list[Any]] = []
        self.merges: list[str] = []
        leading = ["section"] if layout.sections.endswith("column") else []
        self.keys = [*leading, "ref", "name", *layout.order]
        at = len(leading) + 2 + layout.figures_at
        self.keys[at:at] = MONTHS

    def write(self) -> None:
        self.rows.append([bold(TITLE)])
        self.rows.extend([note] for note in NOTES[: self.layout.notes_above])
        self.rows.extend([] for _ in range(self.layout.blank_rows))
        self._header()
        section = ""
        for position, spec in enumerate(SPECS):
            if spec.section != section:
                section = spec.section
                self._section(section)
            if self.layout.repeated_header and position == 3 and self.layout.sections != "merged column":
                self._header()
            self._indicator(spec)
        if self.layout.sections == "merged column":
            self._merge_sections()
        if self.layout.notes_below:
            self.rows.extend(([], ["Source: case management system, July 2024."]))

    def _letters(self, index: int) -> str:
        return chr(ord("A") + self.layout.left_blank + index)

    def _line(self, cells: Iterable[Any]) -> None:
        self.rows.append([None] * self.layout.left_blank + list(cells))

    def _heading(self, key: str) -> str:
        if key in MONTHS:
            return key
        plain = {"red": "Red", "green": "Green", "section": "Area"}
        words = plain.get(key) or HEADINGS[key][self.layout.words]
        return f"Tolerance {words}" if key in ("red", "green") and not self._grouped(key) else words

    def _grouped(self, key: str) -> bool:
        """Whether a column stands beside its like, so that both can share a group's heading."""
        if not self.layout.two_rows:
            return False
        return key in MONTHS or abs(self.keys.index("red") - self.keys.index("green")) == 1

    def _group(self, key: str) -> str:
        if key in MONTHS:
            return "Last four months"
        return "Tolerances" if key in ("red", "green") and self._grouped(key) else ""

    def _header(self) -> None:
        top = len(self.rows) + 1
        if not self.layout.two_rows:
            self._line(self._heading(key) for key in self.keys)
            return
        groups = [self._group(key) for key in self.keys]
        upper: list[str | None] = []
        lower: list[str | None] = []
        for index, key in enumerate(self.keys):
            begins = bool(groups[index]) and (index == 0 or groups[index - 1] != groups[index])
            if groups[index]:
                upper.append(groups[index] if begins or not self.layout.merged else None)
                lower.append(self._heading(key))
            else:
                upper.append(self._heading(key) if self.layout.merged else None)
                lower.append(None if self.layout.merged else self._heading(key))
        self._line(upper)
        self._line(lower)
        if self.layout.merged:
            self._merge_header(groups, top)

    def _merge_header(self, groups: list[str], top: int) -> None:
        index = 0
        while index < len(groups):
            last = index
            while groups[index] and last + 1 < len(groups) and groups[last + 1] == groups[index]:
                last += 1
            if not groups[index]:
                self.merges.append(f"{self._letters(index)}{top}:{self._letters(index)}{top + 1}")
            elif last > index:
                self.merges.append(f"{self._letters(index)}{top}:{self._letters(last)}{top}")
            index = last + 1

    def _section(self, section: str) -> None:
        if self.layout.sections.endswith("column"):
            return
        fill = "D9E2F3" if self.layout.sections == "filled rows" else ""
        self._line([Look(section, fill=fill, bold=True)])
        if self.layout.sections == "merged rows":
            row, last = len(self.rows), self._letters(len(self.keys) - 1)
            self.merges.append(f"{self._letters(0)}{row}:{last}{row}")

    def _indicator(self, spec: Spec) -> None:
        cells: list[Any] = []
        for key in self.keys:
            if key in MONTHS:
                cells.append(self._value(spec.values[MONTHS.index(key)]))
            else:
                cells.append(getattr(spec, key) or None)
        if self.layout.sections == "merged column" and self._section_written(spec):
            cells[0] = None
        self._line(cells)
        if spec.counts:
            self._line(spec.counts[MONTHS.index(key)] if key in MONTHS else None for key in self.keys)

    def _section_written(self, spec: Spec) -> bool:
        return any(spec.section in row for row in self.rows)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Look) and value.number_format.endswith("%") and self.layout.percentages_as_text:
            return f"{value.value * 100:.1f}%"
        if isinstance(value, int) and self.layout.numbers_as_text:
            return f"{value:,}"
        return value

    def _merge_sections(self) -> None:
        column = self._letters(0)
        starts = [row for row, cells in enumerate(self.rows, 1) if {s.section for s in SPECS} & set(map(str, cells))]
        for start, after in zip(starts, [*starts[1:], len(self.rows) + 1], strict=True):
            if after - 1 > start:
                self.merges.append(f"{column}{start}:{column}{after - 1}")


def write(layout: Layout, path: Path) -> Path:
    """The scorecard as a workbook, in a layout."""
    writer = _Writer(layout)
    writer.write()
    return save(path, {"Scorecard": writer.rows}, {"Scorecard": writer.merges})


def stored(layout: Layout, path: Path) -> list[Record]:
    """What reading it gives, apart from where it stood and from how the headings and notes were put."""
    return comparable(gather(write(layout, path)))


def comparable(found: Gathered) -> list[Record]:
    records: list[Record] = []
    for record in found.records:
        plain: Any = replace(record, source=None) if hasattr(record, "source") else record
        if plain.record_kind == "tolerance" and plain.scope.value == "scorecard":
            continue
        if plain.record_kind == "scorecard":
            plain = replace(plain, notes=())
        if plain.record_kind == "benchmark":
            plain = replace(plain, name="", order=0)
        if plain.record_kind == "target":
            plain = replace(plain, text=re.sub(r"\s", "", plain.text))
        records.append(plain)
    return sorted(records, key=lambda record: (record.record_kind, record.key))
