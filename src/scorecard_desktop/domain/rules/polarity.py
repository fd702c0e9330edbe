"""Checks on which way is good: not stated, or at odds with the name, the target or the sheet's own colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.direction import Direction
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.neighbours import neighbours_of
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_indicator
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind

_DOUBT = "polarity-doubt"

_LESS_IS_GOOD = re.compile(
    r"\b(?:permanent|fixed[- ]term|fixed[- ]period) exclusions?\b|\bpermanently excluded\b|\bexclusions from school\b"
    r"|\bre-?referrals?\b|\brepeat (?:referrals?|contacts?)\b|\breferral to .* in the previous 12 months\b"
    r"|\bnot in (?:education|employment)\b|\bNEET\b|\b(?:went|gone|go|going|episodes of being|children) missing\b"
    r"|\bmissing from (?:home|care|education)\b|\bre-?offend|\b(?:unauthorised|persistent) absen|\boverdue\b"
    r"|\bpersistently absent\b|\bless than 90% attendance\b|\bhomeless|\bkilled or seriously injured\b"
    r"|\b(?:three|3) or more placements\b|\bcomplaints? (?:received|upheld)\b|\bsickness absence\b|\bdays lost\b"
    r"|\baverage (?:number of days|days|time)\b.*\b(?:between|to|waiting|for)\b|\bvacancy rate\b"
    r"|\bunsuitable accommodation\b|\bpast (?:\d+|their) (?:working )?(?:days?|date)\b"
    r"|\bfirst[- ]time entrants\b|\bteenage (?:conceptions?|pregnanc(?:y|ies))\b|\binfant mortality\b"
    r"|\bfly[- ]?tip(?:s|ping)?\b|\bdelayed (?:transfers?|discharges?)\b|\brent arrears\b|\bstaff turnover\b"
    r"|\bplacement (?:breakdowns?|disruptions?)\b|\b(?:in|into) (?:bed and breakfast|B&B)\b|\berror rate\b"
    r"|\bmissed (?:bins?|collections?|appointments?)\b|\bwaiting (?:time|list)s?\b|\bagency social workers?\b",
    re.IGNORECASE,
)
"""What an indicator counts when fewer is plainly better, whichever council writes it."""

_MORE_IS_GOOD = re.compile(
    r"\bup[- ]to[- ]date\b|\b(?:with)?in (?:the )?(?:\w+ ){0,3}time-?scales?\b|\bon time\b|\bgood or outstanding\b"
    r"|\b(?:completed|held|seen|issued|processed|authorised) (?:with)?in \d+ (?:\w+ )?(?:days?|weeks?|months?)\b"
    r"|(?<!un)\bsuitable accommodation\b|\battainment\b|\bpass rate\b|\bsatisf(?:ied|action)\b"
    r"|\bachieving (?:a |an |the )?(?:good|expected|higher|grade|level|five|5)\b|\brecycling rate\b|\bbreast-?feeding\b"
    r"|\bimmunis(?:ed|ation)\b|\bvaccinat(?:ed|ion)\b|\btake-?up of\b",
    re.IGNORECASE,
)
"""What an indicator counts when more is plainly better."""

_TURNED_ROUND = re.compile(
    r"\b(?:not|no|without|never|less than|fewer than|out of|outside|unsuitable|overdue|late|missed|avoid(?:ed|ing)?"
    r"|reduc(?:e|ed|ing|tion)|prevent(?:ed|ing)?|decreas\w*|reintegrat\w*|return(?:ed|ing)?|resolved|successful\w*"
    r"|closed|ceased|work(?:ed)? with|supported|support|offered|improv\w*|cleared|removed|collected|recovered|repaid"
    r"|moved on|(?:within|under|below) (?:the )?(?:target|\d+))\b",
    re.IGNORECASE,
)
"""Words that turn a name's plain sense round, or may: such a name is left alone."""


@IndicatorRule
def polarity_doubt(examined: Examined) -> Iterator[Finding]:
    """A stated polarity that the name, the target's direction or the sheet's own colours speak against."""
    polarity = examined.indicator.polarity
    if polarity in (Polarity.HIGH, Polarity.LOW):
        finding = _by_target(examined) or _by_name(examined.indicator) or _by_colours(examined) or _by_arrows(examined)
        if finding is not None:
            yield finding
    elif polarity is Polarity.RANGE:
        yield from _range_without_one(examined)


def _by_target(examined: Examined) -> Finding | None:
    indicator = examined.indicator
    wrong = {Polarity.HIGH: TargetKind.AT_MOST, Polarity.LOW: TargetKind.AT_LEAST}[indicator.polarity]
    target = next((t for t in examined.targets if t.kind is wrong), None)
    if target is None:
        return None
    shown = target.text or target.show(indicator.unit, max(indicator.decimals, 2))
    way = "a figure below it" if wrong is TargetKind.AT_MOST else "a figure above it"
    return about_indicator(
        _DOUBT,
        Severity.WARNING,
        indicator,
        target.source,
        f"{indicator.polarity.words} is stated, but the target of {shown} asks for {way}.",
        _ADVICE,
        target.period,
    )


def _by_name(indicator: Indicator) -> Finding | None:
    against = _LESS_IS_GOOD if indicator.polarity is Polarity.HIGH else _MORE_IS_GOOD
    found = against.search(indicator.name)
    if found is None:
        return None
    without = indicator.name[: found.start()] + indicator.name[found.end() :]
    if _TURNED_ROUND.search(without):
        return None
    sense = "higher" if indicator.polarity is Polarity.LOW else "lower"
    return about_indicator(
        _DOUBT,
        Severity.WARNING,
        indicator,
        None,
        f"{indicator.polarity.words} is stated, but the name (“{found[0]}”) suggests that {sense} is.",
        _ADVICE,
    )


_ADVICE = "Check which way is better, and correct it: ratings and direction of travel depend on it."


def colours_speak_against(examined: Examined) -> bool:
    """Whether the sheet's own colours make the stated polarity doubtful."""
    return examined.indicator.polarity in (Polarity.HIGH, Polarity.LOW) and _by_colours(examined) is not None


def _by_colours(examined: Examined) -> Finding | None:
    """Of every two figures that the sheet coloured differently, under one target, the worse has the better colour."""
    book, indicator = examined.book, examined.indicator
    coloured = [figure for figure in examined.marked if figure.sheet_rag not in (None, Rag.NONE)]
    sign = 1 if indicator.polarity is Polarity.HIGH else -1
    against: tuple[Observation, Observation] | None = None
    for one, other in combinations(coloured, 2):
        if one.value is None or other.value is None or one.sheet_rag is None or other.sheet_rag is None:
            continue
        worse = one.sheet_rag.severity - other.sheet_rag.severity
        if worse == 0 or one.value == other.value or _target(book, one) != _target(book, other):
            continue
        if ((one.value - other.value) * sign > 0) != (worse > 0):
            return None  # the colours and the polarity agree here
        against = (one, other) if worse > 0 else (other, one)
    if against is None:
        return None
    bad, good = against
    return about_indicator(
        _DOUBT,
        Severity.WARNING,
        indicator,
        bad.source,
        f"{indicator.polarity.words} is stated, but the sheet colours {_shown(bad, indicator)} and "
        f"{_shown(good, indicator)}.",
        _ADVICE,
        bad.period,
    )


def _by_arrows(examined: Examined) -> Finding | None:
    """Every figure that the sheet calls better is worse by the stated polarity, and the reverse."""
    against: tuple[Observation, Direction] | None = None
    indicator = examined.indicator
    for observation in examined.marked:
        if observation.sheet_merit not in (Merit.BETTER, Merit.WORSE):
            continue
        ours = examined.track.travel(neighbours_of(observation.period))
        if ours.merit not in (Merit.BETTER, Merit.WORSE) or observation.sheet_movement not in (None, ours.movement):
            continue
        if ours.merit is observation.sheet_merit:
            return None  # the arrows and the polarity agree here
        against = (observation, ours)
    if against is None:
        return None
    observation, ours = against
    moved = "rise" if ours.movement is Movement.UP else "fall"
    assert observation.sheet_merit is not None  # only marked figures were compared
    return about_indicator(
        _DOUBT,
        Severity.WARNING,
        indicator,
        observation.source,
        f"{indicator.polarity.words} is stated, but the sheet calls the {moved} to "
        f"{figure_text(observation, indicator)} ({period_from_code(observation.period).label}) "
        f"{observation.sheet_merit.word}.",
        _ADVICE,
        observation.period,
    )


def _target(book: Book, observation: Observation) -> tuple[object, ...]:
    target = book.target(observation.indicator, observation.period)
    return () if target is None else (target.kind, target.low, target.high, target.text)


def _shown(observation: Observation, indicator: Indicator) -> str:
    colour = observation.sheet_rag.value if observation.sheet_rag is not None else ""
    return f"{figure_text(observation, indicator)} ({period_from_code(observation.period).label}) {colour}"


def _range_without_one(examined: Examined) -> Iterator[Finding]:
    indicator = examined.indicator
    for target in examined.targets:
        if target.kind in (TargetKind.RANGE, TargetKind.TEXT):
            continue
        yield about_indicator(
            _DOUBT,
            Severity.WARNING,
            indicator,
            target.source,
            f"In range is best, but the target is {target.show(indicator.unit, max(indicator.decimals, 2))} and not a "
            "range, so the figures are not rated.",
            "Enter a range such as 260-300, or say whether higher or lower is better.",
            target.period,
        )


@IndicatorRule
def polarity_unknown(examined: Examined) -> Iterator[Finding]:
    """An indicator with figures for which nobody has said which way is good.

    A warning where it has a target or tolerances of its own, which cannot be used until then; a note where only the
    direction of travel waits for it.
    """
    indicator = examined.indicator
    if indicator.polarity is not Polarity.UNKNOWN or not any(o.value is not None for o in examined.figures):
        return
    target = next((t for t in examined.targets if t.kind is not TargetKind.TEXT), None)
    tolerance = examined.book.get(Tolerance, Scope.INDICATOR.value, indicator.id)
    if target is not None or tolerance is not None:
        yield about_indicator(
            "polarity-unknown",
            Severity.WARNING,
            indicator,
            None,
            f"{_what_waits(indicator, target)}, but nobody has said which way is good, so the figures are not rated.",
            _say(target, tolerance),
        )
    else:
        yield about_indicator(
            "polarity-unknown",
            Severity.NOTE,
            indicator,
            None,
            "Nobody has said which way is good, so its direction of travel cannot be called better or worse.",
            "Say whether higher or lower is better, or that it is for information only.",
        )


def _what_waits(indicator: Indicator, target: Target | None) -> str:
    if target is None:
        return "There are red and green tolerances"
    return f"There is a target of {target.show(indicator.unit, max(indicator.decimals, 2))}"


def _say(target: Target | None, tolerance: Tolerance | None) -> str:
    if target is not None and target.kind is TargetKind.RANGE:
        return "Say whether in range is best, as the target suggests, or whether higher or lower is."
    likely = _likely(target, tolerance)
    if likely is None:
        return "Say whether higher or lower is better, or that it is for information only."
    return f"Say whether {likely} is better, as its {'target' if _one_sided(target) else 'tolerances'} would have it."


def _likely(target: Target | None, tolerance: Tolerance | None) -> str | None:
    """Which way the target or else the tolerances point."""
    if target is not None and _one_sided(target):
        return "lower" if target.kind is TargetKind.AT_MOST else "higher"
    if tolerance is None or tolerance.kind is not ToleranceKind.THRESHOLDS:
        return None
    if tolerance.red is None or tolerance.green is None or tolerance.red == tolerance.green:
        return None
    return "lower" if tolerance.red > tolerance.green else "higher"


def _one_sided(target: Target | None) -> bool:
    return target is not None and target.kind in (TargetKind.AT_MOST, TargetKind.AT_LEAST)
