"""What the help says: a page of text for each page of the window, and the terms that it uses, all shipped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from scorecard_desktop import resources
from scorecard_desktop.domain.frozen import dataclass

TOPICS = (
    "start",
    "overview",
    "scorecard",
    "indicator",
    "exceptions",
    "risks",
    "budget",
    "recommendations",
    "programmes",
    "meetings",
    "findings",
    "returns",
    "pack",
    "settings",
    "import",
    "terms",
)
"""In the order in which the help lists them."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help: its name, its title, its text in Markdown, and the terms that it explains."""

    name: str
    title: str
    text: str
    terms: tuple[str, ...] = ()

    def with_keys(self, keys: Mapping[str, str]) -> str:
        """The text with the keys of actions, by their names, and the terms beneath it."""
        said = re.sub(r"\{key:([^}]+)\}", lambda found: f"**{keys[found[1]]}**", self.text)
        if not self.terms:
            return said
        explained = "\n\n".join(f"**{_capital(term)}**: {terms()[term]}" for term in self.terms)
        return f"{said}\n\n## Terms\n\n{explained}\n"

    def has(self, words: list[str]) -> bool:
        """Whether every word is found in it."""
        text = f"{self.title} {self.text} {' '.join(terms()[term] for term in self.terms)}".casefold()
        return all(word in text for word in words)


@lru_cache(1)
def topics() -> tuple[Topic, ...]:
    """Every page of help."""
    return tuple(_read(name) for name in TOPICS)


@lru_cache(1)
def terms() -> dict[str, str]:
    """Each term with what it means."""
    found = re.findall(r"^([a-z ]+): (.+)$", _text("terms"), re.MULTILINE)
    return dict(found)


def _read(name: str) -> Topic:
    text = _text(name)
    title = re.match(r"# (.+)\n", text)
    assert title is not None, f"the help on {name} has no title"
    if name == "terms":
        listed = "\n\n".join(f"**{_capital(term)}**: {meaning}" for term, meaning in sorted(terms().items()))
        return Topic(name, title[1], f"# {title[1]}\n\n{listed}\n")
    used = re.search(r"^terms: (.+)\n", text, re.MULTILINE)
    named = tuple(term.strip() for term in used[1].split(",")) if used is not None else ()
    return Topic(name, title[1], text.replace(used[0], "") if used is not None else text, named)


def _text(name: str) -> str:
    return resources.path(f"help/{name}.md").read_text("utf-8")


def _capital(term: str) -> str:
    return term[0].upper() + term[1:]
