"""In the place of PySide6.QtOpenGLWidgets: pyqtgraph derives a class from its widget, and makes no object of it."""

from PySide6.QtWidgets import QWidget


class QOpenGLWidget(QWidget):
    """Says so, should anyone ask for one after all."""

    def __init__(self, *_: object) -> None:
        raise RuntimeError("This program was built without OpenGL.")
