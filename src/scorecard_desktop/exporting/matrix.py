"""The risk matrix: likelihood against impact, with the risks in their cells, and the words that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import RiskSettings, score_band
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.graphics import Anchor, Area, Label, Line, Measure, Shape, rag_mark

_SIZE = 8.5
_LEFT = 22.0
_BOTTOM = 26.0


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

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The matrix as shapes."""
        del measure
        size = self.settings.size
        wide, tall = (width - _LEFT) / size, (height - _BOTTOM) / size
        drawn: list[Shape] = []
        for likelihood in range(1, size + 1):
            y = _BOTTOM + (likelihood - 1) * tall
            drawn.append(Label((_LEFT - 6, y + tall / 2 - 3), str(likelihood), _SIZE, style.MUTED, Anchor.END))
            for impact in range(1, size + 1):
                drawn += self._cell(likelihood, impact, (_LEFT + (impact - 1) * wide, y, wide, tall))
        for impact in range(1, size + 1):
            x = _LEFT + (impact - 0.5) * wide
            drawn.append(Label((x, _BOTTOM - 11), str(impact), _SIZE, style.MUTED, Anchor.MIDDLE))
        drawn += [self._ring(risk, wide, tall) for risk in self.risks]
        drawn.append(Label((_LEFT, 3), "Impact →", _SIZE, style.TEXT, strong=True))
        drawn.append(Label((_LEFT + 56, 3), "Likelihood ↑", _SIZE, style.TEXT, strong=True))
        return tuple(drawn)

    def _cell(self, likelihood: int, impact: int, box: tuple[float, float, float, float]) -> list[Shape]:
        x, y, wide, tall = box
        score = likelihood * impact
        rag = score_band(score, self.settings)
        colours = style.CHIPS[rag]
        corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall))
        drawn: list[Shape] = [Area(corners, colours.tint, style.PAPER, 2.0)]
        drawn.append(Label((x + 6, y + tall - 12), str(score), _SIZE, colours.tint_ink))
        drawn.append(rag_mark(rag, (x + wide - 9, y + tall - 9), 6, colours.fill, colours.edge))
        for row, risk in enumerate(self.at(likelihood, impact)):
            at = (x + wide / 2, y + tall / 2 - 4 - 11 * row)
            drawn.append(Label(at, risk.number, _SIZE, style.TEXT, Anchor.MIDDLE, strong=True))
        return drawn

    def _ring(self, risk: PlacedRisk, wide: float, tall: float) -> Line:
        """The outline of a cell that holds a risk, over its neighbours."""
        x, y = _LEFT + (risk.impact - 1) * wide, _BOTTOM + (risk.likelihood - 1) * tall
        corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y))
        return Line(corners, style.TEXT, 1.2)


def alt_text(matrix: RiskMatrix) -> str:
    """What the matrix shows, risk by risk."""
    said = [
        f"{risk.number} at likelihood {risk.likelihood}, impact {risk.impact}, score {risk.likelihood * risk.impact} "
        f"({score_word(risk.likelihood * risk.impact, matrix.settings)})"
        for risk in sorted(matrix.risks, key=lambda r: -r.likelihood * r.impact)
    ]
    size = matrix.settings.size
    return f"Risk matrix, {size} by {size}, likelihood upwards and impact to the right: {'; '.join(said)}."


def score_word(score: int, settings: RiskSettings) -> str:
    """The band of a score in a word."""
    return {Rag.RED: "high", Rag.AMBER: "medium", Rag.GREEN: "low"}[score_band(score, settings)]
