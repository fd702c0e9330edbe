"""The risk matrix: likelihood against impact, with the risks in their cells, and the words that say the same."""

from __future__ import annotations

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import RiskSettings, score_band
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.graphics import Anchor, Area, Label, Line, Measure, Shape, rag_mark

_SIZE = 9.0
_NUMBER_SIZE = 10.0
_LEADING = 12.5
_LEFT = 22.0
_BOTTOM = 30.0
_TOP = 16.0
_OVER_NUMBERS = 14.0
_HIGHEST = 1.15
_APPETITE = 2.6
"""How wide the line of the risk appetite is."""


@dataclass(frozen=True, slots=True)
class PlacedRisk:
    """A risk at its current likelihood and impact."""

    number: str
    likelihood: int
    impact: int


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """The picture. Likelihood rises upwards, impact to the right."""

    risks: tuple[PlacedRisk, ...]
    settings: RiskSettings

    def at(self, likelihood: int, impact: int) -> tuple[PlacedRisk, ...]:
        """The risks of one cell."""
        return tuple(r for r in self.risks if (r.likelihood, r.impact) == (likelihood, impact))

    def least_height(self, width: float, measure: Measure) -> float:
        """What the matrix needs so that every cell holds its risks; never much higher than it is wide."""
        size = self.settings.size
        wide = (width - _LEFT) / size - 8
        cells = {(risk.likelihood, risk.impact) for risk in self.risks}
        most = max((len(_filled(self._numbers(*cell), wide, measure)) for cell in cells), default=1)
        return min(_BOTTOM + _TOP + size * (_OVER_NUMBERS + _LEADING * most + 4), _HIGHEST * width)

    def _numbers(self, likelihood: int, impact: int) -> list[str]:
        return [risk.number for risk in self.at(likelihood, impact)]

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The matrix as shapes."""
        size = self.settings.size
        wide, tall = (width - _LEFT) / size, (height - _BOTTOM - _TOP) / size
        drawn: list[Shape] = []
        for likelihood in range(1, size + 1):
            y = _BOTTOM + (likelihood - 1) * tall
            drawn.append(Label((_LEFT - 6, y + tall / 2 - 3), str(likelihood), _SIZE, style.MUTED, Anchor.END))
            for impact in range(1, size + 1):
                drawn += self._cell(likelihood, impact, (_LEFT + (impact - 1) * wide, y, wide, tall), measure)
        for impact in range(1, size + 1):
            x = _LEFT + (impact - 0.5) * wide
            drawn.append(Label((x, _BOTTOM - 12), str(impact), _SIZE, style.MUTED, Anchor.MIDDLE))
        drawn += [self._ring(risk, wide, tall) for risk in self.risks]
        drawn += self._appetite(wide, tall)
        middle = _LEFT + (width - _LEFT) / 2
        drawn.append(Label((middle, 3), "Impact →", _SIZE, style.TEXT, Anchor.MIDDLE, strong=True))
        drawn.append(Label((0, height - _SIZE), "Likelihood ↑", _SIZE, style.TEXT, strong=True))
        return tuple(drawn)

    def _cell(
        self, likelihood: int, impact: int, box: tuple[float, float, float, float], measure: Measure
    ) -> list[Shape]:
        x, y, wide, tall = box
        score = likelihood * impact
        rag = score_band(score, self.settings)
        colours = style.CHIPS[rag]
        corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall))
        drawn: list[Shape] = [Area(corners, colours.tint, style.PAPER, 2.0)]
        drawn.append(Label((x + 6, y + tall - 13), str(score), _SIZE, colours.tint_ink))
        drawn.append(rag_mark(rag, (x + wide - 10, y + tall - 10), 7, colours.fill, colours.edge))
        room = tall - _OVER_NUMBERS
        lines = _lines(self._numbers(likelihood, impact), wide - 8, room, measure)
        at = y + (room + _LEADING * len(lines)) / 2 - _NUMBER_SIZE + 1
        for line in lines:
            drawn.append(Label((x + wide / 2, at), line, _NUMBER_SIZE, style.TEXT, Anchor.MIDDLE, strong=True))
            at -= _LEADING
        return drawn

    def _appetite(self, wide: float, tall: float) -> list[Line]:
        """The line between the scores that the council is content to carry and those that it is not."""
        size, most = self.settings.size, self.settings.appetite
        if most is None:
            return []
        drawn: list[Line] = []
        for likelihood in range(1, size + 1):
            for impact in range(1, size + 1):
                if likelihood * impact > most:
                    continue
                x, y = _LEFT + (impact - 1) * wide, _BOTTOM + (likelihood - 1) * tall
                if likelihood < size and (likelihood + 1) * impact > most:
                    drawn.append(Line(((x, y + tall), (x + wide, y + tall)), style.TEXT, _APPETITE))
                if impact < size and likelihood * (impact + 1) > most:
                    drawn.append(Line(((x + wide, y), (x + wide, y + tall)), style.TEXT, _APPETITE))
        return drawn

    def _ring(self, risk: PlacedRisk, wide: float, tall: float) -> Line:
        """The outline of a cell that holds a risk, over its neighbours."""
        x, y = _LEFT + (risk.impact - 1) * wide, _BOTTOM + (risk.likelihood - 1) * tall
        corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y))
        return Line(corners, style.TEXT, 1.2)


def _filled(numbers: list[str], wide: float, measure: Measure) -> list[list[str]]:
    """The risks of a cell on lines as wide as it."""
    lines: list[list[str]] = []
    for number in numbers:
        longer = [*lines[-1], number] if lines else [number]
        if lines and measure(", ".join(longer), _NUMBER_SIZE, strong=True) <= wide:
            lines[-1] = longer
        else:
            lines.append([number])
    return lines


def _lines(numbers: list[str], wide: float, tall: float, measure: Measure) -> list[str]:
    """The risks of a cell on lines that fit it; where they do not all fit, the last says how many more there are."""
    lines = _filled(numbers, wide, measure)
    said = [", ".join(line) for line in lines]
    fit = max(int(tall / _LEADING), 1)
    if len(said) <= fit:
        return said
    left = sum(len(line) for line in lines[fit - 1 :])
    return [*said[: fit - 1], f"{left} risks" if fit == 1 else f"and {left} more"]


def alt_text(matrix: RiskMatrix) -> str:
    """What the matrix shows, risk by risk."""
    said = [
        f"{risk.number} at likelihood {risk.likelihood}, impact {risk.impact}, score {risk.likelihood * risk.impact} "
        f"({score_word(risk.likelihood * risk.impact, matrix.settings)})"
        for risk in sorted(matrix.risks, key=lambda r: -r.likelihood * r.impact)
    ]
    size, appetite = matrix.settings.size, matrix.settings.appetite
    line = f" A thick line marks the risk appetite, which is {appetite}." if appetite is not None else ""
    return f"Risk matrix, {size} by {size}, likelihood upwards and impact to the right: {'; '.join(said)}.{line}"


def score_word(score: int, settings: RiskSettings) -> str:
    """The band of a score in a word."""
    return {Rag.RED: "high", Rag.AMBER: "medium", Rag.GREEN: "low"}[score_band(score, settings)]
