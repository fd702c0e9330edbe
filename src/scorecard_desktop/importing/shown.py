"""What Excel shows for a number under a number format: the formats that officers use, as Excel rounds them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from scorecard_desktop.domain.figures import plain, round_half_up
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import MONTH_NAMES, MONTHS

GENERAL = "General"
"""The format of a cell that has none."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?P<scale>,*)|(?P<other>.)",
    re.DOTALL,
)
_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P)|(?P<letters>y+|m+|d+|h+|s+)(?:\.0+)?|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_FORMAT = 255
"""As long as Excel takes one."""
_MOST_DIGITS = 15
"""Before the point; beyond, Excel shows zeros that nobody entered."""
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def show_number(value: Decimal, number_format: str) -> str:
    """A number as its cell shows it: ``24.2%`` for 0.242 under ``0.0%``, ``1,179`` under ``#,##0``."""
    if number_format in _NO_FORMAT or len(number_format) > _LONGEST_FORMAT:
        return _general(value)
    sections = _sections(number_format)
    if len(sections) == 1:
        return _drawn(sections[0]).show(value)
    section, signed = _choose(value, sections)
    return _drawn(section).show(value if signed else abs(value))


_NO_FORMAT = (GENERAL, "", "@")


def _general(value: Decimal) -> str:
    """Up to eleven characters, as a wide column shows a General cell."""
    shown = plain(value.normalize())
    if len(shown) <= 11:
        return shown
    whole = len(shown.partition(".")[0])
    if whole > 11:
        return f"{float(value):.5E}"
    return plain(round_half_up(value, max(0, 10 - whole)))


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    parts, current, quoted, previous = [], "", False, ""
    for character in number_format:
        if character == '"' and previous != "\\":
            quoted = not quoted
        if character == ";" and not quoted and previous != "\\":
            parts.append(current)
            current = ""
        else:
            current += character
        previous = character
    return (*parts, current)


_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")


def _choose(value: Decimal, sections: tuple[str, ...]) -> tuple[str, bool]:
    """The section for a value, and whether the value keeps its sign in it."""
    for section in sections:
        condition = _CONDITION.search(section)
        if condition is not None and _holds(value, condition[1], Decimal(condition[2])):
            return section, True
    plain_sections = [section for section in sections if _CONDITION.search(section) is None] or list(sections)
    if value < 0 and len(plain_sections) > 1 and _CONDITION.search("".join(sections)) is None:
        return plain_sections[1], False
    if value == 0 and len(plain_sections) > 2:
        return plain_sections[2], True
    return plain_sections[0], True


def _holds(value: Decimal, operator: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[operator]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A section of a format taken apart: what stands before and after the digits, and how these are written.

    ``general`` is for what is shown plainly; there are only ``words`` where there are no digits. ``tens`` is the power
    of ten that the value is multiplied by; of ``decimals`` places the last ``optional`` are dropped if they are zeros.
    ``close`` says that no blanks stand at either end.
    """

    general: bool = False
    words: str | None = None
    before: str = ""
    after: str = ""
    tens: int = 0
    decimals: int = 0
    optional: int = 0
    least: int = 0
    grouped: bool = False
    close: bool = False

    def show(self, value: Decimal) -> str:
        """A value under the section."""
        if self.words is not None:
            return self.words
        if self.general or value.adjusted() > _MOST_DIGITS:
            return _general(value)
        scaled = value.scaleb(self.tens) if self.tens else value
        text = self._digits(abs(scaled))
        sign = "-" if scaled < 0 and re.search(r"[1-9]", text) else ""
        return (
            f"{sign}{self.before}{text}{self.after}"
            if self.close
            else sign + f"{self.before}{text}{self.after}".strip()
        )

    def _digits(self, value: Decimal) -> str:
        rounded = round_half_up(value, self.decimals)
        text = f"{rounded:,.{self.decimals}f}" if self.grouped else f"{rounded:.{self.decimals}f}"
        if self.least == 1 and not self.optional:
            return text
        for _ in range(self.optional):
            if not text.endswith("0"):
                break
            text = text[:-1]
        left, point, right = text.partition(".")
        if self.least == 0 and left == "0" and right:
            left = ""
        return f"{left.rjust(self.least, '0')}{point}{right}"


@lru_cache(maxsize=512)
def _drawn(section: str) -> _Drawn:
    tokens = list(_TOKEN.finditer(section))
    places = [token for token in tokens if token["digits"] is not None]
    others = "".join(token["other"] or "" for token in tokens)
    if not places:
        return _Drawn(general=True) if "general" in section.casefold() else _Drawn(words=_words(tokens))
    if len(places) > 1 or re.search(r"[eE][+-]|/", others):
        return _Drawn(general=True)  # a fraction or a power: rare enough to be shown plainly
    at = tokens.index(places[0])
    whole, _, decimals = places[0]["digits"].partition(".")
    before, after = "".join(map(_literal, tokens[:at])), "".join(map(_literal, tokens[at + 1 :]))
    return _Drawn(
        before=before,
        after=after,
        close=before == before.lstrip() and after == after.rstrip(),
        tens=2 * others.count("%") - 3 * len(places[0]["scale"]),
        decimals=len(decimals),
        optional=len(decimals) - len(decimals.rstrip("#?")),
        least=whole.replace(",", "").count("0"),
        grouped="," in whole.strip(","),
    )


def _literal(token: re.Match[str]) -> str:
    if token["bracket"] is not None:
        currency = re.match(r"\$([^-\]]*)", token["bracket"])
        return currency[1] if currency else ""
    if token["space"] is not None:
        return " "
    if token["fill"] is not None:
        return ""
    return token["quoted"] or token["escaped"] or token["other"] or ""


def _words(tokens: list[re.Match[str]]) -> str:
    return "".join(_literal(token) for token in tokens).strip()


def show_date(day: date, number_format: str) -> str:
    """A date as its cell shows it: ``Apr-17`` under ``mmm-yy``; ``17/04/2018`` under anything not understood."""
    section = _sections(number_format)[0] if len(number_format) <= _LONGEST_FORMAT else ""
    tokens = [token for token in _DATE_TOKEN.finditer(section) if token["bracket"] is None]
    if not any(token["letters"] for token in tokens):
        return f"{day:%d/%m/%Y}"
    twelve = any(token["ampm"] for token in tokens)
    shown, after_hours = [], False
    for position, token in enumerate(tokens):
        letters = (token["letters"] or "").lower()
        if letters:
            before_seconds = any(
                (t["letters"] or "").lower().startswith("s") for t in tokens[position + 1 : position + 3]
            )
            minutes = letters[0] == "m" and len(letters) <= 2 and (after_hours or before_seconds)
            shown.append(_date_part(day, letters, minutes=minutes, twelve=twelve))
            after_hours = letters[0] == "h"
        elif token["ampm"]:
            shown.append("PM" if isinstance(day, datetime) and day.hour >= 12 else "AM")
        else:
            shown.append(_literal_of_date(token))
    return "".join(shown).strip()


def _literal_of_date(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or (" " if token["space"] else "") or token["other"] or ""


def _date_part(day: date, letters: str, *, minutes: bool, twelve: bool) -> str:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    size = len(letters)
    kind = letters[0]
    if minutes:
        return f"{moment.minute:0{min(size, 2)}d}"
    if kind == "y":
        return f"{day.year % 100:02d}" if size <= 2 else str(day.year)
    if kind == "m":
        names = {3: MONTHS[day.month - 1], 4: MONTH_NAMES[day.month - 1], 5: MONTHS[day.month - 1][0]}
        return names.get(size) or f"{day.month:0{size if size <= 2 else 1}d}"
    if kind == "d":
        names = {3: _DAYS[day.weekday()][:3], 4: _DAYS[day.weekday()]}
        return names.get(size) or f"{day.day:0{min(size, 2)}d}"
    number = moment.second
    if kind == "h":
        number = (moment.hour % 12 or 12) if twelve else moment.hour
    return f"{number:0{min(size, 2)}d}"
