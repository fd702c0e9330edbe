"""The table of what is left out of the frozen program, and what that saves, as installers/README.md shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_BEGINS, _ENDS = "<!-- left out: begins -->\n", "<!-- left out: ends -->\n"
_ROW = re.compile(r"\| (?P<what>[^|]+) \| (?P<why>[^|]+) \| (?P<saves>[\d.]+) \|")
_SIZE = re.compile(r"\*\*(?P<size>[\d.]+) MB\*\*")
_UNSURE = 0.1
"""By what part a size may differ: the same packages weigh a little differently with another Python or linker."""


@dataclass
class Account:
    """What was left out, why, and how many bytes each saves."""

    lines: list[tuple[str, str, int]] = field(default_factory=list)
    size: float = 0.0

    def add(self, what: str, why: str, saved: int) -> None:
        """One line more."""
        self.lines.append((what, why, saved))

    @property
    def in_order(self) -> list[tuple[str, str, float]]:
        """The most saving first, in MB."""
        return [(what, why, saved / 1e6) for what, why, saved in sorted(self.lines, key=lambda line: -line[2])]

    def as_text(self) -> str:
        """For a person at a terminal."""
        return "\n".join(f"{saved:7.1f} MB  {what}" for what, _, saved in self.in_order)

    def differs_from(self, other: Account, size: int) -> list[str]:
        """What this account says that is no longer so."""
        measured = {what: saved for what, _, saved in other.in_order}
        said = {what: saved for what, _, saved in self.in_order}
        wrong = [f"“{what}” is not in the table" for what in measured if what not in said]
        wrong += [f"“{what}” is not left out" for what in said if what not in measured]
        wrong += [
            f"“{what}” saves {measured[what]:.1f} MB, not {saved:.1f}"
            for what, saved in said.items()
            if what in measured and abs(measured[what] - saved) > max(0.2, _UNSURE * saved)
        ]
        if abs(size / 1e6 - self.size) > _UNSURE * self.size:
            wrong.append(f"the program is of {size / 1e6:.1f} MB, not {self.size:.1f}")
        return wrong


def read_table(file: Path) -> Account:
    """The table as it stands."""
    _, begins, rest = file.read_text("utf-8").partition(_BEGINS)
    table, ends, _ = rest.partition(_ENDS)
    if not (begins and ends):
        raise ValueError(f"{file} has no place for the table of what is left out.")
    size = _SIZE.search(table)
    lines = [(row["what"], row["why"], round(float(row["saves"]) * 1e6)) for row in _ROW.finditer(table)]
    return Account(lines, float(size["size"]) if size else 0.0)


def write_table(file: Path, account: Account, size: int) -> None:
    """Put a new table in the place of the one that stands there."""
    before, _, rest = file.read_text("utf-8").partition(_BEGINS)
    after = rest.partition(_ENDS)[2]
    saved = sum(of for _, _, of in account.lines) / 1e6
    lines = [
        f"The frozen program for Linux is of **{size / 1e6:.1f} MB**; {saved:.0f} MB are left out.\n",
        "| left out | why | saves, MB |",
        "|---|---|---:|",
        *(f"| {what} | {why} | {of:.1f} |" for what, why, of in account.in_order),
    ]
    file.write_text(before + _BEGINS + "\n".join(lines) + "\n" + _ENDS + after, "utf-8")
