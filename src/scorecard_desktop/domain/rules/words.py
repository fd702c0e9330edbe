"""Commentary that says one thing where the figures say another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.rated import RatedRow, figure_text, rated_row
from scorecard_desktop.domain.rules.rule import about_indicator
from scorecard_desktop.domain.scorecard import Scorecard

_ABOUT_PERFORMANCE = (CommentaryPart.COMMENT, CommentaryPart.BACKGROUND, CommentaryPart.WORKING_WELL)

_RECENT = (
    r"(?:this|in the|over the|during the|since the|since|on|on the|from|from the|than|than the|compared (?:to|with)"
    r"|compared (?:to|with) the|against the|against)\s+(?:last|latest|past|previous|preceding|prior|quarter|month|term)"
    r"(?:\s+(?:month|quarter|term|period))?"
)
_NOT_RECENT = re.compile(
    r"\byears?\b|\bannual|\b12[- ]month|\blong(?:er)?[- ]term\b|\bsince (?!(?:the )?(?:last|previous)\b)"
    r"|\bnational|\bengland\b|\bneighbour|\bregion|\bsteadily\b|\bover time\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not|no|never|without|n[’']t|yet|will|would|should|could|may|might|must|can|need(?:s|ed)?|expect(?:ed|s)?"
    r"|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|hope[ds]?|anticipat\w+|forecast\w*|target(?:s|ed)?|if|until|unless|to be"
    r"|to improve|to reduce|to increase|although|though|while|whilst|despite|however|but|except|other than|quality)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\bperformance\b.{0,40}\b(?:has |have |had )?(?:further |again |also )?(?:improved|is better|was better)\b"
    r"|\b(?:this|it|the (?:figure|rate|percentage|number|proportion))\s+(?:has |have )?"
    r"(?:further |again |also )?improved\b"
    rf"|\b(?:this is |there (?:is|was|has been) )?an? (?:\w+ )?improvement (?:{_RECENT})"
    rf"|^(?:has )?improved (?:{_RECENT})",
    re.IGNORECASE,
)
_WORSE = re.compile(
    r"\bperformance\b.{0,40}\b(?:has |have |had )?(?:further |again |also )?(?:worsened|deteriorated|declined|dipped"
    r"|is worse|was worse)\b"
    r"|\b(?:this|it|the (?:figure|rate|percentage|number|proportion))\s+(?:has |have )?(?:further |again |also )?"
    r"(?:worsened|deteriorated)\b"
    rf"|\b(?:this is |there (?:is|was|has been) )?an? (?:\w+ )?(?:deterioration|worsening) (?:{_RECENT})",
    re.IGNORECASE,
)
_SUBJECT = (
    r"^(?:this|it|the (?:overall |total )?(?:figure|rate|percentage|number|proportion|total|count))"
    r"(?: has| have)?(?: again| also| further)?\s+"
)
_UP = re.compile(rf"{_SUBJECT}(?:increased|rose|risen|gone up|went up)\b.*\b{_RECENT}", re.IGNORECASE)
_DOWN = re.compile(
    rf"{_SUBJECT}(?:decreased|reduced|fell|fallen|dropped|gone down|went down)\b.*\b{_RECENT}", re.IGNORECASE
)


def commentary_contradiction(book: Book) -> Iterator[Finding]:
    """Words that say better of a figure that got worse since the period before, or the reverse; likewise up and down.

    Only a plain statement about the latest move counts: a sentence with a negative, a condition, a plan, a contrast or
    a longer span is left alone, so that what is reported is worth an officer's time.
    """
    cards = {card.id: card for card in book.scorecards()}
    for indicator in book.all(Indicator):
        card = cards.get(indicator.scorecard)
        if card is None:
            continue
        for comment in book.of(Commentary, indicator.id):
            if comment.part in _ABOUT_PERFORMANCE:
                yield from _contradictions(book, card, indicator, comment)


def _contradictions(book: Book, card: Scorecard, indicator: Indicator, comment: Commentary) -> Iterator[Finding]:
    period = period_from_code(comment.period) if comment.period else book.current_period(card.id)
    said = _said(comment.text)
    if period is None or said is None:
        return
    sentence, merit, movement = said
    row = rated_row(book, card, indicator, period)
    if not _against(row, merit, movement):
        return
    earlier = book.observation(indicator.id, row.direction.against)
    moved = f"from {figure_text(earlier, indicator)} to {row.text}"
    worse = f", which is {row.direction.merit.word}" if merit is not Merit.NONE else ""
    yield about_indicator(
        "commentary-contradiction",
        Severity.WARNING,
        indicator,
        comment.source,
        f"The commentary says “{_short(sentence)}”, but the figure went {moved} in {period.label}{worse}.",
        "Correct the commentary, or the figure if the words are right.",
        comment.period or period.code,
    )


def _against(row: RatedRow, merit: Merit, movement: Movement) -> bool:
    opposite = {Merit.BETTER: Merit.WORSE, Merit.WORSE: Merit.BETTER}
    turned = {Movement.UP: Movement.DOWN, Movement.DOWN: Movement.UP}
    if merit is not Merit.NONE:
        return row.direction.merit is opposite[merit]
    return row.direction.movement is turned[movement]


def _said(text: str) -> tuple[str, Merit, Movement] | None:
    """The first plain statement about the latest move, and what it says."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        stripped = sentence.strip(" -•\t")
        if not stripped or _UNSURE.search(stripped) or _NOT_RECENT.search(stripped):
            continue
        for pattern, merit, movement in (
            (_BETTER, Merit.BETTER, Movement.NONE),
            (_WORSE, Merit.WORSE, Movement.NONE),
            (_UP, Merit.NONE, Movement.UP),
            (_DOWN, Merit.NONE, Movement.DOWN),
        ):
            if pattern.search(stripped):
                return stripped, merit, movement
    return None


_LONGEST = 90


def _short(sentence: str) -> str:
    return sentence.rstrip(".") if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"
