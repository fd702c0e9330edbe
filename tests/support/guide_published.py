"""What the program says of published figures in a worked example of docs/rules.md, by the table's column headings."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.benchmarks import mean_of_others
from scorecard_desktop.domain.published import published_period
from scorecard_desktop.importing.published_cells import read_published
from support.worked_examples import Facts

Said = dict[str, str]
NOTHING = "–"


def period(facts: Facts) -> Said:
    """The period of a row, or why it has none."""
    try:
        return {"period": published_period(facts.get("time period"), facts.get("time identifier")).label}
    except ValueError as error:
        return {"period": str(error)}


def cell(facts: Facts) -> Said:
    """What a cell is read as, and what is said of it."""
    written = facts.get("written")
    read = read_published("" if written == "blank" else written)
    return {
        "figure": f"{read.value:f}" if read.value is not None else NOTHING,
        "symbol": f"{read.symbol.shorthand} {read.symbol.meaning}" if read.symbol is not None else NOTHING,
        "finding": read.remark.message if read.remark is not None else "none",
    }


def neighbours(facts: Facts) -> Said:
    """The mean of the figures of several councils."""
    figures = [None if text.startswith("[") else Decimal(text) for text in facts.get("figures").split(", ")]
    mean = mean_of_others(figures)
    return {"mean": f"{mean:f}" if mean is not None else "none"}
