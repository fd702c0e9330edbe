"""What the window remembers between sessions, in one small file of the user's own.

The look and the list of recent files hold for every store; the place (page, cell, panel, sizes) is kept for each.
"""

from __future__ import annotations

from dataclasses import field, fields, replace
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QCryptographicHash, QSettings

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.ui.theme import Scheme

_RECENT = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where an officer was in one store."""

    page: str = ""
    scorecard: str = ""
    indicator: str = ""
    period: str = ""
    find: str = ""
    panel_open: bool = True
    geometry: QByteArray = field(default_factory=QByteArray)
    splitter: QByteArray = field(default_factory=QByteArray)


class Remembered:
    """The file of settings. Every write goes to the disk at once: a kill loses nothing."""

    def __init__(self, file: Path | None = None) -> None:
        where = file or Path(platformdirs.user_config_dir("Scorecard Desktop", appauthor=False)) / "window.ini"
        where.parent.mkdir(parents=True, exist_ok=True)
        self._ini = QSettings(str(where), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> Scheme:
        """Light, dark or as the desktop."""
        try:
            return Scheme(str(self._ini.value("look/scheme", Scheme.SYSTEM.value)))
        except ValueError:
            return Scheme.SYSTEM

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._put("look/scheme", scheme.value)

    @property
    def text_scale(self) -> float:
        """How many times larger than usual text is shown."""
        try:
            return min(2.0, max(0.9, float(str(self._ini.value("look/text", "1.0")))))
        except ValueError:
            return 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._put("look/text", str(scale))

    @property
    def guide(self) -> int | None:
        """The step of the guide that was shown last, -1 where it was put away, None where it was never begun."""
        held = self._ini.value("help/guide")
        try:
            return int(str(held)) if held is not None else None
        except ValueError:
            return None

    @guide.setter
    def guide(self, step: int) -> None:
        self._put("help/guide", step)

    @property
    def tour(self) -> str:
        """What the guide was leading through."""
        return str(self._ini.value("help/tour") or "")

    @tour.setter
    def tour(self, name: str) -> None:
        self._put("help/tour", name)

    @property
    def recent(self) -> list[Path]:
        """The stores opened lately that still exist, newest first."""
        held = self._ini.value("files/recent", [])
        names = held if isinstance(held, list) else [held]
        return [Path(str(name)) for name in names if name and Path(str(name)).exists()]

    def opened(self, store: Path) -> None:
        """Put a store at the head of the recent ones."""
        others = [path for path in self.recent if path != store]
        self._put("files/recent", [str(path) for path in [store, *others]][:_RECENT])

    def place(self, store: Path) -> Place:
        """Where the officer was in a store; the first page where they have not been."""
        found = Place()
        self._ini.beginGroup(_group(store))
        for one in fields(Place):
            held = self._ini.value(one.name)
            default = getattr(found, one.name)
            if held is None:
                continue
            if isinstance(default, bool):
                held = str(held).lower() == "true"
            if isinstance(held, type(default)):
                found = replace(found, **{one.name: held})
        self._ini.endGroup()
        return found

    def keep_place(self, store: Path, place: Place) -> None:
        """Remember where the officer is in a store."""
        self._ini.beginGroup(_group(store))
        for one in fields(Place):
            self._ini.setValue(one.name, getattr(place, one.name))
        self._ini.endGroup()
        self._ini.sync()

    def first_time(self, store: Path, what: str) -> bool:
        """Whether something is to be told of a store that has not been yet; it has been after this."""
        name = f"{_group(store)}/told-{what}"
        told = self._ini.contains(name)
        self._put(name, True)
        return not told

    def arrangements(self, store: Path) -> Arrangements:
        """How the scorecards of a store are shown."""
        return Arrangements(self._ini, store)

    def _put(self, name: str, value: object) -> None:
        self._ini.setValue(name, value)
        self._ini.sync()


class Arrangements:
    """How each scorecard of one store is shown: what was chosen of groups, order, columns, periods and rows."""

    def __init__(self, ini: QSettings, store: Path) -> None:
        self._ini = ini
        self._group = _group(store)

    def recall(self, scorecard: str) -> str:
        """What was kept of a scorecard; empty where nothing was."""
        return str(self._ini.value(self._name(scorecard)) or "")

    def keep(self, scorecard: str, text: str) -> None:
        """Keep it; the disk is written when the window rests."""
        self._ini.setValue(self._name(scorecard), text)

    def _name(self, scorecard: str) -> str:
        return f"{self._group}/arrangement-{_digest(scorecard)}"


def _group(store: Path) -> str:
    return f"place-{_digest(str(store.resolve()))}"


def _digest(name: str) -> str:
    digest = QCryptographicHash.hash(QByteArray(name.encode()), QCryptographicHash.Algorithm.Sha256)
    return digest.toHex().toStdString()[:16]
