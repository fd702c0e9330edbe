"""What stands in an OpenDocument spreadsheet, cell by cell."""

from decimal import Decimal

from scorecard_desktop.importing import gather
from scorecard_desktop.importing.gathering import read_workbook
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet
from support.ods import number, row, save_ods, words

_FORMULA = '<table:table-cell table:formula="of:=[.B2]*2"/>'


def sheet_of(path, *rows, **parts) -> Sheet:
    return read_workbook(save_ods(path / "plans.ods", *rows, **parts)).sheets[0]


def test_that_a_spreadsheet_is_read(tmp_path):
    heading = row(*map(words, ("Indicator", "Apr 18", "May 18", "Target")))
    path = save_ods(tmp_path / "plans.ods", heading, row(words("Number of plans"), number(5), number(7), number(6)))
    found = gather(path)
    assert [getattr(record, "value", None) for record in found.records if record.record_kind == "observation"] == [5, 7]


def test_that_a_formula_never_calculated_is_found(tmp_path):
    heading = row(*map(words, ("Indicator", "Apr 18", "May 18", "Target")))
    path = save_ods(tmp_path / "plans.ods", heading, row(words("Number of plans"), number(5), _FORMULA, number(6)))
    assert [(f.rule, f.cell) for f in gather(path).findings if f.rule == "uncalculated"] == [("uncalculated", "C2")]


def test_that_what_is_shown_is_kept_and_what_is_not_shown_is_worked_out(tmp_path):
    percent = (
        '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" '
        'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    shown = number(0.242, "24.20%", 'table:style-name="ce1"')
    worked_out = number(0.242, "", 'table:style-name="ce1"')
    sheet = sheet_of(tmp_path, row(shown, worked_out), styles=percent)
    assert [(cell.text, cell.number_format, cell.value) for cell in sheet.cells.values()] == [
        ("24.20%", "0.0%", Decimal("0.242")),
        ("24.2%", "0.0%", Decimal("0.242")),
    ]


def test_that_looks_come_from_parents_columns_and_rows(tmp_path):
    styles = (
        '<style:style style:name="base" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#bfbfbf"/></style:style>'
        '<style:style style:name="bold" style:family="table-cell" style:parent-style-name="base">'
        '<style:text-properties fo:font-weight="bold" fo:color="#ff0000"/></style:style>'
    )
    columns = '<table:table-column table:default-cell-style-name="bold" table:number-columns-repeated="2"/>'
    in_row = 'table:default-cell-style-name="base"'
    sheet = sheet_of(
        tmp_path,
        row(words("a"), "<table:table-cell/>", words("c")),
        row(words("d"), attributes=in_row),
        styles=styles,
        columns=columns,
    )
    looks = {cell.address: (cell.fill, cell.bold, cell.colour) for cell in sheet.cells.values()}
    assert looks == {
        "A1": ("BFBFBF", True, "FF0000"),
        "B1": ("BFBFBF", True, "FF0000"),
        "C1": ("", False, ""),
        "A2": ("BFBFBF", False, ""),
    }


def test_that_repeated_rows_and_cells_are_as_many_and_empty_ones_are_not_built(tmp_path):
    repeated = number(3, attributes='table:number-columns-repeated="3"')
    filler = '<table:table-cell table:number-columns-repeated="16384"/>'
    sheet = sheet_of(
        tmp_path,
        row(filler, attributes='table:number-rows-repeated="4"'),
        row(repeated, attributes='table:number-rows-repeated="2"'),
        row(filler, attributes='table:number-rows-repeated="1048570"'),
    )
    assert sorted(sheet.cells) == [(r, c) for r in (5, 6) for c in (1, 2, 3)]


def test_that_merges_cover_what_is_beneath(tmp_path):
    merged = words("Both", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    sheet = sheet_of(
        tmp_path,
        row(
            merged, '<table:covered-table-cell office:value-type="string"><text:p>x</text:p></table:covered-table-cell>'
        ),
        row(words("a"), words("b")),
    )
    assert [(merge.top, merge.left, merge.bottom, merge.right) for merge in sheet.merges] == [(1, 1, 1, 2)]
    assert sheet.at(1, 2) == Cell(1, 2, CellKind.EMPTY, merged_from=(1, 1))


def test_that_words_are_joined_by_paragraph_and_comments_are_no_words(tmp_path):
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>checked</text:p></office:annotation>'
        '<text:p>One<text:s text:c="2"/><text:span>two</text:span></text:p><text:p>three</text:p></table:table-cell>'
    )
    assert sheet_of(tmp_path, row(cell)).at(1, 1).text == "One  two\nthree"


def _valued(kind: str, value: str, shown: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{shown}</text:p></table:table-cell>'


def test_that_dates_times_truths_and_errors_are_known(tmp_path):
    cells = (
        _valued("date", 'office:date-value="2018-04-01"', "Apr 18"),
        _valued("time", 'office:time-value="PT12H30M00S"', "12:30"),
        _valued("boolean", 'office:boolean-value="true"', "TRUE"),
        _valued("string", 'office:string-value=""', "#DIV/0!"),
        _valued("currency", 'office:value="1200"', "£1,200"),
    )
    sheet = sheet_of(tmp_path, row(*cells))
    assert [(cell.kind, cell.text) for cell in sheet.cells.values()] == [
        (CellKind.DATE, "Apr 18"),
        (CellKind.TEXT, "12:30"),
        (CellKind.TRUTH, "TRUE"),
        (CellKind.ERROR, "#DIV/0!"),
        (CellKind.NUMBER, "£1,200"),
    ]


def test_that_hidden_rows_and_columns_are_said(tmp_path):
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    path = save_ods(
        tmp_path / "plans.ods",
        row(*map(words, ("Indicator", "Apr 18", "May 18"))),
        row(words("Plans"), number(1), number(2), attributes='table:visibility="filter"'),
        columns=columns,
    )
    sheet = read_workbook(path).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({2}))
    assert [f.message for f in gather(path).findings if f.rule == "hidden-cells"] == [
        "Hidden in the sheet, and read like the others: row 2, column B."
    ]


def test_that_a_hidden_sheet_is_known(tmp_path):
    styles = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    path = save_ods(tmp_path / "plans.ods", row(words("a")), styles=styles)
    assert not read_workbook(path).sheets[0].hidden
    columns = '</table:table><table:table table:name="Away" table:style-name="ta1">'
    path = save_ods(tmp_path / "plans.ods", row(words("a")), styles=styles, columns=columns)
    assert [(sheet.name, sheet.hidden) for sheet in read_workbook(path).sheets] == [("Plans", False), ("Away", True)]
