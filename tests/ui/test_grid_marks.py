"""What the grid draws besides figures: small lines, control charts, marks; each in words too."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.process import Process
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.spc_points import Cause, Variation
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.delegates.shapes import draw_assurance, draw_other_rating, draw_rag, draw_variation
from scorecard_desktop.ui.models.arrangement import Arrangement
from scorecard_desktop.ui.models.cells import at_the_point
from scorecard_desktop.ui.models.columns import ColumnKind
from scorecard_desktop.ui.models.scorecard_grid import CELL_ROLE, PROCESS_ROLE, TREND_ROLE, ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.views.grid_key import GridKey
from ui.books import CARD, PERIODS, records

APRIL = PERIODS[12].code
SPOKEN, TIP = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole


class Held:
    """A session that keeps nothing."""

    read_only = False

    def __init__(self, book) -> None:
        self.book = book
        self.ledger = Ledger(book)


def grid_of(*others) -> ScorecardGrid:
    kept = {(record.record_kind, record.key): record for record in (*records(), *others)}
    made = ScorecardGrid(OpenStore(cast("Session", Held(Book(kept.values())))))
    made.arrange(CARD, Arrangement())
    return made


def april(ref, **fields) -> Observation:
    found = next(r for r in records() if isinstance(r, Observation) and r.key == (ref, APRIL, ""))
    return replace(found, **fields)


def at(grid, ref, kind):
    column = next(c for c in range(grid.columnCount()) if grid.column(c).kind is kind)
    return grid.index(grid.place_of(ref, APRIL).row(), column)


def test_that_a_rating_of_the_sheet_other_than_ours_is_marked_in_shape_and_words(qapp):
    grid = grid_of(april("5.4", sheet_rag=Rag.GREEN), april("6.4", sheet_rag=Rag.RED))
    cell = grid.place_of("5.4", APRIL)
    assert cell.data(CELL_ROLE).sheet is Rag.GREEN
    assert cell.data(SPOKEN) == "5.4, Apr 2018, 81.7%, amber, worse, the sheet shows green"
    assert "The sheet itself shows it as green." in cell.data(TIP)
    assert grid.place_of("6.4", APRIL).data(CELL_ROLE).sheet is None


def test_that_an_officer_s_own_rating_is_no_difference_and_is_said(qapp):
    grid = grid_of(april("5.4", sheet_rag=Rag.GREEN), Override("5.4", APRIL, Rag.RED, "Late returns"))
    cell = grid.place_of("5.4", APRIL)
    assert cell.data(CELL_ROLE).sheet is None
    assert cell.data(SPOKEN) == "5.4, Apr 2018, 81.7%, red, worse, set by an officer"


def test_that_flags_and_notes_are_shown_and_said(qapp):
    grid = grid_of(april("5.4", flags=frozenset({Symbol.PROVISIONAL}), note="July fig"))
    cell = grid.place_of("5.4", APRIL)
    painted = cell.data(CELL_ROLE)
    assert (painted.whole, painted.rest, painted.flags, painted.note) == ("81", ".7%", "[p]", True)
    assert cell.data(SPOKEN).endswith(", has a note")
    assert "[p] provisional" in cell.data(TIP)
    assert "Note: July fig" in cell.data(TIP)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("1,234.5%", ("1,234", ".5%")),
        ("79%", ("79", "%")),
        ("-£5.44", ("-£5", ".44")),
        ("163", ("163", "")),
        ("[c]", ("[c]", "")),
        ("", ("", "")),
    ],
)
def test_that_a_number_is_parted_at_its_decimal_point(number, parts):
    assert at_the_point(number) == parts


def test_that_the_trend_has_a_level_for_each_period_and_a_sentence(qapp):
    grid = grid_of()
    trend = at(grid, "5.4", ColumnKind.TREND)
    line = trend.data(TREND_ROLE)
    assert len(line.levels) == 13
    assert line.levels.index(max(level for level in line.levels if level is not None)) == 5  # Sep 2017, 85%
    assert line.target == 1.0
    assert trend.data(SPOKEN).startswith("5.4, 13 figures from Apr 2017 to Apr 2018: lowest 60.0% in Apr 2017")


def test_that_a_missing_figure_leaves_a_gap_in_the_trend(qapp):
    gone = next(r for r in records() if isinstance(r, Observation) and r.key == ("5.4", PERIODS[6].code, ""))
    grid = grid_of(replace(gone, value=None, symbol=Symbol.CONFIDENTIAL))
    assert at(grid, "5.4", ColumnKind.TREND).data(TREND_ROLE).levels[6] is None
    assert at(grid, "8.1", ColumnKind.TREND).data(TREND_ROLE) is None
    assert "no figures to draw" in at(grid, "8.1", ColumnKind.TREND).data(SPOKEN)


def test_that_the_control_chart_s_icons_have_words(qapp):
    grid = grid_of()
    variation, assurance = (at(grid, "6.4", kind) for kind in (ColumnKind.VARIATION, ColumnKind.ASSURANCE))
    assert variation.data() in ("Ordinary", "Improving", "Concern")
    assert variation.data(PROCESS_ROLE).variation_word == variation.data()
    assert "Common cause" in variation.data(SPOKEN) or "Special cause" in variation.data(SPOKEN)
    assert assurance.data(SPOKEN).startswith("6.4, As it runs, the process ")
    assert "too few figures" in at(grid, "8.1", ColumnKind.VARIATION).data(SPOKEN)


def test_that_few_figures_make_a_chart_provisional_and_it_says_so():
    process = Process(Variation.CONCERN_LOW, Cause.RUN_BELOW, Assurance.FAILS, provisional=True)
    assert process.variation_word == "Concern"
    assert "part of a run below the mean" in process.variation_sentence
    assert process.variation_sentence.endswith("Provisional: the limits rest on few figures.")
    assert process.assurance_sentence.startswith("As it runs, the process consistently fails the target.")


def painted(draw) -> bytes:
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return bytes(image.constBits())


def test_that_no_two_drawings_are_alike_without_colour(qapp):
    centre = QPointF(20, 20)
    drawn = [
        painted(
            lambda p, v=v: draw_variation(p, Process(v, Cause.COMMON, Assurance.NONE, False), centre, 30, "#000000")
        )
        for v in (Variation.COMMON_CAUSE, Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)
    ]
    common = Variation.COMMON_CAUSE
    drawn += [
        painted(lambda p, a=a, few=few: draw_assurance(p, Process(common, Cause.COMMON, a, few), centre, 30, "#000000"))
        for a in (Assurance.PASSES, Assurance.FAILS, Assurance.HIT_OR_MISS)
        for few in (False, True)
    ]
    drawn += [painted(lambda p, r=r: draw_other_rating(p, r, QPointF(4, 20), 16, "#000000")) for r in list(Rag)[:3]]
    drawn += [painted(lambda p, r=r: draw_rag(p, r, centre, 20, "#000000")) for r in Rag]
    assert len(set(drawn)) == len(drawn)


def test_that_the_whole_grid_is_painted_in_both_palettes(qtbot, window, workspace):
    from scorecard_desktop.ui.theme import Scheme

    for scheme in (Scheme.LIGHT, Scheme.DARK):
        window._theme.set_scheme(scheme)
        picture = workspace.scorecard.table.grab(QRectF(0, 0, 600, 300).toRect())
        assert not picture.isNull()


def test_that_the_key_says_every_mark_and_symbol_in_words(qtbot, window, workspace):
    workspace.go_to("scorecard")
    window.actions_["key"].trigger()
    key = next(dialog for dialog in window.findChildren(GridKey) if dialog.isVisible())
    said = {mark.accessibleName() for mark in key.findChildren(QLabel) if mark.accessibleName()}
    assert {"Awaited: a figure is due and has not come", "No figure is expected for the period"} <= said
    assert {symbol.meaning[:1].upper() + symbol.meaning[1:] for symbol in Symbol} <= said
    qtbot.keyClick(key, Qt.Key.Key_Escape)
    assert not key.isVisible()
