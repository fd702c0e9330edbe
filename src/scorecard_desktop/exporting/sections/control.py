"""Control charts in the manner of Making Data Count: an overview with icons, then the charts that need attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from scorecard_desktop.domain.analysis import IndicatorChart, indicator_chart, spc_settings
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.pictures.control import control_picture
from scorecard_desktop.domain.process import Process, process_in
from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.spc_advice import advice
from scorecard_desktop.domain.spc_points import Variation
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Icon,
    Orientation,
    Row,
    Section,
    Table,
    Together,
    Voice,
    para,
    section_row,
)
from scorecard_desktop.exporting.picture_chart import alt_text, chart_of
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.sections.trend import chart_notes
from scorecard_desktop.exporting.wording import signed, target_with_unit, unbroken

_TALL, _LEAST = 0.42, 0.36
_ASSURANCE = {
    Assurance.PASSES: Icon(Merit.BETTER, "P"),
    Assurance.FAILS: Icon(Merit.WORSE, "F"),
    Assurance.HIT_OR_MISS: Icon(Merit.SAME, "?"),
}
_KEY = (
    "Variation is what the last figure tells. A disc is common cause, no more than usual; special cause is a diamond "
    "where it is improving, a square where it is of concern, a star where neither way is better. H is for higher "
    "figures, L for lower. Assurance is whether the process, left as it is, can be expected to meet its target: P it "
    "consistently passes, F it consistently fails, ? it passes or misses by chance."
)


@dataclass(frozen=True, slots=True)
class Charted:
    """A row with its control chart as it stood at the row's period, and what that tells."""

    row: RatedRow
    found: IndicatorChart
    process: Process

    @property
    def needs_attention(self) -> bool:
        """Whether the last figure is out of the ordinary, or the target is not reliably met."""
        is_special = self.process.variation is not Variation.COMMON_CAUSE
        return is_special or self.process.assurance in (Assurance.FAILS, Assurance.HIT_OR_MISS)


def charted(book: Book, cards: Sequence[ReportedScorecard], named: Collection[str]) -> list[Charted]:
    """The rows that a chart can tell something of: with as many figures as a run takes; of those named, with limits."""
    made = []
    for card in cards:
        for row in card.rows:
            found = indicator_chart(book, row.indicator, row.period)
            process = process_in(found)
            fewest = 0 if row.indicator.id in named else spc_settings(book, row.indicator).run_length
            if process is not None and len(found.periods) >= fewest:
                made.append(Charted(row, found, process))
    return made


def drawn(all_charted: Sequence[Charted], named: Collection[str]) -> list[Charted]:
    """Those whose charts are printed: the ones that were named, else each that needs attention."""
    return [one for one in all_charted if one.row.indicator.id in named or (not named and one.needs_attention)]


def control_pages(book: Book, cards: Sequence[ReportedScorecard], named: Collection[str]) -> list[Section]:
    """The overview and the charts; nothing where no indicator has figures enough. ``named`` are ids of indicators."""
    rows = charted(book, cards, named)
    if not rows:
        return []
    charts = drawn(rows, named)
    left_out = sum(len(card.rows) for card in cards) - len(rows)
    blocks: list[Block] = [
        Heading(2, "Control charts", key="control-charts"),
        para(_sentence(rows)),
        para(_KEY, voice=Voice.NOTE),
        para(" ".join(_remarks(rows, left_out)), voice=Voice.NOTE),
        _overview(rows, {one.row.indicator.id for one in charts}),
    ]
    sections = [Section(tuple(blocks), Orientation.LANDSCAPE)]
    if charts:
        sections.append(Section(tuple(block for one in charts for block in _chart(book, one))))
    return sections


def control_key(indicator: str) -> str:
    """The place of an indicator's control chart, for links to it."""
    return f"control-{indicator}"


def _sentence(rows: Sequence[Charted]) -> str:
    merits = Counter(one.process.variation.merit for one in rows)
    assured = Counter(one.process.assurance for one in rows)
    said = f"{_indicators(len(rows))} {'has' if len(rows) == 1 else 'have'} figures enough for a control chart."
    parts = [
        f"{words} for {merits[merit]}"
        for merit, words in (
            (Merit.WORSE, "special cause of concern"),
            (Merit.BETTER, "special cause improving"),
            (Merit.NONE, "special cause, neither better nor worse,"),
            (Merit.SAME, "common cause"),
        )
        if merits[merit]
    ]
    said += f" The last figure is {_and(parts)}."
    held = [
        f"{assured[one]} {one.value.replace('passes', 'pass').replace('fails', 'fail').replace('misses', 'miss')}"
        for one in (Assurance.FAILS, Assurance.HIT_OR_MISS, Assurance.PASSES)
        if assured[one]
    ]
    return f"{said} As they run, {_and(held)}." if held else said


def _indicators(many: int) -> str:
    return f"{many} indicator{'' if many == 1 else 's'}"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _remarks(rows: Sequence[Charted], left_out: int) -> Iterator[str]:
    presets = Counter(one.found.chart.settings.words for one in rows)
    if len(presets) == 1:
        yield f"XmR charts by the rules of {next(iter(presets))}."
    if any(one.process.provisional for one in rows):
        yield (
            "Provisional marks limits that rest on fewer figures than make them firm; they will still move as figures "
            "come."
        )
    if left_out:
        yield f"{_indicators(left_out)} {'has' if left_out == 1 else 'have'} too few figures for a control chart yet."


# The overview


def _overview(rows: Sequence[Charted], with_chart: Collection[str]) -> Table:
    several = len({one.found.chart.settings.words for one in rows}) > 1
    columns = (
        Column("Indicator", row_header=True, weight=1, minimum=14),
        Column("Latest", Align.RIGHT, weight=0.1),
        Column("Mean", Align.RIGHT, weight=0.1),
        Column("Lower", Align.RIGHT, group="Limits", weight=0.1),
        Column("Upper", Align.RIGHT, group="Limits", weight=0.1),
        Column("Target", Align.RIGHT, weight=0.1),
        Column("Variation", weight=1.4),
        Column("Assurance", weight=0.8),
        Column("Figures", Align.RIGHT, weight=0.1),
        *([Column("Rules", weight=0.2)] if several else []),
    )
    made: list[Row] = []
    card = ""
    for one in rows:
        if one.row.scorecard.id != card:
            card = one.row.scorecard.id
            made.append(section_row(one.row.scorecard.name, len(columns)))
        cells = _cells(one, with_chart)
        made.append(Row((*cells, Cell(one.found.chart.settings.words)) if several else cells))
    return Table(
        columns,
        tuple(made),
        summary="One row for each indicator: its last figure, its mean, limits and target, and what they tell.",
        compact=True,
    )


def _cells(one: Charted, with_chart: Collection[str]) -> tuple[Cell, ...]:
    row, chart, indicator = one.row, one.found.chart, one.row.indicator
    limits = chart.segments[-1].limits
    assert limits is not None  # those with a process have them

    def level(value: Decimal) -> Cell:
        return Cell(signed(show(value, indicator.unit, max(indicator.decimals, 1))), exact=value)

    last = chart.points[-1].value
    latest = signed(show(last, indicator.unit, indicator.decimals))
    return (
        Cell(indicator.title, link=f"#{control_key(indicator.id)}" if indicator.id in with_chart else ""),
        Cell(latest, note=unbroken(one.found.periods[-1].heading), why=f"#evidence-{indicator.id}", exact=last),
        level(chart.segments[-1].mean),
        level(limits.lower),
        level(limits.upper),
        target_with_unit(row.target, indicator),
        _variation_cell(one.process),
        _assurance_cell(one.process),
        Cell(str(len(one.found.periods)), note="provisional" if one.process.provisional else ""),
    )


def _variation_cell(process: Process) -> Cell:
    variation = process.variation
    if variation is Variation.COMMON_CAUSE:
        return Cell("Common cause", icon=Icon(Merit.SAME, "~"))
    kind, _, side = variation.words.partition(": ")
    return Cell(kind, note=f"{side}: {process.cause.value}", icon=Icon(variation.merit, variation.letter))


def _assurance_cell(process: Process) -> Cell:
    if process.assurance not in _ASSURANCE:
        return Cell("–", spoken="no target to assure")
    return Cell(process.assurance.value.capitalize(), icon=_ASSURANCE[process.assurance])


# A chart


def _chart(book: Book, one: Charted) -> list[Block]:
    row = one.row
    picture = control_picture(book, row.indicator, row.period)
    chart = chart_of(picture, row.indicator)
    heading = Heading(3, row.indicator.title, key=control_key(row.indicator.id), listed=False, rag=row.rating.rag)
    said = " ".join(part for part in (picture.sentence, advice(row.rating.rag, one.found.chart)) if part)
    small = " ".join(part for part in (picture.small_print, _capital(chart.scale_words)) if part)
    blocks: list[Block] = [heading, para(said), Figure(chart, alt_text(chart), "", _TALL, _LEAST)]
    return [Together((*blocks, *chart_notes(picture), para(small, voice=Voice.NOTE)))]


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
