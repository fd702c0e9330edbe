"""What the reading of one file collects on its way: findings with their places, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.importing.gathered import LeftOut
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, Sheet, Workbook

_LONGEST = 200


def counted(number: int, what: str) -> str:
    """``1 indicator``, ``2 indicators``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


@dataclass
class Notices:
    """Findings and left-out cells of a workbook, in the order in which they were met."""

    workbook: Workbook
    findings: list[Finding] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def remark(
        self,
        sheet: Sheet,
        cell: Cell | None,
        remark: Remark,
        *,
        indicator: str = "",
        period: str = "",
        subject: str = "",
    ) -> None:
        """A finding at a cell, or on the sheet."""
        self.findings.append(
            Finding(
                remark.rule,
                remark.severity,
                remark.message,
                remark.advice,
                indicator,
                period,
                subject,
                self.workbook.name,
                sheet.name,
                cell.address if cell is not None else "",
            )
        )

    def on_workbook(self, rule: str, severity: Severity, message: str, advice: str) -> None:
        """A finding about the file as a whole."""
        self.findings.append(Finding(rule, severity, message, advice, file=self.workbook.name))

    def leave(self, sheet: Sheet, cell: Cell, reason: str) -> None:
        """Words that gave no record, and why."""
        text = " ".join(cell.text.split())
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
        self.left_out.append(LeftOut(self.workbook.name, sheet.name, cell.address, short, reason))
