"""PDFs that mean harm: encrypted, bombs, loops, nested without end, lengths and pages that are not there."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from functools import cache

from tests.hostile import bytes_of, good


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


@cache
def pdfs() -> Mapping[str, bytes]:
    """PDFs that are each made to harm in a way of their own, by name."""
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
        "image-bomb.pdf": _picture(60_000, 60_000, zlib.compress(bytes(450_000_000), 9)),
        "image-claims.pdf": _picture(2_000_000_000, 2_000_000_000, zlib.compress(b"a")),
        "huge-scan.pdf": _picture(100, 100, zlib.compress(bytes(1_300))).replace(b"612 792", b"1e6 1e6"),
        "no-objects.pdf": b"%PDF-1.7\n%%EOF",
    }


def _picture(width: int, height: int, data: bytes) -> bytes:
    """A page that shows a picture and no text, as a scan does."""
    size = b"/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (width, height)
    image = _stream(data, b"/Type/XObject/Subtype/Image/Filter/FlateDecode" + size)
    resources = b"<</XObject<</X 6 0 R>>>>"
    return _one_page(_stream(b"612 0 0 792 0 0 cm /X Do"), resources=resources, more={6: image})


def _encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(good("pdf"))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    return bytes_of(writer.write)
