"""The items of a pack: what makes the sections of each kind.

To add a kind: its name in ``domain/template``, a section or an appendix that makes it, and a line in one of the two
tables at the end; where it prints figures, a line in ``shown`` too, so that they are kept when the pack is published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.grouping import grouping_from
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.template import ItemKind, PackItem
from scorecard_desktop.exporting.appendices.budget import budget_appendix
from scorecard_desktop.exporting.appendices.evidence import evidence
from scorecard_desktop.exporting.appendices.findings import findings_appendix
from scorecard_desktop.exporting.appendices.meetings import forward_plan
from scorecard_desktop.exporting.appendices.programmes import programmes_appendix
from scorecard_desktop.exporting.appendices.recommendations import recommendations_appendix
from scorecard_desktop.exporting.appendices.risks import risk_appendix
from scorecard_desktop.exporting.appendices.sources import sources_appendix
from scorecard_desktop.exporting.content import Content, rows_of
from scorecard_desktop.exporting.document import Contents, Heading, Section
from scorecard_desktop.exporting.sections.changes import changes
from scorecard_desktop.exporting.sections.control import control_pages
from scorecard_desktop.exporting.sections.covering_report import covering_report
from scorecard_desktop.exporting.sections.dashboard import dashboard, dashboard_key
from scorecard_desktop.exporting.sections.exceptions import exceptions
from scorecard_desktop.exporting.sections.measures import measures
from scorecard_desktop.exporting.sections.narratives import narratives
from scorecard_desktop.exporting.sections.report_card import report_card
from scorecard_desktop.exporting.sections.restated import restated_section
from scorecard_desktop.exporting.sections.summary import summary
from scorecard_desktop.exporting.sections.topics import topic


def sections_of(content: Content, item: PackItem) -> list[Section]:
    """The sections of an item; none where it would be empty."""
    if item.kind in _NARROWED:
        return _NARROWED[item.kind](content, item)
    return _WHOLE[item.kind](content) if item.kind in _WHOLE else []


def _contents() -> Section:
    return Section((Heading(2, "Contents", listed=False), Contents()))


def _summary(content: Content, item: PackItem) -> list[Section]:
    return summary(content.book, content.of(item), content.template.kinds)


def _dashboards(content: Content, item: PackItem) -> list[Section]:
    by = grouping_from(item.grouping)
    return [
        dashboard(content.book, card.scorecard, card.period, card.rows, content.marked, grouping=by)
        for card in content.of(item)
    ]


def _measures(content: Content, item: PackItem) -> list[Section]:
    """The place that the summary's links lead to, where no dashboard is it."""
    is_place = not content.items(ItemKind.DASHBOARD)
    return [
        measures(
            content.book,
            card,
            dashboard_key(card.scorecard) if is_place else f"measures-{card.scorecard.id}",
            grouping=grouping_from(item.grouping),
            areas=item.areas,
            restated=content.marked,
        )
        for card in content.of(item)
    ]


def _exceptions(content: Content, item: PackItem) -> list[Section]:
    cards = content.of(item)
    with_card = {row.indicator.id for each in content.items(ItemKind.REPORT_CARDS) for row in content.carded(each)}
    return [exceptions(content.book, rows_of(cards), with_card)] if cards else []


def _report_cards(content: Content, item: PackItem) -> list[Section]:
    rows = content.carded(item)
    return [report_card(content.book, row, is_first=index == 0) for index, row in enumerate(rows)]


def _topics(content: Content, item: PackItem) -> list[Section]:
    ledger = Ledger(content.book)
    rows = content.topics(item)
    return [topic(ledger, row, item.areas, is_first=index == 0) for index, row in enumerate(rows)]


def _narratives(content: Content, item: PackItem) -> list[Section]:
    """Those of every scorecard up to the period that is reported of it; some have narratives alone."""
    until = {card: period.end for card, period in content.periods or ()}
    last = max(until.values(), default=None)
    cards = (card for card in content.book.scorecards() if not item.scorecards or card.id in item.scorecards)
    return [made for card in cards for made in narratives(content.book, card, until.get(card.id, last))]


_NARROWED: Mapping[ItemKind, Callable[[Content, PackItem], list[Section]]] = {
    ItemKind.SUMMARY: _summary,
    ItemKind.CHANGES: lambda content, item: changes(content.book, rows_of(content.of(item))),
    ItemKind.DASHBOARD: _dashboards,
    ItemKind.MEASURES: _measures,
    ItemKind.EXCEPTIONS: _exceptions,
    ItemKind.REPORT_CARDS: _report_cards,
    ItemKind.TOPICS: _topics,
    ItemKind.CONTROL: lambda content, item: control_pages(content.book, content.of(item), item.indicators),
    ItemKind.NARRATIVES: _narratives,
    ItemKind.SOURCES: lambda content, item: sources_appendix(content.book, content.of(item)),
    ItemKind.EVIDENCE: lambda content, item: evidence(content.book, content.of(item)),
}
"""What can be narrowed to scorecards, indicators or areas."""

_WHOLE: Mapping[ItemKind, Callable[[Content], list[Section]]] = {
    ItemKind.CONTENTS: lambda _: [_contents()],
    ItemKind.REPORT: lambda content: covering_report(content.meeting),
    ItemKind.RESTATED: lambda content: restated_section(content.restated),
    ItemKind.FINDINGS: lambda content: findings_appendix(check(content.book)),
    ItemKind.RISKS: lambda content: risk_appendix(content.book, content.cards),
    ItemKind.BUDGET: lambda content: budget_appendix(content.book, content.cards),
    ItemKind.RECOMMENDATIONS: lambda content: recommendations_appendix(content.book, content.meeting.date),
    ItemKind.HIGHLIGHTS: lambda content: programmes_appendix(content.book, content.cards, content.meeting.date),
    ItemKind.FORWARD_PLAN: lambda content: forward_plan(content.book, content.meeting.committee, content.meeting.date),
}
