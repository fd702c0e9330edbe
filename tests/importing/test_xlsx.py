"""What stands in an xlsx workbook, cell by cell, however the program that wrote it put it."""

import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.styles import Color, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from scorecard_desktop.importing import Limits, gather
from scorecard_desktop.importing.gathering import read_workbook
from scorecard_desktop.importing.workbook import CellKind, Sheet
from support.workbooks import rewritten, save

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
PART = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


SHARED = f"""<sst xmlns="{MAIN}"><si><t>a shared text</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">in </t></r>
<r><t>pieces</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si></sst>"""
REFERS = b"""<Relationship Id="rId99" Target="sharedStrings.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>"""


def sheet_of(tmp_path, data: str, *, after: str = "", before: str = "", namespace: str = MAIN) -> Sheet:
    """The sheet whose data is written out here."""
    plain = save(tmp_path / "plain.xlsx", {"County": [["replaced"]]})
    part = f'<worksheet xmlns="{namespace}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    with zipfile.ZipFile(plain) as archive:
        relations = archive.read(RELATIONS).replace(b"</Relationships>", REFERS)
    parts = {PART: part.encode(), "xl/sharedStrings.xml": SHARED.encode(), RELATIONS: relations}
    return read_workbook(rewritten(plain, tmp_path / "MI.xlsx", parts)).sheets[0]


def texts(sheet: Sheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.cells.values()}


def test_that_each_kind_of_cell_is_read(tmp_path):
    sheet = sheet_of(
        tmp_path,
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r>'
        '<rPh sb="0" eb="1"><t>spoken</t></rPh></is></c><c r="C2" t="str"><f>A2</f><v>made</v></c>'
        '<c r="D2"><v>0.1</v></c><c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><v>#DIV/0!</v></c>'
        '<c r="G2" t="d"><v>2018-04-01T00:00:00</v></c><c r="H2" t="str"><v>line_x000D_end</v></c><c r="I2" t="s"><v>1</v></c></row>',
    )
    assert [(cell.kind, cell.text) for cell in sheet.by_row[2]] == [
        (CellKind.TEXT, "a shared text"),
        (CellKind.TEXT, "in line"),
        (CellKind.TEXT, "made"),
        (CellKind.NUMBER, "0.1"),
        (CellKind.TRUTH, "TRUE"),
        (CellKind.ERROR, "#DIV/0!"),
        (CellKind.DATE, "01/04/2018"),
        (CellKind.TEXT, "line\rend"),
        (CellKind.TEXT, "in pieces"),
    ]


def test_that_rows_and_cells_without_a_place_follow_one_another(tmp_path):
    data = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>'
    assert texts(sheet_of(tmp_path, data)) == {"A1": "1", "B1": "2", "C5": "3", "D5": "4"}


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_that_both_families_of_the_standard_are_read(tmp_path, namespace):
    assert texts(sheet_of(tmp_path, '<row r="1"><c r="A1"><v>7</v></c></row>', namespace=namespace)) == {"A1": "7"}


def test_that_elements_may_have_a_prefix(tmp_path):
    plain = save(tmp_path / "plain.xlsx", {"County": [["a"]]})
    part = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert texts(read_workbook(rewritten(plain, tmp_path / "MI.xlsx", {PART: part.encode()})).sheets[0]) == {"A1": "7"}


def test_that_a_formula_without_a_result_is_told_from_one_with_an_empty_text(tmp_path):
    data = '<row r="1"><c r="A1"><f>B1</f></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>B1</f><v/></c></row>'
    sheet = sheet_of(tmp_path, data)
    assert [cell.address for cell in sheet.cells.values() if cell.uncalculated] == ["A1", "C1"]


def test_that_formulae_never_calculated_outside_the_figures_are_found_too(tmp_path):
    rows: list[list[object]] = [
        ["=B1", "Notes"],
        ["Indicator", "Apr 18", "Target"],
        ["Plans agreed", 5, 6],
        ["Visits", "=1+1", 6],
    ]
    found = gather(save(tmp_path / "MI.xlsx", {"County": rows})).findings
    assert {(finding.cell, finding.rule) for finding in found} >= {("A1", "uncalculated"), ("B4", "uncalculated")}
    assert len([finding for finding in found if finding.rule == "uncalculated"]) == 2


def test_that_dates_of_old_macs_are_counted_from_1904(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.worksheets[0]["A1"] = 0
    workbook.worksheets[0]["A1"].number_format = "yyyy-mm-dd"
    workbook.save(tmp_path / "mac.xlsx")
    assert texts(read_workbook(tmp_path / "mac.xlsx").sheets[0]) == {"A1": "1904-01-01"}


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (43191, "dd/mm/yyyy", "01/04/2018"),
        (43191.5, "hh:mm", "12:00"),
        (0.5, "hh:mm", "12:00:00"),
        (1.5, "[h]:mm", "1 day, 12:00:00"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e300, "0.0%", None),
    ],
)
def test_that_moments_are_shown_as_their_format_says(tmp_path, value, number_format, shown):
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = value
    workbook.worksheets[0]["A1"].number_format = number_format
    workbook.save(tmp_path / "moments.xlsx")
    cell = read_workbook(tmp_path / "moments.xlsx").sheets[0].at(1, 1)
    assert shown is None or cell.text == shown


def test_that_fills_come_from_theme_palette_and_tint(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for column, colour in enumerate(
        (Color(rgb="FFFF0000"), Color(theme=9), Color(theme=0, tint=-0.25), Color(indexed=3), Color(theme=0)), 1
    ):
        sheet.cell(1, column, column).fill = PatternFill("solid", fgColor=colour)
    sheet.cell(1, 6, 6).fill = PatternFill("darkUp", fgColor="FF0000FF")
    workbook.save(tmp_path / "fills.xlsx")
    with zipfile.ZipFile(tmp_path / "fills.xlsx") as archive:
        theme = archive.read("xl/theme/theme1.xml").replace(b"F79646", b"123456")
    painted = rewritten(tmp_path / "fills.xlsx", tmp_path / "own.xlsx", {"xl/theme/theme1.xml": theme})
    fills = [cell.fill for cell in read_workbook(painted).sheets[0].by_row[1]]
    assert fills == ["FF0000", "123456", "BFBFBF", "00FF00", "", "C0C0C0"]


def test_that_hidden_rows_and_columns_that_hold_something_are_said(tmp_path):
    data = '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row><row r="3" hidden="1"/>'
    before = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    sheet = sheet_of(tmp_path, data, before=before)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({4}))


def test_that_text_beyond_the_limit_is_cut_off_and_said(tmp_path):
    rows: list[list[object]] = [["Indicator", "Apr 18", "Comments"], ["Plans agreed", 5, "y" * 60]]
    path = save(tmp_path / "MI.xlsx", {"County": rows})
    found = gather(path, Limits(text=50))
    assert [(finding.cell, finding.rule) for finding in found.findings if finding.rule == "text-cut"] == [
        ("C2", "text-cut")
    ]


def test_that_numbers_no_one_can_hold_are_kept_as_they_are_written(tmp_path):
    sheet = sheet_of(tmp_path, '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>x1</v></c></row>')
    assert [(cell.kind, cell.text) for cell in sheet.cells.values()] == [
        (CellKind.TEXT, "1e999"),
        (CellKind.TEXT, "x1"),
    ]


def test_that_floats_are_what_excel_shows(tmp_path):
    sheet = sheet_of(tmp_path, '<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>2.0</v></c></row>')
    assert [cell.value for cell in sheet.cells.values()] == [Decimal("0.3"), Decimal(2)]
