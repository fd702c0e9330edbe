"""What has been restated: figures that an earlier pack showed otherwise, each with why, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.restatements import Restated
from scorecard_desktop.exporting.document import Align, Cell, Column, Heading, Row, Section, Table, para, section_row
from scorecard_desktop.exporting.wording import full_date, unbroken

REVISED = " [r]"


def restated_section(found: Sequence[Restated]) -> list[Section]:
    """A table of the restated figures, by scorecard; nothing where there is none."""
    if not found:
        return []
    columns = (
        Column("Indicator", row_header=True, weight=1.6),
        Column("Period", weight=0.3),
        Column("Published", Align.RIGHT, weight=0.3),
        Column("Pack of", weight=0.4),
        Column("Now", Align.RIGHT, weight=0.3),
        Column("Why", weight=1.6),
    )
    rows: list[Row] = []
    for name, group in groupby(found, key=lambda each: each.scorecard.name):
        rows.append(section_row(name, len(columns)))
        rows += [_row(each) for each in group]
    many = "One figure that an earlier pack showed has" if len(found) == 1 else "Figures that earlier packs showed have"
    table = Table(
        columns,
        tuple(rows),
        summary="One row for each restated figure, by scorecard: as it was published, as it is now, and why.",
    )
    return [Section((Heading(2, "Restated figures", key="restated"), para(f"{many} been restated since."), table))]


def _row(each: Restated) -> Row:
    now = figure_text(each.now, each.indicator)
    return Row(
        (
            Cell(f"{each.indicator.title}{f', {each.shown.area}' if each.shown.area else ''}"),
            Cell(unbroken(each.period.label)),
            Cell(each.shown.text),
            Cell(full_date(each.pack.day)),
            Cell(f"{now}{REVISED}" if now else "taken out", spoken=f"{now}, revised" if now else ""),
            Cell(_why(each)),
        )
    )


def _why(each: Restated) -> str:
    if each.reason is None:
        return "No reason has been given yet."
    who = ", ".join(part for part in (each.reason.who, full_date(each.reason_day)) if part)
    return f"{each.reason.reason} ({who})"
