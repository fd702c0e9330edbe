"""What was said of a finding when it was let pass before."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Dismissal, Finding, dismisses_earlier


def dismissed_before(book: Book, finding: Finding) -> list[Dismissal]:
    """The dismissals of a finding that has come back since its figures changed, newest first: why it was let pass."""
    earlier = [dismissal for dismissal in book.all(Dismissal) if dismisses_earlier(dismissal, finding)]
    return sorted(earlier, key=lambda dismissal: dismissal.when, reverse=True)
