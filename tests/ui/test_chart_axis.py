"""The headings beneath a chart never touch, however wide they are and however narrow the panel."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetrics

from scorecard_desktop.domain.period import month, quarter
from scorecard_desktop.domain.pictures.picture import Line, LineKind, Picture, Spot
from scorecard_desktop.ui.charts.picture_chart import PictureChart
from scorecard_desktop.ui.scale import META


@pytest.mark.parametrize("width", [240, 300, 340, 700])
@pytest.mark.parametrize("first", [quarter(2023, 4), month(2017, 4)], ids=["quarters", "months"])
@pytest.mark.parametrize("count", [2, 3, 5, 8, 13, 25])
def test_that_the_headings_of_the_periods_do_not_touch(qtbot, theme, width, first, count):
    periods = [first.shifted(step) for step in range(count)]
    spots = tuple(Spot(at, Decimal(2000 + at), period.label) for at, period in enumerate(periods))
    line = Line(LineKind.FIGURES, "", tuple(spot.value for spot in spots))
    headings = tuple(period.heading for period in periods)
    chart = PictureChart(theme)
    qtbot.addWidget(chart)
    chart.resize(width, 200)
    chart.show_picture(Picture("Trend chart", "Contacts", "", headings, spots=spots, lines=(line,)))
    chart.show()
    qtbot.waitExposed(chart)
    axis = chart._axis
    ((*ticks,),) = axis._tickLevels
    assert ticks[-1] == (count - 1, headings[-1])
    metrics = QFontMetrics(theme.font(META))
    left, right = chart._plot.getViewBox().viewRange()[0]
    scale = chart._plot.getViewBox().width() / (right - left)
    ends = [
        (x * scale - metrics.horizontalAdvance(text) / 2, x * scale + metrics.horizontalAdvance(text) / 2)
        for x, text in ticks
    ]
    assert all(earlier[1] < later[0] for earlier, later in pairwise(ends))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_the_headings_have_the_height_that_their_text_needs(qtbot, theme, scale):
    theme.set_text_scale(scale)
    periods = [quarter(2023, 4).shifted(step) for step in range(3)]
    spots = tuple(Spot(at, Decimal(2000 + at), period.label) for at, period in enumerate(periods))
    line = Line(LineKind.FIGURES, "", tuple(spot.value for spot in spots))
    headings = tuple(period.heading for period in periods)
    chart = PictureChart(theme)
    qtbot.addWidget(chart)
    chart.resize(round(400 * scale), round(210 * scale))
    chart.show_picture(Picture("Trend chart", "Contacts", "", headings, spots=spots, lines=(line,)))
    chart.show()
    qtbot.waitExposed(chart)
    assert chart._axis.geometry().height() > QFontMetrics(theme.font(META)).height()
    theme.set_text_scale(1.0)
