"""The guide: its links, pictures and terms; that a builder makes it without a warning; that its commands run."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scorecard_desktop import cli, resources
from scorecard_desktop.services.demo import build_sample, sample_workbooks
from scorecard_desktop.services.places import default_store, log_folder, sample_store
from scorecard_desktop.store.backup_names import folder_of
from scorecard_desktop.ui.actions import PAGES as WINDOW_PAGES
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
        assert "(key:" not in made
        assert 'href="key:' not in made
        assert all(f"<strong>{term}</strong>" in made for term in topic.terms)


def test_that_the_built_guide_fetches_nothing_from_elsewhere(site):
    for file in site.rglob("*.html"):
        page = _Loads()
        page.feed(file.read_text("utf-8"))
        assert [to for to in page.found if re.match(r"(https?:)?//", to) and "canonical" not in to] == [], file.name


def test_that_each_link_of_the_readme_leads_to_a_file():
    for file in ("README.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\(([^)#\s]+)\)", (PROJECT / file).read_text("utf-8")):
            assert "://" in link or (PROJECT / link).exists(), f"{file}: {link}"


# What the pages say of the window and the command


def spoken() -> set[str]:
    """Every text of the program's source, as a button or menu shows it."""
    said = set()
    for file in (PROJECT / "src" / "scorecard_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(shown_as(node.value))
    return said


def shown_as(words: str) -> str:
    """A text without its mnemonic and its dots."""
    return re.sub(r"&(?=\w)", "", words).strip().rstrip("…").casefold()


@pytest.fixture(scope="module")
def window_words() -> set[str]:
    return spoken() | {f"go to {shown_as(text)}" for _, text, _ in WINDOW_PAGES}


OF_THE_WINDOW = [topic for topic in topics() if topic.name.startswith(("guide/officers/", "guide/window/"))]
EMPHASISED = {
    *("not", "and", "read-only", "template", "current", "latest"),
    "next meeting",
}
"""What is set in bold type on these pages and is no text of the window."""


@pytest.mark.parametrize("topic", OF_THE_WINDOW, ids=lambda topic: topic.name)
def test_that_the_window_says_what_a_page_says_that_it_does(topic: Topic, window_words: set[str]):
    """Buttons, menus, tabs and pages are set in bold type: ``**File, Import workbooks**``."""
    for phrase in re.findall(r"\*\*([^*]+)\*\*", topic.text):
        words = shown_as(phrase.rstrip(":"))
        parts = [shown_as(part) for part in words.split(", ")]
        known = words in window_words or words in EMPHASISED or all(part in window_words for part in parts)
        assert known, f"{topic.name}: the window says “{phrase}” nowhere"


def commands() -> list[tuple[str, list[str]]]:
    """The pages with lines for the command, each with its lines in order."""
    found = []
    for topic in topics():
        blocks = re.findall(r"^```sh\n(.*?)^```", topic.text, re.MULTILINE | re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines() if line.startswith("scorecard ")]
        if lines:
            found.append((topic.name, lines))
    return found


@pytest.mark.parametrize(("page", "lines"), commands(), ids=[page for page, _ in commands()])
def test_that_the_command_does_what_a_page_tells_it(page, lines, tmp_path, monkeypatch, capsys):
    """In a folder with the sample council's workbooks and its file."""
    monkeypatch.chdir(tmp_path)
    for workbook in sample_workbooks():
        shutil.copy(workbook, tmp_path)
    build_sample(tmp_path / "sample")
    if page != "guide/it/command":
        shutil.copy(tmp_path / "sample" / "barchester.scorecard", tmp_path / "children.scorecard")
    for line in lines:
        code = cli.main(shlex.split(line)[1:])
        said = capsys.readouterr()
        assert code in (0, 1), f"{page}: {line}\n{said.err}"
        assert said.out, line


def test_that_the_page_of_the_command_lists_its_exit_codes():
    table = re.findall(r"^\| (\d) \|", PAGES["guide/it/command"].text, re.MULTILINE)
    assert [int(code) for code in table] == [cli.DONE, cli.DONE_WITH_ERRORS, cli.REFUSED, cli.FAULT]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="each system knows its own places")
def test_that_the_page_of_places_names_those_of_the_program(user_folders, monkeypatch):
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable)
    text = PAGES["guide/it/files"].text
    for place in (default_store(), sample_store().parent, log_folder()):
        assert f"`~/{place.relative_to(Path.home())}`" in text
    assert f"`{folder_of(Path('NAME.scorecard'))}`" in text
