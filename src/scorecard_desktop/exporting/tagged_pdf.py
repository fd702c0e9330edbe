"""PDF/UA-1 structure for reportlab's canvas, which has none of its own.

A ``Structure`` is the tree that a screen reader follows; it is built in reading order before anything is drawn. A
``TaggedCanvas`` then draws each piece either as the content of one element or as an artifact (page furniture and
decoration that is not read). Whatever is painted outside both is a fault of ours and stops the export: a validator
cannot see real text that hides as decoration, so the canvas does not let any text stand untagged in the first place.

Leans on reportlab 5.1.0's private ``Canvas._code``, ``_restartAccumulators``, ``_setAnnotations`` and
``PDFDocument._timeStamp``; the validator's tests guard an upgrade.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from scorecard_desktop.exporting.document import Meta
from scorecard_desktop.exporting.fonts import Face, font

_CREATOR = "Scorecard Desktop"
_STATE_ONLY = frozenset({"q", "Q", "cm", "w", "J", "j", "M", "d", "rg", "RG", "g", "G", "gs", "EMC"})

Rect = tuple[float, float, float, float]


class Element(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """One structure element: its type, its place in the tree and the marked content that is its text.

    ``attributes`` is a PDF dictionary as written, such as ``<</O/Table/Scope/Column>>``.
    """

    def __init__(self, kind: str, alt: str = "", actual: str = "", attributes: str = "") -> None:
        self.kind = kind
        self.alt = alt
        self.actual = actual
        self.attributes = attributes
        self.parent: Element | _Root | None = None
        self.kids: list[Element | tuple[str, Any, str]] = []

    def add(self, kind: str, *, alt: str = "", actual: str = "", attributes: str = "") -> Element:
        """A new child at the end."""
        child = Element(kind, alt, actual, attributes)
        self.attach(child)
        return child

    def attach(self, child: Element) -> None:
        """Place ``child`` at the end, once: an inline element takes its place when its text is first drawn."""
        if child.parent is None:
            child.parent = self
            self.kids.append(child)

    def format(self, document: Any) -> bytes:
        """The element as PDF."""
        page = next((kid[2] for kid in self.kids if not isinstance(kid, Element)), "")
        out = [b"<</Type/StructElem/S/", self.kind.encode(), b"/P ", _reference(self.parent, document)]
        if page:
            out += [b"/Pg ", _page(page, document)]
        for key, words in ((b"/Alt ", self.alt), (b"/ActualText ", self.actual)):
            if words:
                out += [key, pdfdoc.PDFString(words).format(document)]
        if self.attributes:
            out += [b"/A", self.attributes.encode("latin-1")]
        out += [b"/K[", b" ".join(_kid(kid, page, document) for kid in self.kids), b"]>>"]
        return b"".join(out)


def _kid(kid: Element | tuple[str, Any, str], page: str, document: Any) -> bytes:
    if isinstance(kid, Element):
        return _reference(kid, document)
    kind, what, on = kid
    if kind == "content":
        if on == page:
            return b"%d" % what
        return b"<</Type/MCR/Pg %s/MCID %d>>" % (_page(on, document), what)
    return b"<</Type/OBJR/Pg %s/Obj %s>>" % (_page(on, document), what.format(document))


def _reference(thing: Any, document: Any) -> bytes:
    reference: bytes = document.Reference(thing).format(document)
    return reference


def _page(name: str, document: Any) -> bytes:
    reference: bytes = pdfdoc.PDFObjectReference(name).format(document)
    return reference


def attribute_text(words: str) -> str:
    """``words`` as a PDF string within an attribute dictionary."""
    written: bytes = pdfdoc.PDFString(words).format(pdfdoc.DummyDoc())
    return written.decode("latin-1")


class _Root(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """The structure tree's root, with the table that leads from marked content back to elements."""

    def __init__(self) -> None:
        self.document = Element("Document")
        self.document.parent = self
        self.owners: list[Element | list[Element]] = []

    def key(self, owner: Element | list[Element]) -> int:
        self.owners.append(owner)
        return len(self.owners) - 1

    def format(self, document: Any) -> bytes:
        numbers = []
        for key, owner in enumerate(self.owners):
            if isinstance(owner, Element):
                numbers.append(b"%d %s" % (key, _reference(owner, document)))
            else:
                numbers.append(b"%d [%s]" % (key, b" ".join(_reference(one, document) for one in owner)))
        return b"<</Type/StructTreeRoot/K[%s]/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>>>" % (
            _reference(self.document, document),
            len(self.owners),
            b"\n".join(numbers),
        )


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
        self._root = _Root()
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
        document.Catalog.StructTreeRoot = self._root
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
        """What is drawn until ``end`` is the content of ``element``."""
        self._seal()
        self._code.append(f"/{element.kind} <</MCID {len(self._page_elements)}>> BDC")
        element.kids.append(("content", len(self._page_elements), self._doc.thisPageName()))
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
        left = min(box[0] for box in boxes)
        bottom = min(box[1] for box in boxes)
        right = max(box[2] for box in boxes)
        top = max(box[3] for box in boxes)
        quads = [value for x0, y0, x1, y1 in boxes for value in (x0, y1, x1, y1, x0, y0, x1, y0)]
        annotation: dict[str, Any] = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "Rect": pdfdoc.PDFArray([round(v, 2) for v in (left, bottom, right, top)]),
            "QuadPoints": pdfdoc.PDFArray([round(v, 2) for v in quads]),
            "Border": pdfdoc.PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": pdfdoc.PDFString(words),
            "StructParent": self._root.key(element),
        }
        if target.startswith("#"):
            annotation["Dest"] = self._bookmarkReference(target[1:])
        else:
            annotation["A"] = pdfdoc.PDFDictionary(
                {"Type": pdfdoc.PDFName("Action"), "S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(target)}
            )
        self._addAnnotation(pdfdoc.PDFDictionary(annotation))
        element.kids.append(("annotation", self._annotationrefs[-1], self._doc.thisPageName()))

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
        self._sealed = 0
        self.ink = ""
        self.pen = ""

    def showPage(self) -> None:
        """Finish the page."""
        self._seal()
        super().showPage()

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__class__ = _TaggedPage
        if self._page_elements:
            page.StructParents = self._root.key(self._page_elements)
        page.Tabs = pdfdoc.PDFName("S")

    def finish(self) -> bytes:
        """The whole file. The canvas cannot be drawn on afterwards."""
        data: bytes = self._doc.GetPDFData(self)
        return data


def _xmp(meta: Meta) -> bytes:
    moment = meta.created.isoformat(timespec="seconds")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(meta.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(meta.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool><pdf:Producer>{_CREATOR}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
