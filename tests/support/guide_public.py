"""The examples of a public version in docs/rules.md: what a table of figures looks like to the public."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.disclosure_settings import DISCLOSURE_ROUNDING, DISCLOSURE_THRESHOLD
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.publication import Publication, keeping_disclosed
from scorecard_desktop.domain.rated import figure_text, ratio_text
from scorecard_desktop.domain.reading import read_number
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.public_pack import public_book
from support.guide_figures import NOTHING, Said
from support.officers_words import period_of
from support.worked_examples import Example

_TOLD = "Told before"
_KNOWN = ("Indicator", "Locality", "Period", "Figure", _TOLD, "Public", "Finding")


def version(example: Example) -> list[Said]:
    """What the public sees of each figure, and what keeps the version from being made."""
    assert set(example.heading) <= set(_KNOWN)
    records: list[Record] = [Scorecard("c", 0, "Vital signs", PeriodKind.MONTH)]
    for fact, setting in (("threshold", DISCLOSURE_THRESHOLD), ("rounding", DISCLOSURE_ROUNDING)):
        if fact in example.facts:
            records.append(Setting(Scope.COUNCIL, "", setting.name, example.facts[fact]))
    figures, told = [], []
    for at in range(len(example.rows)):
        row = example.row(at)
        name = row.get("Indicator", "Children missing from home")
        period = period_of(row.get("Period", "Jul 2018"))
        area = row.get("Locality", "").replace("All", "")
        unit = Unit.PERCENT if "/" in row["Figure"] else Unit.COUNT
        records += [Indicator(name, "c", at, "", name, unit=unit, decimals=1 if unit is Unit.PERCENT else 0)]
        records.append(ScorecardPeriod("c", period.code))
        figures.append(_figure(name, period.code, area, row["Figure"]))
        if row.get(_TOLD):
            told.append((_figure(name, period.code, area, row[_TOLD]), 1, False))
    if told:
        disclosed = keeping_disclosed(told)
        records.append(Publication("1", "2018-08-01T09:00:00+00:00", public=True, disclosed=disclosed))
    made = public_book(Book({(r.record_kind, r.key): r for r in (*records, *figures)}.values()))
    findings = {(one.indicator, one.period, one.subject): one.message for one in made.findings}
    said = []
    for figure in figures:
        indicator = made.book.get(Indicator, figure.indicator)
        assert indicator is not None
        public = made.book.observation(figure.indicator, figure.period, figure.area)
        subject = indicator.title + (f", {figure.area}" if figure.area else "")
        seen = ratio_text(public).replace(" ", "") or figure_text(public, indicator)
        finding = findings.pop((figure.indicator, figure.period, subject), "") or NOTHING
        said.append({"public": seen, "finding": finding})
    assert findings == {}
    return said


def _figure(indicator: str, period: str, area: str, words: str) -> Observation:
    over, _, under = words.partition("/")
    if not under:
        return Observation(indicator, period, area, read_number(words))
    share = round(Decimal(over) * 100 / Decimal(under), 1)
    return Observation(indicator, period, area, share, numerator=Decimal(over), denominator=Decimal(under))
