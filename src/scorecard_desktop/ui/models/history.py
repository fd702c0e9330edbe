"""The history of a figure in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.services.session import HistoryEntry


def history_lines(entries: Iterable[HistoryEntry], indicator: Indicator) -> list[str]:
    """``2 May 2018, 10:14, A. Officer: 82.7% → 81.7% (import of MI.xlsx), from MI.xlsx, County!I48``, newest first."""
    return [_line(entry, indicator) for entry in entries]


def _line(entry: HistoryEntry, indicator: Indicator) -> str:
    before, after = (_figure(side, indicator) for side in (entry.change.before, entry.change.after))
    what = f"{before} → {after}" if before else after or "removed"
    why = f" – {entry.why}" if entry.why else ""
    cell = _cell(entry)
    who = f", {entry.who}" if entry.who else ""
    return f"{local_time(entry.when)}{who}: {what} ({entry.label}){cell}{why}"


def _cell(entry: HistoryEntry) -> str:
    """The cell that it came from, where it came from one."""
    after = entry.change.after
    source = after.source if isinstance(after, Observation) else None
    return f", from {source.place}" if source is not None else ""


def _figure(record: object, indicator: Indicator) -> str:
    if not isinstance(record, Observation):
        return ""
    if not record.says_something:
        return "due" if record.expected else "not expected"
    return figure_text(record, indicator)


def local_moment(kept: str) -> str:
    """A moment that was kept as text, as the officer's clock shows it."""
    return local_time(datetime.fromisoformat(kept))


def local_time(when: datetime) -> str:
    """A moment as the officer's clock shows it: ``2 May 2018, 10:14``."""
    local = when.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"
