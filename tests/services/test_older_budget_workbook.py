"""A workbook that was written before budget lines had a rating comes home."""

import openpyxl
import pytest

from scorecard_desktop.domain.budget import BudgetLine
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.importer import apply_plan, plan_import
from scorecard_desktop.services.session import Session


@pytest.fixture
def older(tmp_path):
    """The whole store as a workbook without the column of ratings, and the lines that it was made from."""
    with Session.open(tmp_path / "first.scorecard") as session:
        apply_plan(session, plan_import(session.book, [p for p in sample_workbooks() if p.stem.endswith("-m3")]))
        export_workbook(session.book, tmp_path / "whole.xlsx")
        held = session.book.all(BudgetLine)
    workbook = openpyxl.load_workbook(tmp_path / "whole.xlsx")
    sheet = workbook["Budget lines"]
    (column,) = {cell.column for row in sheet.iter_rows() for cell in row if str(cell.value).casefold() == "rag"}
    assert isinstance(column, int)
    sheet.delete_cols(column)
    workbook.save(tmp_path / "older.xlsx")
    return tmp_path / "older.xlsx", held


def test_that_its_lines_are_read_without_a_rating(tmp_path, older):
    path, held = older
    assert {line.rag for line in held} == set(Rag)
    with Session.open(tmp_path / "second.scorecard") as session:
        apply_plan(session, plan_import(session.book, [path]))
        found = session.book.all(BudgetLine)
        assert {line.key for line in found} == {line.key for line in held}
        assert {line.rag for line in found} == {Rag.NONE}


def test_that_it_leaves_the_ratings_that_the_store_has(tmp_path, older):
    path, held = older
    with Session.open(tmp_path / "first.scorecard") as session:
        apply_plan(session, plan_import(session.book, [path]))
        assert set(session.book.all(BudgetLine)) == set(held)
