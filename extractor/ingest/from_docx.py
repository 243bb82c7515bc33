"""Word: paragraphs and tables in document order, with the list numbers that Word computes.

The XML is walked here rather than through python-docx's paragraphs, because those leave out inserted text,
content controls and footnotes: a restriction could hide there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from extractor.errors import CorruptSourceError, UnsupportedFormatError
from extractor.ingest.draft import LONGEST_CELL, Draft, DraftBlock, DraftLine
from extractor.ingest.limits import Limits
from extractor.ingest.numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")
_SMALL_PART = 1_000_000
# Text of these is not part of what the reader sees: deleted, moved away, or a second rendering for old Words.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr"})


def read_docx(data: bytes, limits: Limits) -> Draft:
    """The draft of a Word document (.docx).

    Raises:
        CorruptSourceError: it is damaged.
        LimitError: it unpacks to more than the limits allow.
        UnsupportedFormatError: it declares entities, which no Word writes.
    """
    _check_parts(data, limits)
    document = _open(data)
    blocks = list(_Walker(document).blocks())
    limits.check("max_characters", sum(len(line.text) for block in blocks for line in block.lines))
    return Draft("docx", _MEDIA_TYPE, tuple(blocks))


def _check_parts(data: bytes, limits: Limits) -> None:
    """Refuses bombs by what the archive's directory says, and unpacks no more than that."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            limits.check("max_parts", len(parts))
            limits.check("max_unpacked_bytes", sum(part.file_size for part in parts))
            for part in parts:
                if part.file_size > _SMALL_PART:
                    limits.check("max_unpacked_ratio", part.file_size // max(1, part.compress_size))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(archive.read(part)):
                    raise UnsupportedFormatError(
                        "it declares XML entities, which no Word writes", hint="Save it again with Word."
                    )
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError) as error:
        raise CorruptSourceError(
            "the Word file is damaged or truncated", hint="Get a complete copy of the file."
        ) from error


def _open(data: bytes) -> WordDocument:
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        return Document(BytesIO(data))
    # Broken XML is a SyntaxError to lxml; a missing part shows as one of the others.
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError) as error:
        raise CorruptSourceError("the Word file is damaged", hint="Open it with Word and save it again.") from error


class _Walker:
    """Goes through the body of one document; keeps count of its lists."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering(document)

    def blocks(self) -> Iterator[DraftBlock]:
        """Yields the blocks of the body, then the footnotes."""
        yield from self._container(self._document.element.body)
        for relation in self._document.part.rels.values():
            if relation.reltype == _FOOTNOTES and not relation.is_external:
                from docx.oxml import parse_xml

                for note in parse_xml(relation.target_part.blob):
                    if note.get(_w("type")) is None:  # not the separator line
                        yield from self._container(note)

    def _container(self, element: Any) -> Iterator[DraftBlock]:
        for child in element:
            match _tag(child):
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    yield from self._table(child)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "smartTag":
                    yield from self._container(child)

    def _paragraph(self, element: Any) -> Iterator[DraftBlock]:
        from docx.text.paragraph import Paragraph

        runs = [part for part in _runs(element) if part[0]]
        text = "".join(part for part, _ in runs)
        boxed = [
            block for box in element.iter(_w("txbxContent")) if not _in_fallback(box) for block in self._container(box)
        ]
        if text.strip():
            style = Paragraph(element, self._document._body).style
            bold_style = bool(style is not None and style.font.bold)
            bold = all(bold_style if is_bold is None else is_bold for part, is_bold in runs if part.strip())
            marker, depth = self._numbering.marker(element, style)
            heading = _HEADING.match(style.name or "") if style is not None else None
            text = f"{marker} {text.lstrip()}" if marker else text
            lines = tuple(DraftLine(line, bold=bold) for line in text.split("\n"))
            if heading:
                yield DraftBlock(lines, "heading", int(heading.group(1)))
            elif style is not None and style.name == "Title":
                yield DraftBlock(lines, "heading", 1)
            else:
                yield DraftBlock(lines, "item" if marker else "paragraph", depth if marker else None)
        yield from boxed

    def _table(self, element: Any) -> Iterator[DraftBlock]:
        rows = [
            [list(self._container(cell)) for cell in row.iter(_w("tc")) if _parent_table(cell) is element]
            for row in element.iter(_w("tr"))
            if _parent_table(row) is element  # the table inside a cell comes with that cell
        ]
        if _lays_out(rows):
            yield from (block for row in rows for cell in row for block in cell)
            return
        texts = ("\t".join(_one_line(cell) for cell in row) for row in rows)
        lines = tuple(DraftLine(text) for text in texts if text.strip())
        if lines:
            yield DraftBlock(lines, "table")


def _lays_out(rows: Sequence[Sequence[Sequence[DraftBlock]]]) -> bool:
    """Whether a table only frames text or sets it side by side: it has one cell, or paragraphs for cells."""
    cells = [cell for row in rows for cell in row]
    return len(cells) == 1 or any(len(_one_line(cell).split()) > LONGEST_CELL for cell in cells)


def _one_line(cell: Sequence[DraftBlock]) -> str:
    return " ".join(" ".join(block.text.split()) for block in cell)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _runs(element: Any, bold: bool | None = None) -> Iterator[tuple[str, bool | None]]:
    """Yields the pieces of visible text below ``element`` and whether each is bold, None where the style decides."""
    for child in element:
        match _tag(child):
            case "r":
                yield from _runs(child, _is_bold(child))
            case "t":
                yield child.text or "", bold
            case "tab" | "ptab":
                yield "\t", bold
            case "br" | "cr":
                yield "\n", bold
            case "noBreakHyphen":
                yield "-", bold
            case "sym":
                yield chr(int(child.get(_w("char"), "F0B7"), 16)), bold
            case "txbxContent":
                continue  # a text box, read as a block of its own
            case tag if tag not in _SKIPPED:
                yield from _runs(child, bold)


def _is_bold(run: Any) -> bool | None:
    properties = run.find(_w("rPr"))
    mark = properties.find(_w("b")) if properties is not None else None
    return None if mark is None else mark.get(_w("val"), "1") not in ("0", "false", "off")


def _parent_table(element: Any) -> Any:
    return next(element.iterancestors(_w("tbl")), None)


def _in_fallback(element: Any) -> bool:
    return any(_tag(parent) == "Fallback" for parent in element.iterancestors())
