"""Ratings, findings and risk changes as plain rows: what the command prints and other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from scorecard_desktop.domain.analysis import indicator_chance, indicator_chart, indicator_trajectory
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.chasing import ReturnLine
from scorecard_desktop.domain.direction import Direction
from scorecard_desktop.domain.dismissals import dismissed_before
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.rag import Movement
from scorecard_desktop.domain.rated import RatedRow, figure_text, target_text
from scorecard_desktop.domain.rating import Rating
from scorecard_desktop.domain.risk import RiskChange
from scorecard_desktop.domain.risk_gaps import RiskGap
from scorecard_desktop.domain.spc_advice import advice
from scorecard_desktop.services.importer import Action, ImportPlan
from scorecard_desktop.services.periods import Reported

if TYPE_CHECKING:
    from scorecard_desktop.importing.published_contents import PublishedFile

Row = dict[str, object]
"""One row by the names of its fields, ready for JSON."""


def rating_rows(ledger: Ledger, periods: Reported) -> list[Row]:
    """A row for each indicator of each scorecard at its period."""
    return [_rating(ledger.book, row) for card, period in periods for row in ledger.rows(card, period)]


def _rating(book: Book, row: RatedRow) -> Row:
    return {
        "scorecard": row.scorecard.name,
        "ref": row.indicator.ref,
        "indicator": row.indicator.name,
        "period": row.period.code,
        "value": number(row.value),
        "text": row.text,
        "target": row.target_text,
        "rag": row.rating.rag.value,
        "rule": row.rating.rule,
        "target_version": row.rating.target_version,
        "overridden": row.rating.overridden,
        "proof": row.rating.proof,
        **_travel("", row.direction),
        **_travel("long_", row.long_direction),
        "derived": row.derived is not None and row.observation is not None,
        **_read_with_care(book, row),
        "exceptions": [reason.criterion.value for reason in row.exceptions],
        "presence": row.presence.value,
        "override": _override(row.rating),
        "forecast": _forecast(row),
    }


def _override(rating: Rating) -> Row | None:
    """What an officer has set in place of the computed rating; nothing where nobody has."""
    override = rating.override
    if override is None:
        return None
    return {
        "rag": override.rag.value,
        "computed": rating.computed.rag.value,
        "reason": override.reason,
        "who": override.who,
        "on": override.set_on.isoformat() if override.set_on is not None else "",
    }


def _forecast(row: RatedRow) -> Row | None:
    """The forecast for the year's end with a rating of its own; nothing where nobody has given one."""
    forecast = row.forecast
    if forecast.observation is None:
        return None
    return {
        "period": forecast.year.code,
        "value": number(forecast.observation.value),
        "text": figure_text(forecast.observation, row.indicator),
        "target": target_text(forecast.target, row.indicator),
        "rag": forecast.rating.rag.value,
        "proof": forecast.rating.proof,
        "override": _override(forecast.rating),
    }


def _read_with_care(book: Book, row: RatedRow) -> Row:
    """What chance, a control chart and the trend say of a figure; empty where there is none or they cannot tell."""
    if row.value is None:
        names = ("chance", "variation", "assurance", "chart_advice", "prospect", "prospect_says")
        return dict.fromkeys(names, "")
    chart = indicator_chart(book, row.indicator, row.period).chart
    trend = indicator_trajectory(book, row.indicator, row.period)
    return {
        "chance": indicator_chance(book, row.indicator, row.period, row.rating.rag),
        "variation": chart.variation.value if chart.variation is not None else "",
        "assurance": chart.assurance.value,
        "chart_advice": advice(row.rating.rag, chart),
        "prospect": trend.prospect.value,
        "prospect_says": trend.sentence,
    }


def _travel(which: str, travel: Direction) -> Row:
    return {
        f"{which}movement": travel.movement.value,
        f"{which}merit": travel.merit.value,
        f"{which}against": travel.against if travel.movement is not Movement.NONE else "",
    }


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has numbers: whole ones whole, others by the nearest that JSON's readers know."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def finding_rows(book: Book, findings: Iterable[Finding]) -> list[Row]:
    """A row for each finding, in their order."""
    return [_finding(book, finding) for finding in findings]


def _finding(book: Book, finding: Finding) -> Row:
    indicator = book.get(Indicator, finding.indicator) if finding.indicator else None
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "indicator": (indicator.ref or indicator.name) if indicator is not None else "",
        "period": finding.period,
        "subject": finding.subject,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "advice": finding.advice,
        "dismissed_before": [
            {"reason": before.reason, "who": before.who, "when": before.when}
            for before in dismissed_before(book, finding)
        ],
    }


def return_rows(lines: Iterable[ReturnLine]) -> list[Row]:
    """A row for each service's return, with the indicators that are still missing."""

    def day(value: date | None) -> str:
        return value.isoformat() if value is not None else ""

    return [
        {
            "service": line.service,
            "period": line.period.code,
            "state": line.state.value,
            "due": day(line.due),
            "issued": day(line.issued),
            "received": day(line.received),
            "expected": line.expected,
            "missing": [indicator.ref or indicator.name for indicator in line.missing],
        }
        for line in lines
    ]


def risk_rows(changes: Iterable[tuple[str, RiskChange]], gaps: Iterable[tuple[str, RiskGap]]) -> list[Row]:
    """A row for each movement of a risk, with the facts of that risk that could not be compared."""
    facts = {(register, gap.risk): list(gap.facts) for register, gap in gaps}
    return [
        {
            "register": register,
            "risk": change.number,
            "change": change.change.value,
            "aspect": change.aspect,
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            "not_compared": facts.get((register, change.risk), []),
        }
        for register, change in changes
    ]


def gap_rows(gaps: Iterable[tuple[str, RiskGap]]) -> list[Row]:
    """A row for each risk that could not be compared, or only in part, and what each of the two reviews lacks."""
    return [
        {
            "register": register,
            "risk": gap.number,
            "facts": list(gap.facts),
            "earlier": gap.before,
            "later": gap.after,
        }
        for register, gap in gaps
    ]


_MOST_PLACES = 1_000
_MOST_VALUES = 500


def _published(file: PublishedFile) -> Row:
    """What a file of published figures holds, and what is taken from it; long lists are cut, their length is not."""
    return {
        "file": file.name,
        "rows": file.rows,
        "described": file.header.described,
        "indicators": [{"column": c.name, "label": c.label, "unit": c.unit} for c in file.indicators],
        "filters": [
            {
                "column": column.name,
                "label": column.label,
                "groups": column.groups,
                "count": len(values := file.values.get(column.name, ())),
                "values": list(values[:_MOST_VALUES]),
                "total": file.total_of(column),
            }
            for column in file.filters
        ],
        "geographies": [
            {
                "level": level,
                "count": len(places),
                "places": [{"code": place.code, "name": place.name} for place in places[:_MOST_PLACES]],
            }
            for level, places in file.places_by_level().items()
        ],
        "periods": [
            {
                "time_period": time.time_period,
                "time_identifier": time.time_identifier,
                "period": time.period.code if time.period is not None else "",
            }
            for time in file.times
            if time.time_period or time.time_identifier
        ],
        "benchmarks": [
            {
                "indicator": choice.indicator,
                "name": choice.name,
                "column": choice.column,
                "level": choice.level,
                "places": list(choice.places),
                "filters": dict(choice.filters),
            }
            for choice in file.choices
        ],
    }


def plan_rows(plan: ImportPlan) -> dict[str, list[Row]]:
    """What an import found and what it would do, record by record; what stays as it is is only counted."""
    return {
        "read_by": [{"file": file, "profile": profile} for file, profile in plan.read_by],
        "tables": [
            {
                "file": table.file,
                "sheet": table.sheet,
                "range": table.range,
                "kind": table.kind.value,
                "what": table.what,
                "confidence": table.confidence_words,
                "reason": table.reason,
                "columns": [
                    {
                        "heading": column.heading,
                        "cell": column.cell,
                        "means": column.means,
                        "period": column.period,
                        "samples": list(column.samples),
                    }
                    for column in table.columns
                ],
            }
            for table in plan.tables
        ],
        "changes": [
            {
                "action": entry.action.value,
                "record": entry.record.record_kind,
                "line": entry.line,
                "cell": entry.source.place if entry.source is not None else "",
            }
            for entry in plan.entries
            if entry.action is not Action.UNCHANGED
        ],
        "published": [_published(file) for file in plan.published],
        "left_out": [
            {"file": left.file, "sheet": left.sheet, "cell": left.cell, "text": left.text, "reason": left.reason}
            for left in plan.left_out
        ],
    }
