"""Every pair of ink and ground that the window paints, computed."""

import pytest
from PySide6.QtGui import QPalette

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.ui.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, contrast

PALETTES = pytest.mark.parametrize(
    "palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK], ids=lambda palette: palette.name
)
HIGH = pytest.mark.parametrize("palette", [CONTRAST_LIGHT, CONTRAST_DARK], ids=lambda palette: palette.name)
TEXT, GRAPHICS = 4.5, 3.0


def test_that_contrast_is_computed_as_wcag_defines_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#FFFFFF", "#767676") == contrast("#767676", "#FFFFFF")


@PALETTES
@pytest.mark.parametrize("ground", ["page", "surface", "selection", "hover"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent"])
def test_that_text_is_read_on_every_ground(palette, ink, ground):
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT


@PALETTES
@pytest.mark.parametrize("rag", list(Rag))
def test_that_a_rating_is_read_on_its_tint(palette, rag):
    tint = palette.rag(rag)
    assert contrast(tint.ink, tint.ground) >= TEXT


@PALETTES
@pytest.mark.parametrize("ground", ["page", "surface", "selection"])
def test_that_shapes_arrows_and_severities_stand_out_beside_the_tint(palette, ground):
    under = getattr(palette, ground)
    inks = [palette.rag(rag).ink for rag in Rag]
    inks += [palette.severity(severity).ink for severity in Severity]
    inks += [palette.merit(merit) for merit in Merit]
    for ink in inks:
        assert contrast(ink, under) >= TEXT


@PALETTES
def test_that_the_primary_button_and_a_tooltip_can_be_read(palette):
    assert contrast(palette.on_accent, palette.accent) >= TEXT
    assert contrast(palette.page, palette.text) >= TEXT


@PALETTES
@pytest.mark.parametrize("ground", ["page", "surface"])
def test_that_the_edges_of_controls_and_the_focus_ring_stand_out(palette, ground):
    assert contrast(palette.edge, getattr(palette, ground)) >= GRAPHICS
    assert contrast(palette.accent, getattr(palette, ground)) >= GRAPHICS


@PALETTES
def test_that_the_chart_s_lines_and_labels_are_read_on_the_panel(palette):
    assert contrast(palette.series[0], palette.surface) >= GRAPHICS
    for colour in palette.benchmarks:
        assert contrast(colour, palette.surface) >= TEXT


@HIGH
def test_that_with_high_contrast_all_text_reaches_seven_to_one_and_graphics_four_and_a_half(palette):
    grounds = [palette.page, palette.surface, palette.selection, palette.hover]
    for ink in (palette.text, palette.muted, palette.accent):
        assert all(contrast(ink, ground) >= 7 for ground in grounds), ink
    for rag in Rag:
        tint = palette.rag(rag)
        assert contrast(tint.ink, tint.ground) >= 7
        assert contrast(tint.ink, palette.page) >= 7
    assert contrast(palette.on_accent, palette.accent) >= 7
    for ink in (palette.line, palette.edge, *palette.series):
        assert contrast(ink, palette.page) >= 4.5, ink


def test_that_the_system_s_high_contrast_is_followed_and_a_choice_of_the_officer_s_goes_before_it(theme, monkeypatch):
    from scorecard_desktop.ui.theme import Scheme, Theme

    monkeypatch.setattr(Theme, "_wants_contrast", True)
    theme.set_scheme(Scheme.SYSTEM)
    assert theme.palette in (CONTRAST_LIGHT, CONTRAST_DARK)
    theme.set_scheme(Scheme.DARK)
    assert theme.palette is DARK


def test_that_what_a_box_says_while_it_is_empty_can_be_read(window, workspace, theme):
    from scorecard_desktop.ui.theme import Scheme

    for scheme in Scheme:
        theme.set_scheme(scheme)
        box = workspace.scorecard.find_box
        box.ensurePolished()
        hint = box.palette().color(QPalette.ColorRole.PlaceholderText)
        assert hint.alpha() == 255
        assert contrast(hint.name(), theme.palette.page) >= TEXT


def test_that_every_scheme_can_be_chosen_and_has_its_drawings(window, theme):
    from scorecard_desktop.ui.theme import Scheme

    for action in window.actions_.schemes.actions():
        action.trigger()
        assert theme.scheme is action.data()
    assert [action.data() for action in window.actions_.schemes.actions()] == list(Scheme)
