"""The settings as officers see and set them: at one place, with what holds there, where that is from, and changes."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.named_setting import NamedSetting
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.settings import SETTINGS, scope_in_force, text_in_force
from scorecard_desktop.domain.target import Scope


@dataclass(frozen=True, slots=True)
class SettingsOf:
    """Whose settings: the council's (no ``owner``), a scorecard's or an indicator's, by its id."""

    scope: Scope = Scope.COUNCIL
    owner: str = ""


COUNCIL = SettingsOf()


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting at one place.

    ``in_force`` is the text that holds there and ``comes_from`` in words whose it is: ``the default``, ``the council``,
    a scorecard's name, an indicator's title. ``held`` is what is entered at the place itself, None where nothing is.
    """

    setting: NamedSetting[Any]
    place: SettingsOf
    in_force: str
    comes_from: str
    held: str | None

    @property
    def is_own(self) -> bool:
        """Whether what holds is what was entered at the place itself."""
        return self.held is not None and self.held == self.in_force


def setting_lines(book: Book, place: SettingsOf = COUNCIL) -> list[SettingLine]:
    """Every setting that is read at a place, in the order of the registry."""
    return [_line(book, setting, place) for setting in SETTINGS.values() if place.scope in setting.scopes]


def setting_line(book: Book, name: str, place: SettingsOf = COUNCIL) -> SettingLine:
    """One setting by its name. Raises Refusal where there is none of that name, or it is not read at the place."""
    return _line(book, _named(name, place), place)


def change_setting(book: Book, place: SettingsOf, name: str, text: str | None) -> ChangeSet:
    """Enter a setting at a place; None takes it out, so that what is inherited holds again.

    Raises Refusal, with what may be entered, where the text cannot be used.
    """
    setting = _named(name, place)
    _owner_name(book, place)
    held = book.get(Setting, place.scope.value, place.owner, setting.name)
    if text is None:
        gone = [Change(held, None)] if held is not None else []
        return change_set(f"taking out the setting {setting.title}", gone)
    trouble = problem(setting, text)
    if trouble:
        raise Refusal(trouble)
    entered = Setting(place.scope, place.owner, setting.name, text.strip())
    return change_set(f"setting {setting.title}", [Change(held, entered)])


def problem(setting: NamedSetting[Any], text: str) -> str:
    """Why a text cannot be entered for a setting, in a line for an officer; empty where it can."""
    try:
        setting.read(text.strip())
    except ValueError as error:
        return str(error)
    return ""


def place_named(book: Book, scorecard: str = "", indicator: str = "") -> SettingsOf:
    """The place that an officer names: a scorecard by its id or name, an indicator by its id, reference or name.

    The council's where neither is named. Raises Refusal where there is none of that name, or several.
    """
    if indicator:
        among = [i for i in book.all(Indicator) if not scorecard or i.scorecard == _card(book, scorecard)]
        found = {i.id: i.title for i in among if indicator == i.id} or {
            i.id: i.title for i in among if _same(indicator, i.ref) or _same(indicator, i.name)
        }
        if len(found) > 1:
            raise Refusal(f"“{indicator}” is {len(found)} indicators: {', '.join(found)}. Say which by its id.")
        if not found:
            raise Refusal(f"There is no indicator “{indicator}”.")
        return SettingsOf(Scope.INDICATOR, next(iter(found)))
    return SettingsOf(Scope.SCORECARD, _card(book, scorecard)) if scorecard else COUNCIL


def place_words(book: Book, place: SettingsOf) -> str:
    """Whose settings they are: ``The whole council``, a scorecard's name, an indicator's title."""
    return _owner_name(book, place) or "The whole council"


def _same(text: str, name: str) -> bool:
    return bool(name) and " ".join(text.split()).casefold() == " ".join(name.split()).casefold()


def _card(book: Book, named: str) -> str:
    for card in book.scorecards():
        if named == card.id or _same(named, card.name):
            return card.id
    there = "; ".join(card.name for card in book.scorecards()) or "none"
    raise Refusal(f"There is no scorecard “{named}”. There is {there}.")


def _owner_name(book: Book, place: SettingsOf) -> str:
    if place.scope is Scope.COUNCIL:
        return ""
    if place.scope is Scope.SCORECARD:
        card = book.get(Scorecard, place.owner)
        if card is not None:
            return card.name
    else:
        indicator = book.get(Indicator, place.owner)
        if indicator is not None:
            return indicator.title
    raise Refusal("What the settings were of is no longer there: someone has removed it.")


def _named(name: str, place: SettingsOf) -> NamedSetting[Any]:
    found = SETTINGS.get(name)
    if found is None:
        near = get_close_matches(name, SETTINGS, 1)
        meant = f" Perhaps {near[0]} is meant." if near else " scorecard settings lists them all."
        raise Refusal(f"There is no setting called {name}.{meant}")
    if place.scope not in found.scopes:
        where = " or ".join(_WHERE[scope] for scope in reversed(found.scopes))
        raise Refusal(f"{found.name} is not held for {_WHERE[place.scope]}, only for {where}.")
    return found


_WHERE = {Scope.COUNCIL: "the whole council", Scope.SCORECARD: "a scorecard", Scope.INDICATOR: "an indicator"}


def _line(book: Book, setting: NamedSetting[Any], place: SettingsOf) -> SettingLine:
    indicator = book.get(Indicator, place.owner) if place.scope is Scope.INDICATOR else None
    scorecard = place.owner if place.scope is Scope.SCORECARD else ""
    held = book.get(Setting, place.scope.value, place.owner, setting.name)
    return SettingLine(
        setting,
        place,
        text_in_force(book, setting, indicator, scorecard),
        _origin(book, setting, indicator, scorecard),
        held.value if held is not None else None,
    )


def _origin(book: Book, setting: NamedSetting[Any], indicator: Indicator | None, scorecard: str) -> str:
    scope = scope_in_force(book, setting, indicator, scorecard)
    if scope is None:
        return "the default"
    if scope is Scope.INDICATOR and indicator is not None:
        return indicator.title
    card = book.get(Scorecard, indicator.scorecard if indicator is not None else scorecard)
    return card.name if scope is Scope.SCORECARD and card is not None else "the council"
