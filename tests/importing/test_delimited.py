"""Text files with columns, however they were written."""

import codecs
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing import Limits, gather
from scorecard_desktop.importing.delimited import read_delimited
from scorecard_desktop.importing.gathering import read_workbook
from scorecard_desktop.importing.opening import FileFormat, Opened
from scorecard_desktop.importing.workbook import CellKind, Workbook

ROWS = [
    ["Indicator", "Apr 18", "May 18", "Target", "Comment"],
    ["Children’s plans – agreed", "5", "7", "6", "Café’s\nbetter"],
    ["Cost, £", "1200", "1,300", "£1,500", "up “a bit”"],
]


def written(separator: str, ends: str) -> str:
    lines = []
    for row in ROWS:
        cells = [f'"{c}"' if set(c) & {separator, "\n", '"'} else c for c in row]
        lines.append(separator.join(cells))
    return ends.join(lines).replace("\n" if ends != "\n" else "\0", ends) + ends


def read(content: bytes, name: str = "plans.csv", limits: Limits | None = None) -> Workbook:
    return read_delimited(Opened(name, "f00d", content, FileFormat.TEXT), limits or Limits())


def texts(workbook: Workbook) -> list[list[str]]:
    sheet = workbook.sheets[0]
    return [[sheet.at(row, column).text for column in range(1, max(sheet.columns) + 1)] for row in sheet.rows]


ENCODINGS = {
    "UTF-8": ("utf-8", b""),
    "UTF-8 with a mark": ("utf-8", codecs.BOM_UTF8),
    "UTF-16": ("utf-16-le", codecs.BOM_UTF16_LE),
    "UTF-16 the other way": ("utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-16 without a mark": ("utf-16-le", b""),
    "Windows": ("cp1252", b""),
    "old Mac": ("mac_roman", b""),
}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"], ids=["Windows", "Unix", "old Mac"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_that_every_way_of_writing_gives_the_same_cells(encoding, ends, separator):
    codec, mark = ENCODINGS[encoding]
    found = texts(read(mark + written(separator, ends).encode(codec)))
    assert [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in found] == ROWS


@pytest.mark.parametrize(("encoding", "said"), [("cp1252", "Windows"), ("mac_roman", "an old Mac")])
def test_that_an_encoding_that_had_to_be_guessed_is_said(encoding, said):
    findings = read(written(",", "\r\n").encode(encoding)).findings
    assert [finding.rule for finding in findings] == ["encoding-guessed"]
    assert said in findings[0].message


def test_that_the_line_ends_decide_between_windows_and_an_old_mac_where_letters_do_not():
    content = "a,£1\r b,£2\rc,£3".encode("mac_roman")
    assert "old Mac" in read(content).findings[0].message
    assert "Windows" in read(content.replace(b"\r", b"\r\n")).findings[0].message


def test_that_a_first_line_that_names_the_separator_is_followed():
    workbook = read(b"sep=;\r\nIndicator;Apr 18\r\nPlans, new;5\r\n")
    assert texts(workbook) == [["Indicator", "Apr 18"], ["Plans, new", "5"]]
    assert workbook.sheets[0].rows == (2, 3)


@pytest.mark.parametrize(
    ("text", "kind", "value", "number_format"),
    [
        ("5", CellKind.NUMBER, Decimal(5), "General"),
        ("-1,234.50", CellKind.NUMBER, Decimal("-1234.50"), "#,##0.00"),
        ("24.2%", CellKind.NUMBER, Decimal("0.242"), "0.0%"),
        ("79%", CellKind.NUMBER, Decimal("0.79"), "0%"),
        ("£1,200", CellKind.NUMBER, Decimal(1200), '"£"#,##0'),
        ("0.50", CellKind.NUMBER, Decimal("0.50"), "0.00"),
        ("007", CellKind.TEXT, "007", "General"),
        ("1,23", CellKind.TEXT, "1,23", "General"),
        ("12,34,567", CellKind.TEXT, "12,34,567", "General"),
        ("12345678901234567", CellKind.TEXT, "12345678901234567", "General"),
        ("24 / 163", CellKind.TEXT, "24 / 163", "General"),
        ("1e5", CellKind.TEXT, "1e5", "General"),
        ("31/02/2018", CellKind.TEXT, "31/02/2018", "General"),
        ("TRUE", CellKind.TRUTH, True, "General"),
        ("#DIV/0!", CellKind.ERROR, "#DIV/0!", "General"),
        ("=1+1", CellKind.TEXT, "=1+1", "General"),
        ("@SUM(A1)", CellKind.TEXT, "@SUM(A1)", "General"),
    ],
)
def test_that_a_cell_is_taken_as_a_spreadsheet_would_and_shown_as_written(text, kind, value, number_format):
    cell = read(f"a;b\n{text};c\n".encode()).sheets[0].at(2, 1)
    assert (cell.kind, cell.value, cell.text, cell.number_format) == (kind, value, text, number_format)


@pytest.mark.parametrize(("text", "shown"), [("01/04/2018", "01/04/2018"), ("2018-04-01", "2018-04-01")])
def test_that_days_are_british(text, shown):
    cell = read(f"a,b\n{text},c\n".encode()).sheets[0].at(2, 1)
    assert (cell.kind, str(cell.value)[:10], cell.text) == (CellKind.DATE, "2018-04-01", shown)


def test_that_a_formula_that_only_holds_text_is_that_text():
    assert read(b'a,b\n="0012",c\n').sheets[0].at(2, 1).value == "0012"


def test_that_a_quotation_mark_that_is_not_closed_is_said_and_what_can_be_is_read():
    workbook = read(b'Indicator,Apr 18\nPlans,5\n"Visits,6\nCalls,7\n')
    assert [finding.rule for finding in workbook.findings] == ["quotation-marks"]
    assert texts(workbook)[1] == ["Plans", "5"]


def test_that_text_without_columns_is_refused(tmp_path):
    path = tmp_path / "letter.csv"
    path.write_text("Dear all,\nthe figures are attached.\n")
    with pytest.raises(Refusal, match=r"letter\.csv is plain text without columns"):
        gather(path)


def test_that_a_row_wider_than_any_sheet_is_refused(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("a,b\nc,d\n" + "," * 100_000)
    with pytest.raises(Refusal, match=r"wide\.csv has more than"):
        gather(path)


def test_that_text_too_long_for_a_cell_is_cut_off_and_said():
    workbook = read(f"a,b\n{'x' * 50},c\n".encode(), limits=Limits(text=10))
    assert workbook.sheets[0].at(2, 1).text == "x" * 10
    assert [(finding.rule, finding.cell) for finding in workbook.findings] == [("text-cut", "A2")]


def test_that_a_scorecard_in_text_is_imported(tmp_path):
    path = tmp_path / "Plans 2018.csv"
    path.write_bytes(written(",", "\r\n").encode("cp1252"))
    assert [
        (record.period, f"{record.value}") for record in gather(path).records if isinstance(record, Observation)
    ] == [
        ("2018-04", "5"),
        ("2018-05", "7"),
        ("2018-04", "1200"),
        ("2018-05", "1300"),
    ]


def test_that_the_name_of_a_text_file_does_not_matter(tmp_path):
    path = tmp_path / "plans.xlsx"
    path.write_bytes(written("\t", "\n").encode())
    assert texts(read_workbook(path)) == ROWS


@given(st.binary(max_size=300))
def test_that_any_bytes_are_read_or_refused(content):
    try:
        read(content)
    except Refusal as refused:
        assert "plans.csv" in refused.message  # noqa: PT017 - either outcome is right
