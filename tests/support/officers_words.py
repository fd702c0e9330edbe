"""A book made from facts in officers' words, as worked examples and tables of cases give them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.aims import read_polarity, read_target
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Source
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope, Target, Tolerance, ToleranceKind
from support.worked_examples import Facts

CARD, IND = "vital", "vital/1.1"
_UNITS = {"percentage": Unit.PERCENT, "count": Unit.COUNT, "rate": Unit.RATE, "number": Unit.NUMBER, "£": Unit.MONEY}
_PLACES = {Unit.PERCENT: "1", Unit.RATE: "1"}


def period_of(words: str) -> Period:
    """``Apr 2018``, ``Q2 2017-18`` as a column heading would be read."""
    heading = read_label(words)
    assert heading is not None, f"no period: {words}"
    return heading.period


def number(words: str) -> Decimal:
    """The number in ``10% of the target``, ``5 points``, ``£1.2``."""
    found = re.search(r"-?[\d,]*\.?\d+", words)
    assert found is not None, f"no number: {words}"
    return Decimal(found[0].replace(",", ""))


def polarity_of(words: str) -> Polarity:
    """As officers write it; ``not stated`` is unknown."""
    found = Polarity.UNKNOWN if words == "not stated" else read_polarity(words)
    assert found is not None, f"no polarity: {words}"
    return found


def indicator_of(facts: Facts) -> Indicator:
    """The indicator: a percentage to one place where higher is better, unless told otherwise."""
    unit = _UNITS[facts.get("unit", "percentage")]
    return Indicator(
        IND,
        CARD,
        1,
        "1.1",
        facts.get("indicator", "Plans agreed"),
        unit=unit,
        decimals=int(facts.get("decimals", _PLACES.get(unit, "0"))),
        polarity=polarity_of(facts.get("polarity", "higher is better")),
        frequency=_given(facts) or period_of(facts.get("period", "Apr 2018")).kind,
        affects_budget=facts.get("affects the budget") == "yes",
        affects_risks=tuple(facts.get("affects risk").split()),
        starts=_day(facts.get("first day")),
        ends=_day(facts.get("last day")),
    )


def _given(facts: Facts) -> PeriodKind | None:
    """How often figures are due: ``quarterly``; None where the facts do not say."""
    return next((kind for kind in PeriodKind if kind.adverb == facts.get("given")), None)


def _day(words: str) -> date | None:
    return period_of(words).end if words else None


def tolerance_of(words: str, scope: Scope = Scope.INDICATOR) -> Tolerance:
    """``red 30%, green 20%``; ``10% of the target``, ``… or no worse than last year``; ``5 points``; ``floor 80%``."""
    owner = {Scope.INDICATOR: IND, Scope.SCORECARD: CARD, Scope.COUNCIL: ""}[scope]
    red, green = re.search(r"red ([^,]+)", words), re.search(r"green ([^,]+)", words)
    if red is not None or green is not None:
        return Tolerance(
            scope,
            owner,
            ToleranceKind.THRESHOLDS,
            red=None if red is None else number(red[1]),
            green=None if green is None else number(green[1]),
        )
    if words.startswith("floor"):
        return Tolerance(scope, owner, ToleranceKind.FLOOR, floor=number(words))
    kind = ToleranceKind.ABSOLUTE
    if "of the target" in words:
        kind = ToleranceKind.LAST_YEAR if "last year" in words else ToleranceKind.RELATIVE
    return Tolerance(scope, owner, kind, margin=number(words))


def observation_of(words: str, period: Period, source: Source | None = None) -> Observation | None:
    """A figure as typed. ``blank`` is none yet, ``not due`` is none expected; words that say nothing are kept."""
    if words in ("", "blank"):
        return None
    if words == "not due":
        return Observation(IND, period.code, expected=False, source=source)
    figure = read_figure(words)
    if figure is None:
        return Observation(IND, period.code, note=words, source=source)
    return Observation(
        IND,
        period.code,
        value=figure.value,
        symbol=figure.symbol,
        flags=figure.flags,
        numerator=figure.numerator,
        denominator=figure.denominator,
        note=figure.note,
        source=source,
    )


def book_of(facts: Facts) -> Book:
    """A book with one scorecard and one indicator, and everything that the facts say of it."""
    indicator = indicator_of(facts)
    period = period_of(facts.get("period", "Apr 2018"))
    records: list[Record] = [
        Scorecard(CARD, 1, facts.get("scorecard", "Vital signs"), _frequency(facts, period)),
        indicator,
        *_columns(facts, period),
        *_figures(facts, indicator, period),
        *_localities(facts, period),
        *_targets(facts),
        *_settings(facts),
    ]
    for name, scope in (
        ("tolerance", Scope.INDICATOR),
        ("scorecard’s tolerance", Scope.SCORECARD),
        ("council’s tolerance", Scope.COUNCIL),
    ):
        if name in facts and facts.get(name) != "none":
            records.append(tolerance_of(facts.get(name), scope))
    if "comment" in facts:
        records.append(Commentary(IND, period.code, CommentaryPart.COMMENT, facts.get("comment").strip("“”")))
    if facts.get("override"):
        records.append(override_of(facts.get("override"), period, RatingOf.CURRENT))
    if facts.get("forecast’s override"):
        records.append(override_of(facts.get("forecast’s override"), year_of(period), RatingOf.FORECAST))
    return Book(records)


def override_of(words: str, period: Period, rating: RatingOf) -> Override:
    """``green, because The return was late., by J. Grantly on 3 May 2018``."""
    colour, _, reason = words.partition(", because ")
    reason, _, who = reason.partition(", by ")
    who, _, day = who.partition(" on ")
    rag = Rag.NONE if colour == "not rated" else Rag(colour)
    return Override(IND, period.code, rag, reason, who, rating, _day(day))


def _frequency(facts: Facts, period: Period) -> PeriodKind:
    return PeriodKind(facts.get("frequency", period.kind.value))


def _columns(facts: Facts, period: Period) -> list[ScorecardPeriod]:
    periods = [period_of(words) for words in _listed(facts.get("columns"))] or [period]
    return [ScorecardPeriod(CARD, each.code) for each in periods]


def _figures(facts: Facts, indicator: Indicator, period: Period) -> list[Observation]:
    """The figure of the period, those that led to it (``series``, oldest first), the one before and last year's.

    Where there is no figure by itself, the last of the series is the period's.
    """
    found: dict[str, Observation] = {}

    def keep(observation: Observation | None) -> None:
        if observation is not None:
            found[observation.period] = observation

    series = [*_listed(facts.get("series")), *_listed(facts.get("then"))]
    first = period_of(facts.get("from")) if "from" in facts else period.shifted(("figure" not in facts) - len(series))
    for step, words in enumerate(series):
        keep(observation_of(words, first.shifted(step)))
    keep(observation_of(facts.get("last year"), period.year_earlier()))
    keep(observation_of(facts.get("before"), period.previous()))
    if "figure" in facts:
        keep(observation_of(facts.get("figure"), period, _cell(facts)))
    if "counts" in facts:
        over, under = (number(part) for part in facts.get("counts").split("/"))
        found[period.code] = replace(found[period.code], numerator=over, denominator=under)
    for name, words in facts.starting("figure for "):
        keep(observation_of(words, period_of(name)))
    for name, colour in facts.starting("sheet’s colour in "):
        at = period_of(name).code
        found[at] = replace(found[at], sheet_rag=Rag(colour))
    for name, arrow in facts.starting("sheet’s arrow in "):
        at = period_of(name).code
        way, _, merit = arrow.partition(", ")
        found[at] = replace(found[at], sheet_movement=Movement(way), sheet_merit=Merit(merit) if merit else None)
    return list(found.values())


def _localities(facts: Facts, period: Period) -> list[Observation]:
    found = [(area, observation_of(words, period)) for area, words in facts.starting("in ")]
    return [replace(figure, area=area.title()) for area, figure in found if figure is not None]


def _listed(words: str) -> list[str]:
    """Figures with commas between them; ``7 × (80%, 82%)`` is the two of them seven times over."""
    whole = re.sub(r"(\d+) × \(([^)]*)\)", lambda m: ", ".join([m[2]] * int(m[1])), words)
    return [figure.strip() for figure in whole.split(", ") if figure.strip()]


def _cell(facts: Facts) -> Source | None:
    shown, number_format = facts.get("cell shows"), facts.get("cell’s format")
    return Source("MI.xlsx", "", "County", "I48", shown, number_format) if shown or number_format else None


def _targets(facts: Facts) -> list[Target]:
    found = []
    if facts.get("target", "none") != "none":
        found.append(read_target(facts.get("target"), IND))
    for name, words in facts.starting("target for "):
        found.append(read_target(words, IND, period_of(name).code))
    version = int(facts.get("version of the target", "1"))
    return [replace(target, version=version) for target in found if target is not None]


def _settings(facts: Facts) -> list[Setting]:
    found = []
    for beginning, scope, owner in (
        ("setting ", Scope.INDICATOR, IND),
        ("scorecard’s setting ", Scope.SCORECARD, CARD),
        ("council’s setting ", Scope.COUNCIL, ""),
    ):
        found += [Setting(scope, owner, name, value) for name, value in facts.starting(beginning)]
    return found
