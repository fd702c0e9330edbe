"""The styles of an OpenDocument spreadsheet: the look of each cell style, its number format put as Excel would."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scorecard_desktop.importing.looks import PLAIN, Look, as_fill, as_letters
from scorecard_desktop.importing.parts import Parts, Start
from scorecard_desktop.importing.shown import GENERAL

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{_SPACE}{name}:1.0 " for name in ("office", "table", "text"))
_STYLE, _NUMBER, _FO = (f"{_SPACE}{name}:1.0 " for name in ("style", "datastyle", "xsl-fo-compatible"))
NAMESPACES = frozenset(space.strip() for space in (OFFICE, TABLE, TEXT, _STYLE, _NUMBER))

_MOST_PARENTS = 20
_MOST_DIGITS = 30


@dataclass(slots=True)
class _Style:
    parent: str = ""
    format: str | None = None
    fill: str | None = None
    bold: bool | None = None
    colour: str | None = None


@dataclass(slots=True)
class _Format:
    """A number format being read: its code so far, and the formats that hold under a condition instead."""

    code: str = ""
    conditions: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class OdsStyles:
    """Styles by name. Those of the content are read over those of the whole document."""

    _styles: dict[str, _Style] = field(default_factory=dict)
    _formats: dict[str, _Format] = field(default_factory=dict)
    _hidden: set[str] = field(default_factory=set)
    _looks: dict[str, Look] = field(default_factory=dict)

    def read(self, parts: Parts, part: str) -> None:
        """The styles of a part."""
        if part in parts.names:
            reading = _Reading(self._styles, self._formats, self._hidden)
            skipped = ("master-styles", "font-face-decls", "scripts")
            parts.xml(part, NAMESPACES, reading.starts(), reading.ends(), skipped, until="body")

    def look(self, style: str) -> Look:
        """The look of a cell style, with what it has from the styles that it is derived from."""
        found = self._looks.get(style)
        if found is None:
            found = self._looks.setdefault(style, self._made(style))
        return found

    def hides(self, style: str) -> bool:
        """True where a sheet of this style is hidden."""
        return style in self._hidden

    def _made(self, name: str) -> Look:
        merged = _Style()
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                break
            merged.format = style.format if merged.format is None else merged.format
            merged.fill = style.fill if merged.fill is None else merged.fill
            merged.bold = style.bold if merged.bold is None else merged.bold
            merged.colour = style.colour if merged.colour is None else merged.colour
            name = style.parent
        code = self._code(merged.format) if merged.format else GENERAL
        look = Look(code, as_fill(merged.fill or ""), bool(merged.bold), as_letters(merged.colour or ""))
        return PLAIN if look == PLAIN else look

    def _code(self, name: str) -> str:
        """``[>=0]#,##0;-#,##0`` from a format and those that hold under a condition instead."""
        found = self._formats.get(name)
        if found is None:
            return GENERAL
        under = []
        for condition, other in found.conditions[:2]:
            match = re.fullmatch(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?[\d.]+)", condition.strip())
            if match is not None and other in self._formats:
                sign = "<>" if match[1] == "!=" else match[1]
                under.append(f"[{sign}{match[2]}]{self._formats[other].code}")
        return ";".join([*under, found.code]) or GENERAL


class _Reading:
    """One part's styles being read."""

    def __init__(self, styles: dict[str, _Style], formats: dict[str, _Format], hidden: set[str]) -> None:
        self._styles = styles
        self._formats = formats
        self._hidden = hidden
        self._style: _Style | None = None
        self._format: _Format | None = None
        self._table = ""
        self._percent = False

    def starts(self) -> dict[str, Start]:
        """What to do where an element begins."""
        formats: dict[str, Start] = {f"{kind}-style": self._format_begins for kind in _FORMATS}
        parts: dict[str, Start] = {name: self._moment(one, two) for name, (one, two) in _MOMENTS.items()}
        return {
            **formats,
            **parts,
            "percentage-style": self._percentage_begins,
            "style": self._style_begins,
            "default-style": self._style_begins,
            "table-cell-properties": self._cell_properties,
            "text-properties": self._text_properties,
            "table-properties": self._table_properties,
            "number": self._number,
            "scientific-number": self._scientific,
            "fraction": self._fraction,
            "month": self._month,
            "am-pm": lambda _attributes: self._add("AM/PM"),
            "text-content": lambda _attributes: self._add("@"),
            "map": self._map,
        }

    def ends(self) -> dict[str, Callable[[str], None]]:
        """What to do where an element ends."""
        return {"text": self._literal, "currency-symbol": self._literal, "style": self._style_ends}

    def _style_begins(self, attributes: dict[str, str]) -> None:
        family = attributes.get(f"{_STYLE}family")
        name = attributes.get(f"{_STYLE}name", "")
        self._style, self._format, self._table = None, None, name if family == "table" else ""
        if family == "table-cell" and name:
            parent = attributes.get(f"{_STYLE}parent-style-name", "")
            self._style = self._styles[name] = _Style(parent, attributes.get(f"{_STYLE}data-style-name"))

    def _style_ends(self, _text: str) -> None:
        self._style, self._table = None, ""

    def _cell_properties(self, attributes: dict[str, str]) -> None:
        if self._style is not None and f"{_FO}background-color" in attributes:
            self._style.fill = _shade(attributes[f"{_FO}background-color"])

    def _text_properties(self, attributes: dict[str, str]) -> None:
        if self._style is None:
            return
        weight = attributes.get(f"{_FO}font-weight")
        if weight is not None:
            self._style.bold = weight == "bold" or (weight.isdigit() and len(weight) == 3 and int(weight) >= 600)
        if f"{_FO}color" in attributes:
            self._style.colour = _shade(attributes[f"{_FO}color"])

    def _table_properties(self, attributes: dict[str, str]) -> None:
        if self._table and attributes.get(f"{TABLE}display") == "false":
            self._hidden.add(self._table)

    def _format_begins(self, attributes: dict[str, str]) -> None:
        self._format = self._formats[attributes.get(f"{_STYLE}name", "")] = _Format()
        self._style, self._percent = None, False

    def _percentage_begins(self, attributes: dict[str, str]) -> None:
        self._format_begins(attributes)
        self._percent = True

    def _add(self, code: str) -> None:
        if self._format is not None:
            self._format.code += code

    def _number(self, attributes: dict[str, str]) -> None:
        if f"{_NUMBER}decimal-places" not in attributes and f"{_NUMBER}min-integer-digits" not in attributes:
            self._add(GENERAL)
            return
        whole = max(0, min(_MOST_DIGITS, int(attributes.get(f"{_NUMBER}min-integer-digits", "1"))))
        digits = "0" * whole or "#"
        if attributes.get(f"{_NUMBER}grouping") == "true":
            digits = f"#,{digits.rjust(3, '#')}"
        factor = attributes.get(f"{_NUMBER}display-factor", "1").partition(".")[0]
        scale = "," * ((len(factor) - 1) // 3) if factor.startswith("1") and len(factor) < _MOST_DIGITS else ""
        self._add(f"{digits}{_decimals(attributes)}{scale}")

    def _scientific(self, attributes: dict[str, str]) -> None:
        self._add(f"0{_decimals(attributes)}E+00")

    def _fraction(self, _attributes: dict[str, str]) -> None:
        self._add("# ?/?")

    def _month(self, attributes: dict[str, str]) -> None:
        long = attributes.get(f"{_NUMBER}style") == "long"
        if attributes.get(f"{_NUMBER}textual") == "true":
            self._add("mmmm" if long else "mmm")
        else:
            self._add("mm" if long else "m")

    @staticmethod
    def _is_long(attributes: dict[str, str]) -> bool:
        return attributes.get(f"{_NUMBER}style") == "long"

    def _moment(self, short: str, long: str) -> Start:
        """A handler for a part of a date or time."""

        def add(attributes: dict[str, str]) -> None:
            self._add(long if self._is_long(attributes) else short)

        return add

    def _literal(self, text: str) -> None:
        if self._percent and text.strip() == "%":
            self._add(text)
        elif text:
            self._add('"' + text.replace('"', "") + '"')

    def _map(self, attributes: dict[str, str]) -> None:
        if self._format is not None:
            condition = attributes.get(f"{_STYLE}condition", "")
            self._format.conditions.append((condition, attributes.get(f"{_STYLE}apply-style-name", "")))


_FORMATS = ("number", "currency", "date", "time", "boolean", "text")
_MOMENTS = {
    "year": ("yy", "yyyy"),
    "day": ("d", "dd"),
    "day-of-week": ("ddd", "dddd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
}


def _decimals(attributes: dict[str, str]) -> str:
    places = max(0, min(_MOST_DIGITS, int(attributes.get(f"{_NUMBER}decimal-places", "0"))))
    least = max(0, min(places, int(attributes.get(f"{_NUMBER}min-decimal-places", str(places)))))
    return f".{'0' * least}{'#' * (places - least)}" if places else ""


def _shade(written: str) -> str:
    """``12436D`` from ``#12436d``; empty for ``transparent`` and whatever else is no colour."""
    return written[1:].upper() if re.fullmatch(r"#[0-9A-Fa-f]{6}", written) else ""


def as_percentage(look: Look) -> Look:
    """The look of a cell that the file says is a percentage, where its format does not say so."""
    return look if "%" in look.number_format else replace(look, number_format="0.00%")
