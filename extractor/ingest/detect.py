"""What a source is: by its content first, by its name where the content does not say."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from extractor.errors import CorruptSourceError, EmptySourceError, UnsupportedFormatError
from extractor.ingest.decode import is_binary

Format = Literal["pdf", "docx", "markdown", "text"]

SUFFIXES: dict[str, Format] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".rst": "text",
}
"""The suffixes that ``find_sources`` looks for in a folder."""

_SUPPORTED = "PDF, Word (.docx), Markdown and plain text are read."
# A PDF may carry junk before its header; readers accept it within the first kilobyte.
_PDF_HEADER_WITHIN = 1024
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a Rich Text file"),
)


def detect(data: bytes, name: str) -> Format:
    """The format of a source.

    Raises:
        EmptySourceError: there are no bytes, or only white space.
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
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnsupportedFormatError(
            "this is an old Word file or an encrypted one", hint="Save it as .docx or PDF without a password."
        )
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"this is {what}, no document", hint=_SUPPORTED)
    if suffix in ("pdf", "docx"):
        raise CorruptSourceError(
            f"this is no {suffix.upper()} file, in spite of its name", hint="Get a complete copy of the file."
        )
    if is_binary(data):
        raise UnsupportedFormatError("this is binary data, no document", hint=_SUPPORTED)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise UnsupportedFormatError("this is an HTML page", hint="Save the page as PDF or text. " + _SUPPORTED)
    return suffix or "text"


def _zipped(data: bytes, suffix: Format | None) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if suffix == "docx":
            raise CorruptSourceError(
                "the Word file is damaged or truncated", hint="Get a complete copy of the file."
            ) from error
        raise UnsupportedFormatError("this is a damaged archive, no document", hint=_SUPPORTED) from error
    if "word/document.xml" in names:
        return "docx"
    raise UnsupportedFormatError(
        "this is an archive, no document", hint="Unpack it and name the files in it. " + _SUPPORTED
    )
