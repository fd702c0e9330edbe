"""The style sheet of the window."""

from __future__ import annotations

from collections.abc import Callable

from scorecard_desktop import resources
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.palette import Palette
from scorecard_desktop.ui.scale import BODY, GRID, META, PAGE, RADIUS, SECTION, SPACE_1, SPACE_2, SPACE_3, SPACE_6


def style_sheet(p: Palette, px: Callable[[int], int]) -> str:
    """The rules for every widget in the colours of ``p``; ``px`` gives a size of type in pixels."""
    red, amber = p.rag(Rag.RED), p.rag(Rag.AMBER)
    check = resources.path(f"icons/check-{p.name}.svg").as_posix()
    chevron = resources.path(f"icons/chevron-{p.name}.svg").as_posix()
    chevron_right = resources.path(f"icons/right-{p.name}.svg").as_posix()
    card = f"1px solid {p.line}" if p.surface == p.page else "0"  # where the ground alone does not tell it
    return f"""
QMainWindow, QDialog {{ background: {p.page}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMessageBox QLabel {{ min-width: {px(340)}px; font-size: {px(BODY)}px; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: {px(SECTION)}px; font-weight: 600; }}
QMessageBox QLabel#qt_msgboxex_icon_label {{ min-width: 0; }}
QMainWindow::separator {{ width: 1px; background: {p.line}; }}
QSplitter::handle {{ background: {p.line}; }}
QSplitter::handle:hover, QSplitter::handle:focus {{ background: {p.accent}; }}
QToolTip {{ background: {p.text}; color: {p.page}; border: 0; padding: {SPACE_1}px {SPACE_2}px; }}

QLabel[kind="page"] {{ font-size: {px(PAGE)}px; font-weight: 600; }}
QLabel[kind="section"] {{ font-size: {px(SECTION)}px; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {px(GRID)}px; font-weight: 600; }}
QLabel[kind="body"] {{ font-size: {px(BODY)}px; }}
QLabel[kind="meta"] {{ font-size: {px(META)}px; color: {p.muted}; }}
QLabel[kind="error"] {{ font-size: {px(BODY)}px; color: {red.ink}; }}
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
QMenu::icon {{ padding-left: {SPACE_3}px; }}
QMenu::indicator {{ width: {px(14)}px; height: {px(14)}px; margin-left: {SPACE_3}px; }}
QMenu::indicator:checked {{ background: {p.accent}; border-radius: 3px; image: url("{check}"); }}
QMenu::right-arrow {{ image: url("{chevron_right}"); width: {px(12)}px; height: {px(12)}px; right: {SPACE_2}px; }}
QStatusBar {{ background: {p.surface}; border-top: 1px solid {p.line}; color: {p.muted}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {p.muted}; font-size: {px(META)}px; padding: 0 {SPACE_2}px; }}

QToolButton {{ border: 2px solid transparent; border-radius: {SPACE_1}px; padding: 2px; background: transparent; }}
QToolButton:hover {{ background: {p.hover}; }}
QToolButton:focus {{ border-color: {p.accent}; }}
QPushButton, QToolButton[kind="button"] {{
  background: {p.page}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {RADIUS}px;
  padding: 5px {SPACE_3}px; min-height: 18px; }}
QToolButton[kind="menu"] {{
  background: {p.page}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {RADIUS}px;
  padding: 3px {px(12) + SPACE_3}px 4px {SPACE_2}px; }}
QToolButton[kind="menu"]:hover {{ background: {p.hover}; }}
QToolButton[kind="menu"]:focus {{ border: 2px solid {p.accent}; padding: 2px {px(12) + SPACE_3 - 1}px 3px 7px; }}
QToolButton[kind="menu"]::menu-indicator {{
  image: url("{chevron}"); width: {px(12)}px; height: {px(12)}px; subcontrol-position: right center; right: 8px; }}
QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {p.hover}; }}
QPushButton:pressed {{ background: {p.selection}; }}
QPushButton:focus, QToolButton[kind="button"]:focus {{ border: 2px solid {p.accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {p.edge}; border-color: {p.line}; }}
QPushButton[kind="primary"] {{
  background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {p.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {p.hover}; color: {p.edge}; border-color: {p.line}; }}
QPushButton[kind="quiet"] {{
  border-color: transparent; color: {p.accent}; background: transparent; padding: 5px {SPACE_1}px; }}
QPushButton[kind="quiet"][menu="true"] {{ padding-right: {px(12) + SPACE_2}px; }}
QPushButton::menu-indicator {{
  image: url("{chevron}"); width: {px(12)}px; height: {px(12)}px; subcontrol-position: right center; right: 2px; }}
QPushButton[kind="quiet"]:hover {{ background: {p.hover}; }}
QPushButton[kind="quiet"]:disabled {{ color: {p.edge}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {p.accent}; padding: 4px {SPACE_1 - 1}px; }}
QPushButton[kind="quiet"][menu="true"]:focus {{ padding-right: {px(12) + SPACE_2 - 1}px; }}

QPushButton[kind="chip"] {{
  border-radius: {px(12)}px; padding: 3px 10px; border: 1px solid {p.line}; background: {p.page}; }}
QPushButton[kind="chip"]:hover {{ background: {p.hover}; }}
QPushButton[kind="chip"]:checked {{ border: 2px solid {p.accent}; padding: 2px 9px; background: {p.selection}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {p.accent}; padding: 2px 9px; }}

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {{
  background: {p.page}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {RADIUS}px;
  padding: {SPACE_1}px {SPACE_2}px; selection-background-color: {p.selection}; selection-color: {p.text};
  placeholder-text-color: {p.muted}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {{
  border: 2px solid {p.accent}; padding: 3px 7px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {p.surface}; border-color: {p.line}; }}
QLineEdit[kind="cell"] {{ border: 2px solid {p.accent}; border-radius: 0; padding: 0 {SPACE_1}px; }}
QLineEdit[kind="cell"][refused="true"] {{ border: 2px solid {red.ink}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: {px(12) + 10}px; subcontrol-position: center right; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{chevron}"); width: {px(12)}px; height: {px(12)}px; }}
QComboBox:focus {{ padding-right: {px(12) + 9}px; }}
QComboBox {{ padding-right: {px(12) + 10}px; }}
QComboBox QAbstractItemView {{ background: {p.page}; border: 1px solid {p.line}; }}
QCheckBox, QRadioButton {{
  spacing: {SPACE_2}px; padding: 2px; border: 2px solid transparent; border-radius: {SPACE_1}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.accent}; }}
QCheckBox::indicator {{
  width: {px(14)}px; height: {px(14)}px; border: 1px solid {p.edge}; border-radius: 3px; background: {p.page}; }}
QCheckBox::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url("{check}"); }}
QRadioButton::indicator {{ width: {px(14)}px; height: {px(14)}px; border: 1px solid {p.edge};
  border-radius: {px(7) + 1}px; background: {p.page}; }}
QRadioButton::indicator:checked {{ width: {px(6)}px; height: {px(6)}px; border: {px(4) + 1}px solid {p.accent}; }}

QAbstractItemView {{ background: {p.page}; border: 0; outline: 0; gridline-color: {p.line};
  selection-background-color: {p.selection}; selection-color: {p.text}; }}
QListWidget::item {{ padding: 5px {SPACE_1}px; }}
QListWidget::indicator {{
  width: {px(14)}px; height: {px(14)}px; border: 1px solid {p.edge}; border-radius: 3px; background: {p.page}; }}
QListWidget::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url("{check}"); }}
QTableView {{ border: 0; }}
QTableView:focus {{ border: 0; }}
QHeaderView {{ background: {p.page}; border: 0; }}
QHeaderView::section {{
  background: {p.page}; color: {p.muted}; border: 0; border-bottom: 1px solid {p.line};
  padding: 0 {SPACE_2}px; font-size: {px(META)}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {p.surface}; border: 0; }}

QFrame[kind="rule"] {{ background: {p.line}; max-height: 1px; min-height: 1px; border: 0; }}
QFrame[kind="panel"] {{ background: {p.surface}; border: 0; }}
QFrame[kind="nav"] {{ background: {p.surface}; border: 0; }}
QFrame[kind="banner"] {{ background: {amber.ground}; border: 0; border-bottom: 1px solid {p.line}; }}
QFrame[kind="banner"] QLabel {{ color: {amber.ink}; }}
QFrame[kind="guide"] {{ background: {p.selection}; border: 0; border-top: 1px solid {p.line}; }}
QFrame[kind="palette"] {{ background: {p.page}; border: 1px solid {p.edge}; border-radius: {RADIUS}px; }}
QTextBrowser {{ background: {p.surface}; border: 0; border-radius: {RADIUS}px; padding: {SPACE_3}px; }}
QTextBrowser:focus {{ border: 2px solid {p.accent}; padding: {SPACE_3 - 2}px; }}
QListWidget {{ background: {p.page}; border: 0; }}
QListWidget::item {{ padding: {SPACE_1}px {SPACE_2}px; border-radius: {SPACE_1}px; }}
QListWidget::item:selected {{ background: {p.selection}; color: {p.text}; }}
QListWidget:focus {{ border: 2px solid {p.accent}; border-radius: {SPACE_1}px; }}
QFrame[kind="card"] {{ background: {p.surface}; border: {card}; border-radius: {RADIUS}px; }}
QFrame[kind="bubble"] {{ background: {red.ground}; border: 1px solid {red.ink}; border-radius: {SPACE_1}px; }}
QFrame[kind="bubble"] QLabel {{ color: {red.ink}; }}
QFrame[kind="bubble"][tone="doubt"] {{ background: {amber.ground}; border-color: {amber.ink}; }}
QFrame[kind="bubble"][tone="doubt"] QLabel {{ color: {amber.ink}; }}
QFrame[kind="bubble"][tone="hint"] {{ background: {p.surface}; border-color: {p.edge}; }}
QFrame[kind="bubble"][tone="hint"] QLabel {{ color: {p.text}; }}
QScrollArea {{ border: 2px solid transparent; background: transparent; }}
QScrollArea:focus {{ border-color: {p.accent}; border-radius: {SPACE_1}px; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QProgressBar {{ border: 0; background: {p.line}; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {p.line}; }}
QTabBar::tab {{ padding: 6px {SPACE_3}px; border: 0; border-bottom: 2px solid transparent; color: {p.muted}; }}
QTabBar::tab:selected {{ color: {p.text}; border-bottom-color: {p.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {p.selection}; }}

QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {p.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
