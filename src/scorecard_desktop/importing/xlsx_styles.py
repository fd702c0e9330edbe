"""The styles of an xlsx workbook: the look of each style that a cell may have, and of each conditional format."""

from __future__ import annotations

import re
from dataclasses import field

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.looks import HATCHED, PLAIN, Colours, Look, as_fill, as_letters
from scorecard_desktop.importing.parts import Parts, Start
from scorecard_desktop.importing.shown import GENERAL

MAIN = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
_DRAWING = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    }
)
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0;-"£"#,##0',
    6: '"£"#,##0;[Red]-"£"#,##0',
    7: '"£"#,##0.00;-"£"#,##0.00',
    8: '"£"#,##0.00;[Red]-"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: '"£"#,##0;-"£"#,##0;-',
    43: "#,##0.00;-#,##0.00;-",
    44: '"£"#,##0.00;-"£"#,##0.00;-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a file names by number alone, as Excel shows them in Britain (ECMA-376 part 1, 18.8.30)."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """What a conditional format paints."""

    fill: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks by the number of the style, and the highlights by the number of the differential format."""

    looks: tuple[Look, ...] = (PLAIN,)
    highlights: tuple[Highlight, ...] = ()
    _by_text: dict[str, Look] = field(default_factory=dict, compare=False)

    def look(self, style: str) -> Look:
        """The look of a cell whose style attribute is ``style``; the plain one where the file has no such style."""
        known = self._by_text.get(style)
        if known is None:
            number = int(style)
            known = self._by_text[style] = self.looks[number] if 0 <= number < len(self.looks) else PLAIN
        return known


def read_styles(parts: Parts, part: str, theme: str) -> Styles:
    """The styles in ``part``, their colours named by the theme in ``theme`` (either may be absent)."""
    if part not in parts.names:
        return Styles()
    reading = _Reading(Colours(_theme(parts, theme)) if theme in parts.names else Colours())
    parts.xml(
        part,
        MAIN,
        {
            "numFmt": reading.number_format,
            "fonts": reading.into("fonts"),
            "fills": reading.into("fills"),
            "cellXfs": reading.into("looks"),
            "cellStyleXfs": reading.into(""),
            "dxf": reading.highlight,
            "indexedColors": reading.into("palette"),
            "rgbColor": reading.of_palette,
            "font": reading.font,
            "b": reading.bold,
            "fill": reading.fill,
            "patternFill": reading.pattern,
            "gradientFill": reading.gradient,
            "color": reading.colour,
            "fgColor": reading.foreground,
            "bgColor": reading.background,
            "xf": reading.look,
        },
        skipped=("extLst", "border", "cellStyles"),
    )
    return reading.styles()


@dataclass(slots=True)
class _Font:
    bold: bool = False
    colour: dict[str, str] | None = None


@dataclass(slots=True)
class _Fill:
    pattern: str = ""
    foreground: dict[str, str] | None = None
    background: dict[str, str] | None = None


@dataclass
class _Reading:
    """What has been read so far; colours are made out at the end, when the palette is known."""

    colours: Colours
    _into: str = ""
    _formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    _fonts: list[_Font] = field(default_factory=list)
    _fills: list[_Fill] = field(default_factory=list)
    _looks: list[tuple[int, int, int]] = field(default_factory=list)
    _highlights: list[tuple[_Font, _Fill]] = field(default_factory=list)
    _palette: list[str] = field(default_factory=list)
    _font: _Font = field(default_factory=_Font)
    _fill: _Fill = field(default_factory=_Fill)

    def into(self, where: str) -> Start:
        """A handler that notes which list the elements that follow are for."""

        def enter(_attributes: dict[str, str]) -> None:
            self._into = where

        return enter

    def number_format(self, attributes: dict[str, str]) -> None:
        self._formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", GENERAL)

    def highlight(self, _attributes: dict[str, str]) -> None:
        self._into = "highlights"
        self._font, self._fill = _Font(), _Fill()
        self._highlights.append((self._font, self._fill))

    def font(self, _attributes: dict[str, str]) -> None:
        if self._into == "fonts":
            self._font = _Font()
            self._fonts.append(self._font)

    def bold(self, attributes: dict[str, str]) -> None:
        self._font.bold = attributes.get("val", "1") not in ("0", "false")

    def colour(self, attributes: dict[str, str]) -> None:
        if self._into in ("fonts", "highlights"):
            self._font.colour = attributes

    def fill(self, _attributes: dict[str, str]) -> None:
        if self._into == "fills":
            self._fill = _Fill()
            self._fills.append(self._fill)

    def pattern(self, attributes: dict[str, str]) -> None:
        self._fill.pattern = attributes.get("patternType", "solid" if self._into == "highlights" else "none")

    def gradient(self, _attributes: dict[str, str]) -> None:
        self._fill.pattern = "gradient"

    def foreground(self, attributes: dict[str, str]) -> None:
        self._fill.foreground = attributes

    def background(self, attributes: dict[str, str]) -> None:
        self._fill.background = attributes

    def of_palette(self, attributes: dict[str, str]) -> None:
        self._palette.append(_rgb(attributes.get("rgb", "")))

    def look(self, attributes: dict[str, str]) -> None:
        if self._into == "looks":
            found = [int(attributes.get(name, "0")) for name in ("numFmtId", "fontId", "fillId")]
            self._looks.append((found[0], found[1], found[2]))

    def styles(self) -> Styles:
        """All of them, with their colours."""
        if self._palette:
            self.colours = Colours(self.colours.theme, tuple(self._palette))
        fonts = [(font.bold, as_letters(self._shade(font.colour))) for font in self._fonts] or [(False, "")]
        fills = [self._painted(fill) for fill in self._fills] or [""]
        made: dict[tuple[int, int, int], Look] = {}
        for number, font, fill in self._looks:
            bold, letters = fonts[font] if font < len(fonts) else (False, "")
            painted = fills[fill] if fill < len(fills) else ""
            made.setdefault(
                (number, font, fill), Look(self._formats.get(number, GENERAL) or GENERAL, painted, bold, letters)
            )
        looks = tuple(made[look] for look in self._looks) or (PLAIN,)
        return Styles(looks, tuple(self._highlight(font, fill) for font, fill in self._highlights))

    def _shade(self, colour: dict[str, str] | None) -> str:
        if colour is None or colour.get("auto") in ("1", "true"):
            return ""
        if "rgb" in colour:
            return _rgb(colour["rgb"])
        if "theme" in colour:
            return self.colours.of_theme(int(colour["theme"]), float(colour.get("tint", "0")))
        return self.colours.by_number(int(colour.get("indexed", "64")))

    def _painted(self, fill: _Fill) -> str:
        if fill.pattern in ("", "none"):
            return ""
        if fill.pattern == "gradient":
            return as_fill(self._shade(fill.foreground))
        return as_fill(self._shade(fill.foreground)) if fill.pattern == "solid" else HATCHED

    def _highlight(self, font: _Font, fill: _Fill) -> Highlight:
        """Excel writes the fill of a conditional format as the background of a fill of any kind."""
        own = self._shade(fill.background) if fill.background not in (None, {"rgb": "00000000"}) else ""
        return Highlight(as_fill(own) or self._painted(fill), as_letters(self._shade(font.colour)))


def _rgb(written: str) -> str:
    """``FF00B050`` and ``00B050`` are both ``00B050``; what is no colour is none."""
    shade = written[-6:].upper()
    return shade if re.fullmatch(r"[0-9A-F]{6}", shade) else ""


_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def _theme(parts: Parts, part: str) -> tuple[str, ...]:
    """The colours of a theme, in the order in which styles number them."""
    found: dict[str, str] = {}
    slot = ""

    def named(name: str) -> Start:
        def enter(_attributes: dict[str, str]) -> None:
            nonlocal slot
            slot = name

        return enter

    def fixed(attributes: dict[str, str]) -> None:
        found.setdefault(slot, _rgb(attributes.get("val", "")))

    def of_the_system(attributes: dict[str, str]) -> None:
        found.setdefault(slot, _rgb(attributes.get("lastClr", "")))

    starts = {name: named(name) for name in _THEME_ORDER}
    parts.xml(
        part,
        _DRAWING,
        {**starts, "hlink": named(""), "srgbClr": fixed, "sysClr": of_the_system},
        skipped=("fontScheme", "fmtScheme", "objectDefaults", "extraClrSchemeLst"),
    )
    usual = Colours().theme
    return tuple(found.get(name) or usual[position] for position, name in enumerate(_THEME_ORDER))
