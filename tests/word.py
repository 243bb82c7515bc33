"""Word files for tests, built from plain strings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractor.ingest import read

Row = tuple[str, int | None, str]


def word(fill: Callable[[Any], None]) -> bytes:
    """A document that ``fill`` has written into."""
    document = docx.Document()
    fill(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rows(data: bytes) -> list[Row]:
    """Kind, level and text of each block."""
    document = read(data, name="x.docx")
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


def number(paragraph: Any, num: int, level: int = 0) -> None:
    """Puts a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))


def define(document: Any, definition: str, *nums: str) -> None:
    """Adds a list definition (without its ``w:`` declarations) and its lists to a document."""
    for part in (definition, *nums):
        tag, rest = part.split(" ", 1)
        document.part.numbering_part.element.append(parse_xml(f"{tag} {nsdecls('w')} {rest}"))


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """One level of a list."""
    counts = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{index}">{counts}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    """The definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, base: int, more: str = "") -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{base}"/>{more}</w:num>'


def add_style(document: Any, name: str, content: str) -> None:
    """Adds a paragraph style to a document."""
    head = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
    document.styles.element.append(parse_xml(f"{head}{content}</w:style>"))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def body(xml: str) -> bytes:
    """A document with this content."""

    def fill(document: Any) -> None:
        names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        for element in reversed(list(parse_xml(f"<w:body {names}>{xml}</w:body>"))):
            document.element.body.insert(0, element)

    return word(fill)


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some parts changed or added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return buffer.getvalue()


PLAIN = word(lambda document: document.add_paragraph("Hear the tapes."))
with zipfile.ZipFile(BytesIO(PLAIN)) as _archive:
    PLAIN_PARTS = {name: _archive.read(name) for name in _archive.namelist()}
