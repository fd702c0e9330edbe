"""The guide: its links, pictures and terms; that a builder makes it without a warning; that its commands run."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scorecard_desktop import resources
from scorecard_desktop.ui.models.help_text import CONTENTS, TERMS, Topic, anchor, target, terms, topics

PROJECT = Path(__file__).resolve().parents[1]
DOCS = resources.path("docs")
PAGES = {topic.name: topic for topic in topics()}
EACH = pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.name)


def test_that_every_page_of_the_guide_is_listed_once():
    there = {file.relative_to(DOCS).with_suffix("").as_posix() for file in (DOCS / "guide").rglob("*.md")}
    assert there <= PAGES.keys()
    assert len(PAGES) == len(topics())


def test_that_the_contents_call_each_page_by_its_title():
    listed = re.findall(r"^- \[([^\]]+)\]\(([^)]+)\)", PAGES[CONTENTS].text, re.MULTILINE)
    assert listed == [(PAGES[target(CONTENTS, to)[0]].title, to) for _, to in listed]


@EACH
def test_that_each_link_leads_to_a_page_a_heading_or_a_picture(topic: Topic):
    for link in topic.links:
        assert "://" not in link, f"{link} leads out of the guide, which is read without a network"
        to, at = target(topic.name, link)
        if to.endswith(".png"):
            assert (DOCS / to).is_file(), f"{topic.name}: there is no picture {to}"
            continue
        assert to in PAGES, f"{topic.name}: {link} leads to no page"
        anchors = [anchor(heading) for heading in PAGES[to].headings]
        assert not at or at in anchors, f"{topic.name}: {link} leads to no heading"


@EACH
def test_that_each_picture_says_what_it_shows(topic: Topic):
    for said, to in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", topic.text):
        assert len(said) > 20, f"{topic.name}: {to}"


@EACH
def test_that_the_headings_of_a_page_are_all_different_and_of_one_title(topic: Topic):
    assert topic.headings[0] == topic.title
    anchors = [anchor(heading) for heading in topic.headings]
    assert len(set(anchors)) == len(anchors)
    assert (
        len(re.findall(r"^# ", re.sub(r"^```.*?^```", "", topic.text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE))
        == 1
    )


@EACH
def test_that_the_terms_of_a_page_are_explained(topic: Topic):
    for term in topic.terms:
        assert term in terms()


def test_that_every_term_is_used_by_a_page_and_they_are_in_order():
    assert set(terms()) == {term for topic in topics() for term in topic.terms}
    assert list(terms()) == sorted(terms(), key=str.casefold)
    assert PAGES[TERMS].title == "Terms"


class _Loads(HTMLParser):
    """What a page of HTML has its reader fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        for name in ("src", *(["href"] if tag == "link" else [])):
            if value := named.get(name):
                self.found.append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The guide as the builder makes it, any warning of which is an error."""
    folder = tmp_path_factory.mktemp("guide")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ".ci/guide/mkdocs.yml", "-d", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def test_that_the_builder_makes_a_page_of_each(site):
    for topic in topics():
        made = (site / f"{topic.name}.html").read_text("utf-8")
        assert "key:" not in re.sub(r"<code>.*?</code>", "", made, flags=re.DOTALL)
        assert all(f"<strong>{term}</strong>" in made for term in topic.terms)


def test_that_the_built_guide_fetches_nothing_from_elsewhere(site):
    for file in site.rglob("*.html"):
        page = _Loads()
        page.feed(file.read_text("utf-8"))
        assert [to for to in page.found if re.match(r"(https?:)?//", to) and "canonical" not in to] == [], file.name
