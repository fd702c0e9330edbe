"""One line for the officer about each record of a plan: what it is, and what was there before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable, show_money
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.figures import plain, show, significant_decimals
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.pack_text import PackText
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Benchmark, Scope, Target, Tolerance, ToleranceKind
from scorecard_desktop.domain.template import PackTemplate, TemplateItem

_NOT_SHOWN = ("source", "version", "order")
_LONGEST = 60


def entry_line(book: Book, change: Change) -> str:
    """``5.4 Plans agreed, Apr 2018: 92.8% → 93.1%``. ``book`` knows what the record belongs to."""
    record = change.record
    subject = _SUBJECT[type(record)](book, record)
    content = _CONTENT.get(type(record))
    if content is None:
        return f"{subject}{_fields(change)}"
    after = content(book, change.after) if change.after is not None else "removed"
    if change.before is None:
        return f"{subject}: {after}"
    before = content(book, change.before)
    if before == after:
        return f"{subject}: {after}{_fields(change)}"
    return f"{subject}: {before} → {after}"


def figure_words(observation: Observation, indicator: Indicator | None) -> str:
    """A figure in full: ``24.2% (24 / 163)``, ``[c]``, or the words that stand in its cell."""
    if observation.value is not None:
        unit = indicator.unit if indicator is not None else None
        decimals = indicator.decimals if indicator is not None else 0
        places = max(decimals, min(significant_decimals(observation.value), decimals + 2))
        text = show(observation.value, unit, places) if unit is not None else plain(observation.value)
        if observation.numerator is not None and observation.denominator is not None:
            text += f" ({plain(observation.numerator)} / {plain(observation.denominator)})"
    elif observation.symbol is not None:
        text = observation.symbol.shorthand
    elif not observation.says_something:
        return "a figure is due" if observation.expected else "no figure expected"
    else:
        return f"“{_short(observation.note)}”"
    flags = "".join(f" {flag.shorthand}" for flag in sorted(observation.flags, key=lambda f: f.value))
    note = f" “{_short(observation.note)}”" if observation.note else ""
    return text + flags + note


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def _fields(change: Change) -> str:
    """The fields that differ, each before and after; nothing for an addition."""
    if change.before is None or change.after is None:
        return ""
    shown = []
    for name in change.fields_changed:
        if name not in _NOT_SHOWN:
            before, after = change.field(name)
            shown.append(f"{name.replace('_', ' ')} {_value(before)} → {_value(after)}")
    return f" ({'; '.join(shown)})" if shown else ""


def _value(value: Any) -> str:  # noqa: ANN401 - a field of any record
    if value in (None, "", (), frozenset()):
        return "none"
    words = getattr(value, "words", None) or getattr(value, "value", None)
    if isinstance(value, tuple):
        return "; ".join(" ".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in value)
    return _short(str(words if words is not None else value))


def _indicator_title(book: Book, identity: str) -> str:
    indicator = book.get(Indicator, identity)
    return _short(indicator.title) if indicator is not None else identity


def _when(code: str) -> str:
    return f", {period_from_code(code).label}" if code else ""


def _observation(book: Book, observation: Observation) -> str:
    words = figure_words(observation, book.get(Indicator, observation.indicator))
    rag = observation.sheet_rag
    return f"{words}, {rag.value} in the sheet" if rag is not None and rag is not Rag.NONE else words


def _target(book: Book, target: Target) -> str:
    indicator = book.get(Indicator, target.indicator)
    return target.show(indicator.unit, max(indicator.decimals, 2)) if indicator is not None else target.text


def _tolerance(book: Book, tolerance: Tolerance) -> str:
    indicator = book.get(Indicator, tolerance.owner) if tolerance.scope is Scope.INDICATOR else None

    def figure(value: Any) -> str:  # noqa: ANN401 - a Decimal or None
        if value is None:
            return "none"
        return show(value, indicator.unit, significant_decimals(value)) if indicator is not None else plain(value)

    if tolerance.kind is ToleranceKind.THRESHOLDS:
        return f"red {figure(tolerance.red)}, green {figure(tolerance.green)}"
    if tolerance.kind is ToleranceKind.ABSOLUTE:
        return f"amber within {figure(tolerance.margin)}"
    if tolerance.kind is ToleranceKind.FLOOR:
        return f"amber down to {figure(tolerance.floor)}"
    return f"amber within {plain(tolerance.margin) if tolerance.margin is not None else '?'}% of the target"


def _benchmark(book: Book, benchmark: Benchmark) -> str:
    indicator = book.get(Indicator, benchmark.indicator)
    if benchmark.value is not None and indicator is not None:
        return show(benchmark.value, indicator.unit, max(indicator.decimals, significant_decimals(benchmark.value)))
    return benchmark.symbol.shorthand if benchmark.symbol is not None else f"“{_short(benchmark.note)}”"


def _tolerance_subject(book: Book, tolerance: Tolerance) -> str:
    if tolerance.scope is Scope.INDICATOR:
        return f"{_indicator_title(book, tolerance.owner)}, tolerance"
    card = book.get(Scorecard, tolerance.owner)
    return f"{card.name if card is not None else 'The council'}, tolerance"


def _risk_number(book: Book, identity: str) -> str:
    risk = book.get(Risk, identity)
    return f"Risk {risk.number}" if risk is not None and risk.number else f"Risk {identity.rpartition('/')[2]}"


def _programme(book: Book, identity: str) -> str:
    programme = book.get(Programme, identity)
    return f"Programme {_short(programme.name) if programme is not None else identity}"


def _meeting(book: Book, identity: str) -> str:
    meeting = book.get(Meeting, identity)
    return f"Meeting of {meeting.held:%d %b %Y}" if meeting is not None else f"Meeting {identity}"


def _amount_subject(book: Book, amount: BudgetAmount) -> str:
    table = book.get(BudgetTable, amount.table)
    line = book.get(BudgetLine, amount.table, amount.line)
    heading = next((c.heading for c in table.columns if c.key == amount.column), "") if table is not None else ""
    return f"{table.title if table is not None else ''}: {line.description if line is not None else ''}, {heading}"


def _amount(book: Book, amount: BudgetAmount) -> str:
    table = book.get(BudgetTable, amount.table)
    if table is None:
        return plain(amount.amount)
    return show_money(amount.amount, table.unit, max(table.decimals, significant_decimals(amount.amount)))


def _line_subject(book: Book, line: BudgetLine) -> str:
    table = book.get(BudgetTable, line.table)
    return f"{table.title if table is not None else ''}: {f'{line.number} {line.description}'.strip()}"


def _recommendation_subject(book: Book, review: RecommendationReview) -> str:
    found = book.get(Recommendation, review.recommendation)
    name = (found.ref or _short(found.text)) if found is not None else review.recommendation
    return f"Recommendation {name}, {review.reviewed:%d %b %Y}"


def _review_content(_book: Book, review: RiskReview) -> str:
    parts = [
        f"current score {review.current.words}" if review.current.value is not None or review.current.likelihood else ""
    ]
    if review.prospects is not Rag.NONE:
        parts.append(f"prospects {review.prospects.value}")
    return ", ".join(part for part in parts if part) or "no score stated"


def _of_whom(book: Book, setting: Setting) -> str:
    if setting.scope is Scope.INDICATOR:
        return f" of {_indicator_title(book, setting.owner)}"
    card = book.get(Scorecard, setting.owner) if setting.scope is Scope.SCORECARD else None
    return f" of {card.name}" if card is not None else ""


_SUBJECT: dict[type[Record], Callable[[Book, Any], str]] = {
    Scorecard: lambda _book, card: f"Scorecard {card.name}",
    Indicator: lambda _book, indicator: f"Indicator {_short(indicator.title)}",
    Observation: lambda book, o: f"{_indicator_title(book, o.indicator)}{_when(o.period)}",
    Target: lambda book, t: f"{_indicator_title(book, t.indicator)}, target{_when(t.period)}",
    Tolerance: _tolerance_subject,
    Benchmark: lambda book, b: f"{_indicator_title(book, b.indicator)}, {b.name}{_when(b.period)}",
    Commentary: lambda book, c: f"{_indicator_title(book, c.indicator)}, {c.part.heading.lower()}{_when(c.period)}",
    Risk: lambda book, risk: f"{_risk_number(book, risk.id)} of the {risk.register}",
    RiskReview: lambda book, r: f"{_risk_number(book, r.risk)}, {r.reviewed:%d %b %Y}: {_short(r.title)}",
    Recommendation: lambda _book, r: f"Recommendation {r.ref or _short(r.text)} of {r.body}",
    RecommendationReview: _recommendation_subject,
    RiskTask: lambda book, t: f"{_risk_number(book, t.risk)}, task: {_short(t.text)}",
    RiskNote: lambda book, n: f"{_risk_number(book, n.risk)}, note of {n.dated:%d %b %Y}",
    RiskBudgetLine: lambda book, link: f"{_risk_number(book, link.risk)} and the budget line {link.budget_line}",
    Programme: lambda _book, p: f"Programme {_short(p.name)}",
    Highlight: lambda book, h: f"{_programme(book, h.programme)}, report of {h.reported:%d %b %Y}",
    Milestone: lambda book, m: f"{_programme(book, m.programme)}, milestone: {_short(m.text)}",
    ProgrammeMeasure: lambda book, m: f"{_programme(book, m.programme)}: {_indicator_title(book, m.measure)}",
    Meeting: lambda _book, m: f"Meeting of {m.committee}, {m.held:%d %b %Y}",
    AgendaItem: lambda book, i: f"{_meeting(book, i.meeting)}, item: {_short(i.title)}",
    MeetingAction: lambda book, a: f"{_meeting(book, a.meeting)}, action: {_short(a.text)}",
    PackTemplate: lambda _book, t: f"Pack template {_short(t.title)}",
    TemplateItem: lambda _book, i: f"Item of a pack template: {i.item.kind.words.lower()}",
    PackText: lambda _book, t: f"Report to the meeting of {t.meeting:%d %b %Y}, {t.part.words.lower()}",
    BudgetTable: lambda _book, table: f"Budget table {table.title}{_when(table.period)}",
    BudgetLine: _line_subject,
    BudgetAmount: _amount_subject,
    Setting: lambda book, s: f"Setting {s.name}{_of_whom(book, s)}",
    Override: lambda book, o: f"{_indicator_title(book, o.indicator)}{_when(o.period)}, rating settled by an officer",
    ScorecardPeriod: lambda _book, c: f"Column{_when(c.period)}",
}

_CONTENT: dict[type[Record], Callable[[Book, Any], str]] = {
    Observation: _observation,
    Target: _target,
    Tolerance: _tolerance,
    Benchmark: _benchmark,
    Commentary: lambda _book, c: f"“{_short(c.text)}”",
    Recommendation: lambda _book, r: f"“{_short(r.text)}”",
    RecommendationReview: lambda _book, r: r.status.value,
    RiskReview: _review_content,
    BudgetAmount: _amount,
    PackText: lambda _book, t: f"“{_short(t.text)}”",
    Setting: lambda _book, s: s.value,
}
