"""The book from which a public version is drawn: what is held back, exempt or for officers alone is not in it.

Everything that a pack prints, draws or attaches is worked out from the book that it is given, so that what is not in
this one cannot be in the pack, in whichever format: no rating, arrow, variance, chart or total of a figure that is
held back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.disclosure.counted import Place, Policy, counted, figures_in, is_small, policy_of
from scorecard_desktop.domain.disclosure.quoting import Secret, tells, tells_of_its_own, texts_of
from scorecard_desktop.domain.disclosure.rounding import rounded
from scorecard_desktop.domain.disclosure_settings import DISCLOSURE_EXEMPT, DISCLOSURE_PARTS
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity, dismissal_key
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.pack_text import PackText
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import Standing
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.restatements import restated_figures
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.rules.restated import restated_finding
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting, SourceFile
from scorecard_desktop.domain.settings import value_of
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance

_OF_OUR_OWN = re.compile(
    r"\b(?:previous|prior|last|earlier|baseline|outturn|our|own|ytd|year|quarter|month|(?:19|20)\d\d(?:-\d\d)?)\b",
    re.IGNORECASE,
)
"""Names of figures to compare with that are the council's own, of another time."""
LEFT_OUT = "Left out of the public version, because it may tell a figure that is withheld."
"""What stands in place of words that may tell."""

_OF_PART: Mapping[str, tuple[type[Record], ...]] = {
    "risk register": (Risk, RiskReview, RiskTask, RiskNote, RiskBudgetLine),
    "budget": (BudgetTable, BudgetLine, BudgetAmount, RiskBudgetLine),
    "recommendations": (Recommendation, RecommendationReview),
    "programmes": (Programme, Highlight, Milestone, ProgrammeMeasure),
    "meetings": (Meeting, AgendaItem, MeetingAction),
}
_FOR_OFFICERS = (Finding, Return, Profile, SourceFile, PackText)
_OF_NO_FIGURE = (Indicator, Setting, ScorecardPeriod, Tolerance)
"""Records whose words say what is measured, never what it came to."""
_OF_AN_INDICATOR = (Observation, Target, Override, Commentary, Benchmark)


@dataclass(frozen=True, slots=True)
class Exempt:
    """What is left out of the public version as a whole, and why: the officer's own words."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a book the public version is about.

    ``until`` is the period that is reported of each scorecard: what came later is no part of it. ``indicators`` are
    those that are exempt, ``parts`` the other parts that are, ``exempt`` says all of it as it is listed.
    """

    until: Mapping[str, Period]
    indicators: frozenset[str]
    scorecards: frozenset[str]
    parts: frozenset[str]
    exempt: tuple[Exempt, ...]

    def includes(self, book: Book, indicator: str, period: str) -> bool:
        """Whether what stands for a period of an indicator, or (no period) for all of them, is published."""
        found = book.get(Indicator, indicator)
        if found is None or indicator in self.indicators:
            return False
        last = self.until.get(found.scorecard)
        return last is None or not period or period_from_code(period).start <= last.end


def scope_of(book: Book, periods: Collection[tuple[str, Period]] | None = None, day: date | None = None) -> Scope:
    """What is published of a book, by its settings, the periods that are reported and the day of the meeting.

    An item for a meeting that is exempt is listed where the meeting is on that day or to come.
    """
    exempt: list[Exempt] = []
    indicators: set[str] = set()
    scorecards: set[str] = set()
    for card in book.scorecards():
        why = value_of(book, DISCLOSURE_EXEMPT, None, card.id)
        if why:
            scorecards.add(card.id)
            exempt.append(Exempt(card.name, why))
        for indicator in book.indicators(card.id):
            own = value_of(book, DISCLOSURE_EXEMPT, indicator)
            if own:
                indicators.add(indicator.id)
                if not why:
                    exempt.append(Exempt(indicator.title, own))
    parts: Mapping[str, str] = value_of(book, DISCLOSURE_PARTS)
    there = {name: why for name, why in parts.items() if any(book.all(kind) for kind in _OF_PART[name])}
    exempt += [Exempt(name.capitalize(), why) for name, why in there.items()]
    if "meetings" not in there:
        exempt += [Exempt(item.title, item.exempt) for item in _items_to_come(book, day)]
    return Scope(dict(periods or ()), frozenset(indicators), frozenset(scorecards), frozenset(there), tuple(exempt))


def _items_to_come(book: Book, day: date | None) -> list[AgendaItem]:
    held = {one.id: one.held for one in book.all(Meeting) if day is None or one.held >= day}
    items = [item for item in book.all(AgendaItem) if item.exempt and item.meeting in held]
    return sorted(items, key=lambda item: (held[item.meeting], item.order, item.id))


@dataclass(frozen=True, slots=True)
class PublicBook:
    """A book for the public, what it holds back, and what is exempt.

    ``hidden`` are the figures as the officers hold them, ``further`` those of them that are held back for the sake of
    others; ``silenced`` says whose words were left out. ``findings`` are what must be settled first: where there is
    any, nothing may be published. ``policies`` is what held for each indicator. ``told`` is what a publication keeps:
    every figure that it was made of, as it was, with what its counts are rounded to and whether it is withheld.
    """

    book: Book
    hidden: tuple[Observation, ...]
    further: frozenset[Place]
    exempt: tuple[Exempt, ...]
    silenced: tuple[str, ...]
    findings: tuple[Finding, ...]
    policies: Mapping[str, Policy]
    told: tuple[tuple[Observation, int, bool], ...]


def public_book(
    book: Book, scope: Scope, hidden: Collection[Place], further: frozenset[Place], texts: Mapping[str, str]
) -> PublicBook:
    """The public version of a book in which some figures are held back.

    ``texts`` are what is printed besides the book's own words, by what they are called.
    """
    making = _Making(book, scope, frozenset(hidden))
    records = [made for record in book.records() for made in making.of(record)]
    made = Book(records)
    for reason in _reasons(book, made, making):
        made = Book([*made.records(), reason])
    findings = (*making.findings, *making.about(texts))
    held = (found for key in sorted(hidden) if (found := book.get(Observation, *key)) is not None)
    silenced = tuple(dict.fromkeys(making.silenced))
    told = tuple(
        (figure, making.policies[figure.indicator].base, figure.key in making.hidden)
        for figure in book.all(Observation)
        if figure.value is not None and scope.includes(book, figure.indicator, figure.period)
    )
    return PublicBook(made, tuple(held), further, scope.exempt, silenced, findings, making.policies, told)


class _Making:
    def __init__(self, book: Book, scope: Scope, hidden: frozenset[Place]) -> None:
        self._book = book
        self._scope = scope
        self.hidden = hidden
        self._gone = {kind for name in scope.parts for kind in _OF_PART[name]}
        self._counted = figures_in(book)
        self.silenced: list[str] = []
        self.findings: list[Finding] = []
        self._secrets: dict[str, list[Secret]] = defaultdict(list)
        for key in sorted(hidden):
            figure, indicator = book.get(Observation, *key), book.get(Indicator, key[0])
            if figure is not None and indicator is not None:
                self._secrets[indicator.id].append(Secret(indicator, figure))
        self.policies = {one.id: policy_of(book, one) for one in book.all(Indicator)}

    def of(self, record: Record) -> Iterator[Record]:
        """What becomes of a record: itself without its source, itself in part, or nothing."""
        if isinstance(record, _FOR_OFFICERS) or type(record) in self._gone or self._is_exempt(record):
            return
        if isinstance(record, Publication | Dismissal):
            if isinstance(record, Publication) and record.public:
                yield replace(record, disclosed="")
            return
        if isinstance(record, Setting) and record.name.startswith("disclosure."):
            return
        made = self._without_officers_part(record)
        if isinstance(made, Observation):
            yield self._figure(made)
        elif isinstance(made, Commentary | Target | Override | Benchmark):
            yield from self._told_of_an_indicator(made)
        else:
            if not isinstance(made, _OF_NO_FIGURE):
                self._look_through(made)
            yield made

    def _is_exempt(self, record: Record) -> bool:
        scope = self._scope
        if isinstance(record, Indicator):
            return record.id in scope.indicators
        if isinstance(record, Scorecard):
            return record.id in scope.scorecards
        if isinstance(record, ScorecardPeriod):
            return record.scorecard in scope.scorecards
        if isinstance(record, AgendaItem):
            return bool(record.exempt)
        if isinstance(record, Setting | Tolerance):
            return record.owner in scope.indicators | scope.scorecards
        if isinstance(record, _OF_AN_INDICATOR):
            period = getattr(record, "period", "")
            return not scope.includes(self._book, record.indicator, "" if isinstance(record, Benchmark) else period)
        return False

    def _without_officers_part(self, record: Record) -> Record:
        """Without the file, sheet and cell that it came from, and what else only officers see of it."""
        if isinstance(record, Observation):
            return replace(record, source=None, sheet_rag=None, sheet_movement=None, sheet_merit=None)
        has_source = getattr(record, "source", None) is not None
        made: Record = replace(record, source=None) if has_source else record
        if isinstance(made, Scorecard):
            return replace(made, marking="")
        if isinstance(made, Indicator) and "risk register" in self._scope.parts:
            return replace(made, affects_risks=())
        return made

    def _figure(self, figure: Observation) -> Observation:
        indicator = self._book.get(Indicator, figure.indicator)
        assert indicator is not None  # _is_exempt has seen to it
        withheld = Observation(figure.indicator, figure.period, figure.area, symbol=Symbol.CONFIDENTIAL)
        if figure.key in self.hidden:
            return withheld
        if figure.note and tells_of_its_own(figure.note, figure.period, self._secrets.get(indicator.id, ())):
            self.silenced.append(f"{indicator.title}: note of {period_from_code(figure.period).label}")
            figure = replace(figure, note="")
        if figure.key not in self._counted:
            return figure
        return rounded(figure, indicator.unit, self.policies[indicator.id].base) or withheld

    def _told_of_an_indicator(self, record: Commentary | Target | Override | Benchmark) -> Iterator[Record]:
        own = self._secrets.get(record.indicator, ())
        if isinstance(record, Override) and any(
            record.period == secret.figure.period and not secret.figure.area for secret in own
        ):
            return
        if isinstance(record, Benchmark) and self._gives_away(record, own):
            yield replace(record, value=None, symbol=Symbol.CONFIDENTIAL, note="")
            return
        period = getattr(record, "period", "")
        for name, text in texts_of(record):
            if self.may_tell(record.indicator, period, text):
                indicator = self._book.get(Indicator, record.indicator)
                title = indicator.title if indicator is not None else record.indicator
                self.silenced.append(f"{title}: {record.record_kind}")
                yield replace(record, **{name: LEFT_OUT})  # type: ignore[arg-type]
                return
        yield record

    def _gives_away(self, benchmark: Benchmark, own: Collection[Secret]) -> bool:
        """Whether an earlier figure of the council's own is a small number, or the very figure that is held back.

        Figures of others are known from elsewhere: holding one back would only tell that it is the same.
        """
        indicator, value = self._book.get(Indicator, benchmark.indicator), benchmark.value
        if indicator is None or value is None or _OF_OUR_OWN.search(benchmark.name) is None:
            return False
        alike = counted(indicator, Observation(indicator.id, benchmark.period, value=value), has_counts=False)
        small = alike is not None and is_small(alike.numbers, self.policies[indicator.id])
        return small or any(value == secret.figure.value for secret in own)

    def may_tell(self, indicator: str, period: str, text: str) -> bool:
        """Whether words about a figure may tell one that is held back."""
        own = self._secrets.get(indicator, ())
        return tells_of_its_own(text, period, own) or self._tells_of_another(text, indicator)

    def _tells_of_another(self, text: str, indicator: str) -> bool:
        return any(
            tells(text, secret) for other, those in self._secrets.items() if other != indicator for secret in those
        )

    def _look_through(self, record: Record) -> None:
        for _, text in texts_of(record):
            self._find(text, f"{record.record_kind} {' '.join(record.key)}")

    def about(self, texts: Mapping[str, str]) -> Iterator[Finding]:
        """What other texts tell."""
        before = len(self.findings)
        for name, text in texts.items():
            self._find(text, name)
        yield from self.findings[before:]
        del self.findings[before:]

    def _find(self, text: str, where: str) -> None:
        for those in self._secrets.values():
            for secret in those:
                if not tells(text, secret):
                    continue
                finding = Finding(
                    "disclosure",
                    Severity.ERROR,
                    f"The words “{_short(text)}” may tell the figure of {secret.indicator.title} for "
                    f"{period_from_code(secret.figure.period).label}, which the public version holds back.",
                    "Put them in other words, or dismiss this finding if they tell of something else.",
                    secret.indicator.id,
                    secret.figure.period,
                    where,
                )
                if self._book.get(Dismissal, dismissal_key(finding)) is None and finding not in self.findings:
                    self.findings.append(finding)
                return


_LONGEST = 90


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def _reasons(book: Book, made: Book, making: _Making) -> Iterator[Dismissal]:
    """Why figures of earlier public packs were restated, kept for the figures as the public sees them."""
    for each in restated_figures(made):
        finding = restated_finding(Standing(each.pack, each.shown), each.now, each.indicator)
        about = "|".join((*finding.key[:3], ""))
        given = [one for one in book.all(Dismissal) if one.finding.startswith(about)]
        latest = max(given, key=lambda one: one.when, default=None)
        if latest is not None and not making.may_tell(each.indicator.id, each.shown.period, latest.reason):
            yield replace(latest, finding=dismissal_key(finding))
