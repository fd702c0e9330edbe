"""What the tests of layouts share."""

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from support.workbooks import save


@pytest.fixture
def read(tmp_path):
    """Write sheets, import them into an empty book, and give the book and the plan."""

    def reading(sheets, merges=(), name="scorecard.xlsx"):
        rows = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
        merged = dict.fromkeys(rows, merges)
        plan = decide(Book(), [gather(save(tmp_path / name, rows, merged))])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading
