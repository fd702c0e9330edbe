"""Where the figures come from, and how the ratings are made."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.scorecard import SourceFile
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from scorecard_desktop.exporting.document import Block, Heading, ItemList, Section, para, text
from scorecard_desktop.exporting.reported import ReportedScorecard


def sources_appendix(book: Book, cards: Sequence[ReportedScorecard]) -> list[Section]:
    """The rules of rating that the scorecards use, and the files that were read."""
    blocks: list[Block] = [Heading(2, "Ratings and sources", key="sources")]
    if cards:
        blocks += [Heading(3, "How ratings are made", listed=False), *_ratings(book, cards)]
    files = sorted({source.name for source in book.all(SourceFile)})
    if files:
        blocks += [
            Heading(3, "Sources", listed=False),
            para("The figures were read from these files:"),
            ItemList(tuple(text(name) for name in files)),
        ]
    return [Section(tuple(blocks))] if len(blocks) > 1 else []


def _ratings(book: Book, cards: Sequence[ReportedScorecard]) -> list[Block]:
    blocks: list[Block] = [
        para(
            "A figure that meets its target is green. How far it may miss and still be amber is its tolerance; "
            "beyond that it is red. An indicator without a target, or for which neither higher nor lower is better, "
            "is not rated. The direction of travel compares unrounded figures with the period before."
        )
    ]
    items = []
    for card in cards:
        own = book.get(Tolerance, Scope.SCORECARD.value, card.scorecard.id)
        council = book.get(Tolerance, Scope.COUNCIL.value, "")
        single = sum(row.tolerance is not None and row.tolerance.scope is Scope.INDICATOR for row in card.rows)
        said = _tolerance(own or council)
        if single:
            said = (f"{said} " if own or council else "") + f"{single} of its indicators have tolerances of their own."
        items.append(text(f"{card.scorecard.name}: {said}"))
    blocks.append(ItemList(tuple(items)))
    return blocks


def _tolerance(tolerance: Tolerance | None) -> str:
    if tolerance is None:
        return "no tolerance is set, so a figure that misses its target is red."
    match tolerance.kind:
        case ToleranceKind.RELATIVE if tolerance.margin is not None:
            return f"amber up to {plain(tolerance.margin)}% of the target worse than the target."
        case ToleranceKind.ABSOLUTE if tolerance.margin is not None:
            return f"amber up to {plain(tolerance.margin)} worse than the target, in the indicator’s own unit."
        case ToleranceKind.LAST_YEAR if tolerance.margin is not None:
            return (
                f"amber up to {plain(tolerance.margin)}% of the target worse than the target, and beyond that where "
                "the figure is no worse than a year earlier."
            )
        case ToleranceKind.FLOOR if tolerance.floor is not None:
            return f"amber down to a floor of {plain(tolerance.floor)}."
        case _:
            return "amber between the red and the green threshold."
