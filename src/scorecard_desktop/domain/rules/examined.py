"""An indicator under examination: its figures prepared once, for all the checks that are made of it."""

from __future__ import annotations

import re
from functools import cached_property

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind, general_first, order_of, period_from_code
from scorecard_desktop.domain.target import Target, Tolerance
from scorecard_desktop.domain.terms import terms_of
from scorecard_desktop.domain.track_record import TrackRecord

Figures = list[Observation]


class Examined:
    """One indicator with what the checks read of it, each part worked out when the first of them asks for it.

    It holds for as long as its book does not change. ``figures`` are those of every period and area.
    """

    def __init__(self, book: Book, indicator: Indicator) -> None:
        self.book = book
        self.indicator = indicator
        self.figures: Figures = book.of(Observation, indicator.id)

    @cached_property
    def series(self) -> list[Figures]:
        """The figures that are numbers, those of each area and kind of period by themselves."""
        found: dict[tuple[str, PeriodKind], Figures] = {}
        area, kind, together = "", None, Figures()
        for figure in self.figures:
            if figure.value is None:
                continue
            its_kind = period_from_code(figure.period).kind
            if figure.area != area or its_kind is not kind:
                area, kind = figure.area, its_kind
                together = found.setdefault((area, its_kind), [])
            together.append(figure)
        return list(found.values())

    @cached_property
    def marked(self) -> Figures:
        """The council's own numbers that the sheet coloured or gave an arrow, oldest first."""
        found = [
            figure
            for figure in self.figures
            if (figure.sheet_rag or figure.sheet_movement or figure.sheet_merit)
            and not figure.area
            and figure.value is not None
        ]
        return sorted(found, key=lambda figure: order_of(figure.period))

    @cached_property
    def targets(self) -> list[Target]:
        """The target for every period, and those of single ones, oldest first."""
        found = self.book.of(Target, self.indicator.id)
        if len(found) < 2:
            return found
        return sorted(found, key=lambda target: general_first(target.period))

    @property
    def tolerance(self) -> Tolerance | None:
        """The tolerance that holds for it."""
        return terms_of(self.book, self.indicator).tolerance

    @cached_property
    def track(self) -> TrackRecord:
        """Its figures, rated and compared with those before."""
        return TrackRecord(self.book, self.indicator)

    @cached_property
    def is_share(self) -> bool:
        """Whether its percentage is a part of a whole."""
        return self.indicator.unit is Unit.PERCENT and _MAY_PASS_A_HUNDRED.search(self.indicator.name) is None


_MAY_PASS_A_HUNDRED = re.compile(
    r"\bchange\b|\bvariance\b|\b(?:increase|decrease|reduction|rise|growth|fall) (?:in|on|since|from|against|over)\b"
    r"|\bof (?:the |its |our )?(?:\w+ )?(?:target|budget|plan|baseline|capacity|allocation|forecast)\b"
    r"|\bof (?:the )?(?:planned|expected|projected|profiled?)\b|\bof (?:the )?\w+(?: \w+)? (?:due|debit|charged)\b"
    r"|\bturnover\b|\boccupancy\b|\bcompared (?:to|with)\b|\bagainst (?:the )?(?:target|budget|plan)\b",
    re.IGNORECASE,
)
"""Names of percentages that are not shares of a whole, and so may lie outside 0 to 100."""
