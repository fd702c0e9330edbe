"""Reading a tagged PDF as a screen reader does: its structure tree from top to bottom, with the text of each part.

Written apart from what writes the tags, so that each checks the other: fonts are decoded by their own ToUnicode maps,
and text that no element owns is reported rather than passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

LEAVES = {"H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "LBody", "TH", "TD", "Caption", "Figure", "TOCI"}


@dataclass
class ReadPdf:
    """What was read: leaves of the structure in order, text drawn as artifact by page, and text that nobody owns."""

    leaves: list[tuple[str, str]] = field(default_factory=list)
    artifacts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    stray: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def read_structure(path: Path) -> ReadPdf:
    """Read a tagged PDF."""
    read = ReadPdf()
    with pikepdf.open(path) as pdf:
        content: dict[tuple[int, int], str] = {}
        for number, page in enumerate(pdf.pages, 1):
            _read_page(page, number, content, read)
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        _walk(pdf.Root.StructTreeRoot.K[0], 0, pages, content, read)
    return read


def _read_page(page: pikepdf.Page, number: int, content: dict[tuple[int, int], str], read: ReadPdf) -> None:
    fonts = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    owners: list[int | str | None] = []
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "BDC":
            properties = operands[1]
            owners.append("artifact" if str(operands[0]) == "/Artifact" else int(properties.get("/MCID", -1)))
            if isinstance(owners[-1], int):
                content.setdefault((number, owners[-1]), "")
        elif name == "BMC":
            owners.append("artifact" if str(operands[0]) == "/Artifact" else None)
        elif name == "EMC":
            owners.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ", "'", '"'):
            strings = operands[0] if name == "TJ" else [operands[-1]]
            text = "".join(
                font.get(code, "\ufffd") for one in strings if isinstance(one, pikepdf.String) for code in bytes(one)
            )
            owner = owners[-1] if owners else None
            if owner == "artifact":
                read.artifacts[number].append(text)
            elif isinstance(owner, int) and owner >= 0:
                content[number, owner] += text
            else:
                read.stray.append(f"page {number}: {text}")


def _to_unicode(font: Any) -> dict[int, str]:
    """Codes to characters, from the font's own map."""
    stream = font.get("/ToUnicode")
    if stream is None:
        return {}
    table: dict[int, str] = {}
    text = stream.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, _last, listed in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.DOTALL):
            for offset, value in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", listed)):
                table[int(first, 16) + offset] = bytes.fromhex(value).decode("utf-16-be")
        for first, last, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                table[code] = chr(int(value, 16) + code - int(first, 16))
    return table


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _walk(element: Any, page: int, pages: dict[Any, int], content: dict[tuple[int, int], str], read: ReadPdf) -> None:
    kind = str(element.S)[1:]
    read.kinds.append(kind)
    if kind in LEAVES:
        read.leaves.append((kind, " ".join(_text(element, page, pages, content).split())))
        return
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            _walk(kid, page, pages, content, read)


def _text(element: Any, page: int, pages: dict[Any, int], content: dict[tuple[int, int], str]) -> str:
    for key in ("/ActualText", "/Alt"):
        if key in element:
            return str(element[key])
    page = pages[element.Pg.objgen] if "/Pg" in element else page
    parts = []
    for kid in _kids(element):
        if isinstance(kid, int):
            parts.append(content[page, kid])
        elif "/S" in kid:
            parts.append(_text(kid, page, pages, content))
        elif str(kid.get("/Type")) == "/MCR":
            parts.append(content[pages[kid.Pg.objgen], int(kid.MCID)])
    return "".join(parts)
