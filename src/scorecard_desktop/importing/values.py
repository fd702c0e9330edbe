"""From a cell to a figure in the indicator's unit, with what an officer should know about the reading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import field, replace
from decimal import Decimal
from functools import lru_cache
from statistics import median

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.quantities import magnitude_of, without_parting_spaces
from scorecard_desktop.domain.reading import SYMBOL_WORDS, Figure, Share, read_distribution, read_figure
from scorecard_desktop.importing.known_words import Words
from scorecard_desktop.importing.workbook import Cell, CellKind

_NOT_POWERS = range(-30, 1)
"""Exponents of decimals that are written out without a power of ten."""


@lru_cache(maxsize=8192)  # the same few percentages come again and again
def hundredfold(value: Decimal) -> Decimal:
    """A fraction in percent, exactly and without zeros that nobody wrote."""
    percent = value.normalize().scaleb(2)
    return percent if percent.as_tuple().exponent in _NOT_POWERS else Decimal(f"{percent:f}")  # 9E+1 is 90


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reading of a cell should tell the officer: a finding that lacks only its place."""

    rule: str
    severity: Severity
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell read. No figure: it is empty, a placeholder, or words (then ``words`` holds what it says).

    ``shares`` are the parts of a distribution, which is kept as words too.
    """

    figure: Figure | None = None
    words: str = ""
    remarks: tuple[Remark, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def nothing(self) -> bool:
        """True where the cell says nothing at all."""
        return self.figure is None and not self.words


NOTHING = Reading()


@dataclass(frozen=True, slots=True)
class Scale:
    """How the figures of one indicator are written: its unit, and its plainly shown percentages to compare with.

    ``words`` are those that stand for a symbol. ``measure`` is the one word of measure that stands beside its numbers,
    empty where there is none or several. ``magnitude`` is what its name says that its numbers are in: a million for
    ``Receipts (£m)``.
    """

    unit: Unit
    percentages: tuple[Decimal, ...] = ()
    bare: tuple[Decimal, ...] = ()
    words: Words = field(default_factory=lambda: SYMBOL_WORDS)
    measure: str = ""
    magnitude: Decimal = Decimal(1)

    @property
    def are_fractions(self) -> bool:
        """Percentages none of which is shown as one, and which all lie from 0 to 1."""
        return not self.percentages and any(v not in (0, 1) for v in self.bare) and all(0 <= v <= 1 for v in self.bare)


def scale_of(unit: Unit, cells: Sequence[Cell], words: Words = SYMBOL_WORDS, name: str = "") -> Scale:
    """The scale that the figures of a row are written in, called ``name``."""
    if unit is not Unit.PERCENT:
        figures = [read_figure(cell.text) for cell in cells if cell.kind is CellKind.TEXT]
        measures = {figure.unit.rstrip("s") for figure in figures if figure is not None and figure.unit}
        return other_scale(unit, measures, words, name)
    shown: list[Decimal] = []
    bare: list[Decimal] = []
    for cell in cells:
        if isinstance(cell.value, Decimal):
            (shown if cell.percentage else bare).append(hundredfold(cell.value) if cell.percentage else cell.value)
        else:
            figure = read_figure(cell.text)
            if figure is not None and figure.value is not None:
                (shown if figure.percent else bare).append(figure.value)
    return Scale(unit, tuple(shown), tuple(bare), words)


_SPANS = ("day", "week", "month", "year", "hour", "minute", "second")


def other_scale(unit: Unit, measures: Collection[str], words: Words, name: str) -> Scale:
    """The scale of figures that are no percentages; ``measures`` are the words of measure that stand beside them."""
    return Scale(unit, words=words, measure=_measure(measures, name), magnitude=_named_magnitude(name))


def _measure(found: Collection[str], name: str) -> str:
    """The word of measure that stands beside the numbers of a row, unless another does or its name says another."""
    if len(found) != 1:
        return ""
    said = next(iter(found))
    named = {span for span in _SPANS if re.search(rf"\({span}s?\b|\bin {span}s\b", name, re.IGNORECASE)}
    own = {span for span in _SPANS if re.search(rf"\b{span}", said)}
    return said if not named or not own or named & own else ""


def _named_magnitude(name: str) -> Decimal:
    if "£" not in name:
        return Decimal(1)
    match = re.search(r"£\s*(m|mn|million|k|['’]?000s?|bn)\b", name, re.IGNORECASE)
    if match is None:
        return Decimal(1)
    word = re.sub(r"['’]?000s?", "k", match[1], flags=re.IGNORECASE)
    return magnitude_of(word, "£") or Decimal(1)


def read_cell(cell: Cell, scale: Scale) -> Reading:
    """What a cell says, in the indicator's unit. Nothing is guessed in silence: each guess has its remark."""
    if cell.uncalculated:
        return Reading(remarks=(_UNCALCULATED,))
    if cell.kind is CellKind.NUMBER and cell.text:
        return _number(cell, scale)
    if cell.kind is CellKind.EMPTY or not cell.text.strip(" /\u00a0"):
        return NOTHING
    if cell.kind is CellKind.ERROR and cell.text.upper() != "#N/A":
        return Reading(words=cell.text, remarks=(_failed(cell.text),))
    return _text(cell, scale)


_UNCALCULATED = Remark(
    "uncalculated",
    Severity.ERROR,
    "The cell holds a formula that was never calculated, so the file has no figure for it.",
    "Open the workbook in Excel, let it calculate, save it, and import it again.",
)


def _failed(text: str) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.ERROR,
        f"The cell’s formula has failed: it shows {text}.",
        "Mend the formula in the workbook, save it, and import it again.",
    )


def plain_figure(cell: Cell, scale: Scale) -> Decimal | None:
    """The figure of a number that is shown as its indicator's unit is; None where there is more to be said."""
    value = cell.value
    if not isinstance(value, Decimal) or not cell.text:
        return None
    if cell.percentage:
        return hundredfold(value) if scale.unit is Unit.PERCENT else None
    return value if scale.unit is not Unit.PERCENT else None


def _number(cell: Cell, scale: Scale) -> Reading:
    assert isinstance(cell.value, Decimal)
    value = plain_figure(cell, scale)
    if value is not None:
        return Reading(Figure(value, percent=scale.unit is Unit.PERCENT))
    if scale.unit is Unit.PERCENT:
        return _bare(cell.value, cell.text, scale)
    what = {Unit.RATE: "rate", Unit.COUNT: "count", Unit.MONEY: "sum of money"}.get(scale.unit, "number")
    return Reading(
        Figure(cell.value),
        remarks=(
            Remark(
                "scale",
                Severity.ERROR,
                f"The {what} {_plain(cell.value)} is formatted as a percentage, so the sheet shows {cell.text}. "
                f"It is taken as {_plain(cell.value)}.",
                f"Take the percentage format off the cell, and check that the {what} is right.",
            ),
        ),
    )


def _bare(value: Decimal, text: str, scale: Scale) -> Reading:
    """A number without a percent sign where a percentage is due: 7.6 is 7.6%, 0.93 among 91% and 92% is 93%."""
    if not 0 < value <= 1:
        return Reading(Figure(value))
    in_percent = hundredfold(value)
    fraction = scale.are_fractions
    if scale.percentages:
        typical = median(scale.percentages)
        fraction = typical > 0 and abs(in_percent - typical) < abs(value - typical)
    if not fraction:
        return Reading(Figure(value))
    remark = Remark(
        "scale",
        Severity.WARNING,
        f"The sheet shows {text} without a percent sign. It is taken as {_plain(in_percent)}%.",
        "Format the cell as a percentage, or correct the figure if it means less than one per cent.",
    )
    return Reading(Figure(in_percent, percent=True), remarks=() if scale.are_fractions else (remark,))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _text(cell: Cell, scale: Scale) -> Reading:
    text = " ".join(without_parting_spaces(cell.text).split())
    figure = read_figure(text, scale.words)
    if figure is None:
        shares = read_distribution(text)
        remark = _distribution(shares) if shares else _not_understood(text)
        return Reading(words=text, remarks=(remark,), shares=shares)
    if figure.value is not None and figure.magnitude != 1:
        figure = replace(figure, value=figure.value / scale.magnitude)
    if figure.unit and figure.unit.rstrip("s") != scale.measure:
        figure = replace(figure, note=figure.unit)
    if figure.value is not None and scale.unit is not Unit.PERCENT and figure.percent and figure.numerator is None:
        return Reading(figure, remarks=(_percent_in_words(text, figure.value),))
    if figure.value is not None and scale.unit is not Unit.PERCENT and figure.numerator is not None:
        return _ratio_elsewhere(text, figure)
    if figure.value is not None and scale.unit is Unit.PERCENT and not figure.percent:
        read = _bare(figure.value, text, scale)
        assert read.figure is not None
        figure = replace(figure, value=read.figure.value, percent=True)
        return Reading(figure, remarks=(*read.remarks, *_notes(figure, text)))
    return Reading(figure, remarks=_notes(figure, text))


def _ratio_elsewhere(text: str, figure: Figure) -> Reading:
    """Counts over counts where the indicator is not a percentage: what they give is kept, and said."""
    remark = Remark(
        "scale",
        Severity.WARNING,
        f"“{text}” gives {_plain(figure.value or Decimal(0))[:6]}%, but this indicator’s other figures are not "
        "percentages.",
        "Check which of them is meant, and correct the cell.",
    )
    return Reading(figure, remarks=(remark,))


def _percent_in_words(text: str, value: Decimal) -> Remark:
    return Remark(
        "scale",
        Severity.WARNING,
        f"“{text}” is a percentage, but this indicator’s other figures are not. It is taken as {_plain(value)}.",
        "Check what is meant, and correct the cell.",
    )


def _notes(figure: Figure, text: str) -> tuple[Remark, ...]:
    if not figure.note or figure.value is None:
        return ()
    shown = f"{_plain(figure.value)}{'%' if figure.percent else ''}"
    return (
        Remark(
            "unmapped-text",
            Severity.WARNING,
            f"The cell says “{text}”. The figure is taken as {shown}, with “{figure.note}” as its note.",
            "Check that the figure belongs to this column’s period, and move the words to the comment.",
        ),
    )


def _distribution(shares: Sequence[Share]) -> Remark:
    """What was read of a distribution, and whether its percentages are of one whole, to the rounding of each."""
    said = ", ".join(f"{share.label} {_plain(share.value)}{'%' if share.percent else ''}" for share in shares)
    total = sum((share.value for share in shares), Decimal(0))
    slack = sum((Decimal(1).scaleb(min(0, int(share.value.as_tuple().exponent))) / 2 for share in shares), Decimal(0))
    if all(share.percent for share in shares) and abs(total - 100) > slack:
        return Remark(
            "casting",
            Severity.WARNING,
            f"The cell holds {len(shares)} shares ({said}), which add up to {_plain(total)}% and not to 100%. They are "
            "kept as a note, and there is no figure.",
            "Check the shares, or say in the comment what is not among them.",
        )
    return Remark(
        "unmapped-text",
        Severity.NOTE,
        f"The cell holds {len(shares)} parts ({said}). They are kept as a note, and there is no one figure.",
        "Nothing, if that is meant; otherwise enter the one figure that is to be rated.",
    )


def _not_understood(text: str) -> Remark:
    if re.fullmatch(r"[£\d.,\s%]+(?:-|–|to)[£\d.,\s%]+", text):
        return Remark(
            "unmapped-text",
            Severity.WARNING,
            f"“{text}” is a range and not one figure. It is kept as a note, and there is no figure.",
            "Enter the figure itself, or a symbol such as [x] with the range in the comment.",
        )
    short = text if len(text) <= 100 else f"{text[:100].rsplit(' ', 1)[0]} …"
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{short}” stands where a figure is due. It is kept as a note, and there is no figure.",
        "Replace it by a figure or a symbol such as [x], or say in the comment what it means.",
    )
