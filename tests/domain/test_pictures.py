"""What the charts of an indicator show: facts that agree with the rules, sentences, and tables that say the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.analysis import indicator_chart
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind, half_term, quarter
from scorecard_desktop.domain.pictures.areas import area_pictures
from scorecard_desktop.domain.pictures.comparators import comparator_picture
from scorecard_desktop.domain.pictures.control import control_picture
from scorecard_desktop.domain.pictures.picture import BandKind, BarKind, LineKind, Picture, bounds_of
from scorecard_desktop.domain.pictures.trend import trend_picture
from scorecard_desktop.domain.pictures.years import year_picture
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from ui.books import CARD, PERIODS, records

D = Decimal
APRIL = PERIODS[12]
MONTH = PeriodKind.MONTH


@pytest.fixture
def book() -> Book:
    return Book(records())


def indicator(book: Book, ref: str = "5.4") -> Indicator:
    found = book.get(Indicator, ref)
    assert found is not None
    return found


def trend(book: Book, ref: str = "5.4") -> Picture:
    return trend_picture(Ledger(book), indicator(book, ref), MONTH)


def lines_of(picture: Picture, kind: LineKind) -> list[tuple[Decimal | None, ...]]:
    return [line.levels for line in picture.lines if line.kind is kind]


# Trend


def test_that_each_spot_of_the_trend_has_the_rating_of_its_row(book):
    ledger = Ledger(book)
    picture = trend(book)
    assert len(picture.spots) == 13
    for spot, code in zip(picture.spots, picture.codes, strict=True):
        row = ledger.row("5.4", next(p for p in PERIODS if p.code == code))
        assert row is not None
        assert (spot.value, spot.rag) == (row.value, row.rating.rag)
    assert picture.spots[-1].words == "Apr 2018: 81.7%, amber"


def test_that_the_trend_says_its_span_its_ends_and_its_target(book):
    assert trend(book).sentence == (
        "13 figures from Apr 2017 to Apr 2018: lowest 60.0% in Apr 2017, highest 85.0% in Sep 2017, "
        "latest 81.7%, amber. The target is 90%."
    )


def test_that_the_tolerance_is_a_band_from_where_green_ends_to_where_amber_ends(book):
    (band,) = trend(book).bands
    assert band.kind is BandKind.TOLERANCE
    assert (set(band.low), set(band.high)) == ({D(81)}, {D(90)})
    (low_is_good,) = trend(book, "6.5").bands
    assert (set(low_is_good.low), set(low_is_good.high)) == ({D(20)}, {D(22)})


def test_that_a_range_to_be_within_is_a_band_with_its_tolerance_on_either_side(book):
    was, target = indicator(book), book.get(Target, "5.4", "")
    span = Target("5.4", "", TargetKind.RANGE, D(70), D(80))
    book.apply([Change(was, replace(was, polarity=Polarity.RANGE)), Change(target, span)])
    kinds = [(band.kind, band.low[-1], band.high[-1]) for band in trend(book).bands]
    assert kinds == [
        (BandKind.TARGET, D(70), D(80)),
        (BandKind.TOLERANCE, D(63), D(70)),
        (BandKind.TOLERANCE, D(80), D(88)),
    ]


def test_that_a_target_of_one_period_moves_the_line_and_the_band_there_alone(book):
    book.apply([Change(None, Target("5.4", APRIL.code, TargetKind.VALUE, D(50)))])
    picture = trend(book)
    (levels,) = lines_of(picture, LineKind.TARGET)
    assert levels[-2:] == (D(90), D(50))
    assert picture.bands[0].low[-2:] == (D(81), D(45))
    assert picture.rows[0] == ("Apr 2018", "81.7%", "50%", "Green")


def test_that_thresholds_make_the_band_where_there_is_no_target(book):
    target = book.get(Target, "6.5", "")
    own = Tolerance(Scope.INDICATOR, "6.5", ToleranceKind.THRESHOLDS, red=D(30), green=D(20))
    book.apply([Change(target, None), Change(None, own)])
    picture = trend(book, "6.5")
    assert (picture.bands[0].low[-1], picture.bands[0].high[-1]) == (D(20), D(30))
    assert lines_of(picture, LineKind.TARGET) == []


def test_that_a_gap_is_a_place_without_a_figure(book):
    gone = book.observation("5.4", PERIODS[5].code)
    assert gone is not None
    book.apply([Change(gone, None)])
    picture = trend(book)
    assert picture.spots[5].value is None
    assert picture.spots[5].words == "Sep 2017: awaited"
    assert len(picture.headings) == 13


def test_that_benchmarks_are_lines_with_their_names(book):
    (line,) = [line for line in trend(book).lines if line.kind is LineKind.BENCHMARK]
    assert line.name == "Statistical neighbours 84.2%"
    assert set(line.levels) == {D("84.2")}


def test_that_a_note_stands_at_its_period_and_is_said_there(book):
    book.apply([Change(None, Commentary("5.4", PERIODS[6].code, CommentaryPart.CHART_NOTE, "New case system"))])
    picture = trend(book)
    assert [(note.at, note.text) for note in picture.notes] == [(6, "New case system")]
    assert picture.spots[6].words.endswith(". New case system")
    control = control_picture(book, indicator(book), APRIL)
    assert [(note.at, note.text) for note in control.notes] == [(6, "New case system")]


def test_that_a_table_holds_what_the_trend_shows_newest_first(book):
    picture = trend(book)
    assert picture.columns == ("Period", "Figure", "Target", "Rating")
    assert picture.rows[0] == ("Apr 2018", "81.7%", "90%", "Amber")
    assert len(picture.rows) == len(picture.headings)


def test_that_without_figures_nothing_is_drawn_and_that_is_said(book):
    picture = trend(book, "8.1")
    assert not picture.drawable
    assert picture.sentence == "8.1 School places: there are no figures to draw."


# Control chart


def test_that_the_control_chart_is_the_domain_s(book):
    chart = indicator_chart(book, indicator(book), APRIL).chart
    picture = control_picture(book, indicator(book), APRIL)
    assert lines_of(picture, LineKind.MEAN) == [tuple(point.segment.mean for point in chart.points)]
    upper, lower = lines_of(picture, LineKind.LIMIT)
    limits = chart.segments[-1].limits
    assert limits is not None
    assert (set(lower), set(upper)) == ({limits.lower}, {limits.upper})
    assert [spot.special for spot in picture.spots] == [point.variation.merit for point in chart.points]
    assert "NHS-R" in picture.small_print


def test_that_the_control_chart_says_variation_and_assurance(book):
    chart = indicator_chart(book, indicator(book), APRIL).chart
    said = control_picture(book, indicator(book), APRIL).sentence
    assert said.startswith("Apr 2018: ")
    assert f"the process {chart.assurance.value}" in said


def test_that_a_rebase_begins_a_new_step_of_the_limits(book):
    before = control_picture(book, indicator(book), APRIL)
    book.apply([Change(None, Setting(Scope.INDICATOR, "5.4", "spc.rebase", PERIODS[6].code))])
    after = control_picture(book, indicator(book), APRIL)
    assert len(set(lines_of(before, LineKind.MEAN)[0])) == 1
    assert len(set(lines_of(after, LineKind.MEAN)[0])) == 2


def test_that_a_point_out_of_the_ordinary_says_why(book):
    was = book.observation("7.1", APRIL.code)
    assert was is not None
    book.apply([Change(was, replace(was, value=D(3)))])
    picture = control_picture(book, indicator(book, "7.1"), APRIL)
    assert picture.spots[-1].words == "Apr 2018: 3.0%, below the lower limit: of concern"
    assert picture.spots[-1].special is Merit.WORSE
    assert picture.rows[0][-1] == "below the lower limit: of concern"


# Years


def test_that_years_lie_over_one_another_by_their_place_in_the_year(book):
    picture = year_picture(Ledger(book), indicator(book), MONTH)
    assert picture.headings[:3] == ("Apr", "May", "Jun")
    assert [line.name for line in picture.lines] == ["2018-19", "2017-18"]
    assert picture.lines[0].levels == (D("81.7"), *[None] * 11)
    assert picture.lines[1].levels[0] == D(60)
    assert picture.spots[0].words == "Apr: 81.7% in 2018-19, 60.0% in 2017-18"
    assert picture.rows[0] == ("Apr", "81.7%", "60.0%", "better")


def test_that_the_years_say_how_many_figures_are_better_than_the_year_before(book):
    assert year_picture(Ledger(book), indicator(book), MONTH).sentence == (
        "1 figure of 2018-19 compared with the same period of the year before: 1 better. "
        "Latest 81.7% in Apr 2018, after 60.0% in Apr 2017."
    )


def test_that_one_year_alone_is_not_compared(book):
    for period in PERIODS[:12]:
        book.apply([Change(book.observation("5.4", period.code), None)])
    assert not year_picture(Ledger(book), indicator(book), MONTH).drawable


@pytest.mark.parametrize(
    ("first", "headings"),
    [
        (quarter(2016, 1), ("Q1", "Q2", "Q3", "Q4")),
        (half_term(2016, 1), ("Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2")),
    ],
)
def test_that_places_of_the_year_are_named_without_the_year(first, headings):
    kind = first.kind
    made: list[Record] = [Scorecard("c", 1, "C", kind), Indicator("i", "c", 1, "1", "One", frequency=kind)]
    count = len(headings) * 2
    book = Book([*made, *(Observation("i", first.shifted(n).code, value=D(n)) for n in range(count))])
    picture = year_picture(Ledger(book), indicator(book, "i"), kind)
    assert picture.headings == headings
    assert [line.levels for line in picture.lines] == [
        tuple(D(n) for n in range(len(headings), count)),
        tuple(D(n) for n in range(len(headings))),
    ]


# Localities


def with_areas(book: Book) -> Book:
    figures = [
        Observation("5.4", period.code, area, D(value))
        for period, north, south in ((PERIODS[11], 80, 85), (APRIL, 84, 79))
        for area, value in (("North", north), ("South", south))
    ]
    book.apply([Change(None, figure) for figure in figures])
    return book


def test_that_each_locality_has_a_chart_over_the_same_periods_with_the_council_s_line(book):
    found = area_pictures(with_areas(book), indicator(book), MONTH)
    assert [picture.title for picture in found.pictures] == ["North", "South"]
    north = found.pictures[0]
    assert north.headings == ("Mar 18", "Apr 18")
    assert lines_of(north, LineKind.FIGURES) == [(D(80), D(84))]
    assert lines_of(north, LineKind.EARLIER) == [(D("82.7"), D("81.7"))]
    assert north.spots[1].words == "North, Apr 2018: 84.0%"


def test_that_the_localities_share_a_scale(book):
    found = area_pictures(with_areas(book), indicator(book), MONTH)
    assert bounds_of(found.pictures) == (D(79), D(85))


def test_that_the_localities_say_which_is_highest_and_lowest(book):
    found = area_pictures(with_areas(book), indicator(book), MONTH)
    assert found.sentence == "Apr 2018: highest North with 84.0%, lowest South with 79.0%; the whole council 81.7%."
    assert found.columns == ("Period", "North", "South", "Whole council")
    assert found.rows[0] == ("Apr 2018", "84.0%", "79.0%", "81.7%")


def test_that_without_localities_there_is_nothing(book):
    assert area_pictures(book, indicator(book), MONTH).pictures == ()


def test_that_an_area_without_a_figure_of_the_kind_is_left_out(book):
    book.apply([Change(None, Observation("5.4", "2017-18", "North", D(80)))])
    assert area_pictures(book, indicator(book), MONTH).pictures == ()


def test_that_ratings_are_not_guessed_for_localities(book):
    found = area_pictures(with_areas(book), indicator(book), MONTH)
    assert {spot.rag for picture in found.pictures for spot in picture.spots} == {Rag.NONE}


def test_that_localities_can_be_chosen_and_what_came_later_left_out(book):
    found = area_pictures(with_areas(book), indicator(book), MONTH, PERIODS[11], ("South",))
    assert found.columns == ("Period", "South", "Whole council")
    assert found.rows == (("Mar 2018", "85.0%", "82.7%"),)


def test_that_a_chart_up_to_a_period_shows_nothing_later(book):
    ledger = Ledger(book)
    until = trend_picture(ledger, indicator(book), MONTH, PERIODS[9])
    assert until.codes == tuple(period.code for period in PERIODS[:10])
    assert until.spots == trend(book).spots[:10]


# Where what is usual begins anew


def test_that_a_rebase_is_marked_and_said(book):
    assert control_picture(book, indicator(book), APRIL).breaks == ()
    book.apply([Change(None, Setting(Scope.INDICATOR, "5.4", "spc.rebase", PERIODS[6].code))])
    picture = control_picture(book, indicator(book), APRIL)
    assert picture.breaks == (6,)
    assert f"Mean and limits begin anew at {PERIODS[6].label}." in picture.small_print


# Figures of others


def compared(book, polarity, *others):
    changed = replace(indicator(book), polarity=polarity)
    book.apply([Change(indicator(book), changed), *(Change(one, None) for one in book.benchmarks("5.4"))])
    book.apply(
        [Change(None, Benchmark("5.4", name, order, "", D(value))) for order, (name, value) in enumerate(others)]
    )
    row = Ledger(book).row("5.4", APRIL)
    assert row is not None
    return comparator_picture(row)


def test_that_figures_of_others_stand_best_first_and_ours_is_compared_with_each(book):
    picture = compared(book, Polarity.HIGH, ("England", 80), ("Neighbours", "83.5"), ("Region", "81.7"))
    assert picture.headings == ("Neighbours", "Our figure", "Region", "England")
    assert [bar.kind for bar in picture.bars].count(BarKind.OURS) == 1
    assert picture.bars[1].kind is BarKind.OURS
    assert picture.sentence == (
        "Our 81.7% in Apr 2018 is better than England (80.0%); worse than Neighbours (83.5%); "
        "the same as Region (81.7%)."
    )
    assert lines_of(picture, LineKind.TARGET) == [(D(90),) * 4]


def test_that_the_lowest_stands_first_where_low_is_good(book):
    assert compared(book, Polarity.LOW, ("England", 80)).headings == ("England", "Our figure")


def test_that_where_neither_way_is_good_ours_is_only_higher_or_lower(book):
    assert (
        compared(book, Polarity.NONE, ("England", 80)).sentence
        == "Our 81.7% in Apr 2018 is higher than England (80.0%)."
    )


def test_that_without_figures_of_others_there_is_nothing_to_draw(book):
    assert not compared(book, Polarity.HIGH).drawable


def test_that_every_chart_of_a_store_can_be_made(book):
    for each in book.indicators(CARD):
        for picture in (
            trend_picture(Ledger(book), each, MONTH),
            control_picture(book, each, APRIL),
            year_picture(Ledger(book), each, MONTH),
        ):
            assert len(picture.spots) == len(picture.headings) == len(picture.codes)
            assert all(len(line.levels) == len(picture.headings) for line in picture.lines)
            assert all(len(row) == len(picture.columns) for row in picture.rows)


def test_that_figures_of_another_kind_of_period_are_not_mixed_in(book):
    book.apply([Change(None, Observation("5.4", "2017-18", value=D(1)))])
    assert len(trend(book).headings) == 13
