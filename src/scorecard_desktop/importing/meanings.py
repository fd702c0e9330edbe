"""What officers say that columns hold: by heading, and stronger than what the headings seem to say themselves.

With it goes what their words in cells stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.known_words import SEEN_ANYWHERE, KnownWords

LEFT_OUT = "left out"
"""The meaning of a column from which nothing is to be taken."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the columns under one heading hold.

    ``heading`` is as ``ColumnFound.heading`` gives it; ``sheet`` is empty where it holds for every sheet. ``means`` is
    one of the meanings that ``ColumnFound.means`` has (``figures``, ``target``, ``benchmark``, ``owner``, ``variance``
    …), with a period's code after ``for`` where it is for one: ``figures for 2018-04``; or ``left out``.
    """

    heading: str
    means: str
    sheet: str = ""


@dataclass(frozen=True)
class Meanings:
    """The meanings that hold for one file, and the words that stand for symbols in it."""

    given: tuple[Meaning, ...] = ()
    words: KnownWords = SEEN_ANYWHERE
    _by_heading: dict[tuple[str, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {(meaning.sheet, same_name(meaning.heading)): meaning.means for meaning in self.given}
        object.__setattr__(self, "_by_heading", found)

    def of(self, sheet: str, heading: str) -> str:
        """What a heading on a sheet was said to mean; empty where nobody has said."""
        if not self._by_heading:
            return ""
        name = same_name(heading)
        return self._by_heading.get((sheet, name)) or self._by_heading.get(("", name), "")


NOT_SAID = Meanings()


def given(meanings: Iterable[Meaning], words: KnownWords = SEEN_ANYWHERE) -> Meanings:
    """The meanings of an import, ready to be asked."""
    return Meanings(tuple(meanings), words)


def parted(means: str) -> tuple[str, str]:
    """A meaning and the code of the period that it is for; empty where it is for none."""
    match = re.fullmatch(r"(.+?) for (.+)", means)
    return (match[1], match[2]) if match is not None else (means, "")
