"""How the page looks: on a screen by day and in the dark, at any width, and printed."""

from __future__ import annotations

import re

from scorecard_desktop import resources
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.document import Meta

_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of the page. ``chips`` are fill, ink, tint and the ink on it; ``drawn`` answers to the paper's."""

    page: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    focus: str
    chips: dict[Rag, tuple[str, str, str, str]]
    merits: dict[Merit, str]
    drawn: dict[str, str]


def _paper_chip(rag: Rag) -> tuple[str, str, str, str]:
    one = style.CHIPS[rag]
    return one.fill, one.ink, one.tint, one.tint_ink


LIGHT = Palette(
    page=style.PAPER,
    surface=style.SURFACE,
    line=style.HAIRLINE,
    text=style.TEXT,
    muted=style.MUTED,
    accent=style.ACCENT,
    focus=style.ACCENT,
    chips={rag: _paper_chip(rag) for rag in Rag},
    merits=style.MERIT_INK,
    drawn={},
)

_DARK_CHIPS = {
    Rag.GREEN: ("#8FE0B4", "#0E2A1C", "#143726", "#8FE0B4"),
    Rag.AMBER: ("#F7C875", "#2E2107", "#3D2C0A", "#F7C875"),
    Rag.RED: ("#FFB3AE", "#3A1010", "#4A1A1A", "#FFB3AE"),
    Rag.NONE: ("#2B3036", "#E8EAED", "#1A1D21", "#B6BEC8"),
}

_DARK_MARKS = {Merit.BETTER: "#2A6494", Merit.WORSE: "#A5440C", Merit.NONE: "#6B4FA3"}

DARK = Palette(
    page="#1A1D21",
    surface="#22262B",
    line="#4A515B",
    text="#E8EAED",
    muted="#A7B0BA",
    accent="#7FB8E6",
    focus="#7FB8E6",
    chips=_DARK_CHIPS,
    merits={
        Merit.BETTER: _DARK_CHIPS[Rag.GREEN][3],
        Merit.WORSE: _DARK_CHIPS[Rag.RED][3],
        Merit.SAME: "#A7B0BA",
        Merit.NONE: "#A7B0BA",
    },
    drawn={
        style.TEXT: "#E8EAED",
        style.MUTED: "#A7B0BA",
        style.PAPER: "#1A1D21",
        style.HAIRLINE: "#59616C",
        style.GRIDLINE: "#363C44",
        style.BAND: "#1E3328",
        style.TOLERANCE: "#332A14",
        style.LIMITS: "#262B31",
        style.OTHERS: "#6E7885",
        **dict(zip(style.EARLIER, ("#3FC1B5", "#FF9A63", "#BFA6E8"), strict=True)),
        **{style.SPECIAL[merit].fill: fill for merit, fill in _DARK_MARKS.items()},
        style.SPECIAL[Merit.WORSE].edge: "#FF9A63",
        style.SPECIAL[Merit.NONE].edge: "#BFA6E8",
        **dict(zip(style.SERIES, ("#7FB8E6", "#3FC1B5", "#E58BBE", "#FF9A63", "#C2C7CE", "#BFA6E8"), strict=True)),
        **{
            paper: dark
            for rag in Rag
            for paper, dark in zip(
                (style.CHIPS[rag].tint, style.CHIPS[rag].tint_ink, style.CHIPS[rag].edge, style.CHIPS[rag].fill),
                (_DARK_CHIPS[rag][2], _DARK_CHIPS[rag][3], _DARK_CHIPS[rag][3], _DARK_CHIPS[rag][0]),
                strict=True,
            )
            if paper != style.PAPER
        },
    },
)


def style_sheet(meta: Meta) -> str:
    """The whole style sheet; ``meta`` gives the marking and the foot of printed pages."""
    return (
        f":root{{{_variables(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}\n"
        f"{_rules()}{_fractions()}{_chips()}{_pages(meta)}"
    )


def _rules() -> str:
    """The rules that are the same for every paper, without what is said of them."""
    written = resources.path("web/paper.css").read_text("utf-8")
    return _COMMENT.sub("", written)


def _variables(palette: Palette) -> str:
    said = {
        "page": palette.page,
        "surface": palette.surface,
        "line": palette.line,
        "text": palette.text,
        "muted": palette.muted,
        "accent": palette.accent,
        "focus": palette.focus,
        **{f"merit-{merit.value}": ink for merit, ink in palette.merits.items()},
        **{f"c{paper[1:].upper()}": dark for paper, dark in palette.drawn.items()},
    }
    for rag, (fill, ink, tint, tint_ink) in palette.chips.items():
        said |= {rag.value: fill, f"{rag.value}-ink": ink, f"{rag.value}-tint": tint, f"{rag.value}-on": tint_ink}
    return ";".join(f"--{name}:{value}" for name, value in said.items())


def _chips() -> str:
    made = []
    for rag in Rag:
        name = rag.value
        made.append(f".chip.{name}{{background:var(--{name});color:var(--{name}-ink)}}")
        made.append(f".figure.{name}{{background:var(--{name}-tint);color:var(--{name}-on)}}")
    made += [f".merit-{merit.value}{{color:var(--merit-{merit.value});font-weight:700}}" for merit in Merit]
    return "\n".join(made) + "\n"


def _fractions() -> str:
    return "".join(f".f{n}{{min-width:{n * 0.75 + 0.1:.2f}ch}}" for n in range(1, 10)) + "\n"


def _pages(meta: Meta) -> str:
    """What stands at the edges of a printed page, where the browser prints it."""
    marking = _quoted(meta.marking)
    foot = _quoted(meta.footer)
    edges = f"@top-center{{content:{marking};font-weight:700}}@bottom-center{{content:{marking};font-weight:700}}"
    return (
        f"@page{{size:A4;margin:20mm 16mm;{edges if meta.marking else ''}"
        f"@bottom-left{{content:{foot};font-size:8pt}}"
        '@bottom-right{content:"Page " counter(page) " of " counter(pages);font-size:8pt}}\n'
        "@page across{size:A4 landscape}\n"
    )


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return f'"{plain}"'
