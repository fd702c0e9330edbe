"""The order of a scorecard's indicators by one of its columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.process import process_of
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.target import Target, TargetKind
from scorecard_desktop.ui.models.arrangement import BY_RATING, Sorting
from scorecard_desktop.ui.models.columns import latest_benchmark

Key = tuple[Decimal | str | int, ...]
_MERITS = (Merit.WORSE, Merit.SAME, Merit.NONE, Merit.BETTER)
_ASSURANCES = (Assurance.FAILS, Assurance.HIT_OR_MISS, Assurance.PASSES)


class Order:
    """Sorts indicators as a ``Sorting`` asks; those without anything in its column stand last either way."""

    def __init__(
        self,
        ledger: Ledger,
        current: Period | None,
    ) -> None:
        self._ledger = ledger
        self._book = ledger.book
        self._current = current

    def sorted(self, indicators: list[Indicator], sorting: Sorting) -> list[Indicator]:
        """The indicators in that order; equal ones as the sheet has them."""
        if not sorting.column:
            return indicators
        keyed = [(self._key(indicator, sorting.column), indicator) for indicator in indicators]
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=lambda pair: pair[0] or (), reverse=sorting.descending)
        return [indicator for _, indicator in known] + [indicator for key, indicator in keyed if key is None]

    def _key(self, indicator: Indicator, column: str) -> Key | None:
        kind, _, which = column.partition(":")
        simple: dict[str, Callable[[], Key | None]] = {
            BY_RATING: lambda: self._rating(indicator),
            "ref": lambda: natural(indicator.ref),
            "name": lambda: natural(indicator.name),
            "directorate": lambda: natural(indicator.service),
            "officer": lambda: natural(indicator.lead_officer),
            "polarity": lambda: (indicator.polarity.words,),
            "period": lambda: self._figure(indicator, which),
            "benchmark": lambda: self._benchmark(indicator, which),
        }
        if kind in simple:
            return simple[kind]()
        return self._of_now(indicator, kind, self._current) if self._current is not None else None

    def _of_now(self, indicator: Indicator, kind: str, current: Period) -> Key | None:
        if kind == "target":
            return _level(self._book.target(indicator.id, current.code))
        if kind in ("variation", "assurance"):
            process = process_of(self._book, indicator, current)
            if process is None:
                return None
            if kind == "variation":
                return (_MERITS.index(process.variation.merit),)
            return (_ASSURANCES.index(process.assurance),) if process.assurance in _ASSURANCES else None
        row = self._ledger.row(indicator.id, current)
        if row is None or row.value is None or row.direction.earlier is None:
            return None
        if kind == "travel":
            return (_MERITS.index(row.direction.merit), row.value - row.direction.earlier)
        return (row.value - row.direction.earlier,)  # by its trend: how far it moved last

    def _rating(self, indicator: Indicator) -> Key | None:
        now = self._ledger.row(indicator.id, self._current) if self._current is not None else None
        return (-now.rating.rag.severity,) if now is not None and now.rating.rag is not Rag.NONE else None

    def _figure(self, indicator: Indicator, code: str) -> Key | None:
        row = self._ledger.row(indicator.id, period_from_code(code))
        return (row.value,) if row is not None and row.value is not None else None

    def _benchmark(self, indicator: Indicator, name: str) -> Key | None:
        found = latest_benchmark(self._book, indicator.id, name)
        return (found.value,) if found is not None and found.value is not None else None


def natural(text: str) -> Key | None:
    """Words and the numbers in them as a person sorts them, ``5.4`` before ``5.12``; None for nothing."""
    parts = re.split(r"(\d+)", text.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)) if text else None


def _level(target: Target | None) -> Key | None:
    if target is None or target.kind is TargetKind.TEXT:
        return None
    level = target.value if target.value is not None else target.low
    return (level,) if level is not None else None
