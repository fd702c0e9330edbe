"""A store as a workbook: everything comes back as it was, and text stays text."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.exchange import LISTS, read_mark
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.importing import Limits, gather
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.importer import Action, plan_import
from support.records import one_of_each

KEPT_KINDS = {record_type.record_kind for record_type in LISTS}


def content(book: Book) -> set[Record]:
    """What a workbook is to bring back: every listed record and figure, but for the place that it came from."""
    return {
        replace(record, source=None) if hasattr(record, "source") else record
        for record in book.records()
        if record.record_kind in KEPT_KINDS
    }


def taken_home(book: Book, place: Path) -> Book:
    """An empty book after the export of ``book`` was imported into it."""
    export_workbook(book, place)
    plan = plan_import(Book(), [place])
    assert plan.findings == ()
    home = Book()
    home.apply(plan.change_set().changes)
    return home


def test_that_its_own_workbook_may_hold_more_cells_than_others(tmp_path):
    book = Book(one_of_each())
    place = tmp_path / "Everything.xlsx"
    export_workbook(book, place)
    assert {record for record in gather(place, Limits(cells=100, rows=5)).records if isinstance(record, Scorecard)}
    with pytest.raises(Refusal, match="more than 120 cells"):
        gather(place, Limits(cells=100, own_cells=120))


def small_book(observations: list[Observation], unit: Unit = Unit.PERCENT, comment: str = "") -> Book:
    """One scorecard of one indicator."""
    records: list[Record] = [
        Scorecard("vital", 1, "Vital signs", PeriodKind.MONTH),
        Indicator("vital/5.4", "vital", 1, "5.4", "Plans up to date", unit=unit, decimals=1, polarity=Polarity.HIGH),
        *observations,
    ]
    if comment:
        records.append(Commentary("vital/5.4", "2018-04", CommentaryPart.COMMENT, comment))
    return Book(records)


@pytest.fixture(scope="module", params=["our own samples", "the corpus"])
def held(request: pytest.FixtureRequest) -> Book:
    """A store's worth of imported workbooks."""
    files = sample_workbooks()
    if request.param == "the corpus":
        folder: Path = request.getfixturevalue("corpus")
        files = sorted(folder.glob("*.xlsx"))
    book = Book()
    book.apply(plan_import(book, files).change_set().changes)
    return book


def test_that_an_export_imported_again_changes_nothing(held, tmp_path):
    export_workbook(held, tmp_path / "all.xlsx")
    plan = plan_import(held, [tmp_path / "all.xlsx"])
    assert {entry.action for entry in plan.entries} == {Action.UNCHANGED}
    assert plan.findings == ()
    kinds = {change.record.record_kind for change in plan.change_set().changes}
    assert kinds <= {"source file"}


def test_that_a_whole_store_comes_home_by_its_export(held, tmp_path):
    assert content(taken_home(held, tmp_path / "all.xlsx")) == content(held)


def test_that_a_record_of_every_kind_comes_home(tmp_path):
    book = Book(one_of_each())
    assert content(taken_home(book, tmp_path / "each.xlsx")) == content(book)


FIGURES = st.builds(
    Observation,
    indicator=st.just("vital/5.4"),
    period=st.sampled_from(["2018-02", "2018-03", "2018-04", "2017-18 Q2", "2016-17", "2018-04 YTD", "2018-04 R12"]),
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6),
    symbol=st.none() | st.sampled_from([symbol for symbol in Symbol if not symbol.goes_with_a_value]),
    flags=st.frozensets(st.sampled_from([Symbol.PROVISIONAL, Symbol.ESTIMATED, Symbol.REVISED]), max_size=2),
    numerator=st.none() | st.integers(0, 10**6).map(Decimal),
    denominator=st.none() | st.integers(1, 10**6).map(Decimal),
    note=st.sampled_from(["", "one school is late", "=1+1", "-5% was said", "@home"]),
    sheet_rag=st.none() | st.sampled_from([Rag.RED, Rag.GREEN]),
)


def sound(observation: Observation) -> Observation:
    """A figure or a symbol, and marks and counts only beside a figure."""
    if observation.value is not None:
        return replace(observation, symbol=None)
    return replace(observation, flags=frozenset(), numerator=None, denominator=None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FIGURES.map(sound), max_size=6, unique_by=lambda o: o.period), st.sampled_from(list(Unit)))
def test_that_every_figure_comes_home_exactly(tmp_path, figures, unit):
    book = small_book(figures, unit)
    assert content(taken_home(book, tmp_path / "f.xlsx")) == content(book)


def test_that_a_figure_changed_in_the_workbook_is_the_only_change(tmp_path):
    held = [
        Observation("vital/5.4", f"2018-0{n}", value=Decimal(80 + n), flags=frozenset({Symbol.PROVISIONAL}))
        for n in (3, 4)
    ]
    book, place = small_book(held), tmp_path / "f.xlsx"
    export_workbook(book, place)
    workbook = openpyxl.load_workbook(place)
    sheet = workbook["Vital signs"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 0.84)
    cell.value = 0.855
    workbook.save(tmp_path / "renamed by the officer.xlsx")
    plan = plan_import(book, [tmp_path / "renamed by the officer.xlsx"])
    (entry,) = [entry for entry in plan.entries if entry.action is not Action.UNCHANGED]
    assert entry.action is Action.ALTER
    assert entry.record == replace(held[1], value=Decimal("85.5"), source=entry.source)
    assert entry.source is not None
    assert entry.source.cell == cell.coordinate


def test_that_rows_in_another_order_and_hidden_columns_are_read_by_their_keys(held, tmp_path):
    book = held
    place = tmp_path / "all.xlsx"
    export_workbook(book, place)
    workbook = openpyxl.load_workbook(place)
    for sheet in workbook.worksheets[1:]:
        top = next(row for row in range(1, 20) if sheet.cell(row, 2).value and sheet.cell(row, 1).value and row > 2)
        rows = [[(c.value, c.number_format) for c in row] for row in sheet.iter_rows(min_row=top + 1)]
        for number, row in enumerate(reversed(rows), top + 1):
            for column, (value, number_format) in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value = value
                cell.number_format = number_format
        sheet.column_dimensions["A"].hidden = True
    workbook.save(tmp_path / "sorted.xlsx")
    plan = plan_import(book, [tmp_path / "sorted.xlsx"])
    assert {entry.action for entry in plan.entries} == {Action.UNCHANGED}


@pytest.mark.parametrize("text", ["=1+1", "+44 1603", "-2 children moved", "@SUM(A1)", "\t=cmd"])
def test_that_text_that_looks_like_a_formula_is_written_as_text(tmp_path, text):
    book = small_book([Observation("vital/5.4", "2018-04", value=Decimal(5))], comment=text)
    place = tmp_path / "f.xlsx"
    export_workbook(book, place)
    cells = [c for s in openpyxl.load_workbook(place).worksheets for row in s.iter_rows() for c in row]
    assert any(cell.value == text and cell.data_type == "s" for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
    home = taken_home(book, place)
    assert [c.text.strip() for c in home.all(Commentary)] == [text.strip()]


def test_that_the_workbook_has_no_hidden_sheet_and_names_nobody(held, tmp_path):
    export_workbook(held, tmp_path / "all.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert {sheet.sheet_state for sheet in workbook.worksheets} == {"visible"}
    assert workbook.properties.creator in (None, "", "openpyxl")
    assert workbook.properties.lastModifiedBy is None


def test_that_a_cell_that_no_field_can_hold_is_a_finding_with_its_place(tmp_path):
    book, place = small_book([Observation("vital/5.4", "2018-04", value=Decimal(5))]), tmp_path / "f.xlsx"
    export_workbook(book, place)
    workbook = openpyxl.load_workbook(place)
    sheet = workbook["Indicators"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Polarity")
    wrong = next(cell for row in sheet.iter_rows() for cell in row if cell.column == column and cell.value == "high")
    wrong.value = "sideways"
    workbook.save(place)
    plan = plan_import(book, [place])
    (finding,) = plan.findings
    assert (finding.sheet, finding.cell, finding.rule) == ("Indicators", wrong.coordinate, "unmapped-text")
    assert "sideways" in finding.message
    assert {entry.action for entry in plan.entries} == {Action.UNCHANGED}


def test_that_a_sheet_of_a_newer_layout_is_left_and_said(tmp_path):
    book, place = small_book([Observation("vital/5.4", "2018-04", value=Decimal(5))]), tmp_path / "f.xlsx"
    export_workbook(book, place)
    workbook = openpyxl.load_workbook(place)
    sheet = workbook["Vital signs"]
    sheet["A2"] = sheet["A2"].value.replace("layout 1", "layout 2")
    workbook.save(place)
    plan = plan_import(book, [place])
    assert [finding.rule for finding in plan.findings] == ["newer-layout"]
    assert not any(isinstance(entry.record, Observation) for entry in plan.entries)


def test_that_the_mark_of_a_sheet_is_read_back():
    from scorecard_desktop.domain.exchange import Mark, OwnSheet

    for mark in (
        Mark(OwnSheet.RETURN, "Early: Help", "2018-04"),
        Mark(OwnSheet.FIGURES, "vital"),
        Mark(OwnSheet.RETURN, "", "2016-17"),
    ):
        assert read_mark(f"  {mark.text} ") == mark
    assert read_mark("Scorecard Desktop") is None


def test_that_an_empty_store_and_another_kind_of_file_are_refused(tmp_path):
    with pytest.raises(Refusal, match="nothing to export"):
        export_workbook(Book(), tmp_path / "f.xlsx")
    with pytest.raises(Refusal, match="not the name of an Excel workbook"):
        export_workbook(small_book([]), tmp_path / "f.pdf")
    assert list(tmp_path.iterdir()) == []


def test_that_an_import_of_an_export_can_be_undone_as_one_step(held, tmp_path):
    export_workbook(held, tmp_path / "all.xlsx")
    plan = plan_import(Book(), [tmp_path / "all.xlsx"])
    change_set: ChangeSet = plan.change_set()
    book = Book()
    book.apply(change_set.changes)
    book.apply(change_set.inverse.changes)
    assert list(book.records()) == []
    assert all(isinstance(change, Change) for change in change_set.changes)


@pytest.mark.parametrize(("heading", "held", "typed"), [("Affects budget", "no", "perhaps"), ("Decimals", 1, "two")])
def test_that_what_is_neither_yes_nor_no_nor_a_whole_number_is_said_and_not_guessed(tmp_path, heading, held, typed):
    book, place = small_book([Observation("vital/5.4", "2018-04", value=Decimal(5))]), tmp_path / "f.xlsx"
    export_workbook(book, place)
    workbook = openpyxl.load_workbook(place)
    sheet = workbook["Indicators"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == heading)
    wrong = next(cell for row in sheet.iter_rows() for cell in row if cell.column == column and cell.value == held)
    wrong.value = typed
    workbook.save(place)
    plan = plan_import(book, [place])
    assert [(finding.sheet, finding.cell) for finding in plan.findings] == [("Indicators", wrong.coordinate)]
    assert typed in plan.findings[0].message
    assert {entry.action for entry in plan.entries} == {Action.UNCHANGED}
