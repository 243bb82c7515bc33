"""Files that mean harm, made from nothing: truncated, mutated, encrypted, bombs, loops, nested without end."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from evaluation.render_pdf import render_pdf
from extractor.ingest import read

LICENSE = """Harbor Gait License

1. Grant
The user may use the recordings for research at a university.

2. Limits
The user shall not:
(a) sell the recordings;
(b) share them with anybody outside the group;
(c) try to find out who a person is.

3. Citation
Cite the paper in every publication. Write to gait@harbor.example.

4. End
Delete every copy by 31 December 2031.

"""
LONG = "".join(LICENSE.replace("Harbor", f"Harbor {name}") for name in ("North", "East", "South", "West", "Inner"))


@cache
def good(suffix: str) -> bytes:
    """A harmless license of this kind, a few kilobytes long."""
    match suffix:
        case "pdf":
            return render_pdf(read(LONG.encode(), name="a.txt"), head="Harbor")
        case "docx":
            from docx import Document

            document = Document()
            for line in LONG.splitlines():
                document.add_paragraph(line)
            document.add_table(2, 2).cell(0, 0).text = "Fee"
            return _bytes_of(document.save)
        case "html":
            lines = "".join(f"<p>{line}</p>\n" for line in LONG.splitlines())
            return f"<!doctype html><html><head><title>License</title></head><body>{lines}</body></html>".encode()
        case "md":
            return LONG.replace("Harbor", "# Harbor *Gait*").replace("(a)", "- [a](https://a.example)").encode()
    return LONG.encode()


def _bytes_of(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def truncated(suffix: str, step: int = 1_000) -> Iterator[tuple[str, bytes]]:
    """Yields the license cut off at every ``step`` bytes."""
    data = good(suffix)
    for end in range(step, len(data), step):
        yield f"cut-{end}.{suffix}", data[:end]


def mutated(suffix: str, count: int) -> Iterator[tuple[str, bytes]]:
    """Yields the license with some bits flipped, the same ones in every run."""
    for seed in range(count):
        rng = random.Random(f"{suffix} {seed}")
        data = bytearray(good(suffix))
        for _ in range(rng.choice((1, 4, 16, 64))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        yield f"flip-{seed}.{suffix}", bytes(data)


@cache
def crafted(kind: str) -> Mapping[str, bytes]:
    """The files of a kind that are each made to harm in a way of their own, by name."""
    return {"pdf": _pdfs, "docx": _words, "html": _pages, "text": _texts}[kind]()


def _pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, of which 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    return bytes(out + b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start))


def _stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data) if length is None else length, data)


_FONT = b"<</Font<</F 5 0 R>>>>"
_TEXT = b"BT /F 12 Tf 72 700 Td (1. The user shall not sell the recordings.) Tj ET"


def _one_page(content: bytes, *, resources: bytes = _FONT, more: Mapping[int, bytes] | None = None) -> bytes:
    return _pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources %s>>" % resources,
            4: content,
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **(more or {}),
        }
    )


def _pdfs() -> Mapping[str, bytes]:
    spaces = zlib.compress(b" " * 100_000_000, 1)
    glyphs = zlib.compress(_TEXT * 300_000, 9)
    deep = b"[" * 200_000 + b"]" * 200_000
    loop = _stream(b"/X Do " + _TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X 6 0 R>>>>")
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 100_010))
    leaves = dict.fromkeys(range(10, 100_010), b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    return {
        "plain.pdf": _one_page(_stream(_TEXT)),
        "password.pdf": _encrypted("secret"),
        "empty-password.pdf": _encrypted(""),
        "flate-bomb.pdf": _one_page(_stream(zlib.compress(spaces, 9), b"/Filter[/FlateDecode/FlateDecode]")),
        "glyph-bomb.pdf": _one_page(_stream(glyphs, b"/Filter/FlateDecode")),
        "deep-array.pdf": _one_page(_stream(_TEXT), more={6: deep}),
        "deep-content.pdf": _one_page(_stream(b"q " * 500_000 + deep + b" TJ " + _TEXT)),
        "self-form.pdf": _one_page(_stream(b"/X Do " + _TEXT), resources=b"<</XObject<</X 6 0 R>>>>", more={6: loop}),
        "self-content.pdf": _one_page(b"[4 0 R 4 0 R 3 0 R]"),
        "self-length.pdf": _one_page(b"<</Length 4 0 R>>stream\n" + _TEXT + b"\nendstream"),
        "self-pages.pdf": _pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 3>>"}),
        "self-xref.pdf": _one_page(_stream(_TEXT)).replace(b"/Size", b"/Prev 9/XRefStm 9/Size"),
        "two-gigabytes.pdf": _one_page(_stream(_TEXT, length=2_147_483_647)),
        "negative-length.pdf": _one_page(_stream(_TEXT, length=-5)),
        "pages.pdf": _pdf(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids, **leaves}
        ),
        "claimed-pages.pdf": _one_page(_stream(_TEXT)).replace(b"/Count 1", b"/Count 400"),
        "huge-page.pdf": _one_page(_stream(_TEXT.replace(b"72 700", b"9e30 9e30"))).replace(b"612 792", b"1e38 1e38"),
        "no-objects.pdf": b"%PDF-1.7\n%%EOF",
    }


def _encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(good("pdf"))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    return _bytes_of(writer.write)


def _repacked(changes: Mapping[str, bytes]) -> bytes:
    """The Word license with parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good("docx"))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, changes.get(part.filename, old.read(part)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return out.getvalue()


def _words() -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(good("docx"))) as archive:
        body = archive.read("word/document.xml")
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
        "external.docx": _repacked(
            {
                "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                b'relationships"><Relationship Id="rId1" TargetMode="Internal" Target="../../../../etc/passwd" '
                b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
            }
        ),
    }  # fmt: skip


def _self_based() -> bytes:
    with zipfile.ZipFile(io.BytesIO(good("docx"))) as archive:
        styles = archive.read("word/styles.xml")
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


def _pages() -> Mapping[str, bytes]:
    text = b"<p>1. The user shall not sell the recordings.</p>"
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return {
        "deep.html": b"<html><body>" + b"<div>" * 100_000 + text,
        "deep-lists.html": b"<html><body>" + b"<ul><li>a" * 20_000 + text,
        "deep-tables.html": b"<html><body>" + b"<table><tr><td>" * 20_000 + text,
        "open-tags.html": b"<html><body>" + b"<" * 500_000 + text,
        "formatting.html": b"<html><body>" + b"<b><i><a>" * 20_000 + b"<p>" * 200 + text,
        "attributes.html": b"<html><body><p " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b">" + text,
        "comment.html": b"<html><body>" + b"<!--" * 200_000 + text,
        "entities.html": b'<!DOCTYPE html [<!ENTITY e0 "ha">' + entities + b"]><html><body><p>&e9;</p>" + text,
        "xxe.html": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p>' + text,
        "xxe.xhtml": b'<?xml version="1.0"?>\n<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&x;</p>' + text + b"</body></html>",
        "spans.html": b"<html><body><table><tr><td colspan=1000000000 rowspan=1000000000>1. Do not sell.</table>",
        "wide-table.html": b"<html><body><table>" + (b"<tr>" + b"<td>a" * 300) * 300 + b"</table>" + text,
        "start.html": b"<html><body><ol start=99999999999999999999 type=i><li>Do not sell the recordings.</ol>",
        "links.html": b"<html><body>" + b"<a href=x>one</a> " * 100_000 + text,
    }  # fmt: skip


def _texts() -> Mapping[str, bytes]:
    text = b"1. The user shall not sell the recordings.\n\n"
    big = 300_000
    return {
        "brackets.md": text + b"[" * big,
        "images.md": text + b"![](" * big,
        "links.md": text + b"[a](<b" * big,
        "stars.md": text + b"*a **a " * big,
        "underscores.md": text + (b"_a " * 1_000 + b"\n") * 100,
        "quotes.md": text + b">" * big + b" a",
        "nested-quotes.md": text + b"".join(b"> " * n + b"a\n" for n in range(600)),
        "nested-lists.md": text + b"".join(b"  " * n + b"- a\n" for n in range(600)),
        "one-line-lists.md": text + b"- " * big + b"a",
        "ticks.md": text + b"".join(b"`" * (n % 300) + b"a " for n in range(20_000)),
        "tables.md": text + b"|a" * 500 + b"|\n" + b"|-" * 500 + b"|\n" + (b"|a" * 500 + b"|\n") * 500,
        "short-tables.md": text + b"|a" * 1_000 + b"|\n" + b"|-" * 1_000 + b"|\n" + b"|a|\n" * 5_000,
        "references.md": text + b"".join(b"[%d]: /x\n" % n for n in range(20_000)) + b"[9]" * 20_000,
        "tags.md": text + b"<a " * big,
        "comments.md": text + b"<!-- " * big,
        "declarations.md": text + b"<!A " * big + b"<? " * big + b"<![CDATA[" * big,
        "angles.md": text + b"<" * big,
        "front.md": b"---\n" + b"a: b\n" * 60_000,
        "rules.md": text + b"a\n---\n" * 50_000,
        "nul.txt": text + b"\0" * 4_000 + text,
        "utf16.txt": b"\xff\xfe" + text,
        "utf32.txt": b"\xff\xfe\0\0" + text,
        "surrogates.txt": text + "\ud800\udfff".encode("utf-8", "surrogatepass") * 10,
        "one-line.txt": (b"The user shall not sell the recordings. " * 25_000),
        "one-word.txt": text + b"a" * big,
        "spaces.txt": text + b"a" + b" " * big + b"b",
        "dots.txt": text + b"." * big + b"\n" + b". " * big,
        "leaders.txt": text + b"_" * big + b"\n" + b"Name: ____ " * 20_000,
        "markers.txt": b"(a) " * 50_000 + b"\n" + b"1.1.1.1." * 30_000,
        "lists.txt": b"".join(b"%d. a\n" % n for n in range(30_000)),
        "digits.txt": text + b"1" * big + b" " + b"1," * big,
        "addresses.txt": text + b"a@" * 100_000 + b" " + b"a." * 100_000 + b"@b",
        "urls.txt": text + b"http://" * 50_000 + b" " + b"www." * 50_000,
        "capitals.txt": text + b"University of " * 20_000 + b"\n" + b"A " * 100_000,
        "quotes.txt": text + b'"a' * 100_000 + b"\n" + "“Data” means ".encode() * 10_000,
        "parentheses.txt": text + b"(" * 100_000 + b")" * 100_000,
        "subjects.txt": text + b"subjects " + b"S01-S99999999, " * 5_000 + b"001 - 999999999 may be shown.",
        "dates.txt": text + b"1 January " * 20_000 + b"for 99999999999999999999999999 years",
        "right-to-left.txt": text + "\u202e\u2066".encode() * 50_000 + b"abc",
        "combining.txt": text + b"a" + "\u0301".encode() * 100_000,
    }  # fmt: skip
