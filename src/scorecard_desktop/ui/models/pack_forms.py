"""The forms in which a pack is written, as an officer chooses among them."""

from __future__ import annotations

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.services.pack_forms import Form, Variant


@dataclass(frozen=True, slots=True)
class PackForm:
    """A kind of file, and who it is for."""

    title: str
    purpose: str
    form: Form
    variant: Variant = Variant.STANDARD

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return self.form.value


FORMS = (
    PackForm("PDF", "The paper, read by screen readers and fit for print; it carries its figures as CSV", Form.PDF),
    PackForm("Large print", "The same paper as a PDF in 18 point", Form.PDF, Variant.LARGE),
    PackForm("Plain", "The same paper as a PDF without tints and ornament", Form.PDF, Variant.PLAIN),
    PackForm("Web page", "One file for any browser, which sets its own size of text", Form.HTML),
    PackForm("Spreadsheet", "A sheet for each table, by the guidance on statistics in spreadsheets", Form.WORKBOOK),
)
"""The first is the usual one."""
