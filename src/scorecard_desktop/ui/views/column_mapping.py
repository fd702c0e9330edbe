"""What each column of an import was read as, and an officer's word on what it holds instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.services.importer import ColumnFound, Meaning, TableFound, meaning_choices
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.list_table import ListTable

_NOT_SAID = "As it was read"
_LONGEST_EXAMPLES = 40


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a table that was found, with what an officer has said of it since."""

    table: TableFound
    column: ColumnFound
    said: str = ""

    @property
    def heading(self) -> str:
        """Its heading, or where it stands."""
        return self.column.heading or f"(no heading, {self.column.cell})"

    @property
    def read_as(self) -> str:
        """What it is, or will be, read as."""
        if self.said:
            return self.said
        if not self.column.means:
            return "not known" if self.column.samples else "empty"
        if self.column.period:
            return f"{self.column.means} for {period_from_code(self.column.period).label}"
        return self.column.means

    @property
    def unknown(self) -> bool:
        """Whether it holds something that nobody has said what it is."""
        return not self.said and not self.column.means and bool(self.column.samples)


def _examples(mapped: MappedColumn) -> str:
    text = "; ".join(mapped.column.samples)
    return text if len(text) <= _LONGEST_EXAMPLES else f"{text[:_LONGEST_EXAMPLES].rsplit(' ', 1)[0]} …"


class ColumnMapping(QWidget):
    """The columns, unknown ones first in each table. ``asked`` gives every meaning that the officer has chosen."""

    asked = Signal(object)

    def __init__(self, theme: Theme, tables: Sequence[TableFound], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = [
            MappedColumn(table, column)
            for table in tables
            for column in sorted(table.columns, key=lambda c: bool(c.means) or not c.samples)
        ]
        self.listing = Listing[MappedColumn](
            [
                Field("Column", lambda m: m.heading, wrap=True, strong=lambda m: m.unknown or bool(m.said) or None),
                Field(
                    "Read as",
                    lambda m: m.read_as[:1].upper() + m.read_as[1:],
                    width=22,
                    wrap=True,
                    chip=lambda m: Severity.WARNING if m.unknown else None,
                ),
                Field("For example", _examples, width=16, wrap=True, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Columns")
        self.table.chosen.connect(self._chosen)
        self.meaning = QComboBox()
        self.meaning.setAccessibleName("What the column holds")
        self.meaning.setMinimumContentsLength(18)
        self.meaning.activated.connect(self._say)
        self.again = QPushButton("Read again")
        self.again.setToolTip("Reads the workbook once more with what you have said; it is remembered for the next one")
        self.again.setEnabled(False)
        self.again.clicked.connect(lambda: self.asked.emit(self.meanings))
        self._name = label("", "meta")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE_2)
        down.addWidget(self.table, 1)
        down.addWidget(self._name)
        across = QHBoxLayout()
        across.setSpacing(SPACE_2)
        across.addWidget(self.meaning, 1)
        across.addWidget(self.again)
        down.addLayout(across)
        self._show()
        self.table.choose(0)

    @property
    def unknown(self) -> int:
        """How many columns nobody knows."""
        return sum(1 for each in self._columns if each.unknown)

    @property
    def meanings(self) -> list[Meaning]:
        """What the officer has said."""
        return [
            Meaning(each.column.heading, each.said, each.table.sheet)
            for each in self._columns
            if each.said and each.column.heading
        ]

    def _show(self) -> None:
        row = self.table.currentIndex().row()
        self.listing.show(self._columns, group=lambda m: f"{m.table.sheet}!{m.table.range}")
        self.table.choose(max(0, row))

    def _current(self) -> MappedColumn | None:
        return self.listing.at(self.table.currentIndex().row())

    def _chosen(self, mapped: MappedColumn | None) -> None:
        self.meaning.clear()
        # a column without a heading can be named by nothing
        choices = meaning_choices().get(mapped.table.kind, ()) if mapped is not None and mapped.column.heading else ()
        self.meaning.setEnabled(bool(choices))
        self._name.setText(f"“{mapped.heading}” holds:" if mapped is not None else "")
        if mapped is None:
            return
        self.meaning.addItem(_NOT_SAID, "")
        for choice in choices:
            self.meaning.addItem(choice.capitalize(), choice)
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(mapped.said)))

    @Slot()
    def _say(self) -> None:
        mapped = self._current()
        if mapped is None:
            return
        place = self._columns.index(mapped)
        self._columns[place] = MappedColumn(mapped.table, mapped.column, self.meaning.currentData() or "")
        self._show()
        self.again.setEnabled(bool(self.meanings))
