"""What a record becomes when a sheet speaks of it again: a blank in the sheet never wipes what the book holds."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, cast

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.risk import Risk, RiskReview, Score
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind, Tolerance

_BLANK: tuple[object, ...] = (
    None,
    "",
    (),
    frozenset(),
    Polarity.UNKNOWN,
    Rag.NONE,
    Merit.NONE,
    Score(),
    RecommendationStatus.NOT_STATED,
)


def merged(existing: Record | None, incoming: Record, unit_guessed: frozenset[str] = frozenset()) -> Record:
    """``incoming`` as it would stand; ``existing`` itself where nothing but the place it came from differs."""
    if existing is None:
        return incoming
    after = _merged(existing, incoming, unit_guessed)
    return existing if _without_source(after) == _without_source(existing) else after


def worded(existing: Record | None, incoming: Record) -> Record:
    """``existing`` with its blanks filled, where the sheet has words about it and nothing to correct."""
    if existing is None:
        return incoming
    filled: Record = _filled(incoming, existing)
    return existing if _without_source(filled) == _without_source(existing) else filled


def merged_exactly(existing: Record | None, incoming: Record, unstated: frozenset[str] = frozenset()) -> Record:
    """As ``merged``, for what comes from the program's own workbook: a field left blank there is meant to be blank.

    A figure without its marks, and a target's version, are still filled from what is held; so are the fields that the
    workbook has no column for, since an older one knows less.
    """
    if existing is None:
        return incoming
    if isinstance(existing, Observation | Target):
        return merged(existing, incoming)
    held: Any = {name: getattr(existing, name) for name in unstated}
    incoming = replace(cast("Any", incoming), **held)
    return existing if _without_source(incoming) == _without_source(existing) else incoming


def _without_source(record: Any) -> Any:  # noqa: ANN401 - a record of any kind, or part of one
    return replace(record, source=None) if hasattr(record, "source") else record


def _merged(existing: Any, incoming: Any, unit_guessed: frozenset[str]) -> Any:  # noqa: ANN401 - records of one kind
    if isinstance(incoming, Observation):
        return _observation(existing, incoming)
    if isinstance(incoming, Target):
        return _target(existing, incoming)
    if isinstance(incoming, Indicator):
        kept: dict[str, Any] = {
            name: getattr(existing, name) for name in ("decimals", "affects_budget", "affects_risks")
        }
        if incoming.id in unit_guessed or incoming.unit is Unit.NUMBER:  # which says no more than that it is a number
            kept["unit"] = existing.unit
        return replace(_filled(existing, incoming), **kept)
    if isinstance(incoming, Scorecard | Risk | RiskReview | BudgetLine | Recommendation | RecommendationReview):
        return _filled(existing, incoming)
    if isinstance(incoming, Tolerance | Benchmark | Commentary | BudgetTable | BudgetAmount):
        return incoming
    return _filled(existing, incoming)


def _filled(existing: Any, incoming: Any) -> Any:  # noqa: ANN401 - records of one kind
    """``incoming`` with its blanks filled from ``existing``."""
    blanks = {
        field.name: getattr(existing, field.name)
        for field in fields(incoming)
        if getattr(incoming, field.name) in _BLANK
    }
    return replace(incoming, **blanks)


def _observation(existing: Observation, incoming: Observation) -> Observation:
    said = incoming.value is not None or incoming.symbol is not None or bool(incoming.note)
    if not said and (existing.value is not None or existing.symbol is not None or existing.note):
        return existing
    if incoming.value == existing.value and incoming.symbol == existing.symbol:
        return replace(
            incoming,
            numerator=incoming.numerator if incoming.numerator is not None else existing.numerator,
            denominator=incoming.denominator if incoming.denominator is not None else existing.denominator,
            flags=incoming.flags or existing.flags,
            note=incoming.note or existing.note,
            sheet_rag=incoming.sheet_rag if incoming.sheet_rag is not None else existing.sheet_rag,
            sheet_movement=incoming.sheet_movement or existing.sheet_movement,
            sheet_merit=incoming.sheet_merit or existing.sheet_merit,
        )
    return incoming


def _target(existing: Target, incoming: Target) -> Target:
    """A target that asks for the same is the same, however it is written; another one is a new version."""
    figures = (existing.kind, existing.low, existing.high) == (incoming.kind, incoming.low, incoming.high)
    if figures and (incoming.kind is not TargetKind.TEXT or existing.text == incoming.text):
        return existing
    return replace(incoming, version=existing.version + 1)
