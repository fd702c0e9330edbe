"""What is typed, as changes: a figure, a comment, a target, a polarity, when figures are due. Nothing is written here.

Each function gives the ChangeSet for a session to submit, empty where nothing would change, or raises a Refusal that
says what can be typed. What was typed has no source: it came from no cell, and the record's history keeps the one
that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart, Shape
from scorecard_desktop.domain.figures import Unit, plain
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.rated import figure_text, target_text
from scorecard_desktop.domain.reading import Figure, read_due, read_figure
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.settings import COMMENTARY_SHAPE, symbol_words
from scorecard_desktop.domain.target import Scope, Target

_CAN_BE_TYPED = {
    Unit.PERCENT: "Type a percentage such as 81.7, counts such as 24/163, or a symbol such as [c] or n/a.",
    Unit.MONEY: "Type an amount such as £5.44, or a symbol such as [c] or n/a.",
}
_NUMBER_CAN_BE_TYPED = "Type a number such as 163, or a symbol such as [c] or n/a."


_SAID_OF_REFUSED = 3
"""How many of the texts that are not understood a refusal names."""


class Typed(NamedTuple):
    """A text for the cell of an indicator and a period; an empty one removes the figure."""

    indicator: str
    period: str
    text: str


def change_value(book: Book, indicator_id: str, period_code: str, text: str, area: str = "") -> ChangeSet:
    """The figure of an indicator in a period as ``text`` puts it; an empty text removes it.

    ``24/163`` gives a percentage with its numerator and denominator; ``not due`` says that no figure is expected, and
    ``due`` that one is, whatever the indicator's frequency. A period that the scorecard has no column for gets one.
    What an import found wrong at the old figure goes with it.
    """
    indicator = _indicator(book, indicator_id)
    label = f"change of {_name(indicator)} {_period_label(period_code)}"
    return _step(book, label, _change(book, indicator, period_code, text, area))


def change_values(book: Book, typed: Iterable[Typed], what: str) -> ChangeSet:
    """Many figures in one step, called ``paste of 12 figures`` where ``what`` is ``paste``: all of them or none.

    Raises Refusal, which names the first that are not understood, where any is not.
    """
    changes: list[Change] = []
    refused: list[str] = []
    cells = {cell[:2]: cell for cell in typed}
    for cell in cells.values():
        indicator = _indicator(book, cell.indicator)
        try:
            changes += _change(book, indicator, cell.period, cell.text, "")
        except Refusal as refusal:
            refused.append(f"{_name(indicator)} {_period_label(cell.period)}: {refusal.message}")
    if refused:
        raise Refusal(_none_of(len(cells), refused))
    label = f"{what} of {len(changes)} figures"
    if len(changes) == 1:
        figure = changes[0].record
        assert isinstance(figure, Observation)
        label = f"{what} of {_name(_indicator(book, figure.indicator))} {_period_label(figure.period)}"
    return _step(book, label, changes)


def as_typed(observation: Observation | None, indicator: Indicator) -> str:
    """A figure as it would be typed: unrounded, by its counts where it is known by them, with its flags."""
    if observation is None or observation.value is None:
        return figure_text(observation, indicator)
    flags = "".join(f" {flag.shorthand}" for flag in sorted(observation.flags, key=lambda f: f.value))
    value, numerator, denominator = observation.value, observation.numerator, observation.denominator
    shown = f"{indicator.unit.prefix}{plain(value)}{indicator.unit.suffix}"
    if indicator.unit is Unit.PERCENT and numerator is not None and denominator:
        counts = f"{plain(numerator)}/{plain(denominator)}"
        shown = counts if value == numerator / denominator * Decimal(100) else f"{shown} ({counts})"
    return shown + flags


def change_commentary(book: Book, indicator_id: str, period_code: str, part: CommentaryPart, text: str) -> ChangeSet:
    """What is written about an indicator in a period (empty for every period); an empty text removes it."""
    indicator = _indicator(book, indicator_id)
    before = book.get(Commentary, indicator_id, period_code, part.value)
    written = "\n".join(line.rstrip() for line in text.strip().splitlines())
    when = f" {_period_label(period_code)}" if period_code else ""
    label = f"change of {part.value} of {_name(indicator)}{when}"
    if not written:
        return change_set(label, [Change(before, None)] if before is not None else [])
    if before is not None and before.text == written:
        return ChangeSet(label, ())
    return change_set(label, [Change(before, Commentary(indicator_id, period_code, part, written))])


def change_commentaries(
    book: Book, indicator_id: str, period_code: str, texts: Mapping[CommentaryPart, str]
) -> ChangeSet:
    """Several parts of what is written about an indicator in a period, in one step."""
    steps = [change_commentary(book, indicator_id, period_code, part, text) for part, text in texts.items()]
    made = [step for step in steps if step.changes]
    if len(made) == 1:
        return made[0]
    label = f"change of commentary of {_name(_indicator(book, indicator_id))} {_period_label(period_code)}"
    return change_set(label, [change for step in made for change in step.changes])


def change_note(book: Book, indicator_id: str, period_code: str, text: str) -> ChangeSet:
    """The note that is kept with a figure; an empty text removes it. Raises Refusal where there is no figure."""
    indicator = _indicator(book, indicator_id)
    before = book.observation(indicator_id, period_code)
    if before is None or not _has_a_figure(before):
        raise Refusal(f"{_name(indicator)} has no figure for {_period_label(period_code)} to keep a note with.")
    written = " ".join(text.split())
    label = f"change of note of {_name(indicator)} {_period_label(period_code)}"
    return change_set(label, [Change(before, replace(before, note=written))])


def change_shape(book: Book, scorecard_id: str, shape: Shape) -> ChangeSet:
    """In which parts officers write about the figures of a scorecard."""
    card = book.get(Scorecard, scorecard_id)
    if card is None:
        raise Refusal("The scorecard is no longer there: someone has removed it.")
    before = book.get(Setting, Scope.SCORECARD.value, scorecard_id, COMMENTARY_SHAPE.name)
    after = Setting(Scope.SCORECARD, scorecard_id, COMMENTARY_SHAPE.name, shape.value)
    return change_set(f"change of the shape of commentary of {card.name}", [Change(before, after)])


def change_target(book: Book, indicator_id: str, period_code: str, text: str) -> ChangeSet:
    """The target for a period (empty for every period without one of its own); an empty text or ``n/a`` removes it.

    Words that are no figure are kept as a target in words, which is never rated. Each change counts its version up.
    """
    indicator = _indicator(book, indicator_id)
    when = f" {_period_label(period_code)}" if period_code else ""
    label = f"change of target of {_name(indicator)}{when}"
    before = book.get(Target, indicator_id, period_code)
    from scorecard_desktop.domain.aims import read_target  # what it knows of words takes longer to load than a frame

    after = read_target(text, indicator_id, period_code)
    if after is not None and "%" in text and indicator.unit is not Unit.PERCENT:
        raise Refusal(f"{_name(indicator)} is not a percentage: type its target without the percent sign.")
    if after is None:
        return change_set(label, [Change(before, None)] if before is not None else [])
    if before is not None:
        if (before.kind, before.low, before.high) == (after.kind, after.low, after.high) and before.text == after.text:
            return ChangeSet(label, ())
        after = replace(after, version=before.version + 1)
    return change_set(label, [Change(before, after)])


def change_targets(book: Book, typed: Iterable[Typed], what: str) -> ChangeSet:
    """Targets as they are typed into a scorecard that stands at a period, in one step: all of them or none.

    Each text changes the target that holds in its period: the period's own, else the one for every period.
    """
    steps = []
    for cell in typed:
        held = book.target(cell.indicator, cell.period)
        steps.append(change_target(book, cell.indicator, held.period if held is not None else "", cell.text))
    changes = [change for step in steps for change in step.changes]
    return change_set(steps[0].label if len(steps) == 1 else f"{what} of {len(changes)} targets", changes)


def target_as_typed(book: Book, indicator: Indicator, period_code: str) -> str:
    """The target that holds in a period as it would be typed; empty where there is none."""
    held = book.target(indicator.id, period_code)
    return "" if held is None else held.text or target_text(held, indicator)


def change_polarity(book: Book, indicator_id: str, polarity: Polarity) -> ChangeSet:
    """Which way is good for an indicator."""
    indicator = _indicator(book, indicator_id)
    return change_set(
        f"change of polarity of {_name(indicator)}", [Change(indicator, replace(indicator, polarity=polarity))]
    )


def change_due(
    book: Book, indicator_id: str, frequency: PeriodKind, starts: date | None, ends: date | None
) -> ChangeSet:
    """How often an indicator's figures are due, and the first and last day that any is about (None: no such day)."""
    indicator = _indicator(book, indicator_id)
    if starts is not None and ends is not None and ends < starts:
        raise Refusal("The last day is before the first. Figures end on or after the day on which they begin.")
    after = replace(indicator, frequency=frequency, starts=starts, ends=ends)
    return change_set(f"change of when {_name(indicator)} is due", [Change(indicator, after)])


def _indicator(book: Book, indicator_id: str) -> Indicator:
    found = book.get(Indicator, indicator_id)
    if found is None:
        raise Refusal("The indicator is no longer there: someone has removed it.")
    return found


def _name(indicator: Indicator) -> str:
    return indicator.ref or indicator.name


def _period_label(code: str) -> str:
    try:
        return period_from_code(code).label
    except ValueError as error:
        raise Refusal(str(error)) from error


def _figure(book: Book, indicator: Indicator, text: str) -> Figure:
    figure = read_figure(text, symbol_words(book, indicator.scorecard))
    shown = " ".join(text.split())
    if figure is None:
        raise Refusal(f"“{shown}” is not a figure. {_CAN_BE_TYPED.get(indicator.unit, _NUMBER_CAN_BE_TYPED)}")
    if figure.percent and indicator.unit is not Unit.PERCENT:
        kind = "a count over a count gives a percentage" if figure.numerator is not None else "“%” is for percentages"
        raise Refusal(f"{_name(indicator)} is not a percentage, and {kind}. {_NUMBER_CAN_BE_TYPED}")
    return figure


def _change(book: Book, indicator: Indicator, period: str, text: str, area: str) -> list[Change]:
    """The change of one figure; none where the text says what stands there."""
    before = book.observation(indicator.id, period, area)
    if not text.strip():
        return [Change(before, None)] if before is not None else []
    after = _typed(book, indicator, period, area, text)
    if before is not None and before.note and not after.note and _has_a_figure(before):
        after = replace(after, note=before.note)  # words that stood in place of a figure go with them
    return [] if before is not None and _says_the_same(before, after) else [Change(before, after)]


def _step(book: Book, label: str, changes: list[Change]) -> ChangeSet:
    """Figures that change together, with the columns that they need and without what was found wrong of the old."""
    return change_set(label, [*_new_columns(book, changes), *changes, *_settled(book, changes)])


def _none_of(count: int, refused: list[str]) -> str:
    if count == 1:
        return refused[0]
    said = " ".join(refused[:_SAID_OF_REFUSED])
    rest = len(refused) - _SAID_OF_REFUSED
    more = f" So {'is' if rest == 1 else 'are'} {rest} more." if rest > 0 else ""
    return f"Nothing was changed: {len(refused)} of {count} cells cannot be understood. {said}{more}"


def _typed(book: Book, indicator: Indicator, period: str, area: str, text: str) -> Observation:
    due = read_due(text)
    if due is not None:
        return Observation(indicator.id, period, area, expected=due)
    return _observation(indicator, period, area, _figure(book, indicator, text))


def _observation(indicator: Indicator, period: str, area: str, figure: Figure) -> Observation:
    return Observation(
        indicator.id,
        period,
        area,
        value=figure.value,
        symbol=figure.symbol,
        flags=figure.flags,
        numerator=figure.numerator,
        denominator=figure.denominator,
        note=figure.note,
    )


def _has_a_figure(observation: Observation) -> bool:
    return observation.value is not None or observation.symbol is not None


def _says_the_same(before: Observation, after: Observation) -> bool:
    """The same figure typed again. Its counts need not be: they still hold, and so does its source."""
    same = (before.value, before.symbol, before.flags) == (after.value, after.symbol, after.flags)
    counts = after.numerator is None or (before.numerator, before.denominator) == (after.numerator, after.denominator)
    return same and counts and after.note in ("", before.note) and before.expected == after.expected


def _new_columns(book: Book, changes: list[Change]) -> Iterator[Change]:
    wanted: dict[tuple[str, str], None] = {}
    for change in changes:
        if isinstance(change.after, Observation):
            wanted[_indicator(book, change.after.indicator).scorecard, change.after.period] = None
    for scorecard, period in wanted:
        if book.get(ScorecardPeriod, scorecard, period) is None:
            yield Change(None, ScorecardPeriod(scorecard, period))


def _settled(book: Book, changes: list[Change]) -> Iterator[Change]:
    """What imports found wrong at figures that are there no longer. The rules check what stands now by themselves."""
    places = {change.record.key[:2] for change in changes}
    for finding in book.all(Finding):
        if (finding.indicator, finding.period) in places:
            yield Change(finding, None)
