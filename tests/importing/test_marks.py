"""The sheet's own ratings and arrows are kept beside the figures, and said where they differ from ours."""

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import CellIsRule, IconSetRule
from openpyxl.styles import Font, PatternFill

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.marks import Travel, rating_of_mark, travel_of
from scorecard_desktop.importing.workbook import Cell, CellKind
from support.workbooks import Look, save

UP, DOWN, SAME = Movement.UP, Movement.DOWN, Movement.SAME


def text(words: str, **look) -> Cell:
    return Cell(1, 1, CellKind.TEXT, words, words, **look)


@pytest.mark.parametrize(
    ("cell", "travel"),
    [
        (text("↑"), Travel(UP)),
        (text("▼"), Travel(DOWN)),
        (text("ê"), Travel(DOWN)),
        (text("➔"), Travel(SAME)),
        (text("↑", colour="FF0000"), Travel(UP, Merit.WORSE)),
        (text("↓", fill="00B050"), Travel(DOWN, Merit.BETTER)),
        (text("Improving"), Travel(None, Merit.BETTER)),
        (text("↑ Worse"), Travel(UP, Merit.WORSE)),
        (text("No change"), Travel(SAME, Merit.SAME)),
        (text("Increased"), Travel(UP)),
        (text("See the note on the second page of the report"), Travel()),
        (Cell(1, 1, CellKind.NUMBER, None, "1", icon="up"), Travel(UP)),
    ],
)
def test_that_travel_is_read_from_arrows_words_colours_and_icons(cell, travel):
    assert travel_of(cell) == travel


@pytest.mark.parametrize(
    ("cell", "rag"),
    [
        (text("Amber"), Rag.AMBER),
        (text("● Red"), Rag.RED),
        (text("On target"), Rag.GREEN),
        (text("🔴"), Rag.RED),
        (text("●", colour="00B050"), Rag.GREEN),
        (text("x", rule_fill="FFC7CE", fill="00B050"), Rag.RED),
        (Cell(1, 1, CellKind.NUMBER, None, "3", icon="amber"), Rag.AMBER),
        (text("n/a"), None),
    ],
)
def test_that_a_rating_is_read_from_words_signs_colours_and_icons(cell, rag):
    assert rating_of_mark(cell) is rag


@pytest.fixture
def book(tmp_path):
    """A scorecard that a function has coloured, imported."""

    def reading(rows, colour=None):
        path = save(tmp_path / "coloured.xlsx", {"Sheet1": rows})
        workbook = load_workbook(path)
        if colour is not None:
            colour(workbook.worksheets[0])
            workbook.save(path)
        found = Book()
        found.apply(decide(Book(), [gather(path)]).change_set().changes)
        return found

    return reading


ROWS = [
    ["Indicator", "Polarity", "Target", "Apr 23", "May 23", "Jun 23"],
    ["Visits", "High", 10, 12, 9, 4],
]


def test_that_conditional_formats_are_the_sheet_s_own_rating(book):
    def colour(sheet):
        for operator, bound, shade in (("greaterThanOrEqual", "$C2", "C6EFCE"), ("lessThan", "$C2*0.5", "FFC7CE")):
            sheet.conditional_formatting.add(
                "D2:F2", CellIsRule(operator=operator, formula=[bound], fill=PatternFill(bgColor=shade))
            )

    found = book(ROWS, colour)
    assert [o.sheet_rag for o in found.all(Observation)] == [Rag.GREEN, None, Rag.RED]


def test_that_icons_beside_figures_are_the_sheet_s_own_rating(book):
    def colour(sheet):
        sheet.conditional_formatting.add("D2:F2", IconSetRule("3TrafficLights1", "num", [0, 8, 10]))

    assert [o.sheet_rag for o in book(ROWS, colour).all(Observation)] == [Rag.GREEN, Rag.AMBER, Rag.RED]


def test_that_an_arrow_beside_a_figure_is_kept_and_leaves_the_figure_whole(book):
    found = book([["Indicator", "Polarity", "Apr 23", "May 23"], ["% seen", "High", "79%", "81.5% ↑"]])
    last = found.all(Observation)[-1]
    assert (float(last.value or 0), last.note, last.sheet_movement) == (81.5, "", UP)


def test_that_colours_and_arrows_that_differ_from_ours_are_said_at_the_figure(book):
    def colour(sheet):
        sheet["D2"].font = Font(color="00B050")
        sheet["D3"].font = Font(color="00B050")

    rows = [
        ["Indicator", "Polarity", "Target", "Direction of travel", "RAG", "Apr 23", "May 23"],
        ["Visits", "High", 10, "↓", "G", 12, 9],
        ["Calls", "Low", 10, "↓", Look(None, fill="FF0000"), 12, 9],
        ["Plans", "High", 10, "↓", "Green", 10, 12],
    ]
    said = check(book(rows, colour))
    findings = sorted((f.rule, f.cell) for f in said if f.rule in ("sheet-rating", "polarity-doubt"))
    assert findings == [("polarity-doubt", "G2"), ("sheet-rating", "G2"), ("sheet-rating", "G3")]
    arrows = [f.cell for f in said if f.rule == "sheet-direction"]
    assert arrows == ["G4"]
