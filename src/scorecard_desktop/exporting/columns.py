"""How wide the columns of a table are: from their content, to the width of the page."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard_desktop.domain.frozen import dataclass

_LOOSEST = 1.6
_NEARLY_FULL = 0.85


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for: ``least`` without breaking a word, ``natural`` without breaking a line, in points.

    ``weight`` is its appetite for spare width; 0 keeps it at its natural width.
    """

    least: float
    natural: float
    weight: float = 1.0


def column_widths(needs: Sequence[Need], width: float) -> list[float]:
    """Widths that add up to ``width``, or to less where the content is small.

    Where everything fits on one line, the spare width goes by weight, but not so much that the eye loses the row.
    Where it does not, each column has its least and a share of the rest by what it still lacks. Where not even the
    words fit, the widest columns give way first.
    """
    least = sum(need.least for need in needs)
    natural = sum(need.natural for need in needs)
    if natural <= width:
        spare = (width if natural * _LOOSEST > width * _NEARLY_FULL else natural * _LOOSEST) - natural
        appetite = sum(need.weight * need.natural for need in needs) or 1.0
        shares = [need.weight * need.natural / appetite for need in needs]
        if not any(need.weight for need in needs):
            shares = [1 / len(needs)] * len(needs)
        return [need.natural + spare * share for need, share in zip(needs, shares, strict=True)]
    if least <= width:
        return _between([need.least for need in needs], [need.natural for need in needs], needs, width)
    return _squeezed([need.least for need in needs], width)


def _between(least: list[float], natural: list[float], needs: Sequence[Need], width: float) -> list[float]:
    widths = list(least)
    open_columns = {i for i, need in enumerate(needs) if natural[i] > least[i]}
    spare = width - sum(widths)
    while spare > 0.01 and open_columns:
        hunger = {i: (natural[i] - widths[i]) ** 0.5 * max(needs[i].weight, 0.05) for i in open_columns}
        total = sum(hunger.values())
        given = 0.0
        for i in list(open_columns):
            share = min(spare * hunger[i] / total, natural[i] - widths[i])
            widths[i] += share
            given += share
            if natural[i] - widths[i] < 0.01:
                open_columns.discard(i)
        spare -= given
    return widths


def _squeezed(least: list[float], width: float) -> list[float]:
    """The least widths, the widest cut to one bound so that all add up to ``width``."""
    remaining, rest = width, sorted(least)
    bound = 0.0
    for index, one in enumerate(rest):
        bound = remaining / (len(rest) - index)
        if one > bound:
            break
        remaining -= one
    return [min(one, bound) for one in least]
