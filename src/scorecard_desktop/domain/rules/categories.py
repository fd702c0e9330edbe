"""Which rows of a scorecard are the parts of another, as their names tell: ``totals`` adds them up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator

_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Categories:
    """A total and the rows of its section that count the same by category.

    ``together`` where the parts stand one under another right above it, and nothing but a table of categories would.
    """

    total: Indicator
    parts: tuple[Indicator, ...]
    together: bool

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of all of them."""
        return (self.total.id, *(part.id for part in self.parts))


def adds_up(unit: Unit) -> bool:
    """Whether figures of a unit may be parts of a whole: counts, money, and numbers of which nobody says what."""
    return unit in (Unit.COUNT, Unit.NUMBER, Unit.MONEY)


def tables_of(book: Book) -> Iterator[Categories]:
    """Every row of a book that the names say is a total, with its parts."""
    for scorecard in book.scorecards():
        sections: dict[str, list[Indicator]] = defaultdict(list)
        for indicator in book.indicators(scorecard.id):
            sections[indicator.section].append(indicator)
        for rows in sections.values():
            for position, row in enumerate(rows):
                found = _table(rows, position) if adds_up(row.unit) else None
                if found is not None:
                    yield found


_TOTAL = r"(?:grand |overall )?totals?"
_WHOLE = rf"(?:{_TOTAL}|all(?: (?:areas|localities|districts|teams|schools|categories|types))?|county|whole council)"
_BARE = re.compile(rf"{_WHOLE}|overall", re.IGNORECASE)
_FIRST = re.compile(rf"(?:{_TOTAL}|all)\b[\s:–-]*(?P<counted>.+)", re.IGNORECASE)
_LAST = re.compile(rf"(?P<counted>.+?)(?:\s*[-–:,]\s*{_WHOLE}|\s*\(\s*{_WHOLE}\s*\)|\s+{_TOTAL})", re.IGNORECASE)
_COUNTING = re.compile(r"^(?:the )?(?:number|no\.?|count|#)(?: of)?\s+", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:of (?:which|these|whom|those)|including|includes|inc\.?|within)\b", re.IGNORECASE)
_BEGINS_OF_WHICH = re.compile(r"^\W*(?:of (?:which|these|whom|those)|o/w)\b", re.IGNORECASE)


def _table(rows: Sequence[Indicator], position: int) -> Categories | None:
    total = rows[position]
    below = _of_which_below(rows, position)
    if below:
        return _made(total, below, together=False)
    if _BARE.fullmatch(_plain(total.name)):
        above = _since_the_last_total(rows, position)
        if above:
            return None if _one_within_another(above) else _made(total, above, together=True)
        return _made(total, _until_the_next_total(rows, position), together=False)
    counted = _counted(total.name)
    if counted is None:
        return None
    parts = [row for row in rows if row is not total and _is_category(row.name, counted)]
    if _one_within_another(parts):
        return None
    by_name = _FIRST.fullmatch(_plain(total.name)) is None or re.match(_TOTAL, total.name, re.IGNORECASE) is not None
    return _made(total, parts, together=by_name and list(rows[max(0, position - len(parts)) : position]) == parts)


def _made(total: Indicator, parts: Sequence[Indicator], *, together: bool) -> Categories | None:
    if len(parts) < _FEWEST_PARTS or any((part.unit is Unit.MONEY) is not (total.unit is Unit.MONEY) for part in parts):
        return None
    return Categories(total, tuple(parts), together) if all(adds_up(part.unit) for part in parts) else None


def _counted(name: str) -> str | None:
    """What a row that is called a total totals: ``contacts`` of ``Total contacts`` or ``Contacts – all areas``."""
    words = _plain(name)
    match = _FIRST.fullmatch(words) or _LAST.fullmatch(words)
    return _COUNTING.sub("", match["counted"]) or None if match is not None else None


def _is_category(name: str, counted: str) -> bool:
    """Whether a row counts a category of what is counted: ``School contacts``, ``Contacts: schools``."""
    if _counted(name) is not None or _BARE.fullmatch(_plain(name)):
        return False
    own = _COUNTING.sub("", _plain(name))
    what = re.escape(counted)
    return re.fullmatch(rf".+\b{what}|{what} ?(?:[-–:,(]|(?:from|by|in) ).+", own) is not None


def _one_within_another(parts: Sequence[Indicator]) -> bool:
    return any(_OF_WHICH.search(part.name) for part in parts)


def _is_total(row: Indicator) -> bool:
    return _BARE.fullmatch(_plain(row.name)) is not None or _counted(row.name) is not None


def _since_the_last_total(rows: Sequence[Indicator], position: int) -> list[Indicator]:
    start = max((at + 1 for at, row in enumerate(rows[:position]) if _is_total(row)), default=0)
    return list(rows[start:position])


def _until_the_next_total(rows: Sequence[Indicator], position: int) -> list[Indicator]:
    after = rows[position + 1 :]
    stop = next((at for at, row in enumerate(after) if _is_total(row)), len(after))
    return list(after[:stop])


def _of_which_below(rows: Sequence[Indicator], position: int) -> list[Indicator]:
    """The rows right beneath a row that say that they are of it."""
    found: list[Indicator] = []
    for row in rows[position + 1 :]:
        if not _BEGINS_OF_WHICH.match(row.name):
            break
        found.append(row)
    return found if not _BEGINS_OF_WHICH.match(rows[position].name) else []


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
