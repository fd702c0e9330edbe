"""Whatever is on a sheet, reading it ends in records and findings."""

from datetime import datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.checks import check
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.shown import show_number
from scorecard_desktop.importing.understanding import understand
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Sheet, Workbook

WORDS = [
    "Ref",
    "Indicator",
    "Measure",
    "Target",
    "Polarity",
    "RAG",
    "Comments",
    "Tolerances",
    "Red",
    "Green",
    "England",
    "Area",
    "Apr 18",
    "May 18",
    "Jun 18",
    "Q1 17-18",
    "2017-18",
    "YTD",
    "Previous YTD",
    "Actual",
    "Num",
    "Den",
    "Numerator",
    "Denominator",
    "Risk",
    "Risk ID",
    "Likelihood",
    "Impact",
    "Score",
    "Prospects",
    "Target date",
    "Owner",
    "Budget £m",
    "Variance £000",
    "Use",
    "Forecast",
    "Total",
    "Sub-total",
    "Financed by",
    "Balance April 2018",
    "Amber",
    "as at July 2018",
    "Amber within 10%",
    "OFFICIAL",
    "24 / 163",
    "/",
    "<20%",
    "260-300",
    "93% (July fig)",
    "suppressed",
    "High",
    "Low",
    "n/a",
    "(20)",
    "97%-99%",
    "Number of visits",
    "% seen in time",
    "1.1",
    "1.1a",
    "Mar-19",
    "12.4 [p]",
    "#REF!",
    "#N/A",
    "What is working well",
    "Worries",
]

headings = st.one_of(st.none(), *[st.sampled_from(WORDS)] * 4)
values = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.decimals(-1000, 100_000, places=3, allow_nan=False),
    st.sampled_from([Decimal(0), Decimal(1), Decimal("0.5"), datetime(2018, 4, 1), True]),
    st.text(max_size=12),
)
formats = st.sampled_from(["General", "0%", "0.0%", "#,##0", "0.000", "mmm-yy", "dd/mm/yyyy"])
fills = st.sampled_from(["", "", "", "BFBFBF", "FF0000", "00B050", "1F3864"])


@st.composite
def sheet(draw: st.DrawFn) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    header = draw(st.integers(1, 3))
    for row in range(1, draw(st.integers(1, 9)) + 1):
        for column in range(1, draw(st.integers(1, 8)) + 1):
            value, number_format = draw(headings if row == header else values), draw(formats)
            kind, text = _shown(value, number_format)
            uncalculated = kind is CellKind.EMPTY and draw(st.booleans())
            fill = draw(fills)
            if kind is not CellKind.EMPTY or fill or uncalculated:
                cells[row, column] = Cell(
                    row, column, kind, value, text, number_format, fill, draw(st.booleans()), None, uncalculated
                )
    merges = []
    for _ in range(draw(st.integers(0, 2))):
        top, left = draw(st.integers(1, 8)), draw(st.integers(1, 7))
        merge = Merge(top, left, top + draw(st.integers(0, 2)), left + draw(st.integers(1, 4)))
        if any(cells.get((r, c), Cell(r, c, CellKind.EMPTY)).merged_from for r, c in _places(merge)):
            continue
        merges.append(merge)
        for place in _places(merge):
            if place != (top, left):
                cells[place] = Cell(*place, CellKind.EMPTY, merged_from=(top, left))
    return Sheet(draw(st.sampled_from(["Sheet1", "Q2 2017-18", "Risks"])), cells, tuple(merges))


def _places(merge: Merge) -> list[tuple[int, int]]:
    return [(r, c) for r in range(merge.top, merge.bottom + 1) for c in range(merge.left, merge.right + 1)]


def _shown(value: object, number_format: str) -> tuple[CellKind, str]:
    if value is None or value == "":
        return CellKind.EMPTY, ""
    if isinstance(value, bool):
        return CellKind.TRUTH, "TRUE"
    if isinstance(value, Decimal):
        return CellKind.NUMBER, show_number(value, number_format)
    if isinstance(value, datetime):
        return CellKind.DATE, "Apr-18"
    text = str(value)
    return (CellKind.ERROR if text.startswith("#") else CellKind.TEXT), text.strip()


@given(st.lists(sheet(), min_size=1, max_size=2, unique_by=lambda drawn: drawn.name))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_that_any_sheet_is_read_and_can_be_planned_applied_checked_and_read_again(drawn):
    found = understand(Workbook("any-2017-18.xlsx", "f00d", tuple(drawn)))
    assert found.findings or found.records or all(not sheet.rows for sheet in drawn)
    book = Book()
    plan = decide(book, [found])
    book.apply(plan.change_set().changes)
    check(book)
    again = decide(book, [found])
    assert (again.counts.added, again.counts.altered) == (0, 0)
