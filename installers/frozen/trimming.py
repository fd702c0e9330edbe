"""What PyInstaller collects and the program has no use for: the rules of left_out.toml, and what each saves."""

from __future__ import annotations

import json
import re
import sysconfig
import tomllib
from dataclasses import dataclass, field
from fnmatch import translate
from pathlib import Path

_RULES = Path(__file__).with_name("left_out.toml")
Entry = tuple[str, str, str]  # as PyInstaller has them: the path in the frozen folder, where it comes from, its kind

_OF_THE_SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


@dataclass(frozen=True)
class Rule:
    """One line of the table: what is left out and why, and the paths that it fits."""

    what: str
    why: str
    patterns: tuple[re.Pattern[str], ...]
    only_when_not_collected: bool = False

    def fits(self, path: str) -> bool:
        """Whether a path in the frozen folder is of this kind."""
        return any(pattern.match(path) for pattern in self.patterns)


def read_rules(file: Path = _RULES) -> list[Rule]:
    """The rules in their order: the first that fits a path holds."""
    return [
        Rule(
            entry["what"],
            entry["why"],
            tuple(re.compile(translate(pattern)) for pattern in entry["patterns"]),
            entry.get("only_when_not_collected", False),
        )
        for entry in tomllib.loads(file.read_text("utf-8"))["left_out"]
    ]


def rule_of(path: str, rules: list[Rule]) -> Rule | None:
    """The first rule that fits."""
    return next((rule for rule in rules if rule.fits(path)), None)


@dataclass
class Trimming:
    """Takes out of PyInstaller's lists what the rules say, and keeps account of it."""

    rules: list[Rule]
    of_the_system: set[str] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    packed: list[str] = field(default_factory=list)

    def keep(self, entries: list[Entry]) -> list[Entry]:
        """The entries that go into the frozen folder."""
        rules = [rule for rule in self.rules if not rule.only_when_not_collected]
        kept = []
        for name, source, kind in entries:
            path = name.replace("\\", "/")
            aimed_at = source.replace("\\", "/") if kind == "SYMLINK" else path
            if rule_of(path, rules) or rule_of(aimed_at, rules):
                if kind != "SYMLINK":
                    self.sizes[path] = Path(source).stat().st_size
            elif _is_of_the_system(path, source, kind):
                self.of_the_system.add(path)
            else:
                kept.append((name, source, kind))
        return kept

    def keep_modules(self, modules: list[Entry]) -> list[Entry]:
        """The modules, named with dots, that are packed."""
        rules = [rule for rule in self.rules if not rule.only_when_not_collected]
        kept = []
        for name, source, kind in modules:
            path = f"{name.replace('.', '/')}/__init__.pyc" if _is_package(source) else f"{name.replace('.', '/')}.pyc"
            if rule_of(path, rules):
                self.sizes[path] = Path(source).stat().st_size
            else:
                kept.append((name, source, kind))
                self.packed.append(path)
        return kept

    def tell(self, file: Path) -> None:
        """Write the account down for installers/freeze.py."""
        told = {
            "left out": dict(sorted(self.sizes.items())),
            "of the system": sorted(self.of_the_system),
            "packed": self.packed,
        }
        file.write_text(json.dumps(told, indent=1), "utf-8")


def _is_package(source: str) -> bool:
    return Path(source).name.startswith("__init__.")


def _is_of_the_system(path: str, source: str, kind: str) -> bool:
    """Whether it is a library of the Linux that the program is frozen on: a package says that it needs those."""
    if kind != "BINARY" or "/" in path or path.startswith("libpython"):
        return False
    own = (sysconfig.get_paths()["purelib"], str(Path(sysconfig.get_paths()["platstdlib"])))
    return source.startswith(_OF_THE_SYSTEM) and not source.startswith(own)
