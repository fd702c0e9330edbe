"""Everything that can be gone to or done, to be found by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from scorecard_desktop.domain.book import Book

MOST_SHOWN = 60


class CommandKind(Enum):
    """What a command is; where two are found alike, in this order."""

    ACTION = "Action"
    SCORECARD = "Scorecard"
    INDICATOR = "Indicator"


@dataclass(frozen=True)
class Command:
    """What it is called, where it is otherwise found, its keys, and what it does."""

    title: str
    kind: CommandKind
    where: str
    keys: str
    run: Callable[[], object] = field(compare=False, repr=False)

    @property
    def spoken(self) -> str:
        """As a screen reader says it: ``Undo, Edit, Ctrl+Z``."""
        return ", ".join(part for part in (self.title, self.where, self.keys) if part)


def actions_of(bar: QMenuBar) -> Iterator[Command]:
    """Every action of the menus that can be used now."""
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            yield from _within(menu, (plain(top.text()),))


def _within(menu: QMenu, where: tuple[str, ...]) -> Iterator[Command]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _within(inner, (*where, plain(action.text())))
        elif not action.isSeparator() and action.isEnabled() and action.text():
            yield Command(plain(action.text()), CommandKind.ACTION, " › ".join(where), keys_of(action), action.trigger)


def places_of(book: Book, go_to: Callable[[str], object], open_: Callable[[str], object]) -> Iterator[Command]:
    """Every scorecard and every indicator; ``go_to`` is given a scorecard's id, ``open_`` an indicator's."""
    cards = book.scorecards()
    for card in cards:
        yield Command(card.name, CommandKind.SCORECARD, "Scorecard", "", partial(go_to, card.id))
    for card in cards:
        for one in book.indicators(card.id):
            yield Command(one.title, CommandKind.INDICATOR, card.name, "", partial(open_, one.id))


def plain(text: str) -> str:
    """An action's text without its mnemonic and its dots."""
    return text.replace("&", "").rstrip("…")


def keys_of(action: QAction) -> str:
    """An action's keys as this system writes them; several parted by “or”."""
    return " or ".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts())


class Finder:
    """Finds commands by words. What it compares is made ready once, so that each key is answered at once."""

    def __init__(self, commands: Iterable[Command], lately: Sequence[str] = ()) -> None:
        """``lately`` are the titles that were chosen before, newest first: they come first among equals."""
        self._known = [(command, command.title.casefold(), command.where.casefold()) for command in commands]
        self._lately = {title: at for at, title in enumerate(lately)}

    def find(self, text: str) -> list[Command]:
        """Those in which every word is found, the closest first; without words what was chosen lately, then actions."""
        words = text.casefold().split()
        kinds = list(CommandKind)
        found = []
        for at, (command, title, where) in enumerate(self._known):
            score = _score(words, title, where)
            if score is not None and (words or command.kind is not CommandKind.INDICATOR):
                lately = self._lately.get(command.title, len(self._lately))
                found.append(((score, lately, kinds.index(command.kind), at), command))
        found.sort(key=lambda pair: pair[0])
        return [command for _, command in found[:MOST_SHOWN]]


def _score(words: Sequence[str], title: str, where: str) -> int | None:
    """How far it is from what was typed, 0 being the closest; None where a word is not found."""
    total = 0
    parts = title.split()
    for word in words:
        if title.startswith(word):
            continue
        if any(part.startswith(word) for part in parts):
            total += 1
        elif word in title:
            total += 2
        elif word in where:
            total += 4
        else:
            return None
    return total
