"""What is wrong in a book: every rule of rules.md, Findings, that can be told from the figures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity, dismissal_key
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.listed import RULES
from scorecard_desktop.domain.rules.rule import IndicatorRule, Rule


def check(book: Book, rules: tuple[Rule, ...] | None = None) -> list[Finding]:
    """Every finding that stands: those of the rules, then those that the imports left, without the dismissed.

    Gravest first, then by subject and period.
    """
    return standing(book, _made(book, RULES if rules is None else rules))


def _made(book: Book, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Rule by rule, although each indicator is prepared once and for all the rules that look at it."""
    of_indicators: dict[Rule, list[Finding]] = {}
    by_indicator = [(rule, of_indicators.setdefault(rule, [])) for rule in rules if isinstance(rule, IndicatorRule)]
    for indicator in book.all(Indicator) if by_indicator else ():
        examined = Examined(book, indicator)
        for rule, found in by_indicator:
            found.extend(rule.of(examined))
    for each in rules:
        yield from of_indicators[each] if each in of_indicators else each(book)


def standing(book: Book, made: Iterable[Finding]) -> list[Finding]:
    """What stands of the findings that rules have made and of those that the imports left, in the order of ``check``.

    Of two that are the same finding the first is kept.
    """
    left = book.all(Finding)
    nearer = {_about(finding): finding for finding in left if finding.rule in _TOLD_BY_THE_BOOK}
    headed_wrong = {finding.subject for finding in left if finding.rule == _PERIOD_ORDER}
    not_read = {_cell(finding) for finding in left if finding.rule in _NOT_READ and finding.cell}
    found: dict[tuple[str, ...], Finding] = {}
    for finding in made:
        if _follows_from_a_heading(finding) and finding.subject in headed_wrong:
            continue
        if finding.rule == _TOLERANCE and _cell(finding) in not_read:
            continue  # it lacks a threshold because the threshold could not be read
        placed = _placed(finding, nearer.get(_about(finding)))
        found.setdefault(placed.key, placed)
    for finding in left:
        if finding.rule not in _TOLD_BY_THE_BOOK:
            found.setdefault(finding.key, finding)
    dismissed = {dismissal.finding for dismissal in book.all(Dismissal)}
    rules = {text.partition("|")[0] for text in dismissed}
    kept = [one for one in found.values() if one.rule not in rules or dismissal_key(one) not in dismissed]
    return sorted(kept, key=lambda f: (-f.severity.rank, f.file, f.sheet, f.subject, f.period, f.cell, f.rule, f.key))


_TOLD_BY_THE_BOOK = frozenset(
    {"duplicate-indicator", "polarity-unknown", "score-mismatch", "target-date-passed", "out-of-range"}
)
"""What an import finds in the sheet and the book shows too: the book's own finding goes when it is mended.

The import knows the cell, where the book may know only the row.
"""
_IN_THE_SHEETS_WORDS = frozenset({"polarity-unknown"})


_PERIOD_ORDER = "period-order"
_TOLERANCE = "tolerance-polarity"
_NOT_READ = frozenset({"unmapped-text", "uncalculated"})


def _cell(finding: Finding) -> tuple[str, str, str]:
    return finding.file, finding.sheet, finding.cell


def _follows_from_a_heading(finding: Finding) -> bool:
    """Whether it is a gap between columns, which an import that found a wrong heading need not tell of as well."""
    return finding.rule == _PERIOD_ORDER and finding.severity is Severity.NOTE


def _about(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.indicator or finding.subject, finding.period


def _placed(finding: Finding, nearer: Finding | None) -> Finding:
    """What the book found, at the cell where an import found the same."""
    if nearer is None:
        return finding
    if finding.rule in _IN_THE_SHEETS_WORDS:
        return replace(nearer, severity=finding.severity)
    return replace(finding, file=nearer.file, sheet=nearer.sheet, cell=nearer.cell)
