"""What keeps a public version from being published, as findings: the cell, what can be worked out, and the way out."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.disclosure.counted import Place
from scorecard_desktop.domain.disclosure.suppression import Unprotected
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code

_AS_MANY_AS_ARE_NAMED = 4


def unproven(book: Book, one: Unprotected) -> Finding:
    """The finding that a figure cannot be held back."""
    place, exposed, packs = one.exposed.place, one.exposed, one.packs
    if exposed.low is None or exposed.high is None:
        found = "it could not be proven in time that the figure cannot be worked out"
    elif exposed.low == exposed.high:
        found = f"the figure could be worked out as {exposed.low}"
    else:
        found = f"the figure could be worked out as {exposed.low} to {exposed.high}"
    why = [*exposed.why, *(pack for pack in packs if not any(each.startswith(pack) for each in exposed.why))]
    said = f" from {_listed(why)}" if why else ""
    figure, indicator = book.get(Observation, *place), book.get(Indicator, place[0])
    source = figure.source if figure is not None else None
    return Finding(
        "disclosure",
        Severity.ERROR,
        f"{place_words(book, place)}: {found}{said}.",
        _way_out(book, one),
        place[0],
        place[1],
        (indicator.title if indicator is not None else place[0]) + (f", {place[2]}" if place[2] else ""),
        source.file if source is not None else "",
        source.sheet if source is not None else "",
        source.cell if source is not None else "",
    )


def _way_out(book: Book, one: Unprotected) -> str:
    packs = one.packs
    leave_out = "leave the indicator out of the public version (disclosure.exempt)"
    if one.also:
        also = _listed([place_words(book, place) for place in one.also])
        return f"Hold back {also} as well (disclosure.hide), let it be chosen (disclosure.further), or {leave_out}."
    if packs:
        return (
            f"What {_listed(list(packs))} told cannot be taken back. If it never went to the public, say so (scorecard "
            "published --officers-only or --withdraw); otherwise "
            f"{leave_out}, or show the figure (disclosure.threshold)."
        )
    return f"Round the figures (disclosure.rounding), or {leave_out}."


def place_words(book: Book, place: Place) -> str:
    """``5.4 Children missing, Jul 2018, Breckland``."""
    indicator = book.get(Indicator, place[0])
    name = indicator.title if indicator is not None else place[0]
    return ", ".join(part for part in (name, period_from_code(place[1]).label, place[2]) if part)


def _listed(names: list[str]) -> str:
    if len(names) > _AS_MANY_AS_ARE_NAMED:
        names = [*names[: _AS_MANY_AS_ARE_NAMED - 1], f"{len(names) - _AS_MANY_AS_ARE_NAMED + 1} more"]
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
