"""A long text file in blocks of whole rows, with the columns that are asked for as numbers that stand for their texts.

A file of a million rows is read at about the pace of the quickest reader that there is, and in little memory: pandas
parses the few columns that tell rows apart, and of all others only those rows are looked at that are wanted.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing.opening import stop_if

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

BLOCK = 4 * 1024 * 1024
"""Bytes; larger ones leave the processor's cache, smaller ones cost more to begin."""

_LONGEST_ROW = 1024 * 1024
_LOOKED_INTO = 64 * 1024
_MOST_TEXTS = 200_000


class NotThisEncoding(Exception):
    """The file’s letters are not written as they were taken to be."""


@dataclass
class Texts:
    """Every different text of a column, each with its number, in the order in which they were met."""

    name: str
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text. Raises Refusal where there are more than any column that tells rows apart has."""
        found = self.numbers.get(text)
        if found is None:
            found = len(self.numbers)
            if found >= _MOST_TEXTS:
                raise Refusal(
                    f"The column “{self.name}” has more than {_MOST_TEXTS:,} different values, so it is no breakdown. "
                    "Take the column out, or check that this is the right file."
                )
            self.numbers[text] = found
        return found

    @property
    def texts(self) -> list[str]:
        """The texts by number."""
        return list(self.numbers)


@dataclass(frozen=True)
class RowBlock:
    """Some rows: the number in the file of the first (from 1, headings included), and their key columns as numbers.

    Their cells are in ``_rows``, or else in the bytes that lie before each of ``_ends``.
    """

    first: int
    count: int
    keys: dict[int, Numbers]
    _content: bytes
    _separator: str
    _ends: Numbers | None = None
    _rows: tuple[tuple[str, ...], ...] = ()

    def rows_at(self, places: Sequence[int]) -> list[list[str]]:
        """All cells of the rows at ``places`` of this block."""
        if self._ends is None:
            return [list(self._rows[place]) for place in places]
        lines = (self._content[self._ends[place - 1] + 1 if place else 0 : self._ends[place]] for place in places)
        try:
            text = b"\n".join(lines).decode()
        except UnicodeDecodeError as error:
            raise NotThisEncoding from error
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=self._separator)) if places else []


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A block of whole rows that is being parsed, and whose rows' ends are being looked for."""

    content: bytes
    table: Future[pd.DataFrame | None]
    ends: Future[Numbers | None]


@dataclass
class LongFile:
    """A text file read once, from its headings to its end. ``hash`` is that of its bytes once it was read whole.

    ``odd_rows`` are the rows that have other than one cell for each heading; nothing is read of them.
    """

    path: Path
    encoding: str
    separator: str
    progress: Callable[[int, int, str], None] | None = None
    cancelled: Callable[[], bool] | None = None
    hash: str = ""
    rows: int = 0
    odd_rows: list[int] = field(default_factory=list)

    def blocks(self, width: int, keys: Sequence[int], texts: Sequence[Texts]) -> Iterator[RowBlock]:
        """The rows beneath the headings, the columns ``keys`` as the numbers that ``texts`` give them.

        ``width`` is how many columns there are. Raises NotThisEncoding, Refusal, and Cancelled where asked to stop.
        """
        first = 2
        # While the rows of one block are looked at, pandas parses the next, and a third thread does what is left.
        with ThreadPoolExecutor(1) as parsing, ThreadPoolExecutor(1) as beside:
            ahead: deque[_Waiting] = deque()
            for position, content in enumerate(self._contents(beside)):
                block = content if position else _without_first_row(content)
                table = parsing.submit(self._quickly, block, width, keys)
                ahead.append(_Waiting(block, table, beside.submit(_ends_of_rows, block, self.separator, width)))
                if len(ahead) > 1:
                    read = self._parsed(ahead.popleft(), first, width, keys, texts)
                    first += read.count
                    if read.count:
                        yield read
            for waiting in ahead:
                read = self._parsed(waiting, first, width, keys, texts)
                first += read.count
                if read.count:
                    yield read
        self.rows = first - 1

    def _contents(self, beside: Executor) -> Iterator[bytes]:
        """The file's bytes in UTF-8, in pieces that end with a row."""
        digest = hashlib.sha256()
        size = max(1, self.path.stat().st_size)
        done = 0
        recode = None if self.encoding == "utf-8" else codecs.getincrementaldecoder(self.encoding)("replace")
        rest = b""
        with self.path.open("rb") as file:
            start = file.read(_LOOKED_INTO)
            old_mac = b"\r" in start and b"\n" not in start  # a line ends with the one sign, or the other, or both
            file.seek(0)
            for piece in iter(lambda: file.read(BLOCK), b""):
                stop_if(self.cancelled)
                beside.submit(digest.update, piece)
                done += len(piece)
                if self.progress is not None:
                    self.progress(done, size, f"Reading {self.path.name}")
                if recode is not None:
                    rest += recode.decode(piece).encode()
                else:
                    rest += piece.removeprefix(codecs.BOM_UTF8) if done == len(piece) else piece
                whole, rest = _cut(rest.replace(b"\r", b"\n") if old_mac else rest)
                if whole:
                    yield whole
                if len(rest) > BLOCK + _LONGEST_ROW:
                    raise Refusal(
                        f"{self.path.name} has a quotation mark that is never closed, so its rows cannot be told "
                        "apart. Take the file from its source again."
                    )
        if rest.strip():
            yield rest
        self.hash = beside.submit(digest.hexdigest).result()

    def _parsed(
        self, waiting: _Waiting, first: int, width: int, keys: Sequence[int], texts: Sequence[Texts]
    ) -> RowBlock:
        content, table, ends = waiting.content, waiting.table.result(), waiting.ends.result()
        if ends is None or table is None or len(table) != len(ends):
            return self._row_by_row(content, first, width, keys, texts)
        numbers = {key: _numbered(table[key], known) for key, known in zip(keys, texts, strict=True)}
        return RowBlock(first, len(ends), numbers, content, self.separator, ends)

    def _quickly(self, content: bytes, width: int, keys: Sequence[int]) -> pd.DataFrame | None:
        """The key columns by pandas; None where it cannot read them."""
        import pandas as pd

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                return pd.read_csv(
                    io.BytesIO(content),
                    sep=self.separator,
                    header=None,
                    names=list(range(width)),
                    usecols=list(keys),
                    dtype="category",
                    keep_default_na=False,
                    na_filter=False,
                    skip_blank_lines=False,
                    index_col=False,
                    engine="c",
                )
            except UnicodeDecodeError as error:
                raise NotThisEncoding from error
            except (pd.errors.ParserError, pd.errors.ParserWarning, ValueError):
                return None

    def _row_by_row(
        self, content: bytes, first: int, width: int, keys: Sequence[int], texts: Sequence[Texts]
    ) -> RowBlock:
        """The same with care: rows over several lines, blank ones, and those with cells too many or too few."""
        import numpy as np

        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotThisEncoding from error
        rows: list[tuple[str, ...]] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=self.separator):
                if len(row) != width and any(cell.strip() for cell in row):
                    self.odd_rows.append(first + len(rows))
                rows.append(tuple(row) if len(row) == width else ("",) * width)
        except csv.Error as error:
            raise Refusal(
                f"{self.path.name} has a cell of more characters than any table has, about row {first + len(rows):,}. "
                "Take the file from its source again."
            ) from error
        numbers = {
            key: np.fromiter((known.number(row[key]) for row in rows), np.int64, len(rows))
            for key, known in zip(keys, texts, strict=True)
        }
        return RowBlock(first, len(rows), numbers, content, self.separator, None, tuple(rows))


def _numbered(column: pd.Series, known: Texts) -> Numbers:
    """A column of pandas as the numbers of its texts."""
    import numpy as np

    own = column.cat
    numbered = np.fromiter((known.number(str(text)) for text in own.categories), np.int64)
    numbers: Numbers = numbered[own.codes.to_numpy()]
    return numbers


def _ends_of_rows(content: bytes, separator: str, width: int) -> Numbers | None:
    """Where each row ends; None where a row is not one line of as many cells as there are headings."""
    import numpy as np

    signs = np.frombuffer(content, np.uint8)
    ends: Numbers = np.flatnonzero(signs == ord("\n"))
    separators = int(np.count_nonzero(signs == ord(separator)))
    if b'"' in content:
        parts = content.split(b'"')
        quoted = b"".join(parts[1::2])
        if not len(parts) % 2 or b"\n" in quoted:
            return None
        separators -= quoted.count(separator.encode())
    if not content.endswith(b"\n"):
        ends = np.append(ends, len(content))
    return ends if separators == len(ends) * (width - 1) else None


def _cut(content: bytes) -> tuple[bytes, bytes]:
    """The rows that are whole, and the beginning of the next: a line's end within quotation marks ends no row."""
    cut = content.rfind(b"\n") + 1
    while cut and b'"' in content and _quotation_marks(content[:cut]) % 2:
        cut = content.rfind(b"\n", 0, cut - 1) + 1
    return content[:cut], content[cut:]


def _quotation_marks(content: bytes) -> int:
    """How many there are, several times as quick as ``bytes.count`` tells where they are common."""
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(content, np.uint8) == ord('"')))


def _without_first_row(content: bytes) -> bytes:
    """What stands beneath the headings."""
    end = content.find(b"\n") + 1
    while end and content.count(b'"', 0, end) % 2:
        end = content.find(b"\n", end) + 1
    return content[end:] if end else b""
