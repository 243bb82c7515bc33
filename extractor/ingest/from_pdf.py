"""PDF: glyphs to lines to paragraphs, tables where rulings are drawn, furniture left out; OCR where the text fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.ingest.draft import Draft, DraftBlock
from extractor.ingest.furniture import split_furniture
from extractor.ingest.garbled import is_garbled, is_stamped_scan
from extractor.ingest.layout import LeftOut, SetLine
from extractor.ingest.limits import Limits
from extractor.ingest.page_items import Item, page_items
from extractor.ingest.paragraphs import Measure, measure, paragraphs
from extractor.ingest.pdf_pictures import pictures_of
from extractor.ingest.pdfium import GlyphPage, OpenPdf, open_pdf
from extractor.ingest.scans import Scans, Unread, read_scans, refusal, unread_warnings
from extractor.ingest.scripts import script_warnings
from extractor.ingest.tables import grids_on
from extractor.types import DocumentWarning


@dataclass(slots=True)
class _Reading:
    """What was read so far, a list of items a page."""

    pages: list[list[Item]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    unread: dict[int, Unread] = field(default_factory=dict)
    """Pages whose text layer does not say what they show."""
    warnings: list[DocumentWarning] = field(default_factory=list)


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """The draft of a PDF.

    Raises:
        NeedsOcrError: no page has text that can be read, and Tesseract is not installed.
        EmptySourceError: its pages show nothing.
        UnsupportedFormatError: it is a form that Adobe's programs alone draw.
        LimitError: more pages have to be read by OCR than a limit allows.
    """
    reading = _Reading()
    with open_pdf(data, limits) as opened:
        reading.warnings.extend(_not_read(opened))
        for page in opened.pages:
            _read_page(page, reading)
    scans = _read_scans(data, reading, limits)
    if not any(reading.pages):
        raise refusal(reading.unread, scans)
    pages, furniture = split_furniture(reading.pages, reading.heights)
    scripts = script_warnings(item.text for page in pages for item in page)
    return Draft(
        "ocr" if len(scans.pages) == sum(map(bool, reading.pages)) else "pdf",
        "application/pdf",
        tuple(scans.on_page(block) for block in blocks_of(pages)),
        pages=opened.count,
        warnings=(*scans.warnings(), *unread_warnings(reading.unread, scans), *reading.warnings, *furniture, *scripts),
        recognized=scans.words,
    )


def _not_read(opened: OpenPdf) -> Iterator[DocumentWarning]:
    if opened.is_dynamic:
        message = "it is a dynamic XFA form: Adobe's programs may show other pages than were read"
        yield DocumentWarning("dynamic_form", message)
    if opened.attachments:
        yield DocumentWarning("not_included", f"{opened.attachments} embedded files were not read")


def _read_page(page: GlyphPage, reading: _Reading) -> None:
    reading.heights[page.number] = page.height
    if is_garbled(page):
        reading.unread[page.number] = "garbled"
        reading.pages.append([])
        return
    items, left_out = page_items(page, grids_on(page))
    reading.warnings.extend(_left_out(page, left_out))
    if not items:
        reading.unread[page.number] = "picture" if page.has_images else "blank"
    elif is_stamped_scan(page):
        reading.unread[page.number] = "stamped"
    reading.pages.append(items)


def _read_scans(data: bytes, reading: _Reading, limits: Limits) -> Scans:
    """What OCR made of the pages that are unread; those that it read take their places."""
    limits.check("max_ocr_pages", sum(why != "blank" for why in reading.unread.values()))
    scans = read_scans(pictures_of(data, reading.unread, limits) if reading.unread else (), limits)
    for number, why in list(reading.unread.items()):
        if scans.settle(number, why, sum(len(item.text) for item in reading.pages[number - 1])):
            reading.pages[number - 1] = scans.items(number)
            reading.heights[number] = scans.pages[number].glyphs.height
            del reading.unread[number]
    return scans


def _left_out(page: GlyphPage, missed: LeftOut) -> Iterator[DocumentWarning]:
    if missed.slanted:
        message = f"{missed.slanted} slanted or vertical pieces of text left out"
        yield DocumentWarning("slanted_text", message, page.number)
    if missed.hidden:
        message = f"{missed.hidden} pieces of text left out that the page does not show"
        yield DocumentWarning("hidden_text", message, page.number)
    if missed.stamped:
        message = f"{missed.stamped} pieces of text left out that are stamped over others, such as watermarks"
        yield DocumentWarning("stamped_text", message, page.number)
    if missed.numbers:
        yield DocumentWarning("line_numbers", f"{missed.numbers} numbers of lines left out", page.number)
    if page.struck:
        message = f"{page.struck} characters left out, because they are struck out"
        yield DocumentWarning("struck_text", message, page.number)
    if page.outside:
        message = f"{page.outside} characters left out that stand outside the page"
        yield DocumentWarning("text_outside_page", message, page.number)


def blocks_of(pages: Sequence[Sequence[Item]]) -> Iterator[DraftBlock]:
    """Yields the paragraphs and tables of pages, in reading order and without furniture."""
    items = [item for page in pages for item in page]
    usual: Measure = measure([item for item in items if isinstance(item, SetLine)])
    for is_line, group in groupby(items, lambda item: isinstance(item, SetLine)):
        if is_line:
            yield from paragraphs([item for item in group if isinstance(item, SetLine)], usual)
        else:
            yield from (item for item in group if isinstance(item, DraftBlock))
