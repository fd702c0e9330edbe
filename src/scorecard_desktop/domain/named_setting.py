"""What a setting is: its name, default, meaning, what may be entered, and where it may be held."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from scorecard_desktop.domain.entries import Entry
from scorecard_desktop.domain.target import Scope

T = TypeVar("T")

ANYWHERE = (Scope.INDICATOR, Scope.SCORECARD, Scope.COUNCIL)
COUNCIL_ONLY = (Scope.COUNCIL,)
INDICATOR_ONLY = (Scope.INDICATOR,)


@dataclass(frozen=True, slots=True, eq=False)
class NamedSetting(Generic[T]):
    """One setting. ``title`` and ``meaning`` are for officers; ``scopes`` are where it may be held, narrowest first."""

    name: str
    title: str
    default: str
    meaning: str
    entry: Entry[T]
    scopes: tuple[Scope, ...] = ANYWHERE

    @property
    def group(self) -> str:
        """What it is a setting of: ``Control charts``."""
        return _GROUPS[self.name.partition(".")[0]]

    def read(self, text: str) -> T:
        """What the text chooses. Raises ValueError, with a line for an officer, where it is not what may be entered."""
        found = read_alone(self, text)
        if not found:
            raise ValueError(f"“{text}” cannot be used for {self.name}: it must be {self.entry.words}.")
        return cast("T", found[0])


_GROUPS = {
    "due": "When figures are due",
    "dead-band": "Direction of travel",
    "direction": "Direction of travel",
    "exceptions": "Exceptions",
    "spc": "Control charts",
    "trajectory": "Trend and chance",
    "intervals": "Trend and chance",
    "aggregate": "Figures made of others",
    "commentary": "Commentary",
    "risk": "Risks",
    "budget": "Budget",
    "symbols": "Symbols",
    "disclosure": "Public version",
    "glossary": "Packs",
    "import": "How large a file may be",
}


@lru_cache(maxsize=4096)
def read_alone(setting: NamedSetting[Any], text: str) -> tuple[Any, ...]:
    """What a text chooses, alone in a tuple; an empty one where it cannot be read."""
    try:
        return (setting.entry.read(text),)
    except ValueError:
        return ()
