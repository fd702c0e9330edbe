"""Our figure beside those of others: statistical neighbours, the region, England."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.direction import direction
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.pictures.picture import Bar, BarKind, Line, LineKind, Picture, Spot
from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.target import Benchmark

_KIND = "Comparison"
_OURS = "Our figure"


def comparator_picture(row: RatedRow) -> Picture:
    """A bar for our figure and for each comparator that has one, best first; highest first where neither way is good.

    Each is compared with ours as a direction of travel would be, from its side: better than it, or worse.
    """
    indicator, value = row.indicator, row.value
    others = [one for one in row.benchmarks if one.value is not None]
    if value is None or not others:
        return Picture(_KIND, indicator.title, f"{indicator.title}: there is no figure of others to compare with.")
    figures = [(value, _OURS, row.period.label, "", BarKind.OURS)]
    figures += [
        (one.value, one.name, _when(one), _against(row, value, one), BarKind.OTHERS)
        for one in others
        if one.value is not None
    ]
    figures.sort(key=lambda figure: figure[0], reverse=indicator.polarity is not Polarity.LOW)
    dated = any(one.period for one in others)
    target = row.target.value if row.target is not None else None
    return Picture(
        _KIND,
        indicator.title,
        _sentence(row, value, others),
        tuple(name for _, name, _, _, _ in figures),
        ("",) * len(figures),
        tuple(
            Spot(at, amount, f"{name}: {_shown(amount, indicator)}") for at, (amount, name, *_) in enumerate(figures)
        ),
        (Line(LineKind.TARGET, f"Target {row.target_text}", (target,) * len(figures)),) if target is not None else (),
        columns=("Whose figure", "Figure", *(["Period"] if dated else []), "Ours against it"),
        rows=tuple(
            (name, _shown(amount, indicator), *([when] if dated else []), against)
            for amount, name, when, against, _ in figures
        ),
        bars=tuple(
            Bar(at, Decimal(0), amount, kind, _shown(amount, indicator))
            for at, (amount, _, _, _, kind) in enumerate(figures)
        ),
    )


def _shown(value: Decimal, indicator: Indicator) -> str:
    return show(value, indicator.unit, indicator.decimals)


def _when(benchmark: Benchmark) -> str:
    return period_from_code(benchmark.period).label if benchmark.period else "not stated"


def _against(row: RatedRow, value: Decimal, other: Benchmark) -> str:
    """``better``, ``worse``, ``the same``; ``higher`` or ``lower`` where neither way is good."""
    found = direction(value, other.value, row.indicator.polarity, row.target)
    if found.merit is Merit.NONE:
        return {"up": "higher", "down": "lower"}.get(found.movement.value, "the same")
    return found.merit.word


def _sentence(row: RatedRow, value: Decimal, others: list[Benchmark]) -> str:
    """``Our 81.7% in Apr 2018 is better than Nat. avg (79.0%); worse than Stat neigh avg (83.8%).``."""
    groups: dict[str, list[str]] = {}
    for one in others:
        if one.value is not None:
            groups.setdefault(_against(row, value, one), []).append(f"{one.name} ({_shown(one.value, row.indicator)})")
    parts = [f"{word} {'as' if word == 'the same' else 'than'} {_and(names)}" for word, names in groups.items()]
    return f"Our {_shown(value, row.indicator)} in {row.period.label} is {'; '.join(parts)}."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
