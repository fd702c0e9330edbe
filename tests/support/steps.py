"""Steps that change anything a row or a check reads, and what must be in a ledger after them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.ledger import Ledger, Place
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, month, period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, rated_rows
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import figure, indicator, review, risk, scorecard, target

MONTHS = [month(2017, 1).shifted(step).code for step in range(16)]
LONGER = ("2016-17", "2017-18", "2017-18 Q1", "2017-18 Q2", "2018-01 R12", "2017-06 YTD")
CARDS = ("vital", "other")
IDS = ("vital/1", "vital/2", "other/1", "other/2")


def a_book(*longer: str) -> Book:
    """Two scorecards with two indicators each, sixteen months of figures, and the columns named besides."""
    records: list[Record] = [scorecard(), Scorecard("other", 2, "Other", PeriodKind.MONTH)]
    for order, identifier in enumerate(IDS):
        card = identifier.partition("/")[0]
        polarity = (Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE)[order]
        records.append(replace(indicator(polarity, ident=identifier), scorecard=card, order=order))
        records += [figure(code, str(60 + (at * 7 + order) % 30), of=identifier) for at, code in enumerate(MONTHS)]
        records.append(target("75", of=identifier))
    records += [ScorecardPeriod(card, code) for card in CARDS for code in (*MONTHS, *longer)]
    records.append(Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE, margin=Decimal(10)))
    return Book(records)


def afresh(book: Book) -> dict[Place, RatedRow]:
    """Every row as it is made afresh."""
    return {
        Place(row.indicator.id, row.period.code): row
        for card in book.scorecards()
        for period in book.periods(card.id)
        for row in rated_rows(book, card.id, period)
    }


def kept(ledger: Ledger) -> dict[Place, RatedRow]:
    """Every row as the ledger has it."""
    return {Place(row.indicator.id, row.period.code): row for row in ledger.all_rows()}


ids = st.sampled_from(IDS)
codes = st.sampled_from([*MONTHS, *LONGER])
values = st.none() | st.decimals(min_value=-20, max_value=120, places=1)
numbers = st.decimals(min_value=0, max_value=100, places=0)
margins = st.none() | numbers
scopes = st.sampled_from(
    [(Scope.COUNCIL, ""), *((Scope.SCORECARD, card) for card in CARDS), *((Scope.INDICATOR, i) for i in IDS)]
)
cards = st.sampled_from(CARDS)

new_records = st.one_of(
    st.builds(
        Observation,
        ids,
        codes,
        st.sampled_from(["", "", "", "North", "South"]),
        values,
        st.none() | st.just(Symbol.CONFIDENTIAL),
        st.sampled_from([frozenset[Symbol](), frozenset({Symbol.FORECAST})]),
        numerator=margins,
        denominator=margins,
        expected=st.booleans(),
    ),
    st.builds(Target, ids, st.just("") | codes, st.sampled_from(TargetKind), numbers, numbers, st.just("more")),
    st.builds(
        lambda at, kind, red, green, margin: Tolerance(at[0], at[1], kind, red, green, margin, green),
        scopes,
        st.sampled_from(ToleranceKind),
        margins,
        margins,
        margins,
    ),
    st.builds(
        lambda at, pair: Setting(at[0], at[1], pair[0], pair[1]),
        scopes,
        st.sampled_from(
            [
                ("dead-band", "2"),
                ("dead-band", "five"),
                ("exceptions.on", "red deteriorating"),
                ("exceptions.periods", "2"),
                ("direction.long", "mean of 3"),
                ("aggregate.localities", "on"),
                ("aggregate.areas", "North, South"),
                ("aggregate.method", "in period"),
                ("aggregate.method", "year to date"),
                ("due.months", "March, September"),
                ("aggregate.from", "vital/1"),
                ("aggregate.from", "vital/2"),
                ("aggregate.method", "rolling 12 months"),
            ]
        ),
    ),
    st.builds(Override, ids, codes, st.sampled_from(Rag), st.just("agreed"), rating=st.sampled_from(RatingOf)),
    st.builds(
        Commentary,
        ids,
        st.just("") | codes,
        st.sampled_from(CommentaryPart),
        st.sampled_from(["Performance has improved.", "Performance is above target.", "Staff are in post."]),
    ),
    st.builds(Benchmark, ids, st.just("England"), value=margins),
    st.builds(
        lambda identifier, card, ref, name, **how: Indicator(identifier, card, 1, ref, name, **how),
        ids,
        cards,
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["Plans agreed", "Total plans agreed", "Plans agreed, North", "Plans agreed, South"]),
        polarity=st.sampled_from(Polarity),
        unit=st.sampled_from(Unit),
        affects_budget=st.booleans(),
        frequency=st.sampled_from([PeriodKind.MONTH, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.FINANCIAL_YEAR]),
        starts=st.none() | st.just(date(2017, 8, 1)),
        ends=st.none() | st.just(date(2017, 12, 31)),
    ),
    st.builds(Scorecard, cards, st.integers(0, 2), st.sampled_from(["A", "B"]), st.sampled_from(list(PeriodKind)[1:3])),
    st.builds(ScorecardPeriod, cards, codes),
    st.builds(lambda identifier: Finding("unmapped-text", Severity.WARNING, "Words.", "Type one.", identifier), ids),
    st.just(risk()),
    st.builds(lambda day: review(day, target_date=day.replace(year=2017)), st.just(period_from_code("2018-04").end)),
)
steps = st.lists(st.tuples(st.booleans(), new_records), min_size=1, max_size=4)


def step_of(book: Book, wanted: list[tuple[bool, Record]]) -> ChangeSet:
    """Changes that put the records in, or take them out, each told as the one before it leaves the book."""
    trial = book.copy()
    changes = []
    for remove, record in wanted:
        before = trial.get(type(record), *record.key)
        after = None if remove else record
        if before != after:
            changes.append(Change(before, after))
            trial.apply(changes[-1:])
    return ChangeSet("step", tuple(changes))
