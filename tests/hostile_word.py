"""Word files that mean harm: bombs, entities, loops, parts that lie about their size."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from tests.hostile import good


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def _repacked(changes: Mapping[str, bytes], data: bytes | None = None) -> bytes:
    """The Word license, or the file ``data``, with parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or good("docx"))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, changes.get(part.filename, old.read(part)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return out.getvalue()


@cache
def words() -> Mapping[str, bytes]:
    """Word files that are each made to harm in a way of their own, by name."""
    body = _part(good("docx"), "word/document.xml")
    start, end = body.index(b"<w:body>") + 8, body.index(b"</w:body>")
    text = b"<w:p><w:r><w:t>1. Do not sell the recordings.</w:t></w:r></w:p>"

    def word(content: bytes, head: bytes = b"") -> bytes:
        declaration, rest = body[:start].split(b"?>", 1)
        return _repacked({"word/document.xml": declaration + b"?>" + head + rest + content + body[end:]})

    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    paragraph = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % random.Random(1).randbytes(30).hex().encode()
    spaced = body.replace(b"<w:body>", b"<w:body>" + b" " * 20_000_000)
    table = b"<w:tbl><w:tr><w:tc>"
    return {
        "zip-bomb.docx": _repacked({"word/media/image1.png": b"\0" * 201_000_000}),
        "xml-bomb.docx": word(b"<w:p/>" * 2_000_000),
        "dense.docx": word(paragraph * 2_000),
        "paragraphs.docx": word(b"".join(_paragraph(b"%d. Do not sell %x." % (n, n * n)) for n in range(200_000))),
        "runs.docx": word(
            b"<w:p>%s</w:p>" % b"".join(b"<w:r><w:b/><w:t>copy %x </w:t></w:r>" % (n * n) for n in range(150_000))
        ),
        "many-parts.docx": _repacked({f"word/media/{n}.bin": b"" for n in range(5_100)}),
        "entities.docx": word(text.replace(b"sell", b"&e9;"), b'<!DOCTYPE d [<!ENTITY e0 "ha">' + entities + b"]>"),
        "xxe.docx": word(text.replace(b"sell", b"&x;"), b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "deep-table.docx": word(table * 5_000 + text + b"</w:tc></w:tr></w:tbl>" * 5_000),
        "tables.docx": word(table * 60 + text + b"</w:tc></w:tr></w:tbl>" * 60),
        "deep-insert.docx": word(b"<w:ins>" * 240 + text + b"</w:ins>" * 240),
        "two-gigabytes.docx": _declaring(good("docx"), 2_147_483_647),
        "lying-size.docx": _declaring(_repacked({"word/document.xml": spaced}), 10),
        "no-body.docx": _repacked({"word/document.xml": b"<w:document/>"}),
        "not-xml.docx": _repacked({"word/document.xml": b"\0\xff" * 5_000}),
        "self-styles.docx": _self_based(),
        "chained-styles.docx": _chained(word, 3_000),
        "long-numbers.docx": _numbered(word, b"%1." * 100_000, 3_000),
        "external.docx": _repacked(
            {
                "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                b'relationships"><Relationship Id="rId1" TargetMode="Internal" Target="../../../../etc/passwd" '
                b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
            }
        ),
    }  # fmt: skip


def _paragraph(text: bytes, properties: bytes = b"") -> bytes:
    return b"<w:p>%s<w:r><w:t>%s</w:t></w:r></w:p>" % (properties, text)


def _chained(word: Callable[[bytes], bytes], count: int) -> bytes:
    """Styles each of which is based on the next, and a paragraph in each of them."""
    styled = b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>'
    changed = _part(good("docx"), "word/styles.xml").replace(
        b"</w:styles>", b"".join(styled % (n, n + 1) for n in range(count)) + b"</w:styles>"
    )
    style = b'<w:pPr><w:pStyle w:val="s%d"/></w:pPr>'
    data = word(b"".join(_paragraph(b"%d. Do not sell." % n, style % n) for n in range(count)))
    return _repacked({"word/styles.xml": changed}, data)


def _numbered(word: Callable[[bytes], bytes], text: bytes, count: int) -> bytes:
    """Paragraphs of a list whose numbers are as long as a book."""
    definition = (
        b'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        b'<w:lvlText w:val="%s"/></w:lvl></w:abstractNum>' % text
    )
    changed = _part(good("docx"), "word/numbering.xml").replace(b"<w:abstractNum ", definition + b"<w:abstractNum ", 1)
    changed = changed.replace(
        b"</w:numbering>", b'<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    )
    number = b'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>'
    data = word(b"".join(_paragraph(b"Do not sell copy %d." % n, number) for n in range(count)))
    return _repacked({"word/numbering.xml": changed}, data)


def _self_based() -> bytes:
    styles = _part(good("docx"), "word/styles.xml")
    return _repacked({"word/styles.xml": styles.replace(b'w:basedOn w:val="', b'w:basedOn w:val="Heading1" w:x="')})


def _declaring(data: bytes, size: int) -> bytes:
    """An archive whose directory claims this unpacked size for the document's body."""
    changed = bytearray(data)
    for signature, place, name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = data.find(signature)
        while at >= 0:
            if data[at + name :].startswith(b"word/document.xml"):
                changed[at + place : at + place + 4] = struct.pack("<I", size)
            at = data.find(signature, at + 4)
    return bytes(changed)
