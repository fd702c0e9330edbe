"""Commentary that says one thing where the figures say another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.rated import RatedRow, figure_text, rated_row
from scorecard_desktop.domain.rules.claims import StatedFigure, is_wrong, stated_figure, target_claim
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.moves import MoveSaid, moves_said
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_indicator
from scorecard_desktop.domain.scorecard import Scorecard

_ABOUT_PERFORMANCE = (CommentaryPart.COMMENT, CommentaryPart.BACKGROUND, CommentaryPart.WORKING_WELL)


@IndicatorRule
def commentary_contradiction(examined: Examined) -> Iterator[Finding]:
    """Words that the figures speak against.

    Better said of a figure that got worse since the period before, or up of one that went down, or the reverse; above
    target of one below it; and a figure that is not the one in the scorecard. Only a plain statement counts: a sentence
    with a negative, a condition, a plan, a contrast or a longer span is left alone, so that what is reported is worth
    an officer's time.
    """
    book, indicator = examined.book, examined.indicator
    card = book.get(Scorecard, indicator.scorecard)
    if card is None:
        return
    for comment in book.commentary(indicator.id):
        if comment.part not in _ABOUT_PERFORMANCE or not comment.text.strip():
            continue
        period = period_from_code(comment.period) if comment.period else book.current_period(card.id)
        if period is not None:
            yield from _contradictions(book, card, indicator, comment, period)


def _contradictions(
    book: Book, card: Scorecard, indicator: Indicator, comment: Commentary, period: Period
) -> Iterator[Finding]:
    sentences = [part.strip(" -•\t") for part in re.split(r"(?<=[.!?])\s+|\n+", comment.text)]
    for sentence, against in _against_the_figures(book, card, indicator, period, [s for s in sentences if s]):
        yield about_indicator(
            "commentary-contradiction",
            Severity.WARNING,
            indicator,
            comment.source,
            f"The commentary says “{_short(sentence)}”, but {against}.",
            "Correct the commentary, or the figure if the words are right.",
            comment.period or period.code,
        )
        return  # one for each comment: it is read through again when it is corrected


def _against_the_figures(
    book: Book, card: Scorecard, indicator: Indicator, period: Period, sentences: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Each sentence that the figures speak against, with what they say."""
    said = moves_said(sentences, indicator, period)
    claims = [(sentence, claim) for sentence in sentences if (claim := target_claim(sentence, period)) is not None]
    stated = [(sentence, told) for sentence in sentences if (told := stated_figure(sentence, period, indicator.unit))]
    if not (said or claims or stated):
        return
    row = rated_row(book, card, indicator, period)
    if row.value is None:
        return
    for one in said:
        if _turned(row, one):
            earlier = book.observation(indicator.id, row.direction.against)
            if one.movement is Movement.SAME and figure_text(earlier, indicator) == row.text:
                continue  # no change that is shown
            worse = f", which is {row.direction.merit.word}" if one.merit is not Merit.NONE else ""
            moved = f"from {figure_text(earlier, indicator)} to {row.text}"
            yield one.sentence, f"the figure went {moved} in {period.label}{worse}"
    for sentence, claim in claims:
        if row.target is not None and is_wrong(claim, row.value, row.target, indicator.polarity):
            yield sentence, f"the figure for {period.label} is {row.text} and the target {row.target_text}"
    for sentence, told in stated:
        if not _is_a_figure_of(book, row, told):
            yield sentence, f"the figure for {period.label} is {row.text}{_that_of_before(book, row, told)}"


def _turned(row: RatedRow, said: MoveSaid) -> bool:
    """Whether the figure went the other way: since the period before, and since last year too where none is named."""
    directions = [row.direction]
    if not said.recent and row.year_direction.movement is not Movement.NONE:
        directions.append(row.year_direction)
    if said.merit is not Merit.NONE:
        opposite = {Merit.BETTER: Merit.WORSE, Merit.WORSE: Merit.BETTER}[said.merit]
        return all(direction.merit is opposite for direction in directions)
    turned = {Movement.UP: (Movement.DOWN,), Movement.DOWN: (Movement.UP,), Movement.SAME: (Movement.UP, Movement.DOWN)}
    return all(direction.movement in turned[said.movement] for direction in directions)


def _is_a_figure_of(book: Book, row: RatedRow, told: StatedFigure) -> bool:
    """Whether a stated figure is the row's, or another that may be meant: its counts, target, benchmarks, areas.

    The figure of another period is not: a comment that still gives it has been left from then.
    """
    observation = row.observation
    assert observation is not None
    meant = [observation.value, observation.numerator, observation.denominator]
    meant += [one.value for one in book.benchmarks(row.indicator.id)]
    meant += [row.target.low, row.target.high] if row.target is not None else []
    meant += [
        other.value
        for other in book.of(Observation, row.indicator.id)
        if other.area or (other.period != row.period.code and _ends_with(other.period, row.period))
    ]
    return any(told.is_of(figure) for figure in meant if figure is not None)


def _ends_with(code: str, period: Period) -> bool:
    other = period_from_code(code)
    return other.kind is not period.kind and other.end == period.end


def _that_of_before(book: Book, row: RatedRow, told: StatedFigure) -> str:
    before = book.observation(row.indicator.id, row.direction.against) if row.direction.against else None
    if before is None or before.value is None or not told.is_of(before.value):
        return ""
    return f"; {figure_text(before, row.indicator)} was that of {period_from_code(before.period).label}"


_LONGEST = 90


def _short(sentence: str) -> str:
    return sentence.rstrip(".") if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"
