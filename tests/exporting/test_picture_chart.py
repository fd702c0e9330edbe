"""A picture of the domain on paper: everything within its frame, named where it stands, told without colour too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.pictures.areas import Areas, area_pictures
from scorecard_desktop.domain.pictures.comparators import comparator_picture
from scorecard_desktop.domain.pictures.control import control_picture
from scorecard_desktop.domain.pictures.picture import Band, BandKind, Bar, BarKind, Line, LineKind, Note, Picture, Spot
from scorecard_desktop.domain.pictures.trend import trend_picture
from scorecard_desktop.domain.pictures.years import year_picture
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.comparison import Comparison
from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Area, Disc, Label, special_mark
from scorecard_desktop.exporting.graphics import Line as Stroke
from scorecard_desktop.exporting.picture_chart import PictureChart, alt_text, chart_of, scale_of
from scorecard_desktop.exporting.small_multiples import SmallMultiples, multiples_alt
from support.shapes import assert_within, ends
from ui.books import CARD, PERIODS, records

D = Decimal
APRIL = PERIODS[12]
MONTH = PeriodKind.MONTH
WIDE, TALL = 493.0, 200.0


@pytest.fixture
def book() -> Book:
    return Book(records())


def indicator(book: Book, ref: str = "5.4") -> Indicator:
    found = book.get(Indicator, ref)
    assert found is not None
    return found


def shapes(chart):
    return chart.shapes(WIDE, TALL, label_width)


def words(chart):
    return [shape.words for shape in shapes(chart) if isinstance(shape, Label)]


LEVELS = st.lists(st.none() | st.decimals(-300, 900, places=1), min_size=1, max_size=30)


@st.composite
def pictures(draw):
    """Pictures of every kind of line, band, spot, note and break, gaps and lone figures among them."""
    own = draw(LEVELS)
    count = len(own)
    like = st.lists(st.none() | st.decimals(-300, 900, places=1), min_size=count, max_size=count)
    kinds = draw(st.lists(st.sampled_from([one for one in LineKind if one is not LineKind.FIGURES]), max_size=4))
    name = st.sampled_from(["", "Target 90%", "The mean of our statistical neighbours as they were before last year"])
    bands = []
    for kind in draw(st.lists(st.sampled_from(list(BandKind)), max_size=2)):
        lows = draw(like)
        highs = [None if low is None else low + draw(st.decimals(0, 50, places=1)) for low in lows]
        bands.append(Band(kind, kind.value, tuple(lows), tuple(highs)))
    return Picture(
        "Chart",
        "Anything",
        "It says so.",
        tuple(f"Apr {at}" for at in range(count)),
        ("",) * count,
        tuple(
            Spot(at, value, str(at), draw(st.sampled_from(Rag)), draw(st.none() | st.sampled_from(Merit)))
            for at, value in enumerate(own)
        ),
        (
            Line(LineKind.FIGURES, draw(name), tuple(own)),
            *(Line(kind, draw(name), tuple(draw(like))) for kind in kinds),
        ),
        tuple(bands),
        tuple(Note(at, "written") for at in draw(st.sets(st.integers(0, count - 1), max_size=3))),
        breaks=tuple(draw(st.sets(st.integers(1, count - 1), max_size=2))) if count > 1 else (),
    )


@settings(max_examples=60)
@given(pictures(), st.sampled_from(Unit))
def test_that_nothing_is_drawn_outside_the_chart(picture, unit):
    assert_within(shapes(PictureChart(picture, unit, 1)), WIDE, TALL)


def test_that_each_rating_has_its_own_shape_and_so_has_each_special_cause(book):
    def outline(shape):
        return "disc" if isinstance(shape, Disc) else len(shape.points)

    marks = [special_mark(merit, (0.0, 0.0), 8.0, "#FFFFFF", "#000000") for merit in Merit]
    assert len({(outline(one), getattr(one, "points", ((0.0, 0.0),))[0]) for one in marks}) == len(Merit)
    drawn = shapes(chart_of(control_picture(book, indicator(book), APRIL), indicator(book)))
    picture = control_picture(book, indicator(book), APRIL)
    for merit in (Merit.BETTER, Merit.WORSE):
        expected = sum(spot.special is merit for spot in picture.spots)
        assert sum(isinstance(one, Area) and one.colour == style.SPECIAL[merit].fill for one in drawn) == expected


def test_that_a_control_chart_names_its_limits_mean_target_and_last_figure_where_they_stand(book):
    picture = control_picture(book, indicator(book), APRIL)
    said = words(chart_of(picture, indicator(book)))
    assert {line.name for line in picture.lines if line.name} <= set(said)
    assert "81.7%" in said


def test_that_a_rebase_and_officers_notes_are_marked_at_their_places(book):
    book.apply(
        [
            Change(None, Setting(Scope.INDICATOR, "5.4", "spc.rebase", PERIODS[6].code)),
            Change(None, Commentary("5.4", PERIODS[3].code, CommentaryPart.CHART_NOTE, "New system.")),
        ]
    )
    chart = chart_of(control_picture(book, indicator(book), APRIL), indicator(book))
    said = words(chart)
    assert "Rebased" in said
    assert "1" in said
    drawn = shapes(chart)
    lines = {one.points[0][0] for one in drawn if isinstance(one, Stroke) and one.dash and one.width == 0.6}
    marks = {one.at[0] for one in drawn if isinstance(one, Label) and one.words == "1"}
    assert lines == marks


def test_that_a_scale_without_nought_is_said_in_caption_and_words(book):
    chart = chart_of(trend_picture(Ledger(book), indicator(book), MONTH), indicator(book))
    assert chart.scale.low > 0
    assert chart.scale_words == f"the scale starts at {chart.scale.low}%, not at 0"
    assert f"The scale starts at {chart.scale.low}%, not at 0." in alt_text(chart)


def test_that_the_words_of_a_chart_are_those_of_its_picture(book):
    picture = control_picture(book, indicator(book), APRIL)
    said = alt_text(chart_of(picture, indicator(book)))
    assert said.startswith(f"Control chart of {indicator(book).title}. {picture.sentence}")
    for spot in picture.spots:
        assert (spot.words in said) is (spot.special is not Merit.SAME)


def test_that_many_points_out_of_the_ordinary_are_told_newest_first_and_counted():
    spots = tuple(Spot(at, D(at), f"Point {at}", special=Merit.WORSE) for at in range(12))
    picture = Picture("Control chart", "X", "S.", ("P",) * 12, ("",) * 12, spots, (Line(LineKind.FIGURES, "", ()),))
    told = alt_text(PictureChart(picture, Unit.COUNT, 0))
    assert told.endswith("Point 5; Point 4; and 4 before them.")
    assert "Out of the ordinary: Point 11; Point 10;" in told


def test_that_each_year_has_a_dash_of_its_own_and_its_name_at_its_end(book):
    earlier = [
        Observation("5.4", period.shifted(-12 * back).code, value=D(50 + back * 9))
        for back in (1, 2, 3)
        for period in PERIODS[:12]
    ]
    book.apply([Change(None, one) for one in earlier])
    picture = year_picture(Ledger(book), indicator(book), MONTH)
    chart = chart_of(picture, indicator(book))
    dashes = {shape.dash for shape in shapes(chart) if isinstance(shape, Stroke) and shape.width == 1.2}
    assert len(dashes) == sum(line.kind is LineKind.EARLIER for line in picture.lines)
    said = words(chart)
    for line in picture.lines:
        assert any(line.name in one for one in said)


# Localities


def with_areas(book: Book, *names: str) -> Areas:
    figures = [
        Observation("5.4", period.code, area, D(60 + (place * 13 + at * 7) % 40))
        for place, area in enumerate(names)
        for at, period in enumerate(PERIODS[:13])
    ]
    book.apply([Change(None, figure) for figure in figures])
    return area_pictures(book, indicator(book), MONTH)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 13])
def test_that_small_charts_stay_apart_and_share_one_scale(book, count):
    areas = with_areas(book, *(f"Locality of a long name {n}" for n in range(count)))
    chart = SmallMultiples(areas.pictures, Unit.PERCENT, 1)
    drawn = chart.shapes(WIDE, WIDE * chart.share, label_width)
    assert_within(drawn, WIDE, WIDE * chart.share)
    assert chart.scale == scale_of(areas.pictures, Unit.PERCENT)
    for picture in areas.pictures:
        last = picture.spots[-1].value
        assert last is not None
        assert any(isinstance(shape, Label) and shape.words == f"{last}.0%" for shape in drawn)
    labels = [shape for shape in drawn if isinstance(shape, Label) and shape.strong]
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            apart = (
                abs(one.at[1] - other.at[1]) >= 9 or ends(one)[1] <= ends(other)[0] or ends(other)[1] <= ends(one)[0]
            )
            assert apart, (one.words, other.words)


def test_that_the_words_of_small_charts_name_each_locality(book):
    areas = with_areas(book, "North", "South")
    said = multiples_alt("Plans", areas, SmallMultiples(areas.pictures, Unit.PERCENT, 1))
    assert said.startswith("Small line charts of Plans on one scale, one for each locality: North, South.")
    assert areas.sentence in said


# Figures of others


BARS = st.lists(st.decimals(-200, 900, places=1), min_size=1, max_size=6)


@given(BARS, st.none() | st.decimals(-200, 900, places=1))
def test_that_bars_start_at_nought_and_stay_within_the_chart(levels, target):
    bars = tuple(
        Bar(at, D(0), level, BarKind.OURS if at == 0 else BarKind.OTHERS, f"{level}%")
        for at, level in enumerate(levels)
    )
    lines = () if target is None else (Line(LineKind.TARGET, f"Target {target}%", (target,) * len(bars)),)
    names = tuple(f"The figure of council {at}" for at in range(len(bars)))
    chart = Comparison(Picture("Comparison", "X", "S.", names, lines=lines, bars=bars))
    tall = WIDE * chart.share(WIDE)
    drawn = chart.shapes(WIDE, tall, label_width)
    assert_within(drawn, WIDE, tall)
    filled = [shape for shape in drawn if isinstance(shape, Area) and shape.colour != style.PAPER]
    starts = {
        (min if level >= 0 else max)(x for x, _ in shape.points) for shape, level in zip(filled, levels, strict=True)
    }
    assert max(starts) - min(starts) < 0.01


def test_that_our_bar_is_told_by_weight_as_well_as_colour(book):
    row = Ledger(book).row("5.4", APRIL)
    assert row is not None
    drawn = Comparison(comparator_picture(row)).shapes(WIDE, 80, label_width)
    strong = {shape.words for shape in drawn if isinstance(shape, Label) and shape.strong}
    assert strong == {"Our figure", "81.7%"}


def test_that_every_chart_of_a_store_can_be_drawn(book):
    ledger = Ledger(book)
    for each in book.indicators(CARD):
        for unit in (each.unit, Unit.MONEY):
            as_is = replace(each, unit=unit)
            for picture in (
                trend_picture(ledger, each, MONTH),
                control_picture(book, each, APRIL),
                year_picture(ledger, each, MONTH),
            ):
                if picture.drawable:
                    chart = chart_of(picture, as_is)
                    assert_within(shapes(chart), WIDE, TALL)
                    assert alt_text(chart)
