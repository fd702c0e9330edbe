"""Papers for tests: every kind of block, and tables that must be parted over pages."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.pictures.picture import Band, BandKind, Line, LineKind, Picture, Spot
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.exporting.document import (
    Align,
    AtFoot,
    Block,
    Callout,
    Cell,
    CellState,
    Column,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    ItemList,
    Marker,
    Meta,
    Orientation,
    Para,
    Row,
    RowKind,
    Run,
    Section,
    Table,
    Together,
    Voice,
    chip,
    key_facts,
    para,
    section_row,
    strong,
    text,
)
from scorecard_desktop.exporting.picture_chart import PictureChart, alt_text

MONTHS = ("Apr 17", "May 17", "Jun 17", "Jul 17", "Aug 17", "Sep 17")
SENTENCE = "Members asked in the spring how far the figures of the two districts differ, and why they do. "


def meta(**changes) -> Meta:
    """What a paper says of itself."""
    return Meta(
        **{
            "title": "Performance pack <&> “July”",
            "author": "Barchester County Council",
            "subject": "Vital signs",
            "marking": "OFFICIAL",
            "short_title": "Performance pack",
            "footer": "Children’s Services Committee, 10 July 2018",
            "created": datetime(2018, 7, 2, 9, 30, tzinfo=UTC),
            **changes,
        }
    )


def trend(*values: str | None, target: str = "", within: tuple[str, str] | None = None) -> PictureChart:
    """A chart of a percentage beside two benchmarks; None is a gap. ``within`` is a range to be in."""
    figures = tuple(None if value is None else Decimal(value) for value in values)
    count = len(values)
    lines = [Line(LineKind.FIGURES, "", figures)]
    if target:
        lines.append(Line(LineKind.TARGET, f"Target {target}%", (Decimal(target),) * count))
    lines += [
        Line(LineKind.BENCHMARK, f"{name} {level}%", (Decimal(level),) * count)
        for name, level in (("England", "86.4"), ("Statistical neighbours", "86.9"))
    ]
    bands = () if within is None else (_band(within, count),)
    picture = Picture(
        "Trend chart",
        "Plans up to date",
        "They went up and down.",
        tuple(f"P{at + 1}" for at in range(count)),
        ("",) * count,
        tuple(Spot(at, value, f"P{at + 1}: {value}%") for at, value in enumerate(figures)),
        tuple(lines),
        bands,
    )
    return PictureChart(picture, Unit.PERCENT, 1)


def _band(within: tuple[str, str], count: int) -> Band:
    low, high = within
    return Band(BandKind.TARGET, f"Target {low}% to {high}%", (Decimal(low),) * count, (Decimal(high),) * count)


def dashboard(rows: int) -> Table:
    """A wide table of rated figures with sections, awaited and not expected cells."""
    columns = (
        Column("Indicator", row_header=True),
        Column("Target", Align.DECIMAL, weight=0),
        *(Column(month, Align.DECIMAL, weight=0) for month in MONTHS),
        Column("↕", Align.CENTRE, spoken="Direction"),
    )
    made: list[Row] = []
    for index in range(rows):
        if index % 5 == 0:
            made.append(section_row(f"Area {index // 5 + 1}", len(columns)))
        cells = [
            Cell(
                f"{index}.1 Percentage of plans reviewed in time, with a long name that takes two lines or even three"
            ),
            Cell("≤ 20", spoken="at most 20"),
        ]
        for place, _ in enumerate(MONTHS):
            if (index + place) % 7 == 3:
                cells.append(Cell(state=CellState.AWAITED))
            elif (index + place) % 11 == 5:
                cells.append(Cell(state=CellState.NOT_EXPECTED))
            else:
                rag = (Rag.RED, Rag.AMBER, Rag.GREEN, None)[(index + place) % 4]
                cells.append(Cell(f"{index * 7 + place * 3}.{place}", note=f"{index + 20}/{place + 163}", rag=rag))
        cells.append(Cell("↓", spoken="down, worse", merit=Merit.WORSE))
        made.append(Row(tuple(cells)))
    return Table(columns, tuple(made), "Vital signs", "One row for each indicator, one column a month.", compact=True)


def budget(rows: int) -> Table:
    """Grouped headers, a whole chip, words and a total."""
    columns = (
        Column("Service", row_header=True),
        Column("Revised", Align.DECIMAL, group="Budget, £m"),
        Column("Forecast", Align.DECIMAL, group="Budget, £m"),
        Column("Rating", Align.CENTRE),
        Column("Reason"),
    )
    lines = [
        Row(
            (
                Cell(f"Service {i}", link="https://www.barchester.example/services"),
                Cell(f"{i * 31}.{i:03d}"),
                Cell(f"-{i}.5"),
                Cell(rag=tuple(Rag)[i % 4]),
                Cell(SENTENCE * (i % 3 + 1) if i % 2 else "As planned."),
            )
        )
        for i in range(1, rows + 1)
    ]
    total = Row((Cell("Total"), Cell("12,345.678"), Cell("+0.100"), Cell(), Cell()), RowKind.TOTAL)
    return Table(columns, (*lines, total), "Revenue budget")


def pages_of(*blocks: Block, orientation: Orientation = Orientation.PORTRAIT) -> Document:
    """A paper of one section."""
    return Document(meta(), (Section((Heading(1, "Paper"), *blocks), orientation),))


def every_block() -> Document:
    """Every kind of block, with text that breaks over lines and pages."""
    chart = trend("75.1", "85", None, "70.2", "78.9", target="90")
    band = trend("75.1", "85", "90", within=("75", "85"))
    tall = Table(
        (Column("Ref", row_header=True), Column("Mitigation")),
        (Row((Cell("R1"), Cell(SENTENCE * 90))), Row((Cell("R2"), Cell("Short.\nOn two lines.")))),
        "Tall rows",
    )
    cover = (
        Heading(1, "Performance pack", listed=False),
        para("Vital signs to September 2017", voice=Voice.LEAD),
        key_facts(
            ("Committee", "Children’s Services Committee"),
            ("Report author", "A. Officer, " + "Head of Performance and Planning, " * 4),
            ("Ratings", text("2 ", chip(Rag.RED), ", 3 ", chip(Rag.GREEN), " of 5")),
            ("Nothing", ""),
        ),
        Callout(
            (
                Heading(2, "Recommendation", listed=False),
                para("That the committee:"),
                ItemList(
                    (text("notes the figures;"), text("agrees ", Run("the cards", link="#cards"), ".")), Marker.LETTER
                ),
            )
        ),
        para(
            "See ",
            Run(
                "the open data of every quarter of the year, kept on the council’s own pages " * 2,
                link="https://www.barchester.example/data",
            ),
            ".",
        ),
        para(Run("A paragraph that is wholly a link", link="https://www.barchester.example/x")),
    )
    body: tuple[Block, ...] = (
        Heading(2, "Exceptions", key="exceptions"),
        *(para(SENTENCE * 8) for _ in range(6)),
        Heading(3, "Reasons"),
        ItemList(
            tuple(
                text(
                    SENTENCE,
                    strong("Strong. "),
                    Run("★", spoken="star"),
                    " ",
                    SENTENCE,
                    Run("★", spoken="star"),
                    " again",
                )
                for _ in range(9)
            )
        ),
        ItemList((text("one"), text("two")), Marker.NUMBER),
        budget(34),
        tall,
    )
    cards = tuple(
        Section(
            (
                Heading(2, "Report cards", key="cards") if index == 0 else Heading(2, "More cards", listed=False),
                Heading(3, f"5.{index} Plans up to date", rag=Rag.RED),
                Figure(drawn, alt_text(drawn), "Per cent"),
                Columns(
                    (
                        (Heading(4, "Why", listed=False), para(SENTENCE)),
                        (Heading(4, "Background", listed=False), ItemList((text(SENTENCE), text("Short.")))),
                        (Together((Heading(4, "Action", listed=False), para("None."))),),
                    )
                ),
                AtFoot((key_facts(("Lead officer", "P. Officer"), ("Data officer", "A. Analyst")),)),
            )
        )
        for index, drawn in enumerate((chart, band))
    )
    return Document(
        meta(),
        (
            Section(cover),
            Section((Heading(2, "Contents", listed=False), Contents())),
            Section((Heading(2, "Dashboard"), dashboard(17)), Orientation.LANDSCAPE),
            Section(body),
            *cards,
            Section((Heading(2, "End"), Para(text("Notes: ", SENTENCE), Voice.NOTE))),
        ),
    )
