"""The pack that was exported last: opened, shown where it is, and marked as published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.flow import tools_row

if TYPE_CHECKING:
    from scorecard_desktop.services.packer import PackResult


class WrittenPack(QFrame):
    """Gone while nothing has been exported."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._path = Path()
        self.said = label("")
        show = QPushButton("Open")
        show.setAccessibleName("Open the pack")
        show.clicked.connect(lambda: self._open(self._path))
        folder = QPushButton("Show in folder")
        folder.clicked.connect(lambda: self._open(self._path.parent))
        self.publish = QPushButton("Mark as published…")
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_2, SPACE_3, SPACE_2)
        across.setSpacing(SPACE_3)
        across.addWidget(self.said, 1)
        across.addWidget(tools_row(show, folder, self.publish))
        self.hide()

    def show_result(self, result: PackResult) -> None:
        """Say what was written and where."""
        self._path = Path(result.path)
        self.said.setText(f"{self._path.name}: {result.extent}\n{self._path.parent}")
        self.show()

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
