"""The quarterly scorecard and the topic pages of real papers: what stands in the workbooks stands in the pack."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.template import Template, built_in
from scorecard_desktop.exporting.document import Document, Figure, Heading, RowKind, Section, Table, Together
from scorecard_desktop.exporting.fonts import clean
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import cell_text, reading_order
from scorecard_desktop.services.importer import import_into
from support.structure import read_structure
from support.verapdf import validate

MI = "norfolk-mi-county-2018-04.xlsx"
VITAL_SIGNS = "norfolk-vital-signs-2018-04.xlsx"
CHESHIRE_EAST = "cheshire-east-scorecard-2017-18-q2.xlsx"
COUNTY = "Monthly Performance & Management Information - County Report"
MEETING = Meeting("Children’s Services Committee", date(2018, 7, 10), marking="OFFICIAL")


@pytest.fixture(scope="module")
def book(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    store = tmp_path_factory.mktemp("store") / "corpus.scorecard"
    return import_into(store, [corpus / name for name in (MI, VITAL_SIGNS, CHESHIRE_EAST)])[0]


def named(name: str) -> Template:
    found = built_in(name)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def quarterly(book: Book) -> Document:
    return build_pack(book, MEETING, created=datetime(2018, 7, 2, tzinfo=UTC), template=named("quarterly"))


@pytest.fixture(scope="module")
def topics(book: Book) -> Document:
    return build_pack(book, MEETING, created=datetime(2018, 7, 2, tzinfo=UTC), template=named("topics"))


def section_of(pack: Document, heading: str) -> Section:
    return next(
        section
        for section in pack.sections
        if isinstance(section.blocks[0], Heading) and section.blocks[0].words.startswith(heading)
    )


def table_of(pack: Document, heading: str) -> Table:
    return next(block for block in section_of(pack, heading).blocks if isinstance(block, Table))


def by_ref(table: Table) -> dict[str, dict[str, str]]:
    """What is read in each row by what is read over it, for rows whose reference is their own."""
    names = [column.spoken or column.header for column in table.columns]
    return {
        row.cells[0].text: dict(zip(names, map(cell_text, row.cells), strict=True))
        for row in table.rows
        if row.kind is RowKind.BODY and row.cells[0].text
    }


def sheet(corpus: Path, name: str) -> Any:
    return openpyxl.load_workbook(corpus / name, data_only=True).active


def number(words: str) -> float:
    """The figure in ``at least 90%`` or ``17.7 amber``."""
    return next(float(word.strip("%,").replace(",", "")) for word in words.split() if word[0].isdigit())


def same(words: str, cell: Any) -> bool:
    """Whether a figure is what a cell holds, in percent where that is a percentage, to the places shown."""
    shown = number(words)
    places = len(words.split(".")[1].split(maxsplit=1)[0].strip("%")) if "." in words else 0
    return min(abs(shown - cell.value * by) for by in (1, 100)) <= 0.5 * 10**-places + 1e-9


def test_that_norfolks_measures_are_those_of_its_sheet_with_thresholds_and_comparators(quarterly, corpus):
    found, cells = by_ref(table_of(quarterly, COUNTY)), sheet(corpus, MI)
    columns = {"H": "Mar 2018", "I": "Apr 2018", "J": "Year to Apr 2018", "P": "Year to Apr 2017", "K": "Target"}
    others = {"Q": "Stat neigh avg", "R": "Best stat neigh", "S": "Nat. avg", "U": "Eastern region"}
    compared = 0
    for line in range(6, cells.max_row + 1):
        ref = str(cells[f"B{line}"].value or "")
        if ref not in found:
            continue
        for letter, name in (columns | others).items():
            cell = cells[f"{letter}{line}"]
            if isinstance(cell.value, int | float):
                assert same(found[ref][name], cell), (ref, name, found[ref][name], cell.value)
                compared += 1
        if ref != "6.5" and cells[f"N{line}"].value is not None:  # 6.5's are the wrong way round: nothing is rated
            assert same(found[ref]["Red"], cells[f"N{line}"])
            assert same(found[ref]["Green"], cells[f"O{line}"])
            compared += 2
    assert len(found) > 90
    assert compared > 380


def test_that_the_printed_rating_and_travel_of_norfolk_stand_in_the_table(quarterly, corpus):
    printed = json.loads((corpus / "expected-norfolk-mi.json").read_text("utf-8"))
    found = by_ref(table_of(quarterly, COUNTY))
    for ref, rag in printed["rag_county_apr18_printed"].items():
        assert found[ref]["Rating"].casefold() == rag
    for ref, merit in printed["direction_of_performance_apr18_vs_mar18"].items():
        if merit in ("better", "worse"):
            assert found[ref]["Direction of travel"].endswith(merit)


def remarks(table: Table) -> dict[str, str]:
    """What stands beneath each row, by its reference."""
    found, ref = {}, ""
    for row in table.rows:
        if row.kind is RowKind.BODY:
            ref = row.cells[0].text
        elif row.kind is RowKind.REMARK:
            found[ref] = " ".join(" ".join(cell_text(cell) for cell in row.cells).split())
    return found


def test_that_each_comment_and_plan_of_cheshire_east_stands_beneath_its_measure(quarterly, corpus):
    table, cells = table_of(quarterly, "Children's Services Scorecard"), sheet(corpus, CHESHIRE_EAST)
    beneath, found = remarks(table), by_ref(table)
    told = 0
    for line in range(6, cells.max_row + 1):
        ref, comment, plan = (str(cells[f"{letter}{line}"].value or "").strip() for letter in "AOP")
        if ref not in found:
            continue
        if comment:
            assert " ".join(clean(comment).split())[:60] in clean(beneath[ref]), ref
            told += 1
        if plan.strip(","):
            assert f"C&YP Plan Priority: {plan}" in beneath[ref]
    assert told > 55
    assert len(found) == 73


def test_that_the_control_charts_are_those_with_figures_enough(quarterly, book):
    table = table_of(quarterly, "Control charts")
    rows = {row.cells[0].text: row for row in table.rows if row.kind is RowKind.BODY}
    vital = [card for card in book.scorecards() if "Vital Signs" in card.name]
    known = [row for card in vital for row in rated_rows(book, card.id)]
    assert set(rows) <= {row.indicator.title for row in known}
    assert len(rows) == 15
    for row in known:
        values = [
            one.value
            for one in book.observations(row.indicator.id)
            if one.value is not None and one.period <= row.period.code
        ]
        if len(values) >= 7:
            mean = sum(values) / len(values)
            assert number(rows[row.indicator.title].cells[2].text) == pytest.approx(float(mean), abs=0.051)


def test_that_each_exception_has_a_topic_page_with_its_trend(topics, book):
    flagged = {row.indicator.title for card in book.scorecards() for row in rated_rows(book, card.id) if row.exceptions}
    pages = {
        block.words: section
        for section in topics.sections
        for block in section.blocks
        if isinstance(block, Heading) and block.level == 3
    }
    assert {title for title in pages if title in flagged} == flagged
    drawn = [figure.alt for section in topics.sections for figure in figures_in(section)]
    assert sum(alt.startswith("Trend chart of ") for alt in drawn) > 30


def figures_in(section: Section) -> list[Figure]:
    found = []
    for block in section.blocks:
        inner = block.blocks if isinstance(block, Together) else (block,)
        found += [one for one in inner if isinstance(one, Figure)]
    return found


@pytest.mark.parametrize("name", ["quarterly", "topics"])
def test_that_the_pack_conforms_to_pdfua_and_its_structure_reads_as_its_content(name, request, tmp_path, java):
    pack = request.getfixturevalue(name)
    path = tmp_path / "pack.pdf"
    pages = write_pdf(pack, path)
    assert pages < 130
    verdict = validate(path)
    assert verdict.compliant, str(verdict)
    read = read_structure(path)
    assert read.stray == []
    heard = [leaf for leaf in read.leaves if leaf[0] != "TOCI"]
    expected = [(leaf.role, " ".join(clean(leaf.text).split())) for leaf in reading_order(pack) if leaf.role != "TOCI"]
    assert heard == expected
