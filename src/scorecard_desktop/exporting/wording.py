"""Figures, targets and dates as a paper prints them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import MONTH_NAMES, MONTHS, Period, PeriodKind
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rated import figure_text, presence_at
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind
from scorecard_desktop.exporting.document import Cell, CellState, ItemList, Para, Voice, para, text

MINUS = "\u2212"

POLARITY_SHORT = {
    Polarity.HIGH: "High",
    Polarity.LOW: "Low",
    Polarity.RANGE: "In range",
    Polarity.NONE: "Info",
    Polarity.UNKNOWN: "Not stated",
}

UNIT_SHORT = {Unit.PERCENT: "%", Unit.COUNT: "No.", Unit.RATE: "Rate", Unit.NUMBER: "", Unit.MONEY: "£"}
UNIT_WORDS = {
    Unit.PERCENT: "Per cent",
    Unit.COUNT: "Number",
    Unit.RATE: "Rate",
    Unit.NUMBER: "",
    Unit.MONEY: "Pounds",
}
EVERY = {
    PeriodKind.MONTH: "by month",
    PeriodKind.QUARTER: "by quarter",
    PeriodKind.TERM: "by term",
    PeriodKind.HALF_TERM: "by half term",
    PeriodKind.TWO_TERMS: "by autumn and spring terms",
    PeriodKind.HALF_YEAR: "by half year",
    PeriodKind.FINANCIAL_YEAR: "by financial year",
    PeriodKind.ACADEMIC_YEAR: "by academic year",
    PeriodKind.CALENDAR_YEAR: "by calendar year",
}


def full_date(day: date) -> str:
    """``10 July 2018``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """``Mar 2019``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_and_year(day: date) -> str:
    """``March 2019``."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def unbroken(words: str) -> str:
    """Words that no line end may part: ``Q4 24-25`` in a narrow column."""
    return words.replace(" ", "\u00a0")


def stacked(period: Period) -> str:
    """A period over two lines, so that its column can be narrow: ``Apr`` over ``18``."""
    if period.kind is PeriodKind.FINANCIAL_YEAR:
        return f"Year\n{period.heading}"
    if " to " in period.heading:
        return period.heading.replace(" to ", " to\n")
    first, _, last = period.heading.rpartition(" ")
    return f"{first}\n{last}" if first else last


def signed(words: str) -> str:
    """A figure with a true minus sign in place of a hyphen."""
    return words.replace("-", MINUS, 1) if words.startswith(("-", "£-")) else words


def true_minus(words: str) -> str:
    """Words whose negative amounts of money have a minus sign in place of a hyphen."""
    return words.replace("-£", f"{MINUS}£")


def number(value: Decimal, decimals: int) -> str:
    """A figure without its unit, which the column or row states."""
    return signed(show(value, Unit.NUMBER, decimals))


def figure(observation: Observation | None, indicator: Indicator) -> str:
    """An observation without its unit: a number with its flags, a symbol, or the words that stand there."""
    if observation is None or observation.value is None:
        return figure_text(observation, indicator)
    flags = "".join(f" {flag.shorthand}" for flag in sorted(observation.flags, key=lambda f: f.value))
    return number(observation.value, indicator.decimals) + flags


def empty_cell(book: Book, indicator: Indicator, period: Period) -> Cell:
    """A cell without a figure: it is to come, or none is expected."""
    awaited = presence_at(book, indicator, period) is Presence.AWAITED
    return Cell(state=CellState.AWAITED if awaited else CellState.NOT_EXPECTED)


def target_cell(target: Target | None, indicator: Indicator) -> Cell:
    """A target in a column of figures without units: ``90``, ``≤ 20``, ``260–300``; read out in words."""
    return _target_cell(target, indicator, Unit.NUMBER)


def target_with_unit(target: Target | None, indicator: Indicator) -> Cell:
    """A target with its unit: ``90%``, ``≤ 20%``; read out in words."""
    return _target_cell(target, indicator, indicator.unit)


def _target_cell(target: Target | None, indicator: Indicator, unit: Unit) -> Cell:
    if target is None:
        return Cell()

    def one(value: Decimal | None) -> str:
        return "" if value is None else signed(show(value, unit, significant_decimals(value)))

    spoken = target.show(indicator.unit, max(indicator.decimals, 2))
    match target.kind:
        case TargetKind.VALUE:
            return Cell(one(target.low), exact=target.low)
        case TargetKind.AT_MOST:
            return Cell(f"≤ {one(target.high)}", spoken=spoken)
        case TargetKind.AT_LEAST:
            return Cell(f"≥ {one(target.low)}", spoken=spoken)
        case TargetKind.RANGE:
            return Cell(f"{one(target.low)}–{one(target.high)}", spoken=spoken)
        case TargetKind.TEXT:
            return Cell(target.text)


def benchmark_cell(benchmark: Benchmark | None, indicator: Indicator) -> Cell:
    """A comparator's figure in its column."""
    if benchmark is None:
        return Cell()
    if benchmark.value is not None:
        return Cell(number(benchmark.value, indicator.decimals), exact=benchmark.value)
    if benchmark.symbol is not None:
        return Cell(benchmark.symbol.shorthand, spoken=benchmark.symbol.meaning)
    return Cell(benchmark.note)


def direction_cell(movement: Movement, merit: Merit) -> Cell:
    """An arrow in the ink of its merit, over the word for it."""
    if movement is Movement.NONE:
        return Cell("–", spoken="not compared")
    said = merit.word if merit in (Merit.BETTER, Merit.WORSE) else ""
    return Cell(movement.arrow, note=said, spoken=movement.word, merit=merit)


def rating_cell(rag: Rag) -> Cell:
    """A rating that stands alone: its chip, or a dash where there is none."""
    return Cell("–", spoken="not rated") if rag is Rag.NONE else Cell(rag=rag)


def written(words: str) -> tuple[Para | ItemList, ...]:
    """An officer's text as paragraphs and lists: lines that begin with a dash or a bullet are items."""
    blocks: list[Para | ItemList] = []
    items: list[str] = []

    def close_list() -> None:
        if items:
            blocks.append(ItemList(tuple(text(item) for item in items)))
            items.clear()

    for line in words.splitlines():
        stripped = line.strip()
        if stripped[:1] in ("-", "•", "–", "*", "➢", "▪") and stripped[1:2].isspace():
            items.append(stripped[1:].strip())
        elif stripped:
            close_list()
            blocks.append(para(stripped))
    close_list()
    return tuple(blocks)


def not_yet_written() -> Para:
    """Said where an officer's text is due and missing."""
    return para("Not yet written.", voice=Voice.NOTE)
