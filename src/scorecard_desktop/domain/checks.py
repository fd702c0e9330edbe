"""What is wrong in a book: every rule of rules.md, Findings, that can be told from the figures themselves."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Dismissal, Finding, dismissal_key
from scorecard_desktop.domain.rules import RULES, Rule


def check(book: Book, rules: tuple[Rule, ...] | None = None) -> list[Finding]:
    """Every finding that stands: those of the rules, then those that the imports left, without the dismissed.

    Gravest first, then by subject and period.
    """
    found: dict[tuple[str, ...], Finding] = {}
    for rule in RULES if rules is None else rules:
        for finding in rule(book):
            found.setdefault(finding.key, finding)
    for finding in book.all(Finding):
        found.setdefault(finding.key, finding)
    dismissed = {dismissal.finding for dismissal in book.all(Dismissal)}
    standing = [finding for finding in found.values() if dismissal_key(finding) not in dismissed]
    return sorted(standing, key=lambda f: (-f.severity.rank, f.file, f.sheet, f.subject, f.period, f.cell, f.rule))
