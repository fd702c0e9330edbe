"""The localities side by side: a small chart each, all on one scale, so that heights may be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.pictures.areas import Areas
from scorecard_desktop.domain.pictures.picture import LineKind, Picture
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.axis import Scale, scale_words
from scorecard_desktop.exporting.edge_labels import LEADING, EdgeLabel, wrapped
from scorecard_desktop.exporting.graphics import Anchor, Disc, Label, Line, Measure, Shape
from scorecard_desktop.exporting.picture_chart import scale_of
from scorecard_desktop.exporting.plot import SIZE, Plot, scale_lines
from scorecard_desktop.exporting.wording import signed

_COLUMNS = 3
_WIDE = 118.0
"""The least width of a small chart with its words."""
_TALL, _LOW = 0.255, 78.0
_GAP = 12.0
_TITLE = 13.0
_FOOT = 15.0


@dataclass(frozen=True, slots=True)
class SmallMultiples:
    """A small chart for each picture; a picture's earlier line is the whole council's, drawn beneath its own."""

    pictures: tuple[Picture, ...]
    unit: Unit
    decimals: int

    @property
    def scale(self) -> Scale:
        """The one scale of all."""
        return scale_of(self.pictures, self.unit)

    @property
    def scale_words(self) -> str:
        """What must be said of the scale where it does not hold zero."""
        return scale_words(self.scale, lambda end: signed(show(end, self.unit, significant_decimals(end))))

    @property
    def share(self) -> float:
        """How tall it asks to be, as a share of its width."""
        return _TALL * -(-len(self.pictures) // _COLUMNS)

    def _columns(self, width: float) -> int:
        """As many side by side as keep room for their words."""
        return max(1, min(_COLUMNS, len(self.pictures), int(width / _WIDE)))

    def least_height(self, width: float, measure: Measure) -> float:
        """A row of charts beneath another, each high enough to be read."""
        columns = self._columns(width)
        lines = max(len(self._title(picture, width / columns - _GAP, measure)) for picture in self.pictures)
        return (_LOW + LEADING * (lines - 1)) * -(-len(self.pictures) // columns)

    def _title(self, picture: Picture, wide: float, measure: Measure) -> tuple[str, ...]:
        return wrapped(EdgeLabel(Decimal(0), picture.title, style.TEXT, strong=True), wide, SIZE, measure)

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The charts as shapes, in rows from the upper left."""
        places = max(significant_decimals(tick) for tick in self.scale.ticks)
        ticks = [signed(show(tick, self.unit, places)) for tick in self.scale.ticks]
        ticks = _thinned(ticks)
        margin = max(measure(words, SIZE) for words in ticks) + 8
        columns = self._columns(width)
        rows = -(-len(self.pictures) // columns)
        wide = (width - margin - _GAP * (columns - 1)) / columns
        tall = height / rows
        titles = [self._title(picture, wide, measure) for picture in self.pictures]
        under = _TITLE + LEADING * (max(map(len, titles)) - 1)
        drawn: list[Shape] = []
        for at, (picture, title) in enumerate(zip(self.pictures, titles, strict=True)):
            column, row = at % columns, at // columns
            left, top = margin + column * (wide + _GAP), height - row * tall
            drawn += [
                Label((left, top - _TITLE - LEADING * line), said, SIZE, style.TEXT, strong=True)
                for line, said in enumerate(title)
            ]
            beside = ticks if column == 0 else [""] * len(ticks)
            drawn += self._one(picture, (left, top - tall), (wide, tall - under), beside, measure)
        return tuple(drawn)

    def _one(
        self,
        picture: Picture,
        corner: tuple[float, float],
        size: tuple[float, float],
        ticks: Sequence[str],
        measure: Measure,
    ) -> Iterator[Shape]:
        (left, bottom), (wide, tall) = corner, size
        known = [(spot.at, spot.value) for spot in picture.spots if spot.value is not None]
        last = self._shown(known[-1][1])
        room = measure(last, SIZE, strong=True) + 6
        plot = Plot(left, left + wide - room, bottom + _FOOT, bottom + tall - 9, len(picture.headings), self.scale)
        yield from scale_lines(plot, ticks)
        yield Label((plot.x(0), bottom + 4), picture.headings[0], SIZE, style.MUTED)
        if len(picture.headings) > 1:
            yield Label((plot.right, bottom + 4), picture.headings[-1], SIZE, style.MUTED, Anchor.END)
        for line in sorted(picture.lines, key=lambda one: one.kind is LineKind.FIGURES):
            is_own = line.kind is LineKind.FIGURES
            for path in plot.paths(line.levels):
                if len(path) > 1:
                    yield Line(path, style.SERIES[0] if is_own else style.MUTED, 1.7 if is_own else 0.8)
        for place, value in known:
            yield Disc((plot.x(place), plot.y(value)), 1.5 if place != known[-1][0] else 2.6, style.SERIES[0])
        at = (max(plot.x(known[-1][0]) + 5, plot.right + 2), plot.y(known[-1][1]) - 3)
        yield Label(at, last, SIZE, style.SERIES[0], strong=True)

    def _shown(self, value: Decimal) -> str:
        return signed(show(value, self.unit, self.decimals))


def _thinned(ticks: list[str]) -> list[str]:
    """The words of every other tick, the lowest and the highest among them where that can be: the charts are low."""
    return [words if at % 2 == 0 else "" for at, words in enumerate(ticks)] if len(ticks) > 4 else ticks


def multiples_alt(title: str, areas: Areas, chart: SmallMultiples) -> str:
    """What the small charts show, in words; the table after them has each figure."""
    names = ", ".join(picture.title for picture in areas.pictures)
    said = [f"Small line charts of {title} on one scale, one for each locality: {names}.", areas.sentence]
    said.append(areas.small_print)
    if chart.scale_words:
        said.append(f"{chart.scale_words[0].upper()}{chart.scale_words[1:]}.")
    return " ".join(one for one in said if one)
