"""The whole of a store as a workbook, that comes back by ``importer`` without a change."""

from __future__ import annotations

from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.leftovers import noted
from scorecard_desktop.services.progress import Progress

WORKBOOK = ".xlsx"


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A workbook that was written: where, and how many sheets it has."""

    path: Path
    sheets: int


def export_workbook(
    book: Book, path: Path | str, *, author: str = "", progress: Progress | None = None
) -> ExportResult:
    """Write all that the book holds as an Excel workbook.

    ``author`` is noted in the file; nobody is unless said. Raises Refusal where there is nothing to write, the name is
    not a workbook's, or the file cannot be written; what stood at ``path`` before stands there still.
    """
    place = workbook_name(path)
    snapshot = book.copy()
    if not (snapshot.scorecards() or snapshot.risks() or snapshot.budget_tables()):
        raise Refusal("There is nothing to export yet: import a workbook first.")
    from scorecard_desktop.exporting.workbook.store import write_store

    council = snapshot.setting("pack.council", "")
    with noted(place):
        return ExportResult(place, write_store(snapshot, place, council=council, author=author, told=progress))


def workbook_name(path: Path | str) -> Path:
    """A path whose name a spreadsheet program opens: ``.xlsx`` is added where there is no ending.

    Raises Refusal for the ending of another kind of file.
    """
    place = Path(path)
    if not place.suffix:
        return place.with_name(place.name + WORKBOOK)
    if place.suffix.casefold() != WORKBOOK:
        raise Refusal(f"“{place.name}” is not the name of an Excel workbook: end it in {WORKBOOK}.")
    return place
