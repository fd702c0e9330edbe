"""Settings that are kept but cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rules.rule import reading
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.setting_problems import setting_problems


@reading(Setting, Scorecard, Indicator)
def unusable_setting(book: Book) -> Iterator[Finding]:
    """A setting with a name that is none, held where it is not read, that cannot be read, or at odds with another."""
    return setting_problems(book)
