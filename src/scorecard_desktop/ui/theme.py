"""One look for the whole window: spacing, type, colours by scheme, icons tinted to match."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessibilityHints,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
    QStyleHints,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from scorecard_desktop import resources
from scorecard_desktop.ui.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from scorecard_desktop.ui.scale import GRID, ROW
from scorecard_desktop.ui.style_sheet import style_sheet

TEXT_SCALES = (0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)

_GOOD_FAMILIES = (
    "Segoe UI Variable Text",
    "Segoe UI",
    "Inter",
    "Ubuntu",
    "Ubuntu Sans",
    "Cantarell",
    "Adwaita Sans",
    "Noto Sans",
    "Roboto",
    "Open Sans",
)
"""Families made for screens; where a system has none of them, Noto Sans ships with the program."""


class Scheme(Enum):
    """Which palette is used; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"


_PALETTES = {
    Scheme.LIGHT: LIGHT,
    Scheme.DARK: DARK,
    Scheme.CONTRAST_LIGHT: CONTRAST_LIGHT,
    Scheme.CONTRAST_DARK: CONTRAST_DARK,
}


@lru_cache(1)
def _desktop_hints() -> tuple[QStyleHints, QAccessibilityHints]:
    """What the desktop asks for. Both are held: once PySide has let the first go, it gives a dead second (6.11.3)."""
    hints = QGuiApplication.styleHints()
    return hints, hints.accessibility()


def ui_family() -> str:
    """The family of the window's text: the system's own where it is made for screens, else the one that ships."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if system in _GOOD_FAMILIES or system.startswith("."):  # macOS names its own with a full stop
        return system
    present = set(QFontDatabase.families())
    found = next((family for family in _GOOD_FAMILIES if family in present), None)
    if found is not None:
        return found
    for weight in ("Regular", "SemiBold", "Bold", "Italic"):
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/NotoSans-{weight}.ttf")))
    return "Noto Sans"


class Theme(QObject):
    """The look that holds now. ``changed`` is emitted after a new scheme or text size has been applied."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = Scheme.SYSTEM
        self._scale = 1.0
        self._family = ui_family()
        self._fonts: dict[tuple[int, QFont.Weight], QFont] = {}
        application.setStyle("Fusion")
        for effect in Qt.UIEffect:  # nothing slides or fades: Qt does not say who has asked for less motion (6.11)
            application.setEffectEnabled(effect, False)
        hints, accessibility = _desktop_hints()
        hints.colorSchemeChanged.connect(self._follow_system)
        accessibility.contrastPreferenceChanged.connect(self._follow_system)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """What the officer chose."""
        return self._scheme

    @property
    def text_scale(self) -> float:
        """How many times larger than usual text is."""
        return self._scale

    @property
    def palette(self) -> Palette:
        """The colours that hold now."""
        return self._palette

    @property
    def row_height(self) -> int:
        """The height of one row of a table, in pixels."""
        return round(ROW * self._scale)

    def set_scheme(self, scheme: Scheme) -> None:
        """Use another scheme."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Show text ``scale`` times as large."""
        if scale != self._scale:
            self._scale = scale
            self._apply()

    def pixels(self, size: int) -> int:
        """A size of the type scale at the text size that holds now."""
        return round(size * self._scale)

    def font(self, size: int = GRID, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The window's type at a size of the scale, its figures all of one width."""
        made = self._fonts.get((size, weight))
        if made is None:
            made = QFont(self._family)
            made.setPixelSize(self.pixels(size))
            made.setWeight(weight)
            made.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[size, weight] = made
        return QFont(made)

    def icon(self, name: str) -> QIcon:
        """One of our drawings in the ink of the palette; its disabled and selected inks too."""
        palette = self.palette
        icon = QIcon()
        for mode, ink in (
            (QIcon.Mode.Normal, palette.muted),
            (QIcon.Mode.Active, palette.text),
            (QIcon.Mode.Selected, palette.accent),
            (QIcon.Mode.Disabled, palette.line),
        ):
            for size in (16, 20, 32, 40):
                icon.addPixmap(_drawn(name, ink, size), mode)
        return icon

    def drawing(self, name: str, ink: str, size: int, ratio: float) -> QPixmap:
        """One of our drawings in one ink, ``size`` pixels wide on a screen of ``ratio`` device pixels each."""
        drawn = QPixmap(_drawn(name, ink, round(size * ratio)))
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def _chosen_palette(self) -> Palette:
        if self._scheme is Scheme.SYSTEM:
            dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
            if self._wants_contrast:
                return CONTRAST_DARK if dark else CONTRAST_LIGHT
            return DARK if dark else LIGHT
        return _PALETTES[self._scheme]

    @property
    def _wants_contrast(self) -> bool:
        """Whether the desktop is set to high contrast."""
        _, accessibility = _desktop_hints()
        return accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast

    @Slot()
    def _follow_system(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._palette = self._chosen_palette()
        self._fonts.clear()
        self._application.setFont(self.font())
        self._application.setPalette(_qt_palette(self.palette))
        self._application.setStyleSheet(style_sheet(self.palette, self.pixels))
        self.changed.emit()


@lru_cache(maxsize=256)
def _drawn(name: str, ink: str, size: int) -> QPixmap:
    drawing = resources.path(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", ink)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)


def program_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(resources.path("icons/program.svg")))


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.page,
        role.WindowText: palette.text,
        role.Base: palette.page,
        role.AlternateBase: palette.surface,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.ToolTipBase: palette.text,
        role.ToolTipText: palette.page,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.text,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.BrightText: palette.accent,
        role.Light: palette.hover,
        role.Midlight: palette.line,
        role.Mid: palette.line,
        role.Dark: palette.edge,
        role.Shadow: palette.edge,
        role.Accent: palette.accent,
    }
    made = QPalette()
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(palette.edge))
    return made
