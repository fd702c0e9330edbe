"""Figures that differ from those that a published pack showed (rules.md, Published pack)."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.rules.rule import Rule, about_figure, figure_words


def restated_since(published: Book, pack: str) -> Rule:
    """The check that finds what has been restated since a pack: its snapshot, and the name that officers know it by.

    What was awaited then is no restatement when it comes. A figure that has been taken out is one.
    """

    def restated(book: Book) -> Iterator[Finding]:
        for shown in published.all(Observation):
            now = book.get(Observation, *shown.key)
            indicator = book.get(Indicator, shown.indicator)
            if indicator is None or (shown.value is None and shown.symbol is None):
                continue
            if now is not None and (now.value, now.symbol) == (shown.value, shown.symbol):
                continue
            said = figure_text(shown, indicator)
            says = figure_text(now, indicator) or "no figure"
            yield about_figure(
                "restated",
                Severity.NOTE,
                indicator,
                now if now is not None else shown,
                f"{figure_words(shown)} is {says}, but {pack} showed {said}.",
                "Say why it was restated; the next pack lists it with [r]. If it is a slip, put the figure back.",
            )

    return restated
