"""A pack drawn to be looked at: the same pages as the file, each as a picture, with the page of each item."""

import re
import subprocess
from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.domain.template import ItemKind, PackItem, PackTemplate, TemplateItem
from scorecard_desktop.services.packer import PackRequest, make_pack
from scorecard_desktop.services.preview import draw_preview, picture_of
from support.books import pack_book

ITEMS = (ItemKind.CONTENTS, ItemKind.RECOMMENDATIONS, ItemKind.DASHBOARD, ItemKind.EXCEPTIONS, ItemKind.RISKS)


@pytest.fixture(scope="module")
def held():
    book = pack_book()
    book.apply([Change(None, PackTemplate("own", 1, "Ours"))])
    items = [TemplateItem(f"own/{at}", "own", at, PackItem(kind)) for at, kind in enumerate(ITEMS, 1)]
    book.apply([Change(None, item) for item in items])
    return book


@pytest.fixture(scope="module")
def request_():
    return PackRequest(committee="Children’s Services", date=date(2018, 7, 10), template="own")


@pytest.fixture(scope="module")
def preview(held, request_):
    return draw_preview(held.copy(), request_)


def test_that_every_page_is_that_of_the_exported_file(held, request_, preview, tmp_path, pdftotext):
    made = make_pack(held, tmp_path / "pack.pdf", request_)
    (tmp_path / "seen.pdf").write_bytes(preview.data)

    def text(name):
        return subprocess.run([pdftotext, tmp_path / name, "-"], capture_output=True, check=True, timeout=60).stdout

    assert made.pages == preview.pages
    assert text("pack.pdf") == text("seen.pdf")


def test_that_each_item_is_known_by_its_pages_and_one_without_anything_to_show_by_none(preview, pdftotext, tmp_path):
    (tmp_path / "seen.pdf").write_bytes(preview.data)
    contents, recommendations, dashboard, exceptions, risks = preview.items
    assert recommendations is None
    assert contents[0] == 2
    assert risks[1] == preview.pages
    assert dashboard[0] == contents[1] + 1
    assert exceptions[0] == dashboard[1] + 1
    for (first, _), heading in ((dashboard, "Vital signs"), (exceptions, "Exceptions"), (risks, "Risk register")):
        said = subprocess.run(
            [pdftotext, "-f", str(first), "-l", str(first), tmp_path / "seen.pdf", "-"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        assert re.search(rf"^{heading}", said, re.MULTILINE)
        assert preview.leaves[first - 1].headings[0].startswith(heading)


def test_that_a_page_becomes_a_picture_at_any_scale(preview):
    wide, tall = preview.leaves[0].width, preview.leaves[0].height
    assert (round(wide), round(tall)) == (595, 842)
    for scale in (0.5, 1.37, 2.0):
        picture = picture_of(preview, 1, scale)
        assert abs(picture.width - wide * scale) <= 1
        assert abs(picture.height - tall * scale) <= 1
        assert len(picture.pixels) == picture.width * picture.height * 4
    ink = {picture.pixels[at : at + 3] for at in range(0, len(picture.pixels), 4)}
    assert b"\xff\xff\xff" in ink  # paper
    assert bytes.fromhex("12436d") in ink  # the band of the cover, red and blue not taken for one another


def test_that_a_preview_is_stopped_and_refused_like_a_pack(held, request_):
    with pytest.raises(Cancelled):
        draw_preview(held.copy(), request_, cancelled=lambda: True)
    with pytest.raises(Refusal, match="nothing to report"):
        draw_preview(Book(), PackRequest())
