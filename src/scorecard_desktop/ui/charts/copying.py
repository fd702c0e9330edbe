"""A chart on the clipboard: a picture with its title and its sentence, or a table that spreadsheets understand."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from scorecard_desktop.domain.block import write_cell
from scorecard_desktop.domain.pictures.picture import Picture, bounds_of
from scorecard_desktop.ui.charts.drawing import Drawing, Look, new_plot
from scorecard_desktop.ui.palette import LIGHT
from scorecard_desktop.ui.scale import BODY, META, SPACE_2, SPACE_4
from scorecard_desktop.ui.theme import Theme

_SIZE = QSize(760, 340)
_SMALL = QSize(368, 220)
_FINE = 2.0
"""Device pixels to a pixel: sharp when it is printed."""


def chart_image(theme: Theme, pictures: Sequence[Picture], title: str, sentence: str, small_print: str = "") -> QImage:
    """The charts as they go on paper: dark on white whatever the window's colours, at the window's size of text."""
    title_font, font = theme.font(BODY, QFont.Weight.DemiBold), theme.font(META)
    size = _SIZE if len(pictures) == 1 else _SMALL
    across = 1 if len(pictures) == 1 else 2
    wide = size.width() * across
    words = f"{sentence} {small_print}".strip()
    flags = int(Qt.TextFlag.TextWordWrap)
    room = QRect(0, 0, wide - 2 * SPACE_4, 10_000)
    head = QFontMetrics(title_font).boundingRect(room, flags, title).height() + SPACE_2
    name = 0 if across == 1 else QFontMetrics(font).lineSpacing()
    foot = QFontMetrics(font).boundingRect(room, flags, words).height() + SPACE_2
    rows = -(-len(pictures) // across)
    tall = 2 * SPACE_4 + head + rows * (size.height() + name) + foot
    low, high = bounds_of(pictures)
    drawn = [_drawn(theme, picture, size, (float(low), float(high))) for picture in pictures]
    image = QImage(QSize(round(wide * _FINE), round(tall * _FINE)), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINE)
    image.fill(QColor(LIGHT.page))
    painter = QPainter(image)
    painter.setPen(QColor(LIGHT.text))
    painter.setFont(title_font)
    painter.drawText(room.translated(SPACE_4, SPACE_4), flags, title)
    top = SPACE_4 + head
    for number, (picture, chart) in enumerate(zip(pictures, drawn, strict=True)):
        left, down = number % across * size.width(), top + number // across * (size.height() + name)
        if name:
            painter.setFont(font)
            painter.drawText(left + SPACE_4, down + QFontMetrics(font).ascent(), picture.title)
        painter.drawImage(left, down + name, chart)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.muted))
    painter.drawText(room.translated(SPACE_4, top + rows * (size.height() + name) + SPACE_2), flags, words)
    painter.end()
    return image


def _drawn(theme: Theme, picture: Picture, size: QSize, bounds: tuple[float, float]) -> QImage:
    plot, axis = new_plot()
    plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    plot.resize(size)
    plot.show()
    drawing = Drawing(plot, axis, picture, Look(LIGHT, LIGHT.page, theme.font, _FINE), bounds)
    drawing.show_from(0, len(picture.headings) - 1)
    image = QImage(QSize(round(size.width() * _FINE), round(size.height() * _FINE)), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINE)
    image.fill(QColor(LIGHT.page))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plot.render(painter, QRectF(0, 0, size.width(), size.height()), plot.rect())
    painter.end()
    plot.hide()
    plot.deleteLater()
    return image


def table_data(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> QMimeData:
    """A table as spreadsheets and word processors take it: text with tabs, and the same as a web page's table."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_flat(cell) for cell in row) for row in (columns, *rows)))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(write_cell(cell) for cell in row)}</tr>" for row in rows)
    data.setHtml(f"<table><caption>{escape(title)}</caption><tr>{head}</tr>{body}</table>")
    return data


def _flat(cell: str) -> str:
    return " ".join(cell.split())
