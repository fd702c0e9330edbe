"""An officer's own rating of a figure or of a year-end forecast, with its reason, and taking it back again."""

from __future__ import annotations

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.forecast import forecast_of, year_of
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import presence_at
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.refusal import Refusal


def override_rating(book: Book, override: Override) -> ChangeSet:
    """Set a rating, or set it otherwise than it was set before; the reason goes to its history too.

    Raises Refusal without a reason, where the indicator is gone, and where there is nothing to rate: no forecast, or a
    period in which no figure is expected.
    """
    indicator = _indicator(book, override.indicator)
    if not override.reason.strip():
        raise Refusal("Say why the rating is set: the reason is shown with it, in the window and in the pack.")
    year = period_from_code(override.period)
    if override.rating is RatingOf.CURRENT and presence_at(book, indicator, year) is Presence.NOT_EXPECTED:
        raise Refusal(f"No figure is expected for {year.label}, so there is nothing to rate.")
    if override.rating is RatingOf.FORECAST and (
        year_of(year) != year or forecast_of(book, indicator, year).observation is None
    ):
        raise Refusal(f"Nobody has given a forecast for {year.label}. Type one first, such as 88 [f], for that year.")
    return change_set(_label(indicator, override), [Change(override_of(book, override), override)], override.reason)


def remove_override(book: Book, override: Override, why: str = "") -> ChangeSet:
    """Go back to the computed rating. Raises Refusal where the rating is no longer set by anyone."""
    indicator = _indicator(book, override.indicator)
    held = override_of(book, override)
    if held is None:
        raise Refusal("The rating is the computed one already.")
    return change_set(f"taking back the {_label(indicator, override)}", [Change(held, None)], why)


def override_of(book: Book, like: Override) -> Override | None:
    """What is set in the place of another override."""
    return book.get(Override, *like.key)


def new_override(
    indicator: str, period: str, rating: RatingOf, rag: Rag, reason: str, who: str, today: date | None = None
) -> Override:
    """An override as it is set now."""
    return Override(indicator, period, rag, " ".join(reason.split()), who, rating, today or date.today())


def _indicator(book: Book, identity: str) -> Indicator:
    found = book.get(Indicator, identity)
    if found is None:
        raise Refusal("The indicator is no longer there: someone has removed it.")
    return found


def _label(indicator: Indicator, override: Override) -> str:
    what = "rating" if override.rating is RatingOf.CURRENT else "forecast rating"
    return f"{what} of {indicator.ref or indicator.name} {period_from_code(override.period).label}"
