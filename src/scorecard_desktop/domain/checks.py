"""What is wrong in a book: every rule of rules.md, Findings, that can be told from the figures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Dismissal, Finding, dismissal_key, dismisses_earlier
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rules import RULES, Examined, IndicatorRule, Rule


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
    found: dict[tuple[str, ...], Finding] = {}
    for finding in (*made, *(left for left in book.all(Finding) if left.rule not in _TOLD_BY_THE_BOOK)):
        found.setdefault(finding.key, finding)
    dismissed = {dismissal.finding for dismissal in book.all(Dismissal)}
    kept = [finding for finding in found.values() if dismissal_key(finding) not in dismissed]
    return sorted(kept, key=lambda f: (-f.severity.rank, f.file, f.sheet, f.subject, f.period, f.cell, f.rule))


_TOLD_BY_THE_BOOK = frozenset({"duplicate-indicator"})
"""What an import finds in the sheet and the book shows too: the book's own finding goes when it is mended."""


def dismissed_before(book: Book, finding: Finding) -> list[Dismissal]:
    """The dismissals of a finding that has come back since its figures changed, newest first: why it was let pass."""
    earlier = [dismissal for dismissal in book.all(Dismissal) if dismisses_earlier(dismissal, finding)]
    return sorted(earlier, key=lambda dismissal: dismissal.when, reverse=True)
