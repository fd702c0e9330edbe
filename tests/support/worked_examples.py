"""The worked examples of a page of documentation: what each is about, its facts, and its table.

An example is a paragraph that begins ``**Example: a rating.**`` and gives facts (``target: 20%; polarity: low``),
followed by a table. A column of the table holds either a further fact of its row or what the program must say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_OPENING = re.compile(r"\*\*Example: (?P<kind>[^*]+?)\.\*\*\s*(?P<facts>.*)")


class Facts:
    """Facts by their name, whatever its case; it knows which were asked for, so that no typing slip is passed over."""

    def __init__(self, given: dict[str, str]) -> None:
        self._given = {name.casefold(): value for name, value in given.items()}
        self.read: set[str] = set()

    def get(self, name: str, default: str = "") -> str:
        """What is given, or the default."""
        self.read.add(name.casefold())
        return self._given.get(name.casefold(), default)

    def starting(self, beginning: str) -> list[tuple[str, str]]:
        """The facts whose names begin so: the rest of each name, and the value."""
        found = [name for name in self._given if name.startswith(beginning.casefold())]
        self.read.update(found)
        return [(name[len(beginning) :].strip(), self._given[name]) for name in found]

    def __contains__(self, name: str) -> bool:
        return self.get(name) != ""

    @property
    def unread(self) -> set[str]:
        """The names of the facts that nothing asked for."""
        return set(self._given) - self.read


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: the line where it begins, its kind, its facts and its table."""

    line: int
    kind: str
    facts: dict[str, str]
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def row(self, index: int) -> dict[str, str]:
        """A row of the table by its column headings."""
        return dict(zip(self.heading, self.rows[index], strict=True))

    def facts_of(self, index: int) -> Facts:
        """The example's facts with those of one row."""
        return Facts(self.facts | {name.casefold(): cell for name, cell in self.row(index).items()})


def plain_text(markdown: str) -> str:
    """Markdown without the marks for code and weight."""
    return re.sub(r"\*\*|`", "", markdown).strip()


def examples(page: Path) -> Iterator[Example]:
    """Every worked example of a page, in order. Raises ValueError for one without a table."""
    lines = page.read_text("utf-8").splitlines()
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        at += 1
        if opening is None:
            continue
        begins, words = at, [opening["facts"]]
        while at < len(lines) and lines[at].strip():
            words.append(lines[at])
            at += 1
        while at < len(lines) and not lines[at].strip():
            at += 1
        table = []
        while at < len(lines) and lines[at].startswith("|"):
            table.append(_cells(lines[at]))
            at += 1
        if len(table) < 3:
            raise ValueError(f"{page.name}:{begins}: an example without a table")
        yield Example(begins, opening["kind"], _facts(" ".join(words)), table[0], tuple(table[2:]))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(plain_text(cell) for cell in line.strip().strip("|").split("|"))


def _facts(words: str) -> dict[str, str]:
    pairs = [part.partition(":") for part in plain_text(words).rstrip(".").split(";") if part.strip()]
    return {name.strip().casefold(): value.strip() for name, _, value in pairs}
