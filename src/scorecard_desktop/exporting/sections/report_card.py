"""A report card: one indicator on one page, with its chart, its proof and what officers say of it."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement, Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.exporting.document import (
    AtFoot,
    Block,
    Columns,
    Figure,
    Heading,
    ItemList,
    Section,
    Voice,
    key_facts,
    para,
    text,
)
from scorecard_desktop.exporting.picture_chart import PictureChart, alt_text
from scorecard_desktop.exporting.sections.exceptions import card_key
from scorecard_desktop.exporting.sections.grid import grid_shares
from scorecard_desktop.exporting.sections.trend import chart_notes, figures_table, past, trend_chart
from scorecard_desktop.exporting.wording import EVERY, UNIT_WORDS, not_yet_written, signed, written

_TALL = 0.62
_LEAST = 0.3


def has_card(row: RatedRow) -> bool:
    """Whether an indicator has a page of its own: the red exceptions have."""
    return bool(row.exceptions) and row.rating.rag is Rag.RED


def report_card(book: Book, row: RatedRow, *, is_first: bool) -> Section:
    """The card of one indicator; the first also opens the part of the pack that holds them."""
    blocks: list[Block] = [Heading(2, "Report cards", key="report-cards")] if is_first else []
    blocks.append(Heading(3, row.indicator.title, key=card_key(row), rag=row.rating.rag, is_title=True))
    blocks.append(para(row.rating.proof, voice=Voice.LEAD))
    travel = travel_words(row)
    if travel:
        blocks.append(para(travel))
    if row.forecast_words:
        blocks.append(para(row.forecast_words))
    shown = past(book, row)
    chart = trend_chart(book, shown)
    if sum(spot.value is not None for spot in chart.picture.spots) > 1:
        blocks.append(Figure(chart, alt_text(chart), _caption(row, chart), _TALL, _LEAST))
        blocks += chart_notes(chart.picture)
    blocks.append(figures_table(book, shown))
    columns = (_first_column(row), _second_column(row), _third_column(row))
    blocks.append(Columns(columns, grid_shares(columns)))
    foot = _foot(row)
    if foot is not None:
        blocks.append(foot)
    return Section(tuple(blocks))


def _caption(row: RatedRow, chart: PictureChart) -> str:
    """What the chart counts and how often, and where its scale starts when that is not at zero."""
    what = ", ".join(part for part in (UNIT_WORDS[row.indicator.unit], EVERY.get(row.period.kind, "")) if part)
    said = "; ".join(part for part in (what, chart.scale_words) if part)
    return said[:1].upper() + said[1:]


def travel_words(row: RatedRow) -> str:
    """The two comparisons in words: with the period before, and with the same period last year."""
    said = []
    for direction, when in ((row.direction, ""), (row.year_direction, "a year earlier, ")):
        if direction.movement is Movement.NONE or direction.earlier is None:
            continue
        earlier = signed(show(direction.earlier, row.indicator.unit, row.indicator.decimals))
        label = period_from_code(direction.against).label
        if direction.movement is Movement.SAME:
            said.append(f"The same as {when}in {label} ({earlier}).")
        elif direction.merit in (Merit.BETTER, Merit.WORSE):
            said.append(f"{direction.merit.word.capitalize()} than {when}in {label} ({earlier}).")
        else:
            said.append(f"{direction.movement.word.capitalize()} from {when}{label} ({earlier}).")
    return " ".join(said)


def _first_column(row: RatedRow) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if row.indicator.importance:
        blocks += [Heading(4, "Why is it important", listed=False), *written(row.indicator.importance)]
    blocks.append(Heading(4, "Why it is reported", listed=False))
    blocks.append(ItemList(tuple(text(reason.sentence) for reason in row.exceptions)))
    if row.indicator.definition:
        blocks += [Heading(4, "What is measured", listed=False), *written(row.indicator.definition)]
    return tuple(blocks)


def _second_column(row: RatedRow) -> tuple[Block, ...]:
    said = _said(row, CommentaryPart.BACKGROUND, CommentaryPart.COMMENT)
    return (Heading(4, "Background", listed=False), *(said or (not_yet_written(),)))


def _third_column(row: RatedRow) -> tuple[Block, ...]:
    said = _said(row, CommentaryPart.ACTION, CommentaryPart.NEEDS_TO_HAPPEN)
    blocks: list[Block] = [Heading(4, "Action required", listed=False), *(said or (not_yet_written(),))]
    if row.indicator.success:
        blocks += [Heading(4, "What success looks like", listed=False), *written(row.indicator.success)]
    return tuple(blocks)


def _said(row: RatedRow, *parts: CommentaryPart) -> tuple[Block, ...]:
    return tuple(block for part in parts for one in row.commentary if one.part is part for block in written(one.text))


def _foot(row: RatedRow) -> AtFoot | None:
    source = row.observation.source if row.observation is not None else None
    facts = key_facts(
        ("Lead officer", row.indicator.lead_officer),
        ("Data officer", row.indicator.data_officer),
        ("Source of the figure", source.place if source is not None else ""),
    )
    return AtFoot((facts,)) if facts.facts else None
