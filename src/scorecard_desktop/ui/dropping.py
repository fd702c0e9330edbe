"""Files that are dropped on a window."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Dropping(QObject):
    """Takes files, and nothing else, that are dragged over a window. ``dropped`` gives their paths."""

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragEnter:
            entering = cast("QDragEnterEvent", event)
            if _files(entering):
                entering.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop:
            dropping = cast("QDropEvent", event)
            files = _files(dropping)
            dropping.acceptProposedAction()
            # the program that drags waits for this to return
            QTimer.singleShot(0, self, lambda: self.dropped.emit(files))
            return True
        return super().eventFilter(watched, event)


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
