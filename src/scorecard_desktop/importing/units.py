"""What an indicator's figures count and to how many places, by the majority of what the sheet shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import lru_cache

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.reading import read_figure, read_ratio, unit_from_name
from scorecard_desktop.importing.known_words import Words
from scorecard_desktop.importing.values import Scale, hundredfold, other_scale
from scorecard_desktop.importing.workbook import Cell, CellKind

_PLACES = re.compile(r"[-(£\s]*[\d,]+(?:\.(\d+))?")
_MOST_DECIMALS = 4
_GENERAL_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with its decimals. ``evident`` is false where nothing on the sheet tells, and the unit is a guess."""

    unit: Unit
    decimals: int
    evident: bool
    against_name: bool = False


@dataclass(slots=True)
class Seen:
    """What some cells show of their figures, each looked at once.

    ``percent``, ``money`` and ``plain`` count those that are shown so, ``places`` the decimals that are shown, and
    ``finer`` those of cells without a format of their own too; ``bare`` are numbers without a percent sign, ``shown``
    those with one that is typed, ``fractions`` those that their format shows as percentages, ``measures`` the words of
    measure beside them. ``cells`` is how many there are.
    """

    cells: int = 0
    percent: int = 0
    money: int = 0
    plain: int = 0
    places: dict[int, int] = field(default_factory=dict)
    finer: dict[int, int] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    shown: list[Decimal] = field(default_factory=list)
    bare: list[Decimal] = field(default_factory=list)
    fractions: list[Decimal] = field(default_factory=list)

    @property
    def unit(self) -> Unit | None:
        """PERCENT or MONEY where most of the figures are shown as such, NUMBER where they are plain; None for none."""
        votes = self.percent + self.money + self.plain
        if not votes:
            return None
        if self.percent * 2 > votes:
            return Unit.PERCENT
        return Unit.MONEY if self.money * 2 > votes else Unit.NUMBER

    @property
    def decimals(self) -> int:
        """The commonest number of places shown; the more of two that are as common."""
        return _commonest(self.places)

    @property
    def finest(self) -> int:
        """The commonest number of places, as many as there are: 0.913, a fraction, is 91.3%."""
        return _commonest(self.finer)

    @property
    def all_whole(self) -> bool:
        """Counts, none of which has a fraction: they are shown without decimals, whatever their cells' format."""
        values = [*self.bare, *self.fractions]
        return bool(values) and all(value == value.to_integral_value() for value in values)

    @property
    def whole_as_percentages(self) -> bool:
        """Counts whose whole row is formatted as percentages: 210 that shows as 21000%."""
        values = self.fractions
        return len(values) == self.cells and all(v == v.to_integral_value() for v in values) and max(values) > 1

    def scale(self, unit: Unit, words: Words, name: str = "") -> Scale:
        """The scale that the figures of a row, called ``name``, are written in; ``words`` stand for a symbol."""
        if unit is not Unit.PERCENT:
            return other_scale(unit, self.measures, words, name)
        return Scale(unit, (*self.shown, *map(hundredfold, self.fractions)), tuple(self.bare), words)


def seen_in(cells: Sequence[Cell], words: Words) -> Seen:
    """What the cells show; ``words`` are those that stand for a symbol."""
    seen = Seen(len(cells))
    for cell in cells:
        if cell.kind is CellKind.NUMBER:
            _look_at_number(seen, cell)
        elif cell.kind is CellKind.TEXT:
            _look_at_text(seen, cell, words)
    return seen


def _look_at_number(seen: Seen, cell: Cell) -> None:
    text = cell.text
    assert isinstance(cell.value, Decimal)  # as a number is
    if cell.percentage:
        seen.percent += 1
        seen.fractions.append(cell.value)
    else:
        seen.bare.append(cell.value)
        if "£" in text:
            seen.money += 1
        else:
            seen.plain += 1
    _count_places(seen, cell, text)


def _look_at_text(seen: Seen, cell: Cell, words: Words) -> None:
    text = cell.text.strip()
    figure = read_figure(text, words)
    value = figure.value if figure is not None else None
    ratio = read_ratio(text) is not None
    if figure is not None and value is not None:
        (seen.shown if figure.percent else seen.bare).append(value)
        if not ratio:
            if figure.percent:
                seen.percent += 1
            elif "£" in text:
                seen.money += 1
            else:
                seen.plain += 1
        if figure.unit:
            seen.measures.add(figure.unit.rstrip("s"))
    if not ratio:
        _count_places(seen, cell, text)


def _count_places(seen: Seen, cell: Cell, text: str) -> None:
    places = _places_shown(text)
    if places is None:
        return
    seen.finer[places] = seen.finer.get(places, 0) + 1
    if cell.number_format == "General":
        places = min(places, _GENERAL_DECIMALS)
    seen.places[places] = seen.places.get(places, 0) + 1


@lru_cache(maxsize=8192)  # percentages and small counts come again and again
def _places_shown(text: str) -> int | None:
    match = _PLACES.match(text)
    if match is None or (text[-1:].isalpha() and _is_in_thousands(text)):
        return None
    return min(len(match[1] or ""), _MOST_DECIMALS)


def _is_in_thousands(text: str) -> bool:
    """Whether a number is put in thousands or millions: the places of ``£1.2m`` are not those of pounds."""
    figure = read_figure(text)
    return figure is not None and figure.magnitude != 1


def _commonest(votes: Mapping[int, int]) -> int:
    """The commonest number of places; the more of two that are as common."""
    most = max(votes.values(), default=0)
    return max((places for places, count in votes.items() if count == most), default=0)


def measured(name: str, data_note: str, figures: Seen, others: Callable[[], Seen]) -> Measured:
    """The unit of an indicator: by its figures' formats, then its data note, its name, its target and benchmarks.

    ``others`` gives the cells of target, thresholds and benchmarks, which speak only where the figures do not.
    """
    by_format = figures.unit
    by_note = unit_from_data_note(data_note)
    by_name = unit_from_name(name)
    decimals = figures.decimals if figures.cells else others().decimals
    if by_format is Unit.NUMBER and (by_note or by_name) in (None, Unit.COUNT) and figures.all_whole:
        decimals = 0
    if by_format is Unit.PERCENT and (by_note or by_name) is Unit.COUNT and figures.whole_as_percentages:
        return Measured(Unit.COUNT, 0, evident=True)
    if by_format in (Unit.PERCENT, Unit.MONEY):
        counted = by_name is Unit.COUNT and (by_note or by_name) is Unit.COUNT
        return Measured(by_format, decimals, evident=True, against_name=counted and by_format is Unit.PERCENT)
    stated = by_note or by_name
    if stated is Unit.PERCENT and by_format is Unit.NUMBER:
        return Measured(Unit.PERCENT, decimals, evident=True)
    if stated is not None and (stated is not Unit.PERCENT or by_format is None):
        return Measured(stated, decimals, evident=True)
    if by_format is None:
        unit = others().unit
        return Measured(unit or Unit.NUMBER, decimals, evident=unit is not None)
    return Measured(Unit.NUMBER, decimals, evident=True)


_NOTE_WORDS: tuple[tuple[Unit, str], ...] = (
    (Unit.PERCENT, r"%|percent|per cent|proportion"),
    (Unit.RATE, r"\brate\b|\bper [\d,]+|ratio"),
    (Unit.MONEY, r"£|currency|cost|money|pounds"),
    (Unit.COUNT, r"\bcount\b|\bnumber of\b|^number$|^no\.?$|^integer$|^whole number$|^volume$|^#$"),
    (Unit.NUMBER, r"average|mean|median|maximum|minimum|days|decimal|score"),
)


@lru_cache(maxsize=1024)  # an officer's sheet has a few notes over and over
def unit_from_data_note(note: str) -> Unit | None:
    """What a data note such as ``Rolling rate`` or ``Percentage`` says; None where it does not say."""
    words = note.casefold().strip()
    return next((unit for unit, pattern in _NOTE_WORDS if words and re.search(pattern, words)), None)
