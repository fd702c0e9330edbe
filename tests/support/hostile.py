"""Files that are made to break, fill or hold up whoever reads them, each by a function that writes it."""

import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from support.ods import number, row, save_ods, words
from support.workbooks import save
from support.xlsb import save_xlsb

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STYLES, TYPES = "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MEGABYTE = 1024 * 1024
Content = bytes | Iterable[bytes]


def table() -> list[list[object]]:
    """A small scorecard, so that what can be read of a file is read."""
    return [["Indicator", "Apr 18", "May 18", "Target"], ["Plans agreed", 5, 7, 6], ["Visits made", 8, 9, 10]]


def plain(path: Path) -> dict[str, bytes]:
    """The parts of a harmless workbook."""
    save(path, {"County": table()})
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, parts: dict[str, Content]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=False) as stream:
                for piece in (content,) if isinstance(content, bytes) else content:
                    stream.write(piece)


def with_parts(path: Path, **changed: Content) -> None:
    """A workbook some of whose parts are others; ``sheet``, ``styles`` and so on name them."""
    names = {"sheet": SHEET, "styles": STYLES, "types": TYPES, "workbook": WORKBOOK, "relations": RELATIONS}
    parts: dict[str, Content] = dict(plain(path))
    for name, content in changed.items():
        parts[names.get(name, name)] = content
    write(path, parts)


def rows_of_table(path: Path) -> bytes:
    sheet = plain(path)[SHEET]
    return sheet[sheet.index(b"<sheetData>") + 11 : sheet.index(b"</sheetData>")]


def sheet_with(data: Iterable[bytes], after: Content = b"", before: bytes = b"") -> Iterator[bytes]:
    yield f'<worksheet xmlns="{MAIN}">'.encode() + before + b"<sheetData>"
    yield from data
    yield b"</sheetData>"
    yield from (after,) if isinstance(after, bytes) else after
    yield b"</worksheet>"


def letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def cells(first: int, rows: int, columns: int, inside: str = "", style: int = 0) -> Iterator[bytes]:
    names = [letters(column) for column in range(1, columns + 1)]
    for number_of_row in range(first, first + rows):
        written = "".join(f'<c r="{name}{number_of_row}" s="{style}">{inside}</c>' for name in names)
        yield f'<row r="{number_of_row}">{written}</row>'.encode()


GREY = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill/><fill><patternFill patternType="solid"><fgColor '
    'rgb="FFBFBFBF"/></patternFill></fill></fills><cellXfs><xf fillId="0"/><xf fillId="1"/></cellXfs></styleSheet>'
).encode()
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def a_bomb_of_zeros(path: Path) -> None:
    with_parts(path, **{"xl/media/image1.png": (bytes(MEGABYTE) for _ in range(400))})


def a_bomb_in_the_sheet(path: Path) -> None:
    with_parts(path, sheet=sheet_with(b" " * MEGABYTE for _ in range(400)))


def a_directory_that_lies_about_sizes(path: Path) -> None:
    with_parts(path, sheet=sheet_with(b" " * MEGABYTE for _ in range(100)))
    content = path.read_bytes()
    size = struct.pack("<I", 100 * MEGABYTE)[1:]
    place = content.rfind(SHEET.encode()) - 46 + 24
    path.write_bytes(content[:place] + struct.pack("<I", 400) + content[place + 4 :])
    assert size


def parts_that_share_their_bytes(path: Path) -> None:
    """Every entry of the directory gives the same compressed zeros."""
    with_parts(path, **{"xl/media/a.bin": bytes(10 * MEGABYTE)})
    content = path.read_bytes()
    end = content.rfind(b"PK\x05\x06")
    start = struct.unpack("<I", content[end + 16 : end + 20])[0]
    directory = content[start:end]
    place = directory.rfind(b"PK\x01\x02")
    entry = directory[place:]
    copies = b"".join(entry.replace(b"xl/media/a.bin", f"xl/media/{n:01x}.bin".encode()[:14]) for n in range(16)) * 20
    count = struct.unpack("<H", content[end + 10 : end + 12])[0] + 320
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory) + len(copies), start, 0)
    path.write_bytes(content[:start] + directory + copies + tail)


def a_directory_of_a_million_parts(path: Path) -> None:
    content = b""
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 1_000_000
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory), 0, 0)
    path.write_bytes(b"PK\x03\x04" + content + directory + tail)


def a_million_styled_empty_columns(path: Path) -> None:
    data = [rows_of_table(path), *cells(4, 60, 16_384, style=1)]
    with_parts(path, sheet=sheet_with(data), styles=GREY)


def more_empty_cells_than_are_read(path: Path) -> None:
    with_parts(path, sheet=sheet_with(cells(1, 160, 16_384, style=1)), styles=GREY)


def grey_cells_among_the_figures(path: Path) -> None:
    with_parts(
        path,
        sheet=sheet_with(
            [rows_of_table(path), *cells(4, 240, 160, style=1), b'<row r="244"><c r="FD244"><v>1</v></c></row>']
        ),
        styles=GREY,
    )


def more_figures_than_are_read(path: Path) -> None:
    with_parts(path, sheet=sheet_with(cells(1, 8_100, 50, "<v>1</v>")))


def more_rows_than_are_read(path: Path) -> None:
    with_parts(path, sheet=sheet_with(cells(1, 11_000, 3, "<v>1</v>")))


def more_figures_than_are_looked_through(path: Path) -> None:
    with_parts(path, sheet=sheet_with(cells(1, 9_990, 41, "<v>1</v>")))


def as_many_figures_as_are_read(path: Path) -> None:
    with_parts(path, sheet=sheet_with(cells(1, 7_990, 50, "<v>1</v>")))


def rows_of_words(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    for row_of_words in rows:
        texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' if text else "<c/>" for text in row_of_words)
        yield f"<row>{texts}</row>".encode()


def as_many_words_as_are_read(path: Path) -> None:
    text = '<c t="inlineStr"><is><t>Indicator Target 2017-18</t></is></c>' * 50
    with_parts(path, sheet=sheet_with([f"<row>{text}</row>".encode()] * 7_990))


def a_row_of_headings_over_and_over(path: Path) -> None:
    heads = "".join(
        f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in ("Ref", "Indicator", "Apr 18", "May 18", "Target")
    )
    with_parts(path, sheet=sheet_with([f"<row>{heads}</row>".encode()] * 9_990))


def many_different_words_that_name_a_period(path: Path) -> None:
    texts = (f"Indicator Target {number_of_text} 2017-18" for number_of_text in range(100_000))
    with_parts(path, sheet=sheet_with(rows_of_words([next(texts) for _ in range(50)] for _ in range(2_000))))


def as_many_different_words_as_are_read(path: Path) -> None:
    texts = (f"Indicator Target risk {n} budget actual likelihood" for n in range(19_992))
    with_parts(path, sheet=sheet_with(rows_of_words([next(texts) for _ in range(8)] for _ in range(2_499))))


def a_table_of_counts_in_words(path: Path) -> None:
    months = [f"{name} {year}" for year in range(10, 14) for name in ("Apr", "Jun", "Aug", "Oct", "Dec")]
    rows = ([f"Plans {n}", *[f"{n % 89}% ({n % 97}/{m + 100})" for m in range(20)]] for n in range(2_500))
    with_parts(path, sheet=sheet_with(rows_of_words([["Indicator", *months], *rows])))


def many_small_tables_whose_periods_run_down(path: Path) -> None:
    lines = [["Period", "Plans agreed in time"], ["Apr 18", "5"], ["May 18", "6"], ["Jun 18", "7"]]
    with_parts(path, sheet=sheet_with(rows_of_words(lines * 2_490)))


def periods_that_run_down_beside_an_empty_column(path: Path) -> None:
    months = [f"{name} {year:02}" for year in range(100) for name in ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")]
    rows = [["", "Period", "Plans agreed"], *[["", months[n % len(months)], "5"] for n in range(9_980)]]
    with_parts(path, sheet=sheet_with(rows_of_words(rows)))


def forms_whose_labels_find_no_answers(path: Path) -> None:
    labels = ("Risk number", "Current", "Likelihood", "Target", "Impact", "Owner")
    with_parts(path, sheet=sheet_with(rows_of_words([labels[(n + r) % 6] for n in range(8)] for r in range(9_980))))


def labels_each_in_a_column_of_its_own(path: Path) -> None:
    labels = ("Risk number", "Current likelihood", "Target impact", "Owner")
    rows = (
        f'<row r="{n}"><c r="{letters(n)}{n}" t="inlineStr"><is><t>{labels[n % 4]}</t></is></c></row>'.encode()
        for n in range(1, 9_990)
    )
    with_parts(path, sheet=sheet_with(rows))


def rows_as_wide_as_a_sheet(path: Path) -> None:
    labels = ("Risk number", "Current", "Likelihood", "Target", "Impact", "Apr 18", "Budget £m", "Indicator")
    with_parts(path, sheet=sheet_with(rows_of_words([labels[(n + r) % 8] for n in range(9_900)] for r in range(4))))


def a_scorecard_of_thousands_of_rows(path: Path) -> None:
    heads = "".join(f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in ("Ref", "Indicator", "Apr 18", "Target"))
    lines = (
        f'<row><c t="inlineStr"><is><t>{n}</t></is></c><c t="inlineStr"><is><t>Plans {n}</t></is></c><c><v>5</v></c>'
        "<c><v>6</v></c></row>".encode()
        for n in range(9_900)
    )
    with_parts(path, sheet=sheet_with([f"<row>{heads}</row>".encode(), *lines]))


def a_text_of_32_megabytes(path: Path) -> None:
    text = (b"<row r='9'><c r='A9' t='inlineStr'><is><t>", *[b"x" * MEGABYTE] * 32, b"</t></is></c></row>")
    with_parts(path, sheet=sheet_with([rows_of_table(path), *text]))


def a_text_of_32_megabytes_of_spaces(path: Path) -> None:
    text = (b"<row r='9'><c r='A9' t='inlineStr'><is><t>x", *[b" " * MEGABYTE] * 32, b"</t></is></c></row>")
    with_parts(path, sheet=sheet_with([rows_of_table(path), *text]))


def many_long_texts(path: Path) -> None:
    cell = b"<c t='inlineStr'><is><t>" + b"wo rd " * 5_000 + b"</t></is></c>"
    with_parts(path, sheet=sheet_with([rows_of_table(path), *[b"<row>" + cell * 10 + b"</row>"] * 16]))


def ten_million_shared_texts(path: Path) -> None:
    relations = plain(path)[RELATIONS].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    shared = (f'<sst xmlns="{MAIN}">'.encode(), *[b"<si><t>a</t></si>" * 100_000] * 100, b"</sst>")
    with_parts(path, relations=relations, **{"xl/sharedStrings.xml": shared})


def entities_that_multiply(path: Path) -> None:
    head = (
        f'<?xml version="1.0"?>{LAUGHS}<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>&j;</t></is>'
    )
    with_parts(path, sheet=f"{head}</c></row></sheetData></worksheet>".encode())


def entities_from_outside(path: Path) -> None:
    head = (
        f'<?xml version="1.0"?>{OUTSIDE}<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>&a;</t></is>'
    )
    with_parts(path, sheet=f"{head}</c></row></sheetData></worksheet>".encode())


def entities_in_the_styles(path: Path) -> None:
    with_parts(path, styles=f'{OUTSIDE}<styleSheet xmlns="{MAIN}"/>'.encode())


def entities_in_the_content_types(path: Path) -> None:
    with_parts(path, types=f"{LAUGHS}<Types>&j;</Types>".encode())


def entities_in_utf_16(path: Path) -> None:
    part = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with_parts(path, sheet=part.encode("utf-16"))


def a_link_to_another_workbook(path: Path) -> None:
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        b'Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    external = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    with_parts(
        path,
        **{"xl/externalLinks/externalLink1.xml": external, "xl/externalLinks/_rels/externalLink1.xml.rels": link},
    )


def a_sheet_that_is_elsewhere(path: Path) -> None:
    relations = plain(path)[RELATIONS].replace(
        b'Target="/xl/worksheets/sheet1.xml"', b'Target="http://127.0.0.1:9/s.xml" TargetMode="External"'
    )
    assert b"External" in relations
    with_parts(path, relations=relations)


def a_sheet_outside_the_archive(path: Path) -> None:
    relations = plain(path)[RELATIONS].replace(b"/xl/worksheets/sheet1.xml", b"../../../../../etc/passwd")
    with_parts(path, relations=relations)


def a_sheet_that_is_the_workbook_itself(path: Path) -> None:
    relations = plain(path)[RELATIONS].replace(b"/xl/worksheets/sheet1.xml", b"/xl/workbook.xml")
    with_parts(path, relations=relations)


def relations_that_name_no_one(path: Path) -> None:
    with_parts(path, relations=b"<Relationships/>")


def deep_nesting(path: Path) -> None:
    with_parts(path, sheet=sheet_with([b"<row>" * 500_000]))


def deep_nesting_in_the_styles(path: Path) -> None:
    with_parts(path, styles=f'<styleSheet xmlns="{MAIN}">'.encode() + b"<a>" * 500_000)


def a_sheet_that_lies_about_its_size(path: Path) -> None:
    before = b'<dimension ref="A1:XFD1048576"/>'
    with_parts(path, sheet=sheet_with([rows_of_table(path)], before=before))


def a_stray_word_at_the_far_end(path: Path) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merges = b'<mergeCells><mergeCell ref="A5:XFD1048575"/></mergeCells>'
    with_parts(path, sheet=sheet_with([rows_of_table(path), stray], merges))


def a_hundred_thousand_merges(path: Path) -> None:
    merges = (b"<mergeCells>", *[b'<mergeCell ref="A1:XFD1048576"/>'] * 100_000, b"</mergeCells>")
    with_parts(path, sheet=sheet_with([rows_of_table(path)], merges))


def conditional_formats_without_end(path: Path) -> None:
    style = GREY.replace(
        b"</styleSheet>",
        b'<dxfs><dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf></dxfs></styleSheet>',
    )
    rule = b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>A1+1</formula></cfRule></conditionalFormatting>'
    with_parts(path, styles=style, sheet=sheet_with(cells(1, 2_000, 100, "<v>1</v>"), [rule] * 5_000))


def icons_over_everything(path: Path) -> None:
    icons = b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="iconSet" priority="1"><iconSet iconSet="3Arrows"><cfvo type="percent" val="0"/><cfvo type="percentile" val="33"/><cfvo type="percentile" val="67"/></iconSet></cfRule></conditionalFormatting>'
    with_parts(path, sheet=sheet_with(cells(1, 3_900, 100, "<v>1</v>"), icons))


def a_condition_of_a_million_brackets(path: Path) -> None:
    style = GREY.replace(
        b"</styleSheet>",
        b'<dxfs><dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf></dxfs></styleSheet>',
    )
    rule = (
        b'<conditionalFormatting sqref="A1:D3"><cfRule type="expression" dxfId="0" priority="1"><formula>'
        + b"(" * 1_000_000
        + b"</formula></cfRule></conditionalFormatting>"
    )
    with_parts(path, styles=style, sheet=sheet_with([rows_of_table(path)], rule))


def a_number_format_of_a_megabyte(path: Path) -> None:
    code = "0." + "0" * MEGABYTE
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    with_parts(path, styles=styles.encode())


def a_number_of_a_million_digits(path: Path) -> None:
    digits = b"<row r='9'><c r='A9'><v>" + b"9" * MEGABYTE + b"</v></c><c r='B9'><v>1e308</v></c></row>"
    with_parts(path, sheet=sheet_with([rows_of_table(path), digits]))


def places_that_are_none(path: Path) -> None:
    with_parts(
        path, sheet=sheet_with([b'<row r="0"><c r="A0"><v>1</v></c></row><row r="99999999999"><c r="AAAAAAA1"/></row>'])
    )


def styles_that_are_not_there(path: Path) -> None:
    with_parts(path, sheet=sheet_with([rows_of_table(path).replace(b"<c ", b'<c s="99999" ')]))


def formulae_as_text(path: Path) -> None:
    rows: list[list[object]] = [["Indicator", "Apr 18", "Comments"], ["=cmd|' /C calc'!A0", 5, "@SUM(1)"]]
    save(path, {"County": rows})
    parts = plain(path.with_suffix(".tmp.xlsx"))
    cells_of = (
        "<row><c t='str'><v>Indicator</v></c><c t='str'><v>Apr 18</v></c><c t='str'><v>Comments</v></c></row>"
        "<row><c t='str'><v>=cmd|' /C calc'!A0</v></c><c><v>5</v></c><c t='str'><v>=HYPERLINK(\"http://x\")</v></c></row>"
        "<row><c t='str'><v>+1+1</v></c><c><v>6</v></c><c t='str'><v>@SUM(1)</v></c></row>"
    )
    write(path, {**parts, SHEET: b"".join(sheet_with([cells_of.encode()]))})
    path.with_suffix(".tmp.xlsx").unlink()


def four_thousand_sheets(path: Path) -> None:
    save(path, {f"Sheet {n}": table() if n == 1 else [["x"]] for n in range(1, 1_001)})


def an_ods_of_entities(path: Path) -> None:
    save_ods(path, row(words("a")), head=LAUGHS)


def an_ods_that_repeats_a_figure_for_ever(path: Path) -> None:
    cell = number(1, attributes='table:number-columns-repeated="16384"')
    save_ods(path, row(cell, attributes='table:number-rows-repeated="1048576"'))


def an_ods_that_repeats_grey_for_ever(path: Path) -> None:
    grey = '<style:style style:name="g" style:family="table-cell"><style:table-cell-properties fo:background-color="#bfbfbf"/></style:style>'
    blank = '<table:table-cell table:style-name="g" table:number-columns-repeated="16384"/>'
    heading = row(*map(words, ("Indicator", "Apr 18", "May 18", "Target")))
    body = row(words("Plans"), number(1), number(2), number(3))
    save_ods(path, heading, body, row(blank, attributes='table:number-rows-repeated="1048000"'), styles=grey)


def an_ods_of_spaces(path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><text:p>a'
        + '<text:s text:c="999999"/>' * 200_000
        + "</text:p></table:table-cell>"
    )
    save_ods(path, row(cell))


def an_ods_whose_styles_descend_from_each_other(path: Path) -> None:
    loop = "".join(
        f'<style:style style:name="{a}" style:family="table-cell" style:parent-style-name="{b}"/>'
        for a, b in ("ab", "ba")
    )
    save_ods(path, row(words("a", 'table:style-name="a"')), styles=loop)


def an_ods_of_nested_tables(path: Path) -> None:
    cell = "<table:table-cell>" + "<table:table><table:table-row><table:table-cell>" * 30_000
    save_ods(path, row(cell))


def an_ods_of_many_cells(path: Path) -> None:
    save_ods(path, *[row(*[number(1)] * 100)] * 6_000)


def an_xlsb_that_spreads(path: Path) -> None:
    save_xlsb(path, [[1.0]], at=(1_048_576, 16_384))


def an_xlsb_of_empty_records(path: Path) -> None:
    save_xlsb(path, [["a"]])
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, Content] = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.bin"] = (b"\x30\x00" * MEGABYTE for _ in range(100))
    write(path, parts)


def a_text_file_of_one_line(path: Path) -> None:
    path.write_bytes(b"Indicator,Apr 18\nPlans,5\n" + b"x" * (60 * MEGABYTE))


def a_text_file_of_commas(path: Path) -> None:
    path.write_bytes(b"Indicator,Apr 18\nPlans,5\n" + b"," * (60 * MEGABYTE))


def a_text_file_of_lines(path: Path) -> None:
    path.write_bytes(b"Indicator,Apr 18\nPlans,5\n" + b"\n" * (60 * MEGABYTE))


def a_text_file_of_quotation_marks(path: Path) -> None:
    path.write_bytes(b'Indicator,Apr 18\nPlans,5\n"' + b'""' * (20 * MEGABYTE))


def a_text_file_of_lines_in_quotation_marks(path: Path) -> None:
    path.write_bytes(b"Indicator,Apr 18\nPlans,5\n" + b'"\n",' * (10 * MEGABYTE))


def a_text_file_of_zeros(path: Path) -> None:
    path.write_bytes(b"Indicator,Apr 18\nPlans,5\n" + bytes(60 * MEGABYTE))


def a_text_file_of_many_cells(path: Path) -> None:
    path.write_bytes(b"Indicator,Apr 18\n" + b"Plans,5\n" * 400_000)


HOSTILE: dict[str, Callable[[Path], None]] = {
    name: made
    for name, made in globals().items()
    if callable(made)
    and getattr(made, "__module__", "") == __name__
    and made.__annotations__ == {"path": Path, "return": None}
}


def suffix(name: str) -> str:
    """What the file would be called."""
    kinds = {"ods": "ods", "xlsb": "xlsb", "text_file": "csv"}
    return next((kind for word, kind in kinds.items() if f"an_{word}_" in name or f"a_{word}_" in name), "xlsx")
