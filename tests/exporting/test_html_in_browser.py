"""The HTML version in Chromium: nothing for axe-core to say, at any width, by day and in the dark."""

from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.web.page import write_html
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into
from support.browser import ask, axe_core, browser, complaints


@pytest.fixture(scope="module", autouse=True)
def _a_browser():
    """Every test here needs Chromium and axe-core."""
    browser()
    axe_core()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The pack of the sample council."""
    folder = tmp_path_factory.mktemp("page")
    book, _ = import_into(folder / "sample.scorecard", sample_workbooks())
    meeting = Meeting("Children’s Services Committee", date(2025, 7, 15), council="Barchester", marking="OFFICIAL")
    write_html(build_pack(book, meeting, created=datetime(2025, 7, 2, tzinfo=UTC)), folder / "pack.html")
    return folder / "pack.html"


@pytest.fixture(scope="module")
def every_block(paper, tmp_path_factory):
    """A paper with every kind of block."""
    path = tmp_path_factory.mktemp("page") / "paper.html"
    write_html(paper, path)
    return path


@pytest.mark.parametrize(("width", "dark"), [(1366, False), (320, True)])
def test_that_axe_finds_nothing_in_the_sample_pack(page, tmp_path, width, dark):
    assert complaints(page, tmp_path, width=width, dark=dark) == []


def test_that_axe_finds_nothing_in_a_paper_with_every_block(every_block, tmp_path):
    assert complaints(every_block, tmp_path) == []


BREAKAGES = {
    "html-has-lang": ('<html lang="en-GB">', "<html>"),
    "color-contrast": ("--text:#1B1F24", "--text:#C9CFD7"),
    "scrollable-region-focusable": (' role="region" tabindex="0"', ""),
    "role-img-alt": (' role="img" aria-label="', ' role="img" data-was="'),
    "heading-order": ("<h3", "<h5"),
    "aria-hidden-focus": ("<main", '<div aria-hidden="true"><a href="#content">x</a></div><main'),
}


@pytest.mark.parametrize("rule", BREAKAGES)
def test_that_axe_sees(rule, every_block, tmp_path):
    sound, broken = BREAKAGES[rule]
    text = every_block.read_text("utf-8")
    assert sound in text
    path = tmp_path / "broken.html"
    path.write_text(text.replace(sound, broken), "utf-8")
    assert rule in {complaint.partition(":")[0] for complaint in complaints(path, tmp_path, width=320)}


def test_that_nothing_but_tables_scrolls_across_at_320_pixels(page, tmp_path):
    across = """
    const beyond = [...document.querySelectorAll("body *")].filter(
      one => !one.closest(".scroll") && !one.closest(".unseen") && one.getBoundingClientRect().right > innerWidth + 1)
    return [innerWidth, document.documentElement.scrollWidth, beyond.map(one => one.outerHTML.slice(0, 120))]"""
    assert ask(page, across, tmp_path, width=320) == [320, 320, []]


def test_that_labels_of_pictures_can_be_read_at_320_pixels(page, tmp_path):
    sizes = """
    const labels = [...document.querySelectorAll("svg text")].filter(one => one.getBoundingClientRect().width > 0)
    return labels.map(one => one.getBoundingClientRect().height)"""
    heights = ask(page, sizes, tmp_path, width=320)
    assert len(heights) > 50
    assert min(heights) >= 11


def test_that_a_narrow_window_has_one_drawing_of_each_picture_and_a_wide_one_the_other(page, tmp_path):
    shown = """
    const seen = kind => [...document.querySelectorAll("svg." + kind)].filter(one => one.getBoundingClientRect().width)
    return [document.querySelectorAll(".picture").length, seen("wide").length, seen("narrow").length]"""
    count, wide, narrow = ask(page, shown, tmp_path)
    assert (wide, narrow) == (count, 0)
    assert ask(page, shown, tmp_path, width=320) == [count, 0, count]


def test_that_what_has_the_focus_shows_it(page, tmp_path):
    outlines = """
    const bare = []
    for (const one of document.querySelectorAll("a, [tabindex='0']")) {
      one.focus({focusVisible: true})
      const look = getComputedStyle(one)
      if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) bare.push(one.outerHTML.slice(0, 80))
    }
    return bare"""
    assert ask(page, outlines, tmp_path) == []
