"""In the place of PySide6.QtOpenGL: pyqtgraph imports it, for drawing by OpenGL, which the program never asks for."""
