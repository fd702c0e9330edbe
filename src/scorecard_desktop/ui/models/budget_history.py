"""The history of a budget line and its amounts in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.money import Showing
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.services.session import HistoryEntry
from scorecard_desktop.ui.models.history import local_time

_CALLED = {"number": "number", "description": "name", "reason": "reason", "action": "action", "rag": "rating"}
_SHORT = 80


def records_of_line(table: BudgetTable, line: BudgetLine) -> list[BudgetLine | BudgetAmount]:
    """Whose history a line's is: its own, and that of its amounts in every column, those removed since included."""
    return [line, *(BudgetAmount(table.id, line.line, column.key, Decimal(0)) for column in table.columns)]


def budget_history(entries: Iterable[HistoryEntry], table: BudgetTable, shown: Showing) -> list[str]:
    """``2 May 2018, 10:14, A. Officer: Budget £m £5.443m → £5.500m from m2.xlsx, General Fund!C4``, newest first."""
    ordered = sorted(entries, key=lambda entry: entry.when, reverse=True)
    return [said for entry in ordered for said in _said(entry, table, shown)]


def _said(entry: HistoryEntry, table: BudgetTable, shown: Showing) -> list[str]:
    who = f", {entry.who}" if entry.who else ""
    why = f" – {entry.why}" if entry.why else ""
    after = entry.change.after
    source = after.source if isinstance(after, BudgetLine | BudgetAmount) else None
    where = f"from {source.place}" if source is not None else f"({entry.label})"
    return [f"{local_time(entry.when)}{who}: {what} {where}{why}" for what in _what(entry, table, shown)]


def _what(entry: HistoryEntry, table: BudgetTable, shown: Showing) -> list[str]:
    before, after = entry.change.before, entry.change.after
    if isinstance(before, BudgetAmount) or isinstance(after, BudgetAmount):
        found = after if isinstance(after, BudgetAmount) else before
        assert isinstance(found, BudgetAmount)
        heading = next((one.heading for one in table.columns if one.key == found.column), found.column)
        was, now = (shown.words(one.amount) if isinstance(one, BudgetAmount) else "" for one in (before, after))
        return [f"{heading} {f'{was} → {now}' if was and now else now or f'{was} removed'}"]
    if not isinstance(after, BudgetLine):
        return ["line removed"]
    if not isinstance(before, BudgetLine):
        return ["line added"]
    names = [name for name in entry.change.fields_changed if name in _CALLED]
    return [f"{_CALLED[name]} “{_short(getattr(before, name))}” → “{_short(getattr(after, name))}”" for name in names]


def _short(content: object) -> str:
    words = content.word if isinstance(content, Rag) else " ".join(str(content).split())
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"
