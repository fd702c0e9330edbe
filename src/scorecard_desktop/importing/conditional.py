"""What a sheet's conditional formats show: the fill, the letters' colour or the icon that a cell has by its rules.

A rule whose formula uses more than comparisons, arithmetic, references and AND, OR, NOT is left aside: nothing is
guessed of what Excel would show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, DivisionByZero, InvalidOperation

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.workbook import Cell, CellKind, Place

_MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Icons:
    """An icon set: its name (``3Arrows``), where each icon but the first begins, and whether it is turned round.

    ``limits`` are pairs of the kind of limit (``num``, ``percent``, ``percentile``) and its number; ``inclusive`` says
    for each whether a figure at the limit has the icon that begins there.
    """

    name: str
    limits: tuple[tuple[str, Decimal], ...]
    inclusive: tuple[bool, ...]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class FormatRule:
    """One conditional format over its areas (each from a place to a place), as the file has it."""

    areas: tuple[tuple[Place, Place], ...]
    kind: str
    operator: str = ""
    formulas: tuple[str, ...] = ()
    text: str = ""
    fill: str = ""
    colour: str = ""
    priority: int = 0
    icons: Icons | None = None


def with_rules(cells: dict[Place, Cell], rules: Iterable[FormatRule]) -> dict[Place, Cell]:
    """The cells as their conditional formats show them; of two rules that colour one cell the first holds."""
    shown = dict(cells)
    for rule in sorted(rules, key=lambda rule: rule.priority):
        figures = _figures(cells, rule)
        for place in _places(cells, rule.areas):
            cell = shown[place]
            if cell.blank:
                continue
            if rule.icons is not None:
                icon = "" if cell.icon else _icon(figures, rule.icons, cell)
                shown[place] = replace(cell, icon=icon) if icon else cell
            elif (rule.fill or rule.colour) and not (cell.rule_fill or cell.rule_colour) and _holds(cells, rule, cell):
                shown[place] = replace(cell, rule_fill=rule.fill, rule_colour=rule.colour)
    return shown


def _figures(cells: dict[Place, Cell], rule: FormatRule) -> list[Decimal]:
    """The figures among which an icon set places each of them, in order; none for other rules."""
    if rule.icons is None:
        return []
    return sorted(figure for place in _places(cells, rule.areas) if isinstance(figure := cells[place].value, Decimal))


def looks_wanted(cells: dict[Place, Cell], rules: Iterable[FormatRule]) -> int:
    """How often a cell would have to be looked at to show all rules, at most."""
    sizes = ((bottom - top + 1) * (right - left + 1) for rule in rules for (top, left), (bottom, right) in rule.areas)
    return sum(min(size, len(cells)) for size in sizes)


def _places(cells: dict[Place, Cell], areas: Sequence[tuple[Place, Place]]) -> Iterator[Place]:
    for (top, left), (bottom, right) in areas:
        if (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS // 100:
            inside = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            yield from (place for place in inside if place in cells)
        else:
            yield from (place for place in cells if top <= place[0] <= bottom and left <= place[1] <= right)


Operand = Decimal | str | bool | None


def _holds(cells: dict[Place, Cell], rule: FormatRule, cell: Cell) -> bool:
    origin = min(area[0] for area in rule.areas)
    text = cell.text.casefold()
    wanted = rule.text.casefold()
    by_text: dict[str, Callable[[], bool]] = {
        "containsText": lambda: bool(wanted) and wanted in text,
        "notContainsText": lambda: bool(wanted) and wanted not in text,
        "beginsWith": lambda: bool(wanted) and text.startswith(wanted),
        "endsWith": lambda: bool(wanted) and text.endswith(wanted),
    }
    if rule.kind in by_text:
        return by_text[rule.kind]()
    try:
        operands = [_Formula(formula, cells, origin, cell).value() for formula in rule.formulas]
    except (_Unreadable, InvalidOperation, DivisionByZero):
        return False
    if rule.kind == "expression":
        return bool(operands) and operands[0] is True
    return rule.kind == "cellIs" and bool(operands) and _compared(_operand(cell), rule.operator, operands)


def _compared(value: Operand, operator: str, operands: Sequence[Operand]) -> bool:
    if operator in ("between", "notBetween"):
        if len(operands) < 2:
            return False
        low, high = sorted((_order(operands[0]), _order(operands[1])))
        return (low <= _order(value) <= high) == (operator == "between")
    sign = {
        "lessThan": "<",
        "lessThanOrEqual": "<=",
        "equal": "=",
        "notEqual": "<>",
        "greaterThanOrEqual": ">=",
        "greaterThan": ">",
    }.get(operator)
    return sign is not None and _comparison(sign, value, operands[0])


def _operand(cell: Cell | None) -> Operand:
    if cell is None or cell.blank:
        return None
    if isinstance(cell.value, Decimal | bool):
        return cell.value
    if cell.kind is CellKind.TEXT:
        return cell.text
    raise _Unreadable


def _order(value: Operand) -> tuple[int, Decimal, str]:
    """Excel's order: numbers, then words, then truth; nothing counts as zero."""
    if isinstance(value, bool):
        return (2, Decimal(value), "")
    if isinstance(value, str):
        return (1, Decimal(0), value.casefold())
    return (0, value if value is not None else Decimal(0), "")


def _comparison(sign: str, one: Operand, other: Operand) -> bool:
    a = _order("" if one is None and isinstance(other, str) else one)
    b = _order("" if other is None and isinstance(one, str) else other)
    return {"<": a < b, "<=": a <= b, "=": a == b, "<>": a != b, ">=": a >= b, ">": a > b}[sign]


class _Unreadable(Exception):
    """A formula that is not understood here."""


_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|\"(?P<words>[^\"]*)\"|(?P<reference>\$?[A-Z]{1,3}\$?\d+)(?![\w(])"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<truth>TRUE|FALSE)\b|(?P<sign><=|>=|<>|[-+*/=<>(),]))",
    re.IGNORECASE,
)


class _Formula:
    """A formula of a conditional format, worked out for one cell."""

    def __init__(self, text: str, cells: dict[Place, Cell], origin: Place, cell: Cell) -> None:
        self._cells = cells
        self._shift = (cell.row - origin[0], cell.column - origin[1])
        self._tokens: list[re.Match[str]] = []
        position = 0
        text = text.strip().removeprefix("=")
        while position < len(text.rstrip()):
            match = _TOKEN.match(text, position)
            if match is None:
                raise _Unreadable
            self._tokens.append(match)
            position = match.end()
        self._tokens.reverse()

    def value(self) -> Operand:
        found = self._comparison()
        if self._tokens:
            raise _Unreadable
        return found

    def _sign(self, *wanted: str) -> str:
        if self._tokens and self._tokens[-1]["sign"] in wanted:
            return str(self._tokens.pop()["sign"])
        return ""

    def _comparison(self) -> Operand:
        left = self._sum()
        sign = self._sign("<=", ">=", "<>", "<", ">", "=")
        return _comparison(sign, left, self._sum()) if sign else left

    def _sum(self) -> Operand:
        found = self._product()
        while sign := self._sign("+", "-"):
            other = _number(self._product())
            found = _number(found) + (other if sign == "+" else -other)
        return found

    def _product(self) -> Operand:
        found = self._factor()
        while sign := self._sign("*", "/"):
            other = _number(self._factor())
            found = _number(found) * other if sign == "*" else _number(found) / other
        return found

    def _factor(self) -> Operand:
        if self._sign("-"):
            return -_number(self._factor())
        if self._sign("("):
            found = self._comparison()
            if not self._sign(")"):
                raise _Unreadable
            return found
        if not self._tokens:
            raise _Unreadable
        token = self._tokens.pop()
        if token["number"]:
            percent = token["number"].endswith("%")
            return Decimal(token["number"].rstrip("%")) / (100 if percent else 1)
        if token["words"] is not None:
            return str(token["words"])
        if token["reference"]:
            return _operand(self._cells.get(self._place(token["reference"])))
        if token["truth"]:
            return bool(token["truth"].upper() == "TRUE")
        if token["name"]:
            return self._function(token["name"].upper())
        raise _Unreadable

    def _place(self, reference: str) -> Place:
        match = re.fullmatch(r"(\$?)([A-Z]+)(\$?)(\d+)", reference.upper())
        assert match is not None  # the token is a reference
        column = 0
        for letter in match[2]:
            column = column * 26 + ord(letter) - ord("A") + 1
        row = int(match[4])
        return (row if match[3] else row + self._shift[0], column if match[1] else column + self._shift[1])

    def _function(self, name: str) -> Operand:
        if not self._sign("("):
            raise _Unreadable
        arguments = [self._comparison()]
        while self._sign(","):
            arguments.append(self._comparison())
        if not self._sign(")"):
            raise _Unreadable
        truths = [bool(_order(argument)[1]) if not isinstance(argument, str) else False for argument in arguments]
        if name in ("AND", "OR"):
            return all(truths) if name == "AND" else any(truths)
        if name == "NOT" and len(arguments) == 1:
            return not truths[0]
        if name == "ISBLANK" and len(arguments) == 1:
            return arguments[0] is None
        if name == "ISNUMBER" and len(arguments) == 1:
            return isinstance(arguments[0], Decimal)
        raise _Unreadable


def _number(value: Operand) -> Decimal:
    if isinstance(value, str | bool):
        raise _Unreadable
    return value if value is not None else Decimal(0)


_ICON_WORDS = {
    "3TrafficLights1": ("red", "amber", "green"),
    "3TrafficLights2": ("red", "amber", "green"),
    "3Signs": ("red", "amber", "green"),
    "3Symbols": ("red", "amber", "green"),
    "3Symbols2": ("red", "amber", "green"),
    "3Flags": ("red", "amber", "green"),
    "3Arrows": ("down", "same", "up"),
    "3ArrowsGray": ("down", "same", "up"),
    "3Triangles": ("down", "same", "up"),
}


def _icon(figures: Sequence[Decimal], icons: Icons, cell: Cell) -> str:
    """What the icon of a figure says: a traffic light's colour or an arrow's way; empty for other sets."""
    words = _ICON_WORDS.get(icons.name)
    if words is None or not isinstance(cell.value, Decimal) or len(icons.limits) != len(words):
        return ""
    reached = 0
    for position, (limit, inclusive) in enumerate(zip(icons.limits[1:], icons.inclusive[1:], strict=True), 1):
        bound = _bound(limit, figures)
        if bound is None:
            return ""
        if cell.value > bound or (inclusive and cell.value == bound):
            reached = position
    return words[-1 - reached] if icons.turned else words[reached]


def _bound(limit: tuple[str, Decimal], figures: Sequence[Decimal]) -> Decimal | None:
    kind, number = limit
    low, high = figures[0], figures[-1]
    if kind == "num":
        return number
    if kind == "percent":
        return low + (high - low) * number / 100
    if kind == "percentile":
        place = (len(figures) - 1) * number / 100
        under = int(place)
        above = min(under + 1, len(figures) - 1)
        return figures[under] + (figures[above] - figures[under]) * (place - under)
    return None
