"""Settings that are kept but cannot be used: each a finding, so that none is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.named_setting import NamedSetting
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.settings import (
    AGGREGATE_FROM,
    RISK_AMBER_FROM,
    RISK_RED_FROM,
    SETTINGS,
    TRAJECTORY_FEWEST,
    TRAJECTORY_POINTS,
    risk_settings,
    text_in_force,
    value_of,
)
from scorecard_desktop.domain.target import Scope

_FAMILIES = {name.partition(".")[0] for name in SETTINGS}


def setting_problems(book: Book) -> Iterator[Finding]:
    """A setting with a name that is none, held where it is not read, that cannot be read, or at odds with another."""
    for held in sorted(book.all(Setting), key=lambda s: s.key):
        setting = SETTINGS.get(held.name)
        if setting is None:
            yield from _unknown(book, held)
        elif held.scope not in setting.scopes:
            yield _misplaced(book, held, setting)
        else:
            yield from _unusable(book, held, setting)
    yield from _trajectories(book)
    yield from _risk_colours(book)


def _risk_colours(book: Book) -> Iterator[Finding]:
    """A matrix that would have no amber, since amber begins where red does or beyond."""
    risks = risk_settings(book)
    held = book.get(Setting, Scope.COUNCIL.value, "", RISK_AMBER_FROM.name) or book.get(
        Setting, Scope.COUNCIL.value, "", RISK_RED_FROM.name
    )
    if held is not None and risks.amber_line >= risks.red_line:
        yield _finding(
            book,
            held,
            f"On the risk matrix amber begins at {plain(risks.amber_line)} and red at {plain(risks.red_line)}, so that "
            "nothing is amber.",
            f"Make {RISK_AMBER_FROM.name} less than {RISK_RED_FROM.name}.",
        )


def _unknown(book: Book, held: Setting) -> Iterator[Finding]:
    """A name like those of the rules; other names are other rooms' own."""
    if held.name.partition(".")[0] not in _FAMILIES:
        return
    near = get_close_matches(held.name, SETTINGS, 1)
    advice = f"Enter it as {near[0]}, or take it out." if near else "Take it out."
    yield _finding(book, held, f"There is no setting called {held.name}, so “{held.value}” is not used.", advice)


def _misplaced(book: Book, held: Setting, setting: NamedSetting[Any]) -> Finding:
    where = " or ".join(_PLACE[scope] for scope in setting.scopes)
    return _finding(
        book,
        held,
        f"The setting {held.name} is held for {_PLACE[held.scope]}, but it is read only for {where}.",
        f"Set it for {where}, or take it out.",
    )


def _unusable(book: Book, held: Setting, setting: NamedSetting[Any]) -> Iterator[Finding]:
    try:
        setting.read(held.value)
    except ValueError as error:
        instead = text_in_force(book, setting, _indicator(book, held), _scorecard(held))
        used = f"“{instead}” is used instead" if instead else "it is taken as not set"
        yield _finding(
            book,
            held,
            f"{str(error).removesuffix('.')}. Until then {used}.",
            "Correct the setting, or take it out.",
        )
        return
    if setting is AGGREGATE_FROM and held.value.strip():
        yield from _made_of(book, held)


def _made_of(book: Book, held: Setting) -> Iterator[Finding]:
    """An indicator made of one that is not there, or in the end of itself."""
    made_of = book.get(Indicator, held.value.strip())
    if made_of is None:
        yield _finding(
            book,
            held,
            f"Its figures are to be made of those of “{held.value.strip()}”, but there is no such indicator.",
            f"Enter the id of an indicator for {held.name}, or take it out.",
        )
        return
    chain = [held.owner]
    while made_of is not None and made_of.id not in chain:
        chain.append(made_of.id)
        further = value_of(book, AGGREGATE_FROM, made_of)
        made_of = book.get(Indicator, further) if further else None
    if made_of is not None and len(chain) > 1 and made_of.id == held.owner:
        yield _finding(
            book,
            held,
            f"Its figures are to be made of those of {made_of_words(book, chain[1])}, which are made of its own.",
            f"Correct {held.name} of one of them.",
        )


def made_of_words(book: Book, indicator: str) -> str:
    """An indicator by its title, or its id where it is not there."""
    found = book.get(Indicator, indicator)
    return found.title if found is not None else indicator


def _trajectories(book: Book) -> Iterator[Finding]:
    """A trend that needs more figures than it is drawn through, wherever one of the two is held."""
    for held in sorted(book.all(Setting), key=lambda s: s.key):
        if held.name not in (TRAJECTORY_POINTS.name, TRAJECTORY_FEWEST.name):
            continue
        indicator, scorecard = _indicator(book, held), _scorecard(held)
        points = value_of(book, TRAJECTORY_POINTS, indicator, scorecard)
        fewest = value_of(book, TRAJECTORY_FEWEST, indicator, scorecard)
        if fewest > points:
            yield _finding(
                book,
                held,
                f"A trend is to be drawn through the last {points} figures but to need {fewest}, so the defaults "
                f"of {TRAJECTORY_POINTS.default} and {TRAJECTORY_FEWEST.default} are used.",
                f"Make {TRAJECTORY_FEWEST.name} no more than {TRAJECTORY_POINTS.name}.",
            )


_PLACE = {
    Scope.COUNCIL: "the whole council",
    Scope.SCORECARD: "a scorecard",
    Scope.INDICATOR: "an indicator",
}


def _indicator(book: Book, held: Setting) -> Indicator | None:
    return book.get(Indicator, held.owner) if held.scope is Scope.INDICATOR else None


def _scorecard(held: Setting) -> str:
    return held.owner if held.scope is Scope.SCORECARD else ""


def _finding(book: Book, held: Setting, message: str, advice: str) -> Finding:
    """About one kept setting. The indicator is in the subject: several settings of one may each have a finding."""
    indicator = _indicator(book, held)
    card = book.get(Scorecard, held.owner) if held.scope is Scope.SCORECARD else None
    owner = indicator.title if indicator is not None else card.name if card is not None else held.owner
    return Finding(
        rule="setting",
        severity=Severity.WARNING,
        message=message,
        advice=advice,
        subject=f"{owner or 'Council'}: {held.name}",
    )
