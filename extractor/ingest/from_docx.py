"""Word: the text as Word shows it, with computed numbers, notes and text boxes, after hostile files are refused."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from extractor.errors import CorruptSourceError, UnsupportedFormatError
from extractor.ingest.docx_blocks import Walker
from extractor.ingest.docx_runs import Unseen
from extractor.ingest.docx_styles import Styles
from extractor.ingest.docx_xml import w
from extractor.ingest.draft import Draft, DraftBlock
from extractor.ingest.limits import Limits
from extractor.ingest.numbering import Numbering
from extractor.types import DocumentWarning

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = ("/relationships/footnotes", "/relationships/endnotes")
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OTHER_KIND = re.compile(rb"application/vnd\.[\w.-]*(?:macroEnabled[\w.]*|template\.main)\+xml")
_SMALL_PART = 1_000_000
_SAMPLE = 4_096


def read_docx(data: bytes, limits: Limits) -> Draft:
    """The draft of a Word document (.docx).

    Raises:
        CorruptSourceError: it is damaged.
        LimitError: it unpacks to more than the limits allow.
        UnsupportedFormatError: it declares entities, which no Word writes, or is a kind of file that is not read.
    """
    with _damage_named():
        _check_parts(data, limits)
        blocks, unseen = _read(data)
    limits.check("max_characters", sum(len(line.text) for block in blocks for line in block.lines))
    return Draft("docx", _MEDIA_TYPE, tuple(blocks), warnings=tuple(_warnings(unseen)))


@contextmanager
def _damage_named() -> Iterator[None]:
    """Says that the file is damaged, whatever error its damage shows as."""
    from docx.opc.exceptions import OpcError

    try:
        yield
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as error:
        raise CorruptSourceError(
            "the Word file is damaged or truncated", hint="Get a complete copy of the file."
        ) from error
    # Broken XML is a SyntaxError to lxml; a missing part shows as one of the others.
    except (OpcError, SyntaxError, LookupError, ValueError, AttributeError) as error:
        raise CorruptSourceError("the Word file is damaged", hint="Open it with Word and save it again.") from error


def _check_parts(data: bytes, limits: Limits) -> None:
    """Refuses bombs by what the archive's directory says, and unpacks no more than that."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        limits.check("max_parts", len(parts))
        limits.check("max_unpacked_bytes", sum(part.file_size for part in parts))
        for part in parts:
            if part.file_size > _SMALL_PART:
                limits.check("max_unpacked_ratio", part.file_size // max(1, part.compress_size))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _check_part(part.filename, archive.read(part))


def _check_part(name: str, data: bytes) -> None:
    if _DOCTYPE.search(data):
        raise UnsupportedFormatError("it declares XML entities, which no Word writes", hint="Save it again with Word.")
    if name == "word/document.xml" and _STRICT in data[:_SAMPLE]:
        raise UnsupportedFormatError(
            "this is a Word file in Strict Open XML", hint="Save it as an ordinary Word document (.docx)."
        )
    if name == "[Content_Types].xml" and _OTHER_KIND.search(data):
        raise UnsupportedFormatError(
            "this is a Word template or a file with macros", hint="Save it as an ordinary Word document (.docx)."
        )


def _read(data: bytes) -> tuple[list[DraftBlock], Unseen]:
    """The blocks of the body and then of the notes; headers and footers are furniture."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document(BytesIO(data))
    styles = Styles(document.styles.element)
    walker = Walker(styles, Numbering(_definitions(document), styles))
    blocks = list(walker.container(document.element.body))
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES) and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(w("type")) in (None, "normal"):  # not the separator line
                    blocks.extend(walker.container(note))
    return blocks, walker.unseen


def _definitions(document: WordDocument) -> Any:
    """The root of the part that defines lists, None where there is none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/relationships/numbering") and not relation.is_external:
            return document.part.numbering_part.element
    return None


def _warnings(unseen: Unseen) -> Iterator[DocumentWarning]:
    if unseen.tracked:
        yield DocumentWarning("tracked_changes", "it has tracked changes, which were read as accepted")
    if unseen.struck:
        yield DocumentWarning("struck_text", f"{unseen.struck} words left out, because they are struck out")
    if unseen.hidden:
        yield DocumentWarning("hidden_text", f"{unseen.hidden} words left out, because Word hides them")
    if unseen.parts:
        yield DocumentWarning("not_included", f"{len(unseen.parts)} embedded files were not read")
