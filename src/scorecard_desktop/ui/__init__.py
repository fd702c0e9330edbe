"""The window: Qt, which calls services and reads the domain."""

import builtins

import PySide6.QtCore  # noqa: F401 -- puts its own import in the place of Python's

# That import looks through the source of every module for a feature of PySide's which this program does not use: to
# read two hundred files takes a tenth of the time until the first page is painted.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
