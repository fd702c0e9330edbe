"""What to look at before a pack goes out: findings, comments, returns, tolerances, and what nobody has written yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.restatements import restated_figures
from scorecard_desktop.domain.rule_words import rule_words
from scorecard_desktop.domain.target import TargetKind
from scorecard_desktop.domain.template import ItemKind, Template
from scorecard_desktop.services.overview import outstanding
from scorecard_desktop.services.packer import PackRequest

_NAMED = 4
_SAID = frozenset(CommentaryPart) - {CommentaryPart.CHART_NOTE}


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One thing to look at: how grave, how many of what, which, and the page of the window that shows them.

    ``part`` is the part of the pack's own page, the meeting or the periods. ``is_finding`` says that these are the
    findings of that severity.
    """

    severity: Severity
    count: int
    what: str
    detail: str
    page: str
    part: str = ""
    is_finding: bool = False

    @property
    def words(self) -> str:
        """``3 errors among the findings``."""
        return f"{self.count:,} {self.what}" if self.count else self.what


def checklist(ledger: Ledger, request: PackRequest, template: Template, today: date) -> list[ChecklistLine]:
    """The lines for a pack, gravest first; none where nothing is left. Only what the template's items show counts."""
    rows = [row for card in ledger.book.scorecards() for row in _rows(ledger, card.id, request)]
    shows_figures = any(item.kind.shows_figures for item in template.items)
    lines = list(_findings(ledger))
    if shows_figures:
        lines += [*_figures(ledger, rows, template, today), *_periods(ledger, dict(request.periods or ()))]
    lines += _meeting(request, template, today)
    return sorted(lines, key=lambda line: -line.severity.rank)


def _rows(ledger: Ledger, card: str, request: PackRequest) -> list[RatedRow]:
    at = dict(request.periods or ())
    if request.periods is None:
        return list(ledger.rows(card))
    period = at.get(card)
    if period is None:
        return []
    found = (ledger.row(indicator.id, period) for indicator in ledger.book.indicators(card))
    return [row for row in found if row is not None]


def _findings(ledger: Ledger) -> Iterator[ChecklistLine]:
    by_severity: dict[Severity, Counter[str]] = {}
    for finding in ledger.findings():
        by_severity.setdefault(finding.severity, Counter())[finding.rule] += 1
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        rules = by_severity.get(severity, Counter())
        if rules:
            many = rules.total()
            named = ", ".join(f"{rule_words(rule)} ({count})" for rule, count in rules.most_common(_NAMED))
            yield ChecklistLine(severity, many, f"{_many(many, word)} among the findings", named, "findings", "", True)


def _figures(ledger: Ledger, rows: list[RatedRow], template: Template, today: date) -> Iterator[ChecklistLine]:
    if template.kinds & {ItemKind.EXCEPTIONS, ItemKind.REPORT_CARDS}:
        silent = [row for row in rows if row.exceptions and not _has_comment(row)]
        if silent:
            what = _many(len(silent), "exception") + " without a comment"
            yield ChecklistLine(Severity.WARNING, len(silent), what, _named(silent), "exceptions")
    owed = outstanding(ledger.book, today)
    if owed:
        titles = [line.title for line in owed]
        what = _many(len(owed), "return") + " still awaited"
        yield ChecklistLine(Severity.WARNING, len(owed), what, _listed(titles), "returns")
    bare = [row for row in rows if _lacks_tolerance(row)]
    if bare:
        what = _many(len(bare), "target") + " without a tolerance: missed by a little is red"
        yield ChecklistLine(Severity.NOTE, len(bare), what, _named(bare), "scorecard")
    unexplained = [one for one in restated_figures(ledger.book) if one.reason is None]
    if unexplained:
        what = _many(len(unexplained), "restated figure") + " without a reason"
        names = list(dict.fromkeys(one.indicator.title for one in unexplained))
        yield ChecklistLine(Severity.WARNING, len(unexplained), what, _listed(names), "findings")


def _periods(ledger: Ledger, chosen: Mapping[str, Period]) -> Iterator[ChecklistLine]:
    """A choice made for an earlier meeting that holds still would report figures that are no longer the last."""
    behind = [
        f"{card.name}: {chosen[card.id].label}, while figures have come for {now.label}"
        for card in ledger.book.scorecards()
        if card.id in chosen and (now := ledger.book.current_period(card.id)) is not None and chosen[card.id] != now
    ]
    if behind:
        what = _many(len(behind), "scorecard") + " not at the current period"
        yield ChecklistLine(Severity.NOTE, len(behind), what, "; ".join(behind[:_NAMED]), "pack", "periods")


def _meeting(request: PackRequest, template: Template, today: date) -> Iterator[ChecklistLine]:
    if request.date is None:
        yield ChecklistLine(
            Severity.WARNING, 0, "The meeting has no date", "Today’s would stand on the cover.", "pack", "meeting"
        )
    elif request.date < today:
        said = f"{request.date.day} {request.date:%B %Y}"
        yield ChecklistLine(Severity.NOTE, 0, "The meeting is in the past", said, "pack", "meeting")
    if not request.committee:
        yield ChecklistLine(Severity.WARNING, 0, "The cover names no committee", "", "pack", "meeting")
    if ItemKind.REPORT in template.kinds:
        missing = [
            words
            for words, written in (
                ("executive summary", request.summary),
                ("recommendations", request.recommendations),
                ("strategic impact", request.strategic_impact),
                ("implications", request.implications),
            )
            if not written
        ]
        if missing:
            yield ChecklistLine(
                Severity.NOTE, 0, "Not written for this meeting yet", _listed([*missing]), "pack", "meeting"
            )


def _has_comment(row: RatedRow) -> bool:
    """Whether anybody has written about the figure itself; words of no one period count as well."""
    return any(one.text.strip() and one.part in _SAID for one in row.commentary)


def _lacks_tolerance(row: RatedRow) -> bool:
    target = row.target
    is_rated = row.indicator.polarity in (Polarity.HIGH, Polarity.LOW, Polarity.RANGE)
    return target is not None and target.kind is not TargetKind.TEXT and is_rated and row.tolerance is None


def _named(rows: list[RatedRow]) -> str:
    return _listed([row.indicator.ref or row.indicator.name for row in rows])


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _many(count: int, thing: str) -> str:
    return thing if count == 1 else f"{thing}s"
