"""What the headings of highlight reports and of lists of milestones say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from scorecard_desktop.importing.layout import HeaderCell
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.phrases import Phrases
from scorecard_desktop.importing.scorecard_headings import plain_words

_PROGRAMME = (
    "programme",
    r"(?:programme|project|work ?stream|scheme)(?: / (?:programme|project|work ?stream))?(?: name| title)?",
)
_HIGHLIGHT = (
    _PROGRAMME,
    ("previous status", r"(?:previous|last)(?: (?:period|month|quarter|report))?(?: overall)? (?:status|b?rag).*"),
    (
        "status",
        r"(?:overall |current |programme |project |delivery )*(?:status|b?rag)(?: rating| status)?(?: this .{1,20})?",
    ),
    ("trend", r"(?:overall )?(?:trend|direction(?: of travel)?|dot)|(?:change|movement)?(?: ?since (?:the )?last.*)"),
    (
        "achievements",
        (
            r"(?:key |main )?achievements?(?: .{1,40})?|(?:key |main )?progress(?: (?:this|in|since|made).{1,40})?"
            r"|(?:work|actions|activit(?:y|ies)|tasks) completed(?: .{1,40})?|what (?:we have|has been) achieved.*"
        ),
    ),
    ("slippage", r".*\bslippage\b.*|(?:reasons? for )?delays?(?: .{1,40})?|(?:what is )?off track(?: .{1,40})?"),
    (
        "next actions",
        (
            r"(?:key |main |planned )?(?:actions|activit(?:y|ies)|tasks|work|steps|plans?)(?: planned| due)?"
            r"(?: (?:for|in|over))?(?: the)? (?:next|coming|following)(?: .{1,30})?"
            r"|(?:key )?next (?:steps|actions|period|month|quarter)(?: .{1,30})?|(?:planned|upcoming) (?:actions|work)"
        ),
    ),
    ("risks", r"(?:key |current |main |top |programme |project )*risks?(?: (?:and|/) issues?)?(?: .{1,40})?"),
    ("variances", r".*\bvariances?\b.*|(?:costs?|budget|financ(?:e|ial))(?: .{1,30})?(?: position| status)?"),
    (
        "decisions",
        r"(?:key )?decisions?(?: .{1,40})?|escalations?(?: .{1,40})?|(?:support|approval|help) (?:needed|required)",
    ),
    ("sponsor", r"(?:(?:programme|project|executive) )?(?:sponsor|sro|senior responsible (?:owner|officer))"),
    ("manager", r"(?:(?:programme|project|delivery) )?(?:manager|lead)(?: officer)?|lead officer|owner"),
    ("purpose", r"(?:(?:programme|project) )?(?:purpose|aims?|objectives?|summary|scope)(?: .{1,30})?"),
    (
        "reported",
        r"(?:date (?:of )?(?:report|update)|report(?:ed|ing)?(?: date| on| period)|date reported|as at|last updated?)",
    ),
)
_MILESTONE = (
    _PROGRAMME,
    (
        "milestone",
        (
            r"(?:key |major |programme |project )*milestones?(?: / .{1,30})?(?: (?:description|name|title|text))?"
            r"|(?:key )?deliverables?(?: / milestones?)?"
        ),
    ),
    (
        "completed",
        (
            r"(?:actual|achieved|delivered|completed)(?: (?:completion|delivery|end|finish))?(?: (?:date|on))?"
            r"|date (?:completed|achieved|delivered|reached)"
        ),
    ),
    (
        "forecast",
        (
            r"(?:(?:now )?(?:forecast|revised|expected|latest|estimated|anticipated|projected|current))"
            r"(?: (?:completion|delivery|end|finish|target|due))?(?: date| for)?"
        ),
    ),
    (
        "planned",
        (
            r"(?:(?:original|baseline|planned|target|due|agreed) ?(?:plan|planned|target|completion|delivery|end"
            r"|finish|due)?)(?: date| for)?|completion date|delivery date|end date|date|plan|deadline|by when"
        ),
    ),
    ("status", r"(?:milestone |delivery |current )?(?:status|b?rag|state)(?: rating| status)?|on track|complete"),
    (
        "progress",
        r"(?:latest |current )?(?:progress|comments?|updates?|notes?|commentary|narrative|position)(?: .{1,30})?",
    ),
)
_OF_A_HIGHLIGHT, _OF_A_MILESTONE = Phrases(_HIGHLIGHT), Phrases(_MILESTONE)
HIGHLIGHT_FIELDS = tuple(name for name, _ in _HIGHLIGHT)
MILESTONE_FIELDS = tuple(name for name, _ in _MILESTONE)
PARTS = ("achievements", "slippage", "next actions", "risks", "variances", "decisions")
DATES = frozenset({"planned", "forecast", "completed"})
_FEWEST_PARTS = 2
_PLAINLY = 1.5
"""More than their number: with the row beneath, in which days stand, they would be a scorecard."""


def highlight_field(cell: HeaderCell) -> str | None:
    """What a column of highlight reports holds: as officers have said, else by its heading."""
    return cell.meaning or _meaning(_OF_A_HIGHLIGHT, cell.text)


def milestone_field(cell: HeaderCell) -> str | None:
    """What a column of milestones holds: as officers have said, else by its heading."""
    return cell.meaning or _meaning(_OF_A_MILESTONE, cell.text)


@lru_cache(maxsize=4096)
def _meaning(phrases: Phrases[str], text: str) -> str | None:
    words = plain_words(text)
    return phrases.meaning(words) if words else None


def recognise_highlights(header: Sequence[HeaderCell]) -> float:
    """How many headings of highlight reports a row has; 0 where it cannot be of them."""
    found = {name for cell in header if (name := highlight_field(cell)) is not None} - {LEFT_OUT}
    parts = found & set(PARTS)
    is_one = (
        "programme" in found and len(parts) >= _FEWEST_PARTS and parts & {"achievements", "slippage", "next actions"}
    )
    return len(found) if is_one else 0


def recognise_milestones(header: Sequence[HeaderCell]) -> float:
    """How many headings of a list of milestones a row has; 0 where it cannot be one."""
    found = {name for cell in header if (name := milestone_field(cell)) is not None} - {LEFT_OUT}
    return len(found) + _PLAINLY if "milestone" in found and found & DATES else 0
