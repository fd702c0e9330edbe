"""Makes a PNG of what an X server showed (its window dump); ends with 1 where that is empty."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtGui import QImage


def main() -> int:
    """Read, look, write."""
    held = Path(sys.argv[1]).read_bytes()
    # the head of an X window dump: its own length, then what follows; colours are before the picture
    head = struct.unpack(">25I", held[:100])
    length, width, height, per_line, colours = head[0], head[4], head[5], head[12], head[19]
    pixels = held[length + 12 * colours :]
    shown = QImage(pixels, width, height, per_line, QImage.Format.Format_RGB32)
    seen = {shown.pixel(x, y) for x in range(0, width, 7) for y in range(0, height, 7)}
    print(f"{sys.argv[2]}: {width} × {height}, {len(seen)} colours")
    return 0 if shown.save(sys.argv[2]) and len(seen) > 8 else 1


if __name__ == "__main__":
    sys.exit(main())
