"""The program's icon in the forms that systems want, all drawn from resources/icons/program.svg."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_OF_WINDOWS = (16, 24, 32, 48, 64, 256)
_OF_MACOS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def make(folder: Path) -> None:
    """Write a PNG of every size, ``scorecard.ico`` for Windows and ``scorecard.icns`` for macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: drawn(size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"{size}.png").write_bytes(picture)
    (folder / "scorecard.ico").write_bytes(ico({size: pictures[size] for size in _OF_WINDOWS}))
    (folder / "scorecard.icns").write_bytes(icns(pictures))


def drawn(size: int) -> bytes:
    """The icon as a PNG of so many pixels a side."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(PROJECT / "resources" / "icons" / "program.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs say bytes, PySide6 takes words
        raise OSError("The icon could not be drawn.")
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """An icon of Windows: a directory, then the pictures."""
    begins = 6 + 16 * len(pictures)
    directory, content = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in pictures.items():
        side = size % 256
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), begins + len(content))
        content += picture
    return directory + content


def icns(pictures: dict[int, bytes]) -> bytes:
    """An icon of macOS: each picture with its kind and length."""
    content = b"".join(
        kind + struct.pack(">I", len(pictures[size]) + 8) + pictures[size] for size, kind in _OF_MACOS.items()
    )
    return b"icns" + struct.pack(">I", len(content) + 8) + content


if __name__ == "__main__":
    make(Path(sys.argv[1]))
