"""A sheet's own verdicts: its rating and its direction of travel, by words, arrows, icons or colours.

They are kept to compare with ours, and never taken for ours.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.importing.colours import rag_of_fill, rag_of_words
from scorecard_desktop.importing.workbook import Cell, CellKind

_ARROWS = {
    **dict.fromkeys("↑▲⬆⇑⇧🡅🠉△🔼⤴↗⬈🡭", Movement.UP),
    **dict.fromkeys("↓▼⬇⇓⇩🡇🠋▽🔽⤵↘⬊🡮", Movement.DOWN),
    **dict.fromkeys("→↔⬌⇒⇨⇔►◄▶◀⬄➔➜➡←⬅", Movement.SAME),
}
_WINGDINGS = {"é": Movement.UP, "ê": Movement.DOWN, "è": Movement.SAME, "ì": Movement.UP, "î": Movement.DOWN}
"""Letters that show as arrows in the typeface of symbols, alone in their cell."""
_ARROW_ENDS = re.compile(rf"^[{''.join(_ARROWS)}]\ufe0f?\s*|\s*[{''.join(_ARROWS)}]\ufe0f?$")
_MOVED: tuple[tuple[Movement, re.Pattern[str]], ...] = (
    (Movement.SAME, re.compile(r"\b(?:no change|unchanged|same|static|stable|maintained|level|steady|flat)\b")),
    (Movement.UP, re.compile(r"\b(?:up|upwards?|increas\w+|risen|rising|rise|higher)\b")),
    (Movement.DOWN, re.compile(r"\b(?:down|downwards?|decreas\w+|fall(?:en|ing)?|fell|reduc\w+|lower)\b")),
)
_MERITED: tuple[tuple[Merit, re.Pattern[str]], ...] = (
    (Merit.WORSE, re.compile(r"\b(?:worse\w*|declin\w+|deteriorat\w+|negative|not improv\w+)\b")),
    (Merit.BETTER, re.compile(r"\b(?:better|improv\w+|positive)\b")),
    (Merit.SAME, re.compile(r"\b(?:same|no change|unchanged|static|stable|maintained)\b")),
)
_LONGEST = 40
_BY_RAG = {Rag.GREEN: Merit.BETTER, Rag.RED: Merit.WORSE, Rag.AMBER: Merit.SAME}
_ICONS = {"up": Movement.UP, "down": Movement.DOWN, "same": Movement.SAME}


@dataclass(frozen=True, slots=True)
class Travel:
    """The way that a sheet's arrow points, and whether the sheet calls it better or worse; None where it does not."""

    movement: Movement | None = None
    merit: Merit | None = None


def travel_of(cell: Cell) -> Travel:
    """What a cell of a column of travel shows. A coloured arrow says by its colour whether that is better."""
    words = " ".join(cell.text.casefold().split())
    if not words or len(words) > _LONGEST or (cell.kind is not CellKind.TEXT and not cell.icon):
        return Travel()
    arrow = next((way for sign, way in _ARROWS.items() if sign in words), _WINGDINGS.get(words))
    movement = arrow or _ICONS.get(cell.icon) or next((way for way, said in _MOVED if said.search(words)), None)
    merit = next((merit for merit, said in _MERITED if said.search(words)), None)
    coloured = rag_of_fill(cell.rule_colour or cell.colour) or rag_of_fill(cell.shown_fill)
    if merit is None and movement is not None and coloured is not None:
        merit = _BY_RAG.get(coloured)
    return Travel(movement, merit)


def without_arrow(cell: Cell) -> tuple[Cell, Movement | None]:
    """A figure's cell without the arrow that stands beside the figure (``79% ↑``), and which way that points."""
    if cell.kind is not CellKind.TEXT or cell.text.isascii():
        return cell, None
    found = _ARROW_ENDS.search(cell.text)
    rest = _ARROW_ENDS.sub("", cell.text) if found is not None else ""
    if found is None or not re.search(r"\d", rest):
        return cell, None
    return replace(cell, value=rest, text=rest), _ARROWS[found[0].strip()[0]]


_RATING_ENDS = re.compile(
    r"(?:\s*\(\s*([RAG])\s*\)|(?<=[\d%])\s+([RAG])|\s*[-–(]?\s*\b((?i:red|amber|green))\b\s*\)?)$"
)


_LAST_OF_A_RATING = frozenset("RAGDNdrn) \n")


def without_rating(cell: Cell) -> tuple[Cell, Rag | None]:
    """A figure's cell without the rating that stands beside the figure: ``11 (R)``, ``91.3% Green``.

    Only capitals are ratings; ``12.4 (r)`` is a revised figure.
    """
    may_end = cell.kind is CellKind.TEXT and cell.text[-1:] in _LAST_OF_A_RATING
    found = _RATING_ENDS.search(cell.text) if may_end else None
    rest = cell.text[: found.start()].strip() if found is not None else ""
    if found is None or not re.search(r"\d", rest):
        return cell, None
    return replace(cell, value=rest, text=rest), rag_of_words(found[1] or found[2] or found[3])


def without_marks(cell: Cell) -> Cell:
    """A figure's cell without arrow and rating beside the figure."""
    return without_rating(without_arrow(cell)[0])[0] if cell.kind is CellKind.TEXT else cell


def rating_of_mark(cell: Cell) -> Rag | None:
    """The rating that a cell made for one shows: by its word or letter, its fill, its icon, or its letters' colour."""
    named = {"red": Rag.RED, "amber": Rag.AMBER, "green": Rag.GREEN}.get(cell.icon)
    said = rag_of_words(cell.text) if not cell.blank else None
    return said or rag_of_fill(cell.shown_fill) or named or rag_of_fill(cell.rule_colour or cell.colour)


def rating_of_figure(cell: Cell, row_fill: str) -> Rag | None:
    """The rating that a figure's own cell shows; ``row_fill`` colours the row as a whole, which says nothing."""
    if cell.rule_fill or (cell.fill and cell.fill != row_fill):
        found = rag_of_fill(cell.shown_fill)
        if found is not None:
            return found
    named = {"red": Rag.RED, "amber": Rag.AMBER, "green": Rag.GREEN}.get(cell.icon)
    return named or rag_of_fill(cell.rule_colour)
