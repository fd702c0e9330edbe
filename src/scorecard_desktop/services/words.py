"""Words that stand for a symbol in the council's own sheets: taught in one step, from a finding or by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import SYMBOL_WORDS
from scorecard_desktop.domain.target import Benchmark, Scope

STANDING = tuple(symbol for symbol in Symbol if not symbol.goes_with_a_value)
"""The symbols that words may stand for: those that stand in place of a figure."""

_NOT_IN_A_WORD = "=;\n"


def words_of(book: Book, finding: Finding) -> str:
    """The words that stand where a figure is due, and which nobody knows.

    Empty where the finding is of something else, or where they hold a number: that is a figure that was not understood.
    """
    if finding.rule != "unmapped-text" or not finding.indicator:
        return ""
    if finding.period:
        held = book.observation(finding.indicator, finding.period)
        return held.note if held is not None and _is_words(held) else ""
    benchmarks = book.of(Benchmark, finding.indicator)
    here = (b for b in benchmarks if b.source is not None and b.source.cell == finding.cell and _is_words(b))
    return next((b.note for b in here), "")


def teach(book: Book, words: str, symbol: Symbol, scorecard: str = "") -> ChangeSet:
    """Have words stand for a symbol from now on, on one scorecard or (unless said) everywhere.

    What stands in the book by those words already becomes the symbol, and the findings about it go. Raises Refusal
    where they are no words that a cell could hold, or the symbol goes beside a figure.
    """
    said = " ".join(words.split())
    if not said or any(character in said for character in _NOT_IN_A_WORD):
        raise Refusal("Type the words as they stand in the sheet, without “=” or “;”.")
    if symbol.goes_with_a_value:
        raise Refusal(f"{symbol.shorthand} goes beside a figure, so words cannot stand for it.")
    scope, owner = (Scope.SCORECARD, scorecard) if scorecard else (Scope.COUNCIL, "")
    held = book.get(Setting, scope.value, owner, SYMBOL_WORDS.name)
    changes = [Change(held, _with(held, scope, owner, said, symbol)), *_made_symbols(book, said, symbol, scorecard)]
    return change_set(f"“{said}” as {symbol.shorthand}", changes)


def _with(held: Setting | None, scope: Scope, owner: str, words: str, symbol: Symbol) -> Setting:
    """The setting with one pair more, or another symbol for words that it has; what cannot be read is left out."""
    pairs = [pair.strip() for pair in held.value.replace("\n", ";").split(";")] if held is not None else []
    kept = [pair for pair in pairs if pair and _readable(pair) and _key(pair.rpartition("=")[0]) != _key(words)]
    return Setting(scope, owner, SYMBOL_WORDS.name, "; ".join((*kept, f"{words} = {symbol.shorthand}")))


def _readable(pair: str) -> bool:
    try:
        SYMBOL_WORDS.entry.read(pair)
    except ValueError:
        return False
    return True


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()


def _is_words(held: Observation | Benchmark) -> bool:
    return held.value is None and held.symbol is None and bool(held.note) and re.search(r"\d", held.note) is None


def _made_symbols(book: Book, words: str, symbol: Symbol, scorecard: str) -> Iterator[Change]:
    indicators = book.indicators(scorecard) if scorecard else book.all(Indicator)
    mended: set[tuple[str, str]] = set()
    cells: set[str] = set()
    for indicator in indicators:
        written: list[Observation | Benchmark] = [*book.of(Observation, indicator.id)]
        written += book.of(Benchmark, indicator.id)
        for held in written:
            if _is_words(held) and _key(held.note).rstrip(".") == _key(words).rstrip("."):
                yield Change(held, replace(held, symbol=symbol, note=""))
                if isinstance(held, Observation):
                    mended.add((held.indicator, held.period))
                elif held.source is not None:
                    cells.add(f"{held.indicator} {held.source.cell}")
    for finding in book.all(Finding):
        about_it = (finding.indicator, finding.period) in mended or f"{finding.indicator} {finding.cell}" in cells
        if finding.rule == "unmapped-text" and about_it:
            yield Change(finding, None)
