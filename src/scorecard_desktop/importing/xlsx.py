"""Reading xlsx and xlsm: what Excel last computed, with formats, fills, merges and conditional formats.

Macros, links to other files and whatever else is in the archive are never opened. The sheets are read as streams, so
that what a file claims of its size is never believed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.building import LAST_COLUMN, LAST_ROW, Building, SheetBuilding
from scorecard_desktop.importing.cell_values import EPOCH, EPOCH_1904, date_cell, number_cell, text_cell, truth_cell
from scorecard_desktop.importing.conditional import FormatRule, Icons
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import Look
from scorecard_desktop.importing.opening import Opened, damaged
from scorecard_desktop.importing.parts import Parts
from scorecard_desktop.importing.workbook import Place, Sheet, Workbook
from scorecard_desktop.importing.xlsx_styles import MAIN, Styles, read_styles

Progress = Callable[[int, int, str], None]
CancelledCall = Callable[[], bool]

_RELATIONS = frozenset({"http://schemas.openxmlformats.org/package/2006/relationships"})
_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


def read_xlsx(
    opened: Opened, limits: Limits, progress: Progress | None = None, cancelled: CancelledCall | None = None
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    building = Building(opened, limits, cancelled)
    with Parts(opened, limits, cancelled) as parts:
        contents = _contents(parts)
        texts = _shared_texts(parts, contents.texts, building)
        styles = read_styles(parts, contents.styles, contents.theme)
        sheets: list[Sheet] = []
        for done, listed in enumerate(contents.sheets):
            parts.stop_if_asked()
            if progress is not None:
                progress(done, len(contents.sheets), listed.name)
            sheets.append(_SheetReading(building, listed, texts, styles, contents.epoch).read(parts))
    return building.workbook(sheets)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the workbook says that it consists of."""

    sheets: tuple[_Listed, ...]
    texts: str
    styles: str
    theme: str
    epoch: datetime


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    part: str


def _relations(parts: Parts, part: str) -> dict[str, _Relation]:
    """What a part refers to inside the file, by id. What is outside is not followed."""
    folder, _, name = part.rpartition("/")
    found: dict[str, _Relation] = {}

    def relation(attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        joined = target if target.startswith("/") else f"/{folder}/{target}"
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = _Relation(kind, posixpath.normpath(joined).lstrip("/"))

    listed = f"{folder}/_rels/{name}.rels".lstrip("/")
    if listed in parts.names:
        parts.xml(listed, _RELATIONS, {"Relationship": relation})
    return found


def _contents(parts: Parts) -> _Contents:
    main = next((r.part for r in _relations(parts, "").values() if r.kind == "officeDocument"), "xl/workbook.xml")
    relations = _relations(parts, main)
    sheets: list[_Listed] = []
    epoch = EPOCH

    def properties(attributes: dict[str, str]) -> None:
        nonlocal epoch
        epoch = EPOCH_1904 if attributes.get("date1904") in ("1", "true") else EPOCH

    def sheet(attributes: dict[str, str]) -> None:
        relation = relations.get(next((attributes[name] for name in _ID if name in attributes), ""))
        if relation is None or relation.part not in parts.names:
            raise damaged(parts.file)
        if relation.kind == "worksheet":
            name = attributes.get("name", "")
            sheets.append(_Listed(name, relation.part, attributes.get("state", "visible") != "visible"))

    parts.xml("[Content_Types].xml", (), {})  # no other program opens a workbook without it
    parts.xml(main, MAIN, {"workbookPr": properties, "sheet": sheet})
    if not sheets:
        raise damaged(parts.file)
    by_kind = {relation.kind: relation.part for relation in relations.values()}
    return _Contents(
        tuple(sheets), by_kind.get("sharedStrings", ""), by_kind.get("styles", ""), by_kind.get("theme", ""), epoch
    )


_Text = tuple[str, str, bool]
"""A text, the same without blanks around it, and whether it was cut off."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _text(raw: str, limit: int) -> _Text:
    if "_x" in raw:
        raw = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw)
        raw = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = raw[:limit]
    stripped = kept.strip()
    return kept, kept if stripped == kept else stripped, len(raw) > limit


def _shared_texts(parts: Parts, part: str, building: Building) -> list[_Text]:
    """The texts that cells name by number."""
    texts: list[_Text] = []
    if part not in parts.names:
        return texts
    limits = building.limits
    pieces: list[str] = []

    def item(_attributes: dict[str, str]) -> None:
        pieces.clear()

    def whole(_text_between: str) -> None:
        if len(texts) >= limits.own_cells + limits.blanks:
            building.count_blanks(limits.blanks + 1)
        texts.append(_text("".join(pieces), limits.text))

    parts.xml(part, MAIN, {"si": item}, {"t": pieces.append, "si": whole}, skipped=("rPh", "phoneticPr", "rPr"))
    return texts


_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


class _Columns(dict[str, int]):
    """The number of a column by its letters."""

    def __missing__(self, letters: str) -> int:
        if not re.fullmatch(r"[A-Z]{1,3}", letters):
            raise ValueError(letters)
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - ord("A") + 1
        if number > LAST_COLUMN:
            raise ValueError(letters)
        self[letters] = number
        return number


_COLUMNS = _Columns()
_DEEPEST_FORMULA = 64
"""Levels of brackets; Excel takes no more."""


@dataclass
class _Rule:
    """A conditional format being read."""

    areas: tuple[tuple[Place, Place], ...]
    attributes: dict[str, str]
    formulas: list[str] = field(default_factory=list)
    icons: dict[str, str] | None = None
    limits: list[dict[str, str]] = field(default_factory=list)


class _SheetReading:
    """One sheet being read, element by element."""

    def __init__(
        self, building: Building, listed: _Listed, texts: list[_Text], styles: Styles, epoch: datetime
    ) -> None:
        self._building = building
        self._listed = listed
        self._sheet = SheetBuilding(building, listed.name, hidden=listed.hidden)
        self._texts = texts
        self._styles = styles
        self._epoch = epoch
        self._row = 0
        self._row_written = ""
        self._column = 0
        self._kind = "n"
        self._style = "0"
        self._value = ""
        self._pieces: list[str] = []
        self._formula = False
        self._areas: tuple[tuple[Place, Place], ...] = ()
        self._rules: list[_Rule] = []

    def read(self, parts: Parts) -> Sheet:
        """The whole of it."""
        seen = False

        def root(_attributes: dict[str, str]) -> None:
            nonlocal seen
            seen = True

        starts = {
            "worksheet": root,
            "row": self._row_begins,
            "c": self._cell_begins,
            "f": self._formula_begins,
            "col": self._column_look,
            "mergeCell": self._merge,
            "conditionalFormatting": self._formatted_area,
            "cfRule": self._rule_begins,
            "iconSet": self._icon_set,
            "cfvo": self._icon_limit,
        }
        ends = {"c": self._cell_ends, "v": self._value_ends, "t": self._pieces.append, "formula": self._rule_formula}
        skipped = ("extLst", "rPh", "phoneticPr", "dataValidations", "drawing", "sheetViews", "dataBar", "colorScale")
        parts.xml(self._listed.part, MAIN, starts, ends, skipped)
        if not seen:
            raise damaged(parts.file)
        return self._sheet.sheet([rule for read in self._rules if (rule := self._format_rule(read)) is not None])

    def _row_begins(self, attributes: dict[str, str]) -> None:
        row = attributes.get("r")
        self._row = int(row) if row is not None else self._row + 1
        self._row_written = row or ""
        self._column = 0
        if not 0 < self._row <= LAST_ROW:
            raise ValueError(row)
        if attributes.get("hidden") in ("1", "true"):
            self._sheet.hide_rows(self._row, self._row)

    def _cell_begins(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            written = self._row_written
            column = _COLUMNS.get(place[: -len(written)]) if written and place.endswith(written) else None
            if column is not None:
                self._column = column
            else:
                self._go_to(place)
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value = ""
        self._pieces.clear()
        self._formula = False

    def _go_to(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        self._column = _COLUMNS[letters]
        row = int(place[len(letters) :])
        if not 0 < row <= LAST_ROW:
            raise ValueError(place)
        self._row = row
        self._row_written = ""

    def _formula_begins(self, _attributes: dict[str, str]) -> None:
        self._formula = True

    def _value_ends(self, text: str) -> None:
        self._value = text

    def _cell_ends(self, _text_between: str) -> None:
        row, column, value, kind = self._row, self._column, self._value, self._kind
        look = self._styles.look(self._style)
        if kind == "inlineStr":
            self._put_text(_text("".join(self._pieces), self._building.limits.text), look)
        elif not value:
            if self._formula and kind != "str":
                self._sheet.await_result(row, column, look)
            else:
                self._sheet.blank(row, column, look)
        elif kind == "s":
            number = int(value)
            if number < 0:
                raise ValueError(value)
            self._put_text(self._texts[number], look)
        elif kind == "n":
            self._put_number(value, look)
        elif kind == "b":
            self._sheet.put(truth_cell(row, column, value.strip() in ("1", "true"), look))
        elif kind == "d":
            self._sheet.put(date_cell(row, column, datetime.fromisoformat(value.strip()), look))
        else:
            self._put_text(_text(value, self._building.limits.text), look)

    def _put_number(self, value: str, look: Look) -> None:
        try:
            number: float = int(value) if value.isdigit() and len(value) < 16 else float(value)
            self._sheet.put(number_cell(self._row, self._column, number, look, self._epoch))
        except (ValueError, OverflowError):
            self._put_text(_text(value, self._building.limits.text), look)

    def _put_text(self, text: _Text, look: Look) -> None:
        kept, stripped, cut = text
        if not kept:
            self._sheet.blank(self._row, self._column, look)
            return
        self._sheet.put(text_cell(self._row, self._column, kept, stripped, look))
        if cut:
            self._sheet.cut(self._row, self._column)

    def _column_look(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            self._sheet.hide_columns(int(attributes.get("min", "1")), int(attributes.get("max", "1")))

    def _merge(self, attributes: dict[str, str]) -> None:
        for (top, left), (bottom, right) in _areas(attributes.get("ref", "")):
            self._sheet.merge(top, left, bottom, right)

    def _formatted_area(self, attributes: dict[str, str]) -> None:
        self._areas = _areas(attributes.get("sqref", ""))

    def _rule_begins(self, attributes: dict[str, str]) -> None:
        self._building.count_blanks(1)
        self._rules.append(_Rule(self._areas, attributes))

    def _rule_formula(self, text: str) -> None:
        if self._rules:
            self._rules[-1].formulas.append(text if text.count("(") <= _DEEPEST_FORMULA else "")

    def _icon_set(self, attributes: dict[str, str]) -> None:
        if self._rules:
            self._rules[-1].icons = attributes

    def _icon_limit(self, attributes: dict[str, str]) -> None:
        if self._rules and self._rules[-1].icons is not None:
            self._rules[-1].limits.append(attributes)

    def _format_rule(self, read: _Rule) -> FormatRule | None:
        attributes = read.attributes
        number = int(attributes.get("dxfId", "-1"))
        looks = self._styles.highlights
        look = looks[number] if 0 <= number < len(looks) else None
        icons = _icons(read.icons, read.limits) if read.icons is not None else None
        if not read.areas or (icons is None and look is None):
            return None
        return FormatRule(
            read.areas,
            attributes.get("type", ""),
            attributes.get("operator", ""),
            tuple(read.formulas),
            attributes.get("text", ""),
            look.fill if look is not None else "",
            look.colour if look is not None else "",
            int(attributes.get("priority", "0")),
            icons,
        )


def _areas(reference: str) -> tuple[tuple[Place, Place], ...]:
    """The areas of a reference such as ``B5:H20 K5``."""
    found = []
    for written in reference.split():
        match = _RANGE.fullmatch(written)
        if match is None:
            continue
        first = (int(match[2]), _COLUMNS[match[1]])
        last = (int(match[4]), _COLUMNS[match[3]]) if match[3] else first
        found.append((first, last))
    return tuple(found)


def _icons(attributes: dict[str, str], limits: list[dict[str, str]]) -> Icons | None:
    try:
        bounds = tuple((limit.get("type", ""), Decimal(limit.get("val") or 0)) for limit in limits)
    except InvalidOperation:
        return None
    inclusive = tuple(limit.get("gte") not in ("0", "false") for limit in limits)
    turned = attributes.get("reverse") in ("1", "true")
    return Icons(attributes.get("iconSet", "3TrafficLights1"), bounds, inclusive, turned)
