"""Charts: honest scales, labels that fit, and words that say what the picture shows."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.pictures.picture import Line, LineKind, Picture, Spot
from scorecard_desktop.domain.risk import RiskSettings
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.axis import scale
from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Anchor, Label
from scorecard_desktop.exporting.graphics import Line as Stroke
from scorecard_desktop.exporting.matrix import PlacedRisk, RiskMatrix
from scorecard_desktop.exporting.matrix import alt_text as matrix_alt_text
from scorecard_desktop.exporting.picture_chart import PictureChart, alt_text
from support.papers import trend

FIGURES = st.decimals(-5000, 200_000, places=1)


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_that_a_scale_holds_every_figure_in_few_even_steps(values):
    made = scale(values)
    assert made.low <= min(values)
    assert max(values) <= made.high
    assert 2 <= len(made.ticks) <= 9
    steps = {b - a for a, b in pairwise(made.ticks)}
    assert len(steps) == 1


@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=20))
def test_that_a_scale_of_percentages_stays_within_nought_and_a_hundred(values):
    made = scale(values, Decimal(100))
    assert made.low >= 0
    assert made.high <= 100
    assert made.low <= min(values)
    assert max(values) <= made.high


def test_that_a_scale_starts_at_nought_where_leaving_it_out_would_mislead():
    assert scale([Decimal(10), Decimal(40)]).low == 0
    assert scale([Decimal(75), Decimal(90)]).low > 0


def test_that_labels_at_the_edge_do_not_cover_one_another():
    chart = trend("86.5", "86.6", target="87")
    words = {"86.6%", "Target 87%", "England 86.4%", "Statistical neighbours 86.9%"}
    labels = [s for s in chart.shapes(490, 190, label_width) if isinstance(s, Label) and s.anchor is Anchor.START]
    heights = sorted(label.at[1] for label in labels if label.words in words)
    assert len(heights) == 4
    assert all(b - a >= 10 for a, b in pairwise(heights))


def test_that_a_gap_breaks_the_line():
    lines = [
        s
        for s in trend("1", "2", None, "4", "5").shapes(490, 190, label_width)
        if isinstance(s, Stroke) and s.width == 1.9
    ]
    assert [len(line.points) for line in lines] == [2, 2]


def test_that_the_words_say_where_the_lines_stand_against_the_last_figure():
    assert alt_text(trend("75.1", "85", None, "70.2", "86.4", target="90")) == (
        "Trend chart of Plans up to date. They went up and down. Target 90%, above the last figure; England 86.4%, the "
        "same as the last figure; Statistical neighbours 86.9%, above the last figure. The scale starts at 70%, not at 0."
    )


def test_that_a_range_is_named_where_it_stands():
    drawn = trend("80", "84", within=("75", "85")).shapes(490, 190, label_width)
    assert "Target 75% to 85%" in {shape.words for shape in drawn if isinstance(shape, Label)}


def test_that_a_chart_without_figures_is_drawn_and_says_no_scale():
    assert trend(None, None).scale_words == ""
    assert trend(None, None).shapes(490, 190, label_width)


def test_that_the_matrix_shows_each_risk_in_its_cell():
    matrix = RiskMatrix((PlacedRisk("R1", 4, 3), PlacedRisk("R2", 4, 3), PlacedRisk("R3", 1, 5)), RiskSettings())
    labels = {s.words: s.at for s in matrix.shapes(500, 240, label_width) if isinstance(s, Label)}
    assert labels["R1, R2"][0] == pytest.approx(22 + 2.5 * (478 / 5))
    assert labels["R3"][0] == pytest.approx(22 + 4.5 * (478 / 5))
    assert labels["R1, R2"][1] > labels["R3"][1]


@pytest.mark.parametrize("many", [1, 3, 7, 25])
def test_that_the_risks_of_a_cell_stay_within_it_and_none_goes_uncounted(many):
    risks = tuple(PlacedRisk(f"RM{n:05d}", 3, 3) for n in range(many))
    matrix = RiskMatrix(risks, RiskSettings())
    drawn = [s for s in matrix.shapes(493, 246, label_width) if isinstance(s, Label)]
    here = [s for s in drawn if "RM" in s.words or " more" in s.words or s.words.endswith(" risks")]
    bottom, tall = 30 + 2 * 40, 40
    for label in here:
        assert bottom <= label.at[1] <= bottom + tall - label.size
        assert label_width(label.words, label.size, strong=True) <= 471 / 5
    named = sum(s.words.count("RM") for s in here)
    more = [int(word) for s in here for word in s.words.split() if word.isdigit()]
    assert named + sum(more) == many
    alt = matrix_alt_text(matrix)
    assert all(risk.number in alt for risk in risks)


def test_that_a_scale_that_leaves_out_nought_is_stated_and_one_that_holds_it_is_not():
    assert trend("75.1", "85").scale_words == "the scale starts at 75%, not at 0"
    assert trend("-5", "85").scale_words == trend("2", "85").scale_words == trend(None, None).scale_words == ""
    below = Picture(
        "Chart", "Balance", "", ("P1", "P2"), ("", ""), (Spot(0, Decimal(-80), ""), Spot(1, Decimal(-95), ""))
    )
    balance = PictureChart(below, Unit.COUNT, 0)
    assert balance.scale_words == f"the scale ends at −{abs(balance.scale.high)}, short of 0"


LONG = "Statistical neighbours of the council as the inspectorate had them in the year before last"


@given(
    st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=3),
    st.decimals(0, 100, places=1),
    st.sampled_from(["England", LONG, "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein"]),
)
def test_that_edge_labels_never_meet_and_stay_in_the_picture(marks, last, name):
    lines = [Line(LineKind.FIGURES, "", (Decimal(50), last)), Line(LineKind.TARGET, f"Target {last}%", (last, last))]
    lines += [Line(LineKind.BENCHMARK, name, (mark, mark)) for mark in marks]
    spots = (Spot(0, Decimal(50), ""), Spot(1, last, ""))
    chart = PictureChart(Picture("Chart", "Plans", "", ("P1", "P2"), ("", ""), spots, tuple(lines)), Unit.PERCENT, 1)
    labels = [s for s in chart.shapes(493, 190, label_width) if isinstance(s, Label) and s.anchor is Anchor.START]
    heights = sorted(label.at[1] for label in labels)
    assert all(after - before >= 10.9 for before, after in pairwise(heights))
    for label in labels:
        assert label.at[0] + label_width(label.words, label.size, strong=label.strong) <= 493.1
        assert 0 <= label.at[1] <= 190 - label.size / 2


def test_that_a_long_label_is_wrapped_whole():
    lines = (Line(LineKind.FIGURES, "", (Decimal(50),)), Line(LineKind.BENCHMARK, f"{LONG} 70%", (Decimal(70),)))
    picture = Picture("Chart", "P", "", ("P1",), ("",), (Spot(0, Decimal(50), ""),), lines)
    chart = PictureChart(picture, Unit.PERCENT, 1)
    labels = [s for s in chart.shapes(493, 190, label_width) if isinstance(s, Label) and s.anchor is Anchor.START]
    said = " ".join(s.words for s in sorted(labels, key=lambda s: -s.at[1]) if not s.strong)
    assert said == f"{LONG} 70%"


@pytest.mark.parametrize("ink", [style.TEXT, style.MUTED, style.ACCENT, style.TARGET, *style.MERIT_INK.values()])
def test_that_text_has_contrast_on_paper_and_on_tinted_panels(ink):
    assert style.contrast(ink, style.PAPER) >= 4.5
    assert style.contrast(ink, style.SURFACE) >= 4.5


@pytest.mark.parametrize("colours", style.CHIPS.values())
def test_that_chips_have_contrast_in_text_and_in_shape(colours):
    assert style.contrast(colours.ink, colours.fill) >= 4.5
    assert style.contrast(colours.tint_ink, colours.tint) >= 4.5
    assert style.contrast(colours.edge, colours.tint) >= 3


@pytest.mark.parametrize("colours", style.SPECIAL.values())
def test_that_marks_of_a_control_chart_stand_out_and_carry_their_letters(colours):
    assert style.contrast(colours.edge, style.PAPER) >= 3
    assert style.contrast(colours.edge, style.LIMITS) >= 3
    if colours.fill != colours.edge:  # else the icon has paper within its edge
        assert style.contrast(style.TEXT, colours.fill) >= 4.5


def test_that_the_lines_of_a_chart_stand_out_from_paper():
    assert style.contrast(style.SERIES[0], style.PAPER) >= 3
    assert style.contrast(style.TARGET, style.BAND) >= 3


def test_that_contrast_is_that_of_wcag():
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert style.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("band", [style.BAND, style.TOLERANCE, style.LIMITS])
def test_that_lines_and_words_stand_out_from_bands(band):
    for ink in (style.SERIES[0], style.TARGET, style.MUTED):
        assert style.contrast(ink, band) >= 4.5
