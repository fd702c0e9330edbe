"""Taking a public pack apart, as someone would who wants to know what it holds back.

Nothing of the program is used but its records: the file is opened object by object, streams unpacked, fonts decoded by
their own maps, and every number that stands beside an indicator's name must be one that the public was told.
"""

from __future__ import annotations

import csv
import html
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
import pikepdf

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance
from support.structure import read_structure

Point = tuple[float, float]

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|\.\d)")
_ROW_HEAD, _ROW_CELL = "TH", "TD"


@dataclass
class Opened:
    """What stands in a file: ``passages`` of text that belong together, by where, and the corners of what is drawn."""

    passages: list[tuple[str, str]] = field(default_factory=list)
    corners: dict[int, list[Point]] = field(default_factory=dict)


def revisions(path: Path) -> int:
    """How many times the file was written: what a later writing takes out, an earlier one still holds."""
    raw = path.read_bytes()
    return max(raw.count(b"%%EOF"), raw.count(b"startxref"))


def take_apart(path: Path) -> Opened:
    """Everything that is in a PDF."""
    found = Opened()
    read = read_structure(path)
    found.passages += [("structure", passage) for passage in _rows(read.leaves)]
    for number, texts in read.artifacts.items():
        found.passages.append((f"page {number}", " ".join(texts)))
    with pikepdf.open(path) as pdf:
        for each in pdf.objects:  # those in object streams too, and those that nothing refers to
            found.passages += _of_object(each)
        for name, attached in pdf.attachments.items():
            lines = csv.reader(attached.get_file().read_bytes().decode("utf-8", "replace").splitlines())
            found.passages += [(f"attachment {name}", " | ".join(line)) for line in lines]
        for number, page in enumerate(pdf.pages, 1):
            found.corners[number] = list(_corners(page))
    return found


def take_apart_other(path: Path) -> Opened:
    """Everything that is in a web page or a workbook: a row of a table is one passage, and so is each attribute."""
    if path.suffix == ".html":
        return Opened([("page", passage) for passage in _of_html(path.read_text("utf-8"))])
    found = Opened()
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if not name.startswith("xl/worksheets/"):
                texts = re.findall(r">([^<]+)<", parts.read(name).decode("utf-8", "replace"))
                found.passages += [(name, html.unescape(text)) for text in texts]
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            found.passages.append((sheet.title, " | ".join(str(cell.value) for cell in row if cell.value is not None)))
            found.passages += [(sheet.title, cell.comment.text) for cell in row if cell.comment is not None]
    return found


def _of_html(page: str) -> Iterator[str]:
    for attribute in re.findall(r'(?:alt|title|aria-label|content|href)="([^"]*)"', page):
        yield html.unescape(attribute)
    for block in re.split(r"</(?:tr|p|li|h\d|figure|figcaption|dd|title|desc|style|div)>", page):
        cells = [re.sub(r"<[^>]*>", " ", cell) for cell in re.split(r"</t[dh]>|</text>", block)]
        yield html.unescape(" | ".join(" ".join(cell.split()) for cell in cells))


def _rows(leaves: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each row of a table as one passage, and each other part by itself."""
    row: list[str] = []
    for kind, text in leaves:
        if kind == _ROW_CELL:
            row.append(text)
            continue
        yield " | ".join(row)
        row = [text] if kind == _ROW_HEAD else []
        if kind != _ROW_HEAD:
            yield text
    yield " | ".join(row)


def _of_object(each: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(each, pikepdf.String):
        yield "string", str(each)
    elif isinstance(each, pikepdf.Array) and depth < 6:
        for one in each:
            yield from _of_object(one, depth + 1) if not isinstance(one, pikepdf.Dictionary) else ()
    elif isinstance(each, pikepdf.Stream):
        if str(each.get("/Type", "")) in ("/Metadata", "/EmbeddedFile"):
            yield from (("stream", line) for line in each.read_bytes().decode("utf-8", "replace").splitlines())
        yield from _of_dictionary(each)
    elif isinstance(each, pikepdf.Dictionary):
        yield from _of_dictionary(each)


def _of_dictionary(each: pikepdf.Dictionary | pikepdf.Stream) -> Iterator[tuple[str, str]]:
    for key in each.keys():  # noqa: SIM118 -- a stream's own iteration is of nothing
        value = each[key]
        if isinstance(value, pikepdf.String):
            yield str(key), str(value)


def _corners(page: pikepdf.Page) -> Iterator[Point]:
    """Every point that a path of the page goes through, where it stands on the page."""
    matrix, kept = pikepdf.Matrix(), []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name == "q":
            kept.append(matrix)
        elif name == "Q":
            matrix = kept.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*(float(one) for one in instruction.operands)) @ matrix
        elif name in ("m", "l", "c", "re"):
            numbers = [float(one) for one in instruction.operands]
            pairs = [(numbers[0], numbers[1])] if name == "re" else list(zip(numbers[::2], numbers[1::2], strict=True))
            if name == "re":
                x, y, wide, tall = numbers
                pairs = [(x, y), (x + wide, y), (x, y + tall), (x + wide, y + tall)]
            yield from (matrix.transform(pair) for pair in pairs)


def told_of(book: Book, indicator: Indicator) -> set[Decimal]:
    """Every number that a public book tells of an indicator, as a paper may print it."""
    numbers: set[Decimal] = set()
    for figure in book.of(Observation, indicator.id):
        numbers |= {one for one in (figure.value, figure.numerator, figure.denominator) if one is not None}
    for aim in book.of(Target, indicator.id):
        numbers |= {one for one in (aim.low, aim.high) if one is not None}
    numbers |= {one.value for one in book.of(Benchmark, indicator.id) if one.value is not None}
    tolerance: Tolerance | None = book.tolerance(indicator)
    if tolerance is not None:
        ends = (tolerance.red, tolerance.green, tolerance.margin, tolerance.floor)
        numbers |= {one for one in ends if one is not None}
    return numbers


def given_away(
    opened: Opened, public: Book, indicator: Indicator, hidden: Collection[Observation]
) -> list[tuple[str, str]]:
    """The passages that name an indicator and give a number of a figure held back which nothing public explains."""
    secret = {n for each in hidden for n in (each.value, each.numerator, each.denominator) if n is not None and n > 0}
    told = told_of(public, indicator)
    found = []
    for where, passage in opened.passages:
        named = _after_its_name(passage, indicator)
        if named is None:
            continue
        for text in _NUMBER.findall(_without_dates(named)):
            said = Decimal(text.replace(",", ""))
            if any(_is(said, text, one) for one in secret) and not any(_is(said, text, one) for one in told):
                found.append((where, passage))
    return found


def _after_its_name(passage: str, indicator: Indicator) -> str | None:
    """A passage that names an indicator, without the name: which may have numbers in it."""
    plain, name = " ".join(passage.split()), " ".join(indicator.name.split())
    if name and name in plain:
        return plain.replace(name, " ").replace(f"{indicator.ref} ", " ")
    if indicator.id in plain:
        return plain.replace(indicator.id, " ")
    return None


def _without_dates(text: str) -> str:
    months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    text = re.sub(rf"\b(?:\d{{1,2}} )?(?:{months})[a-z]* \d\d(?:\d\d)?\b", " ", text)
    return re.sub(
        r"\b(?:19|20)\d\d(?:-\d\d)?\b|\bQ[1-4]\b|\b\d+ (?:figures|months|periods|quarters|years)\b", " ", text
    )


def _is(said: Decimal, text: str, number: Decimal) -> bool:
    decimals = len(text.partition(".")[2])
    return said == number or (
        abs(said - number) <= Decimal("0.5").scaleb(-decimals) and (decimals > 0 or number % 1 != 0)
    )


# The geometry of charts


def drawn_at(
    corners: Iterable[Point], known: Mapping[int, Decimal], wanted: Mapping[int, Decimal]
) -> list[tuple[int, Point]]:
    """Corners at the very place of a figure that is held back, on any chart on which the known figures are found.

    ``known`` and ``wanted`` are figures by their place along the chart. A chart is found where corners stand evenly
    apart and as high as the known figures are to one another.
    """
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in corners))
    grid = {(round(x * 10), round(y * 10)) for x, y in points}
    first, second = _apart(known)
    found: dict[tuple[int, Point], None] = {}
    for x0, y0 in points:
        for x1, y1 in points:
            step = (x1 - x0) / (second - first)
            rise = (y1 - y0) / float(known[second] - known[first])
            if not (2 < step < 200 and rise > 0):
                continue

            def at(
                place: int, value: Decimal, x0: float = x0, y0: float = y0, step: float = step, rise: float = rise
            ) -> Point:
                return x0 + step * (place - first), y0 + rise * float(value - known[first])

            if all(_near(grid, at(place, value)) for place, value in known.items()):
                for place, value in wanted.items():
                    if _near(grid, at(place, value)):
                        found[place, at(place, value)] = None
    return list(found)


def _apart(known: Mapping[int, Decimal]) -> tuple[int, int]:
    low = min(known, key=lambda place: known[place])
    high = max(known, key=lambda place: known[place])
    return min(low, high), max(low, high)


def _near(grid: Collection[tuple[int, int]], point: Point) -> bool:
    x, y = (round(one * 10) for one in point)
    return any((x + dx, y + dy) in grid for dx in range(-4, 5) for dy in range(-4, 5))
