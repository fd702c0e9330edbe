"""Files within a PDF: each embedded, named in the reader's list, and associated with the whole paper as its data.

ISO 32000-1, 7.11.4 (embedded file streams) and 14.13 of ISO 32000-2 (associated files); PDF/UA-1, 7.11, asks for the
name in both its forms. The bytes depend on nothing but the files and the paper's own moment.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

from reportlab.pdfbase import pdfdoc

from scorecard_desktop.exporting.document import Attachment


def attach(document: Any, attachments: Sequence[Attachment], moment: datetime) -> None:
    """Put ``attachments`` into a reportlab ``PDFDocument``."""
    if not attachments:
        return
    specs = [(one.name, document.Reference(_spec(document, one, moment))) for one in sorted(attachments, key=_by_name)]
    catalog = document.Catalog
    catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "AF"]
    catalog.AF = pdfdoc.PDFArray([spec for _, spec in specs])
    named = [part for name, spec in specs for part in (_string(name), spec)]
    files = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(named)})
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": files})


def _by_name(attachment: Attachment) -> bytes:
    """The order in which a name tree keeps its keys."""
    return attachment.name.encode("utf-16-be")


def _spec(document: Any, one: Attachment, moment: datetime) -> Any:
    stream = document.Reference(_file(one, moment))
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Filespec"),
            "F": _string(one.name),
            "UF": _string(one.name),
            "Desc": _string(one.description),
            "AFRelationship": pdfdoc.PDFName("Data"),
            "EF": pdfdoc.PDFDictionary({"F": stream, "UF": stream}),
        }
    )


def _file(one: Attachment, moment: datetime) -> Any:
    stamp = pdfdoc.PDFString(f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}Z", enc="raw")
    checksum = pdfdoc.PDFString(md5(one.data, usedforsecurity=False).digest(), enc="raw")
    about = pdfdoc.PDFDictionary({"Size": len(one.data), "ModDate": stamp, "CheckSum": checksum})
    stream = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("EmbeddedFile"),
                "Subtype": "/" + one.kind.replace("/", "#2F"),  # PDFName leaves a slash as it is
                "Params": about,
                "Filter": pdfdoc.PDFName("FlateDecode"),
            }
        ),
        zlib.compress(one.data),
    )
    stream.__Comment__ = None
    return stream


def _string(words: str) -> Any:
    return pdfdoc.PDFString(words)
