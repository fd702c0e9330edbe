"""Topic pages: all that is known of one indicator, on a page or two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.outlook import outlook
from scorecard_desktop.domain.pictures.areas import Areas, area_pictures
from scorecard_desktop.domain.pictures.comparators import comparator_picture
from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.domain.pictures.trend import trend_picture
from scorecard_desktop.domain.pictures.years import year_picture
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.tolerance_words import tolerance_words
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.comparison import Comparison
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    ItemList,
    Row,
    Section,
    Table,
    Together,
    Voice,
    key_facts,
    para,
    text,
)
from scorecard_desktop.exporting.picture_chart import PictureChart, alt_text, chart_of
from scorecard_desktop.exporting.sections.report_card import travel_words
from scorecard_desktop.exporting.sections.trend import chart_notes, figures_table, past
from scorecard_desktop.exporting.small_multiples import SmallMultiples, multiples_alt
from scorecard_desktop.exporting.wording import EVERY, UNIT_WORDS, signed, written

_TALL, _LEAST = 0.38, 0.27
_WIDTH = style.A4[0] - 2 * style.STANDARD.margin
_AREAS_A_TABLE = 8
_SHORT = 6
_SAID = (
    (CommentaryPart.COMMENT, "What officers say"),
    (CommentaryPart.BACKGROUND, "Background"),
    (CommentaryPart.ACTION, "Action required"),
    (CommentaryPart.WORKING_WELL, "What is working well"),
    (CommentaryPart.WORRIES, "What we are worried about"),
    (CommentaryPart.NEEDS_TO_HAPPEN, "What needs to happen"),
)


def has_topic(book: Book, row: RatedRow) -> bool:
    """Whether an indicator has a topic page unless it is asked for: exceptions have, and those with localities."""
    return bool(row.exceptions) or bool(area_pictures(book, row.indicator, row.period.kind, row.period).pictures)


def topic_key(indicator: str) -> str:
    """The place of an indicator's topic page, for links to it."""
    return f"topic-{indicator}"


def topic(ledger: Ledger, row: RatedRow, areas: Collection[str], *, is_first: bool) -> Section:
    """The pages of one indicator; the first also opens the part of the pack that holds them.

    ``areas`` are the localities that are shown, all that have figures where none is named.
    """
    book, indicator = ledger.book, row.indicator
    blocks: list[Block] = [Heading(2, "Topic pages", key="topics")] if is_first else []
    blocks.append(Heading(3, indicator.title, key=topic_key(indicator.id), rag=row.rating.rag, is_title=True))
    blocks.append(para(row.rating.proof, voice=Voice.LEAD))
    blocks += [*_about(row), *_analysis(ledger, row)]
    blocks += _part("Latest figures", [figures_table(book, past(book, row))])
    blocks += _part("Trend", _trend(ledger, row))
    blocks += _part("Year on year", _years(ledger, row))
    blocks += _part("By locality", _localities(row, area_pictures(book, indicator, row.period.kind, row.period, areas)))
    blocks += _part("Compared with others", _compared(row))
    blocks += _commentary(row)
    return Section(tuple(blocks))


def _part(heading: str, blocks: Sequence[Block]) -> list[Block]:
    """A heading with what stands under it; nothing where that is nothing."""
    return [Heading(4, heading, listed=False), *blocks] if blocks else []


def _about(row: RatedRow) -> list[Block]:
    """What is measured and why it matters, beside how it is judged and by whom it is kept."""
    indicator = row.indicator
    words: list[Block] = []
    if indicator.definition:
        words += [Heading(4, "What is measured", listed=False), *written(indicator.definition)]
    if indicator.importance:
        words += [Heading(4, "Why it is important", listed=False), *written(indicator.importance)]
    if indicator.success:
        words += [Heading(4, "What success looks like", listed=False), *written(indicator.success)]
    facts = key_facts(
        ("Good is", indicator.polarity.words),
        ("Counted", _counted(row)),
        ("Target", signed(row.target_text)),
        ("Tolerance", tolerance_words(row.held_against)),
        ("Plans", "; ".join(f"{scheme}: {outcome}" for scheme, outcome in indicator.priorities if outcome.strip())),
        ("Lead officer", indicator.lead_officer),
        ("Data officer", indicator.data_officer),
    )
    return [Columns((tuple(words), (facts,)))] if words else [facts]


def _counted(row: RatedRow) -> str:
    """``Per cent, by month``."""
    what = ", ".join(part for part in (UNIT_WORDS[row.indicator.unit], EVERY.get(row.period.kind, "")) if part)
    return what[:1].upper() + what[1:]


def _analysis(ledger: Ledger, row: RatedRow) -> list[Block]:
    """What the figures say, each a sentence of the domain's; nothing is added to them here."""
    said = [
        travel_words(row),
        trend_picture(ledger, row.indicator, row.period.kind, row.period).sentence,
        row.forecast_words,
        *outlook(ledger.book, row),
        _reported(row),
    ]
    items = tuple(text(signed(one)) for one in said if one)
    return [Together((Heading(4, "Analysis", listed=False), ItemList(items)))]


def _reported(row: RatedRow) -> str:
    if not row.exceptions:
        return ""
    return f"It is reported by exception. {' '.join(reason.sentence for reason in row.exceptions)}"


def _trend(ledger: Ledger, row: RatedRow) -> list[Block]:
    picture = trend_picture(ledger, row.indicator, row.period.kind, row.period)
    if sum(spot.value is not None for spot in picture.spots) < 2:
        return []
    return [_figure(picture, row), *chart_notes(picture)]


def _figure(picture: Picture, row: RatedRow) -> Figure:
    chart = chart_of(picture, row.indicator)
    return Figure(chart, alt_text(chart), _caption(row, chart), _TALL, _LEAST)


def _caption(row: RatedRow, chart: PictureChart | SmallMultiples) -> str:
    """What a chart counts and how often, and where its scale starts when that is not at zero."""
    return "; ".join(part for part in (_counted(row), chart.scale_words) if part)


def _years(ledger: Ledger, row: RatedRow) -> list[Block]:
    """The years over one another, where any figure has one of the year before to stand against."""
    picture = year_picture(ledger, row.indicator, row.period.kind, row.period)
    if not picture.drawable or not any(cells[-1] for cells in picture.rows):
        return []
    return [_figure(picture, row), para(signed(picture.sentence)), _year_table(picture)]


def _year_table(picture: Picture) -> Table:
    """A line for each year where the figures are short enough to stand in one, else a line for each period."""
    widest = max(len(words) for cells in picture.rows for words in cells)
    if widest > _SHORT:
        return _table(picture.columns, picture.rows, "One row for each period of the year; a column for each year.")
    lines = [(name, *(cells[at] for cells in picture.rows)) for at, name in enumerate(picture.columns[1:], 1)]
    headings = (picture.columns[0], *(cells[0] for cells in picture.rows))
    return _table(headings, lines, "One row for each year, the latest first; a column for each period of the year.")


def _localities(row: RatedRow, areas: Areas) -> list[Block]:
    if not areas.pictures:
        return []
    chart = SmallMultiples(areas.pictures, row.indicator.unit, row.indicator.decimals)
    small = f"{areas.small_print} " if areas.small_print else ""
    figure = Figure(chart, multiples_alt(row.indicator.title, areas, chart), _caption(row, chart), chart.share)
    under = para(f"{small}All are drawn on one scale.", voice=Voice.NOTE)
    return [figure, under, para(signed(areas.sentence)), *_area_tables(areas)]


def _area_tables(areas: Areas) -> Iterator[Table]:
    """The figures of the localities, newest first; a table for every eight of them."""
    names = areas.columns[1:]
    for start in range(0, len(names), _AREAS_A_TABLE):
        part = slice(1 + start, 1 + start + _AREAS_A_TABLE)
        rows = [(cells[0], *cells[part]) for cells in areas.rows]
        yield _table(
            (areas.columns[0], *areas.columns[part]),
            rows,
            "One row for each period, newest first; a column for each area.",
        )


def _compared(row: RatedRow) -> list[Block]:
    picture = comparator_picture(row)
    if not picture.drawable:
        return []
    chart = Comparison(picture)
    alt = f"Bar chart of {picture.title}, best first: {'; '.join(spot.words for spot in picture.spots)}."
    if picture.lines:
        alt += f" {picture.lines[0].name}."
    unit = UNIT_WORDS[row.indicator.unit] if row.indicator.unit is not Unit.NUMBER else ""
    return [
        Figure(chart, alt, unit, chart.share(_WIDTH)),
        para(signed(picture.sentence)),
        _table(picture.columns, picture.rows, "One row for each figure of the chart, in the same order."),
    ]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], summary: str) -> Table:
    first, *others = columns
    return Table(
        (Column(first, row_header=True, weight=0.6), *(Column(name, Align.RIGHT, weight=0.3) for name in others)),
        tuple(Row(tuple(Cell(signed(words)) for words in cells)) for cells in rows),
        summary=summary,
        compact=True,
    )


def _commentary(row: RatedRow) -> list[Block]:
    blocks: list[Block] = []
    for part, heading in _SAID:
        said = [block for one in row.commentary if one.part is part for block in written(one.text)]
        blocks += _part(heading, said)
    return blocks
