"""The guide inside the program: the pages of ``docs`` that its contents list, with their links, keys and terms.

The same files are built for the web and for paper (``.ci/guide``). A page is Markdown; at its head it may name the
terms that are explained beneath it, and keys are written as ``[Ctrl+I](key:import)``, so that they can be read
anywhere and are those of the machine here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from scorecard_desktop import resources
from scorecard_desktop.domain.frozen import dataclass

CONTENTS = "guide/index"
"""The page that lists the others, in the order in which the help lists them."""
TERMS = "guide/terms"
_KEY = re.compile(r"\[([^\]]+)\]\(key:([^)]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: its name (where it is in ``docs``, without its ending), section, title, text, and the terms it uses."""

    name: str
    section: str
    title: str
    text: str
    terms: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The text with its terms explained beneath it."""
        if not self.terms:
            return self.text
        explained = "\n\n".join(f"**{term}**: {terms()[term]}" for term in self.terms)
        return f"{self.text.rstrip()}\n\n## Terms\n\n{explained}\n"

    def with_keys(self, keys: Mapping[str, str]) -> str:
        """The whole page with the keys of actions, by their names, as they are on this machine.

        What a picture shows is said beneath it: a screen reader gets nothing of the picture itself.
        """
        here = {name.replace(" ", "-"): held for name, held in keys.items()}

        def said(found: re.Match[str]) -> str:
            held = here[found[2]]  # where a page names one of several keys, the first
            return f"**{held if ' or ' in found[1] else held.split(' or ')[0]}**"

        return _PICTURE.sub(r"\g<0>\n\n*\1*", _KEY.sub(said, self.whole))

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Each key that the page names with the action that it is said to start."""
        return [(found[1], found[2]) for found in _KEY.finditer(self.text)]

    @property
    def links(self) -> list[str]:
        """Where its links and pictures lead, as they are written; keys are not among them."""
        prose = re.sub(r"^```.*?^```|`[^`\n]+`", "", self.text, flags=re.MULTILINE | re.DOTALL)
        return [to for to in re.findall(r"\]\(([^)\s]+)\)", prose) if not to.startswith("key:")]

    @property
    def headings(self) -> list[str]:
        """Its headings in order, the title first."""
        return [found[1] for found in _headings(self.whole)]

    def marked(self, words: list[str]) -> list[str]:
        """What is marked of the words that are looked for: all of them as one where they stand so, else each."""
        together = " ".join(words)
        return [together] if len(words) > 1 and _count(self, together) else words

    def hits(self, words: list[str]) -> int:
        """How often what is marked is found in it, at the beginning of words; 0 where one of the words is not."""
        counts = [_count(self, word) for word in self.marked(words)]
        return sum(counts) if counts and all(counts) else 0


def _count(topic: Topic, words: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(words)}", _words(topic)))


@cache
def _words(topic: Topic) -> str:
    return plain_text(topic.whole).casefold()


def plain_text(markdown: str) -> str:
    """The words of a page without the signs that set it."""
    said = re.sub(r"^(```.*|\|[\s:|-]+\|)$", "", _PICTURE.sub(r"\1", markdown), flags=re.MULTILINE)
    return re.sub(r"[*_`#|>]+", "", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", said))


def anchor(heading: str) -> str:
    """How a heading is linked to, as repositories and the built guide do it."""
    said = plain_text(heading).strip().casefold()
    return re.sub(r"[^\w\- ]", "", said).replace(" ", "-")


def target(page: str, link: str) -> tuple[str, str]:
    """Where a link on a page leads: the name of a page or the file in ``docs``, and the heading's anchor."""
    to, _, at = link.partition("#")
    if not to:
        return page, at
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), to))
    return file.removesuffix(".md"), at


@lru_cache(1)
def topics() -> tuple[Topic, ...]:
    """Every page, the contents first, then as they list them."""
    listed = [_read(CONTENTS, "")]
    section = ""
    for line in listed[0].text.splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
        elif found := re.match(r"- \[[^\]]+\]\(([^)#]+\.md)\)", line):
            listed.append(_read(target(CONTENTS, found[1])[0], section))
    return tuple(listed)


@lru_cache(1)
def terms() -> dict[str, str]:
    """Each term with what it means."""
    return dict(re.findall(r"^\*\*(.+?)\*\*: (.+)$", _text(TERMS), re.MULTILINE))


def _read(name: str, section: str) -> Topic:
    head, text = split_head(_text(name))
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    assert title is not None, f"the page {name} has no title"
    return Topic(name, section, title[1], text, terms_named(head))


def split_head(text: str) -> tuple[str, str]:
    """What stands between the lines at a page's head, and the page beneath it."""
    found = re.match(r"---\n(.*?)\n---\n+", text, re.DOTALL)
    return (found[1], text[found.end() :]) if found is not None else ("", text)


def terms_named(head: str) -> tuple[str, ...]:
    """The terms that a page's head names."""
    found = re.search(r"^terms: (.+)$", head, re.MULTILINE)
    return tuple(_capital(term.strip()) for term in found[1].split(",")) if found is not None else ()


def _headings(markdown: str) -> list[tuple[str, str]]:
    prose = re.sub(r"^```.*?^```", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#{1,6}) (.+)$", prose, re.MULTILINE)


def _text(name: str) -> str:
    return resources.path(f"docs/{name}.md").read_text("utf-8")


def _capital(term: str) -> str:
    return term[0].upper() + term[1:]
