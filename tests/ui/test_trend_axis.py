"""The headings beneath a chart never touch, however wide they are and however narrow the panel."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetrics

from scorecard_desktop.domain.period import month, quarter
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.models.trend import Point, Trend
from scorecard_desktop.ui.scale import META
from scorecard_desktop.ui.widgets.trend_chart import TrendChart


@pytest.mark.parametrize("width", [240, 300, 340, 700])
@pytest.mark.parametrize("first", [quarter(2023, 4), month(2017, 4)], ids=["quarters", "months"])
@pytest.mark.parametrize("count", [2, 3, 5, 8, 13, 25])
def test_that_the_headings_of_the_periods_do_not_touch(qtbot, theme, width, first, count):
    points = tuple(
        Point(first.shifted(step), Decimal(2000 + step), f"{2000 + step:,}", "", Rag.NONE, "") for step in range(count)
    )
    chart = TrendChart(theme)
    qtbot.addWidget(chart)
    chart.resize(width, 200)
    chart.show_trend(Trend("Contacts", "", points, (None,) * count))
    chart.show()
    qtbot.waitExposed(chart)
    axis = chart._axis
    ((*ticks,),) = axis._tickLevels
    assert ticks[-1] == (count - 1, points[-1].heading)
    metrics = QFontMetrics(theme.font(META))
    left, right = chart._plot.getViewBox().viewRange()[0]
    scale = chart._plot.getViewBox().width() / (right - left)
    ends = [
        (x * scale - metrics.horizontalAdvance(text) / 2, x * scale + metrics.horizontalAdvance(text) / 2)
        for x, text in ticks
    ]
    assert all(earlier[1] < later[0] for earlier, later in pairwise(ends))
