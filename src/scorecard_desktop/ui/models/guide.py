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


LOOKING_ROUND = "looking round"
FIRST_PACK = "first pack"

_LOOKING_ROUND = (
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
        "{key:help} explains the page you are on. Now make a pack of your own figures.",
        "",
        "first pack",
    ),
)

_FIRST_PACK = (
    Step(
        "Your first pack: choose a workbook",
        "Choose a workbook that your services send, or drop it on this window. Nothing is kept unseen.",
        "imported",
        "import",
    ),
    Step(
        "Look at your figures",
        "They are in, and each is rated: ● green, ▲ amber, ■ red. Every figure says why, in the panel at the right.",
        "page scorecard",
        "go scorecard",
    ),
    Step(
        "Look at the pack",
        "Its pages are drawn already. Under Meeting you may say which committee it is for.",
        "page pack",
        "go pack",
    ),
    Step(
        "Write it",
        "Export pack writes a PDF that screen readers can read. It says where, and what is still open.",
        "exported",
        "export",
    ),
    Step(
        "There is your pack",
        "Open it with the button at the top of the page. Next month, import the next workbook into this file.",
    ),
)

TOURS = {LOOKING_ROUND: _LOOKING_ROUND, FIRST_PACK: _FIRST_PACK}
"""The steps by the name of what they lead through."""
