"""Whatever a book holds, however odd, it is rated and checked without a fault."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.risk import RiskReview, Score
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import CARD, IND, book, cell, columns, figure, indicator, risk

CODES = ("2018-04", "2018-03", "2017-18 Q4", "2017-18", "2017-18 Autumn", "2018-04 YTD", "2018-04-30", "2017-18 H1")
words = st.text(max_size=5).filter(lambda text: "None" not in text)  # which must not be seen in a message
numbers = st.none() | st.decimals(min_value=-1000, max_value=20000, places=3) | st.just(Decimal(0))
codes = st.sampled_from(CODES)
sources = st.none() | st.builds(
    cell,
    st.sampled_from(["A1", "B2"]),
    st.sampled_from(["", "7100.0%", "%", "see below"]),
    st.sampled_from(["", "0.0%"]),
)
indicators = st.builds(
    indicator,
    st.sampled_from(Polarity),
    st.sampled_from(Unit),
    st.sampled_from(["", "%", "Permanent exclusions", "% change in up-to-date plans", "(.*+?)"]),
    decimals=st.integers(0, 3),
    frequency=st.sampled_from(PeriodKind),
)
observations = st.builds(
    Observation,
    st.just(IND),
    codes,
    st.sampled_from(["", "North"]),
    numbers,
    st.none() | st.sampled_from(Symbol),
    st.frozensets(st.sampled_from(Symbol), max_size=2),
    numbers,
    numbers,
    words,
    st.booleans(),
    st.none() | st.sampled_from(Rag),
    st.none() | st.sampled_from(Movement),
    st.none() | st.sampled_from(Merit),
    sources,
)
targets = st.builds(Target, st.just(IND), st.just("") | codes, st.sampled_from(TargetKind), numbers, numbers, words)
tolerances = st.builds(
    Tolerance,
    st.just(Scope.INDICATOR),
    st.just(IND),
    st.sampled_from(ToleranceKind),
    numbers,
    numbers,
    numbers,
    numbers,
) | st.builds(
    Tolerance, st.just(Scope.COUNCIL), st.just(""), st.sampled_from(ToleranceKind), numbers, numbers, numbers, numbers
)
comments = st.builds(
    Commentary,
    st.just(IND),
    st.just("") | codes,
    st.sampled_from(CommentaryPart),
    st.text(max_size=30)
    | st.sampled_from(["Performance improved.", "It has worsened. The figure rose from last month."]),
    sources,
)
parts = st.none() | st.integers(0, 9)
days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
reviews = st.builds(
    RiskReview,
    st.just(risk().id),
    days,
    current=st.builds(Score, parts, parts, parts),
    target_date=st.none() | days,
    source=sources,
)
records = st.lists(st.one_of(observations, targets, tolerances, comments, reviews), max_size=12)


@settings(max_examples=200)
@given(indicators, records, st.sets(codes))
def test_that_any_book_is_checked_and_every_finding_is_whole(of, held, headings):
    for finding in check(book(of, risk(), columns(*headings), held)):
        assert finding.message.endswith("."), finding
        assert finding.advice.endswith("."), finding
        assert "None" not in finding.message
        assert finding.subject or finding.indicator


@settings(max_examples=200)
@given(indicators, records, st.sets(codes), codes)
def test_that_any_book_is_rated_and_every_rating_has_its_proof(of, held, headings, code):
    for row in rated_rows(book(of, columns(*headings), held), CARD, period_from_code(code)):
        assert row.rating.proof
        assert (row.rating.rag is Rag.NONE) or row.observation is not None
        assert row.rating.rag is Rag.NONE or of.polarity not in (Polarity.NONE, Polarity.UNKNOWN)
        assert row.spoken


@settings(max_examples=200, deadline=None)
@given(indicators, records, st.sets(codes))
def test_that_rows_and_findings_are_the_same_in_whatever_order_the_records_came(of, held, headings):
    unique = list({(record.record_kind, *record.key): record for record in held}.values())
    one, other = (book(of, risk(), columns(*headings), each) for each in (unique, unique[::-1]))
    assert check(one) == check(other)
    for period in one.periods(CARD):
        assert rated_rows(one, CARD, period) == rated_rows(other, CARD, period)


@given(indicators, records, st.sets(codes))
def test_that_a_finding_has_one_place_and_a_key_of_its_own(of, held, headings):
    found = check(book(of, risk(), columns(*headings), held))
    assert len({finding.key for finding in found}) == len(found)


def test_that_a_figure_of_nought_over_nought_is_no_fault():
    assert check(book(indicator(), figure("2018-04", "0", ratio=("0", "0"))))
