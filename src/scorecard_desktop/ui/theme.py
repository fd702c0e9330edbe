"""One look for the whole window: spacing, type, colours by scheme, icons tinted to match."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from scorecard_desktop import resources
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.palette import DARK, LIGHT, Palette

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32
META, GRID, BODY, SECTION, PAGE = 12, 13, 14, 18, 24
ROW = 28
RADIUS = 6
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
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
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
        if self._scheme is Scheme.SYSTEM:
            dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

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
        font = QFont(self._family)
        font.setPixelSize(self.pixels(size))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

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

    @Slot()
    def _follow_system(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._application.setFont(self.font())
        self._application.setPalette(_qt_palette(self.palette))
        self._application.setStyleSheet(_style_sheet(self.palette, self.pixels))
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


def _style_sheet(p: Palette, px: Callable[[int], int]) -> str:
    red, amber = p.rag(Rag.RED), p.rag(Rag.AMBER)
    return f"""
QMainWindow, QDialog {{ background: {p.page}; }}
QMainWindow::separator {{ width: 1px; background: {p.line}; }}
QSplitter::handle {{ background: {p.line}; }}
QSplitter::handle:hover, QSplitter::handle:focus {{ background: {p.accent}; }}
QToolTip {{ background: {p.text}; color: {p.page}; border: 0; padding: {SPACE_1}px {SPACE_2}px; }}

QLabel[kind="page"] {{ font-size: {px(PAGE)}px; font-weight: 600; }}
QLabel[kind="section"] {{ font-size: {px(SECTION)}px; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {px(GRID)}px; font-weight: 600; }}
QLabel[kind="body"] {{ font-size: {px(BODY)}px; }}
QLabel[kind="meta"] {{ font-size: {px(META)}px; color: {p.muted}; }}
QLabel[kind="value"] {{ font-size: {px(PAGE)}px; font-weight: 600; }}
QLabel[kind="council"] {{ font-size: {px(BODY)}px; font-weight: 600; color: {p.accent}; }}

QMenuBar {{ background: {p.surface}; border-bottom: 1px solid {p.line}; padding: 2px {SPACE_2}px; }}
QMenuBar::item {{ padding: {SPACE_1}px {SPACE_2}px; border-radius: {SPACE_1}px; background: transparent; }}
QMenuBar::item:selected {{ background: {p.selection}; }}
QMenu {{ background: {p.page}; border: 1px solid {p.line}; padding: {SPACE_1}px 0; }}
QMenu::item {{ padding: 6px {SPACE_6}px 6px {SPACE_3}px; }}
QMenu::item:selected {{ background: {p.selection}; color: {p.text}; }}
QMenu::item:disabled {{ color: {p.edge}; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: {SPACE_1}px 0; }}
QMenu::indicator {{ width: 12px; height: 12px; margin-left: {SPACE_2}px; }}
QStatusBar {{ background: {p.surface}; border-top: 1px solid {p.line}; color: {p.muted}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {p.muted}; font-size: {px(META)}px; padding: 0 {SPACE_2}px; }}

QPushButton, QToolButton[kind="button"] {{
  background: {p.page}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {RADIUS}px;
  padding: 5px {SPACE_3}px; min-height: 18px; }}
QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {p.hover}; }}
QPushButton:pressed {{ background: {p.selection}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {p.accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {p.edge}; border-color: {p.line}; }}
QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {p.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {p.hover}; color: {p.edge}; border-color: {p.line}; }}
QPushButton[kind="quiet"] {{ border-color: transparent; color: {p.accent}; background: transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {p.hover}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {p.accent}; }}

QPushButton[kind="chip"] {{ border-radius: {px(13)}px; padding: 3px 10px; border: 1px solid {p.line}; background: {p.page}; }}
QPushButton[kind="chip"]:hover {{ background: {p.hover}; }}
QPushButton[kind="chip"]:checked {{ border: 2px solid {p.accent}; padding: 2px 9px; background: {p.selection}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {p.accent}; padding: 2px 9px; }}

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {{
  background: {p.page}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {RADIUS}px;
  padding: {SPACE_1}px {SPACE_2}px; selection-background-color: {p.selection}; selection-color: {p.text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {{ border: 2px solid {p.accent}; padding: 3px 7px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {p.surface}; border-color: {p.line}; }}
QLineEdit[kind="cell"] {{ border: 2px solid {p.accent}; border-radius: 0; padding: 0 {SPACE_1}px; }}
QLineEdit[kind="cell"][refused="true"] {{ border: 2px solid {red.ink}; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox QAbstractItemView {{ background: {p.page}; border: 1px solid {p.line}; }}
QCheckBox, QRadioButton {{ spacing: {SPACE_2}px; padding: 2px; border: 2px solid transparent; border-radius: {SPACE_1}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.accent}; }}

QAbstractItemView {{ background: {p.page}; border: 0; outline: 0; gridline-color: {p.line};
  selection-background-color: {p.selection}; selection-color: {p.text}; }}
QTableView {{ border: 0; }}
QTableView:focus {{ border: 0; }}
QHeaderView {{ background: {p.surface}; border: 0; }}
QHeaderView::section {{
  background: {p.surface}; color: {p.muted}; border: 0; border-bottom: 1px solid {p.line};
  padding: 0 {SPACE_2}px; font-size: {px(META)}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {p.surface}; border: 0; }}

QFrame[kind="rule"] {{ background: {p.line}; max-height: 1px; min-height: 1px; border: 0; }}
QFrame[kind="panel"] {{ background: {p.surface}; border: 0; }}
QFrame[kind="nav"] {{ background: {p.surface}; border: 0; }}
QFrame[kind="banner"] {{ background: {amber.ground}; border: 0; border-bottom: 1px solid {p.line}; }}
QFrame[kind="banner"] QLabel {{ color: {amber.ink}; }}
QFrame[kind="card"] {{ background: {p.surface}; border: 0; border-radius: {RADIUS}px; }}
QFrame[kind="bubble"] {{ background: {red.ground}; border: 1px solid {red.ink}; border-radius: {SPACE_1}px; }}
QFrame[kind="bubble"] QLabel {{ color: {red.ink}; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QProgressBar {{ border: 0; background: {p.line}; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {p.line}; }}
QTabBar::tab {{ padding: 6px {SPACE_3}px; border: 0; border-bottom: 2px solid transparent; color: {p.muted}; }}
QTabBar::tab:selected {{ color: {p.text}; border-bottom-color: {p.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {p.selection}; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {p.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
