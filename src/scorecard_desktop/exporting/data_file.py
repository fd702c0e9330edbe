"""The figures of a pack as a table for other programs: a CSV file that goes with the paper.

It is made from the book that the pack is made from and from nothing else, so it can say no more than the pack does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import order_of, period_from_code
from scorecard_desktop.domain.publication import PublishedFigure
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.exporting.document import Attachment

NAME = "figures.csv"
HEADINGS = (
    "Scorecard",
    "Ref",
    "Indicator",
    "Area",
    "Period",
    "Period code",
    "Unit",
    "Value as shown",
    "Unrounded value",
    "Symbols",
    "Numerator",
    "Denominator",
    "Target",
    "Rating",
)
_DESCRIPTION = "The figures that this paper shows, one on each line, with targets and ratings (CSV, UTF-8)."
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SYMBOL = re.compile(r"\[[a-z]+\]")


def data_file(book: Book, figures: Iterable[PublishedFigure]) -> tuple[Attachment, ...]:
    """The figures that a pack shows as a file; none where it shows none."""
    lines = list(_lines(book, figures))
    if not lines:
        return ()
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(lines)
    return (Attachment(NAME, _DESCRIPTION, "text/csv", into.getvalue().encode("utf-8-sig")),)


def _lines(book: Book, figures: Iterable[PublishedFigure]) -> Iterator[tuple[str, ...]]:
    """The figures by scorecard and indicator in the officers' order, oldest first, each once."""
    cards = {card.id: number for number, card in enumerate(book.scorecards())}
    once = {(figure.indicator, figure.period, figure.area): figure for figure in figures}
    known = [(book.get(Indicator, figure.indicator), figure) for figure in once.values()]
    for indicator, figure in sorted(
        ((indicator, figure) for indicator, figure in known if indicator is not None),
        key=lambda pair: (
            cards.get(pair[0].scorecard, len(cards)),
            pair[0].order,
            pair[0].id,
            pair[1].area,
            order_of(pair[1].period),
        ),
    ):
        yield _line(book, indicator, figure)


def _line(book: Book, indicator: Indicator, figure: PublishedFigure) -> tuple[str, ...]:
    card = book.get(Scorecard, indicator.scorecard)
    target = book.target(indicator.id, figure.period)
    period = period_from_code(figure.period)
    observation = book.observation(indicator.id, figure.period, figure.area)
    shorthand = [figure.symbol.shorthand] if figure.symbol is not None else _SYMBOL.findall(figure.text)
    return (
        _words(card.name if card is not None else ""),
        _words(indicator.ref),
        _words(indicator.name),
        _words(figure.area),
        _words(period.label),
        period.code,
        indicator.unit.value,
        _words(figure.text),
        _number(figure.value),
        " ".join(shorthand),
        _number(observation.numerator if observation is not None else None),
        _number(observation.denominator if observation is not None else None),
        _words(target.show(indicator.unit, max(indicator.decimals, 2)) if target is not None else ""),
        "" if figure.rag is Rag.NONE else figure.rag.value,
    )


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _words(words: str) -> str:
    """Words that no spreadsheet takes for a formula; a figure below zero stays one."""
    is_number = re.fullmatch(r"-£?[\d,.]+%?", words) is not None
    return f"'{words}" if words.startswith(_FORMULA) and not is_number else words
