"""What stands above the pages of a pack: which page, how large, how it is set and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from scorecard_desktop.services.pack_forms import Form
from scorecard_desktop.ui.models.pack_forms import FORMS, PackForm
from scorecard_desktop.ui.scale import SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from scorecard_desktop.services.packer import PackRequest

_WITH_PAGES = tuple(form for form in FORMS if form.form is Form.PDF)


class PreviewTools(QWidget):
    """``turned`` by so many pages, ``typed`` a page, ``sized`` by steps, ``set_otherwise``: a variant, or a reader."""

    turned = Signal(int)
    typed = Signal(int)
    sized = Signal(int)
    fitted = Signal()
    set_otherwise = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = 1
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        across = Flow(self)
        self.back = self._tool("previous", "Previous page", "Page Up, or ←", lambda: self.turned.emit(-1))
        self.page_box = QLineEdit()
        self.page_box.setAccessibleName("Page")
        self.page_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_box.setToolTip("Type a page and press Enter")
        self.page_box.editingFinished.connect(self._go_to_typed)
        self.of = QLabel()
        self.on = self._tool("next", "Next page", "Page Down, or →", lambda: self.turned.emit(1))
        self.variants = QComboBox()
        self.variants.setAccessibleName("Set as")
        self.variants.setToolTip("How the pages are set: as usual, in large print or plainly")
        for form in _WITH_PAGES:
            self.variants.addItem("Standard" if form is FORMS[0] else form.title)
        self.variants.currentIndexChanged.connect(self.set_otherwise)
        self.public = QCheckBox("Public")
        self.public.setAccessibleName("The version for the public")
        self.public.setToolTip("Show the version for the public: small numbers held back, what is exempt left out")
        self.public.toggled.connect(self.set_otherwise)
        self.smaller = self._button("−", "Smaller", "−", lambda: self.sized.emit(-1))
        self.size_said = QLabel()
        self.larger = self._button("+", "Larger", "+", lambda: self.sized.emit(1))
        self.fit = self._button("Fit width", "Fit width", "0", self.fitted.emit)
        left: tuple[QWidget, ...] = (self.back, self.page_box, self.of, self.on, self.variants, self.public)
        for part in left:
            across.addWidget(part)
        across.add_right(self.smaller)
        right: tuple[QWidget, ...] = (self.size_said, self.larger, self.fit)
        for part in right:
            across.addWidget(part)
        theme.changed.connect(self._dress)
        self._dress()

    def _tool(self, icon: str, name: str, keys: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setProperty("icon-name", icon)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.clicked.connect(lambda _=False: do())
        return button

    def _button(self, words: str, name: str, keys: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.clicked.connect(lambda _=False: do())
        return button

    @Slot()
    def _dress(self) -> None:
        for button in (self.back, self.on):
            button.setIcon(self._theme.icon(str(button.property("icon-name"))))
            size = self._theme.pixels(16)
            button.setIconSize(QSize(size, size))

    @property
    def form(self) -> PackForm:
        """The form whose pages are looked at."""
        return _WITH_PAGES[max(0, self.variants.currentIndex())]

    def as_asked(self, request: PackRequest) -> PackRequest:
        """The request, set and for whom as chosen here."""
        return replace(request, variant=self.form.variant.value, public=self.public.isChecked())

    def say_size(self, zoom: float) -> None:
        """Say how large the page is, 1.0 being its size on paper."""
        self.size_said.setText(f"{round(100 * zoom)}%")

    def say_page(self, page: int, pages: int | None) -> None:
        """Say which page is shown, of how many; None where there are none yet."""
        self._page = page
        if not self.page_box.hasFocus() or not self.page_box.isModified():
            self.page_box.setText(str(page))
        letters = len(str(pages)) + 2 if pages is not None else 3
        self.page_box.setFixedWidth(self.page_box.fontMetrics().horizontalAdvance("0") * letters + SPACE_6)
        for part in (self.page_box, self.smaller, self.larger, self.fit):
            part.setEnabled(pages is not None)
        self.back.setEnabled(pages is not None and page > 1)
        self.on.setEnabled(pages is not None and page < pages)
        self.of.setText(f"of {pages:,}" if pages is not None else "of –")

    @Slot()
    def _go_to_typed(self) -> None:
        text = self.page_box.text().strip()
        if text.isdecimal() and int(text) != self._page:
            self.typed.emit(int(text))
        else:
            self.page_box.setText(str(self._page))
