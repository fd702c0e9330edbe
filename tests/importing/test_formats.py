"""One workbook in every format gives the same records: the samples, as LibreOffice saved them (.ci/other_formats.py)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.figures import round_half_up
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.importing import Gathered, gather
from scorecard_desktop.importing.gathering import read_workbook
from scorecard_desktop.importing.workbook import Sheet

FILES = Path(__file__).parent / "files"
SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.xlsx") if (FILES / f"{path.stem}.ods").exists())


def stripped(record: Record) -> Record:
    """The record without the file that it came from."""
    source = getattr(record, "source", None)
    if source is None:
        return record
    return replace(record, source=replace(source, file="", file_hash=""))


def said(found: Gathered) -> list[tuple[str, str, str, str]]:
    return [(finding.rule, finding.sheet, finding.cell, finding.message) for finding in found.findings]


def test_that_there_are_samples():
    assert len(NAMES) == 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_that_a_sample_gives_the_same_records_in_another_format(name, form):
    expected = gather(SAMPLES / f"{name}.xlsx")
    found = gather(FILES / f"{name}.{form}")
    assert expected.records
    assert [stripped(record) for record in found.records] == [stripped(record) for record in expected.records]
    assert said(found) == said(expected)
    assert [replace(table, file="") for table in found.tables] == [replace(table, file="") for table in expected.tables]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_that_every_cell_of_a_sample_is_shown_the_same_in_another_format(name, form):
    for expected, found in zip(
        read_workbook(SAMPLES / f"{name}.xlsx").sheets, read_workbook(FILES / f"{name}.{form}").sheets, strict=True
    ):
        assert shown(found) == shown(expected)
        assert set(found.merges) == set(expected.merges)


def shown(sheet: Sheet) -> dict[str, tuple[object, ...]]:
    return {
        cell.address: (cell.kind, cell.value, cell.text, cell.number_format, cell.fill, cell.bold, cell.colour)
        for cell in sheet.cells.values()
        if cell.merged_from is None and (cell.fill or not cell.blank)
    }


Figures = dict[tuple[str, ...], tuple[Decimal, str]]


def figures_of(found: Gathered, sheet: str) -> Figures:
    """The figures of one sheet, with what their cells show."""
    figures: Figures = {}
    for record in found.records:
        source: Source | None = getattr(record, "source", None)
        value = getattr(record, "value", getattr(record, "amount", None))
        if source is not None and source.sheet == sheet and isinstance(value, Decimal):
            figures[record.record_kind, *record.key[1:], source.cell] = (value, source.text)
    return figures


def as_shown(value: Decimal, text: str) -> Decimal:
    places = text.rstrip("%").partition(".")[2]
    return round_half_up(value, len(places)) if places.isdigit() or text.endswith("%") else value


@pytest.mark.parametrize("path", sorted(FILES.glob("*.csv")), ids=lambda path: path.stem)
def test_that_a_sheet_saved_as_text_gives_the_figures_that_it_shows(path):
    name = next(name for name in NAMES if path.stem.startswith(name))
    found = gather(path)
    expected = figures_of(gather(SAMPLES / f"{name}.xlsx"), path.stem.removeprefix(f"{name}-"))
    same = figures_of(found, path.stem)
    assert same.keys() == expected.keys()
    for place, (value, text) in expected.items():
        assert as_shown(same[place][0], text) == as_shown(value, text), place
    assert found.records
    assert expected or "risk" in name
