"""Asks in which form the pack is written, for whom and where; and says once more what is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.ui.delegates.purpose_cell import PURPOSE_ROLE, PurposeCell
from scorecard_desktop.ui.models.pack_forms import FORMS, PackForm
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label

if TYPE_CHECKING:
    from scorecard_desktop.services.checklist import ChecklistLine


class ExportPack(Asking):
    """``asked`` gives the form, the file and whether it is for the public; ``wants_checklist`` that it is looked at.

    It begins with ``begin_with`` and ``public``: what was looked at last.
    """

    letters = 84
    asked = Signal(object, object, bool)
    wants_checklist = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        suggested: Path,
        lines: Sequence[ChecklistLine],
        parent: QWidget,
        *,
        begin_with: PackForm = FORMS[0],
        public: bool = False,
    ) -> None:
        super().__init__("Export pack", title, parent)
        self.forms = QComboBox()
        self.forms.setAccessibleName("Form")
        self._cell = PurposeCell(theme, self.forms)
        self.forms.setItemDelegate(self._cell)
        for form in FORMS:
            self.forms.addItem(form.title)
            row = self.forms.count() - 1
            self.forms.setItemData(row, form.purpose, PURPOSE_ROLE)
            self.forms.setItemData(row, f"{form.title}. {form.purpose}", Qt.ItemDataRole.AccessibleTextRole)
        self.forms.setCurrentIndex(FORMS.index(begin_with))
        view = self.forms.view()
        view.setAccessibleName("Forms")
        view.setMinimumWidth(view.sizeHintForColumn(0) + SPACE_6)
        self._purpose = label("", "meta")
        self.public = QCheckBox("The version for the public")
        self.public.setChecked(public)
        self._public_said = label(
            "Small numbers of people are held back with what would give them away, and what is exempt or for officers "
            "alone is left out. It is written only where that can be proven.",
            "meta",
        )
        self.file = QLineEdit(str(suggested))
        self.file.setAccessibleName("File")
        self.file.textChanged.connect(self._say)
        self.choose = QPushButton("Choose…")
        self.choose.setAccessibleName("Choose the file")
        self.choose.clicked.connect(self._ask_file)
        self._there = label("", "meta")
        self._lay_out(lines)
        self.export = self.close_with("Export")
        self.forms.currentIndexChanged.connect(self._other_form)
        self._other_form()
        self.file.setFocus()
        stem = len(suggested.stem)
        self.file.setSelection(len(str(suggested)) - len(suggested.name), stem)

    def _lay_out(self, lines: Sequence[ChecklistLine]) -> None:
        for words, box in (("Form", self.forms), ("File", self.file)):
            heading = label(words, "heading", wrap=False)
            heading.setBuddy(box)
            cell = QVBoxLayout()
            cell.setSpacing(SPACE_1)
            cell.addWidget(heading)
            across = QHBoxLayout()
            across.setSpacing(SPACE_2)
            across.addWidget(box, 1)
            cell.addLayout(across)
            if box is self.file:
                across.addWidget(self.choose)
                cell.addWidget(self._there)
            else:
                cell.addWidget(self._purpose)
                cell.addSpacing(SPACE_2)
                cell.addWidget(self.public)
                cell.addWidget(self._public_said)
            self.body.addLayout(cell)
        errors = [line for line in lines if line.severity is Severity.ERROR]
        if errors:
            self.body.addWidget(self._still_open(errors))

    def _still_open(self, errors: Sequence[ChecklistLine]) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "banner")
        across = QHBoxLayout(card)
        across.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        said = "\n".join(f"{Severity.ERROR.shape}  {line.words}: {line.detail}" for line in errors)
        self.still_open = label(f"{said}\nThe pack can go out all the same.")
        look = QPushButton("Look at them")
        look.clicked.connect(self._look)
        across.addWidget(self.still_open, 1)
        across.addWidget(look)
        return card

    @property
    def form(self) -> PackForm:
        """The form that is chosen."""
        return FORMS[max(0, self.forms.currentIndex())]

    @property
    def path(self) -> Path:
        """The file, its ending that of the form."""
        path = Path(self.file.text().strip())
        if not path.name:
            return path / f"pack{self.form.suffix}"
        return path if path.suffix.casefold() == self.form.suffix else path.with_name(path.name + self.form.suffix)

    def accept(self) -> None:
        """Give what is asked for."""
        if self.file.text().strip():
            self.asked.emit(self.form, self.path, self.public.isChecked())
            super().accept()

    @Slot()
    def _other_form(self) -> None:
        """Another form has another ending."""
        self._purpose.setText(self.form.purpose)
        typed = Path(self.file.text().strip())
        if typed.suffix.casefold() in {form.suffix for form in FORMS}:
            self.file.setText(str(typed.with_suffix(self.form.suffix)))
        self._say()

    @Slot()
    def _say(self) -> None:
        name = self.file.text().strip()
        self.export.setEnabled(bool(name) and not name.endswith(("/", "\\")))
        there = bool(name) and self.path.is_file()
        self._there.setText("▲ There is a file of this name. It will be replaced." if there else "")
        self.export.setText("Replace" if there else "Export")

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "Where the pack is written", str(self.path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(self.form.suffix.lstrip("."))
        dialog.setNameFilters([f"{self.form.title} (*{self.form.suffix})"])
        dialog.selectFile(self.path.name)
        dialog.fileSelected.connect(self.file.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _look(self) -> None:
        self.reject()
        self.wants_checklist.emit()
