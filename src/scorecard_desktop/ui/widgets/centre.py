"""The middle of the window: what is shown, and room beneath it for the guide."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Centre(QWidget):
    """One thing is shown at a time; what stands at the foot stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._content, 1)

    def show_content(self, content: QWidget) -> None:
        """Show something else; what was shown is let go."""
        before, self._content = self._content, content
        self._column.insertWidget(0, content, 1)
        before.hide()
        before.deleteLater()

    def put_at_foot(self, widget: QWidget) -> None:
        """Keep a widget beneath whatever is shown."""
        self._column.addWidget(widget)

    def take_from_foot(self, widget: QWidget) -> None:
        """Let a widget at the foot go."""
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
