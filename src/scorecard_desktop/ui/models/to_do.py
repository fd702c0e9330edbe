"""What there is to do, gravest first: the lines of the overview, and how many the list at the left counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scorecard_desktop.domain.chasing import ReturnLine, ReturnState
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rule_words import rule_words
from scorecard_desktop.ui.models.attention import Attention

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

TO_DO_ROLE = Qt.ItemDataRole.UserRole + 31

_NAMED = 3


@dataclass(frozen=True, slots=True)
class ToDo:
    """One line: how many of what, the page that shows them, and how much it matters.

    ``only`` narrows the page to what the line speaks of: the severity of findings, the period of returns.
    """

    count: int
    what: str
    detail: str
    page: str
    severity: Severity
    only: Severity | Period | None = None

    @property
    def words(self) -> str:
        """As it is read aloud: ``3 errors to mend``."""
        return f"{self.count:,} {self.what}" if self.count else self.what


def to_do(found: Attention, today: date) -> list[ToDo]:
    """What an officer has to do; empty where nothing is left, or where it has not been worked out yet."""
    if found.overview is None:
        return []
    lines = [*_figures(found), *_returns(found), *_committee(found, today)]
    return sorted(lines, key=lambda line: -line.severity.rank)


def _figures(found: Attention) -> Iterator[ToDo]:
    words = {
        Severity.ERROR: ("error to mend", "errors to mend"),
        Severity.WARNING: ("warning to look at", "warnings to look at"),
        Severity.NOTE: ("note to read", "notes to read"),
    }
    for severity in Severity:
        rules = Counter(f.rule for f in found.findings if f.severity is severity)
        if rules:
            kinds = [f"{rule_words(rule)} {count}" for rule, count in rules.most_common()]
            yield ToDo(
                rules.total(),
                _number(rules.total(), *words[severity]),
                _listed(kinds, " · "),
                "findings",
                severity,
                severity,
            )
    if found.difference_count:
        tables = len(found.differences)
        yield ToDo(
            found.difference_count,
            _number(found.difference_count, "figure of the budget does", "figures of the budget do") + " not add up",
            f"In {tables} {_number(tables, 'table', 'tables')}.",
            "budget",
            Severity.WARNING,
        )


def _returns(found: Attention) -> Iterator[ToDo]:
    assert found.overview is not None
    late = [line for line in found.overview.owed if line.state is ReturnState.LATE]
    waiting = [line for line in found.overview.owed if line.state is not ReturnState.LATE]
    for lines, what, severity in (
        (late, ("return is late", "returns are late"), Severity.ERROR),
        (waiting, ("return is awaited", "returns are awaited"), Severity.WARNING),
        (found.overview.to_ask, ("return to ask for", "returns to ask for"), Severity.NOTE),
    ):
        if lines:
            yield ToDo(
                len(lines),
                _number(len(lines), *what),
                _listed(_owing(lines), "; "),
                "returns",
                severity,
                lines[0].period,
            )


def _owing(lines: Sequence[ReturnLine]) -> list[str]:
    """``Early Help, Apr 2018: 2 of 9 figures, due 12 May``."""
    return [
        f"{line.title}: {len(line.missing)} of {line.expected} figures missing"
        + (f", due {line.due.day} {line.due:%b %Y}" if line.due is not None else "")
        for line in lines
    ]


def _committee(found: Attention, today: date) -> Iterator[ToDo]:
    assert found.overview is not None
    rows = found.exceptions
    silent = [row for row in rows if not any(_is_comment(words) for words in row.commentary)]
    if silent:
        yield ToDo(
            len(silent),
            _number(len(silent), "exception has", "exceptions have") + " no comment yet",
            f"{len(rows)} {_number(len(rows), 'indicator meets', 'indicators meet')} a criterion for the committee.",
            "exceptions",
            Severity.WARNING,
        )
    elif rows:
        yield ToDo(
            len(rows),
            _number(len(rows), "exception goes", "exceptions go") + " before the committee",
            "Each of them has a comment.",
            "exceptions",
            Severity.NOTE,
        )
    if found.risks:
        yield ToDo(
            found.risks,
            _number(found.risks, "risk is an exception", "risks are exceptions"),
            "Their score is high and their prospects are red or amber.",
            "risks",
            Severity.NOTE,
        )
    for page, (one, many) in _OVERDUE.items():
        count = found.overdue.get(page, 0)
        if count:
            yield ToDo(
                count, _number(count, one, many), "Each was due before today and is not done.", page, Severity.WARNING
            )
    day = found.overview.meeting.day
    if found.overview.standings and (day is None or day < today):
        passed = f"The last one was on {day.day} {day:%b %Y}. " if day is not None else ""
        yield ToDo(
            0, "Say when the next meeting is", f"{passed}The cover of the pack carries its day.", "pack", Severity.NOTE
        )


_OVERDUE = {
    "recommendations": ("recommendation is overdue", "recommendations are overdue"),
    "programmes": ("milestone is overdue", "milestones are overdue"),
    "meetings": ("action is overdue", "actions are overdue"),
}


def _is_comment(words: Commentary) -> bool:
    return bool(words.text.strip()) and words.part is not CommentaryPart.CHART_NOTE


def _number(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _listed(parts: Sequence[str], between: str) -> str:
    """The first few, and how many more there are."""
    more = len(parts) - _NAMED
    return between.join([*parts[:_NAMED], *([f"{more} more"] if more > 0 else [])])


class ToDoList(QAbstractListModel):
    """The lines as a list; each says itself whole to a screen reader."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[ToDo] = []

    @property
    def lines(self) -> list[ToDo]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[ToDo]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.words}. {line.detail}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.words}\n{line.detail}"
        return line if role == TO_DO_ROLE else None
