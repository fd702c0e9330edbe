"""Checks of the sheet's own verdicts, its colours and its arrows, against what the rules make of the same figures."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.neighbours import neighbours_of
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.rating import Rating, other_rating
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.polarity import colours_speak_against
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_indicator


@IndicatorRule
def sheet_rating(examined: Examined) -> Iterator[Finding]:
    """A figure that the sheet itself rates otherwise than its target and tolerance do: the latest, and how many more.

    A warning where one is green and the other red, otherwise a note. Where the colours make the polarity doubtful, all
    the rest follows from that.
    """
    indicator = examined.indicator
    differing: list[tuple[Observation, Rating]] = []
    for observation in examined.marked:
        if observation.sheet_rag in (None, Rag.NONE):
            continue
        rating = examined.track.rating(neighbours_of(observation.period))
        if other_rating(observation, rating.rag) is not None:
            differing.append((observation, rating))
    if not differing or colours_speak_against(examined):
        return
    latest, rating = differing[-1]
    shown, ours = latest.sheet_rag, rating.rag
    assert shown is not None  # only rated figures were compared
    apart = {shown, ours} == {Rag.RED, Rag.GREEN}
    more = f" So {_are(len(differing) - 1)} of its earlier figures." if len(differing) > 1 else ""
    yield about_indicator(
        "sheet-rating",
        Severity.WARNING if apart else Severity.NOTE,
        indicator,
        latest.source,
        f"The sheet shows {figure_text(latest, indicator)} ({period_from_code(latest.period).label}) as {shown.value}, "
        f"and it is rated {ours.value} here: {rating.proof}{more}",
        "Check the target, the tolerance and which way is good; if the sheet is right for a reason of its own, "
        "override the rating and say why.",
        latest.period,
    )


def _are(count: int) -> str:
    return f"is {count}" if count == 1 else f"are {count}"


@IndicatorRule
def sheet_direction(examined: Examined) -> Iterator[Finding]:
    """An arrow of the sheet that points neither the way that the figure moved nor the way that performance did."""
    indicator = examined.indicator
    for observation in reversed(examined.marked):
        if observation.sheet_movement is None:
            continue
        ours = examined.track.travel(neighbours_of(observation.period))
        if ours.movement is Movement.NONE or observation.sheet_movement in (
            ours.movement,
            _PERFORMANCE.get(ours.merit),
        ):
            continue
        merit = f", which is {ours.merit.word}" if ours.merit in (Merit.BETTER, Merit.WORSE) else ""
        moved = {Movement.UP: "it rose", Movement.DOWN: "it fell", Movement.SAME: "it did not change"}[ours.movement]
        when = period_from_code(observation.period).label
        yield about_indicator(
            "sheet-direction",
            Severity.NOTE,
            indicator,
            observation.source,
            f"The sheet’s arrow for {when} says {observation.sheet_movement.word}, "
            f"but {moved} since {ours.compared_with}{merit}.",
            "Check the figure, and the period that the sheet’s arrow compares it with.",
            observation.period,
        )
        return


_PERFORMANCE = {Merit.BETTER: Movement.UP, Merit.WORSE: Movement.DOWN, Merit.SAME: Movement.SAME}
"""What an arrow says where a sheet lets it show performance and not the number."""
