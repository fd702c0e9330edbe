"""The words that stand for a symbol in the sheets of one council: those seen anywhere, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.reading import SYMBOL_WORDS
from scorecard_desktop.domain.settings import symbol_words
from scorecard_desktop.importing.identity import same_name

Words = Mapping[str, Symbol]
"""Words in lower case, and the symbols that they stand for."""


@dataclass(frozen=True)
class KnownWords:
    """The words that hold for the whole council, for scorecards by their names, and for indicators by their ids."""

    council: Words = field(default_factory=lambda: SYMBOL_WORDS)
    of_scorecards: Mapping[str, Words] = field(default_factory=dict)
    of_indicators: Mapping[str, Words] = field(default_factory=dict)

    def of_scorecard(self, name: str) -> Words:
        """Those of a scorecard that is known by its name; the council's for another."""
        return self.of_scorecards.get(same_name(name), self.council)

    def of_indicator(self, identity: str) -> Words:
        """Those of an indicator that is known; the council's for another."""
        return self.of_indicators.get(identity, self.council)


SEEN_ANYWHERE = KnownWords()


def known_words(book: Book) -> KnownWords:
    """What the settings of a book say."""
    council = symbol_words(book)
    own = {card.id: words for card in book.scorecards() if (words := symbol_words(book, card.id)) != council}
    return KnownWords(
        council,
        {same_name(card.name): own[card.id] for card in book.scorecards() if card.id in own},
        {indicator.id: own[card] for card in own for indicator in book.of(Indicator, card)},
    )
