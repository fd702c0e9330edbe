"""Reading xlsx and xlsm by openpyxl: what Excel last computed, with formats, fills and merges. Macros never run."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing.conditional import FormatRule, Icons, with_rules
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.opening import Opened, WatchedBytes, damaged, stop_if
from scorecard_desktop.importing.shown import show_date, show_number
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet, Workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Progress = Callable[[int, int, str], None]
CancelledCall = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Look:
    number_format: str
    fill: str
    bold: bool
    colour: str


def read_xlsx(
    opened: Opened, limits: Limits, progress: Progress | None = None, cancelled: CancelledCall | None = None
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # parts that are not kept
    import openpyxl

    try:
        book = openpyxl.load_workbook(
            WatchedBytes(opened.content, cancelled), data_only=True, keep_links=False, rich_text=False
        )
        pending = _uncalculated(opened)
        sheets = []
        for done, worksheet in enumerate(book.worksheets):
            stop_if(cancelled)
            if progress is not None:
                progress(done, len(book.worksheets), worksheet.title)
            sheets.append(_sheet(worksheet, pending.get(worksheet.title, frozenset()), limits))
    except (Refusal, Cancelled):
        raise
    except Exception as error:
        raise damaged(opened.name) from error
    return Workbook(opened.name, opened.hash, tuple(sheets))


def _sheet(worksheet: Worksheet, uncalculated: frozenset[str], limits: Limits) -> Sheet:
    looks: dict[int, _Look] = {}
    merges = tuple(
        Merge(merged.min_row, merged.min_col, merged.max_row, merged.max_col)
        for merged in worksheet.merged_cells.ranges
    )
    covered = {
        (row, column): (merge.top, merge.left)
        for merge in merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
        if (row, column) != (merge.top, merge.left)
    }
    cells: dict[Place, Cell] = {}
    # the public ways to walk a sheet make every cell between the first and a stray one at XFD1048576
    for (row, column), found in worksheet._cells.items():  # noqa: SLF001
        look = looks.get(found.style_id)
        if look is None:
            look = looks.setdefault(found.style_id, _look(found))
        cell = _cell(row, column, found.value, look, limits)
        if (row, column) in covered:
            cell = Cell(row, column, CellKind.EMPTY, fill=look.fill, merged_from=covered[row, column])
        elif cell.kind is CellKind.EMPTY and cell.address in uncalculated:
            cell = Cell(row, column, CellKind.EMPTY, None, "", look.number_format, look.fill, look.bold, None, True)
        elif cell.kind is CellKind.EMPTY and not look.fill:
            continue
        cells[row, column] = cell
    rules = tuple(format_rules(worksheet))
    return Sheet(
        worksheet.title, with_rules(cells, rules) if rules else cells, merges, worksheet.sheet_state != "visible"
    )


def format_rules(worksheet: Worksheet) -> Iterator[FormatRule]:
    """The conditional formats of a sheet that colour cells or set icons beside them."""
    for formatted in worksheet.conditional_formatting:
        areas = tuple(((r.min_row, r.min_col), (r.max_row, r.max_col)) for r in formatted.sqref.ranges)
        for rule in formatted.rules:
            look = rule.dxf
            yield FormatRule(
                areas,
                rule.type or "",
                rule.operator or "",
                tuple(str(formula) for formula in rule.formula),
                rule.text or "",
                _rule_fill(look.fill) if look is not None and look.fill is not None else "",
                _shade(look.font.color) if look is not None and look.font is not None else "",
                int(rule.priority or 0),
                _icons(rule.iconSet) if rule.iconSet is not None else None,
            )


def _rule_fill(fill: Any) -> str:  # noqa: ANN401 - openpyxl has several kinds of fill
    """The fill of a conditional format, whose colour Excel writes as the background of a fill of any kind."""
    colour = getattr(fill, "bgColor", None)
    shade = _shade(colour) if colour is not None and colour.rgb != "00000000" else ""
    return shade or _colour(fill)


def _icons(found: Any) -> Icons | None:  # noqa: ANN401 - openpyxl's icon set
    try:
        limits = tuple((str(limit.type), Decimal(str(limit.val or 0))) for limit in found.cfvo)
    except InvalidOperation:
        return None
    inclusive = tuple(limit.gte is not False for limit in found.cfvo)
    return Icons(str(found.iconSet), limits, inclusive, bool(found.reverse))


def _cell(row: int, column: int, value: Any, look: _Look, limits: Limits) -> Cell:  # noqa: ANN401 - openpyxl's
    kind, read, text = _read(value, look.number_format, limits)
    return Cell(row, column, kind, read, text, look.number_format, look.fill, look.bold, colour=look.colour)


def _read(
    value: Any,  # noqa: ANN401 - openpyxl's
    number_format: str,
    limits: Limits,
) -> tuple[CellKind, Decimal | str | date | bool | None, str]:
    if value is None or value == "":
        return CellKind.EMPTY, None, ""
    if isinstance(value, bool):
        return CellKind.TRUTH, value, str(value).upper()
    if isinstance(value, int | float):
        number = exact(value)
        return CellKind.NUMBER, number, show_number(number, number_format)
    if isinstance(value, datetime | date):
        return CellKind.DATE, value, show_date(value, number_format)
    if isinstance(value, time | timedelta):
        return CellKind.TEXT, str(value), str(value)
    text = str(value)[: limits.text]
    return (CellKind.ERROR if re.fullmatch(r"#[A-Z/0]+[!?]?", text) else CellKind.TEXT), text, text.strip()


def exact(value: float) -> Decimal:
    """The decimal that Excel shows for a float: fifteen significant digits, so that 0.1 + 0.2 is 0.3."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def _look(cell: Any) -> _Look:  # noqa: ANN401 - an openpyxl cell of any kind
    return _Look(str(cell.number_format or "General"), _colour(cell.fill), bool(cell.font.b), _shade(cell.font.color))


_INDEXED = {
    **{
        number: shade
        for base in (0, 8)
        for number, shade in enumerate(
            ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"), base
        )
    },
    17: "008000",
    22: "C0C0C0",
    23: "808080",
    42: "CCFFCC",
    43: "FFFF99",
    45: "FF99CC",
    46: "CC99FF",
    47: "FFCC99",
    50: "99CC00",
    51: "FFCC00",
    52: "FF9900",
    53: "FF6600",
    55: "969696",
    57: "339966",
}
"""The numbered colours of old workbooks that greys and traffic lights are made of."""


def _colour(fill: Any) -> str:  # noqa: ANN401 - openpyxl has several kinds of fill
    """The fill as ``RRGGBB``; empty where there is none or where it is white."""
    pattern = getattr(fill, "patternType", None)
    if pattern is None:
        return ""
    if pattern != "solid":
        return "C0C0C0"  # every other pattern is a hatching, which prints as grey
    shade = _shade(fill.fgColor, black="000000")
    return "" if shade == "FFFFFF" else shade


def _shade(colour: Any, black: str = "") -> str:  # noqa: ANN401 - an openpyxl colour, or None
    """A colour as ``RRGGBB``; empty where it is automatic. ``black`` is what black is taken as: of letters, nothing."""
    if colour is None:
        return ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        shade = colour.rgb[-6:].upper()
    elif colour.type == "theme":
        shade = _theme_shade(int(colour.theme), float(colour.tint or 0))
    else:
        shade = _INDEXED.get(int(colour.indexed or 0), "")
    return black if shade == "000000" else shade


_THEME = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")


def _theme_shade(index: int, tint: float) -> str:
    """A colour of the usual Office theme, darkened or lightened by its tint."""
    base = _THEME[index] if index < len(_THEME) else "FFFFFF"
    channels = [int(base[i : i + 2], 16) for i in (0, 2, 4)]
    shaded = [c * (1 + tint) if tint < 0 else c + (255 - c) * tint for c in channels]
    return "".join(f"{round(max(0.0, min(255.0, c))):02X}" for c in shaded)


_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_WHOLE_CELL = re.compile(rb"<(?:\w+:)?c\b(?P<head>[^>]*)(?<!/)>(?P<inside>.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"\br=\"([A-Z]+\d+)\"")
_RESULT = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")
_EMPTY_TEXT = re.compile(rb"\bt=\"str\"")


def _awaits_its_result(head: bytes, inside: bytes) -> bool:
    """A formula without a result; one whose result is an empty text has been calculated."""
    return _FORMULA.search(inside) is not None and not (_RESULT.search(inside) or _EMPTY_TEXT.search(head))


def _uncalculated(opened: Opened) -> dict[str, frozenset[str]]:
    """By sheet, the cells whose formula has no result in the file: openpyxl gives them as empty."""
    found: dict[str, frozenset[str]] = {}
    with zipfile.ZipFile(WatchedBytes(opened.content, None)) as archive:
        for title, part in _sheet_parts(archive).items():
            content = archive.read(part)
            if _FORMULA.search(content) is None:
                continue
            places = {
                place[1].decode("ascii")
                for match in _WHOLE_CELL.finditer(content)
                if _awaits_its_result(match["head"], match["inside"])
                and (place := _PLACE.search(match["head"])) is not None
            }
            if places:
                found[title] = frozenset(places)
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    from defusedxml.ElementTree import fromstring

    targets = {}
    for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    parts = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            identity = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), None)
            part = targets.get(identity)
            if part in archive.namelist():
                parts[element.get("name", "")] = part
    return parts
