"""The colours of the window, light, dark and of high contrast, and how their contrast is computed.

Text on its background reaches 4.5:1 and graphics 3:1 (WCAG 2.2 AA), with high contrast 7:1 and 4.5:1;
tests/ui/test_palette.py computes every pair.
"""

from __future__ import annotations

from collections.abc import Mapping

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag


@dataclass(frozen=True, slots=True)
class Tint:
    """Ink and the background that it is read on."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour that the window paints with, as ``#RRGGBB``."""

    name: str
    page: str
    surface: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    hover: str
    rags: Mapping[Rag, Tint]
    series: tuple[str, ...]

    def rag(self, rag: Rag) -> Tint:
        """The ink and tint of a rating."""
        return self.rags[rag]

    @property
    def benchmarks(self) -> tuple[str, ...]:
        """The colours of benchmark lines and their labels: of the series, those that are also read as text."""
        return self.series[2], self.series[4], self.muted

    def severity(self, severity: Severity) -> Tint:
        """The ink and tint of a finding's severity."""
        return self.rags[_SEVERITY_AS_RAG[severity]]

    def merit(self, merit: Merit) -> str:
        """The ink of a direction's arrow; what is the same or not rated stays muted."""
        rag = _MERIT_AS_RAG.get(merit)
        return self.muted if rag is None else self.rags[rag].ink


_SEVERITY_AS_RAG = {Severity.ERROR: Rag.RED, Severity.WARNING: Rag.AMBER, Severity.NOTE: Rag.NONE}
_MERIT_AS_RAG = {Merit.BETTER: Rag.GREEN, Merit.WORSE: Rag.RED}

LIGHT = Palette(
    name="light",
    page="#FFFFFF",
    surface="#F6F7F9",
    line="#DDE1E6",
    edge="#868E98",
    text="#1B1F24",
    muted="#57606A",
    accent="#12436D",
    on_accent="#FFFFFF",
    selection="#DCE8F4",
    hover="#ECEFF3",
    rags={
        Rag.GREEN: Tint("#0B5D3B", "#DDF2E4"),
        Rag.AMBER: Tint("#7A4300", "#FDEBC8"),
        Rag.RED: Tint("#9B1C1C", "#FBE0DF"),
        Rag.NONE: Tint("#4B5563", "#ECEFF3"),
    },
    series=("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"),
)

DARK = Palette(
    name="dark",
    page="#1A1D21",
    surface="#22262B",
    line="#363C44",
    edge="#7B8591",
    text="#E8EAED",
    muted="#A7B0BA",
    accent="#7FB8E6",
    on_accent="#0E1F2D",
    selection="#28405A",
    hover="#2B3036",
    rags={
        Rag.GREEN: Tint("#8FE0B4", "#143726"),
        Rag.AMBER: Tint("#F7C875", "#3D2C0A"),
        Rag.RED: Tint("#FFB3AE", "#4A1A1A"),
        Rag.NONE: Tint("#B6BEC8", "#2B3036"),
    },
    series=("#7FB8E6", "#4CC9BD", "#E58FBE", "#F79A6B", "#C9CDD2", "#C3AFE6"),
)

CONTRAST_LIGHT = Palette(
    name="contrast-light",
    page="#FFFFFF",
    surface="#FFFFFF",
    line="#595959",
    edge="#000000",
    text="#000000",
    muted="#1F1F1F",
    accent="#00277A",
    on_accent="#FFFFFF",
    selection="#FFE680",
    hover="#E6E6E6",
    rags={
        Rag.GREEN: Tint("#00401F", "#D9F7E4"),
        Rag.AMBER: Tint("#4A2800", "#FFE9B8"),
        Rag.RED: Tint("#7A0000", "#FFDEDC"),
        Rag.NONE: Tint("#1F1F1F", "#EDEDED"),
    },
    series=("#00277A", "#005A4C", "#6B0048", "#8A2F00", "#1F1F1F", "#4B2A8C"),
)

CONTRAST_DARK = Palette(
    name="contrast-dark",
    page="#000000",
    surface="#000000",
    line="#A6A6A6",
    edge="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    accent="#FFE500",
    on_accent="#000000",
    selection="#003A6B",
    hover="#262626",
    rags={
        Rag.GREEN: Tint("#8CFFB5", "#00331A"),
        Rag.AMBER: Tint("#FFD966", "#3D2C00"),
        Rag.RED: Tint("#FFB8B3", "#520000"),
        Rag.NONE: Tint("#F0F0F0", "#262626"),
    },
    series=("#7FD4FF", "#5CF0DC", "#FF9BD2", "#FFB183", "#FFFFFF", "#D6BEFF"),
)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, as WCAG 2.2 defines it."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
