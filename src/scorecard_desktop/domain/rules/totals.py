"""Totals within a scorecard that are not the sum of their parts: categories of one thing, and areas of the council.

That some rows are the parts of another is told by their names, and believed only where the figures bear it out: what
does not add up anywhere is no table of categories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scorecard_desktop.domain.adding_up import rounded_to, sum_allowance
from scorecard_desktop.domain.aggregation import areas_of, differences_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import show, significant_decimals
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rules.categories import Categories, adds_up, tables_of
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_figure, each_group, period_words
from scorecard_desktop.domain.settings import AGGREGATE_LOCALITIES, value_of

_FEWEST_PARTS = 2
ADVICE = "Correct the total or the figures that it adds up, or say in the comment why they differ."
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total in one period, and the figures that should give it."""

    total: Observation
    stated: Decimal
    parts: tuple[Decimal, ...]

    @property
    def added(self) -> Decimal:
        """What the parts come to."""
        return sum(self.parts, Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether rounding alone can explain what parts the two."""
        return abs(self.stated - self.added) <= sum_allowance(self.stated, self.parts)

    @property
    def exact(self) -> bool:
        """Whether the two are the same."""
        return self.stated == self.added

    @property
    def rounded_to(self) -> int:
        """What all of its figures are multiples of: 10, 5 or else 1."""
        return rounded_to((self.stated, *self.parts))

    @property
    def near(self) -> bool:
        """Out by so little that a slip is likelier than another meaning."""
        return abs(self.stated - self.added) <= abs(self.stated) * _NEAR


@each_group(tables_of)
def category_casting(book: Book, table: Categories) -> Iterator[Finding]:
    """A row “Total …” that is not the sum of the rows of its section that count the same by category."""
    sums = []
    for observation in book.of(Observation, table.total.id):
        found = [book.observation(part.id, observation.period, observation.area) for part in table.parts]
        values = [one.value for one in found if one is not None and one.value is not None]
        if observation.value is not None and len(values) == len(table.parts):
            sums.append(Sum(observation, observation.value, tuple(values)))
    if not (borne_out(sums) or (table.together and _near_enough(sums))):
        return
    named = f"the {len(table.parts)} rows that it totals add"
    for wrong in sums:
        if not wrong.holds:
            yield casting_finding(table.total, wrong, named)


@IndicatorRule
def derived_casting(examined: Examined) -> Iterator[Finding]:
    """A figure that was entered and is not what its parts make, where the settings say of what it is made."""
    for difference in differences_of(examined.book, examined.indicator):
        yield about_figure(
            "casting", Severity.ERROR, examined.indicator, difference.observation, difference.sentence, ADVICE
        )


@IndicatorRule
def area_casting(examined: Examined) -> Iterator[Finding]:
    """A count for the whole council that is not the sum of its areas’, where in other periods it is.

    What holds of one indicator is not borne out by another: some cases belong to no area. Where the settings say that
    the areas make the council, nothing need bear it out: ``derived_casting`` sees to it.
    """
    indicator = examined.indicator
    if not adds_up(indicator.unit) or value_of(examined.book, AGGREGATE_LOCALITIES, indicator):
        return
    sums = list(_area_sums(examined))
    if borne_out(sums):
        for wrong in sums:
            if not wrong.holds:
                yield casting_finding(indicator, wrong, f"the {len(wrong.parts)} areas add")


def _area_sums(examined: Examined) -> Iterator[Sum]:
    book, indicator = examined.book, examined.indicator
    areas = areas_of(book, indicator)
    if len(areas) < _FEWEST_PARTS:
        return
    for whole in examined.figures:
        if whole.area or whole.value is None:
            continue
        found = [book.observation(indicator.id, whole.period, area) for area in areas]
        values = [one.value for one in found if one is not None and one.value is not None]
        if len(values) == len(areas):
            yield Sum(whole, whole.value, tuple(values))


def borne_out(sums: Sequence[Sum]) -> bool:
    """Whether the figures show that the parts make up the whole: some sums hold, and as many as do not.

    What holds only because its figures are round shows nothing where those of other periods are not.
    """
    all_round = rounded_to([figure for one in sums for figure in (one.stated, *one.parts)]) > 1
    holding = sum(1 for one in sums if one.holds and (all_round or one.rounded_to == 1 or one.exact))
    return holding > 0 and holding * 2 >= len(sums)


_TOO_FEW_TO_TELL = 2


def _near_enough(sums: Sequence[Sum]) -> bool:
    """Whether each sum is within a tenth, and one of them is exact or there are too few to tell by."""
    return all(one.near for one in sums) and (len(sums) <= _TOO_FEW_TO_TELL or any(one.exact for one in sums))


def casting_finding(indicator: Indicator, wrong: Sum, named: str) -> Finding:
    """A total that is not its parts; ``named`` says what they are: ``the 3 rows that it totals add``."""
    decimals = max(significant_decimals(figure) for figure in (wrong.stated, *wrong.parts))

    def shown(value: Decimal) -> str:
        return show(value, indicator.unit, decimals)

    return about_figure(
        "casting",
        Severity.ERROR,
        indicator,
        wrong.total,
        f"{period_words(wrong.total.period)} is {shown(wrong.stated)}, but {named} {shown(wrong.added)}, a difference "
        f"of {shown(abs(wrong.stated - wrong.added))}.",
        ADVICE,
    )
