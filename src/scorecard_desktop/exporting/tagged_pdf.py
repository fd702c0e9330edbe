"""PDF/UA-1 structure for reportlab's canvas, which has none of its own.

A ``TaggedCanvas`` draws each piece either as the content of one structure element or as an artifact (page furniture
and decoration that is not read). Whatever is painted outside both is a fault of ours and stops the export: a validator
cannot see real text that hides as decoration, so the canvas does not let any text stand untagged in the first place.

Leans on reportlab 5.1.0's private ``Canvas._code``, ``_restartAccumulators``, ``_setAnnotations`` and
``PDFDocument._timeStamp``; the validator's tests guard an upgrade.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any, ClassVar

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from scorecard_desktop.exporting.attached import attach
from scorecard_desktop.exporting.document import Attachment, Meta
from scorecard_desktop.exporting.fonts import Face, font
from scorecard_desktop.exporting.link_annotation import LinkAnnotation, Rect
from scorecard_desktop.exporting.pdf_file import file_bytes
from scorecard_desktop.exporting.structure import Annotation, Element, StructureRoot

_CREATOR = "Scorecard Desktop"
_STRUCTURE = "structure"
_STATE_ONLY = frozenset({"q", "Q", "cm", "w", "J", "j", "M", "d", "rg", "RG", "g", "G", "gs", "EMC"})


class _TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]  # reportlab is untyped
    """A page that also names its structure and its tab order."""

    __NoDefault__: ClassVar[list[str]] = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
    StructParents = None
    Tabs = None


class _Moment:
    """The moment that the file bears, in place of reportlab's clock."""

    def __init__(self, moment: datetime) -> None:
        self.t = moment.timestamp()
        self.YMDhms = moment.timetuple()[:6]
        offset = moment.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        self.dhh, self.dmm = divmod(minutes, 60)
        self.tzname = ""
        self.datetime = moment
        self.asctime = moment.ctime()


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """A canvas on which everything is either the content of a structure element or an artifact."""

    def __init__(self, meta: Meta) -> None:
        self._meta = meta
        self._root = StructureRoot()
        self._places: dict[int, bytes] = {}
        self._is_open = False
        font(Face.REGULAR)
        super().__init__(
            BytesIO(),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=meta.language,
            initialFontName=Face.REGULAR.value,
        )
        self.encoded: dict[tuple[str, Face], list[tuple[str, str]]] = {}
        document = self._doc
        document._timeStamp = _Moment(meta.created)
        document.updateSignature(meta.created.isoformat())
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        document.Catalog.Metadata = pdfdoc.XMP(creator=lambda _document: _xmp(meta))
        self.setTitle(meta.title)
        self.setAuthor(meta.author)
        self.setSubject(meta.subject)
        self.setCreator(_CREATOR)
        self.setProducer(_CREATOR)
        self.setViewerPreference("DisplayDocTitle", "true")

    @property
    def structure(self) -> Element:
        """The element of the whole document, to which its parts are added."""
        return self._root.document

    # -- marked content

    def begin(self, element: Element) -> None:
        """What is drawn until ``end`` is the content of ``element``; for an ``Artifact`` it is furniture."""
        if element.kind == "Artifact":
            self.begin_artifact("Pagination", "Header")
            return
        if self._is_open or len(self._code) != self._sealed:
            self._seal()
        number = len(self._page_elements)
        self._code.append(f"/{element.kind} <</MCID {number}>> BDC")
        element.kids.append((number, self._page_name))
        self._page_elements.append(element)
        self._is_open = True

    def begin_artifact(self, kind: str, subtype: str = "") -> None:
        """What is drawn until ``end`` is not read: ``Pagination`` (Header, Footer), ``Layout`` or ``Background``."""
        self._seal()
        self._code.append(f"/Artifact <</Type/{kind}{f'/Subtype/{subtype}' if subtype else ''}>> BDC")
        self._is_open = True

    def end(self) -> None:
        """Close what ``begin`` or ``begin_artifact`` opened."""
        self._code.append("EMC")
        self._sealed = len(self._code)
        self._is_open = False

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """``begin`` and ``end`` around a block."""
        self.begin(element)
        yield
        self.end()

    @contextmanager
    def artifact(self, kind: str, subtype: str = "") -> Iterator[None]:
        """``begin_artifact`` and ``end`` around a block."""
        self.begin_artifact(kind, subtype)
        yield
        self.end()

    def _seal(self) -> None:
        if self._is_open:
            raise RuntimeError("marked content cannot hold marked content: end the one before beginning another")
        for operation in self._code[self._sealed :]:
            words = operation.split()
            if words and words[-1] not in _STATE_ONLY:
                raise RuntimeError(f"painted outside the structure on page {self._pageNumber}: {operation[:120]}")

    # -- links and headings

    def link(self, element: Element, target: str, words: str, boxes: list[Rect]) -> None:
        """An annotation over ``boxes`` for the Link ``element``, to an address or to ``#key`` of a bookmark."""
        place: pdfdoc.PDFObject
        if target.startswith("#"):
            place = self._bookmarkReference(target[1:])
        else:
            action = {"Type": pdfdoc.PDFName("Action"), "S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(target)}
            place = pdfdoc.PDFDictionary(action)
        annotation = LinkAnnotation(boxes, words, self._root.key(element), place, self._places)
        self._addAnnotation(annotation)
        reference = self._annotationrefs[-1].format(self._doc)
        element.kids.append(Annotation(reference, self._page_name))

    def bookmark(self, key: str, top: float) -> None:
        """Name a place on this page, ``top`` points up, for links and the outline."""
        self.bookmarkHorizontalAbsolute(key, top)

    def outline(self, words: str, key: str, level: int) -> None:
        """An entry in the reader's list of bookmarks; ``level`` counts from 0."""
        self.addOutlineEntry(words, key, level, closed=level > 0)

    # -- pages and the file

    def _restartAccumulators(self) -> None:
        super()._restartAccumulators()
        self._page_elements: list[Element] = []
        self._page_name: str = self._doc.thisPageName()
        self._sealed = 0
        self.ink = ""
        self.pen = ""

    def showPage(self) -> None:
        """Finish the page."""
        self._seal()
        super().showPage()

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        self._compress(page)
        page.__class__ = _TaggedPage
        if self._page_elements:
            page.StructParents = self._root.key(self._page_elements)
        page.Tabs = pdfdoc.PDFName("S")

    def _compress(self, page: Any) -> None:
        """Compress the page's drawing at once: reportlab would keep it whole until the end, and write it as text."""
        squeezed = zlib.compress(page.stream.encode("latin-1"))
        self._doc.updateSignature(squeezed)
        page.stream = None
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), squeezed)
        stream.__Comment__ = None
        page.Contents = stream

    def finish(self, attachments: Sequence[Attachment] = ()) -> bytes:
        """The whole file, with the files that it carries. The canvas cannot be drawn on afterwards."""
        document = self._doc
        attach(document, attachments, self._meta.created)
        for one in attachments:
            document.updateSignature(one.data)
        for used in document.delayedFonts:
            used.addObjects(document)
        document.info.digest(document.signature)
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        return file_bytes(document, self._write_structure())

    def _write_structure(self) -> dict[int, bytes]:
        """The structure's objects by number, which are set aside for it in reportlab's count."""
        document = self._doc
        first = document.objectcounter + 1
        document.idToObjectNumberAndVersion[_STRUCTURE] = (first, 0)
        document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(_STRUCTURE)
        written = self._root.write(document, first)
        document.objectcounter += len(written)
        return dict(enumerate(written, first))


class Pen:
    """Keeps one element open for what is drawn, changing over when the text passes to another."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas
        self._element: Element | None = None

    def write(self, element: Element) -> TaggedCanvas:
        """The canvas, open for the content of ``element``."""
        if element is not self._element:
            self.lift()
            self._canvas.begin(element)
            self._element = element
        return self._canvas

    def lift(self) -> None:
        """Close what is open."""
        if self._element is not None:
            self._canvas.end()
            self._element = None


def _xmp(meta: Meta) -> bytes:
    moment = meta.created.isoformat(timespec="seconds")
    said = (meta.title, meta.author, meta.subject, meta.language)
    title, author, subject, language = (escape(each, quote=False) for each in said)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool><pdf:Producer>{_CREATOR}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
