"""The pictures of the guide and the README: none is stale, missing, too large or shown by nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QImage

from scorecard_desktop.services.demo import build_demo
from scorecard_desktop.ui.models.help_text import target, topics
from support.guide_pictures import PICTURES, Paper, Shot
from support.scenes import SCENES

PROJECT = Path(__file__).resolve().parents[1]
IMAGES = PROJECT / "docs" / "images"
_MOST = 3_000_000
"""Bytes of all pictures together: they are shipped with the program."""


@pytest.fixture(scope="module")
def sample_headings(tmp_path_factory) -> list[str]:
    """The headings that lead to pages of the sample council's pack."""
    with pikepdf.open(build_demo(tmp_path_factory.mktemp("demo")).pack.path) as pack, pack.open_outline() as outline:

        def headings(items) -> list[str]:
            return [title for item in items for title in (item.title, *headings(item.children))]

        return headings(outline.root)


def shown() -> set[str]:
    """The pictures that the guide and the README show."""
    readme = re.findall(r"\]\(docs/images/(\w[\w-]*)\.png\)", (PROJECT / "README.md").read_text("utf-8"))
    guide = {target(topic.name, link)[0] for topic in topics() for link in topic.links}
    return {*readme, *(Path(link).stem for link in guide if link.endswith(".png"))}


def test_that_each_picture_of_the_window_has_its_scene():
    assert {
        name: one.scene for name, one in PICTURES.items() if isinstance(one, Shot) and one.scene not in SCENES
    } == {}


def test_that_each_page_of_the_pack_is_still_made(sample_headings):
    wanted = {one.heading for one in PICTURES.values() if isinstance(one, Paper) and one.template == "full"}
    assert [heading for heading in wanted if not any(one.startswith(heading) for one in sample_headings)] == []


def test_that_the_pictures_are_those_that_are_taken_and_those_that_are_shown():
    assert {file.stem for file in IMAGES.glob("*")} == PICTURES.keys()
    assert shown() == PICTURES.keys()


def test_that_the_pictures_are_whole_and_small_together():
    assert not any(QImage(str(file)).isNull() for file in IMAGES.glob("*.png"))
    assert sum(file.stat().st_size for file in IMAGES.iterdir()) < _MOST
