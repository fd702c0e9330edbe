"""Rounding of counts in a public version: what is shown, and which numbers may stand behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.observation import Observation

_PLACES = 4


def rounded_to_base(number: int, base: int) -> int:
    """The nearest multiple of ``base``, halves up."""
    return (2 * number + base) // (2 * base) * base


def behind(shown: int, base: int) -> tuple[int, int]:
    """The least and the greatest whole number that are shown as ``shown`` when rounded to ``base``."""
    least = -((base - 2 * shown) // 2)
    return max(0, least), (2 * shown + base - 1) // 2


def rounded(figure: Observation, unit: Unit, base: int) -> Observation | None:
    """A figure as it is shown where counts are rounded; None where nothing is left of it to show.

    A percentage or rate is worked out again from the rounded counts, so that it tells no more than they do.
    """
    if base == 1 or figure.value is None:
        return figure
    if unit in (Unit.COUNT, Unit.NUMBER):
        if figure.value != figure.value.to_integral_value():
            return figure
        return replace(figure, value=Decimal(rounded_to_base(int(figure.value), base)))
    if figure.numerator is None and figure.denominator is None:
        return figure
    over, under = (
        None if one is None else Decimal(rounded_to_base(int(one), base))
        for one in (figure.numerator, figure.denominator)
    )
    if over is None or not under or not figure.numerator or not figure.denominator:
        return None if not under or over is None else replace(figure, numerator=over, denominator=under)
    per = figure.value * figure.denominator / figure.numerator
    scale = Decimal(100) if unit is Unit.PERCENT else Decimal(1).scaleb(int(per.log10().to_integral_value()))
    return replace(figure, value=round(over * scale / under, _PLACES), numerator=over, denominator=under)
