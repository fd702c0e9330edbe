"""``scorecard settings``: what holds, where it is from, and entering another choice."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from scorecard_desktop.cli.printing import print_json, print_table
from scorecard_desktop.cli.stores import book_of, session_of
from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.domain.book import Book
    from scorecard_desktop.domain.change import ChangeSet
    from scorecard_desktop.services.settings import SettingLine, SettingsOf


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="one setting; all of them unless said")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="what to enter for it")
    parser.add_argument(
        "--scorecard", default="", metavar="S", help="a scorecard's own, by its name; else the council's"
    )
    parser.add_argument("--indicator", default="", metavar="I", help="an indicator's own, by its reference, name or id")
    parser.add_argument("--remove", action="store_true", help="take NAME out, so that what is inherited holds again")
    parser.add_argument(
        "--word", action="append", default=[], metavar="WORDS=SYMBOL",
        help="words in your sheets that stand for a symbol: --word 'withheld=[c]'; may be said again",
    )  # fmt: skip


def run(asked: argparse.Namespace) -> int:
    """List, show or change."""
    from scorecard_desktop.services.settings import place_named

    if asked.remove and (not asked.name or asked.value is not None):
        raise Refusal("Say which setting to take out: scorecard settings NAME --remove.")
    changing = asked.remove or asked.value is not None or asked.word
    if not changing:
        book = book_of(asked)
        _show(asked, book, place_named(book, asked.scorecard, asked.indicator))
        return 0

    with session_of(asked) as session:
        place = place_named(session.book, asked.scorecard, asked.indicator)
        for step in _steps(session.book.copy(), asked, place):
            session.commit(step)
        _show(asked, session.book, place)
    return 0


def _steps(trial: Book, asked: argparse.Namespace, place: SettingsOf) -> list[ChangeSet]:
    """Every step that is asked for, each tried after those before it: all can be made, or none is."""
    steps = []
    for words in asked.word:
        steps.append(_taught(trial, words, place))
        trial.apply(steps[-1].changes)
    if asked.remove or asked.value is not None:
        steps.append(_changed(trial, asked, place))
    return steps


def _changed(book: Book, asked: argparse.Namespace, place: SettingsOf) -> ChangeSet:
    from scorecard_desktop.services.settings import change_setting

    return change_setting(book, place, asked.name, None if asked.remove else asked.value)


def _taught(book: Book, pair: str, place: SettingsOf) -> ChangeSet:
    from scorecard_desktop.domain.observation import Symbol
    from scorecard_desktop.domain.target import Scope
    from scorecard_desktop.services.words import STANDING, teach

    words, equals, symbol = pair.rpartition("=")
    known = {each.value: each for each in Symbol}
    meant = known.get(symbol.strip().strip("[]").strip().casefold())
    if not equals or meant is None:
        there = ", ".join(each.shorthand for each in STANDING)
        raise Refusal(f'“{pair}” does not say what words stand for. Write --word "withheld=[c]"; there is {there}.')
    if place.scope is Scope.INDICATOR:
        raise Refusal("Words are taught for a scorecard or for the whole council, not for one indicator.")
    return teach(book, words, meant, place.owner)


def _show(asked: argparse.Namespace, book: Book, place: SettingsOf) -> None:
    from scorecard_desktop.services.settings import place_words, setting_line, setting_lines

    name = asked.name or ("symbols.words" if asked.word else "")
    lines = [setting_line(book, name, place)] if name else setting_lines(book, place)
    if asked.json:
        rows = [_row(line) for line in lines]
        print_json(rows[0] if name else rows)
    elif name:
        _print_one(lines[0])
    else:
        print(f"{place_words(book, place)}:\n")
        print_table(
            ("Setting", "What it is", "In force", "From"),
            [(line.setting.name, line.setting.title, line.in_force or "–", line.comes_from) for line in lines],
        )


def _print_one(line: SettingLine) -> None:
    setting = line.setting
    print(f"{setting.name}: {line.in_force or 'not set'} (from {line.comes_from})")
    if line.held is not None and not line.is_own:
        print(f"“{line.held}” is entered here and cannot be used.")
    print(f"{setting.title}. {setting.meaning}")
    print(f"It must be {setting.entry.words}. The default is {setting.default or 'not set'}.")


def _row(line: SettingLine) -> dict[str, object]:
    setting = line.setting
    return {
        "name": setting.name,
        "title": setting.title,
        "group": setting.group,
        "meaning": setting.meaning,
        "entry": setting.entry.words,
        "default": setting.default,
        "in_force": line.in_force,
        "from": line.comes_from,
        "held": line.held,
        "scopes": [scope.value for scope in reversed(setting.scopes)],
    }
