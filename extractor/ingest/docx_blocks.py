"""The blocks of a Word document: paragraphs, list items with their numbers, headings, tables, notes.

The XML is walked here rather than through python-docx's paragraphs, because those leave out inserted text,
content controls and footnotes: a restriction could hide there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.ingest.cells import table_blocks
from extractor.ingest.docx_runs import Runs, Unseen, mark_is_deleted
from extractor.ingest.docx_styles import Styles
from extractor.ingest.docx_xml import tag, w
from extractor.ingest.draft import DraftBlock, DraftLine
from extractor.ingest.numbering import Numbering
from extractor.ingest.styled import Piece, reads_as_text, styled_lines

_HOLDERS = frozenset(("AlternateContent", "Choice", "customXml", "ins", "moveTo", "sdt", "sdtContent", "smartTag"))


class Walker:
    """Goes through the stories of one document in reading order; keeps count of its lists."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.unseen = Unseen()
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles, self.unseen)
        self._carried: list[Piece] = []

    def container(self, element: Any) -> Iterator[DraftBlock]:
        """Yields the blocks in a body, cell, note or text box."""
        for child in element:
            name = tag(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "altChunk":
                self.unseen.parts.append("altChunk")
            elif name in _HOLDERS:
                yield from self.container(child)

    def _paragraph(self, element: Any) -> Iterator[DraftBlock]:
        pieces = [*self._carried, *self._runs.pieces(element)]
        self._carried = []
        boxes = [box for box in element.iter(w("txbxContent")) if _is_outermost(box, element)]
        if mark_is_deleted(element):
            self.unseen.tracked = True
            self._carried = pieces
        elif not self._styles.is_contents(element):
            # A paragraph without text takes a number all the same.
            marker, depth = self._numbering.marker(element)
            yield from self._block(element, pieces, marker, depth)
        for box in boxes:
            yield from self.container(box)

    def _block(self, element: Any, pieces: list[Piece], marker: str, depth: int) -> Iterator[DraftBlock]:
        lines = styled_lines(pieces)
        while lines and not lines[0].text.strip():
            del lines[0]
        if not lines:
            return
        level = self._styles.heading_level(element)
        heads = level is not None and not reads_as_text(lines)
        if marker:
            lines[0] = DraftLine(f"{marker} {lines[0].text.lstrip()}", bold=lines[0].bold)
        if heads:
            yield DraftBlock(tuple(lines), "heading", level)
        else:
            yield DraftBlock(tuple(lines), "item" if marker else "paragraph", depth if marker else None)

    def _table(self, element: Any) -> Iterator[DraftBlock]:
        rows = [
            [list(self.container(cell)) for cell in row.iter(w("tc")) if _table_of(cell) is element]
            for row in element.iter(w("tr"))
            # The table inside a cell comes with that cell.
            if _table_of(row) is element and row.find(f"{w('trPr')}/{w('del')}") is None
        ]
        return table_blocks(rows)


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(w("tbl")), None)


def _is_outermost(box: Any, paragraph: Any) -> bool:
    """Whether a text box belongs to the paragraph itself, and is not the copy of it for old Words."""
    for parent in box.iterancestors():
        if parent is paragraph:
            return True
        if tag(parent) in ("Fallback", "txbxContent"):
            return False
    return False
