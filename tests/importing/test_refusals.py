"""Files that are declined, each with one plain line and nothing else."""

import errno
import os
import zipfile

import pytest

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing import Limits, gather
from scorecard_desktop.importing.gathering import read_workbook
from support.ole import encrypted_workbook
from support.workbooks import rewritten, save

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def workbook(tmp_path):
    return save(tmp_path / "MI.xlsx", {"County": [["Indicator", "Apr 18", "Target"], ["Plans agreed", 5, 6]]})


def refusal(path, limits=None) -> str:
    with pytest.raises(Refusal) as raised:
        gather(path, limits)
    message = raised.value.message
    assert "\n" not in message
    assert path.name in message
    return message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "zero bytes"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "it is a PDF"),
        (b"Dear all,\nthe figures follow.\n", "is plain text without columns"),
        (b"<html><body>Signed out</body></html>", "it is a web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is a picture"),
        (bytes(range(256)) * 40, "is not a workbook. Choose"),
    ],
    ids=["zero bytes", "renamed PDF", "text", "web page", "picture", "noise"],
)
def test_that_what_is_no_workbook_is_refused_by_what_it_is(tmp_path, content, said):
    path = tmp_path / "MI.xlsx"
    path.write_bytes(content)
    assert said in refusal(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_that_a_truncated_workbook_is_refused_as_damaged(tmp_path, workbook, share):
    content = workbook.read_bytes()
    path = tmp_path / "half.xlsx"
    path.write_bytes(content[: int(len(content) * share)])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<worksheet><sheetData><row", b"\x00\xff" * 50])
def test_that_a_workbook_with_a_broken_part_is_refused_as_damaged(tmp_path, workbook, part, content):
    assert "damaged" in refusal(rewritten(workbook, tmp_path / "broken.xlsx", {part: content}))


def test_that_flipped_bits_are_refused_or_read_and_never_a_fault(tmp_path, workbook):
    content = workbook.read_bytes()
    path = tmp_path / "flipped.xlsx"
    for position in range(0, len(content), 97):
        flipped = bytearray(content)
        flipped[position] ^= 0x41
        path.write_bytes(bytes(flipped))
        try:
            gather(path)
        except Refusal as refused:
            assert path.name in refused.message  # noqa: PT017 - either outcome is right


def test_that_a_password_is_asked_to_be_removed(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(encrypted_workbook())
    assert "protected by a password" in refusal(path)


def test_that_a_document_of_another_kind_is_named(tmp_path):
    path = tmp_path / "report.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert "Word document" in refusal(path)


def test_that_an_archive_is_named(tmp_path):
    path = tmp_path / "returns.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("MI.xlsx", b"anything")
    assert "zip archive" in refusal(path)


def test_that_a_missing_file_is_refused_with_where_it_was_looked_for(tmp_path):
    message = refusal(tmp_path / "gone.xlsx")
    assert "is not there" in message
    assert str(tmp_path) in message


def test_that_a_folder_is_refused(tmp_path):
    folder = tmp_path / "Returns"
    folder.mkdir()
    assert "is a folder" in refusal(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may read every file")
def test_that_a_file_without_the_right_to_read_is_refused(workbook):
    workbook.chmod(0)
    assert "may not read" in refusal(workbook)


def test_that_no_right_to_read_is_told_from_another_program(workbook, monkeypatch):
    def denied(_self):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", denied)
    assert "may not read" in refusal(workbook)


def test_that_a_file_held_by_another_program_is_refused(workbook, monkeypatch):
    def held(_self):
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = 32  # type: ignore[attr-defined] # as Windows gives it
        raise error

    monkeypatch.setattr("pathlib.Path.read_bytes", held)
    assert "open in another program" in refusal(workbook)


def test_that_a_drive_that_has_gone_is_refused(workbook, monkeypatch):
    def gone(_self):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("pathlib.Path.read_bytes", gone)
    assert "Input/output error" in refusal(workbook)


def test_that_a_file_too_large_is_refused(workbook):
    assert "MB" in refusal(workbook, Limits(file_bytes=100))


def test_that_a_bomb_is_refused_before_it_is_unpacked(tmp_path, workbook):
    bomb = rewritten(workbook, tmp_path / "bomb.xlsx", {"xl/media/image1.png": bytes(8_000_000)})
    assert bomb.stat().st_size < 100_000
    assert "unpacks to more than" in refusal(bomb, Limits(unpacked_bytes=1_000_000))


def test_that_too_many_cells_are_refused(workbook):
    assert "more than 3 cells" in refusal(workbook, Limits(cells=3))


def test_that_a_merge_over_the_whole_sheet_is_built_no_further_than_its_cells(tmp_path, workbook):
    merges = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    with zipfile.ZipFile(workbook) as archive:
        sheet = archive.read(SHEET).replace(b"</sheetData>", merges)
    merged = rewritten(workbook, tmp_path / "merged.xlsx", {SHEET: sheet})
    assert len(gather(merged).tables) == 1
    assert len(read_workbook(merged).sheets[0].cells) == 6


def test_that_merges_over_one_another_are_refused_and_not_built(tmp_path, workbook):
    with zipfile.ZipFile(workbook) as archive:
        sheet = archive.read(SHEET)
    stray = b'<row r="9000"><c r="ZZ9000"><v>1</v></c></row></sheetData><mergeCells>'
    merges = b'<mergeCell ref="A1:ZZ9000"/>' * 5000 + b"</mergeCells>"
    assert "cells" in refusal(
        rewritten(workbook, tmp_path / "m.xlsx", {SHEET: sheet.replace(b"</sheetData>", stray + merges)})
    )


def test_that_a_stray_cell_at_the_far_end_is_read_at_once(tmp_path, workbook):
    with zipfile.ZipFile(workbook) as archive:
        sheet = archive.read(SHEET)
    stray = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    path = rewritten(workbook, tmp_path / "stray.xlsx", {SHEET: sheet.replace(b"</sheetData>", stray)})
    assert len(gather(path).tables) == 1


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
    ids=["expanding", "outside"],
)
def test_that_declared_entities_are_refused(tmp_path, workbook, declaration):
    with zipfile.ZipFile(workbook) as archive:
        sheet = archive.read(SHEET)
    head, _, rest = sheet.partition(b"<worksheet")
    path = rewritten(workbook, tmp_path / "entities.xlsx", {SHEET: head + declaration + b"<worksheet" + rest})
    assert "can harm" in refusal(path)


def test_that_entities_in_another_encoding_are_not_expanded(tmp_path, workbook):
    part = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    ).encode("utf-16")
    refusal(rewritten(workbook, tmp_path / "utf16.xlsx", {SHEET: part}))


def test_that_reading_ends_where_others_workbooks_are_too_large(tmp_path):
    path = save(tmp_path / "many.xlsx", {name: [[1] * 10] * 10 for name in ("One", "Two", "Three")})
    told: list[str] = []
    with pytest.raises(Refusal, match="more than 110 cells"):
        gather(path, Limits(cells=110), progress=lambda _done, _total, what: told.append(what))
    assert told == ["One", "Two"]


def test_that_asking_to_stop_stops_the_reading(workbook):
    with pytest.raises(Cancelled):
        gather(workbook, cancelled=lambda: True)


def test_that_progress_names_each_sheet(tmp_path):
    path = save(tmp_path / "two.xlsx", {"One": [["a"]], "Two": [["b"]]})
    told = []
    gather(path, progress=lambda done, total, what: told.append((done, total, what)))
    assert told == [(0, 2, "One"), (1, 2, "Two")]


def test_that_reading_leaves_the_file_as_it_was(workbook):
    before = workbook.read_bytes()
    gather(workbook)
    assert workbook.read_bytes() == before


def test_that_the_content_and_not_the_name_says_what_a_file_is(tmp_path, workbook):
    renamed = tmp_path / "MI.txt"
    renamed.write_bytes(workbook.read_bytes())
    assert len(gather(renamed).tables) == 1
