"""What words mean by the patterns that they fit as a whole: the first of a list that does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

Means = TypeVar("Means")


class Phrases(Generic[Means]):
    """Patterns and what each means, tried in their order, all at once. None of them may have groups that capture."""

    def __init__(self, patterns: Iterable[tuple[Means, str]]) -> None:
        listed = list(patterns)
        self._means = [means for means, _ in listed]
        self._any = re.compile("|".join(f"({pattern})" for _, pattern in listed))
        assert self._any.groups == len(listed)

    def meaning(self, words: str) -> Means | None:
        """What the words mean; None where no pattern fits all of them."""
        match = self._any.fullmatch(words)
        return self._means[match.lastindex - 1] if match is not None and match.lastindex is not None else None
