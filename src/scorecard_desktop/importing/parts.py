"""The parts of a workbook that is an archive, read as streams of elements: nothing outside is opened or expanded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import Any, Self
from xml.parsers import expat

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.opening import Opened, WatchedBytes, damaged, harmful, stop_if

Start = Callable[[dict[str, str]], None]
End = Callable[[str], None]

_CHUNK = 256 * 1024


class Parts:
    """The parts by name. Closed at the end of a ``with``; whatever a damaged archive raises there is a Refusal."""

    def __init__(self, opened: Opened, limits: Limits, cancelled: Callable[[], bool] | None) -> None:
        self.file = opened.name
        self.limits = limits
        self._cancelled = cancelled
        self._archive = zipfile.ZipFile(WatchedBytes(opened.content, cancelled))
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        if isinstance(error, Exception) and not isinstance(error, Refusal | Cancelled):
            raise damaged(self.file) from error

    def xml(
        self,
        part: str,
        namespaces: Collection[str],
        starts: Mapping[str, Start],
        ends: Mapping[str, End] | None = None,
        skipped: Collection[str] = (),
        texts: End | None = None,
        until: str = "",
    ) -> None:
        """Read a part: ``starts`` are called with an element's attributes, ``ends`` with the text directly within it.

        They are named without their namespace, which is one of ``namespaces`` (or none); other attributes than plain
        ones are named ``namespace name``. Elements in ``skipped`` are passed over with all that they hold. ``texts``
        is called with every text that is not passed over, wherever it stands; then ``ends`` are given none. Nothing is
        read from the first element called ``until`` on.
        """
        known = {**starts, until: _stop} if until else starts
        parser = _parser_of(_Known(namespaces, known, ends or {}, skipped), self.limits.depth, texts)
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    stop_if(self._cancelled)
                    parser.Parse(chunk)
                parser.Parse(b"", True)
        except _NobodyWrites:
            raise harmful(self.file) from None
        except _Enough:
            return

    def content(self, part: str) -> bytes:
        """The whole of a part that holds no elements."""
        return self._archive.read(part)

    def stop_if_asked(self) -> None:
        """Raises Cancelled where the officer asked to stop."""
        stop_if(self._cancelled)


class _NobodyWrites(Exception):
    """Declarations or nesting that no spreadsheet program writes."""


class _Enough(Exception):
    """The rest of a part is not wanted."""


def _parser_of(known: _Known, depth: int, every: End | None) -> expat.XMLParserType:
    """Expat, which calls here for each element and each text; ``every`` is given every text that is not passed over.

    What it remembers are variables of this function, as it is called several times for each cell of a workbook.
    """
    deep = skipping = 0
    listening = False
    texts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal deep, skipping, listening
        deep += 1
        if deep > depth:
            raise _NobodyWrites
        if skipping:
            skipping += 1
            return
        begins, ends, skipped = known[name]
        if skipped:
            skipping = 1
            return
        if begins is not None:
            begins(attributes)
        if ends is not None:
            texts.clear()
            listening = True

    def end(name: str) -> None:
        nonlocal deep, skipping, listening
        deep -= 1
        if skipping:
            skipping -= 1
            return
        ends = known[name][1]
        if ends is not None:
            text = texts[0] if len(texts) == 1 else "".join(texts)
            texts.clear()
            listening = False
            ends(text)

    def hear(text: str) -> None:
        if skipping:
            return
        if every is not None:
            every(text)
        elif listening:
            texts.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = hear
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


_Handlers = tuple[Start | None, End | None, bool]


class _Known(dict[str, _Handlers]):
    """What to do at an element, by its name with its namespace; worked out once for each name."""

    def __init__(
        self,
        namespaces: Collection[str],
        starts: Mapping[str, Start],
        ends: Mapping[str, End],
        skipped: Collection[str],
    ) -> None:
        super().__init__()
        self._of = (namespaces, starts, ends, skipped)

    def __missing__(self, name: str) -> _Handlers:
        namespaces, starts, ends, skipped = self._of
        space, _, local = name.rpartition(" ")
        if space and space not in namespaces:
            handlers: _Handlers = (None, None, False)
        else:
            handlers = (starts.get(local), ends.get(local), local in skipped)
        self[name] = handlers
        return handlers


def _stop(_attributes: dict[str, str]) -> None:
    raise _Enough


def _refuse(*_declaration: Any) -> None:  # noqa: ANN401 - expat's
    raise _NobodyWrites
