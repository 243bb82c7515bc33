"""PDF: glyphs to lines to paragraphs, tables where rulings are drawn, furniture left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.errors import EmptySourceError, NeedsOcrError
from extractor.ingest.draft import Draft, DraftBlock
from extractor.ingest.furniture import split_furniture
from extractor.ingest.layout import SetLine
from extractor.ingest.limits import Limits
from extractor.ingest.page_items import Item, page_items
from extractor.ingest.paragraphs import Measure, measure, paragraphs
from extractor.ingest.pdfium import GlyphPage, open_pdf
from extractor.ingest.tables import grids_on
from extractor.types import DocumentWarning

_OCR_HINT = "Recognize its text with an OCR tool, for instance ocrmypdf, and read the result."
# A page of which so much cannot be read as characters is worth nothing; other tools found the same threshold.
_GARBLED = 0.3


@dataclass(slots=True)
class _Reading:
    """What was read so far, a list of items a page."""

    pages: list[list[Item]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    pictured: list[int] = field(default_factory=list)
    """Pages without text that show an image."""
    garbled: list[int] = field(default_factory=list)
    warnings: list[DocumentWarning] = field(default_factory=list)


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """The draft of a PDF.

    Raises:
        NeedsOcrError: no page has text that can be read.
        EmptySourceError: its pages show nothing.
    """
    reading = _Reading()
    with open_pdf(data, limits) as (count, glyph_pages):
        for page in glyph_pages:
            _read_page(page, reading)
    if not any(reading.pages):
        _refuse(reading)
    pages, furniture = split_furniture(reading.pages, reading.heights)
    warnings = (*_page_warnings(reading), *reading.warnings, *furniture)
    return Draft("pdf", "application/pdf", tuple(_blocks(pages)), pages=count, warnings=warnings)


def _read_page(page: GlyphPage, reading: _Reading) -> None:
    reading.heights[page.number] = page.height
    if page.unreadable > _GARBLED:
        reading.garbled.append(page.number)
        reading.pages.append([])
        return
    items, slanted = page_items(page, grids_on(page))
    if slanted:
        message = f"{slanted} slanted or vertical pieces of text left out"
        reading.warnings.append(DocumentWarning("slanted_text", message, page.number))
    if not items and page.has_images:
        reading.pictured.append(page.number)
    reading.pages.append(items)


def _blocks(pages: Sequence[Sequence[Item]]) -> Iterator[DraftBlock]:
    items = [item for page in pages for item in page]
    usual: Measure = measure([item for item in items if isinstance(item, SetLine)])
    for is_line, group in groupby(items, lambda item: isinstance(item, SetLine)):
        if is_line:
            yield from paragraphs([item for item in group if isinstance(item, SetLine)], usual)
        else:
            yield from (item for item in group if isinstance(item, DraftBlock))


def _refuse(reading: _Reading) -> None:
    if reading.garbled:
        raise NeedsOcrError("its text layer is garbled: most characters have no meaning", hint=_OCR_HINT)
    if reading.pictured:
        raise NeedsOcrError("it has images of pages only, no text: it needs OCR", hint=_OCR_HINT)
    raise EmptySourceError("its pages are blank", hint="Check that the file was saved completely.")


def _page_warnings(reading: _Reading) -> Iterator[DocumentWarning]:
    for number in reading.pictured:
        yield DocumentWarning(
            "page_without_text", f"page {number} is an image without text and was not read: it needs OCR", number
        )
    for number in reading.garbled:
        yield DocumentWarning(
            "garbled_page", f"the text layer of page {number} is garbled and was not read: it needs OCR", number
        )
