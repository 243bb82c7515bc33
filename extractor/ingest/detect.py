"""What a source is: by its content first, by its name where the content does not say."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from extractor.errors import (
    CorruptSourceError,
    EmptySourceError,
    EncryptedError,
    UnsupportedFormatError,
)
from extractor.ingest.decode import is_binary

Format = Literal["pdf", "docx", "html", "markdown", "rst", "text", "image"]

SUFFIXES: dict[str, Format] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".rst": "rst",
    ".rest": "rst",
    ".txt": "text",
    ".text": "text",
}
"""The suffixes that ``find_sources`` looks for in a folder.

Pictures are read where they are named: most of those that lie in a folder are no pages.
"""

_SUPPORTED = "PDF, Word (.docx), HTML, Markdown, reStructuredText, plain text and pictures of pages are read."
_CONVERT = "Open it with Word or LibreOffice and save it as .docx or PDF."
_COMPLETE = "Get a complete copy of the file."
# A PDF may carry junk before its header; readers accept it within the first kilobyte.
_PDF_HEADER_WITHIN = 1024
_SAMPLE = 16_384
_OLE = b"\xd0\xcf\x11\xe0"
# Names of the streams in an OLE file, which are in UTF-16.
_STREAMS = tuple((name.encode("utf-16-le"), name) for name in ("EncryptedPackage", "WordDocument", "Workbook"))
# PNG, JPEG, GIF, TIFF; BMP has a start so short that texts have it too: the size of its second header tells them apart.
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_BMP, _BMP_HEADERS = b"BM", {12, 40, 52, 56, 64, 108, 124}
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "a Rich Text file", _CONVERT),
    (b"%!PS", "a PostScript file", "Convert it to PDF."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and name the files in it."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it and name the files in it."),
    (b"Rar!", "a RAR archive", "Unpack it and name the files in it."),
    (b"\x7fELF", "a program", _SUPPORTED),
)
# What a zipped format is, by a part that every file of it has.
_ZIPPED: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "an Excel file"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
    ("Index/Document.iwa", "an Apple Pages file"),
)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG_FIRST = re.compile(r"\s*<[a-z][a-z0-9]*(?:\s[^<>]*)?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|table|tr|section|article)\s*>|<br\s*/?>", re.IGNORECASE)
_FEW = 3


def detect(data: bytes, name: str) -> Format:
    """The format of a source.

    Raises:
        EmptySourceError: there are no bytes, or only white space.
        EncryptedError: it is an Office file that a password protects.
        UnsupportedFormatError: it is nothing that a reader is made for.
        CorruptSourceError: it says that it is a Word document or PDF by name, but does not start like one.
    """
    head = data[:_PDF_HEADER_WITHIN]
    suffix = SUFFIXES.get(PurePath(name).suffix.lower())
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise EmptySourceError(
            "there is nothing in it", hint="Check that the file was copied or downloaded completely."
        )
    if head.lstrip().startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in head):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, suffix)
    if data.startswith(_OLE):
        raise _ole(data)
    if _is_image(data):
        return "image"
    _refuse(data)
    if suffix in ("pdf", "docx"):
        raise _misnamed(data, suffix)
    if is_binary(data):
        raise UnsupportedFormatError("this is binary data, no document", hint=_SUPPORTED)
    return "html" if _is_html(data, suffix) else suffix or "text"


def _misnamed(data: bytes, suffix: Format) -> CorruptSourceError:
    """The error for what is called a PDF or Word file and is none: often the page of a failed download."""
    if _is_html(data, suffix):
        return CorruptSourceError(
            f"this is an HTML page, no {suffix.upper()} file as its name says",
            hint="Check that the download did not end at a page of errors; to read the page, name it .html.",
        )
    return CorruptSourceError(f"this is no {suffix.upper()} file, in spite of its name", hint=_COMPLETE)


def _is_image(data: bytes) -> bool:
    if data.startswith(_BMP):
        return int.from_bytes(data[14:18], "little") in _BMP_HEADERS
    return data.startswith(_IMAGES)


def _refuse(data: bytes) -> None:
    """Raises the error for what is known by its first bytes and has no reader."""
    for magic, what, hint in _OTHERS:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"this is {what}", hint=hint)


def _is_html(data: bytes, suffix: Format | None) -> bool:
    """Whether it is a page, or, where no name says otherwise, a part of one."""
    if suffix == "html":
        return True
    # Tags are ASCII: without the NULs of UTF-16 and the byte order marks, they read alike in any encoding.
    sample = data[:_SAMPLE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")
    if _PAGE.match(sample):
        return True
    fragment = suffix in (None, "text") and _TAG_FIRST.match(sample)
    return bool(fragment) and len(_BLOCK_TAG.findall(sample)) >= _FEW


def _ole(data: bytes) -> EncryptedError | UnsupportedFormatError:
    """The error for a file of the container that Office used before 2007, and uses for what it encrypts."""
    found = next((name for stream, name in _STREAMS if stream in data), None)
    if found == "EncryptedPackage":
        return EncryptedError("a password is needed to open it", hint="Save a copy without a password.")
    what = {"WordDocument": "an old Word file (.doc)", "Workbook": "an old Excel file"}.get(found or "")
    return UnsupportedFormatError(f"this is {what or 'an old Word file or another Office file'}", hint=_CONVERT)


def _zipped(data: bytes, suffix: Format | None) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if suffix == "docx":
            raise CorruptSourceError("the Word file is damaged or truncated", hint=_COMPLETE) from error
        raise UnsupportedFormatError("this is a damaged archive, no document", hint=_SUPPORTED) from error
    if "word/document.xml" in names:
        return "docx"
    for part, what in _ZIPPED:
        if part in names:
            raise UnsupportedFormatError(f"this is {what}", hint="Save it as PDF or .docx. " + _SUPPORTED)
    raise UnsupportedFormatError(
        "this is an archive, no document", hint="Unpack it and name the files in it. " + _SUPPORTED
    )
