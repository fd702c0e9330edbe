"""The forms in which a pack is written: PDF in three settings, a web page, a workbook. The file's ending says which."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.progress import Cancelled, Progress

if TYPE_CHECKING:
    from scorecard_desktop.exporting.document import Document
    from scorecard_desktop.exporting.style import Style


class Form(Enum):
    """A kind of file that a pack can be, by its ending."""

    PDF = ".pdf"
    HTML = ".html"
    WORKBOOK = ".xlsx"


class Variant(Enum):
    """How the PDF is set: as usual, in large print, or plainly."""

    STANDARD = "standard"
    LARGE = "large"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a file is: pages of a PDF, sheets of a workbook; a web page is one."""

    pages: int = 0
    sheets: int = 0

    @property
    def words(self) -> str:
        """``46 pages``, ``43 sheets`` or ``a web page``."""
        if self.pages:
            return f"{self.pages} {'page' if self.pages == 1 else 'pages'}"
        return f"{self.sheets} sheets" if self.sheets else "a web page"


def form_of(path: Path, variant: Variant = Variant.STANDARD) -> Form:
    """The form that a file's name asks for; a name without an ending is a PDF's.

    Raises Refusal for another ending, and where a variant of the PDF is asked for of another form.
    """
    ending = path.suffix.casefold() or Form.PDF.value
    found = next((form for form in Form if form.value == ending or (form is Form.HTML and ending == ".htm")), None)
    if found is None:
        raise Refusal(f"A pack is written as .pdf, .html or .xlsx, and “{path.name}” ends in none of these.")
    if found is not Form.PDF and variant is not Variant.STANDARD:
        raise Refusal(
            f"Only the PDF has a variant “{variant.value}”: the reader of “{path.name}” sets its size and look. "
            "Leave the variant out, or end the name in .pdf."
        )
    return found


def variant_named(name: str) -> Variant:
    """The variant of a name. Raises Refusal, with the names that there are, where there is none."""
    try:
        return Variant(name)
    except ValueError as error:
        named = ", ".join(one.value for one in Variant)
        raise Refusal(f"There is no variant “{name}” of the pack. There are {named}.") from error


def style_of(variant: Variant) -> Style:
    """The sizes and inks of a variant."""
    from scorecard_desktop.exporting.style import LARGE, PLAIN, STANDARD

    return {Variant.STANDARD: STANDARD, Variant.LARGE: LARGE, Variant.PLAIN: PLAIN}[variant]


def write_form(
    document: Document,
    path: Path,
    variant: Variant,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Extent:
    """Write a paper in the form that its file's name asks for, whole or not at all.

    Raises Refusal where it cannot be written, Cancelled where ``cancelled`` answers yes; what stood there before stands
    there still.
    """
    form = form_of(path, variant)

    def told(what: str) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress(done, total, f"{what} {done} of {total}")

        return tell

    if form is Form.HTML:
        from scorecard_desktop.exporting.web.page import write_html

        write_html(document, path, told("Writing part"), cancelled)
        return Extent()
    if form is Form.WORKBOOK:
        from scorecard_desktop.exporting.workbook.pack import write_workbook

        return Extent(sheets=write_workbook(document, path, told("Writing sheet"), cancelled))
    from scorecard_desktop.exporting.pdf import write_pdf

    return Extent(pages=write_pdf(document, path, told("Drawing page"), cancelled, style_of(variant)))
