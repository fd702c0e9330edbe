"""The first steps, one after another: what to do, which keys do it, and what shows that it has been done."""

from __future__ import annotations

from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """``done_by`` is what the window notes when the step has been taken. ``offer`` is an action that a button does."""

    title: str
    text: str
    done_by: str = ""
    offer: str = ""


STEPS = (
    Step(
        "A council to try things on",
        "The sample council does not exist, so nothing can go wrong there. Open it with the button.",
        "sample",
        "sample",
    ),
    Step(
        "What there is to do",
        "The Overview says what must be mended, who owes figures and what changed. ↓ goes along, Enter opens a line.",
        "to do",
    ),
    Step("A scorecard", "Press {key:go scorecard}. Each row is an indicator, each column a period.", "page scorecard"),
    Step(
        "Why a figure has its colour",
        "Go about with the arrows. The panel at the right says why each figure has its colour and where it came from.",
        "figure",
    ),
    Step(
        "The charts, large",
        "Press {key:wide} to give the panel the whole page. The arrows read the chart; Esc goes back.",
        "wide",
    ),
    Step(
        "Change a figure, and take it back",
        "On a cell, type a figure and press Enter. Then press {key:undo}: every change can be taken back.",
        "undo",
    ),
    Step("A word for the committee", "Press {key:comment} and write. It is kept when you leave the box.", "comment"),
    Step(
        "What goes before the committee",
        "Press {key:go exceptions}: the indicators that meet a criterion, with the reason for each.",
        "page exceptions",
    ),
    Step("The pack", "Press {key:go pack}. Export draws the committee’s paper as an accessible PDF.", "page pack"),
    Step("Anything, by typing", "Press {key:palette} and type a word or two of what you look for.", "palette"),
    Step(
        "That is the round of a month",
        "{key:help} explains the page you are on. Begin a file of your own, then import your workbooks into it.",
        "",
        "new",
    ),
)
