"""Gives back the environment that PyInstaller's starter changed to find its libraries.

The libraries are found by then. A program that ours opens a file with would find them too, in place of its own.
"""

import os

for name in ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    else:
        os.environ.pop(name, None)
