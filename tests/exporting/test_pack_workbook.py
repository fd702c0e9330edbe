"""The pack as a workbook keeps to the guidance on statistics in spreadsheets, and holds all that the paper holds."""

import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    CellState,
    Column,
    Heading,
    Row,
    RowKind,
    Table,
    para,
    section_row,
)
from scorecard_desktop.exporting.flat_tables import Fact, flat_tables
from scorecard_desktop.exporting.numbers import number_in
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.exporting.workbook.pack import write_workbook
from support.papers import budget, dashboard, pages_of


@pytest.fixture(scope="module")
def book(paper, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "paper.xlsx"
    write_workbook(paper, path)
    return openpyxl.load_workbook(path)


def written(document, folder):
    write_workbook(document, folder / "p.xlsx")
    return openpyxl.load_workbook(folder / "p.xlsx")


def place_of(table):
    """The first column and row of a marked table, and the last of each."""
    place = range_boundaries(table.ref)
    assert None not in place
    return place


def rows_of(sheet):
    """The rows of the marked table of a sheet, the header first."""
    (table,) = sheet.tables.values()
    left, top, right, bottom = place_of(table)
    return [list(row) for row in sheet.iter_rows(top, bottom, left, right)]


def test_that_the_first_sheets_are_the_cover_the_contents_and_the_notes(book, paper):
    assert book.sheetnames[:4] == ["Cover", "Contents", "Notes", "Words"]
    assert book.active.title == "Cover"
    cover = [row[0] for row in book["Cover"].iter_rows(values_only=True)]
    assert cover[0] == paper.meta.title
    assert "Protective marking: OFFICIAL" in cover
    assert f"Report author: {paper.meta.author}" in cover


def test_that_the_file_says_its_title_its_author_and_its_language(book, paper):
    assert book.properties.title == paper.meta.title
    assert book.properties.creator == paper.meta.author
    assert book.properties.language == "en-GB"


def test_that_every_sheet_but_the_cover_has_one_marked_table_under_its_title(book):
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1
        (table,) = sheet.tables.values()
        left, top, right, bottom = place_of(table)
        assert left == 1
        assert sheet["A1"].value
        assert all(sheet.cell(row, 1).value for row in range(1, top))
        assert (right, bottom) == (sheet.max_column, sheet.max_row)
        assert sheet.freeze_panes == f"B{top + 1}"
        headers = [cell.value for cell in rows_of(sheet)[0]]
        assert all(headers)
        assert len({header.casefold() for header in headers}) == len(headers)


def test_that_nothing_is_merged_or_hidden_and_no_row_or_column_is_empty(book):
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not [one for one in sheet.row_dimensions.values() if one.hidden]
        assert not [one for one in sheet.column_dimensions.values() if one.hidden]
        grid = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert all(any(value is not None for value in row) for row in grid)
        assert all(any(value is not None for value in column) for column in zip(*grid, strict=True))


def test_that_the_contents_lead_to_every_other_sheet(book):
    named = [row[0] for row in rows_of(book["Contents"])[1:]]
    assert [cell.value for cell in named] == book.sheetnames[2:]
    for cell in named:
        assert cell.hyperlink.location or cell.hyperlink.target == f"#'{cell.value}'!A1"
    titles = [row[1].value for row in rows_of(book["Contents"])[1:]]
    assert len(set(titles)) == len(titles)


def test_that_every_symbol_and_rating_of_the_tables_is_in_the_notes(book):
    said = {row[0].value for row in rows_of(book["Notes"])[1:]}
    used = set()
    for sheet in book.worksheets[4:]:
        for row in rows_of(sheet)[1:]:
            for cell in row:
                used |= set(re.findall(r"\[[a-z]+\]", str(cell.value)))
                used |= {rag.word for rag in Rag if cell.value == rag.word.lower()}
    assert used
    assert used - {"Not rated"} <= said


def test_that_all_that_the_paper_says_is_somewhere_in_the_workbook(book, paper):
    cells = [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    held = " ".join(" ".join(cells).split()).casefold()
    numbers = {Decimal(str(value)).normalize() for value in cells if re.fullmatch(r"-?\d+(\.\d+)?", value)}
    for leaf in reading_order(paper):
        if leaf.role == "Lbl" or leaf.text in ("awaited", "not expected"):
            continue
        for word in leaf.text.split():
            figure = number_in(word)
            printed = word.strip("–") == "" or word.casefold() in held
            assert printed or (figure is not None and figure.value.normalize() in numbers) or "/" in word, leaf


def test_that_figures_are_numbers_shown_as_they_are_printed(tmp_path):
    columns = (Column("Name", row_header=True), Column("Figure", Align.DECIMAL))
    printed = ("81.7", "−3.5", "12,345", "76.3%", "£1.25m", "+0.100", "81.7 [p]", "[c]", "≤ 20", "")
    table = Table(columns, tuple(Row((Cell(f"{n}. Name"), Cell(words))) for n, words in enumerate(printed)))
    sheet = written(pages_of(table), tmp_path)["Table_1"]
    found = [(row[1].value, row[1].number_format) for row in rows_of(sheet)[1:]]
    assert found == [
        (81.7, "0.0"),
        (-3.5, "0.0"),
        (12345, "#,##0"),
        (0.763, "0.0%"),
        (1.25, '£0.00"m"'),
        (0.1, "+0.000;-0.000;0.000"),
        (81.7, '0.0" [p]"'),
        ("[c]", "General"),
        ("≤ 20", "General"),
        (None, "General"),
    ]


@pytest.mark.parametrize(
    ("words", "exact", "value"),
    [
        ("81.7", "81.6533", "81.6533"),
        ("81.7%", "81.6533", "0.816533"),
        ("81.7", "91.6533", "81.7"),
        ("0.3", "0.25", "0.25"),
        ("−0.3", "-0.25", "-0.25"),
        ("5", None, "5"),
    ],
)
def test_that_an_unrounded_figure_is_held_only_where_it_rounds_to_what_is_printed(words, exact, value):
    found = number_in(words, None if exact is None else Decimal(exact))
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize("words", ["", "n/a", "2018-04", "1.2.3", "12,34", "£", "%", "Q4 2017", "[c]"])
def test_that_what_is_no_figure_stays_words(words):
    assert number_in(words) is None


@pytest.mark.parametrize("typed", ["=1+1", "+44 1603", "-x", "@here", "\tx"])
def test_that_words_are_never_a_formula(typed, tmp_path):
    table = Table((Column("Name"),), (Row((Cell(typed),)),))
    book = written(pages_of(Heading(2, typed), para(typed), table), tmp_path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert rows_of(book["Table_1"])[1][0].value == typed


def test_that_sections_ratings_numerators_and_remarks_stand_in_columns_of_their_own():
    columns = (Column("Name", row_header=True), Column("Apr\n18", Align.DECIMAL, spoken="April 2018"), Column("Travel"))
    table = Table(
        columns,
        (
            section_row("Area", 3),
            Row(
                (
                    Cell("One"),
                    Cell("81.7", note="24/163", rag=Rag.RED),
                    Cell("↓", spoken="down", merit=Merit.WORSE, note="worse"),
                )
            ),
            Row((Cell("A remark", span=3),), RowKind.REMARK),
            Row((Cell("Two"), Cell(state=CellState.AWAITED), Cell("–", spoken="not compared"))),
            Row((Cell("All"), Cell("90"), Cell()), RowKind.TOTAL),
            Row((Cell("After"), Cell(state=CellState.NOT_EXPECTED), Cell())),
        ),
    )
    (flat,) = flat_tables(pages_of(table))
    assert flat.headers == (
        "Section", "Name", "April 2018", "April 2018: rating", "April 2018: numerator", "April 2018: denominator",
        "Travel", "Travel: note", "Remarks",
    )  # fmt: skip
    assert [[fact.words for fact in row] for row in flat.rows] == [
        ["Area", "One", "81.7", "red", "24", "163", "down", "worse", "A remark"],
        ["Area", "Two", "[x]", "[z]", "[z]", "[z]", "not compared", "", ""],
        ["", "All", "90", "[z]", "[z]", "[z]", "", "", ""],
        ["", "After", "[z]", "[z]", "[z]", "[z]", "", "", ""],
    ]
    assert flat.totals == {1 + 1}


def test_that_tables_that_are_alike_are_one_which_says_what_each_row_is_about():
    columns = (Column("", row_header=True), Column("Score", Align.RIGHT))
    blocks: list[Block] = [Heading(2, "Risks")]
    for name in ("R1", "R2"):
        blocks += [Heading(3, name), Table(columns, (Row((Cell("Now"), Cell("12"))),), summary="The scores: of each.")]
    (flat,) = flat_tables(pages_of(*blocks))
    assert flat.title == "Risks: The scores"
    assert flat.headers == ("About", "Item", "Score")
    assert [row[0] for row in flat.rows] == [Fact("R1"), Fact("R2")]


def test_that_tables_of_one_name_are_told_apart():
    one = Table((Column("A"),), (Row((Cell("x"),)),))
    other = Table((Column("B"),), (Row((Cell("y"),)),))
    assert [flat.title for flat in flat_tables(pages_of(Heading(2, "Part"), one, other))] == ["Part", "Part (2)"]


def test_that_totals_are_bold_and_no_cell_is_filled(tmp_path):
    sheet = written(pages_of(budget(3), dashboard(4)), tmp_path)["Table_1"]
    rows = rows_of(sheet)
    assert [row[0].font.bold for row in rows] == [True, False, False, False, True]
    assert all(cell.fill.fill_type is None for row in sheet.iter_rows() for cell in row)


def test_that_the_marking_is_printed_on_every_sheet(book):
    for sheet in book.worksheets:
        assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "OFFICIAL"


def test_that_a_paper_without_tables_or_words_is_still_a_sound_workbook(tmp_path):
    book = written(pages_of(), tmp_path)
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Words"]


def test_that_the_same_paper_gives_the_same_bytes(paper, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(paper, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        assert b"2018-07-02T09:30:00Z" in file.read("docProps/core.xml")


def test_that_progress_is_told_sheet_by_sheet(paper, tmp_path):
    told = []
    sheets = write_workbook(paper, tmp_path / "p.xlsx", progress=lambda done, total: told.append((done, total)))
    assert told == [(n, sheets) for n in range(1, sheets + 1)]


@pytest.mark.parametrize("after", [0, 3])
def test_that_cancelling_leaves_what_stood_there(paper, tmp_path, after):
    place = tmp_path / "p.xlsx"
    place.write_text("before")
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        write_workbook(paper, place, cancelled=lambda: next(asked) >= after)
    assert [one.name for one in tmp_path.iterdir()] == ["p.xlsx"]
    assert place.read_text() == "before"


def test_that_a_folder_that_is_not_there_is_one_plain_line(paper, tmp_path):
    with pytest.raises(Refusal, match="There is no folder"):
        write_workbook(paper, tmp_path / "none" / "p.xlsx")
