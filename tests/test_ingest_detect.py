"""What a source is: its content says, whatever it is called; what cannot be read is refused with the reason."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import (
    CorruptSourceError,
    EmptySourceError,
    EncryptedError,
    SourceError,
    UnsupportedFormatError,
)
from extractor.ingest import read
from extractor.ingest.detect import SUFFIXES, Format, detect


def zipped(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def a_pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "Hear the tapes in the room.")
    canvas.save()
    return buffer.getvalue()


def a_docx() -> bytes:
    buffer = BytesIO()
    document = docx.Document()
    document.add_paragraph("Hear the tapes in the room.")
    document.save(buffer)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PAGE = "<!DOCTYPE html>\n<html><body><p>Hear the tapes in the room.</p></body></html>"


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".doc", ".pdf.txt", ""])
@pytest.mark.parametrize(("data", "form"), [(a_pdf(), "pdf"), (a_docx(), "docx")])
def test_the_content_says_what_it_is_whatever_its_name(data: bytes, form: Format, suffix: str) -> None:
    assert detect(data, f"terms{suffix}") == form


def test_junk_before_the_header_of_a_pdf_is_let_pass() -> None:
    assert detect(b"junk\n" + a_pdf(), "terms.pdf") == "pdf"


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("terms.txt", "<html><p>Terms", "html"),
        ("terms", "\n\n<!-- saved --><!doctype HTML public><p>Terms", "html"),
        ("terms.md", "<?xml version='1.0'?>\n<!DOCTYPE html>\n<html>", "html"),
        ("LICENSE", "<div><p>One.</p><p>Two.</p></div>", "html"),
        ("LICENSE", "<Licensor> grants <Licensee> the right.", "text"),
        ("terms.txt", "<p>one tag only, of a text about HTML", "text"),
        ("README.md", "<h1>Tapes</h1>\n<p>One.</p>\n<p>Two.</p>\n\n# Terms", "markdown"),
        ("terms.htm", "Terms without a tag", "html"),
        ("terms.RST", "Terms", "rst"),
        ("LICENSE", "Terms", "text"),
    ],
)
def test_text_is_told_apart_by_its_markup_and_then_by_its_name(name: str, text: str, form: Format) -> None:
    assert detect(text.encode(), name) == form
    if form == "html":
        assert detect(text.encode("utf-16"), name) == form


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("empty.txt", b"", EmptySourceError, "nothing"),
        ("blank.txt", b" \n\t\r\n ", EmptySourceError, "nothing"),
        ("nul.txt", b"\x00\x00\x00", EmptySourceError, "nothing"),
        ("invisible.txt", "\u200b\ufeff\u00a0".encode(), EmptySourceError, "no text"),
        ("comment.md", b"<!-- nothing to see -->", EmptySourceError, "no text"),
        ("comment.rst", b".. nothing to see", EmptySourceError, "no text"),
        ("scan.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), CorruptSourceError, "picture"),
        ("scan.pdf", b"\xff\xd8\xff\xe0" + bytes(100), CorruptSourceError, "picture"),
        ("scan.tif", b"II*\x00" + bytes(100), CorruptSourceError, "picture"),
        ("scan.bmp", b"BM" + bytes(12) + b"\x28" + bytes(100), CorruptSourceError, "picture"),
        ("program", bytes(range(256)) * 8, UnsupportedFormatError, "binary"),
        ("page.html", bytes(range(256)) * 8, UnsupportedFormatError, "binary"),
        ("terms.rtf", b"{\\rtf1 Terms}", UnsupportedFormatError, "Rich Text"),
        ("terms.docx", b"{\\rtf1 Terms}", UnsupportedFormatError, "Rich Text"),
        ("terms.ps", b"%!PS-Adobe-3.0", UnsupportedFormatError, "PostScript"),
        ("terms.tar.gz", b"\x1f\x8b" + bytes(50), UnsupportedFormatError, "gzip"),
        ("terms.doc", OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormatError, "old Word"),
        ("terms.docx", OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormatError, "old Word"),
        ("terms.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedError, "password"),
        ("terms.xls", OLE + "Workbook".encode("utf-16-le"), UnsupportedFormatError, "Excel"),
        ("terms.msg", OLE, UnsupportedFormatError, "Office"),
        ("terms.odt", zipped("mimetype", "content.xml"), UnsupportedFormatError, "OpenDocument"),
        ("terms.docx", zipped("xl/workbook.xml"), UnsupportedFormatError, "Excel"),
        ("terms.pages", zipped("Index/Document.iwa"), UnsupportedFormatError, "Pages"),
        ("terms.zip", zipped("terms.txt"), UnsupportedFormatError, "archive"),
        ("named.pdf", b"This is only text.", CorruptSourceError, "PDF"),
        ("named.pdf", PAGE.encode(), CorruptSourceError, "HTML page, no PDF"),
        ("named.docx", b"This is only text.", CorruptSourceError, "DOCX"),
        ("cut.docx", b"PK\x03\x04 and then nothing", CorruptSourceError, "Word"),
        ("cut.zip", b"PK\x03\x04 and then nothing", UnsupportedFormatError, "archive"),
        ("header.pdf", b"%PDF-1.7\n", CorruptSourceError, "damaged"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason(
    name: str, data: bytes, error: type[SourceError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        read(data, name=name)
    assert caught.value.source == name
    assert caught.value.hint


def test_a_text_that_starts_like_a_picture_is_text() -> None:
    assert detect(b"BMJ terms of use", "terms.txt") == "text"
